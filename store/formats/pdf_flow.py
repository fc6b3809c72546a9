"""Lines of printed pages -> flowing paragraphs. Pure functions.

Running heads, running feet and page numbers go; wrapped lines are joined and hyphens at line ends undone.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter

from store.types import Extent

Box = tuple[float, float, float, float]

_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|p\.|第)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|de|von|/|sur)\s*\d{1,4})?\s*(?:页|[-–—|])?",
    re.I,
)
# Lines at the top and bottom of a page that may be running heads and feet.
_EDGE_LINES = 3
# A running head stands on this share of the pages; left and right pages may have different ones.
_RUNNING_SHARE = 0.3
# In points. Left edges differ by a point or two with the shape of the first letter.
_INDENT = 7.0
_SAME_HEIGHT = 4.0
_SAME_LEFT = 3.0
_LEAST_WIDTH = 0.5  # of the text's: what is narrower is a heading or an address
_LARGER_GAP = 1.35
# Footnotes are set smaller than this share of the text's size.
_NOTE_SIZE = 0.92
_NOTE_MARK = re.compile(r"\s*(?:\d{1,3}|[*†‡§¹²³])\s*\S")
# A line that leaves this share of its width free ends a paragraph, whatever it ends in.
_SHORT_LINE = 0.3
_ITEM = re.compile(r"\s*(?:[•▪●◦*–—-]|\w{1,2}[.)])\s")
_ENDS = re.compile(r"[.?!:…。？！：][\"'”’»)\]]*\s*\Z")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W\d_]+)-\Z")
_FIRST_PART = re.compile(r"\A([^\W\d_]+)")


@dataclass(slots=True)
class Line:
    """One printed line of page `page`: its characters, which of them are bold, and its edges in points."""

    page: int
    text: str = ""
    bold: list[bool] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    first_word_right: float = 0.0
    words: int = 0
    size: float = 0.0
    is_hyphenated: bool = False

    def add(self, char: str, is_bold: bool, box: Box | None = None, *, is_word_start: bool = False) -> None:
        """Write one more character; white space has no box."""
        if not self.text and not char.strip():
            return
        self.text += char
        self.bold += [is_bold] * len(char)
        if box is None:
            return
        left, right, bottom, top = box
        if not self.words:
            self.left, self.bottom, self.top = left, bottom, top
        self.words += is_word_start
        self.right = max(self.right, right)
        self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)
        if self.words <= 1:
            self.first_word_right = right

    def is_above(self, box: Box) -> bool:
        """Whether a character stands wholly below this line."""
        return box[3] < self.bottom

    @property
    def first_word_width(self) -> float:
        """How much room the first word takes."""
        return self.first_word_right - self.left


def flow(lines: Sequence[Line]) -> tuple[str, tuple[Extent, ...], tuple[Extent, ...]]:
    """The text, with a blank line between paragraphs, its bold extents, and those set off on both sides.

    A footnote follows the paragraph that runs over it, in brackets: nobody said it.
    """
    kept, notes = _without_notes(_without_running(lines))
    if not kept:
        return "", (), ()
    layout = _Layout(kept)
    writer = _Writer()
    set_off = set(layout.set_off(kept))
    placed: list[tuple[bool, Extent]] = []
    pending: list[str] = []
    for before, line in pairwise([None, *kept]):
        assert line is not None
        if before is not None and before.page < line.page:
            pending += notes.pop(before.page, [])
        if before is None or layout.is_new_paragraph(before, line):
            writer.notes(pending)
            pending = []
            writer.add("\n\n" if before else "", line)
        else:
            writer.add(layout.joint(before, line), line)
        placed.append((id(line) in set_off, writer.last))
    writer.notes(pending + [note for page in notes.values() for note in page])
    blocks = [[extent for _, extent in run] for is_set_off, run in groupby(placed, key=itemgetter(0)) if is_set_off]
    return writer.text, writer.extents(), tuple(Extent(run[0].start, run[-1].end) for run in blocks)


class _Writer:
    """Writes lines one after the other and remembers which characters are bold."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bold: list[bool] = []

    def add(self, separator: str, line: Line) -> None:
        """Write a line after a separator; a hyphen as separator takes the one before it away."""
        if separator == "-":
            self._pieces[-1] = self._pieces[-1][:-1]
            self._bold.pop()
            separator = ""
        text = line.text.rstrip()
        self._pieces += [separator, text]
        self._bold += [separator == " " and self._bold[-1] and line.bold[0]] * len(separator)
        self._bold += line.bold[: len(text)]

    @property
    def last(self) -> Extent:
        """Where the line stands that was written last."""
        return Extent(len(self._bold) - len(self._pieces[-1]), len(self._bold))

    def notes(self, notes: Sequence[str]) -> None:
        """Write footnotes, a paragraph each."""
        for note in notes:
            piece = f"\n\n[{note}]"
            self._pieces.append(piece)
            self._bold += [False] * len(piece)

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def extents(self) -> tuple[Extent, ...]:
        """The bold stretches, without space at their ends."""
        text = self.text
        extents: list[Extent] = []
        for match in re.finditer("1+", "".join("1" if is_bold else "0" for is_bold in self._bold)):
            words = text[match.start() : match.end()]
            if words.strip():
                start = match.start() + len(words) - len(words.lstrip())
                extents.append(Extent(start, match.start() + len(words.rstrip())))
        return tuple(extents)


