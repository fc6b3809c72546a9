"""Which embedder a library was made with, and which of its transcripts are still to be embedded by another."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from store.database import Database
from store.schema import MIGRATIONS


class Made(NamedTuple):
    """An embedder as the library records it: the setting that makes it, and the name of its space."""

    spec: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A transcript that another embedder has embedded; `size` is the length of its text."""

    transcript_id: str
    file: str
    size: int


class Spaces:
    """What the catalog knows of embedders. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def made(self) -> Made | None:
        """The embedder the library was made with; None while it has never held a transcript."""
        values = dict(map(tuple, self._rows("SELECT name, value FROM state WHERE name IN ('embedder', 'fingerprint')")))
        return Made(values["embedder"], values["fingerprint"]) if len(values) == 2 else None

    def share(self, fingerprint: str) -> float:
        """The share of transcripts that this embedder has embedded; 1 for an empty library."""
        every, here = self._rows("SELECT count(*), coalesce(sum(embedder IS ?), 0) FROM transcripts", (fingerprint,))[0]
        return here / every if every else 1.0

    def waiting(self, fingerprint: str) -> list[Waiting]:
        """The transcripts that this embedder has not embedded."""
        if self.share(fingerprint) == 1:  # told by an index, without reading any text
            return []
        rows = self._rows(
            "SELECT id, file, length(text) FROM transcripts WHERE embedder IS NOT ? ORDER BY rowid", (fingerprint,)
        )
        return [Waiting(*row) for row in rows]

    def settle(self, made: Made) -> None:
        """Every transcript is embedded by this embedder now: record it, and forget the vectors of all others."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?)",
                (("embedder", made.spec), ("fingerprint", made.fingerprint)),
            )
            connection.execute("DELETE FROM vectors WHERE embedder <> ?", (made.fingerprint,))


def made_with(folder: Path) -> Made | None:
    """The embedder that the library in a folder was made with, if there is such a library.

    Raises LibraryError when it cannot be read.
    """
    path = folder / "catalog.sqlite3"
    if not path.is_file():
        return None
    database = Database(path, MIGRATIONS)
    try:
        return Spaces(database).made()
    finally:
        database.close()
