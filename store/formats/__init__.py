"""Files -> readings: what a file says, who says it, and where each exchange begins and ends."""

from collections.abc import Callable

from store.errors import UnreadableTranscriptError
from store.formats.captions import read_captions
from store.formats.dates import find_date
from store.formats.decode import decode
from store.formats.document import Document
from store.formats.markdown import read_markdown
from store.formats.reading import reading_of
from store.formats.refusals import not_text
from store.formats.rows import read_json, read_table
from store.formats.sniff import SUFFIXES, Kind, kind_of
from store.inputs import LARGEST_BYTES, check_length, shown, too_large
from store.types import Reading

__all__ = ["READER_VERSION", "SUFFIXES", "find_date", "read_document", "read_transcript"]

# Raised when files would be cut differently, so that adding them again brings them up to date.
READER_VERSION = 3


def read_transcript(data: bytes, name: str) -> Reading:
    """What the bytes of a file called `name` are read as.

    Raises UnreadableTranscriptError when they are of a kind that is not read, damaged, or hold no speaker
    label.
    """
    return reading_of(read_document(data, name), shown(name))


def read_document(data: bytes, name: str) -> Document:
    """The text of a file and what its container says, before anybody looks for turns in it.

    The content decides how it is read, whatever the name ends in. Raises UnreadableTranscriptError.
    """
    label = shown(name)
    if len(data) > LARGEST_BYTES:
        raise too_large(label)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise UnreadableTranscriptError(f"{label}: the file is empty.", "Add a file with a transcript in it.")
    document = _READERS[kind_of(data, label)](data, label)
    check_length(document.text, label)
    if not document.text[document.body :].strip():
        raise UnreadableTranscriptError(f"{label}: the file is empty.", "Add a file with a transcript in it.")
    return document


def _text(data: bytes, name: str) -> Document:
    text = decode(data)
    if text is None:
        raise not_text(name)
    return read_markdown(text)


# Parsers of pages, PDF and Word are imported when the first such file comes: `--help` should not wait.
def _html(data: bytes, name: str) -> Document:
    from store.formats.html import read_html

    return read_html(data, name)


def _mhtml(data: bytes, name: str) -> Document:
    from store.formats.html import read_mhtml

    return read_mhtml(data, name)


def _pdf(data: bytes, name: str) -> Document:
    from store.formats.pdf import read_pdf

    return read_pdf(data, name)


def _docx(data: bytes, name: str) -> Document:
    from store.formats.docx import read_docx

    return read_docx(data, name)


def _zip(data: bytes, name: str) -> Document:
    raise UnreadableTranscriptError(
        f"{name}: this is an archive inside another, or not given as a file.",
        "Unpack it and add the files in it.",
    )


_READERS: dict[Kind, Callable[[bytes, str], Document]] = {
    "text": _text,
    "html": _html,
    "mhtml": _mhtml,
    "pdf": _pdf,
    "docx": _docx,
    "captions": read_captions,
    "json": read_json,
    "table": read_table,
    "zip": _zip,
}
