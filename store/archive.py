"""The whole library as one file, for backup and for moving: a zip of a manifest and a copy of the catalog.

The index is not in it: it is made again from the vectors, which are.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from store.database import Database
from store.embedders import Embedder
from store.errors import DamagedCatalogError, LibraryError
from store.findings import Step
from store.lock import writing
from store.salvage import Lost, salvage
from store.schema import MIGRATIONS

FORMAT = 1
_MANIFEST = "manifest.json"
_CATALOG = "catalog.sqlite3"
_BLOCK = 1 << 20
# Vectors do not shrink, and text does most of it at once.
_COMPRESSION = 1


def export(folder: Path, path: Path) -> Iterator[Step]:
    """Write the library as it is now to the archive `path`; others may read and write meanwhile.

    It appears under its name when it is whole. Raises LibraryError.
    """
    catalog = _catalog_of(folder)
    with _beside(path) as place, closing(Database(catalog, MIGRATIONS)) as database:
        yield Step("copying the catalog", 0, 0)
        if problems := database.problems():
            raise DamagedCatalogError(
                f"{catalog}: the catalog is damaged ({problems[0]}).",
                "Save what can be read: onrecord export --salvage FILE",
            )
        database.copy_to(place / _CATALOG)
        yield from _pack(place, path)


def export_salvaged(folder: Path, path: Path, embedder: Embedder) -> Iterator[Step | Lost]:
    """Write everything that can still be read of a damaged library to the archive `path`; yields what is lost too."""
    catalog = _catalog_of(folder)
    with _beside(path) as place:
        with closing(Database(place / _CATALOG, MIGRATIONS)) as target:
            for item in salvage(catalog, target, embedder):
                yield item if isinstance(item, Lost) else Step("saving transcripts", *item)
        yield from _pack(place, path)


def import_(path: Path, folder: Path) -> Iterator[Step]:
    """Make `folder` the library of the archive `path`; its index is not made yet.

    Raises LibraryError for a folder that holds transcripts, an archive that is damaged, or one of a newer version.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be made ({error.strerror}).", "Choose another with --data.") from error
    with writing(folder, "importing a library"), _beside(folder / "import") as place:
        _refuse_used(folder)
        yield from _unpack(path, place / _CATALOG)
        yield Step("putting the catalog in its place", 0, 0)
        with closing(Database(place / _CATALOG, MIGRATIONS)) as database:
            if problems := database.problems():
                raise LibraryError(f"{path}: its catalog is damaged ({problems[0]}).", "Use another backup.")
            with database.transaction() as connection:
                # The index stays behind; and on a shared server two libraries must not be taken for one.
                connection.execute("DELETE FROM generations")
                connection.execute("UPDATE state SET value = lower(hex(randomblob(8))) WHERE name = 'library'")
        with closing(Database(folder / _CATALOG, MIGRATIONS)) as database:
            database.fill_from(place / _CATALOG)


def _catalog_of(folder: Path) -> Path:
    catalog = folder / _CATALOG
    if not catalog.is_file():
        raise LibraryError(f"{folder}: there is no library.", "Name its folder with --data.")
    return catalog


def _refuse_used(folder: Path) -> None:
    if (folder / _CATALOG).exists():
        with closing(Database(folder / _CATALOG, MIGRATIONS)) as database:
            count = database.rows("SELECT count(*) FROM transcripts")[0][0]
        if count:
            raise LibraryError(
                f"{folder}: this library already holds {count:,} transcripts.",
                "Import into a new one (onrecord --data NEWFOLDER import FILE); to bring two together, add the files.",
            )


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder for unfinished work beside a file; it goes, however the work ends."""
    place = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        place.mkdir()
        yield place
    except OSError as error:
        raise LibraryError(
            f"{path}: cannot be written ({error.strerror}).", "Check free space and that its folder is writable."
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _pack(place: Path, path: Path) -> Iterator[Step]:
    """Zip the catalog in `place` with its manifest, and give the archive its name."""
    catalog, unfinished = place / _CATALOG, place / "archive"
    with closing(Database(catalog, MIGRATIONS)) as database:
        counts = {
            table: database.rows(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("transcripts", "passages", "vectors")
        }
        schema = database.rows("PRAGMA user_version")[0][0]
        # A catalog in one file: what is still in its log goes in.
        database.rows("PRAGMA journal_mode = DELETE")
    size = catalog.stat().st_size
    digest = hashlib.sha256()
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        with catalog.open("rb") as source, archive.open(_CATALOG, "w", force_zip64=True) as member:
            for done in _copied(source.read, member.write, digest.update):
                yield Step("writing the archive", done, size)
        manifest = {
            "format": FORMAT,
            "onrecord": version("onrecord"),
            "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "schema": schema,
            "counts": counts,
            "members": {_CATALOG: {"size": size, "sha256": digest.hexdigest()}},
        }
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)


def _unpack(path: Path, target: Path) -> Iterator[Step]:
    """The catalog of an archive, compared with its manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = _manifest(path, archive)
            digest = hashlib.sha256()
            with archive.open(_CATALOG) as member, target.open("wb") as file:
                for done in _copied(member.read, file.write, digest.update):
                    if done > told["size"]:
                        break
                    yield Step("reading the archive", done, told["size"])
    except FileNotFoundError as error:
        raise LibraryError(f"{path}: no such file.", "Name an archive made by: onrecord export FILE") from error
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise LibraryError(f"{path}: the archive is damaged ({error}).", "Copy it again, or use another.") from error
    if digest.hexdigest() != told["sha256"]:
        raise LibraryError(
            f"{path}: the archive is damaged: its catalog has changed.", "Copy it again, or use another."
        )


def _manifest(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    """Size and sum of the catalog. Nothing else of an archive is ever unpacked, under no other name."""
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        newest, schema, told = manifest["format"], manifest["schema"], manifest["members"][_CATALOG]
        if newest > FORMAT or schema > len(MIGRATIONS):
            raise LibraryError(
                f"{path}: the archive was made by a newer version of OnRecord ({manifest['onrecord']}).",
                "Upgrade: pip install --upgrade onrecord",
            )
        if sorted(archive.namelist()) != [_CATALOG, _MANIFEST]:
            raise KeyError
        return {"size": int(told["size"]), "sha256": str(told["sha256"])}
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError(
            f"{path}: this is no archive of a library.", "Name one made by: onrecord export FILE"
        ) from error


def _copied(
    read: Callable[[int], bytes], write: Callable[[bytes], object], note: Callable[[bytes], None]
) -> Iterator[int]:
    """Copy block by block; yields how many bytes are done."""
    done = 0
    while block := read(_BLOCK):
        write(block)
        note(block)
        done += len(block)
        yield done
