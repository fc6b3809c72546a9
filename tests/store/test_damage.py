"""What may happen to a library's files, its disk and its folder: right answers or one clear line, never wrong hits."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store.database import Database
from store.errors import DamagedCatalogError, LibraryError
from store.lock import writer, writing
from store.schema import MIGRATIONS
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming
from tests.store.damage import Hits, findings, hits, mended, overwrite, sql, truncate, truth

QUERY = "Will Norlandia join the Halden accord now that the quota was raised?"


def published(folder: Path, part: str) -> Path:
    """The folder of the index that answers."""
    return folder / part / str(sql(folder, "SELECT name FROM generations")[0][0])


def graph(folder: Path, name: str) -> Path:
    """A file of the Chroma index's graph."""
    return next(published(folder, "chroma").rglob(name))


def chroma_sql(folder: Path) -> Path:
    return published(folder, "chroma") / "chroma.sqlite3"


def flip_a_vector(folder: Path) -> None:
    overwrite(published(folder, "vectors") / "vectors.npy", 0.5, b"\x00\x00\x80\x3f" * 64)


INDEX_DAMAGES: dict[str, Callable[[Path], None]] = {
    "the Chroma folder is missing": lambda folder: shutil.rmtree(folder / "chroma"),
    "the graph is overwritten": lambda folder: overwrite(graph(folder, "data_level0.bin"), 0.5, os.urandom(2000)),
    "the graph's head is cut": lambda folder: truncate(graph(folder, "header.bin"), 0.5),
    "the graph is cut": lambda folder: truncate(graph(folder, "data_level0.bin"), 0.0),
    "the graph's ids are missing": lambda folder: graph(folder, "index_metadata.pickle").unlink(),
    "Chroma's SQLite file is cut": lambda folder: truncate(chroma_sql(folder), 0.5),
    "Chroma's SQLite file is overwritten": lambda folder: overwrite(chroma_sql(folder), 0.0, b"\xff" * 200),
    "the vector file is missing": lambda folder: shutil.rmtree(folder / "vectors"),
    "the vector file is cut": lambda folder: truncate(published(folder, "vectors") / "vectors.npy", 0.5),
}


@pytest.mark.parametrize("name", INDEX_DAMAGES)
def test_a_damaged_index_changes_no_answer_and_is_mended(whole: Path, name: str) -> None:
    right = hits(whole, QUERY)
    INDEX_DAMAGES[name](whole)
    # Chroma ends the process that opens an overwritten graph.
    assert (asked_apart if "overwritten" in name else hits)(whole, QUERY) == right
    assert mended(whole) == ({"index"}, [])
    assert hits(whole, QUERY) == right


def asked_apart(folder: Path, query: str) -> Hits:
    """What a search in a process of its own finds."""
    code = (
        "import json, sys; from pathlib import Path; from tests.store.damage import hits;"
        "print(json.dumps(hits(Path(sys.argv[1]), sys.argv[2])))"
    )
    done = subprocess.run([sys.executable, "-c", code, folder, query], capture_output=True, text=True, check=True)
    return [tuple(hit) for hit in json.loads(done.stdout)]


def test_a_flipped_vector_in_the_file_is_found_and_mended(whole: Path) -> None:
    flip_a_vector(whole)
    (found,) = findings(whole, sample=0)
    assert found.kind == "index" and "differs from the catalog in" in found.what
    assert mended(whole) == ({"index"}, [])


def test_what_chroma_holds_is_compared_with_the_catalog(small: Path) -> None:
    with closing(Store(small, HashEmbedder())) as store:
        add(store, as_incoming("new.txt", "Radio Fjord: Is it open?\nAna Vell: It is.\n"))
    # Chroma has what the catalog had then.
    sql(small, "UPDATE vectors SET vector = (SELECT max(vector) FROM vectors)")
    assert {finding.kind for finding in findings(small, sample=0)} == {"index"}


