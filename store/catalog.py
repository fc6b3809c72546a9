"""The catalog: the truth about every transcript."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.database import Connection, Database
from store.lexical import index_text, match_expression
from store.rows import entry, exchanges_of, reading_of, sentence, where
from store.schema import MIGRATIONS
from store.types import Entry, Filters, Overrides, Passage, Reading, Scope, Sentence, Source, Span, Transcript


@dataclass(frozen=True, slots=True)
class Kept:
    """What the catalog knows of an origin when it comes again."""

    id: str
    origin: str
    sha256: str
    reader: int
    overrides: Overrides
    exchanges: int


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to keep: its place, the words that are embedded and their hash."""

    exchange: int
    part: int
    start: int
    end: int
    words: str
    hash: str


@dataclass(frozen=True, slots=True)
class Generation:
    """A published index of all passages with ids up to `up_to`; `size` is how many there were."""

    name: str
    embedder: str
    up_to: int
    size: int


class Catalog:
    """Rows in, types out. Safe to share between threads. Raises LibraryError when it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, MIGRATIONS)
        self._rows, self._transaction = self._database.rows, self._database.transaction
        self.close = self._database.close

    # --- transcripts ---

    def kept(self, *, origin: str, sha256: str) -> Kept | None:
        """The transcript of this origin, or else one with the same bytes."""
        rows = self._rows(
            "SELECT id, origin, sha256, reader, overrides,"
            " (SELECT count(DISTINCT exchange) FROM turns WHERE transcript_id = id) AS exchanges"
            " FROM transcripts WHERE origin = ? OR sha256 = ? ORDER BY origin = ? DESC LIMIT 1",
            (origin, sha256, origin),
        )
        if not rows:
            return None
        values = dict(rows[0])
        said = json.loads(values.pop("overrides"))
        day = dt.date.fromisoformat(said["date"]) if said["date"] else None
        return Kept(**values, overrides=Overrides(said["title"], day, said["speaker"], said["source_url"]))

    def holds(self, transcript_id: str) -> bool:
        """Whether there is a transcript of this id."""
        return bool(self._rows("SELECT 1 FROM transcripts WHERE id = ?", (transcript_id,)))

    def put(
        self,
        transcript: Transcript,
        *,
        origin: str,
        reader: int,
        overrides: Overrides,
        sentences: Iterable[Sentence],
        passages: Sequence[NewPassage],
        vectors: Sequence[tuple[str, str, bytes]],
    ) -> None:
        """Keep a transcript, in place of the one with its id if there is one, in one transaction.

        `vectors` are (hash, embedder, float32 bytes) of passages whose vector was not known yet.
        """
        reading = transcript.reading
        with self._transaction() as connection:
            self._delete(connection, transcript.id)
            connection.execute(
                f"INSERT INTO transcripts VALUES ({', '.join('?' * 14)})",
                (
                    transcript.id, transcript.file, origin, transcript.sha256, reader,
                    json.dumps(asdict(overrides), default=str), reading.title,
                    reading.date and reading.date.isoformat(), reading.language, reading.source_url,
                    reading.source_line, reading.text,
                    json.dumps([[aside.start, aside.end] for aside in reading.asides]),
                    transcript.added.isoformat(),
                ),
            )  # fmt: skip
            connection.executemany(
                f"INSERT INTO turns VALUES ({', '.join('?' * 11)})",
                (
                    (
                        transcript.id, exchange.index, position, position < len(exchange.question), turn.role,
                        turn.speaker, turn.outlet, turn.label, turn.start, turn.end, turn.seconds,
                    )
                    for exchange in reading.exchanges
                    for position, turn in enumerate(exchange.turns)
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)",
                ((transcript.id, s.exchange, s.index, s.turn, s.span.start, s.span.end) for s in sentences),
            )
            connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", vectors)
            for passage in passages:
                self._put_passage(connection, transcript.id, reading, passage)

    def _put_passage(self, connection: Connection, transcript_id: str, reading: Reading, passage: NewPassage) -> None:
        added = connection.execute(
            "INSERT INTO passages (transcript_id, exchange, part, start, end, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (transcript_id, passage.exchange, passage.part, passage.start, passage.end, passage.hash),
        )
        turns = reading.exchanges[passage.exchange].turns
        day = reading.date
        connection.execute(
            "INSERT INTO passages_fts (rowid, words, speakers, outlets, title, date) VALUES (?, ?, ?, ?, ?, ?)",
            (
                added.lastrowid,
                index_text(passage.words),
                index_text(" ".join(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))),
                index_text(" ".join(dict.fromkeys(turn.outlet for turn in turns if turn.outlet))),
                index_text(reading.title or ""),
                f"{day.isoformat()} {day:%B} {day.day} {day.year}" if day else "",
            ),
        )

    def _delete(self, connection: Connection, transcript_id: str) -> None:
        connection.execute(
            "DELETE FROM passages_fts WHERE rowid IN (SELECT id FROM passages WHERE transcript_id = ?)",
            (transcript_id,),
        )
        hashes = [
            row[0] for row in connection.execute("SELECT hash FROM passages WHERE transcript_id = ?", (transcript_id,))
        ]
        connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
        connection.executemany(
            "DELETE FROM vectors WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM passages WHERE hash = vectors.hash)",
            ((hash,) for hash in hashes),
        )

    def delete(self, transcript_id: str) -> None:
        """Forget a transcript and everything derived from it."""
        with self._transaction() as connection:
            self._delete(connection, transcript_id)

    def entries(self, key: str | None = None) -> list[Entry]:
        """Every transcript, newest date first; with `key` those of that id or file name."""
        condition, values = (" WHERE t.id = ? OR t.file = ?", (key, key)) if key is not None else ("", ())
        rows = self._rows(
            "SELECT t.id, t.file, t.title, t.date, t.source_url, t.added, count(DISTINCT u.exchange) AS exchanges,"
            " json_group_array(DISTINCT CASE WHEN u.asks = 0 THEN u.speaker END) AS speakers,"
            " json_group_array(DISTINCT u.outlet) AS outlets"
            f" FROM transcripts t LEFT JOIN turns u ON u.transcript_id = t.id{condition}"
            " GROUP BY t.id ORDER BY t.date DESC, t.file",
            values,
        )
        return [entry(row) for row in rows]

    def transcript(self, transcript_id: str) -> Transcript | None:
        """One transcript, whole."""
        rows = self._rows("SELECT * FROM transcripts WHERE id = ?", (transcript_id,))
        if not rows:
            return None
        turns = self._rows("SELECT * FROM turns WHERE transcript_id = ? ORDER BY exchange, position", (transcript_id,))
        row = rows[0]
        added = dt.datetime.fromisoformat(row["added"])
        return Transcript(row["id"], row["file"], row["sha256"], added, reading_of(row, exchanges_of(turns)))

    def scope(self, filters: Filters) -> Scope:
        """How many transcripts the filters leave, and of which days."""
        condition, values = where(filters)
        row = self._rows(
            "SELECT count(DISTINCT t.id), min(t.date), max(t.date) FROM transcripts t"
            f" LEFT JOIN turns u ON u.transcript_id = t.id WHERE {condition}",
            values,
        )[0]
        first, last = (dt.date.fromisoformat(day) if day else None for day in row[1:])
        return Scope(row[0], first, last, filters)

    # --- words ---

    def cut(self, span: Span) -> str:
        """The words of a span; empty if its transcript is gone."""
        rows = self._rows(
            "SELECT substr(text, ?, ?) FROM transcripts WHERE id = ?",
            (span.start + 1, span.end - span.start, span.transcript_id),
        )
        return rows[0][0] if rows else ""

    def sentences(self, transcript_id: str, exchange: int, within: Span | None = None) -> tuple[Sentence, ...]:
        """The sentences of one exchange, or those of them that lie within a span, in order."""
        start, end = (within.start, within.end) if within else (0, 1 << 62)
        rows = self._rows(
            "SELECT s.*, u.asks, u.speaker, u.seconds, substr(t.text, s.start + 1, s.end - s.start) AS text,"
            " (SELECT coalesce(q.outlet, q.speaker) FROM turns q WHERE q.transcript_id = s.transcript_id"
            "  AND q.exchange = s.exchange AND q.role = 'asker' ORDER BY q.position DESC LIMIT 1) AS outlet,"
            " (SELECT max(q.asks) FROM turns q WHERE q.transcript_id = s.transcript_id"
            "  AND q.exchange = s.exchange) AS asked"
            " FROM sentences s JOIN transcripts t ON t.id = s.transcript_id"
            " JOIN turns u ON u.transcript_id = s.transcript_id AND u.exchange = s.exchange AND u.position = s.turn"
            " WHERE s.transcript_id = ? AND s.exchange = ? AND s.start >= ? AND s.end <= ? ORDER BY s.position",
            (transcript_id, exchange, start, end),
        )
        return tuple(sentence(row) for row in rows)

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

    # --- search ---

    def lexical(self, text: str, filters: Filters, limit: int) -> dict[int, float]:
        """Passage ids with their BM25 score, larger is better, best first."""
        expression = match_expression(text)
        if expression is None:
            return {}
        condition, values = where(filters)
        held = (
            " AND rowid IN (SELECT p.id FROM passages p JOIN transcripts t ON t.id = p.transcript_id"
            f" JOIN turns u ON u.transcript_id = p.transcript_id AND u.exchange = p.exchange WHERE {condition})"
            if filters
            else ""
        )
        rows = self._rows(
            f"SELECT rowid, -rank FROM passages_fts WHERE passages_fts MATCH ?{held} ORDER BY rank LIMIT ?",
            (expression, *(values if filters else ()), limit),
        )
        return {row[0]: row[1] for row in rows}

    def vectors(
        self, embedder: str, filters: Filters, *, after: int = 0
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Ids above `after` that pass the filters, of shape (n,), and their vectors, of shape (n, dim)."""
        condition, values = where(filters)
        join = (
            " JOIN transcripts t ON t.id = p.transcript_id"
            " JOIN turns u ON u.transcript_id = p.transcript_id AND u.exchange = p.exchange"
            if filters
            else ""
        )
        rows = self._rows(
            f"SELECT DISTINCT p.id, v.vector FROM passages p{join} JOIN vectors v ON v.hash = p.hash"
            f" WHERE v.embedder = ? AND p.id > ? AND {condition if filters else '1'} ORDER BY p.id",
            (embedder, after, *(values if filters else ())),
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

    # --- the published index ---

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
