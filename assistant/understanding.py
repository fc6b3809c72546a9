"""A question -> the filters it means: when, who, which newsroom, which transcript. Pure but for `known`.

Filters that the person set always win: nothing understood ever widens them.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from assistant.names_meant import (
    Meant,
    Names,
    files_not_there,
    outlet_names,
    outlets_meant,
    speaker_names,
    speakers_meant,
    transcript_names,
    transcripts_meant,
)
from assistant.questions import carries_over
from assistant.timeframe import Timeframe, timeframe
from assistant.types import Kind, Message, Question, Understood
from assistant.untimed import notice_of, untimed
from store.store import Store
from store.types import Entry

EVERYTHING: tuple[Kind, ...] = ("spelling", "date", "order", "speaker", "outlet", "transcript")


@dataclass(frozen=True)
class Library:
    """What questions may name: the days, people, newsrooms and titles of a library."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """The days of the transcripts, each once, in order."""
        return tuple(sorted({entry.date for entry in self.entries if entry.date}))

    @property
    def today(self) -> dt.date | None:
        """The newest transcript's day, from which questions count."""
        return self.days[-1] if self.days else None

    @cached_property
    def speakers(self) -> Names:
        """Everybody who answers."""
        return speaker_names({name for entry in self.entries for name in entry.speakers})

    @cached_property
    def people(self) -> frozenset[str]:
        """What those who answer may be called, lower-cased."""
        return frozenset(self.speakers.spellings)

    @cached_property
    def name_words(self) -> list[str]:
        """The words of the names of everybody who speaks and every newsroom, each once."""
        names = (name for entry in self.entries for name in (*entry.speakers, *entry.outlets))
        return list(dict.fromkeys(word for name in names for word in name.split() if word[:1].isupper()))

    @cached_property
    def outlets(self) -> Names:
        """Every newsroom that asks."""
        return outlet_names({name for entry in self.entries for name in entry.outlets})

    @cached_property
    def transcripts(self) -> Names:
        """Every file name and title."""
        return transcript_names(self.entries)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of speakers' names and titles, lower-cased."""
        titles = (entry.title or "" for entry in self.entries)
        names = (name for entry in self.entries for name in entry.speakers)
        return frozenset(word.strip(".,:;()'’").casefold() for text in (*titles, *names) for word in text.split())


_kept_libraries: WeakKeyDictionary[Store, tuple[object, Library]] = WeakKeyDictionary()


