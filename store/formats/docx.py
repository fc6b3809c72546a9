"""Word documents (.docx) -> Document: the paragraphs in their order, with what is bold.

The text is read from the document's XML: every paragraph counts, those in tables, text boxes and content
controls too, which libraries that model a document pass over.
"""

import io
import re
import zipfile

from lxml import etree

from store.errors import UnreadableTranscriptError
from store.formats.archives import read_member
from store.formats.decode import clean
from store.formats.document import Document
from store.types import Extent

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TITLE_STYLE = re.compile(r"^(?:title|titel|titre|título|heading ?1)$", re.I)
# Deleted and moved-away words are no part of the text any more; instructions of fields never were.
_NOT_SAID = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK})
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})
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
    writer = _Writer(root, _bold_styles(styles), _title_styles(styles))
    if not writer.text:
        raise UnreadableTranscriptError(
            f"{name}: the document holds no text.", "If it holds images of pages, run text recognition first."
        )
    stated = core.findtext(f".//{_DC_TITLE}") if core is not None else None
    title = " ".join(clean(stated).split()) if stated else None
    return Document(writer.text, title=writer.title or title or None, bold=tuple(writer.bold))


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


def _bold_styles(styles: etree._Element | None) -> frozenset[str]:
    """Styles that are bold, by themselves or because the style they are based on is."""
    if styles is None:
        return frozenset()
    own: dict[str, bool | None] = {}
    based: dict[str, str | None] = {}
    for style in styles.iter(f"{_W}style"):
        style_id = style.get(f"{_W}styleId", "")
        own[style_id] = _is_on(style.find(f"{_W}rPr/{_W}b"))
        base = style.find(f"{_W}basedOn")
        based[style_id] = base.get(f"{_W}val") if base is not None else None
    return frozenset(style_id for style_id in own if _inherits_bold(style_id, own, based))


def _inherits_bold(style_id: str | None, own: dict[str, bool | None], based: dict[str, str | None]) -> bool:
    for _ in range(20):
        if style_id is None or style_id not in own:
            return False
        if (is_bold := own[style_id]) is not None:
            return is_bold
        style_id = based[style_id]
    return False


def _title_styles(styles: etree._Element | None) -> frozenset[str]:
    named = [] if styles is None else [(style, style.find(f"{_W}name")) for style in styles.iter(f"{_W}style")]
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style, name in named
        if name is not None and _TITLE_STYLE.match(name.get(f"{_W}val", ""))
    )


def _is_on(element: etree._Element | None) -> bool | None:
    return None if element is None else element.get(f"{_W}val", "true").lower() not in _OFF


class _Writer:
    """Walks the document once, without recursion, and writes its text."""

    def __init__(self, root: etree._Element, bold: frozenset[str], titles: frozenset[str]) -> None:
        self.title: str | None = None
        self.bold: list[Extent] = []
        self._bold_styles, self._title_styles = bold, titles
        self._pieces: list[str] = []
        self._length = 0
        self._paragraph: list[tuple[str, bool]] = []
        self._style = ""
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
            elif node.tag == f"{_W}p":
                self._end_paragraph()
            elif node.tag == f"{_W}tc":
                self._separator = self._after_cell(node)
            elif node.tag == f"{_W}tr":
                self._separator = "\n\n"

    def _open(self, node: etree._Element) -> None:
        if node.tag == f"{_W}p":
            # A text box stands inside a paragraph: what came before it is a paragraph of its own.
            self._end_paragraph()
            style = node.find(f"{_W}pPr/{_W}pStyle")
            self._style = style.get(f"{_W}val", "") if style is not None else ""
        elif node.tag == f"{_W}t":
            self._paragraph.append((clean(node.text or ""), self._is_bold(node.getparent())))
        elif node.tag in _BREAKS and node.getparent().tag == f"{_W}r":
            self._paragraph.append((_BREAKS[node.tag], False))

    def _after_cell(self, cell: etree._Element) -> str:
        """A short cell before the only other one of its row is the label of what that says."""
        row, after = cell.getparent(), cell.getnext()
        is_first = cell.getprevious() is None or cell.getprevious().tag != f"{_W}tc"
        is_pair = is_first and after is not None and after.tag == f"{_W}tc" and after.getnext() is None
        has_rows = any(near is not None and near.tag == f"{_W}tr" for near in (row.getnext(), row.getprevious()))
        label = self._pieces[-1].strip() if self._pieces else ""
        if not (is_pair and has_rows and 0 < len(label) <= _LONGEST_NAME):
            return "\t"
        return " " if label.endswith((":", "：")) else ": "

    def _is_bold(self, run: etree._Element) -> bool:
        properties = run.find(f"{_W}rPr")
        if properties is not None:
            stated = _is_on(properties.find(f"{_W}b"))
            if stated is not None:
                return stated
            style = properties.find(f"{_W}rStyle")
            if style is not None and style.get(f"{_W}val") in self._bold_styles:
                return True
        return self._style in self._bold_styles

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
        if self.title is None and self._style in self._title_styles:
            self.title = " ".join(text.split())
        self._pieces += [before, text]
        self._length += len(before) + len(text)
        self._separator = "\n\n"

    def _add_bold(self, start: int, piece: str) -> None:
        end = start + len(piece.rstrip())
        start += len(piece) - len(piece.lstrip())
        # Word cuts a sentence into many runs; a space alone between two is no gap.
        if self.bold and start - self.bold[-1].end <= 1:
            self.bold[-1] = Extent(self.bold[-1].start, end)
        else:
            self.bold.append(Extent(start, end))
