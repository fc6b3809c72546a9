"""PDF -> Document. The lines of the pages, with their places, come from PDFium; `pdf_flow` joins them.

PDFium was measured beside pypdf, pdfminer and pdfplumber on the same press conferences: the same words,
20 to 60 times as fast, and with the places of the characters that tell where paragraphs begin.
"""

import ctypes
import math
import re
import threading
import zlib
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from store.errors import UnreadableTranscriptError
from store.formats.decode import clean
from store.formats.document import Document
from store.formats.pdf_flow import Line, flow

# PDFium keeps global state and must not be entered by two threads.
_ONE_AT_A_TIME = threading.Lock()
_MOST_CHARACTERS = 8_000_000
_LARGEST_STREAM = 200_000_000
_COMPRESSED = re.compile(rb"FlateDecode[^\x00]{0,400}?stream\r?\n", re.S)
_HYPHENS = ("\ufffe", "\x02", "\xad")
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold", re.I)
_FILE_TITLE = re.compile(r"^microsoft word|\.\w{2,5}$", re.I)


def read_pdf(data: bytes, name: str) -> Document:
    """The text of all pages as flowing paragraphs, without running heads and page numbers."""
    if b"%%EOF" not in data[-4096:]:
        raise UnreadableTranscriptError(
            f"{name}: the PDF is damaged or cut off.", "Get the file again; it did not arrive whole."
        )
    _check_size(data, name)
    with _ONE_AT_A_TIME:
        lines, stated = _lines(data, name)
    text, bold, blocks = flow(lines)
    if not text:
        raise UnreadableTranscriptError(
            f"{name}: the PDF holds no text, only images of pages.",
            "Run text recognition (OCR) on it first, for instance with ocrmypdf.",
        )
    title = " ".join(clean(stated).split())
    is_title = " " in title and not _FILE_TITLE.search(title) and title.lower() in text[:2000].lower()
    return Document(text, title=title if is_title else None, bold=bold, blocks=blocks)


def _check_size(data: bytes, name: str) -> None:
    """Refuse what would unpack to more than memory holds."""
    for match in _COMPRESSED.finditer(data):
        inflater, size, rest = zlib.decompressobj(), 0, data[match.end() : match.end() + 65_536]
        start = match.end()
        try:
            while rest and not inflater.eof:
                size += len(inflater.decompress(rest, 1_000_000))
                if size > _LARGEST_STREAM:
                    raise UnreadableTranscriptError(
                        f"{name}: the PDF unpacks to more than {_LARGEST_STREAM // 1_000_000} MB.",
                        "Save its text as a .txt file.",
                    )
                rest = inflater.unconsumed_tail
                if not rest:
                    start += 65_536
                    rest = data[start : start + 65_536]
        except zlib.error:
            continue


def _lines(data: bytes, name: str) -> tuple[list[Line], str]:
    """Every line of every page, and the title that the file states."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            lines: list[Line] = []
            characters = 0
            for number in range(len(document)):
                page = document[number].get_textpage()
                characters += page.count_chars()
                if characters > _MOST_CHARACTERS:
                    raise UnreadableTranscriptError(
                        f"{name}: the PDF holds more than {_MOST_CHARACTERS:,} characters.",
                        "Split it into smaller files, one transcript each.",
                    )
                lines += _page_lines(page, number)
                page.close()
            return lines, document.get_metadata_value("Title")
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableTranscriptError(
                f"{name}: the PDF is protected by a password.",
                "Save a copy without the password and add that.",
            ) from error
        raise UnreadableTranscriptError(
            f"{name}: the PDF cannot be read ({error}).", "Print it to a new PDF, or save its text as .txt."
        ) from error


def _page_lines(page: pypdfium2.PdfTextPage, number: int) -> Iterator[Line]:
    line = Line(number)
    is_word_start, is_bold = True, False
    boxes = _Boxes(page)
    for index in range(page.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(page, index))
        if char in "\r\n":
            if line.text.strip():
                yield line
                line = Line(number)
            is_word_start = True
            continue
        if char in _HYPHENS:
            # A hyphen at the end of a line: whether it belongs to the word, `flow` decides.
            line.add("-", is_bold)
            line.is_hyphenated = True
            continue
        if char.isspace() or not char.isprintable():
            line.add(" " if char.isspace() else "", is_bold)
            is_word_start = True
            continue
        box = boxes.of(index)
        if line.text.strip() and (line.is_hyphenated or line.is_above(box)):
            yield line
            line, is_word_start = Line(number), True
        if is_word_start:
            is_bold = _is_bold(page, index)
            line.size = max(line.size, _size(page, index))
        line.add(char, is_bold, box, is_word_start=is_word_start)
        is_word_start = False
    if line.text.strip():
        yield line


class _Boxes:
    """Where characters stand: left, right, bottom, top in points from the lower left corner of the page."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self._page = page
        self._edges = tuple(ctypes.c_double() for _ in range(4))

    def of(self, index: int) -> tuple[float, float, float, float]:
        """The box of one character."""
        raw.FPDFText_GetCharBox(self._page, index, *self._edges)
        left, right, bottom, top = (edge.value for edge in self._edges)
        return left, right, bottom, top


def _is_bold(page: pypdfium2.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(page, index) >= _BOLD_WEIGHT:
        return True
    font = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, index, font, 128, None)
    return bool(_BOLD_NAME.search(font.value))


def _size(page: pypdfium2.PdfTextPage, index: int) -> float:
    """The height of the type as it is printed: the font's size, scaled."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    return float(raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d))
