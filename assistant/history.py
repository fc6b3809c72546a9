"""History: every answer as it was given, with the prompt, the reply, the model and the sources behind it."""

import datetime as dt
import json
import platform
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from assistant.contract import Json, answer_json, filters_json
from assistant.errors import HistoryError
from assistant.types import Answer
from store.database import Database, Row
from store.errors import LibraryError
from store.formats import READER_VERSION
from store.types import Hit

FILE = "history.sqlite3"
LAST = "last"  # names the newest answer
_QUOTING = "extractive"  # the writer whose prompt is sent nowhere
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is mistaken for another
_SHORTEST = 4  # letters of an id that may stand for it

_MIGRATIONS = (
    """
    CREATE TABLE answers (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kept TEXT NOT NULL, -- UTC
        question TEXT NOT NULL, outcome TEXT NOT NULL, model TEXT NOT NULL, searched TEXT NOT NULL,
        record TEXT NOT NULL  -- JSON: all of it
    ) STRICT;
    CREATE TABLE replies (
        identity TEXT PRIMARY KEY, model TEXT NOT NULL, reply TEXT NOT NULL, kept TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
)


class History:
    """The answers that are kept in a library's folder. Safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made before it is used."""
        self.path = folder / FILE

    def keep(self, answer: Answer, *, settings: Mapping[str, object], digests: Mapping[str, str]) -> str:
        """Keep an answer; returns its id. Raises HistoryError.

        `settings` are those that mattered, `digests` the sha256 of each transcript's file by its id.
        """
        id = "".join(secrets.choice(_LETTERS) for _ in range(8))
        kept = _now()
        record = record_of(answer, id, kept, settings, digests)
        told = record["answer"]
        words = [answer.question.asked, answer.question.text, told["answer"], *(c["quote"] for c in told["citations"])]
        with self._usable() as database, database.transaction() as connection:
            connection.execute(
                "INSERT INTO answers (id, kept, question, outcome, model, searched, record)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    id,
                    kept,
                    answer.question.asked,
                    answer.outcome,
                    answer.writer,
                    " ".join(words).casefold(),
                    json.dumps(record, ensure_ascii=False),
                ),
            )
        return id

    def answers(self, words: Sequence[str] = (), *, limit: int) -> Iterator[Json]:
        """The newest answers, newest first, whose question, answer or quotes hold all the words."""
        if not self.path.exists():
            return
        where = " AND ".join(["instr(searched, ?) > 0"] * len(words)) or "1"
        with self._usable() as database:
            rows = database.rows(
                f"SELECT record FROM answers WHERE {where} ORDER BY number DESC LIMIT ?",
                [*(word.casefold() for word in words), limit],
            )
        yield from map(_record, rows)

    def answer(self, id: str) -> Json:
        """The answer of this id, or of the one that begins so, or the `last`. Raises HistoryError."""
        return _record(self._row(id))

    def forget(self, id: str) -> Json:
        """Forget an answer and every kept reply behind it; returns what it was. Raises HistoryError."""
        row = self._row(id)
        record = _record(row)
        with self._erasing() as database, database.transaction() as connection:
            connection.execute("DELETE FROM answers WHERE number = ?", (row["number"],))
            connection.execute("DELETE FROM replies WHERE reply = ?", (record["reply"],))
        return record

    def forget_all(self) -> int:
        """Forget every answer and reply; returns how many answers there were. Raises HistoryError."""
        if not self.path.exists():
            return 0
        with self._erasing() as database, database.transaction() as connection:
            number: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
            connection.execute("DELETE FROM answers")
            connection.execute("DELETE FROM replies")
        return number

    # --- replies of models, for `assistant.cached` ---

    def reply(self, identity: str) -> str | None:
        """The reply that is kept for the request of this identity. Raises HistoryError."""
        with self._usable() as database:
            rows = database.rows("SELECT reply FROM replies WHERE identity = ?", (identity,))
        return str(rows[0]["reply"]) if rows else None

    def keep_reply(self, identity: str, model: str, reply: str) -> None:
        """Keep a reply in place of an earlier one of this identity. Raises HistoryError."""
        with self._usable() as database, database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", (identity, model, reply, _now()))

    def close(self) -> None:
        """Let go of the file in this thread."""
        if "_database" in self.__dict__:
            self._database.close()

    # --- the file ---

    @cached_property
    def _database(self) -> Database:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"{self.path.parent}: cannot be made ({error.strerror}).", "") from error
        return Database(self.path, _MIGRATIONS)

    @contextmanager
    def _usable(self) -> Iterator[Database]:
        """The database; its failures are told as those of the history, which is no part of the library."""
        try:
            yield self._database
        except LibraryError as error:
            self.__dict__.pop("_database", None)  # next time from the beginning
            reason = re.search(r"\((.*)\)", error.problem)
            raise HistoryError(
                f"{self.path}: the kept answers cannot be used ({reason[1] if reason else error.problem}).",
                "Move the file away to begin a new history, or set ONRECORD_HISTORY=off.",
            ) from error

    @contextmanager
    def _erasing(self) -> Iterator[Database]:
        """The database, where what is deleted is overwritten, in the file and in its log."""
        with self._usable() as database:
            database.rows("PRAGMA secure_delete = ON")
            yield database
            database.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def _row(self, id: str) -> Row:
        rows: list[Row] = []
        if self.path.exists():
            with self._usable() as database:
                if id == LAST:
                    rows = database.rows("SELECT number, record FROM answers ORDER BY number DESC LIMIT 1")
                else:
                    rows = database.rows(
                        "SELECT number, record FROM answers WHERE substr(id, 1, ?) = ? LIMIT 2", (len(id), id)
                    )
        if not rows or (len(id) < _SHORTEST and id != LAST):
            raise HistoryError(f"{id}: no such answer is kept.", "See the ids with: onrecord history")
        if len(rows) > 1:
            raise HistoryError(f"{id}: several answers begin so.", "Write more of the id.")
        return rows[0]


def record_of(answer: Answer, id: str, kept: str, settings: Mapping[str, object], digests: Mapping[str, str]) -> Json:
    """All that is kept of an answer, as JSON."""
    told = answer_json(answer, answer_id=id)
    prompt = None if answer.writer == _QUOTING else answer.prompt
    return {
        "answer_id": id,
        "kept": kept,
        "question": answer.question.asked,
        "standalone": answer.question.text,
        "filters": filters_json(answer.question.filters),
        "hits": [_hit(hit) for hit in answer.hits],
        "prompt": prompt
        and {
            "system": prompt.system,
            "user": prompt.user,
            "follow_up": [{"role": message.role, "content": message.content} for message in prompt.follow_up],
        },
        "reply": answer.reply,
        "answer": told,
        "model": answer.writer,
        "settings": dict(settings),
        "sources": {
            hit.source.transcript_id: {
                "file": hit.source.file,
                "title": hit.source.title,
                "sha256": digests.get(hit.source.transcript_id),
            }
            for hit in answer.hits
        },
        "versions": {"onrecord": version("onrecord"), "reader": READER_VERSION, "python": platform.python_version()},
        "timings": told["timings"],
    }


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _hit(hit: Hit) -> Json:
    span = hit.passage.span
    return {
        "rank": hit.rank,
        "score": hit.score,
        "transcript": span.transcript_id,
        "exchange": hit.passage.exchange,
        "start": span.start,
        "end": span.end,
    }


def _record(row: Row) -> Json:
    record: Json = json.loads(row["record"])
    return record
