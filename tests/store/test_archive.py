"""A library as one archive: written while it is used, read back whole, saved from a damaged catalog."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.archive import export, export_salvaged, import_
from store.corrections import Corrections
from store.errors import DamagedCatalogError, LibraryError
from store.findings import Step
from store.repairing import rebuild
from store.salvage import Lost
from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import as_incoming
from tests.store.damage import findings, hits, sql, truncate, truth


def run(work: Any) -> list[Any]:
    """Everything but progress."""
    return [item for item in work if not isinstance(item, Step)]


def test_a_library_read_back_from_its_archive_is_the_same(small: Path, tmp_path: Path) -> None:
    with closing(Store(small, HashEmbedder())) as store:
        store.edit("march.txt", Corrections(title="Halden briefing"))
    run(export(small, tmp_path / "library.zip"))
    embedder = HashEmbedder()
    run(import_(tmp_path / "library.zip", tmp_path / "new"))
    run(rebuild(tmp_path / "new", embedder))
    assert embedder.embedded == []
    assert truth(tmp_path / "new") == truth(small) and hits(tmp_path / "new") == hits(small)
    assert findings(tmp_path / "new") == []


def test_an_archive_tells_what_is_in_it(small: Path, tmp_path: Path) -> None:
    run(export(small, tmp_path / "library.zip"))
    with zipfile.ZipFile(tmp_path / "library.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert sorted(archive.namelist()) == ["catalog.sqlite3", "manifest.json"]
    assert (manifest["format"], manifest["counts"]["transcripts"]) == (1, 2)
    assert list(manifest["members"]) == ["catalog.sqlite3"] and manifest["made"] and manifest["onrecord"]


def test_a_library_is_exported_as_it_is_while_another_writes(small: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(small / "catalog.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM transcripts")
        run(export(small, tmp_path / "library.zip"))
        writer.execute("ROLLBACK")
    run(import_(tmp_path / "library.zip", tmp_path / "new"))
    assert truth(tmp_path / "new") == truth(small)


def test_a_library_that_is_begun_but_empty_takes_an_archive(small: Path, tmp_path: Path) -> None:
    run(export(small, tmp_path / "library.zip"))
    with closing(Store(tmp_path / "new", HashEmbedder())) as store:
        run(import_(tmp_path / "library.zip", tmp_path / "new"))
        assert len(store.entries()) == 2


def test_two_libraries_of_one_archive_are_told_apart(small: Path, tmp_path: Path) -> None:
    run(export(small, tmp_path / "library.zip"))
    run(import_(tmp_path / "library.zip", tmp_path / "new"))
    own = "SELECT value FROM state WHERE name = 'library'"
    assert sql(tmp_path / "new", own) != sql(small, own)


def test_a_library_with_transcripts_is_not_written_over(small: Path, tmp_path: Path) -> None:
    run(export(small, tmp_path / "library.zip"))
    before = truth(small)
    with pytest.raises(LibraryError, match=r"already holds 2 transcripts.*--data NEWFOLDER"):
        run(import_(tmp_path / "library.zip", small))
    assert truth(small) == before


def rewritten(change: Callable[[dict[str, Any]], None], extra: str | None = None) -> Callable[[Path], None]:
    """Writes an archive again with another manifest, or another member."""

    def rewrite(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            manifest, catalog = json.loads(archive.read("manifest.json")), archive.read("catalog.sqlite3")
        change(manifest)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("catalog.sqlite3", catalog)
            archive.writestr("manifest.json", json.dumps(manifest))
            if extra:
                archive.writestr(extra, "x")

    return rewrite


BAD_ARCHIVES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "missing": ("no such file", Path.unlink),
    "cut": ("damaged", lambda path: truncate(path, 0.7)),
    "no zip": ("damaged", lambda path: path.write_bytes(b"text")),
    "of a newer format": ("newer version", rewritten(lambda manifest: manifest.update(format=99))),
    "of a newer catalog": ("newer version", rewritten(lambda manifest: manifest.update(schema=99))),
    "of another catalog": (
        "changed",
        rewritten(lambda manifest: manifest["members"]["catalog.sqlite3"].update(sha256="")),
    ),
    "without members": ("no archive of a library", rewritten(lambda manifest: manifest.pop("members"))),
    "with a way out": ("no archive of a library", rewritten(lambda manifest: None, extra="../../out.txt")),
}


@pytest.mark.parametrize("name", BAD_ARCHIVES)
def test_a_bad_archive_is_refused_and_leaves_nothing(small: Path, tmp_path: Path, name: str) -> None:
    told, spoil = BAD_ARCHIVES[name]
    run(export(small, tmp_path / "library.zip"))
    spoil(tmp_path / "library.zip")
    with pytest.raises(LibraryError, match=told):
        run(import_(tmp_path / "library.zip", tmp_path / "new"))
    assert {path.name for path in (tmp_path / "new").iterdir()} <= {"writer.lock"}
    assert not (tmp_path / "out.txt").exists()


def test_an_archive_that_cannot_be_written_leaves_nothing(small: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        run(export(small, tmp_path / "nowhere" / "library.zip"))
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(LibraryError, match="cannot be written"):
        run(export(small, tmp_path / "folder.zip"))
    assert {path.name for path in tmp_path.iterdir()} == {"library", "folder.zip"}


def test_an_interrupted_export_leaves_nothing(small: Path, tmp_path: Path) -> None:
    work = export(small, tmp_path / "library.zip")
    for step in work:
        if step.doing == "writing the archive":
            break
    work.close()  # type: ignore[attr-defined]
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


# --- from a damaged catalog ---


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A library of 40 transcripts, each longer than a page of the file."""
    folder = tmp_path / "many"
    with closing(Store(folder, HashEmbedder())) as store:
        texts = []
        for n in range(40):
            sails = " ".join(f"Ferry {n} sails on day {day}." for day in range(200))
            texts.append(f"Radio Fjord: What of ferry {n}?\nAna Vell: {sails}\n")
        add(store, *(as_incoming(f"{n}.txt", text) for n, text in enumerate(texts)))
        store.edit("3.txt", Corrections(title="Ferries"))
    return folder


