"""Where a phrase, or every word of a topic, stands in the library: exchange by exchange, all of them."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from store.catalog import Catalog
from store.database import Database, Row
from store.hits import hits_of
from store.lexical import CJK, STOPWORDS, index_text, query_words
from store.passage_rows import PassageRows
from store.sayings import Saying, sayings_of
from store.scopes import Allowed, Ids, Scopes
from store.types import Filters, Hit, Scope, Source

_PIECE = re.compile(f"[{CJK}]+|[^{CJK}]+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """An exchange that holds the words looked for, in a row (`is_phrase`) or anywhere in one passage of it.

    `speaker` answers, `outlet` asked.
    """

    source: Source
    exchange: int
    speaker: str | None
    outlet: str | None
    is_phrase: bool

    @property
    def link(self) -> str:
        """The page's address of this exchange."""
        return f"?e={self.source.transcript_id}.{self.exchange}"


class Mentions:
    """Looks words up in the full-text index. Safe to share between threads."""

    def __init__(self, database: Database, scopes: Scopes) -> None:
        self._database, self._rows, self._scopes = database, database.rows, scopes

    def of(self, text: str, filters: Filters = Filters()) -> tuple[Mention, ...]:
        """Every exchange that holds the phrase, or all telling words of the text; oldest first, undated last.

        Words are compared by their stems, marks and case aside.
        """
        return tuple(_mention(row) for row in self._exchanges(*self._found(text, filters)))

    def sayings(self, text: str, filters: Filters = Filters()) -> Iterator[Saying]:
        """Every sentence of the exchanges that hold the phrase, or all telling words of the text."""
        return self.sayings_in(self.places(text, filters))

    def sayings_in(self, places: Iterable[tuple[str, int]]) -> Iterator[Saying]:
        """Every sentence of these exchanges (transcript, exchange)."""
        exchanges: dict[str, list[int]] = {}
        for transcript_id, exchange in places:
            exchanges.setdefault(transcript_id, []).append(exchange)
        return sayings_of(self._database, exchanges)

    def places(self, text: str, filters: Filters = Filters()) -> list[tuple[str, int]]:
        """The exchanges that hold the phrase, or all telling words of the text; newest first, undated last."""
        rows = self._rows(
            "SELECT DISTINCT p.transcript_id, p.exchange FROM passages p JOIN transcripts t ON t.id = p.transcript_id"
            " WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY t.date DESC, t.file, p.exchange",
            (json.dumps(self._found(text, filters)[0].tolist()),),
        )
        return [(row["transcript_id"], row["exchange"]) for row in rows]

    def hits(self, sayings: Sequence[Saying]) -> tuple[Hit, ...]:
        """The passages in which these sentences stand, one for each exchange, in this order, with a score of 1."""
        found = []
        for saying in sayings:
            rows = self._rows(
                "SELECT id FROM passages WHERE transcript_id = ? AND exchange = ? AND start <= ? AND end >= ?",
                (*saying.place[:2], saying.sentence.span.start, saying.sentence.span.end),
            )
            found += [(row["id"], 1.0) for row in rows]
        return hits_of(found, len(found), PassageRows(self._database), Catalog(self._database))

    def scope(self, filters: Filters = Filters()) -> Scope:
        """What was looked through."""
        return self._scopes.of(filters).scope

    def transcripts_a_month(self, filters: Filters = Filters()) -> Counter[dt.date]:
        """How many transcripts the filters leave of each month, by its first day."""
        allowed = self._scopes.of(filters)
        so_far = np.concatenate(([0], np.cumsum(allowed.mask)))
        rows = self._rows("SELECT date, first_passage, last_passage FROM transcripts WHERE date IS NOT NULL")
        last = len(so_far) - 1
        return Counter(
            dt.date.fromisoformat(row["date"]).replace(day=1)
            for row in rows
            if row["first_passage"]
            and so_far[min(row["last_passage"] + 1, last)] > so_far[min(row["first_passage"], last)]
        )

    def _found(self, text: str, filters: Filters) -> tuple[Ids, Ids]:
        """The passages that hold phrase or words, and those that hold the phrase."""
        allowed = self._scopes.of(filters)
        phrase = self._passages(phrase_expression(text), allowed)
        return np.union1d(phrase, self._passages(words_expression(text), allowed)), phrase

    def _passages(self, expression: str, allowed: Allowed) -> Ids:
        """The ids of the allowed passages whose words satisfy an FTS5 expression, in order."""
        if not expression:
            return np.zeros(0, dtype=np.int64)
        rows = self._rows(
            "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? AND rowid BETWEEN ? AND ?",
            (f"words : ({expression})", *allowed.ends),
        )
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        return ids[allowed.holds(ids)]

    def _exchanges(self, ids: Ids, phrase: Ids) -> list[Row]:
        return self._rows(
            "WITH found AS (SELECT p.transcript_id, p.exchange,"
            "  max(p.id IN (SELECT value FROM json_each(?2))) AS is_phrase"
            "  FROM passages p WHERE p.id IN (SELECT value FROM json_each(?1)) GROUP BY p.transcript_id, p.exchange)"
            " SELECT found.*, t.file, t.title, t.date, t.source_url,"
            " (SELECT u.speaker FROM turns u WHERE u.transcript_id = found.transcript_id"
            "  AND u.exchange = found.exchange AND u.asks = 0 AND u.speaker IS NOT NULL"
            "  ORDER BY u.position LIMIT 1) AS speaker,"
            " (SELECT coalesce(u.outlet, u.speaker) FROM turns u WHERE u.transcript_id = found.transcript_id"
            "  AND u.exchange = found.exchange AND u.role = 'asker' ORDER BY u.position DESC LIMIT 1) AS outlet"
            " FROM found JOIN transcripts t ON t.id = found.transcript_id"
            " ORDER BY t.date IS NULL, t.date, t.file, found.transcript_id, found.exchange",
            (json.dumps(ids.tolist()), json.dumps(phrase.tolist())),
        )


def phrase_expression(text: str) -> str:
    """The words in a row, as an FTS5 expression; a run of CJK as its pairs. Empty for a text without words."""
    pieces = []
    for piece in _PIECE.findall(text):
        words = _WORD.findall(index_text(piece))
        # A run is indexed as its characters, then its pairs: the pairs stand in a row.
        pairs = [word for word in words if len(word) == 2] if index_text(piece) != piece else []
        if words:
            pieces.append(f'"{" ".join(pairs or words)}"')
    return " AND ".join(pieces)


def words_expression(text: str) -> str:
    """All telling words, in any order, as an FTS5 expression; empty where only stopwords are left.

    A run of CJK counts as one word: split into characters it would be found everywhere.
    """
    telling = [word for word in query_words(text) if word not in STOPWORDS]
    return " AND ".join(filter(None, (phrase_expression(word) for word in telling)))


def _mention(row: Row) -> Mention:
    day = dt.date.fromisoformat(row["date"]) if row["date"] else None
    source = Source(row["transcript_id"], row["file"], row["title"], day, row["source_url"])
    return Mention(source, row["exchange"], row["speaker"], row["outlet"], bool(row["is_phrase"]))
