"""What stands in a transcript and was not said: stage directions, times, headings, page furniture."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from store.types import Extent

_BRACKETS = re.compile(
    r"[*_]{0,3}(?:\\?\[(?P<a>[^\[\]\n]{1,120}?)\\?\]|\((?P<b>[^()\n]{1,120})\)|（(?P<c>[^（）\n]{1,60})）|【(?P<d>[^【】\n]{1,60})】)[*_]{0,3}"
)
_TIME = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?")
_STAGE = re.compile(
    r"\b(?:laugh(?:s|ter|ing)?|applause|applauds?|inaudible|unintelligible|indiscernible|"
    r"cross-?\s?talk|off[ -]?mi(?:c|ke)|"
    r"continue[sd] in|speaks in|speaking in|spoken in|"
    r"(?:via|through|as|speaking through) (?:an? )?(?:interpret\w+|translat\w+)|as (?:interpreted|"
    r"translated|delivered)|"
    r"translation|interpretation|(?:long |brief )?pause|silence|phonetic|music|sighs?|nods?|"
    r"gestur\w+|coughs?|sneezes|chuckl\w+|"
    r"clears throat|technical (?:difficult\w+|issues?)|no (?:audible )?response|audio (?:gap|"
    r"drop\w*)|break in audio|"
    r"video (?:plays|is played|clip)|recess|operator instructions|shouting|shouts?|overlapping|"
    r"multiple speakers|"
    r"risas?|aplausos|inaudible|ininteligible|continúa en|rires?|applaudissements|gelächter|"
    r"heiterkeit|beifall|"
    r"unverständlich|risos|смех|аплодисменты|неразборчиво)\b|ph\.?$|"
    r"笑|掌声|鼓掌|点头|听不清|录音|现场播放|拍手|웃음|박수|ضحك|تصفيق",
    re.I,
)
_LANGUAGE = re.compile(
    r"(?:\w+ ){0,3}(?:in|to|[Ss]peaks|[Ss]peaking) [A-Z][a-z]+(?:ese|ish|ian|ic|an|ch|in|ew|ali)\.?|"
    r"(?:en|em) (?:español|français|inglés|português|inglês)"
)
_MARKED_HEADING = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+\S[^\n]{0,150}|\*\*[^\s*:：][^\n*:：]{0,120}(?<![.?!。？！…,;—])\*{0,2}[ \t]*|"
    r"<(?:strong|h\d)>[^\n<]{1,120}(?<![.?!。？！])</(?:strong|h\d)>[ \t]*)$",
    re.M,
)
_RULE = re.compile(r"^[ \t\u3000]*(?:[*＊_=~·•-][ \t\u3000]*+){3,}+$|^[ \t]*(?:<[^<>\n]{1,20}>[ \t]*){1,3}$", re.M)
_CAPTION = re.compile(
    r"^[ \t\u3000]*[(\[（【]?(?:photo|image|picture|foto|图|图片|圖)[^\n]{0,3}[:：/][^\n]{1,200}$",
    re.I | re.M,
)
_PAGE = re.compile(
    r"^[ \t\f]*(?:(?:page|seite|página|стр\.?)[ \t]*\d{1,4}(?:[ \t]*(?:of|von|de|/|"
    r"из)[ \t]*\d{1,4})?|-[ \t]?\d{1,4}[ \t]?-|"
    r"\d{1,4}[ \t]*/[ \t]*\d{1,4}|第[ \t]*\d{1,4}[ \t]*页)[ \t]*$",
    re.I | re.M,
)
_STAMP = re.compile(r"^[ \t]*[(\[]?(?:\d{1,2}:)?\d{1,2}:\d{2}[)\]]?[ \t]*$", re.M)
_NEAR_LINES = 6
_MOST_PAGES = 3_000


def directions(text: str, start: int = 0) -> list[Extent]:
    """What is done while somebody speaks, in brackets: `(Laughter.)`, `[crosstalk]`. In order and apart."""
    return merged(_directions(text, start))


def furniture(text: str, start: int = 0) -> list[Extent]:
    """Lines from `start` on that belong to the page, not to a speaker: headings, page numbers, captions."""
    return merged([*_lines(text, start), *page_lines(text, start)])


def merged(found: Iterable[Extent]) -> list[Extent]:
    """Extents in order and apart; those that touch become one."""
    apart: list[Extent] = []
    for extent in sorted(found, key=lambda extent: (extent.start, -extent.end)):
        if apart and extent.start <= apart[-1].end:
            if extent.end > apart[-1].end:
                apart[-1] = Extent(apart[-1].start, extent.end)
        else:
            apart.append(extent)
    return apart


def _directions(text: str, start: int) -> Iterator[Extent]:
    for match in _BRACKETS.finditer(text, start):
        words = match["a"] or match["b"] or match["c"] or match["d"]
        if is_direction(words.strip(" *_\\"), match["a"] is not None):
            yield Extent(*match.span())


@lru_cache(maxsize=4096)
def is_direction(words: str, square: bool) -> bool:
    """Whether bracketed words describe what happens: by what they say, or as a sentence of their own."""
    if _TIME.fullmatch(words):
        return True
    if _LANGUAGE.fullmatch(words) or (len(words.split()) <= (12 if square else 6) and _STAGE.search(words)):
        return True
    is_sentence = words[:1].isupper() and words.endswith(".") and 1 < len(words.split()) <= 12
    return is_sentence and not square


def _lines(text: str, start: int) -> Iterator[Extent]:
    for pattern in (_MARKED_HEADING, _RULE, _CAPTION, _STAMP):
        for match in pattern.finditer(text, start):
            yield Extent(*match.span())


def page_lines(text: str, start: int = 0) -> Iterator[Extent]:
    """Page numbers, and the lines beside them that come again on most pages."""
    pages = [Extent(*page.span()) for page in _PAGE.finditer(text, start)]
    yield from pages
    near = [list(_near(text, page)) for page in pages[:_MOST_PAGES]]
    counts = Counter(text[extent.start : extent.end] for lines in near for extent in lines)
    for extent in (extent for lines in near for extent in lines):
        if counts[text[extent.start : extent.end]] > max(2, 0.4 * len(near)):
            yield extent


def _near(text: str, page: Extent) -> Iterator[Extent]:
    yield from _next_lines(text, page.end)
    at = page.start
    for _ in range(_NEAR_LINES):
        line = text.rfind("\n", max(0, at - 300), max(at - 1, 0))
        if line < 0:
            return
        if extent := _line(text, line + 1, at - 1):
            yield extent
        at = line + 1


def _next_lines(text: str, at: int) -> Iterator[Extent]:
    seen = 0
    while seen < _NEAR_LINES and at < len(text):
        end = text.find("\n", at + 1, at + 300)
        end = len(text) if end < 0 else end
        if extent := _line(text, at, end):
            seen += 1
            yield extent
        at = end


def _line(text: str, start: int, end: int) -> Extent | None:
    words = text[start:end]
    bare = words.strip()
    if not bare or len(bare) > 120:
        return None
    begin = start + len(words) - len(words.lstrip())
    return Extent(begin, begin + len(bare))
