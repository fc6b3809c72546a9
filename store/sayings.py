"""Sentences of many transcripts at once, each with its source: every text is read once."""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from store.database import Database, Row
from store.rows import sentence
from store.types import Sentence, Source

Exchanges = Mapping[str, Collection[int]]


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


def sayings_of(database: Database, exchanges: Exchanges) -> Iterator[Saying]:
    """Every sentence of some exchanges of some transcripts, transcript by transcript, in order."""
    for transcript_id, numbers in exchanges.items():
        found = database.rows(
            "SELECT id, file, title, date, source_url, text FROM transcripts WHERE id = ?", (transcript_id,)
        )
        if not found:  # removed meanwhile
            continue
        row = found[0]
        day = dt.date.fromisoformat(row["date"]) if row["date"] else None
        source = Source(row["id"], row["file"], row["title"], day, row["source_url"])
        for said in _rows(database, transcript_id, numbers):
            yield Saying(sentence(said, row["text"][said["start"] : said["end"]]), source)


def _rows(database: Database, transcript_id: str, exchanges: Collection[int]) -> list[Row]:
    return database.rows(
        "WITH asked AS (SELECT u.exchange, max(u.asks) AS asked,"
        "  max(CASE WHEN u.role = 'asker' THEN u.position END) AS asker FROM turns u"
        "  WHERE u.transcript_id = ?1 AND u.exchange IN (SELECT value FROM json_each(?2)) GROUP BY u.exchange)"
        " SELECT s.*, u.asks, u.speaker, a.asked, coalesce(q.outlet, q.speaker) AS outlet"
        " FROM asked a JOIN sentences s ON s.transcript_id = ?1 AND s.exchange = a.exchange"
        " JOIN turns u ON u.transcript_id = ?1 AND u.exchange = s.exchange AND u.position = s.turn"
        " LEFT JOIN turns q ON q.transcript_id = ?1 AND q.exchange = a.exchange AND q.position = a.asker"
        " ORDER BY s.exchange, s.position",
        (transcript_id, json.dumps(sorted(exchanges))),
    )