def test_the_next_add_does_not_open_an_overwritten_index(whole: Path) -> None:
    overwrite(graph(whole, "data_level0.bin"), 0.0, b"\xff" * 5000)
    with closing(Store(whole, HashEmbedder())) as store:
        add(store, as_incoming("new.txt", "Radio Fjord: Is it open?\nAna Vell: The lighthouse is open.\n"))
    assert findings(whole, sample=0) == []


def test_what_an_interrupted_build_left_is_found_and_deleted(whole: Path) -> None:
    (whole / "vectors" / "hash-embedder-1").mkdir()
    (whole / "chroma" / "hash-embedder-2").mkdir()
    (whole / "catalog-before-version-2.77.tmp").touch()
    (found,) = findings(whole, sample=0)
    assert (found.kind, found.count) == ("leftovers", 3)
    assert mended(whole) == ({"leftovers"}, [])
    assert len(list((whole / "chroma").iterdir())) == 1 and not list(whole.glob("*.tmp"))


# --- the catalog ---


def test_a_cut_catalog_is_reported_and_not_repaired(whole: Path) -> None:
    truncate(whole / "catalog.sqlite3", 0.6)
    (found,) = findings(whole)
    assert (found.kind, found.can_repair) == ("catalog", False)
    assert "transcripts can still be read" in found.what and "onrecord export --salvage" in found.mend
    assert mended(whole)[0] == set()


def test_a_file_that_is_no_catalog_is_reported(whole: Path) -> None:
    (whole / "catalog.sqlite3").write_bytes(os.urandom(8192))
    (found,) = findings(whole)
    assert (found.kind, found.can_repair) == ("catalog", False)
    with pytest.raises(DamagedCatalogError, match="onrecord import"):
        Store(whole, HashEmbedder())