class _Layout:
    """What is usual in one document: left and right edge, line distance, how words are spelt."""

    def __init__(self, lines: Sequence[Line]) -> None:
        full = [line for line in lines if len(line.text) > 20] or list(lines)
        self.left = Counter(round(line.left) for line in full).most_common(1)[0][0]
        rights = sorted(line.right for line in lines)
        self.right = rights[int(len(rights) * 0.98)]
        gaps = [
            before.bottom - line.bottom
            for before, line in pairwise(lines)
            if before.page == line.page and before.bottom > line.bottom
        ]
        # The commonest distance, not the middle one: short answers have a gap after every line.
        common = Counter(round(gap) for gap in gaps).most_common(1)
        self.gap = common[0][0] if common else 0
        self.spelt = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
        self.drops_hyphens = self._usually_drops(lines)

    def is_new_paragraph(self, before: Line, line: Line) -> bool:
        """A larger gap, another left edge, or a line that ended although the next word had room on it."""
        if before.page == line.page and before.bottom - line.bottom > _LARGER_GAP * self.gap:
            return True
        shift = line.left - self.left
        if abs(shift) > _INDENT and abs(line.left - before.left) > _INDENT:
            return True
        room = self.right - before.right
        if room < line.first_word_width + _INDENT:
            return False
        # A line may break early before words that must not be parted, "½ percent"; then it is nearly full.
        return room > _SHORT_LINE * (self.right - self.left) or bool(_ENDS.search(before.text))

    def set_off(self, lines: Sequence[Line]) -> Iterator[int]:
        """The ids of the lines of blocks that keep off both edges, as quotations are set."""
        start = 0
        for end in range(1, len(lines) + 1):
            if end == len(lines) or not _is_below(lines[end], lines[end - 1], by=_SAME_LEFT):
                # The middle one of three columns keeps off as well, but nothing stands above or below it.
                is_under = start > 0 and _is_below(lines[start], lines[start - 1])
                is_over = end < len(lines) and _is_below(lines[end], lines[end - 1])
                if (is_under or is_over) and self._keeps_off(lines[start:end]):
                    yield from map(id, lines[start:end])
                start = end

    def _keeps_off(self, block: Sequence[Line]) -> bool:
        """Whether a block of one left edge is set in there, and wraps at a right edge of its own.

        Paragraphs of a line each, whose first lines are set in, wrap nowhere.
        """
        left, right = block[0].left, max(line.right for line in block)
        wrapped = [pair for pair in pairwise(block) if not _ENDS.search(pair[0].text)]
        return (
            left - self.left > _INDENT
            and right - left > _LEAST_WIDTH * (self.right - self.left)
            and not _ITEM.match(block[0].text)
            and self.right - right > 2 * _INDENT
            and any(self.right - line.right > after.first_word_width + _INDENT for line, after in wrapped)
            and all(right - line.right < after.first_word_width + _INDENT for line, after in wrapped)
        )

    def joint(self, before: Line, line: Line) -> str:
        """What stands between two lines of a paragraph; a hyphen means that one is to be taken away."""
        last, first = before.text.rstrip()[-1:], line.text[:1]
        if last == "-":
            return "-" if self._is_only_wrapped(before, line) else ""
        return "" if last in "—–/" or (_WIDE.match(last) and _WIDE.match(first)) else " "

    def _is_only_wrapped(self, before: Line, line: Line) -> bool:
        whole = self._known(before, line)
        return self.drops_hyphens if whole is None else whole

    def _known(self, before: Line, line: Line) -> bool | None:
        """Whether the document spells the word without a hyphen elsewhere; None if neither is found."""
        last, first = _LAST_PART.search(before.text.rstrip()), _FIRST_PART.match(line.text)
        if not last or not first or not first.group(1)[0].islower():
            return False
        one, two = last.group(1).lower(), first.group(1).lower()
        joined, hyphened = self.spelt[one + two], self.spelt[f"{one}-{two}"]
        if joined == hyphened:
            return None
        return joined > hyphened

    def _usually_drops(self, lines: Sequence[Line]) -> bool:
        """Whether the hyphens at line ends of this document mostly stand for wrapped words."""
        known = [self._known(before, line) for before, line in pairwise(lines) if before.text.rstrip().endswith("-")]
        return known.count(True) >= known.count(False)


