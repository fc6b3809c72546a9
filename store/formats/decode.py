"""Bytes -> text: the encodings transcripts come in, and characters no text should hold."""

import codecs

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Enough for the detector to be sure, and quick for a file of any size.
_SAMPLE_BYTES = 64_000


def decode(data: bytes) -> str | None:
    """The text of a file, normalised once and for all, or None if it is not text.

    UTF-8, UTF-16 (with or without a mark), Windows-1252 and GB18030 are told apart. Newlines become
    `\\n`; NULs and lone surrogates become U+FFFD, so that the text can be stored anywhere.
    """
    encoding = _encoding(data)
    if encoding is None:
        return None
    text = data.decode(encoding, errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return text.removeprefix("\ufeff")


def _encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_SAMPLE_BYTES]
    if b"\x00" in head:
        return _unmarked_utf16(head)
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    return _legacy(data)


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 of a text with Latin letters, spaces or newlines has NULs on one side only."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if min(even, odd) > 0.01 * len(head) or max(even, odd) < 0.02 * len(head):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> str | None:
    start = max(next((i for i, byte in enumerate(data) if byte > 127), 0) - 1000, 0)
    sample = data[start : start + _SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=["cp1252", "gb18030"]).best()
    if best is None:
        # One stray byte in a long UTF-8 file: better one replaced character than a file refused.
        text = sample.decode("utf-8", errors="replace")
        return "utf-8" if text.count("\ufffd") < 0.01 * len(text) else None
    return str(best.encoding)
