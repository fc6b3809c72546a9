"""What tests of damage share: the library asked and changed behind the program's back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from store.checking import check
from store.findings import Finding, Notice, Repaired
from store.repairing import repair
from store.store import Store
from tests.fakes import HashEmbedder

Hits = list[tuple[str, int, float]]


def sql(folder: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement on a library's catalog."""
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection, connection:
        return connection.execute(statement, values).fetchall()


def findings(folder: Path, *, sample: int | None = None) -> list[Finding]:
    """What a check finds."""
    return [item for item in check(folder, HashEmbedder(), sample=sample) if isinstance(item, Finding)]


def notices(folder: Path) -> list[str]:
    """What a check says besides."""
    return [item.what for item in check(folder, HashEmbedder()) if isinstance(item, Notice)]


def mended(folder: Path) -> tuple[set[str], list[Finding]]:
    """The kinds of damage that a repair mends, and what it leaves."""
    items = list(repair(folder, HashEmbedder(), sample=None))
    done: set[str] = {item.finding.kind for item in items if isinstance(item, Repaired)}
    return done, [item for item in items if isinstance(item, Finding)]


def hits(folder: Path, query: str = "Halden accord quota", limit: int = 2) -> Hits:
    """What a search finds."""
    with closing(Store(folder, HashEmbedder())) as store:
        found = store.search(query, limit=limit).hits
    return [(hit.source.file, hit.passage.exchange, round(hit.score, 3)) for hit in found]


def truth(folder: Path) -> list[tuple[Any, ...]]:
    """What must never change: texts, readings, corrections."""
    kept = "id, file, origin, sha256, as_read, corrections, text, asides, instants, added"
    return sql(folder, f"SELECT {kept} FROM transcripts ORDER BY id") + sql(folder, "SELECT * FROM corrections_log")


def overwrite(path: Path, at: float, data: bytes) -> None:
    """Write over a part of a file that begins at this share of its length."""
    with path.open("rb+") as file:
        file.seek(int(path.stat().st_size * at))
        file.write(data)


def truncate(path: Path, share: float) -> None:
    """Cut a file to a share of its length."""
    with path.open("rb+") as file:
        file.truncate(int(path.stat().st_size * share))
