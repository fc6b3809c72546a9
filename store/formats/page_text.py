"""An element of a page -> its words: a blank line between paragraphs, and which stretches are bold."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from store.formats.decode import SOFT_HYPHEN
from store.formats.page_main import INLINE
from store.types import Extent

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS = frozenset("td th dt".split())
_SPEAKER = re.compile(r"(?:^|[\s_-])(?:speaker|voice)(?:[\s_-]?name)?(?:$|\s)", re.I)
_LONGEST_NAME = 60
# Links that follow one another without a word between them are a list of other pages.
_SHORTEST_LINK_LIST = 3
# Where choices of language, paths through a site and sizes of type stand.
_HEAD_BLOCKS = 8
# What pages write around a text without marking it up as such; a whole paragraph each.
_BUTTON = re.compile(
    r"(?:share(?: this(?: page| article| story)?| on \w+)?|tweet|e-?mail|facebook|twitter|linkedin|whatsapp|"
    r"copy (?:link|url)|print(?: this page)?|back to (?:the )?top|top|related(?: \w+)?|read more|"
    r"more (?:news|stories|from \w+)|suggest to a friend|recommend|skip to (?:main )?content|"
    r"download(?: pdf)?|advertisement|tags?:?|previous|next|推荐给朋友|分享到?|相关新闻|相关链接|附件|"
    r"返回顶部|关闭|上一篇|下一篇|(?:[\[【]\s*)?(?:字体：)?\s*大?\s*中\s*大?\s*小\s*[\]】]?\s*(?:打印(?:本页)?)?|"
    r"【?打印(?:本页)?】?)"
    r"[\s:：>»]*",
    re.I,
)


@dataclass(slots=True)
class _Block:
    """One paragraph. `linked` counts its characters in links; `bold` are ranges in `text`."""

    text: str = ""
    bold: list[Extent] = field(default_factory=list)
    linked: int = 0
    is_heading: bool = False
    links: int = 0

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is links."""
        return self.linked > 0.8 * len(self.text.strip())

    @property
    def is_button(self) -> bool:
        """Whether it is a word a page offers to click on, not one that was said."""
        return _BUTTON.fullmatch(self.text.strip()) is not None


def page_text(element: HtmlElement) -> tuple[str, tuple[Extent, ...]]:
    """The words of an element and its bold extents. White space is collapsed as a browser does."""
    text, bold = "", []
    parts: list[str] = []
    length = 0
    for block in _without_links(_Writer(element).blocks):
        if parts:
            parts.append("\n\n")
            length += 2
        parts.append(block.text)
        bold += [Extent(length + part.start, length + part.end) for part in block.bold]
        length += len(block.text)
    text = "".join(parts)
    return text, tuple(bold)


def _without_links(blocks: list[_Block]) -> list[_Block]:
    """Without lists of links, and without buttons and links at the beginning and end."""
    kept: list[_Block] = []
    run: list[_Block] = []
    for block in [*blocks, None]:
        if block is not None and block.is_link:
            run.append(block)
            continue
        if len(run) < _SHORTEST_LINK_LIST:
            kept += run
        elif kept and kept[-1].is_heading:
            kept.pop()
        run = []
        if block is not None:
            kept.append(block)
    while kept and (kept[-1].is_link or kept[-1].is_heading or kept[-1].is_button):
        kept.pop()
    head = [block for block in kept[:_HEAD_BLOCKS] if not block.is_button and not (block.is_link and block.links > 1)]
    return head + kept[_HEAD_BLOCKS:]


