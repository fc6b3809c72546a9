"""Is everything in the library as it should be? Reads only; a sound library gives no finding."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from store.check_catalog import check_transcripts
from store.check_index import check_index
from store.check_lines import check_lines
from store.check_vectors import check_vectors
from store.database import SALVAGE, Database
from store.dense_server import ChromaServer
from store.embedders import Embedder
from store.errors import DamagedCatalogError, EmbedderError, LibraryError
from store.findings import Finding, Notice, Step
from store.leftovers import leftovers
from store.lock import writer
from store.passage_rows import PassageRows
from store.salvage import readable
from store.schema import MIGRATIONS

SAMPLE = 32
# An index may be replaced while it is looked at; then the new one is.
_ATTEMPTS = 3


def check(
    folder: Path,
    embedder: Embedder,
    *,
    sample: int | None = SAMPLE,
    server: ChromaServer | None = None,
    is_writer: bool = False,
) -> Iterator[Finding | Notice | Step]:
    """What is wrong with the library in `folder`, one finding for each kind of damage.

    `sample` vectors are made again and compared; None: all. `is_writer`: the caller holds the library for writing.
    Raises LibraryError when there is no library, or one that cannot be opened for another reason than damage.
    """
    path = folder / "catalog.sqlite3"
    yield Step("looking into the catalog", 0, 0)
    if fault := _missing(path):
        yield fault
        return
    busy = None if is_writer else writer(folder)
    try:
        with closing(Database(path, MIGRATIONS)) as database:
            if problems := database.problems():
                yield _damage(path, "; ".join(problems))
                return
            if busy:
                yield Notice(f"The library is being written {busy}: what is half done is left out.")
            yield from _check_sound(database, folder, embedder, sample, server, is_alone=not busy)
    except DamagedCatalogError as error:
        yield _damage(path, error.problem)


def _check_sound(
    database: Database,
    folder: Path,
    embedder: Embedder,
    sample: int | None,
    server: ChromaServer | None,
    *,
    is_alone: bool,
) -> Iterator[Finding | Notice | Step]:
    """Everything that is derived, each part as of one moment."""
    with database.snapshot():
        faulty = set[str]()
        for told in check_transcripts(database):
            faulty.update(told.keys if isinstance(told, Finding) else ())
            yield told
        yield from check_lines(database, faulty)
    try:
        fingerprint = embedder.fingerprint
        with database.snapshot():
            yield from check_vectors(database, embedder, sample=sample)
    except EmbedderError as error:
        yield Notice(f"Vectors and the index were not checked: {error}")
        return
    # Outside of the snapshot: it is asked by a write, which would keep a writer waiting.
    if is_alone and not database.is_word_index_sound("passages_fts"):
        yield Finding("words", "the full-text index does not fit the words it was made from.", 1)
    for attempt in range(_ATTEMPTS):
        before = PassageRows(database).generation()
        found: list[Finding | Notice] = []
        with database.snapshot():
            for item in check_index(database, folder, fingerprint, server):
                if isinstance(item, Step):
                    yield item
                else:
                    found.append(item)
        if before == PassageRows(database).generation() or attempt == _ATTEMPTS - 1:
            yield from found
            break
    published = PassageRows(database).generation()
    left = leftovers(folder, published.name if published else None) if is_alone else []
    if left:
        names = ", ".join(path.relative_to(folder).as_posix() for path in left)
        yield Finding("leftovers", f"left of interrupted work: {names}.", len(left))


def _missing(path: Path) -> Finding | None:
    """A catalog that is gone, or empty, while there is an index made from it. Raises LibraryError for no library."""
    try:
        if path.stat().st_size:
            return None
    except FileNotFoundError:
        pass
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read ({error.strerror}).", "Check the folder's permissions.") from error
    if any((path.parent / part).is_dir() for part in ("chroma", "vectors")):
        return Finding(
            "catalog",
            f"{path}: the catalog, which holds the transcripts, is gone; what is left was made from it.",
            1,
            "Put it back, or import a backup into a new library (onrecord import).",
            can_repair=False,
        )
    raise LibraryError(
        f"{path.parent}: there is no library.", "Name its folder with --data, or begin one: onrecord add"
    )


def _damage(path: Path, problem: str) -> Finding:
    saved, lost = readable(path)
    told = f"{saved:,} of {saved + lost:,} transcripts can still be read"
    shown = problem if len(problem) < 200 else f"{problem[:200]}..."
    return Finding(
        "catalog", f"{path.name}: the catalog is damaged ({shown}); {told}.", max(lost, 1), SALVAGE, can_repair=False
    )
