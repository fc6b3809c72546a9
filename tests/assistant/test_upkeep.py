"""The commands check, rebuild, export and import: lines, exit codes, what stays untouched."""

from pathlib import Path

import pytest

from assistant.cli import main
from assistant.upkeep import report_check
from store.errors import LibraryError
from store.repairing import rebuild
from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming
from tests.store.damage import hits, sql


@pytest.fixture
def library(tmp_path: Path) -> Path:
    store = Store(tmp_path / "library", HashEmbedder())
    add(store, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE))
    store.close()
    return tmp_path / "library"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def checked(folder: Path, *, with_repair: bool = False) -> tuple[int, list[dict[str, object]]]:
    lines: list[dict[str, object]] = []
    left = report_check(
        folder,
        HashEmbedder(),
        server=None,
        with_repair=with_repair,
        is_thorough=True,
        print_json=lines.append,
        print_error=print,
    )
    return left, lines


def test_a_finding_is_one_json_line_before_and_after_its_repair(library: Path) -> None:
    assert checked(library) == (0, [])
    sql(library, "DELETE FROM passages_fts WHERE rowid = 1")
    left, (found,) = checked(library)
    assert left == 1 and (found["kind"], found["count"], found["repaired"]) == ("words", 1, False)
    assert found["can_repair"] and "--repair" in str(found["mend"])
    left, (found,) = checked(library, with_repair=True)
    assert left == 0 and (found["kind"], found["mend"], found["repaired"]) == ("words", None, True)
    assert checked(library) == (0, [])


def test_check_exits_2_with_a_line_for_each_finding(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql(library, "UPDATE transcripts SET text = replace(text, '12,000', '21,000')")
    assert run("--data", library, "check") == 2
    out, err = capsys.readouterr()
    assert out == "" and "error: the text of 1 transcript is" in err and "onrecord remove" in err
    assert run("--data", library, "check", "--repair") == 2


def test_check_of_nothing_is_one_error_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", tmp_path / "none", "check") == 2
    assert capsys.readouterr().err.startswith(f"error: {tmp_path / 'none'}: there is no library.")


def test_a_library_goes_through_an_archive_by_command(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--data", library, "export", tmp_path / "library.zip") == 0
    assert f"onrecord --data NEWFOLDER import {tmp_path / 'library.zip'}" in capsys.readouterr().out
    assert run("--data", library, "import", tmp_path / "library.zip") == 2
    assert "already holds 2 transcripts" in capsys.readouterr().err


@pytest.mark.slow
def test_rebuild_and_import_leave_a_sound_library(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_EMBEDDER", "built-in")
    assert run("--data", library, "rebuild") == 0  # embeds anew what the tests' embedder has embedded
    assert run("--data", library, "export", tmp_path / "library.zip") == 0
    assert run("--data", tmp_path / "new", "import", tmp_path / "library.zip") == 0
    assert "The index of 2 transcripts is rebuilt." in capsys.readouterr().out
    assert run("--data", tmp_path / "new", "check") == 0
    assert run("--data", tmp_path / "new", "check", "--json") == 0
    assert capsys.readouterr().out == "Everything is as it should be.\n"


def test_export_salvage_names_what_is_lost(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_EMBEDDER", "built-in")
    sql(library, "UPDATE transcripts SET as_read = '{' WHERE file = 'march.txt'")
    assert run("--data", library, "export", "--salvage", tmp_path / "saved.zip") == 2
    assert "error: march.txt: cannot be saved" in capsys.readouterr().err
    assert (tmp_path / "saved.zip").is_file()


def test_an_interrupted_rebuild_leaves_the_old_index_answering(library: Path) -> None:
    right, before = hits(library), sql(library, "SELECT name FROM generations")
    work = rebuild(library, HashEmbedder())
    next(step for step in work if step.doing == "building the index")
    work.close()  # type: ignore[attr-defined]
    assert sql(library, "SELECT name FROM generations") == before
    assert hits(library) == right and checked(library) == (0, [])


def test_a_rebuild_that_finds_no_room_says_so_and_the_old_index_answers(library: Path) -> None:
    before = sql(library, "SELECT name FROM generations")
    (library / "vectors").rename(library / "elsewhere")
    (library / "vectors").touch()  # no folder can be made here
    with pytest.raises(LibraryError, match="Check free space"):
        list(rebuild(library, HashEmbedder()))
    (library / "vectors").unlink()
    (library / "elsewhere").rename(library / "vectors")
    assert sql(library, "SELECT name FROM generations") == before and checked(library) == (0, [])


def test_a_damaged_catalog_is_reported_by_command(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "catalog.sqlite3").write_bytes(b"\xff" * 8192)
    assert run("--data", library, "check") == 2
    assert "error: catalog.sqlite3: the catalog is damaged" in capsys.readouterr().err
