"""A question whose answer stands in several exchanges -> its parts, or what it wants listed. Pure functions.

A comparison is two questions: each part is searched and answered for itself, so that neither side crowds out the
other, and a side that is missing is told. A list ("which outlets asked questions?") wants every exchange of what was
searched, in order, not those that fit best.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.dated import dated
from assistant.names_meant import Meant, Names
from assistant.of_saying import follows_a_saying
from assistant.overview import overview
from assistant.timeframe import Timeframe, told_in
from assistant.types import Kind, Listed, Question
from assistant.understanding import Library, filtered_by_days
from store.lexical import query_words
from store.types import Filters

_COMPARES = re.compile(
    r"\b(?:compar\w*|differ\w*|disagree\w*|contrast|versus|vs|both|respectively|agree on|say different)\b"
    r"|比较|区别|分别|不同|"
    r"\bcompara|\bdiferenci|\bdifféren|\bvergleich|\bunterscheid",
    re.I,
)
_EACH = re.compile(r"\beach\b|^\s*(?:and )?what (?:do|did|does|have|had) .{0,60}\band\b", re.I)
_ON = r"(?:on|about|regarding|towards?|concerning)"
_TWO_TOPICS = re.compile(
    rf"^(?P<before>.*?\b){_ON}\s+(?P<first>[^,;?]+?),?\s+(?:and|versus|vs\.?|compared (?:with|to)"
    rf"|than)\s+{_ON}\s+(?P<second>[^,;?]+?)\s*\??\s*$",
    re.I,
)
_TWO_COMPARED = re.compile(
    rf"^(?P<before>.*?\b){_ON}\s+(?P<first>[^,;?]+?)\s+(?:and|with|to|versus|vs\.?)\s+(?P<second>[^,;?]+?)\s*\??\s*$",
    re.I,
)

_OF_A_MEETING = frozenset(
    "briefing briefings conference press call calls session sitting meeting hearing interview results day house "
    "newsrooms outlets reporters there transcript transcripts during minister spokesperson himself herself two three "
    "questions question subjects topics by 在 记者".split()
)
_PEOPLE = (
    r"(?:outlets?|newsrooms?|media|news agencies|agencies|reporters?|journalists?|news ?papers?|papers?"
    r"|stations?|members?|"
    r"analysts?|firms?|banks?|people|parties)"
)
_PUT = r"(?:asked|put|posed|raised|had|came up with)"
_SUBJECTS = r"(?:questions?|subjects?|topics?|issues?|matters?|points?|things?)"
_QUESTIONS: tuple[tuple[str, Listed], ...] = (
    (rf"\b(?:which|what|whose)\s+{_PEOPLE}\b.{{0,40}}?\b{_PUT}\s+(?:\w+\s+)?questions?\b", "askers"),
    (r"\bwho\s+(?:asked|put|posed)\s+(?:the\s+|any\s+)?questions?\b(?!\s+(?:about|on))", "askers"),
    (rf"\b(?:list|name)\s+(?:all\s+)?(?:the\s+)?{_PEOPLE}\s+(?:that|who"
    rf"|which)\s+{_PUT}\b(?:\s+questions?)?", "askers"),
    (r"(?:哪些?(?:媒体|记者|机构)|谁).{0,6}(?:提了?问|问了)(?!到)", "askers"),
    (
        rf"\b(?:on|about)?\s*(?:which|what)\s+(?:\w+\s+)?{_SUBJECTS}\b.{{0,60}}?\b(?:refer(?:red)?"
        rf"|declin\w+|refus\w+|dodg\w+|"
        r"evad\w+|deflect\w+|without an answer|unanswered|no (?:answer|information|comment)|not answer(?:ed)?|"
        r"not comment)\b(?:\s+(?:reporters?|them|journalists?|to|elsewhere|other|authorities|answer|comment"
        r"|on|the))*",
        "declined",
    ),
    (r"\bwhat\s+(?:did|would|has)\b.{0,40}?\b(?:(?:refuse|decline) to (?:answer|comment on|say)"
    r"|not (?:answer|comment on))\b"
    r"|哪些问题.{0,12}(?:没有回答|拒绝|不予|未)", "declined"),
    (rf"\b(?:which|what)\s+(?:\w+\s+)?{_SUBJECTS}\s+(?:did|does|has|were|was)\b.{{0,40}}?\b(?:asks?|asked"
    rf"|raised?|put|brought? up|bring up|come up)\b(?:\s+about)?", "asked"),
    (r"\bwhat\s+(?:did|does|has)\b.{0,40}?\b(?:ask|want to know|wanted to know|raise|bring up"
    r"|inquire)\b(?:\s+about)?", "asked"),
    (
        r"\bwhat\s+(?:was|were|has been|have been)\s+(?:asked|raised)\b|(?:提问|问)了?(?:哪些|什么|些什么)(?:问题)?",
        "asked",
    ),
    (rf"\b(?:on|about)\s+(?:which|what)\s+(?:\w+\s+)?{_SUBJECTS}\s+(?:did|does|has)\b.{{0,40}}?\b(?:answer"
    rf"|speak|comment|talk|reply|respond)\b", "answered"),
)  # fmt: skip
_LISTS = tuple((re.compile(pattern, re.I), listed) for pattern, listed in _QUESTIONS)


def over_several(question: Question, library: Library, without: Collection[Kind] = ()) -> Question:
    """The question with its parts, or with what it lists, where it is one over several exchanges.

    What is `without` is not taken from the question.
    """
    if listed := _listed(question, library):
        days = question.prefers
        # It names nothing but who and when: the days can only be those of the asking.
        is_dated = days is not None and len(days.periods) == 1 and days.order is None
        return replace(filtered_by_days(question, days) if days and is_dated else question, lists=listed)
    return overview(question, library, without) or replace(question, parts=_parts(question, library))


def _listed(question: Question, library: Library) -> Listed | None:
    """What the question lists, if it names no subject besides: only what, who, where and when."""
    text = question.text
    for pattern, listed in _LISTS:
        match = pattern.search(text)
        if match is None:
            continue
        inside = _without_names(text[match.start() : match.end()], library)
        rest = _without_names(_without_days(question.prefers, text, match), library)
        is_about = set(query_words(rest)) - _OF_A_MEETING
        needs = listed != "asked" or question.filters.outlets or "ubject" in inside or "opic" in inside
        if needs and all(word.isdigit() for word in is_about):
            return listed
    return None


def _without_days(time: Timeframe | None, text: str, match: re.Match[str]) -> str:
    before, after = text[: match.start()], text[match.end() :]
    if time and time.end <= match.start():
        before = f"{text[: time.start]} {text[time.end : match.start()]}"
    elif time and time.end > match.end():
        after = f"{text[match.end() : max(time.start, match.end())]} {text[time.end :]}"
    return f"{before} {after}"


def _without_names(text: str, library: Library) -> str:
    for names in (library.speakers, library.outlets, library.transcripts):
        for meant in sorted(names.standing_in(text), key=lambda one: -one.start):
            text = f"{text[: meant.start]} {text[meant.end :]}"
    return text


def _parts(question: Question, library: Library) -> tuple[Question, ...]:
    return _by_topic(question, library) or _by_speaker(question, library.speakers) or _by_days(question)


def _by_topic(question: Question, library: Library) -> tuple[Question, ...]:
    """`Compare the answers on A and on B`."""
    match = _TWO_TOPICS.match(question.text) or (
        _TWO_COMPARED.match(question.text) if _COMPARES.search(question.text) and not question.prefers else None
    )
    if match is None:
        return ()
    before = _COMPARES.sub("", match["before"])
    topics = (match["first"], match["second"])
    days = [(one.start, one.end) for one in dated(question.text, library.today, library.days)]
    last = match.start("second") + len(topics[1].rstrip("."))
    if any(start <= match.start("second") and last <= end for start, end in days):
        return ()  # "on 3 March and on 5 March": no other topic
    has_own = all(any(match.start(one) <= start < match.end(one) for start, _ in days) for one in ("first", "second"))
    times = _times(question, len(topics)) if has_own else [question.prefers] * len(topics)
    return tuple(
        replace(question, text=f"{before}on {topic}".strip(), named=topic.rstrip("."), prefers=time)
        for topic, time in zip(topics, times, strict=True)
    )


def _by_speaker(question: Question, speakers: Names) -> tuple[Question, ...]:
    """`How do A and B differ on X?`: both speak in the library."""
    named = [one for one in speakers.standing_in(question.text) if one.values]
    people = {one.values: one for one in sorted(named, key=lambda one: one.start)}
    if len(people) != 2 or not (_COMPARES.search(question.text) or _EACH.search(question.text)):
        return ()
    text = _without(question.text, named)
    filters = question.filters
    times = _times(question, len(people))
    return tuple(
        replace(
            question,
            text=text,
            filters=replace(_within(filters, time), speakers=one.values),
            prefers=None,
            named=one.text,
        )
        for one, time in zip(people.values(), times, strict=True)
    )


def _times(question: Question, parts: int) -> list[Timeframe | None]:
    periods = question.prefers.periods if question.prefers else ()
    return [Timeframe((period,)) for period in periods] if len(periods) == parts else [None] * parts


def _without(text: str, named: list[Meant]) -> str:
    """The question with one `they` in place of both names."""
    start, end = min(one.start for one in named), max(one.end for one in named)
    between = re.sub(r"\W+", " ", text[min(one.end for one in named) : max(one.start for one in named)]).strip()
    is_pair = len(between.split()) <= 3
    if is_pair:
        return re.sub(r"\b(?:each|both)\s+", "", f"{text[:start]}they{text[end:]}")
    for one in sorted(named, key=lambda one: -one.start):
        text = f"{text[: one.start]}they{text[one.end :]}"
    return text


def _by_days(question: Question) -> tuple[Question, ...]:
    """`from April to July`, `in 2030 and in 2035`: about these days, and mostly said then; or only then, `said on`."""
    time = question.prefers
    if time is None or len(time.periods) < 2 or time.is_of_saying or question.filters.since or question.filters.until:
        return ()
    before, days, after = question.text[: time.start], question.text[time.start : time.end], question.text[time.end :]
    if change := _CHANGES.search(days):
        before = f"{before.strip()} {change.group()} "
    before = _as_it_was(before)
    if all(period.since == period.until for period in time.periods) and _is_said(question.text, time.start):
        return tuple(
            replace(
                question,
                text=f"{before.rstrip()}{after}",
                filters=_within(question.filters, Timeframe((period,))),
                prefers=None,
                named=str(period),
            )
            for period in time.periods
        )
    return tuple(
        replace(question, text=f"{before}in {period}{after}", prefers=Timeframe((period,)), named=str(period))
        for period in time.periods
    )


# Each end is a state, and tells nothing of the change.
_CHANGES = re.compile(r"\b(?:change[ds]?|differ(?:ed)?|develop(?:ed)?|evolved?|shift(?:ed)?|moved?)\b", re.I)
_CHANGE_OF = (
    re.compile(rf"^\s*how (?:did|has|have|had) (?P<what>.+?) {_CHANGES.pattern}(?=\W*$)", re.I),
    re.compile(r"^\s*what (?:has )?happened to (?P<what>.+?)(?=\W*$)", re.I),
)


_SAYINGS = r"(?:answers?|repl(?:y|ies)|statements?|remarks?|comments?)\b"
_WHAT_WAS_SAID = re.compile(rf"\b{_SAYINGS}", re.I)
_WAS_SAYINGS = re.compile(rf"^What was (?:(?:the|her|his|their)\s+)?{_SAYINGS}", re.I)


def _is_said(text: str, start: int) -> bool:
    """Whether the days from `start` on are those of the saying."""
    return follows_a_saying(text, start) or bool(_WHAT_WAS_SAID.search(text[:start]))


def _as_it_was(text: str) -> str:
    """`How did the tariff change` as `What was the tariff`."""
    for pattern in _CHANGE_OF:
        text = pattern.sub(r"What was \g<what>", text)
    return _WAS_SAYINGS.sub("What was said", text)


def _within(filters: Filters, time: Timeframe | None) -> Filters:
    if time is None:
        return filters
    period = told_in(time.periods[0])
    return replace(filters, since=period.since, until=period.until)
