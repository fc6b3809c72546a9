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
_OWN_LINE = re.compile(f"(?<![^\n])([{_OPEN}{_CLOSE}])\n+")
_DASHES = rb"(?:\s|-|\xe2\x80[\x93\x94]|&[mn]dash;)*"
_BLOCK = re.compile(
    rb"(<blockquote\b[^>]*>)(.*?)(</blockquote\s*>)"
    rb"(?:\s*(?:<p\b[^>]*>\s*)?<(figcaption|cite)\b[^>]*>" + _DASHES + rb"(.*?)</\4\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
_FOOT = re.compile(rb"<footer\b[^>]*>" + _DASHES + rb"(.*?)</footer\s*>", re.IGNORECASE | re.DOTALL)
_CITED = re.compile(
    rb"<cite\b[^>]*>" + _DASHES + rb"([^<]*(?:<(?!/cite)[^<]*)*)</cite\s*>(?:\s|</?\w[^>]*>)*\Z", re.IGNORECASE
)
_BELOW = rb"<p>&mdash; \1</p>"
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
    blocks = [Extent(block.start - document.body, block.end - document.body) for block in document.blocks]
    pieces = re.split(f"([{_OPEN}{_CLOSE}])", _OWN_LINE.sub(r"\1", document.text[document.body :]))
    text, begin = "", -1
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
    data = _BLOCK.sub(_block_with_ends, data)
    return _SHORT.sub(rb"\1&ldquo;\2&rdquo;\3", data)


def _block_with_ends(block: re.Match[bytes]) -> bytes:
    """A block quote with its ends, and whoever its footer, last `<cite>` or caption names on a line below a dash."""
    begin, words, end, _, caption = block.groups()
    words = (_FOOT if _FOOT.search(words) else _CITED).sub(_BELOW, words)
    credit = b"<p>&mdash; %s</p>" % caption if caption else b""
    return b"%s&#xE000;%s&#xE001;%s%s" % (begin, words, end, credit)
