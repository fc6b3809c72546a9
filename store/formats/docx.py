"""Word documents (.docx) -> Document: the paragraphs in their order, with what is bold.

The text is read from the document's XML: every paragraph counts, those in tables, text boxes and content
controls too, which libraries that model a document pass over.
"""

import io
import zipfile

from lxml import etree

from store.errors import UnreadableTranscriptError
from store.formats.archives import read_member
from store.formats.decode import clean
from store.formats.document import Document
from store.formats.docx_styles import Styles, W, is_indented, is_on, styles_of
from store.types import Extent

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Deleted and moved-away words are no part of the text any more; instructions of fields never were.
_NOT_SAID = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK})
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_LONGEST_NAME = 60
_MOST_TAGS = 2_000_000


def read_docx(data: bytes, name: str) -> Document:
    """Paragraphs separated by a blank line; the cells of a row by a tab, a name and its words by a colon."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = _xml(archive, "word/document.xml", name)
            styles = _xml(archive, "word/styles.xml", name)
            core = _xml(archive, "docProps/core.xml", name)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _damaged(name) from None
    if root is None:
        raise _damaged(name)
    writer = _Writer(root, styles_of(styles))
    if not writer.text:
        raise UnreadableTranscriptError(
            f"{name}: the document holds no text.", "If it holds images of pages, run text recognition first."
        )
    stated = core.findtext(f".//{_DC_TITLE}") if core is not None else None
    title = " ".join(clean(stated).split()) if stated else None
    return Document(writer.text, title=writer.title or title or None, bold=tuple(writer.bold), blocks=writer.blocks())


def _xml(archive: zipfile.ZipFile, member: str, name: str) -> etree._Element | None:
    """A part of the package, or None if there is none. Entities are never resolved."""
    try:
        info = archive.getinfo(member)
    except KeyError:
        return None
    source = read_member(archive, info, name)
    if source.count(b"<") > _MOST_TAGS:
        raise UnreadableTranscriptError(f"{name}: the document is too large.", "Save its text as a .txt file.")
    if b"<!DOCTYPE" in source[:4096]:
        raise UnreadableTranscriptError(f"{name}: this is not a document that Word wrote.", "Save it as .txt.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        raise _damaged(name) from None


def _damaged(name: str) -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        f"{name}: the document is damaged or cut off.", "Get the file again, or save it as .txt."
    )


class _Writer:
    """Walks the document once, without recursion, and writes its text."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self.title: str | None = None
        self.bold: list[Extent] = []
        self._styles = styles
        self._quoted: list[Extent] = []
        self._indented: list[Extent] = []
        self._pieces: list[str] = []
        self._length = 0
        self._paragraph: list[tuple[str, bool]] = []
        self._style, self._is_indented = "", False
        self._separator = ""
        self._walk(root)
        self._end_paragraph()
        self.text = "".join(self._pieces)

    def _walk(self, root: etree._Element) -> None:
        skipped: etree._Element | None = None
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                skipped = None if event == "end" and node is skipped else skipped
            elif event == "start" and node.tag in _NOT_SAID:
                skipped = node
            elif event == "start":
                self._open(node)
            elif node.tag == f"{W}p":
                self._end_paragraph()
            elif node.tag == f"{W}tc":
                self._separator = self._after_cell(node)
            elif node.tag == f"{W}tr":
                self._separator = "\n\n"

    def _open(self, node: etree._Element) -> None:
        if node.tag == f"{W}p":
            # A text box stands inside a paragraph: what came before it is a paragraph of its own.
            self._end_paragraph()
            style = node.find(f"{W}pPr/{W}pStyle")
            self._style = style.get(f"{W}val", "") if style is not None else ""
            own = is_indented(node.find(f"{W}pPr/{W}ind"))
            self._is_indented = self._style in self._styles.indented if own is None else own
        elif node.tag == f"{W}t":
            self._paragraph.append((clean(node.text or ""), self._is_bold(node.getparent())))
        elif node.tag in _BREAKS and node.getparent().tag == f"{W}r":
            self._paragraph.append((_BREAKS[node.tag], False))

    def _after_cell(self, cell: etree._Element) -> str:
        """A short cell before the only other one of its row is the label of what that says."""
        row, after = cell.getparent(), cell.getnext()
        is_first = cell.getprevious() is None or cell.getprevious().tag != f"{W}tc"
        is_pair = is_first and after is not None and after.tag == f"{W}tc" and after.getnext() is None
        has_rows = any(near is not None and near.tag == f"{W}tr" for near in (row.getnext(), row.getprevious()))
        label = self._pieces[-1].strip() if self._pieces else ""
        if not (is_pair and has_rows and 0 < len(label) <= _LONGEST_NAME):
            return "\t"
        return " " if label.endswith((":", "：")) else ": "

    def _is_bold(self, run: etree._Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            stated = is_on(properties.find(f"{W}b"))
            if stated is not None:
                return stated
            style = properties.find(f"{W}rStyle")
            if style is not None and style.get(f"{W}val") in self._styles.bold:
                return True
        return self._style in self._styles.bold

    def _end_paragraph(self) -> None:
        pieces, self._paragraph = self._paragraph, []
        text = "".join(piece for piece, _ in pieces)
        if not text.strip():
            return
        before = self._separator if self._pieces else ""
        position = self._length + len(before)
        for piece, is_bold in pieces:
            if is_bold and piece.strip():
                self._add_bold(position, piece)
            position += len(piece)
        if self.title is None and self._style in self._styles.titles:
            self.title = " ".join(text.split())
        if (is_quoted := self._styles.quotes_by(self._style)) or self._is_indented:
            (self._quoted if is_quoted else self._indented).append(Extent(position - len(text), position))
        self._pieces += [before, text]
        self._length += len(before) + len(text)
        self._separator = "\n\n"

    def blocks(self) -> tuple[Extent, ...]:
        """What is set off as quoted; indents mean nothing where most of the text has them."""
        is_usual = 2 * sum(part.end - part.start for part in self._indented) > len(self.text)
        found: list[Extent] = []
        for part in sorted([*self._quoted, *([] if is_usual else self._indented)], key=lambda part: part.start):
            if found and not self.text[found[-1].end : part.start].strip():
                found[-1] = Extent(found[-1].start, part.end)
            else:
                found.append(part)
        return tuple(found)

    def _add_bold(self, start: int, piece: str) -> None:
        end = start + len(piece.rstrip())
        start += len(piece) - len(piece.lstrip())
        # Word cuts a sentence into many runs; a space alone between two is no gap.
        if self.bold and start - self.bold[-1].end <= 1:
            self.bold[-1] = Extent(self.bold[-1].start, end)
        else:
            self.bold.append(Extent(start, end))
