"""A question for a number of questions, mentions or non-answers -> what is to be counted. Pure functions.

`How many questions did Radio Fjord ask in March?` is answered by counting exchanges, `How many ships did Estmark send?`
by what somebody said. The first is told by its words: all of them must be understood, or it is asked like any other.
`Which questions did Radio Fjord ask in March?` names the same ones, and has them listed.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from assistant.names_meant import Names, speaker_names, transcripts_meant
from assistant.of_saying import BRIEFING
from assistant.timeframe import timeframe
from assistant.types import ANYBODY, Called, Count, Kind, Listed, Question, Understood
from assistant.understanding import EVERYTHING, Library, filtered_by_days
from store.lexical import STOPWORDS, query_words

_Pattern = Literal["questions", "declined", "raised", "mentions"]

_TOPIC_WORDS = 3  # of more it cannot be told what makes a question one about it
_LEAD = r"(?:(?:and|so|but|then|please),?\s+)?(?:(?:can you |please )*tell me,?\s+)?"
_TAIL = (
    r"(?:\s+(?:in total|altogether|in all|overall|all in all|so far|to date|ever|here|at|in|during|of|from|on|all|the"
    rf"|that|this|these|those|{BRIEFING}|transcripts?|records?|library|sessions?|hearings?|interviews?|meetings?|days?))*"
)
_MANY = r"how many (?:different |separate |of the |of their )?questions"
_OFTEN = r"how (?:often|many times)"
_ABOUT = r"(?: (?:about|on|regarding|concerning) (?P<{}>.+?))?"
_DID = r"(?:did|does|do|has|have|had)"
_WAS = r"(?:was|were|is|are|has|have|had|did)"
_ASK = r"(?:ask(?:ed)?|put|posed?|raised?)"
_TAKE = (
    r"(?:take|took|taken|answer(?:ed)?|g[eo]t|received?|faced?|field(?:ed)?|reply to|replied to|respond(?:ed)? to"
    r"|heard?)"
)
_REFUSE = r"(?:declin(?:e|ed)|refus(?:e|ed))"
_ANSWER = r"(?:answer|comment|respond|reply|say|speak)"
_DODGE = (
    rf"(?:{_REFUSE}(?: to {_ANSWER})?|not answer(?:ed)?|dodged?|evaded?|deflect(?:ed)?|duck(?:ed)?"
    r"|le(?:ave|ft) unanswered)"
)
_EVADE = (
    r"(?:g[ia]ven? (?:no|any) (?:information|answers?|comment)|not (?:answer|comment|reply|respond)|say no comment"
    r"|(?:decline|refuse|dodge|evade|deflect|duck|avoid)d?(?: (?:a |the )?questions?| answering| comment(?:ing)?)?)"
)
_MENTION = r"(?:mention(?:ed)?|refer(?:red)? to|talk(?:ed)? (?:about|of)|sp(?:eak|oke|oken) (?:about|of))"
_RAISE = r"(?:raised?|br(?:ing|ought) up)"
_CALLED_WORD = r"(?:the )?(?:words?|terms?|phrases?|names?|expressions?)"
_ENGLISH: tuple[tuple[str, _Pattern], ...] = (
    (rf"{_MANY}{_ABOUT} {_DID} (?P<asker>.+?) {_ASK}(?: (?:to|of) (?P<answerer>.+?))?{_ABOUT}", "questions"),
    (rf"{_MANY}{_ABOUT} {_DID} (?P<asker>.+?) {_ASK} (?P<answerer>.+?){_ABOUT}", "questions"),
    (rf"{_MANY}{_ABOUT} {_DID} (?P<answerer>.+?) {_TAKE}(?: from (?P<asker>.+?))?{_ABOUT}", "questions"),
    (
        rf"{_MANY}{_ABOUT} {_WAS}(?: been)?(?: there| {_ASK}| {_TAKE})?(?: (?:to|of) (?P<answerer>.+?))?"
        rf"(?: (?:by|from) (?P<asker>.+?))?{_ABOUT}",
        "questions",
    ),
    (rf"{_MANY}{_ABOUT} (?:came|come|are there|were there) from (?P<asker>.+?){_ABOUT}", "questions"),
    (rf"{_OFTEN} {_DID} (?P<asker>.+?) ask(?:ed)?(?: (?:a )?questions?)?{_ABOUT}", "questions"),
    (rf"{_OFTEN} {_WAS} (?P<answerer>.+?) (?:been )?asked(?: (?:a )?questions?)?{_ABOUT}", "questions"),
    (rf"{_OFTEN} {_DID} (?P<answerer>.+?) {_DODGE}(?: (?:a |the )?questions?| anything)?{_ABOUT}", "declined"),
    (rf"{_MANY}{_ABOUT} {_DID} (?P<answerer>.+?) {_DODGE}{_ABOUT}", "declined"),
    (rf"{_OFTEN} {_DID} (?P<answerer>.+?) {_EVADE}{_ABOUT}", "declined"),
    (
        rf"{_MANY}{_ABOUT} (?:went|were|are|remain(?:ed)?|have gone|have been|stayed|was)"
        rf" (?:left )?(?:unanswered|not answered|without (?:an )?answers?|declined|dodged|refused)"
        rf"(?: by (?P<answerer>.+?))?{_ABOUT}",
        "declined",
    ),
    (r"how many (?:replies|answers)(?: (?:of|by|from) (?P<answerer>.+?))? g[ia]ven? no information", "declined"),
    (rf"how many non-?answers (?:are there|{_DID} (?P<answerer>.+?) g[ia]ven?){_ABOUT}", "declined"),
    (rf"{_OFTEN} {_WAS} (?P<topic>.+?) (?:been )?(?:raised|brought up|asked about)(?: by (?P<asker>.+?))?", "raised"),
    (rf"{_OFTEN} {_DID} (?P<topic>.+?) (?:come|came) up", "mentions"),
    (
        rf"{_OFTEN} {_WAS} (?P<topic>.+?) (?:been )?(?:mentioned|discussed|talked about|spoken (?:of|about)"
        r"|referred to)(?: by (?P<who>.+?))?",
        "mentions",
    ),
    (
        rf"{_OFTEN} {_WAS} (?P<topic>{_CALLED_WORD} .+?) (?:been )?(?:used|said|spoken|heard)(?: by (?P<who>.+?))?",
        "mentions",
    ),
    (rf"{_OFTEN} {_DID} (?P<topic>{_CALLED_WORD} .+?) (?:appear(?:ed)?|occur(?:red)?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) (?:used?|sa(?:y|id)) (?P<topic>{_CALLED_WORD} .+?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<asker>.+?) {_RAISE} (?P<topic>.+?)", "raised"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) {_MENTION} (?P<topic>.+?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) (?:say|said|use[ds]?) (?:the )?(?:word|term|phrase)s? (?P<topic>.+?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) (?:say|said) (?P<topic>\w+|[\"“‘«].+?[\"”’»])", "mentions"),
)  # fmt: skip
_N = r"(?:几|多少)"
_IN_ALL = r"(?:一共|总共|共|都)?"
_DONE = r"(?:了|过)?"
_ABOUT_CHINESE = r"(?:(?:关于|有关|涉及)(?P<{}>.+?)的)?"
_NOT_ANSWER = r"(?:拒绝|没有|未|不愿|回避)(?:回答|回应|置评|评论|答复)?"
_MENTION_CHINESE = r"(?:提到|提及|提起|谈到|说到)"
_CHINESE: tuple[tuple[str, _Pattern], ...] = (
    (rf"(?P<asker>.+?){_IN_ALL}(?:提问|提出|提|问){_DONE}{_N}[个次]?{_ABOUT_CHINESE}(?:问题|提问)?", "questions"),
    (rf"(?P<answerer>.+?){_IN_ALL}(?:回答|答复|回应|接受){_DONE}{_N}个?{_ABOUT_CHINESE}(?:问题|提问)", "questions"),
    (rf"(?P<answerer>.+?){_IN_ALL}{_NOT_ANSWER}{_DONE}{_N}[次个](?:问题|提问)?", "declined"),
    (rf"(?P<answerer>.+?){_IN_ALL}有?{_N}[次个](?:问题|提问)?{_NOT_ANSWER}(?:问题|提问)?", "declined"),
    (rf"(?P<topic>.+?){_IN_ALL}被{_IN_ALL}(?:问到|问及){_DONE}{_N}次", "raised"),
    (rf"(?P<asker>.+?){_IN_ALL}(?:问到|问及){_DONE}(?P<topic>.+?){_N}次", "raised"),
    (rf"(?P<topic>.+?){_IN_ALL}被{_IN_ALL}{_MENTION_CHINESE}{_DONE}{_N}次", "mentions"),
    (rf"(?P<who>.+?){_IN_ALL}{_N}次{_MENTION_CHINESE}{_DONE}(?P<topic>.+?)", "mentions"),
    (rf"(?P<who>.+?){_IN_ALL}{_MENTION_CHINESE}{_DONE}(?P<topic>.+?){_N}次", "mentions"),
)  # fmt: skip

_PATTERNS = [
    *((re.compile(_LEAD + p.format("topic", "topic2") + _TAIL, re.I), of) for p, of in _ENGLISH),
    *((re.compile(p.format("topic")), of) for p, of in _CHINESE),
]
_WHICH = re.compile(r"\b(?:which|what)(?= questions\b)|哪些(?=问题|提问)", re.I)
_ARE_ANSWERED = re.compile(r"\b(?:answer|repl|respon)|回答|答复|回应", re.I)
_FOR_A_NUMBER = re.compile(r"\bhow (?:many|often)\b|几|多少", re.I)
_REPORTERS = re.compile(
    r"(?:the |all |all the )?(?:reporters?|journalists?|media|press|newsrooms?|outlets?|correspondents?"
    r"|(?:every|any)(?:one|body)|people)|(?:各家|所有)?(?:记者|媒体|大家)们?",
    re.I,
)
_WHOEVER_ANSWERS = re.compile(
    r"s?he|her|him|they|them|an? (?:reply|answer)|the (?:spokes\w+|speakers?|minister|press secretary)|[她他]们?"
    r"|(?:外交部)?发言人",
    re.I,
)
_BEFORE_NAME = re.compile(
    r"^(?:the\s+)?(?:(?:reporters?|correspondents?|journalists?) (?:of|from|for|at)\s+)?(?:the\s+)?"
    r"(?:(?:mr|mrs|ms|dr|minister|president|secretary)\.?\s+)*",
    re.I,
)
_AFTER_NAME = re.compile(r"(?:['’]s?)?(?:\s+(?:reporters?|correspondents?|journalists?))?$|的?记者$", re.I)
_CAPITAL = r"[^\W\d_a-z\u3040-\U0003ffff][\w.&'’-]*"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:of |the |& |for )*{_CAPITAL}){{0,4}}|\S{{1,8}}(?:社|报|台|网|新闻|电视)")
_TOGETHER = re.compile(r",?\s+(?:and|or)\s+(?:from\s+)?|[和与]")
# "How often was the fare raised?" is answered by what was said of it.
_IS_RAISED = re.compile(
    r"\b(?:fares?|fees?|prices?|tax(?:es)?|tariffs?|dut(?:y|ies)|quotas?|rates?|wages?|salar(?:y|ies)|pensions?|rents?"
    r"|tolls?|limits?|caps?|ceilings?|thresholds?|targets?|budgets?|levels?|flags?|alarms?|ages?|funds?|money|capital)\b",
    re.I,
)
_IS_NO_TOPIC = re.compile(
    r"\b(?:and|or|whether|if|how|why|what|who|when|where|which|that|it|this|them|anything)\b|[,;，；和与]", re.I
)


def counting(
    question: Question, library: Library, voices: Callable[[], Collection[str]], without: Collection[Kind] = ()
) -> Question:
    """The question with what it wants counted or listed, and the filters that this means, where all its words say so.

    `voices` gives everybody who speaks in the library. What is `without` is not taken from the question.
    """
    asked = question.asked if question.text.startswith(question.asked) else question.text
    text = _WHICH.sub(lambda which: "how many" if which[0].isascii() else "几个", asked)
    if set(EVERYTHING) <= set(without) or not _FOR_A_NUMBER.search(text):
        return question
    time = timeframe(text, today_of_library=library.today, days=library.days, ours=library.words)
    if time and (time.order or len(time.periods) != 1):
        return question
    bare = f"{text[: time.start]} {text[time.end :]}" if time else text
    for gone in (*question.untimed, *(meant.text for meant in transcripts_meant(bare, library.transcripts))):
        bare = bare.replace(gone, " ")
    people = _People(question, library, voices, without)
    count = _count(" ".join(bare.strip(" ?？.。!").split()), people)
    if count is None or (text != asked and count.words):
        return question
    question = _by_whom(filtered_by_days(question, time) if time and "date" not in without else question, count)
    return replace(question, counts=count) if text == asked else replace(question, lists=_listed(asked, count))


def _listed(asked: str, count: Count) -> Listed:
    if count.of == "declined":
        return "declined"
    return "answered" if _ARE_ANSWERED.search(asked) else "asked"


def _count(text: str, people: "_People") -> Count | None:
    for pattern, of in _PATTERNS:
        if (match := pattern.fullmatch(text)) and (count := _read(match.groupdict(), of, people)):
            return count
    return None


def _read(group: dict[str, str | None], of: _Pattern, people: "_People") -> Count | None:
    topics = [topic for key in ("topic", "topic2") if (topic := group.get(key))]
    words = _telling(" ".join(topics))
    is_clear = len(topics) < 2 and bool(words) == bool(topics) and len(words) <= _TOPIC_WORDS
    if not is_clear or (of == "raised" and _IS_RAISED.search(topics[0])):
        return None
    asker, answerer = people.asking(group.get("asker")), people.answering(group.get("answerer"))
    if who := group.get("who"):
        is_speaker = people.answering(who) is not None and not _REPORTERS.fullmatch(who)
        asker, answerer = (ANYBODY, people.answering(who)) if is_speaker else (people.asking(who), ANYBODY)
        of = of if is_speaker else "raised"
    if asker is None or answerer is None or (of == "raised" and not people.are_heard(asker)):
        return None
    return Count("questions" if of == "raised" else of, asker, answerer, words)


def _telling(topic: str) -> tuple[str, ...]:
    """The words of a topic that tell it; none where it is more than a topic."""
    topic = re.sub(rf"^{_CALLED_WORD} ", "", topic, flags=re.I)
    words = re.sub(r"['’]s?(?!\w)", "", topic.strip("\"“”‘’'「」《》"))
    return () if _IS_NO_TOPIC.search(words) else tuple(w for w in query_words(words) if w not in STOPWORDS)


@dataclass(frozen=True)
class _People:
    """Who may be named as one who asks or answers."""

    question: Question
    library: Library
    all_voices: Callable[[], Collection[str]]
    without: Collection[Kind]

    def asking(self, called: str | None) -> Called | None:
        """Who asks, None where it cannot be told. A name that nobody has is one all the same: they asked nothing."""
        if "outlet" in self.without:
            return ANYBODY
        if not called or _REPORTERS.fullmatch(called):
            return self._passed(self.question.filters.outlets)
        return self._each(called, self._asking)

    def _asking(self, called: str) -> Called | None:
        name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", called))
        found = _named(name, self.library.outlets) or _named(name, self._persons)
        return found or (Called(name, (name,)) if _NAME.fullmatch(name) else None)

    def answering(self, called: str | None) -> Called | None:
        """Who answers, None where it cannot be told."""
        if "speaker" in self.without:
            return ANYBODY
        if not called or _WHOEVER_ANSWERS.fullmatch(called):
            return self._passed(self.question.filters.speakers)
        return self._each(called, lambda one: _named(_BEFORE_NAME.sub("", one), self.library.speakers))

    def _each(self, called: str, read: Callable[[str], Called | None]) -> Called | None:
        """Each of those who are named together; None where one of them cannot be told."""
        found = [read(one) for one in _TOGETHER.split(called)]
        known = [one for one in found if one]
        names = tuple(dict.fromkeys(name for one in known for name in one.names))
        return Called(" and ".join(one.text for one in known), names) if len(known) == len(found) else None

    def are_heard(self, called: Called) -> bool:
        """Whether they speak in the library at all."""
        return any(called.has(voice) for voice in self.voices)

    def _passed(self, names: tuple[str, ...]) -> Called:
        """Those whom the filters let pass; anybody without any."""
        held = [voice for voice in self.voices if any(name.casefold() in voice.casefold() for name in names)]
        return Called(names[0], tuple(held)) if names else ANYBODY

    @cached_property
    def voices(self) -> Collection[str]:
        """Everybody who speaks in the library."""
        return self.all_voices()

    @cached_property
    def _persons(self) -> Names:
        outlets = {name for entry in self.library.entries for name in entry.outlets}
        return speaker_names(set(self.voices) - outlets)


def _named(called: str, names: Names) -> Called | None:
    spellings = names.spellings.get(called.casefold())
    return Called(spellings[0], spellings) if spellings else None


def _by_whom(question: Question, count: Count) -> Question:
    """The question with those it counts or lists by as its filters, and told, unless they are already."""
    filters, told = question.filters, list(question.understood)
    if count.asker.names and not filters.outlets:
        filters = replace(filters, outlets=count.asker.names)
        told.append(Understood("outlet", count.asker.text, count.asker.text))
    if count.answerer.names and not filters.speakers:
        filters = replace(filters, speakers=count.answerer.names)
        told.append(Understood("speaker", count.answerer.text, count.answerer.text))
    return replace(question, filters=filters, understood=tuple(told))