class _Writer:
    """Walks an element once, without recursion, and writes its blocks."""

    def __init__(self, element: HtmlElement) -> None:
        self.blocks: list[_Block] = []
        self._pieces: list[str] = []
        self._bold: list[Extent] = []
        self._length = 0
        self._linked = 0
        self._starts: list[int] = []
        self._glue = ""
        self._is_heading = False
        self._is_line_empty = True
        self._link_count = 0
        self._links = self._bolds = self._kept_spaces = 0
        for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
            if event == "start":
                self._open(node)
                self._write(node.text)
            elif event == "end":
                self._close(node)
            if event != "start" and node is not element:
                self._write(node.tail)
        self._cut()

    def _open(self, node: HtmlElement) -> None:
        self._links += node.tag == "a"
        self._link_count += node.tag == "a"
        self._bolds += _is_bold(node)
        self._kept_spaces += node.tag == "pre"
        if _is_cell(node) or _is_speaker(node):
            self._cut()
            self._starts.append(len(self.blocks))
        elif node.tag == "br":
            self._break_line()
        elif node.tag not in INLINE:
            self._cut()
        self._is_heading = self._is_heading or node.tag in _HEADINGS

    def _close(self, node: HtmlElement) -> None:
        self._links -= node.tag == "a"
        self._bolds -= _is_bold(node)
        self._kept_spaces -= node.tag == "pre"
        if _is_cell(node) or _is_speaker(node):
            self._cut()
            self._label(node, self._starts.pop())
        elif node.tag not in INLINE and node.tag != "br":
            self._cut()

    def _label(self, node: HtmlElement, first: int) -> None:
        """A short cell before another, or an element called speaker, is the label of what follows."""
        if len(self.blocks) != first + 1 or len(self.blocks[-1].text) > _LONGEST_NAME:
            return
        if _is_speaker(node) or _is_first_of_two(node):
            self._glue = " " if self.blocks[-1].text.endswith((":", "：")) else ": "

    def _break_line(self) -> None:
        """One `<br>` is a new line, two are a new paragraph."""
        if self._is_line_empty:
            self._cut()
        else:
            self._put("\n")
            self._is_line_empty = True

    def _write(self, text: str | None) -> None:
        if text:
            self._put(text if self._kept_spaces else _SPACE.sub(" ", text))

    def _put(self, text: str) -> None:
        text = text.replace(SOFT_HYPHEN, "")  # written as &shy;
        if self._glue and text.strip():
            self._reopen(text)
        if not self._length or self._pieces[-1].endswith(("\n", " ")):
            text = text.lstrip(" ") if self._length else text.lstrip()
        if not text:
            return
        self._is_line_empty = self._is_line_empty and not text.strip()
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        if self._links:
            self._linked += len(text.strip())
        if self._bolds and text.strip():
            self._bold.append(Extent(start, self._length))

    def _reopen(self, text: str) -> None:
        """Go on with the block that holds the label."""
        block = self.blocks.pop()
        separator = "" if text.lstrip().startswith((":", "：")) else self._glue
        self._glue = ""
        self._pieces, self._bold = [block.text, separator], block.bold
        self._length, self._linked = len(block.text) + len(separator), block.linked
        self._is_heading = False

    def _cut(self) -> None:
        text = "".join(self._pieces)
        if text.strip():
            block = _trimmed(text, self._bold, self._linked, self._is_heading)
            block.links = self._link_count
            self.blocks.append(block)
            self._glue = ""
        self._pieces, self._bold = [], []
        self._length = self._linked = self._link_count = 0
        self._is_heading = False
        self._is_line_empty = True


def _is_bold(node: HtmlElement) -> bool:
    return node.tag in ("b", "strong") or bool(_BOLD.search(node.get("style", "")))


def _is_cell(node: HtmlElement) -> bool:
    return node.tag in _CELLS


def _is_speaker(node: HtmlElement) -> bool:
    return bool(_SPEAKER.search(node.get("class", "")))


def _is_first_of_two(node: HtmlElement) -> bool:
    if node.tag == "dt":
        after = node.getnext()
        return after is not None and after.tag == "dd"
    row, after = node.getparent(), node.getnext()
    is_pair = node.getprevious() is None and after is not None and after.getnext() is None
    # A table of one row lays out a page.
    return is_pair and row is not None and (row.getnext() is not None or row.getprevious() is not None)


def _trimmed(text: str, bold: list[Extent], linked: int, is_heading: bool) -> _Block:
    """A block without space at its ends; bold ranges move along."""
    words = text.strip()
    before = len(text) - len(text.lstrip())
    kept: list[Extent] = []
    for part in bold:
        start, end = max(part.start, before), min(part.end, before + len(words))
        inside = text[start:end]
        if not inside.strip():
            continue
        start += len(inside) - len(inside.lstrip())
        end -= len(inside) - len(inside.rstrip())
        if kept and not text[kept[-1].end : start].strip():
            kept[-1] = Extent(kept[-1].start, end)
        else:
            kept.append(Extent(start, end))
    return _Block(words, [Extent(part.start - before, part.end - before) for part in kept], linked, is_heading)