def test_a_library_of_the_first_version_is_backed_up_and_answers(tmp_path: Path, small: Path) -> None:
    right = hits(small)
    old = tmp_path / "old"
    old.mkdir()
    Database(old / "catalog.sqlite3", MIGRATIONS[:1]).close()
    sql(old, "PRAGMA journal_mode = DELETE")
    for table in ("transcripts", "turns", "sentences", "passages", "vectors", "passages_fts"):
        columns = [row[1] for row in sql(old, f"PRAGMA table_info({table})")]
        names = ", ".join((["rowid"] if table == "passages_fts" else []) + columns)
        for row in sql(small, f"SELECT {names} FROM {table}"):
            sql(old, f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", *row)
    assert findings(old) == []
    assert hits(old) == right
    assert (old / "catalog-before-version-2.sqlite3").is_file()


def test_a_library_of_a_newer_version_is_refused_with_the_mend(small: Path) -> None:
    sql(small, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    for attempt in (findings, hits, mended):
        with pytest.raises(LibraryError, match=r"newer version of OnRecord.*Upgrade"):
            attempt(small)


# --- the disk and the folder ---

_ADD_WITH_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
from store.errors import LibraryError
from store.store import Store
from store.types import Added
from tests.fakes import HashEmbedder
from tests.samples import as_incoming
folder, limit, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
text = "".join(f"Radio Fjord: What of boat {n}?\\nAna Vell: Boat {n} sails on day {n}.\\n" for n in range(count))
store = Store(folder, HashEmbedder())
import chromadb
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    for step in store.add([as_incoming("boats.txt", text)]):
        if isinstance(step, Added):
            print(step.status)
    print([hit.source.file for hit in store.search("boat 3 sails", limit=1).hits])
except LibraryError as error:
    print("error:", error)
"""


def add_with_little_room(folder: Path, limit: int, count: int) -> "subprocess.CompletedProcess[str]":
    """Add a transcript while no file may grow beyond `limit` bytes."""
    command = [sys.executable, "-c", _ADD_WITH_LITTLE_ROOM, str(folder), str(limit), str(count)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_full_disk_leaves_nothing_half_there(small: Path) -> None:
    before, right = truth(small), hits(small)
    done = add_with_little_room(small, 100_000, 300)
    assert done.stdout.startswith("error:") and "free space" in done.stdout, done.stderr
    assert truth(small) == before and findings(small) == [] and hits(small) == right
    with closing(Store(small, HashEmbedder())) as store:
        assert add(store, as_incoming("boats.txt", MARCH.replace("Halden", "Boat")))[0].status == "added"


def test_a_full_disk_while_the_index_is_built_does_not_fail_an_add(small: Path) -> None:
    # Room for the catalog's log, not for the vectors of all passages in one file.
    with closing(Store(small, HashEmbedder())) as store:
        text = "".join(f"Radio Fjord: What of ferry {n}?\nAna Vell: Ferry {n} sails.\n" for n in range(3000))
        add(store, as_incoming("ferries.txt", text))
    done = add_with_little_room(small, 700_000, 4)
    assert done.stdout.splitlines() == ["added", "['boats.txt']"], done.stderr
    assert "could not be built" in done.stderr


_ADD_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from store.errors import LibraryError
from store.store import Store
from tests.fakes import HashEmbedder
from tests.samples import as_incoming
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    list(Store(Path(sys.argv[1]), HashEmbedder()).add([as_incoming("x.txt", "A: b?")]))
    print("added")
except LibraryError as error:
    print("error:", error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are those of Unix")
def test_a_folder_that_cannot_be_written_says_so(small: Path) -> None:
    with tempfile.TemporaryDirectory() as place:  # tests' own folders cannot be entered by others
        Path(place).chmod(0o755)
        folder = Path(shutil.copytree(small, Path(place) / "library"))
        for path in (*folder.iterdir(), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        command = [sys.executable, "-c", _ADD_WITHOUT_RIGHTS, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        folder.chmod(0o755)
    assert done.stdout.startswith("error:") and "writable" in done.stdout, done.stderr


def test_a_folder_removed_under_an_open_library_is_one_clear_error(small: Path) -> None:
    with closing(Store(small, HashEmbedder())) as store:
        assert store.search("Halden").hits
        shutil.move(small, small.with_name("elsewhere"))
        for attempt in (
            lambda: store.search("Halden"),
            lambda: store.entries(),
            lambda: add(store, as_incoming("june.txt", MARCH)),
            lambda: store.remove("june.txt"),
        ):
            with pytest.raises(LibraryError, match=r"[Pp]ut .* back"):
                attempt()
        assert not small.exists()
        shutil.move(small.with_name("elsewhere"), small)
        assert store.search("Halden").hits


def test_a_clock_that_went_back_changes_nothing(whole: Path) -> None:
    right = hits(whole)
    sql(whole, "UPDATE transcripts SET added = '2099-01-01T00:00:00+00:00'")
    sql(whole, "UPDATE generations SET made = '2099-01-01T00:00:00+00:00'")
    assert findings(whole, sample=0) == [] and hits(whole) == right
    with closing(Store(whole, HashEmbedder())) as store:
        assert add(store, as_incoming("june.txt", JUNE.replace("18,000", "19,000")))[0].status == "replaced"
    assert findings(whole, sample=0) == []


# --- locks ---


def test_a_lock_of_a_dead_process_holds_nobody_up(small: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from store.lock import writer, writing\n"
        "with writing(Path(sys.argv[1]), 'adding transcripts'): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(small)]).returncode == 9
    assert (small / "writer.json").exists()
    assert findings(small) == []
    with closing(Store(small, HashEmbedder())) as store:
        assert store.remove("june.txt")


def test_a_live_writer_is_named_with_what_it_does_and_since_when(small: Path) -> None:
    with writing(small, "adding transcripts"):
        told = str(writer(small))
    assert re.fullmatch(rf"by process {os.getpid()}, adding transcripts since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d", told)
    assert writer(small) is None


def test_an_index_being_rebuilt_finds_what_exact_search_finds(whole: Path) -> None:
    right = hits(whole, QUERY, 2)
    everything = Filters(transcripts=("march.txt", "june.txt", "hearing.txt"))
    with closing(Store(whole, HashEmbedder())) as store:
        sql(whole, "DELETE FROM generations")
        assert [hit.passage.exchange for hit in store.search(QUERY, limit=2).hits] == [hit[1] for hit in right]
        assert [hit.passage.exchange for hit in store.search(QUERY, everything, limit=2).hits] == [h[1] for h in right]
