"""The catalog: the truth about every transcript."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from store.corrections import Corrections, from_json, to_json
from store.database import Connection, Database
from store.lines import put_signatures
from store.nonanswers import RULE
from store.replies import Said, put_replies, replies_of
from store.rows import (
    NameRun,
    as_read,
    as_read_json,
    entry,
    exchanges_of,
    indexed_words,
    name_runs,
    reading_of,
    sentence,
)
from store.types import Entry, Reading, Sentence, Span, Transcript


@dataclass(frozen=True, slots=True)
class Kept:
    """What the catalog knows of a transcript that may come again."""

    id: str
    origin: str
    sha256: str
    reader: int
    corrections: Corrections
    exchanges: int


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to keep: its place, the words that are embedded, their hash and how many tokens they have."""

    exchange: int
    part: int
    start: int
    end: int
    words: str
    hash: str
    tokens: int


class Catalog:
    """Rows in, types out. Safe to share between threads. Raises LibraryError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def library_id(self) -> str:
        """What tells this library from others on a shared server; it stays for ever."""
        return str(self._rows("SELECT value FROM state WHERE name = 'library'")[0][0])

    # --- transcripts ---

    def kept(self, *, origin: str | None, sha256: str) -> Kept | None:
        """The transcript with these bytes, or else the one of this origin: what is there is laid over no other."""
        where = "origin = ? OR sha256 = ? ORDER BY sha256 = ? DESC, origin = ? DESC LIMIT 1"
        return next(iter(self._kept(where, (origin, sha256, sha256, origin))), None)

    def named(self, file: str) -> list[Kept]:
        """The transcripts of files of this name; what was fetched is known by its address, not by a name."""
        return self._kept("file = ? AND origin NOT LIKE 'web:%'", (file,))

    def _kept(self, where: str, values: Sequence[str | None]) -> list[Kept]:
        rows = self._rows(
            "SELECT id, origin, sha256, reader, corrections,"
            " (SELECT count(DISTINCT exchange) FROM turns WHERE transcript_id = id) AS exchanges"
            f" FROM transcripts WHERE {where}",
            values,
        )
        return [Kept(**dict(row) | {"corrections": from_json(row["corrections"])}) for row in rows]

    def holds(self, transcript_id: str) -> bool:
        """Whether there is a transcript of this id."""
        return bool(self._rows("SELECT 1 FROM transcripts WHERE id = ?", (transcript_id,)))

    def put(
        self,
        transcript: Transcript,
        *,
        origin: str,
        reader: int,
        as_read: Reading,
        corrections: Corrections,
        sentences: Sequence[Sentence],
        passages: Sequence[NewPassage],
        embedder: str,
        vectors: Mapping[str, bytes],
    ) -> None:
        """Keep a transcript, in place of the one with its id if there is one, in one transaction.

        `transcript` holds the reading as corrected, `as_read` the one before. `embedder` is the fingerprint of
        the one the passages were cut for; `vectors` has the float32 bytes, by hash, that were not known yet.
        """
        reading = transcript.reading
        said = (Said(sentence.exchange, sentence.turn, sentence.text) for sentence in sentences)
        replies = replies_of(reading.exchanges, said)  # here, since a model may read some of them
        with self._transaction() as connection:
            before = self._delete(connection, transcript.id)
            connection.execute(
                "INSERT INTO transcripts (id, file, origin, sha256, reader, as_read, corrections, title, date,"
                " language, source_url, source_line, text, asides, instants, added, embedder)"
                f" VALUES ({', '.join('?' * 17)})",
                (
                    transcript.id, transcript.file, origin, transcript.sha256, reader,
                    as_read_json(as_read), to_json(corrections), reading.title,
                    reading.date and reading.date.isoformat(), reading.language, reading.source_url,
                    reading.source_line, reading.text,
                    json.dumps([[aside.start, aside.end] for aside in reading.asides]),
                    json.dumps([[instant.start, instant.seconds] for instant in reading.instants]),
                    transcript.added.isoformat(), embedder,
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
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((transcript.id, s.exchange, s.index, s.turn, s.span.start, s.span.end, s.seconds) for s in sentences),
            )
            put_signatures(connection, transcript.id, sentences)
            put_replies(connection, transcript.id, replies)
            connection.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
                ((hash, embedder, vector) for hash, vector in vectors.items()),
            )
            ids = [self._put_passage(connection, transcript.id, reading, passage) for passage in passages]
            if ids:
                connection.execute(
                    "UPDATE transcripts SET first_passage = ?, last_passage = ? WHERE id = ?",
                    (ids[0], ids[-1], transcript.id),
                )
            places = [(id, passage.exchange) for id, passage in zip(ids, passages, strict=True)]
            put_names(connection, name_runs(reading.exchanges, places))
            _drop_unused(connection, before)
            count_change(connection)

    def _put_passage(self, connection: Connection, transcript_id: str, reading: Reading, passage: NewPassage) -> int:
        added = connection.execute(
            "INSERT INTO passages (transcript_id, exchange, part, start, end, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (transcript_id, passage.exchange, passage.part, passage.start, passage.end, passage.hash),
        )
        connection.execute(
            "INSERT INTO passages_fts (rowid, words, speakers, outlets, title, date) VALUES (?, ?, ?, ?, ?, ?)",
            (added.lastrowid, *indexed_words(reading, passage.exchange, passage.words)),
        )
        assert added.lastrowid is not None
        return added.lastrowid

    def _delete(self, connection: Connection, transcript_id: str) -> list[str]:
        """Delete all but the vectors; the hashes of what may now be vectors that no passage has."""
        connection.execute(
            "DELETE FROM passages_fts WHERE rowid IN (SELECT id FROM passages WHERE transcript_id = ?)",
            (transcript_id,),
        )
        connection.execute(
            "DELETE FROM name_runs WHERE first BETWEEN (SELECT first_passage FROM transcripts WHERE id = ?1)"
            " AND (SELECT last_passage FROM transcripts WHERE id = ?1)",
            (transcript_id,),
        )
        hashes = [
            row[0] for row in connection.execute("SELECT hash FROM passages WHERE transcript_id = ?", (transcript_id,))
        ]
        connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
        return hashes

    def delete(self, transcript_id: str) -> None:
        """Forget a transcript and everything derived from it."""
        with self._transaction() as connection:
            _drop_unused(connection, self._delete(connection, transcript_id))
            count_change(connection)

    def entries(self, key: str | None = None) -> list[Entry]:
        """Every transcript, newest date first; with `key` those of that id or file name."""
        condition, values = (" WHERE t.id = ? OR t.file = ?", (key, key)) if key is not None else ("", ())
        rows = self._rows(
            "SELECT t.id, t.file, t.title, t.date, t.source_url, t.added, count(DISTINCT u.exchange) AS exchanges,"
            " json_group_array(DISTINCT CASE WHEN u.asks = 0 THEN u.speaker END) AS speakers,"
            " json_group_array(DISTINCT u.outlet) AS outlets,"
            " CASE WHEN t.labelled = ? THEN (SELECT count(*) FROM replies r WHERE r.transcript_id = t.id"
            "   AND NOT r.informs) END AS non_answers"
            f" FROM transcripts t LEFT JOIN turns u ON u.transcript_id = t.id{condition}"
            " GROUP BY t.id ORDER BY t.date DESC, t.file",
            (RULE, *values),
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

    def digests(self, transcript_ids: Collection[str]) -> dict[str, str]:
        """The sha256 of the file behind each of these transcripts that is kept."""
        marks = ", ".join("?" * len(transcript_ids))
        rows = self._rows(f"SELECT id, sha256 FROM transcripts WHERE id IN ({marks})", (*transcript_ids,))
        return {row["id"]: row["sha256"] for row in rows}

    def origin(self, transcript_id: str) -> str:
        """What tells that a transcript comes again."""
        return str(self._rows("SELECT origin FROM transcripts WHERE id = ?", (transcript_id,))[0][0])

    def reader(self, transcript_id: str) -> int:
        """The version of the reader that cut a transcript."""
        return int(self._rows("SELECT reader FROM transcripts WHERE id = ?", (transcript_id,))[0][0])

    def as_read(self, transcript_id: str) -> tuple[Reading, Corrections]:
        """What a kept transcript was read as before any correction, and its corrections."""
        row = self._rows("SELECT * FROM transcripts WHERE id = ?", (transcript_id,))[0]
        return as_read(row), from_json(row["corrections"])

    def log_corrections(self, transcript_id: str, file: str, said: Corrections) -> None:
        """Note what was said about a transcript, and when."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO corrections_log (made, transcript_id, file, corrections) VALUES (?, ?, ?, ?)",
                (dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), transcript_id, file, to_json(said)),
            )

    def corrections_log(self, transcript_id: str) -> list[tuple[dt.datetime, Corrections]]:
        """Everything that was said about a transcript, oldest first."""
        rows = self._rows(
            "SELECT made, corrections FROM corrections_log WHERE transcript_id = ? ORDER BY number", (transcript_id,)
        )
        return [(dt.datetime.fromisoformat(row["made"]), from_json(row["corrections"])) for row in rows]

    # --- words ---

    def cut(self, span: Span) -> str:
        """The words of a span; empty if its transcript is gone."""
        rows = self._rows(
            "SELECT substr(text, ?, ?) FROM transcripts WHERE id = ?",
            (span.start + 1, span.end - span.start, span.transcript_id),
        )
        return rows[0][0] if rows else ""

    def sentences(self, transcript_id: str, exchange: int) -> tuple[Sentence, ...]:
        """The sentences of one exchange, in order."""
        rows = self._rows(
            "SELECT s.*, u.asks, u.speaker,"
            " (SELECT coalesce(q.outlet, q.speaker) FROM turns q WHERE q.transcript_id = s.transcript_id"
            "  AND q.exchange = s.exchange AND q.role = 'asker' ORDER BY q.position DESC LIMIT 1) AS outlet,"
            " (SELECT max(q.asks) FROM turns q WHERE q.transcript_id = s.transcript_id"
            "  AND q.exchange = s.exchange) AS asked"
            " FROM sentences s"
            " JOIN turns u ON u.transcript_id = s.transcript_id AND u.exchange = s.exchange AND u.position = s.turn"
            " WHERE s.transcript_id = ? AND s.exchange = ? ORDER BY s.position",
            (transcript_id, exchange),
        )
        if not rows:
            return ()
        # One cut for all: each cut reads the text from its beginning.
        first, last = rows[0]["start"], max(row["end"] for row in rows)
        words = self.cut(Span(transcript_id, first, last))
        return tuple(sentence(row, words[row["start"] - first : row["end"] - first]) for row in rows)


def put_names(connection: Connection, runs: Sequence[NameRun]) -> None:
    """Keep in which passages who asks and who answers."""
    connection.executemany("INSERT OR IGNORE INTO names (name) VALUES (?)", {(run.name,) for run in runs})
    connection.executemany(
        "INSERT INTO name_runs SELECT id, ?, ?, ? FROM names WHERE name = ?",
        ((run.asks, run.first, run.last, run.name) for run in runs),
    )


def count_change(connection: Connection) -> None:
    """Tell readers that what they remember of the library is out of date."""
    connection.execute("UPDATE state SET value = value + 1 WHERE name = 'revision'")


def _drop_unused(connection: Connection, hashes: Sequence[str]) -> None:
    """Forget those of the vectors that no passage has."""
    connection.executemany(
        "DELETE FROM vectors WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM passages WHERE hash = vectors.hash)",
        ((hash,) for hash in hashes),
    )
