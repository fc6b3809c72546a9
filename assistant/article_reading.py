"""A file, a web address or bytes -> an article: its text, and the stretches that its mark-up sets off as quoted."""

import re
import sys
from pathlib import Path

from assistant.quote_types import Article
from store.errors import UnreadableTranscriptError
from store.formats import read_document
from store.incoming import is_address
from store.inputs import LARGEST_BYTES, shown, too_large
from store.types import Extent

# Pages lose their mark-up when they are read: these characters, which no text uses, keep the ends of block quotes.
_OPEN, _CLOSE = "\ue000", "\ue001"
_BLOCK = re.compile(rb"(<blockquote\b[^>]*>)(.*?)(</blockquote\s*>)", re.IGNORECASE | re.DOTALL)
_SHORT = re.compile(rb"(<q\b[^>]*>)(.*?)(</q\s*>)", re.IGNORECASE | re.DOTALL)


def read_article(source: str) -> Article:
    """The article in a file (text, Markdown, HTML, DOCX, PDF ...), behind an address, or from stdin (`-`).

    Raises UnreadableTranscriptError.
    """
    if source == "-":
        return article_of(sys.stdin.buffer.read(LARGEST_BYTES + 1), "stdin")
    if is_address(source):
        from store.fetch import fetch

        fetched = fetch(source)
        return article_of(fetched.data, fetched.name)
    path = Path(source)
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise too_large(shown(path.name))
        return article_of(path.read_bytes(), path.name)
    except OSError as error:
        raise UnreadableTranscriptError(
            f"{shown(source)}: cannot be read ({error.strerror}).", "Check the path and its permissions."
        ) from error


def article_of(data: bytes, name: str) -> Article:
    """The article in the bytes of a file called `name`; the content decides how it is read.

    Raises UnreadableTranscriptError.
    """
    document = read_document(_with_ends(data), name)
    pieces = re.split(f"([{_OPEN}{_CLOSE}])", document.text[document.body :])
    text, blocks, begin = "", [], -1
    for piece in pieces:
        if piece == _OPEN:
            begin = len(text)
        elif piece == _CLOSE and begin >= 0:
            blocks.append(Extent(begin, len(text)))
            begin = -1
        elif piece != _CLOSE:
            text += piece
    return Article(shown(name), document.title, text, tuple(block for block in blocks if block.end > block.start))


def _with_ends(data: bytes) -> bytes:
    """A page with the ends of its quotes written into its words; anything else as it is."""
    if b"<" not in data[:4096] or data.startswith((b"%PDF", b"PK")):
        return data
    data = _BLOCK.sub(rb"\1&#xE000;\2&#xE001;\3", data)
    return _SHORT.sub(rb"\1&ldquo;\2&rdquo;\3", data)
