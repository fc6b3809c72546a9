"""Passages in the catalog: where they stand, their words for full-text search, their vectors, their index."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from store.database import Database
from store.lexical import match_expression
from store.rows import where
from store.types import Filters, Passage, Source, Span


@dataclass(frozen=True, slots=True)
class Generation:
    """A published index of all passages with ids up to `up_to`; `size` is how many there were."""

    name: str
    embedder: str
    up_to: int
    size: int


class PassageRows:
    """What a search asks of the catalog. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, Source]]:
        """Passages and where they come from; ids that are gone are left out."""
        rows = self._rows(
            "SELECT p.*, t.file, t.title, t.date, t.source_url FROM passages p JOIN transcripts t"
            f" ON t.id = p.transcript_id WHERE p.id IN ({', '.join('?' * len(ids))})",
            ids,
        )
        found: dict[int, tuple[Passage, Source]] = {}
        for row in rows:
            span = Span(row["transcript_id"], row["start"], row["end"])
            day = dt.date.fromisoformat(row["date"]) if row["date"] else None
            found[row["id"]] = (
                Passage(row["id"], row["exchange"], row["part"], span),
                Source(row["transcript_id"], row["file"], row["title"], day, row["source_url"]),
            )
        return found

    def lexical(self, text: str, filters: Filters, limit: int) -> dict[int, float]:
        """Passage ids with their BM25 score, larger is better, best first."""
        expression = match_expression(text)
        if expression is None:
            return {}
        condition, values = where(filters)
        held = (
            # The plus keeps SQLite from running the match once for every passage that passes.
            " AND +rowid IN (SELECT p.id FROM passages p JOIN transcripts t ON t.id = p.transcript_id"
            f" WHERE {condition})"
            if filters
            else ""
        )
        rows = self._rows(
            f"SELECT rowid, -rank FROM passages_fts WHERE passages_fts MATCH ?{held} ORDER BY rank LIMIT ?",
            (expression, *values, limit),
        )
        return {row[0]: row[1] for row in rows}

    def vectors(
        self, embedder: str, filters: Filters, *, after: int = 0
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Ids above `after` that pass the filters, of shape (n,), and their vectors, of shape (n, dim)."""
        condition, values = where(filters)
        rows = self._rows(
            "SELECT p.id, v.vector FROM passages p JOIN transcripts t ON t.id = p.transcript_id"
            f" JOIN vectors v ON v.hash = p.hash WHERE v.embedder = ? AND p.id > ? AND {condition} ORDER BY p.id",
            (embedder, after, *values),
        )
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        joined = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32)
        return ids, joined.reshape(len(rows), -1) if rows else joined.reshape(0, 0)

    def known_hashes(self, hashes: Sequence[str], embedder: str) -> set[str]:
        """Those of `hashes` whose vector by this embedder is already kept."""
        known: set[str] = set()
        for start in range(0, len(hashes), 500):
            batch = hashes[start : start + 500]
            rows = self._rows(
                f"SELECT hash FROM vectors WHERE embedder = ? AND hash IN ({', '.join('?' * len(batch))})",
                (embedder, *batch),
            )
            known.update(row[0] for row in rows)
        return known

    def generation(self) -> Generation | None:
        """The index that answers searches, if one is published."""
        rows = self._rows("SELECT name, embedder, up_to, size FROM generations ORDER BY made DESC LIMIT 1")
        return Generation(*rows[0]) if rows else None

    def publish(self, generation: Generation) -> None:
        """Let this index answer from now on, in place of any other."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM generations")
            connection.execute(
                "INSERT INTO generations VALUES (?, ?, ?, ?, ?)",
                (*asdict(generation).values(), dt.datetime.now(dt.UTC).isoformat()),
            )

    def passage_ids(self, embedder: str) -> npt.NDArray[np.int64]:
        """The ids of all passages with a vector by this embedder, in order."""
        rows = self._rows(
            "SELECT p.id FROM passages p JOIN vectors v ON v.hash = p.hash WHERE v.embedder = ? ORDER BY p.id",
            (embedder,),
        )
        return np.array([row[0] for row in rows], dtype=np.int64)

    def vectors_of(self, ids: npt.NDArray[np.int64], embedder: str) -> npt.NDArray[np.float32]:
        """The vectors of some passages, shape (n, dim), in ascending order of their ids."""
        rows = self._rows(
            "SELECT v.vector FROM passages p JOIN vectors v ON v.hash = p.hash"
            f" WHERE v.embedder = ? AND p.id IN ({', '.join('?' * len(ids))}) ORDER BY p.id",
            (embedder, *(int(id) for id in ids)),
        )
        return np.frombuffer(b"".join(row[0] for row in rows), dtype=np.float32).reshape(len(rows), -1)

    def pending(self, up_to: int) -> tuple[int, int]:
        """How many passages there are with ids up to `up_to`, and how many above."""
        row = self._rows("SELECT count(*) FILTER (WHERE id <= ?), count(*) FROM passages", (up_to,))[0]
        return row[0], row[1] - row[0]
