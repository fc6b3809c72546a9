"""Bytes -> text: the encodings transcripts come in, and characters no text should hold."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Enough for the detector to be sure, and quick for a file of any size.
_SAMPLE_BYTES = 64_000
# Lines end in many ways: Windows, old Macintosh, page breaks of a printout, separators of word processors.
_NEWLINES = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
SOFT_HYPHEN = "\xad"
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Text has next to none; a file with more is something else.
_MOST_CONTROLS = 0.02
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_USUAL = re.compile(
    "[\t\n\r -~\xa0-\u024f\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u2010-\u2030"
    "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)
# HTML's own rule: pages that declare the smaller set are written in the larger one.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
}


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of a file, normalised once and for all, or None if it is not text.

    UTF-8, UTF-16 and UTF-32 (marked or, for UTF-16, not), Windows-1252 and GB18030 are told apart;
    `declared` is the encoding the file itself names, which counts when it is not UTF-8. See `clean`.
    """
    encoding = _encoding(data, declared)
    if encoding is None:
        return None
    errors = "cp1252" if encoding == "utf-8" else "replace"
    return clean(data.decode(encoding, errors))


def clean(text: str) -> str:
    """Every newline as `\\n`; NULs and lone surrogates as U+FFFD, so that the text can be stored anywhere.

    Without soft hyphens: they show where a word may be broken, and whoever searches would find two words.
    """
    for newline in _NEWLINES:
        text = text.replace(newline, "\n")
    text = text.replace("\x00", "\ufffd").removeprefix("\ufeff").replace(SOFT_HYPHEN, "")
    return _SURROGATE.sub("\ufffd", text)


def _encoding(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_SAMPLE_BYTES]
    # A few NULs in UTF-8 are a fault of the file, not a sign of UTF-16.
    is_utf8 = _is_utf8(head) and head.count(0) < 0.2 * len(head)
    if not is_utf8 and (utf16 := _unmarked_utf16(head)):
        return utf16
    if len(_CONTROL.findall(head)) > max(_MOST_CONTROLS * len(head), 3):
        return None
    if _is_utf8(data):
        return "utf-8"
    return _known(declared) or _legacy(data)


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8, but for a few bytes where files of two encodings were pasted together."""
    try:
        codecs.decode(data, "utf-8")
        return True
    except UnicodeDecodeError as error:
        sample = data[max(error.start - _SAMPLE_BYTES, 0) : error.start + _SAMPLE_BYTES]
        sequences = len(_MULTIBYTE.findall(sample))
        high = len(_HIGH.findall(_MULTIBYTE.sub(b"", sample)))
        return sequences > 0 and sequences >= high


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 of a text has spaces or newlines, whose other byte is NUL, and letters in the usual blocks."""
    if 0 not in head:
        return None
    shares = {
        encoding: len(_USUAL.findall(head[: len(head) // 2 * 2].decode(encoding, "replace"))) / (len(head) / 2)
        for encoding in ("utf-16-le", "utf-16-be")
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.95 else None


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared).name if declared else None
    except LookupError:
        return None
    if name is None or name.startswith("utf"):
        return None
    try:
        b"".decode(name)
    except LookupError:
        return None
    return _LARGER.get(name, name)


def _legacy(data: bytes) -> str | None:
    start = max(next((i for i, byte in enumerate(data) if byte > 127), 0) - 1000, 0)
    sample = data[start : start + _SAMPLE_BYTES]
    # The sample may end inside a character of two to four bytes.
    for missing in range(4):
        best = from_bytes(sample[: len(sample) - missing], cp_isolation=["cp1252", "gb18030"]).best()
        if best is not None:
            return str(best.encoding)
        if len(sample) < _SAMPLE_BYTES:
            break
    # The detector gives up on short and on repetitive texts.
    text = sample.decode("gb18030", "replace")
    is_chinese = len(_CHINESE.findall(text)) > 0.5 * sum(char > "\x7f" for char in text)
    return "gb18030" if is_chinese else "cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as Windows-1252, as editors that paste them wrote them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if surrogate := _ENCODED_SURROGATE.match(error.object, error.start):
        return "\ufffd", surrogate.end()
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _as_cp1252)
