"""The content decides how a file is read."""

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_document
from store.formats.sniff import Kind, kind_of
from tests.store.formats.files import archive, docx, paragraph, pdf

PDF = pdf([[(72, 700, "Ana Vell: Yes.")]])
DOCX = docx(paragraph("Ana Vell: Yes."))


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Ana Vell: Yes.", "a.txt", "text"),
        (b"Ana Vell: Yes.", "a.mp3", "text"),
        (b"Ana Vell: Yes.", "no-suffix", "text"),
        (b"<!DOCTYPE html><p>Ana Vell: Yes.", "a.txt", "html"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'><p>Ana", "a", "html"),
        (b"<h1>Briefing</h1><p>Ana Vell: Yes.</p>", "a.html", "html"),
        (b"<div align=center>\n\nAna Vell: Yes.", "a.md", "text"),
        (b"<v Ana> is no page", "a.txt", "text"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n", "a.mhtml", "mhtml"),
        (PDF, "a.txt", "pdf"),
        (DOCX, "a.txt", "docx"),
        (archive({"a.txt": "Ana Vell: Yes."}), "a.txt", "zip"),
        (b"\xef\xbb\xbfWEBVTT\n\n", "a.txt", "captions"),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nYes.\r\n", "a.txt", "captions"),
        (b'{"turns": []}', "a.txt", "json"),
        (b'[{"speaker": "Ana"}]', "a", "json"),
        (b"[Laughter]\nAna Vell: Yes.", "a.txt", "text"),
        (b"speaker,text\nAna,Yes.", "a.txt", "table"),
        (b"Speaker;Start;Text\nAna;0;Yes.", "a.txt", "table"),
        (b"Ana Vell: the name, the text, and more.", "a.txt", "text"),
    ],
)
def test_kind_is_told_by_the_content(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"ID3\x03\x00\x00", "audio; OnRecord reads transcripts"),
        (b"\xff\xfb\x90\x64\x00", "audio"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio"),
        (b"OggS\x00\x02", "audio"),
        (b"fLaC\x00\x00", "audio"),
        (b"\x00\x00\x00\x20ftypM4A \x00", "audio"),
        (b"\x00\x00\x00\x20ftypisom\x00", "video; OnRecord reads transcripts"),
        (b"\x1aE\xdf\xa3\x9f\x42\x86", "video"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (b"MZ\x90\x00\x03", "a program"),
        (b"SQLite format 3\x00", "a database (SQLite)"),
        (b"{\\rtf1\\ansi Ana Vell: Yes.}", "a rich text document (.rtf)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
        (b"\x1f\x8b\x08\x00", "an archive of a kind that is not read"),
        (archive({"ppt/presentation.xml": "x"}), "a slide show (.pptx)"),
        (archive({"xl/workbook.xml": "x"}), "a spreadsheet (.xlsx)"),
        (archive({"META-INF/container.xml": "x"}), "an e-book (.epub)"),
        (archive({"META-INF/manifest.xml": "x"}), "an OpenDocument file (.odt, .ods)"),
    ],
)
def test_file_of_another_kind_is_refused_by_its_name_and_with_a_mend(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableTranscriptError) as caught:
        read_document(data, "call.bin")
    assert caught.value.problem.startswith(f"call.bin: this is {what}")
    assert caught.value.mend
    assert "\n" not in str(caught.value)


def test_audio_is_told_to_be_transcribed_first() -> None:
    with pytest.raises(UnreadableTranscriptError) as caught:
        read_document(bytes(range(256)) * 9, "call.mp3")
    assert caught.value.problem == "call.mp3: this is audio; OnRecord reads transcripts."
    assert "whisper" in caught.value.mend


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf\n", b"\xff\xfe\n\x00", b"\x00" * 500])
def test_empty_file_is_called_empty(data: bytes) -> None:
    with pytest.raises(UnreadableTranscriptError, match=r"a\.txt: the file is empty"):
        read_document(data, "a.txt")


def test_name_is_shown_on_one_line() -> None:
    with pytest.raises(UnreadableTranscriptError) as caught:
        read_document(b"", 'a\n"b"\x1b[31m\udc80.txt')
    assert caught.value.problem == r'a\n"b"\x1b[31m\udc80.txt: the file is empty.'


def test_file_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableTranscriptError, match="larger than 50 MB"):
        read_document(b"Ana: yes. " * 5_000_001, "a.txt")


@pytest.mark.parametrize(
    "data", [PDF[:400], DOCX[:200], archive({"a.txt": "x" * 900})[:60], b'[{"speaker": "Ana", "te']
)
def test_file_that_was_cut_off_is_called_so(data: bytes) -> None:
    with pytest.raises(UnreadableTranscriptError, match="cut off"):
        read_document(data, "a")
