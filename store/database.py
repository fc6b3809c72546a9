"""One SQLite file: a connection for each thread, transactions, numbered migrations.

`sqlite3` is imported only here.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from store.errors import DamagedCatalogError, LibraryError

Row = sqlite3.Row
Connection = sqlite3.Connection

_BUSY_SECONDS = 30
SALVAGE = (
    "Import a backup into a new library (onrecord import), or save what can be read: onrecord export --salvage FILE"
)


class Database:
    """A SQLite file brought up to the last of `migrations`. Raises LibraryError when it cannot be used."""

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self._path = path
        self._local = threading.local()
        self._file: int | None = None
        self._is_ready = False
        self._migrate(migrations)
        self._file = path.stat().st_ino
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
                if _is_damage(error):
                    raise _damaged(self._path, error) from error
                raise LibraryError(
                    f"{self._path}: the library cannot be opened ({error}).",
                    "Check that the folder is there and writable, and the file is a library of OnRecord.",
                ) from error
            self._local.connection = connection
        elif self._file and not self._is_there():
            # SQLite would go on with the file that is gone, and lose what is written to it.
            raise LibraryError(
                f"{self._path}: the library was removed or replaced while it was open.",
                "Put its folder back, or start again with the right one (--data).",
            )
        return connection

    def _is_there(self) -> bool:
        try:
            return self._path.stat().st_ino == self._file
        except OSError:
            return False

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
            if _is_damage(error):
                raise _damaged(self._path, error) from error
            raise LibraryError(
                f"{self._path}: the library cannot be read ({error}).",
                "Check the folder, its disk and their permissions; then run: onrecord check",
            ) from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        connection = self._connection
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file's pages, tables and indexes; nothing in a sound one."""
        try:
            found = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [row[0] for row in found if row[0] != "ok"]

    def is_word_index_sound(self, table: str) -> bool:
        """Whether a full-text table's index fits the words it keeps, as far as can be told.

        It is asked by a write that changes nothing; where nothing can be written, nothing is told.
        """
        connection = self._connection
        try:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            return not _is_damage(error)
        return True

    def copy_to(self, path: Path) -> None:
        """A consistent copy, made while others read and write. Raises LibraryError."""
        try:
            with closing(sqlite3.connect(path)) as copy:
                self._connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            if _is_damage(error):
                raise _damaged(self._path, error) from error
            raise LibraryError(f"{path}: cannot be written ({error}).", "Check free space and the folder.") from error

    def fill_from(self, path: Path) -> None:
        """Become a copy of another file, all of it or not at all. Raises LibraryError."""
        try:
            with closing(sqlite3.connect(path)) as other:
                other.backup(self._connection)
        except sqlite3.Error as error:
            raise LibraryError(
                f"{self._path}: the library cannot be written ({error}).",
                "Check free space and that the folder is writable; nothing was changed.",
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
            if _is_damage(error):
                raise _damaged(self._path, error) from error
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


class Wreck:
    """A damaged SQLite file, read row by row as far as that goes; never written."""

    def __init__(self, path: Path) -> None:
        """Raises DamagedCatalogError when nothing can be read at all."""
        try:
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
            self._connection.row_factory = sqlite3.Row
            # Without this a file that is shorter than it says is not read at all.
            self._connection.execute("PRAGMA writable_schema = ON")
            self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except sqlite3.Error as error:
            raise DamagedCatalogError(
                f"{path}: nothing of the library can be read ({error}).",
                "Restore a backup (onrecord import), or add the transcripts to a new library (--data).",
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> tuple[list[Row], str | None]:
        """The rows of a query up to where it fails, and why it did."""
        found: list[Row] = []
        try:
            found.extend(self._connection.execute(sql, values))
        except sqlite3.Error as error:
            return found, str(error)
        return found, None

    def rowids(self, table: str, columns: Sequence[str]) -> list[int]:
        """Every row number that the table, or one of its indexes on `columns`, still tells, in order.

        A page of the table that is lost still leaves the rows that an index names, and those between known ones.
        """
        told = set[int]()
        for order in ("rowid", "rowid DESC", *columns):
            connection = self._connection
            try:
                for row in connection.execute(f"SELECT rowid FROM {table} ORDER BY {order}"):
                    told.add(row[0])
            except sqlite3.Error:
                continue
        return list(range(min(told), max(told) + 1)) if told else []


def _is_damage(error: sqlite3.Error) -> bool:
    # The lowest byte is the kind; what stands above it is its sub-kind.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _damaged(path: Path, error: sqlite3.Error) -> DamagedCatalogError:
    return DamagedCatalogError(
        f"{path}: the library's catalog is damaged ({error}).",
        SALVAGE,
    )