def _is_below(line: Line, above: Line, *, by: float = math.inf) -> bool:
    """Whether a line stands under another one of its page, their left edges no more than this apart."""
    return line.page == above.page and line.bottom < above.bottom and abs(line.left - above.left) <= by


def _without_running(lines: Sequence[Line]) -> list[Line]:
    """Without page numbers and what stands at the same place on many pages; the first head stays once."""
    pages = [sorted(page, key=lambda line: -line.bottom) for _, page in groupby(lines, key=lambda line: line.page)]
    edges = [(page[:_EDGE_LINES], page[: -_EDGE_LINES - 1 : -1]) for page in pages]
    running = Counter(key for head, foot in edges for key in {_key(line) for line in head + foot})
    enough = max(2, _RUNNING_SHARE * len(pages))
    dropped: set[int] = set()
    for position, (head, foot) in enumerate(edges):
        for edge in (head, foot):
            # From the edge inwards: below the first line of the text nothing is a running head.
            for line in edge:
                is_number = bool(_PAGE_NUMBER.fullmatch(line.text.strip()))
                if not is_number and running[_key(line)] < enough:
                    break
                if is_number or position or edge is foot:
                    dropped.add(id(line))
    return [line for line in lines if id(line) not in dropped]


def _key(line: Line) -> tuple[str, int]:
    """A line as it runs through the pages: numbers aside, at about the same height."""
    return re.sub(r"\d+", "#", " ".join(line.text.split())), round(line.bottom / (2 * _SAME_HEIGHT))


def _without_notes(lines: Sequence[Line]) -> tuple[list[Line], dict[int, list[str]]]:
    """The lines of the text, and the footnotes of each page: smaller lines at its end after a mark."""
    usual = Counter(round(line.size, 1) for line in lines for _ in line.text).most_common(1)
    smaller = _NOTE_SIZE * usual[0][0] if usual else 0
    kept: list[Line] = []
    notes: dict[int, list[str]] = {}
    for number, page in groupby(lines, key=lambda line: line.page):
        text = list(page)
        start = len(text)
        while start and text[start - 1].size < smaller:
            start -= 1
        if start and start < len(text) and _NOTE_MARK.match(text[start].text):
            notes[number] = _notes(text[start:])
            text = text[:start]
        kept += text
    return kept, notes


def _notes(lines: Sequence[Line]) -> list[str]:
    notes: list[str] = []
    for line in lines:
        if notes and not _NOTE_MARK.match(line.text):
            notes[-1] = f"{notes[-1]} {line.text.strip()}"
        else:
            notes.append(line.text.strip())
    return notes
