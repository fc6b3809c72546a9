"""One SQLite file: a connection for each thread, transactions, numbered migrations.

`sqlite3` is imported only here.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
        self._migrate(migrations)

    @property
    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            try:
                connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
            except sqlite3.Error as error:
                raise LibraryError(
                    f"{self._path}: the library cannot be opened ({error}).",
                    "Check that the folder is writable and the file is a library of OnRecord.",
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
        for number in range(version, len(migrations)):
            with self.transaction() as connection:
                # Asked again inside the transaction: another process may have been first.
                if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                    # executescript would commit; the statements of a migration end in ";" and a newline.
                    for statement in migrations[number].split(";\n"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {number + 1}")
