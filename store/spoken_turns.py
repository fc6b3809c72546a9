"""Turns read from the catalog, whole, a few questions for thousands of them."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from store.database import Database, Row
from store.rows import day_of, part_of
from store.types import Extent, Part, Sentence, Source, Span


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One turn, where it comes from, and who asked in its exchange.

    `rows` are its sentences as the catalog has them, in order; `text` is the transcript's. A sentence is made when it
    is asked for: of a turn that holds a stock phrase, one is.
    """

    source: Source
    part: Part
    speaker: str | None
    outlet: str | None
    rows: Sequence[Row]
    text: str

    @property
    def extents(self) -> list[Extent]:
        """Where each of its sentences stands in the transcript, in order."""
        return [Extent(row["start"], row["end"]) for row in self.rows]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of its sentences, in order."""
        return tuple(map(self.sentence, range(len(self.rows))))

    def sentence(self, n: int) -> Sentence:
        """The n-th of its sentences, from 0."""
        id, exchange, index, turn, start, end, seconds = self.rows[n]
        words = self.text[start:end]
        return Sentence(
            Span(id, start, end), exchange, index, turn, self.part, self.speaker, self.outlet, seconds, words
        )


def spoken_turns(
    database: Database, passage_ids: Sequence[int], *, holding: Sequence[str] = ()
) -> tuple[SpokenTurn, ...]:
    """The turns these passages hold words of, whole, those of the first passage first.

    `holding`: only those in which each of these words stands, be it in a longer one.
    """
    places = database.rows(
        "SELECT j.key, p.transcript_id, p.exchange, p.start, p.end FROM json_each(?) j"
        " JOIN passages p ON p.id = j.value ORDER BY j.key",
        (json.dumps(list(passage_ids)),),
    )
    touched = defaultdict[tuple[str, int], list[tuple[int, int]]](list)
    for place in places:
        touched[place["transcript_id"], place["exchange"]].append((place["start"], place["end"]))
    exchanges = _exchanges(database, touched, {_comparable(word) for word in holding})
    found: dict[tuple[str, int, int], SpokenTurn] = {}
    for place in places:
        for turn in exchanges.get((place["transcript_id"], place["exchange"]), ()):
            first, last = turn.rows[0], turn.rows[-1]
            if first["start"] < place["end"] and place["start"] < last["end"]:
                found.setdefault(_turn_of(first), turn)
    return tuple(found.values())


def _exchanges(
    database: Database, places: Mapping[tuple[str, int], Sequence[tuple[int, int]]], holding: Collection[str]
) -> dict[tuple[str, int], list[SpokenTurn]]:
    """The turns of exchanges that touch some places in them, in order."""
    kept = database.rows(
        "SELECT id, file, title, date, source_url, text FROM transcripts WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({transcript_id for transcript_id, _ in places})),),
    )
    texts = {row["id"]: row["text"] for row in kept}
    sources = {
        row["id"]: Source(row["id"], row["file"], row["title"], day_of(row["date"]), row["source_url"]) for row in kept
    }
    turns = database.rows(
        "SELECT u.*, u.position AS turn FROM json_each(?) j JOIN turns u"
        " ON u.transcript_id = j.value ->> 0 AND u.exchange = j.value ->> 1 ORDER BY j.key, u.position",
        (json.dumps(list(places)),),
    )
    asked = {_exchange_of(turn) for turn in turns if turn["asks"]}
    # Of the last turn that asks: the one the answer follows.
    outlets = {_exchange_of(turn): turn["outlet"] or turn["speaker"] for turn in turns if turn["role"] == "asker"}
    # Stage directions may stand between the words of a turn here, which are no part of what was said.
    wanted = {
        _turn_of(turn): turn
        for turn in turns
        if any(turn["start"] < end and start < turn["end"] for start, end in places[_exchange_of(turn)])
        and _holds(texts.get(turn["transcript_id"], "")[turn["start"] : turn["end"]], holding)
    }
    rows = database.rows(
        "SELECT s.* FROM json_each(?) j JOIN sentences s ON s.transcript_id = j.value ->> 0"
        " AND s.exchange = j.value ->> 1 AND s.turn = j.value ->> 2 ORDER BY j.key, s.position",
        (json.dumps(list(wanted)),),
    )
    found = defaultdict[tuple[str, int], list[SpokenTurn]](list)
    for key, group in groupby(rows, key=_turn_of):
        turn, exchange = wanted[key], key[:2]
        part = part_of(turn["asks"], exchange in asked)
        found[exchange].append(
            SpokenTurn(sources[key[0]], part, turn["speaker"], outlets.get(exchange), list(group), texts[key[0]])
        )
    return found


def _holds(text: str, words: Collection[str]) -> bool:
    """Whether each of the words stands in a text, be it in a longer one; none does in a text removed a moment ago."""
    text = _comparable(text)
    return text != "" and all(word in text for word in words)


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _exchange_of(row: Row) -> tuple[str, int]:
    return row["transcript_id"], row["exchange"]


def _turn_of(row: Row) -> tuple[str, int, int]:
    return row["transcript_id"], row["exchange"], row["turn"]
