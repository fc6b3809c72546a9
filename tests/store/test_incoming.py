"""Paths become inputs; what cannot be read is named and stops nothing."""

import os
import struct
import zipfile
from pathlib import Path

import pytest

from store.formats import read_transcript
from store.incoming import incoming
from store.types import Added, Incoming
from tests.store.formats.files import archive, docx, paragraph

SAID = b"Harbour Times: When does it open?\nAna Vell: In May.\n"


def names(path: Path) -> list[str]:
    """The names of good inputs, and the problems of bad ones."""
    return [found.file if isinstance(found, Incoming) else str(found.problem) for found in incoming([str(path)])]


def test_file_is_one_input_under_its_base_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SAID)
    (found,) = incoming([str(tmp_path / "a.txt")])
    assert found == Incoming("a.txt", str((tmp_path / "a.txt").resolve()), path=tmp_path / "a.txt")


def test_folder_gives_its_transcripts_by_relative_names(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "2031/a.md",
        "2031/x.PDF",
        ".git/c.txt",
        ".hidden.txt",
        "__pycache__/d.txt",
        "logo.png",
        "~$e.docx",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SAID)
    assert sorted(names(tmp_path)) == ["2031/a.md", "2031/x.PDF", "b.txt"]


def test_folder_without_transcripts_says_so(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"x")
    assert names(tmp_path) == [f"{tmp_path}: no transcripts in this folder."]


@pytest.mark.parametrize("name", ["missing.txt", "-rf", 'a\n"b".txt', "nul\x00.txt"])
def test_missing_path_is_named_on_one_line(tmp_path: Path, name: str) -> None:
    (found,) = incoming([f"{tmp_path}/{name}"])
    assert isinstance(found, Added)
    assert "no such file" in str(found.problem) or "cannot be opened" in str(found.problem)
    assert "\n" not in str(found)


def test_name_with_a_newline_is_read_and_shown_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "-a\nb.txt").write_bytes(SAID)
    assert names(tmp_path / "-a\nb.txt") == [r"-a\nb.txt"]
    assert names(tmp_path) == [r"-a\nb.txt"]


def test_links_in_circles_pipes_and_devices_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SAID)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    found = names(tmp_path)
    assert found[0] == "a.txt"
    assert "pipe.txt: not a file or folder." in found
    assert "zero.txt: not a file or folder." in found
    assert len(found) == 4


def test_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_001)
    assert names(tmp_path / "a.txt") == ["a.txt: the file is larger than 50 MB."]


def test_members_of_an_archive_are_inputs_of_their_own(tmp_path: Path) -> None:
    members = {"a.txt": SAID, "2031/b.txt": SAID, "__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}
    (tmp_path / "calls.zip").write_bytes(archive(members))
    found = list(incoming([str(tmp_path / "calls.zip")]))
    assert names(tmp_path / "calls.zip") == ["calls.zip/a.txt", "calls.zip/2031/b.txt"]
    assert isinstance(found[0], Incoming) and found[0].data == SAID
    assert found[0].origin == f"{(tmp_path / 'calls.zip').resolve()}!a.txt"
    assert names(tmp_path) == ["calls.zip/a.txt", "calls.zip/2031/b.txt"]


def test_archive_under_another_name_is_opened_and_a_word_document_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(archive({"a.txt": SAID}))
    (tmp_path / "b.docx").write_bytes(docx(paragraph("Ana Vell: Yes.")))
    assert names(tmp_path / "a.dat") == ["a.dat/a.txt"]
    assert names(tmp_path / "b.docx") == ["b.docx"]


def test_bad_members_are_named_and_good_ones_still_read(tmp_path: Path) -> None:
    members = {
        "/abs.txt": SAID,
        "../up.txt": SAID,
        "C:\\win.txt": SAID,
        "bomb.txt": b"x" * 40_000_000,
        "inner.zip": archive({"a.txt": SAID}),
        "good.txt": SAID,
    }
    (tmp_path / "z.zip").write_bytes(archive(members))
    assert names(tmp_path / "z.zip") == [
        "z.zip//abs.txt: its path leads out of the archive.",
        "z.zip/../up.txt: its path leads out of the archive.",
        "z.zip/C:\\win.txt: its path leads out of the archive.",
        "z.zip/bomb.txt: it unpacks to more than 200 times its size; this is no transcript.",
        "z.zip/inner.zip: an archive inside an archive.",
        "z.zip/good.txt",
    ]


def test_member_that_lies_about_its_size_or_is_damaged_is_named(tmp_path: Path) -> None:
    data = archive({"a.txt": SAID * 50, "b.txt": SAID}, compression=zipfile.ZIP_STORED)
    spoilt = data.replace(b"When does it open?", b"When does it close", 1)
    (tmp_path / "z.zip").write_bytes(spoilt)
    assert names(tmp_path / "z.zip") == ["z.zip/a.txt: it is damaged in the archive.", "z.zip/b.txt"]


def test_encrypted_member_is_named(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": SAID}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + offset, 1)
    (tmp_path / "z.zip").write_bytes(data)
    assert names(tmp_path / "z.zip") == ["z.zip/a.txt: it is encrypted in the archive."]


@pytest.mark.parametrize("cut", [4, 30, -5])
def test_archive_that_was_cut_off_is_called_so(tmp_path: Path, cut: int) -> None:
    (tmp_path / "z.zip").write_bytes(archive({"a.txt": SAID})[:cut])
    assert names(tmp_path / "z.zip") == ["z.zip: the archive is damaged or cut off."]


def test_archive_with_too_long_a_list_is_refused(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": SAID}))
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 2**31)
    (tmp_path / "z.zip").write_bytes(data)
    assert names(tmp_path / "z.zip") == ["z.zip: the archive holds more than 20,000 files."]


def test_empty_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(archive({}))
    assert names(tmp_path / "z.zip") == ["z.zip: the archive is empty."]


def test_member_is_read_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(archive({"a.txt": SAID}))
    (found,) = incoming([str(tmp_path / "z.zip")])
    assert isinstance(found, Incoming) and found.data is not None
    assert len(read_transcript(found.data, found.file).exchanges) == 1


def test_a_private_address_is_not_fetched() -> None:
    (found,) = incoming(["http://127.0.0.1/briefing.html"])
    assert isinstance(found, Added) and found.status == "failed" and "127.0.0.1" in str(found.problem)
