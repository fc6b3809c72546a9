"""Passages in the catalog: where they stand, their words for full-text search, their vectors, their index."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, islice

import numpy as np
import numpy.typing as npt

from store.database import Database
from store.lexical import either, match_terms
from store.scopes import Allowed
from store.types import Passage, Source, Span
from store.variants import named_in

Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]

# Full-text search ranks about 1,000 passages a millisecond (evals/NOTES.md, 2026-11).
_RANKED = 1500


@dataclass(frozen=True, slots=True)
class Generation:
    """A published index of all passages with ids up to `up_to`; `size` is how many there were.

    `place` says where its Chroma collection is: empty for the library's folder, else a server.
    """

    name: str
    embedder: str
    up_to: int
    size: int
    place: str = ""


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

    def lexical(self, text: str, allowed: Allowed, limit: int) -> dict[int, float]:
        """Ids of allowed passages with their BM25 score, larger is better, best first.

        Ranking takes time for every passage that matches. In a large library only passages with one of the
        rarer words are ranked; the words that many passages share still count in their order. A question of
        nothing but such words finds passages that have all of them, if those are few.
        """
        first, last = allowed.ends
        terms = [*match_terms(text), *self._commoner_names(text, first, last)]
        expression = self._affordable(list(dict.fromkeys(terms)), first, last)
        if expression is None:
            return {}
        ranked = self._rows(
            "SELECT rowid, -rank FROM passages_fts WHERE passages_fts MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank",
            (expression, first, last),
        )
        kept = ((row[0], row[1]) for row in ranked if allowed.mask[row[0]])
        return dict(islice(kept, limit))

    def _commoner_names(self, text: str, first: int, last: int) -> Iterator[str]:
        """Other names of what a text names, where more passages have them than have the text's own.

        Where they do not, they would only count twice what a question names (evals/NOTES.md, 2026-11).
        """
        for named in named_in(text):
            own = max(self._matches(f'"{name}"', first, last) for name in named.here)
            yield from (name for name in named.others if self._matches(f'"{name}"', first, last) > own)

    def _affordable(self, terms: Sequence[str], first: int, last: int) -> str | None:
        """An expression over the terms that at most about `_RANKED` passages satisfy."""
        count = {term: self._matches(f'"{term}"', first, last) for term in terms}
        found = sorted((term for term in terms if count[term]), key=lambda term: count[term])
        sums = accumulate(count[term] for term in found)
        rarer = [term for term, total in zip(found, sums, strict=True) if total <= _RANKED]
        if len(rarer) == len(found):
            return either(found) or None
        if rarer:
            return f"({either(rarer)}) AND ({either(found)})"
        together = " AND ".join(f'"{term}"' for term in found)
        return together if len(found) > 1 and self._matches(together, first, last) <= _RANKED else None

    def _matches(self, expression: str, first: int, last: int) -> int:
        """How many passages match, counted no further than matters."""
        return int(
            self._rows(
                "SELECT count(*) FROM (SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? AND rowid BETWEEN ? AND ?"
                " LIMIT ?)",
                (expression, first, last, _RANKED + 1),
            )[0][0]
        )

    def vectors_after(self, embedder: str, after: int) -> tuple[Ids, Vectors]:
        """Ids above `after`, ascending, of shape (n,), and their vectors, of shape (n, dim)."""
        rows = self._rows(
            "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash"
            " WHERE v.embedder = ? AND p.id > ? ORDER BY p.id",
            (embedder, after),
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
        rows = self._rows("SELECT name, embedder, up_to, size, place FROM generations")
        return Generation(*rows[0]) if rows else None

    def publish(self, generation: Generation) -> None:
        """Let this index answer from now on, in place of any other."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM generations")
            connection.execute(
                "INSERT INTO generations VALUES (?, ?, ?, ?, ?, ?)",
                (*asdict(generation).values(), dt.datetime.now(dt.UTC).isoformat()),
            )

    def passage_ids(self, embedder: str) -> Ids:
        """The ids of all passages with a vector by this embedder, in order."""
        rows = self._rows(
            "SELECT p.id FROM passages p JOIN vectors v ON v.hash = p.hash WHERE v.embedder = ? ORDER BY p.id",
            (embedder,),
        )
        return np.array([row[0] for row in rows], dtype=np.int64)

    def vectors_of(self, ids: Ids, embedder: str) -> Vectors:
        """The vectors of some passages, shape (n, dim), in ascending order of their ids."""
        rows = self._rows(
            "SELECT v.vector FROM passages p JOIN vectors v ON v.hash = p.hash"
            f" WHERE v.embedder = ? AND p.id IN ({', '.join('?' * len(ids))}) ORDER BY p.id",
            (embedder, *(int(id) for id in ids)),
        )
        return np.frombuffer(b"".join(row[0] for row in rows), dtype=np.float32).reshape(len(rows), -1)
