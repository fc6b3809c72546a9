"""A question for a number of questions, mentions or non-answers -> what is to be counted. Pure functions.

`How many questions did Radio Fjord ask in March?` is answered by counting exchanges, `How many ships did Estmark send?`
by what somebody said. The first is told by its words: all of them must be understood, or it is asked like any other.
`Which questions did Radio Fjord ask in March?` names the same ones, and has them listed.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.count_patterns import CALLED_WORD, PATTERNS, Wanted, for_a_number, one_of
from assistant.names_meant import Names, speaker_names, transcripts_meant
from assistant.timeframe import timeframe
from assistant.types import ANYBODY, Called, Count, Kind, Listed, Question, Understood
from assistant.understanding import EVERYTHING, Library, filtered_by_days
from store.lexical import STOPWORDS, query_words

_TOPIC_WORDS = 3  # of more it cannot be told what makes a question one about it
_SAYS_QUESTIONS = re.compile(r"\bquestions\b|问题|提问", re.I)
_ARE_ANSWERED = re.compile(r"\b(?:answer|repl|respon)|回答|答复|回应", re.I)
_FOR_A_NUMBER = re.compile(r"\bhow (?:many|often)\b|几|多少", re.I)
_WHOEVER_ASKS = re.compile(
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
    text = for_a_number(asked)
    if set(EVERYTHING) <= set(without) or not _FOR_A_NUMBER.search(text):
        return question
    bare = text
    # Before the days: a file may be called by one.
    for gone in (*question.untimed, *(meant.text for meant in transcripts_meant(text, library.transcripts))):
        bare = re.sub(rf"(?:\b(?:in|at|from|of) )?{re.escape(gone)}", " ", bare)
    time = timeframe(bare, today_of_library=library.today, days=library.days, ours=library.words)
    if time and (time.order or len(time.periods) != 1):
        return question
    bare = f"{bare[: time.start]} {bare[time.end :]}" if time else bare
    people = _People(question, library, voices, without)
    count = _count(" ".join(bare.strip(" ?？.。!").split()), people)
    if count is None:
        return question
    is_list, is_told = text != asked, bool(count.words or count.each)
    if is_list and not (_SAYS_QUESTIONS.search(asked) or is_told or people.only_ask(count.asker)):
        return question
    if is_list and count.words and _ARE_ANSWERED.search(asked):
        return question
    question = _by_whom(filtered_by_days(question, time) if time and "date" not in without else question, count)
    if is_list and not is_told:
        return replace(question, lists=_listed(asked, count))
    return replace(question, counts=replace(count, is_listed=is_list))


def _listed(asked: str, count: Count) -> Listed:
    if count.of == "declined":
        return "declined"
    return "answered" if _ARE_ANSWERED.search(asked) else "asked"


def _count(text: str, people: "_People") -> Count | None:
    for pattern, of in PATTERNS:
        if (match := pattern.fullmatch(text)) and (count := _read(match.groupdict(), of, people)):
            return count
    return None


def _read(group: dict[str, str | None], of: Wanted, people: "_People") -> Count | None:
    topics = [topic for key in ("topic", "topic2") if (topic := group.get(key))]
    words = _telling(" ".join(topics))
    is_clear = len(topics) < 2 and bool(words) == bool(topics) and len(words) <= _TOPIC_WORDS
    if not is_clear or (of == "raised" and _IS_RAISED.search(topics[0])):
        return None
    asker, answerer = people.asking(group.get("asker")), people.answering(group.get("answerer"))
    if who := group.get("who"):
        is_speaker = people.answering(who) is not None and not _WHOEVER_ASKS.fullmatch(who)
        asker, answerer = (ANYBODY, people.answering(who)) if is_speaker else (people.asking(who), ANYBODY)
        of = of if is_speaker else "raised"
    if asker is None or answerer is None or (of == "raised" and not people.are_heard(asker)):
        return None
    return Count("questions" if of == "raised" else of, asker, answerer, words, one_of(group.get("each")))


def _telling(topic: str) -> tuple[str, ...]:
    """The words of a topic that tell it; none where it is more than a topic."""
    topic = re.sub(rf"^{CALLED_WORD} ", "", topic, flags=re.I)
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
        if not called or _WHOEVER_ASKS.fullmatch(called):
            return self._passed(self.question.filters.outlets)
        return self._each(called, self._asking)

    def _asking(self, called: str) -> Called | None:
        name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", called)).strip("《》")
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

    def only_ask(self, called: Called) -> bool:
        """Whether they ask in the library, and never answer; anybody who asks at all does."""
        return not called.names or (self.are_heard(called) and not any(map(called.has, self._answering)))

    def _passed(self, names: tuple[str, ...]) -> Called:
        """Those whom the filters let pass; anybody without any."""
        held = [voice for voice in self.voices if any(name.casefold() in voice.casefold() for name in names)]
        return Called(names[0], tuple(held)) if names else ANYBODY

    @cached_property
    def voices(self) -> Collection[str]:
        """Everybody who speaks in the library."""
        return self.all_voices()

    @cached_property
    def _answering(self) -> set[str]:
        return {name for entry in self.library.entries for name in entry.speakers}

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
