"""Text -> sentence extents. Pure; knows abbreviations, initials, numbers, quotes and CJK marks.

Measured on the first 35 texts of tests/data/sentences (which these rules were written against): ends F1 .991,
sentencex 1.0.32 .911, pysbd 0.3.4 .821. Time is in proportion to the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from store.types import Extent

# Ends of a sentence: Latin marks need space after them, CJK marks do not.
_END = re.compile(
    r"""(?:[.!?؟۔।]+|\u2026)(?:[ \u00a0\u202f]?»|[\"'”’»)\]*_])*(?=\s|$)   # a mark, closing quotes, space
      | [。！？…]+[”’」』）》]*                                    # CJK
      | \n[ \t\u00a0\u3000]*\n""",  # an empty line
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt adm sen rep gov sec st jr sr no nos vs etc inc ltd co corp dept "
    "jan feb mar apr jun jul aug sep sept oct nov dec approx fig al ph rev hon pres amb supt cmdr maj "
    "e.g i.e a.m p.m u.s u.k u.n d.c ph.d vol vols pp ed eds est ext max min sra sres srta ej ca nr "
    "bzw usw vgl "
    "art abs mio mrd mme mlle cf г гг млн млрд тыс т.е т.д см ул".split()
)
# After these the next word may well be capitalised and the sentence still go on.
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt adm sen rep gov sec st rev hon pres amb cmdr maj "
    "vol vols pp "
    "sra sres srta sr ca nr mme mlle fig г гг ул".split()
)
_LAST_WORD = re.compile(r"([\w.’'-]+)$")
# "in the U.S. We": a sentence may begin so, and nothing that an abbreviation belongs to does.
_STARTER = re.compile(
    r"[\"'“‘]?(?:I|We|You|He|She|It|They|The|This|That|There|These|Those|And|But|In|On|So|A|An|What|When|If|As|For|My|Our|"
    r"No|Yes|Now|Then|How|Why|Who|Not|At|By|Er|Sie|Es|Wir|Il|Elle|Nous|Él|Ella|Он|Она|Мы)\b"
)
_MONTH = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Klasse)\b"
)
_NUMERAL = re.compile(r"#?\d|(?:[IVXLC]{2,}|[VX])\b(?!['’])|[A-Z]-?\d")
_SAYS_CJK = re.compile(r"[^，。！？\s]{0,6}(?:说|问|道|答|称|表示)")
_BREAK = re.compile(r"\n[ \t\u00a0\u3000]*\n")
_TERMINAL = re.compile(r"[.!?。！？…:：;\"”’)\]»*_—-][ \t\u00a0]*$")


def sentence_extents(text: str, start: int, end: int, asides: Sequence[Extent] = ()) -> list[Extent]:
    """The sentences of text[start:end], in order and apart; together they hold every word outside `asides`.

    Asides are in order and apart. A sentence that one interrupts becomes two, for a quote is one slice.
    """
    found: list[Extent] = []
    double_spaced = _is_double_spaced(text, start, end)
    for piece in _between(start, end, asides):
        _split(found, text, piece, double_spaced)
    return found


def _between(start: int, end: int, asides: Sequence[Extent]) -> Iterator[Extent]:
    for position in range(bisect_right(asides, start, key=lambda aside: aside.end), len(asides)):
        aside = asides[position]
        if aside.start >= end:
            break
        if start < aside.start:
            yield Extent(start, aside.start)
        start = aside.end
    if start < end:
        yield Extent(start, end)


def _split(found: list[Extent], text: str, piece: Extent, double_spaced: bool) -> None:
    begin, first = piece.start, len(found)
    for match in _END.finditer(text, piece.start, piece.end):
        if match.start() < begin:
            continue
        if match.group().startswith("\n"):
            ends = not _goes_on(text, begin, match, piece.end, double_spaced)
        else:
            ends = _ends_sentence(text, begin, match, piece.end)
        if ends:
            _append(found, first, text, Extent(begin, match.end()))
            begin = match.end()
    _append(found, first, text, Extent(begin, piece.end))


def _append(found: list[Extent], first: int, text: str, piece: Extent) -> None:
    """Add a sentence without the space around it; marks alone join the sentence before, within one piece."""
    begin, end = piece.start, piece.end
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin == end:
        return
    if any(char.isalnum() for char in text[begin:end]):
        found.append(Extent(begin, end))
    elif len(found) > first:
        found[-1] = Extent(found[-1].start, end)


def _is_double_spaced(text: str, start: int, end: int) -> bool:
    """Whether an empty line follows every line, as in text drawn from a PDF, so that it ends no paragraph."""
    breaks = loose = 0
    for match in _BREAK.finditer(text, start, min(end, start + 20_000)):
        breaks += 1
        loose += not _TERMINAL.search(text, max(start, match.start() - 3), match.start())
    return breaks > 2 and loose > 0.5 * breaks


def _goes_on(text: str, begin: int, match: re.Match[str], end: int, double_spaced: bool) -> bool:
    """Whether a sentence runs over an empty line: on double-spaced pages, or before a small letter."""
    if _TERMINAL.search(text, max(begin, match.start() - 3), match.start()):
        return False
    following = text[match.end() : min(match.end() + 20, end)].lstrip()
    return double_spaced or following[:1].islower()


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    following = text[match.end() : min(match.end() + 40, end)].lstrip()
    if not following:
        return True
    if mark[0] in "。！？":
        return not (text[begin : begin + 4].lstrip()[:1] in "“「" and mark[-1:] in "”」" and _SAYS_CJK.match(following))
    lead = following.lstrip("\"'“‘«([*_")[:1]
    if lead.islower() or lead in "—–":
        return False
    if mark[0] in "!?؟۔।":
        return True
    if mark[0] == "…" or mark.startswith(".."):
        return len(text[begin : match.start()].split(None, 1)) > 1 or not lead.isupper()
    if len(mark) > 1 and mark.strip("*_") != ".":
        return True
    return not _is_abbreviation(text[max(begin, match.start() - 30) : match.start()], following)


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after `before` belongs to a word and the sentence goes on."""
    last = _LAST_WORD.search(before)
    word = last.group(1).lower() if last else ""
    if word.isdigit():
        return len(word) < 3 and bool(_MONTH.match(following))
    if re.fullmatch(r"[^\W\d_]", word):
        # "J. Vell" goes on; "plan B. It" does not.
        return not _STARTER.match(following) or word == "i"
    if word in ("no", "nos", "núm"):  # a number follows, or it is the word itself: "I told him no. There is ..."
        return bool(_NUMERAL.match(following))
    if word in _TITLES:
        return True
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return not _STARTER.match(following)
    return False
