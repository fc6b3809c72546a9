"""Sentences of many transcripts at once, each with its source: every text is read once."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from store.database import Database
from store.rows import sentence
from store.types import Sentence, Source


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence somebody said, and where it comes from."""

    sentence: Sentence
    source: Source

    @property
    def day(self) -> dt.date:
        """When it was said; what is undated comes after everything else."""
        return self.source.date or dt.date.max

    @property
    def place(self) -> tuple[str, int, int]:
        """Its transcript, exchange and number within the exchange."""
        return self.source.transcript_id, self.sentence.exchange, self.sentence.index


_ROWS = """
    WITH meant AS ({meant}),
    asked AS (
        SELECT u.exchange, max(u.asks) AS asked, max(CASE WHEN u.role = 'asker' THEN u.position END) AS asker
        FROM turns u WHERE u.transcript_id = ?1 AND u.exchange IN (SELECT exchange FROM meant) GROUP BY u.exchange
    )
    SELECT s.*, u.asks, u.speaker, a.asked, coalesce(q.outlet, q.speaker) AS outlet
    FROM meant m
    JOIN sentences s ON s.transcript_id = ?1 AND s.exchange = m.exchange AND s.position = m.position
    JOIN asked a ON a.exchange = s.exchange
    JOIN turns u ON u.transcript_id = ?1 AND u.exchange = s.exchange AND u.position = s.turn
    LEFT JOIN turns q ON q.transcript_id = ?1 AND q.exchange = a.exchange AND q.position = a.asker
    ORDER BY s.exchange, s.position
"""
# The sentences meant, from a JSON list: of exchanges, or of pairs of exchange and position.
_IN_EXCHANGES = (
    "SELECT exchange, position FROM sentences WHERE transcript_id = ?1"
    " AND exchange IN (SELECT value FROM json_each(?2))"
)
_AT_PLACES = (
    "SELECT json_extract(value, '$[0]') AS exchange, json_extract(value, '$[1]') AS position FROM json_each(?2)"
)


def sayings_of(database: Database, exchanges: Mapping[str, Collection[int]]) -> Iterator[Saying]:
    """Every sentence of some exchanges of some transcripts, transcript by transcript, in order."""
    for transcript_id, numbers in exchanges.items():
        yield from _sayings(database, transcript_id, _IN_EXCHANGES, sorted(numbers))


def sayings_at(database: Database, places: Iterable[tuple[str, int, int]]) -> Iterator[Saying]:
    """The sentences at these places (transcript, exchange, position); what is gone is left out."""
    ordered = sorted(places)
    for transcript_id, those in groupby(ordered, key=lambda place: place[0]):
        yield from _sayings(database, transcript_id, _AT_PLACES, [place[1:] for place in those])


def _sayings(database: Database, transcript_id: str, meant: str, wanted: Sequence[object]) -> Iterator[Saying]:
    found = database.rows(
        "SELECT id, file, title, date, source_url, text FROM transcripts WHERE id = ?", (transcript_id,)
    )
    if not found:  # removed meanwhile
        return
    row = found[0]
    day = dt.date.fromisoformat(row["date"]) if row["date"] else None
    source = Source(row["id"], row["file"], row["title"], day, row["source_url"])
    for said in database.rows(_ROWS.format(meant=meant), (transcript_id, json.dumps(wanted))):
        yield Saying(sentence(said, row["text"][said["start"] : said["end"]]), source)