def known(store: Store) -> Library:
    """What a store holds, read again only when it has changed: 100 ms at 900 transcripts. Any thread may ask."""
    state = store.revision
    kept = _kept_libraries.get(store)
    if kept is None or kept[0] != state:
        kept = _kept_libraries[store] = (state, Library(tuple(store.entries())))
    return kept[1]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What one question names by itself."""

    time: Timeframe | None
    speakers: tuple[Meant, ...]
    outlets: tuple[Meant, ...]
    transcripts: tuple[Meant, ...]


def understood(
    question: Question, library: Library, history: Sequence[Message] = (), *, without: Collection[str] = ()
) -> Question:
    """The question with the filters it means, and what it would rather be answered from.

    A follow-up keeps the speaker, days and newsroom of the question before unless it names its own. What is
    `without` (kinds of Understood) is not taken from the question.
    """
    asked = " ".join(question.asked.split())
    # A follow-up may be followed by the question it points to; what it names itself comes before what that names.
    text = asked if question.text.startswith(asked) else question.text
    meaning = _meaning(text, library)
    for earlier in _earlier(question, history):
        meaning = _kept(meaning, _meaning(earlier, library))
    meant = _with_meaning(question, meaning, frozenset(without))
    if "date" not in without:
        times = untimed(text, today=library.today, days=library.days, ours=library.words)
        meant = replace(meant, untimed=tuple(times))
    return replace(meant, unfound=tuple(_unfound(text, meant, library, frozenset(without))))


def _earlier(question: Question, history: Sequence[Message]) -> Iterable[str]:
    """The questions this one goes on from, newest first."""
    asked = question.asked
    for before in [message.content for message in reversed(history) if message.role == "user"][:3]:
        if not carries_over(asked):
            return
        yield before
        asked = before


def _meaning(text: str, library: Library) -> _Meaning:
    return _Meaning(
        timeframe(text, today_of_library=library.today, days=library.days, ours=library.words),
        tuple(speakers_meant(text, library.speakers)),
        tuple(outlets_meant(text, library.outlets)),
        tuple(transcripts_meant(text, library.transcripts)),
    )


def _unfound(text: str, question: Question, library: Library, without: frozenset[str]) -> Iterable[str]:
    """What is told of the times and files that a question names and that were not found, and so keep nothing out."""
    filters = question.filters
    yield from notice_of(question.untimed, days_are_filtered=bool(filters.since or filters.until))
    if "transcript" not in without:
        searched = "" if filters.transcripts else ", so all were searched"
        for file in files_not_there(text, library.transcripts):
            yield f"No transcript is called “{file}”{searched}. The library's list has their names."


def _kept(new: _Meaning, old: _Meaning) -> _Meaning:
    return _Meaning(
        new.time or old.time,
        new.speakers or old.speakers,
        new.outlets or old.outlets,
        new.transcripts or old.transcripts,
    )


def _with_meaning(question: Question, meaning: _Meaning, without: frozenset[str]) -> Question:
    given, filters = question.filters, question.filters
    said: list[Understood] = []
    time = meaning.time
    if time and "date" not in without and time.periods:
        if time.is_of_saying and not (given.since or given.until or given.transcripts):
            period = time.periods[0]
            filters = replace(filters, since=period.since, until=period.until)
            said.append(Understood("date", time.text, _day(period.since, period.until)))
        else:
            said.append(Understood("date", f"{time.text} first", time.text, is_filter=False))
    if time and time.order and "order" not in without:
        words = "newest first" if time.order == "latest" else "oldest first"
        said.append(Understood("order", words, time.order, is_filter=False))
    if meaning.speakers and not given.speakers and "speaker" not in without:
        filters = replace(filters, speakers=_values(meaning.speakers))
        said += [Understood("speaker", m.text, m.text) for m in meaning.speakers]
    if meaning.outlets and not given.outlets and "outlet" not in without:
        filters = replace(filters, outlets=_values(meaning.outlets))
        said += [Understood("outlet", m.text, m.text) for m in meaning.outlets]
    if meaning.transcripts and not given.transcripts and "transcript" not in without:
        filters = replace(filters, transcripts=_values(meaning.transcripts))
        said += [Understood("transcript", m.text, ",".join(m.values)) for m in meaning.transcripts]
    prefers = _without(time, without)
    return replace(question, filters=filters, prefers=prefers, understood=tuple(said))


def filtered_by_days(question: Question, time: Timeframe) -> Question:
    """The question held to the one period of a timeframe, as far as the filters let it pass."""
    period, filters = time.periods[0], question.filters
    since = max(filter(None, (period.since, filters.since)), default=None)
    until = min(filter(None, (period.until, filters.until)), default=None)
    others = [one for one in question.understood if one.kind != "date"]
    told = Understood("date", time.text, _day(since, until))
    return replace(
        question, filters=replace(filters, since=since, until=until), prefers=None, understood=(told, *others)
    )


def _without(time: Timeframe | None, without: frozenset[str]) -> Timeframe | None:
    if time is None:
        return None
    periods = () if "date" in without else time.periods
    time = replace(time, periods=periods, order=None if "order" in without else time.order)
    return time if time.periods or time.order else None


def _values(meant: Iterable[Meant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for one in meant for value in one.values))


def _day(since: dt.date | None, until: dt.date | None) -> str:
    return "/".join(day.isoformat() if day else ".." for day in (since, until))