def overwrite_page_with(folder: Path, words: bytes) -> None:
    """Zero the pages of the catalog that hold these words."""
    data = bytearray((folder / "catalog.sqlite3").read_bytes())
    at = data.find(words)
    assert at >= 0
    while at >= 0:
        start = at // 4096 * 4096
        data[start : start + 4096] = bytes(4096)
        at = data.find(words)
    (folder / "catalog.sqlite3").write_bytes(data)


def test_what_a_damaged_catalog_still_tells_is_saved(many: Path, tmp_path: Path) -> None:
    right, before = hits(many, "ferry 3 day 7", 1), {row[1]: row for row in truth(many)[:40]}
    overwrite_page_with(many, b"What of ferry 21?\nAna Vell: Ferry")
    with pytest.raises(DamagedCatalogError, match="--salvage"):
        run(export(many, tmp_path / "library.zip"))
    lost = run(export_salvaged(many, tmp_path / "saved.zip", HashEmbedder()))
    assert lost and all(isinstance(item, Lost) and item.why for item in lost) and len(lost) < 5
    run(import_(tmp_path / "saved.zip", tmp_path / "new"))
    embedder = HashEmbedder()
    run(rebuild(tmp_path / "new", embedder))
    assert findings(tmp_path / "new") == [] and hits(tmp_path / "new", "ferry 3 day 7", 1) == right
    saved = truth(tmp_path / "new")[:-1]
    assert len(saved) == 40 - len(lost) and all(before[row[1]] == row for row in saved)
    assert "21.txt" not in {row[1] for row in saved}
    assert len(embedder.embedded) < 50  # the others' vectors were saved


def test_what_is_left_of_a_cut_catalog_is_saved(many: Path, tmp_path: Path) -> None:
    truncate(many / "catalog.sqlite3", 0.5)
    lost = run(export_salvaged(many, tmp_path / "saved.zip", HashEmbedder()))
    run(import_(tmp_path / "saved.zip", tmp_path / "new"))
    saved = sql(tmp_path / "new", "SELECT count(*) FROM transcripts")[0][0]
    assert saved > 5 and len(lost) > 5


def test_a_text_that_was_changed_is_not_saved_as_if_it_were_right(many: Path, tmp_path: Path) -> None:
    sql(many, "UPDATE transcripts SET text = replace(text, 'day 100.', 'day 999.') WHERE file = '5.txt'")
    (lost,) = run(export_salvaged(many, tmp_path / "saved.zip", HashEmbedder()))
    assert (lost.name, lost.why) == ("5.txt", "its text is not what was added")


def test_a_damaged_vector_is_not_saved_but_made_again(many: Path, tmp_path: Path) -> None:
    sql(many, "UPDATE vectors SET vector = zeroblob(256) WHERE hash = (SELECT max(hash) FROM vectors)")
    run(export_salvaged(many, tmp_path / "saved.zip", HashEmbedder()))
    run(import_(tmp_path / "saved.zip", tmp_path / "new"))
    embedder = HashEmbedder()
    run(rebuild(tmp_path / "new", embedder))
    assert len(embedder.embedded) == 1 and findings(tmp_path / "new") == []


def test_nothing_to_save_is_one_clear_error(many: Path, tmp_path: Path) -> None:
    (many / "catalog.sqlite3").write_bytes(b"\xff" * 4096)
    with pytest.raises(DamagedCatalogError, match=r"nothing of the library can be read.*Restore a backup"):
        run(export_salvaged(many, tmp_path / "saved.zip", HashEmbedder()))
    assert not (tmp_path / "saved.zip").exists()
    shutil.rmtree(many)
    with pytest.raises(LibraryError, match="there is no library"):
        run(export_salvaged(many, tmp_path / "saved.zip", HashEmbedder()))
