"""Rows of the catalog <-> types. Pure functions."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from store.database import Row
from store.lexical import index_text
from store.types import Entry, Exchange, Extent, Instant, Part, Reading, Sentence, Span, Turn


def entry(row: Row) -> Entry:
    """A row of the library's list."""
    return Entry(
        id=row["id"],
        file=row["file"],
        title=row["title"],
        date=day_of(row["date"]),
        speakers=_names(row["speakers"]),
        outlets=_names(row["outlets"]),
        exchanges=row["exchanges"],
        source_url=row["source_url"],
        added=dt.datetime.fromisoformat(row["added"]),
        non_answers=row["non_answers"],
    )


def exchanges_of(rows: Sequence[Row | dict[str, Any]]) -> tuple[Exchange, ...]:
    """Exchanges from their turns, which come in order."""
    exchanges = []
    for index, group in groupby(rows, key=lambda row: int(row["exchange"])):
        turns = [(bool(row["asks"]), _turn(row)) for row in group]
        question = tuple(turn for asks, turn in turns if asks)
        exchanges.append(Exchange(index, question, tuple(turn for asks, turn in turns if not asks)))
    return tuple(exchanges)


def reading_of(row: Row, exchanges: tuple[Exchange, ...]) -> Reading:
    """What a transcript was read as, from its row and its exchanges."""
    return Reading(
        text=row["text"],
        title=row["title"],
        date=day_of(row["date"]),
        language=row["language"],
        source_url=row["source_url"],
        exchanges=exchanges,
        source_line=row["source_line"],
        asides=tuple(Extent(start, end) for start, end in json.loads(row["asides"])),
        instants=tuple(Instant(start, seconds) for start, seconds in json.loads(row["instants"])),
    )


def as_read_json(reading: Reading) -> str:
    """A reading without its text: title, date, source and who says what where."""
    return json.dumps(
        {
            "title": reading.title,
            "date": reading.date and reading.date.isoformat(),
            "source_url": reading.source_url,
            "turns": [
                [
                    exchange.index, position < len(exchange.question), turn.role, turn.speaker, turn.outlet,
                    turn.label, turn.start, turn.end, turn.seconds,
                ]
                for exchange in reading.exchanges
                for position, turn in enumerate(exchange.turns)
            ],
        },
        ensure_ascii=False,
    )  # fmt: skip


def as_read(row: Row) -> Reading:
    """What a transcript was read as before any correction, from its row."""
    said = json.loads(row["as_read"])
    names = ("exchange", "asks", "role", "speaker", "outlet", "label", "start", "end", "seconds")
    turns = [dict(zip(names, turn, strict=True)) for turn in said["turns"]]
    reading = reading_of(row, exchanges_of(turns))
    return replace(reading, title=said["title"], date=day_of(said["date"]), source_url=said["source_url"])


def sentence(row: Row, text: str) -> Sentence:
    """A sentence with its speaker and words."""
    return Sentence(
        span=Span(row["transcript_id"], row["start"], row["end"]),
        exchange=row["exchange"],
        index=row["position"],
        turn=row["turn"],
        part=part_of(row["asks"], row["asked"]),
        speaker=row["speaker"],
        outlet=row["outlet"],
        seconds=row["seconds"],
        text=text,
    )


def part_of(asks: object, asked: object) -> Part:
    """What a turn is part of: whether it asks itself, and whether any turn of its exchange does."""
    return "question" if asks else "answer" if asked else "opening"


def indexed_words(reading: Reading, exchange: int, words: str) -> tuple[str, str, str, str, str]:
    """A passage's row of full-text search: its words, speakers, outlets, title and date."""
    turns = reading.exchanges[exchange].turns
    day = reading.date
    return (
        index_text(words),
        index_text(" ".join(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))),
        index_text(" ".join(dict.fromkeys(turn.outlet for turn in turns if turn.outlet))),
        index_text(reading.title or ""),
        f"{day.isoformat()} {day:%B} {day.day} {day.year}" if day else "",
    )


class NameRun(NamedTuple):
    """Passages `first` to `last` are of exchanges in which somebody of this name asks (1) or answers (0)."""

    name: str  # "speaker outlet", as filters look for it
    asks: int
    first: int
    last: int


def name_runs(exchanges: Sequence[Exchange], passages: Sequence[tuple[int, int]]) -> list[NameRun]:
    """The runs of one transcript; `passages` are (id, exchange) with ids that follow one another."""
    runs: dict[tuple[str, int], list[NameRun]] = {}
    for id, index in passages:
        exchange = exchanges[index]
        asking = {(_full_name(turn), 1) for turn in exchange.question}
        for name, asks in sorted(asking | {(_full_name(turn), 0) for turn in exchange.answer}):
            so_far = runs.setdefault((name, asks), [])
            if so_far and so_far[-1].last == id - 1:
                so_far[-1] = so_far[-1]._replace(last=id)
            elif name.strip():
                so_far.append(NameRun(name, asks, id, id))
    return [run for those in runs.values() for run in those]


def _full_name(turn: Turn) -> str:
    return f"{turn.speaker or ''} {turn.outlet or ''}"


def _turn(row: Row | dict[str, Any]) -> Turn:
    return Turn(row["speaker"], row["outlet"], row["role"], row["start"], row["end"], row["label"], row["seconds"])


def day_of(text: str | None) -> dt.date | None:
    """A day as the catalog writes it."""
    return dt.date.fromisoformat(text) if text else None


def _names(array: str) -> tuple[str, ...]:
    return tuple(sorted(name for name in json.loads(array) if name))
