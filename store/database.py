"""One SQLite file: a connection for each thread, transactions, numbered migrations.

`sqlite3` is imported only here.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from store.errors import LibraryError

Row = sqlite3.Row
Connection = sqlite3.Connection

_BUSY_SECONDS = 30


class Database:
    """A SQLite file brought up to the last of `migrations`. Raises LibraryError when it cannot be used."""

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self._path = path
        self._local = threading.local()
        self._is_ready = False
        self._migrate(migrations)
        self._is_ready = True

    @property
    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            try:
                # Only the first connection may make the file: a removed library is not begun anew.
                mode = "rw" if self._is_ready else "rwc"
                connection = sqlite3.connect(
                    f"{self._path.absolute().as_uri()}?mode={mode}",
                    uri=True,
                    timeout=_BUSY_SECONDS,
                    isolation_level=None,
                )
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
            except sqlite3.Error as error:
                raise LibraryError(
                    f"{self._path}: the library cannot be opened ({error}).",
                    "Check that the folder is there and writable, and the file is a library of OnRecord.",
                ) from error
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """What a query gives, whole."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"{self._path}: the library cannot be read ({error}).",
                "If the file is damaged, restore a backup or add the transcripts to a new library (--data).",
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of it or nothing."""
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise LibraryError(
                f"{self._path}: the library cannot be written ({error}).",
                "Check free space and that the folder is writable; nothing was changed.",
            ) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _migrate(self, migrations: Sequence[str]) -> None:
        version = self.rows("PRAGMA user_version")[0][0]
        if version > len(migrations):
            raise LibraryError(
                f"{self._path}: the library was written by a newer version of OnRecord.",
                "Upgrade: pip install --upgrade onrecord",
            )
        if 0 < version < len(migrations):
            self._back_up(version)
        for number in range(version, len(migrations)):
            with self.transaction() as connection:
                # Asked again inside the transaction: another process may have been first.
                if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                    # executescript would commit; the statements of a migration end in ";" and a newline.
                    for statement in migrations[number].split(";\n"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {number + 1}")

    def _back_up(self, version: int) -> None:
        """Keep the catalog as an older version of OnRecord left it, beside the new one."""
        backup = self._path.with_name(f"{self._path.stem}-before-version-{version + 1}{self._path.suffix}")
        if backup.exists():
            return
        unfinished = backup.with_suffix(f".{os.getpid()}.tmp")
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                self._connection.backup(copy)
            unfinished.replace(backup)
        except (sqlite3.Error, OSError) as error:
            unfinished.unlink(missing_ok=True)
            raise LibraryError(
                f"{self._path}: the library is of an older version and cannot be backed up ({error}).",
                "Make room for a copy of it; nothing was changed.",
            ) from error
