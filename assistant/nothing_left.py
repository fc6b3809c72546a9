"""Why filters leave nothing of a library to search: which of them lets nothing pass, and what is near that would."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.named_days import Period
from assistant.terminal import day
from assistant.types import Question
from assistant.understanding import Library, known
from store.store import Store
from store.types import Filters

_FEW = 5  # names or days: so few are all named
_NEAREST = 3
_NEAR_ENOUGH = 70  # of 100


def nothing_there(question: Question, library: Library) -> str:
    """Why nothing is left of the library, where filters taken from the question leave nothing."""
    since, until = question.filters.since, question.filters.until
    is_dated = any(one.kind == "date" and one.is_filter for one in question.understood)
    if is_dated and library.days and not any(map(Period(since, until).holds, library.days)):
        return _no_such_days(library.days, since, until)
    named = " · ".join(one.text for one in question.understood if one.is_filter)
    return f"Nothing in the library fits what the question was taken to mean: {named}."


def nothing_passes(filters: Filters, store: Store) -> str | None:
    """Which of the filters that somebody set lets nothing pass, and the mend; None where something passes them."""
    if not filters or store.scope(filters).transcripts:
        return None
    library = known(store)
    if not library.entries:
        return "The library is empty: add transcripts to search them."
    for alone, told in _each(filters, library):
        if not store.scope(alone).transcripts:
            return told
    return "Each of these filters fits some transcript, but none fits them all. Leave one out."


def nobody_asks(names: Sequence[str], store: Store) -> str | None:
    """That no newsroom and nobody else has any of these names, and the nearest there are; None where one has."""
    voices = {voice.casefold() for voice in store.voices()}
    if not names or any(name.casefold() in voices for name in names):
        return None
    return _nobody("outlet", names, {name for entry in known(store).entries for name in entry.outlets}, ())


def _each(filters: Filters, library: Library) -> Iterator[tuple[Filters, str]]:
    """Each of the filters alone, and what is told where nothing passes it."""
    entries, nothing = library.entries, Filters()
    speakers = {name for entry in entries for name in entry.speakers}
    outlets = {name for entry in entries for name in entry.outlets}
    files = {entry.file for entry in entries}
    if filters.since or filters.until:
        days = replace(nothing, since=filters.since, until=filters.until)
        yield days, _no_such_days(library.days, filters.since, filters.until)
    if filters.speakers:
        yield replace(nothing, speakers=filters.speakers), _nobody("speaker", filters.speakers, speakers, outlets)
    if filters.outlets:
        yield replace(nothing, outlets=filters.outlets), _nobody("outlet", filters.outlets, outlets, speakers)
    if filters.transcripts:
        yield replace(nothing, transcripts=filters.transcripts), _nobody("transcript", filters.transcripts, files, ())
    if filters.non_answers:
        yield replace(nothing, non_answers=True), "No reply is known to give no information. Search all replies."


def _nobody(kind: str, wanted: Sequence[str], names: Iterable[str], others: Iterable[str]) -> str:
    """What is told of names that are not there: the nearest there are, or that they are of the other kind."""
    told = f"No {kind} is called {' or '.join(f'“{name}”' for name in wanted)}."
    other = next((there for name in wanted for there in others if name.casefold() in there.casefold()), None)
    if other:
        return f"{told} {other} is {'an outlet' if kind == 'speaker' else 'a speaker'}: filter by that."
    there = sorted(names)
    near = list(dict.fromkeys(one for name in wanted for one in _nearest(name, there)))
    if near:
        return f"{told} Nearest: {_listed(near)}."
    return (
        f"{told} Those there are: {_listed(there)}." if 0 < len(there) <= _FEW else f"{told} The library has the names."
    )


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    from rapidfuzz import process  # here, since it takes a tenth of a second to import

    found = process.extract(name, names, processor=str.casefold, limit=_NEAREST, score_cutoff=_NEAR_ENOUGH)
    return [str(one[0]) for one in found]


def _no_such_days(days: Sequence[dt.date], since: dt.date | None, until: dt.date | None) -> str:
    """That no transcript is of a period, with the days around it, or all of them where they are few."""
    told = f"No transcript is {'of ' if since and until else ''}{Period(since, until)}."
    if not days:
        return f"{told} None has a date."
    if len(days) <= _FEW:
        return f"{told} Those there are: {_listed(map(day, days))}."
    before = [one for one in days if since and one < since][-2:]
    after = [one for one in days if until and one > until][:2]
    nearest = _listed(map(day, (*before, *after)))
    return f"{told} {len(days)} days are there, {day(days[0])} to {day(days[-1])}; nearest: {nearest}."


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
