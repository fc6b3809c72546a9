"""What kind of file the bytes are. The content decides; the name only where the content leaves it open."""

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import Literal

from store.errors import UnreadableTranscriptError
from store.formats.archives import check_directory
from store.formats.refusals import (
    ARCHIVE,
    AS_TEXT,
    AUDIO,
    IMAGE,
    NO_TEXT,
    PROGRAM,
    SHEET,
    VIDEO,
    Refusal,
    refused,
)
from store.formats.rows import is_header

Kind = Literal["text", "html", "mhtml", "pdf", "docx", "captions", "json", "table", "zip"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".mhtml": "mhtml", ".mht": "mhtml",
    ".pdf": "pdf", ".docx": "docx", ".srt": "captions", ".vtt": "captions",
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".csv": "table", ".tsv": "table",
}  # fmt: skip

# How files begin that are no transcript: what they are, and the mend.
_MAGIC: tuple[tuple[bytes, Refusal], ...] = (
    (rb"ID3[\x02-\x04]|fLaC\x00|OggS\x00|RIFF....WAVE|FORM....AIF[FC]|#!AMR|....ftypM4[AB]", AUDIO),
    # MPEG audio and AAC frames; \xff\xfe would be the mark of UTF-16.
    (rb"\xff[\xe2-\xe7\xf0-\xfd][\x00-\xef]", AUDIO),
    (rb"\x00\x00\x00.ftyp(?:hei[cfx]|mif1|avif)", IMAGE),
    (rb"\x00\x00\x00.ftyp|\x1aE\xdf\xa3|RIFF....AVI |FLV\x01|\x00\x00\x01[\xb3\xba]", VIDEO),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", AUDIO),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|BM....\x00\x00\x00\x00", IMAGE),
    (rb"\x7fELF|MZ[\x00-\x1f\x80-\xff]|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm", PROGRAM),
    (rb"SQLite format 3\x00", ("a database (SQLite)", NO_TEXT)),
    (rb"PAR1[\x00-\x1f]", ("a table (Parquet)", SHEET)),
    (rb"\{\\rtf", ("a rich text document (.rtf)", AS_TEXT)),
    (rb"\xd0\xcf\x11\xe0", ("an old or encrypted Office document", AS_TEXT)),
    (
        rb"\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd|.{257}ustar",
        ARCHIVE,
    ),
)
# Members by which an Office or e-book file, which is a ZIP archive, is known.
_PACKAGES: tuple[tuple[str, Refusal], ...] = (
    ("ppt/presentation.xml", ("a slide show (.pptx)", "Save it as PDF or its text as .txt.")),
    ("xl/workbook.xml", ("a spreadsheet (.xlsx)", SHEET)),
    ("xl/workbook.bin", ("a spreadsheet (.xlsb)", SHEET)),
    ("META-INF/container.xml", ("an e-book (.epub)", NO_TEXT)),
    ("META-INF/manifest.xml", ("an OpenDocument file (.odt, .ods)", AS_TEXT)),
    ("Index/Document.iwa", ("a Pages document", AS_TEXT)),
)
_CUE_TIME = re.compile(rb"^(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}[ \t]*-->", re.M)
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)?<(?:!doctype\s+html|html\b|head\b|body\b)",
    re.I | re.S,
)
# A part of a page; Markdown may begin like that too.
_FRAGMENT = re.compile(
    rb"<(?:title|meta|link|script|style|div|article|main|section|h[1-6]|p|table|center|span|font|ul|ol|dl|header)\b[^<]{0,2000}>",
    re.I,
)
_JSON = re.compile(rb"\{\s*\"|\[\s*\{\s*\"")
_HEAD_BYTES = 4096


def kind_of(data: bytes, name: str) -> Kind:
    """Which reader a file needs. Raises UnreadableTranscriptError for files no reader takes."""
    suffix = PurePosixPath(name).suffix.lower()
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name, suffix)
    for magic, refusal in _MAGIC:
        if re.match(magic, head, re.S):
            raise refused(name, refusal)
    return _kind_of_text(head.replace(b"\x00", b""), suffix)


def _kind_of_text(head: bytes, suffix: str) -> Kind:
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    start = head.lstrip()
    named = SUFFIXES.get(suffix, "text")
    is_markdown = suffix in (".md", ".markdown")
    if start.startswith(b"WEBVTT") or (not is_markdown and _CUE_TIME.search(head.replace(b"\r", b"\n"))):
        return "captions"
    if start[:13].lower() == b"mime-version:" or start.startswith(b"From: <Saved by"):
        return "mhtml"
    if _PAGE.match(start) or (not is_markdown and _FRAGMENT.match(start)) or (named == "html" and b"<" in head):
        return "html"
    if named == "json" or _JSON.match(start):
        return "json"
    if named == "table" or is_header(start.split(b"\n")[0].decode("utf-8", "replace")):
        return "table"
    # The content would have shown it: a name alone makes no page, PDF or caption file of a text.
    return "text"


def _package(data: bytes, name: str, suffix: str) -> Kind:
    try:
        check_directory(io.BytesIO(data), name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        what = "the document" if suffix == ".docx" else "the archive"
        raise UnreadableTranscriptError(
            f"{name}: {what} is damaged or cut off.", "Get the file again; it did not arrive whole."
        ) from None
    if "word/document.xml" in members:
        return "docx"
    for member, refusal in _PACKAGES:
        if member in members:
            raise refused(name, refusal)
    return "zip"
