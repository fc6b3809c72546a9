"""A quotation with its credit in the middle is one quotation: `“We will sign,” she said, “in May.”` Pure functions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.attributions import is_within
from assistant.credits import BETWEEN_MARKS, SAID
from assistant.quote_ends import MARKS
from assistant.quote_types import Quotation
from store.types import Extent

_GOES_ON = re.compile(r"[a-zà-ÿа-яё\u2e80-\u9fff]|I\b")
_SPOKEN_LINE = re.compile(
    rf"^[—–][ \t]?(?=[\w¿¡])(?P<words>[^—–\n]+?)\s[—–]\s?(?:{SAID})\b[^—–\n]*"
    r"(?:[—–][,.;:]?\s*(?P<rest>[^—–\n]*[^—–\s]))?",
    re.MULTILINE,
)
_COMMAS, _DASHES = (",", "，"), ("—", "–")
_SAYS_MORE = re.compile(r"(?:^|,)\W*(?:and|but|while|before|adding|et|y|und)\b", re.IGNORECASE)


def spoken_lines(text: str) -> Iterator[Extent]:
    """What is said in paragraphs that begin with a dash, as in Spanish: `—Firmaremos —dijo Vell—, en mayo`."""
    for found in _SPOKEN_LINE.finditer(text):
        yield Extent(*found.span("words"))
        if found["rest"]:
            yield Extent(*found.span("rest"))


def halves(text: str, extents: Sequence[Extent]) -> Iterator[list[Extent]]:
    """A quotation cut at the credit that French papers put between its marks: `« Oui, a-t-elle déclaré, lundi. »`"""
    *before, last = extents
    found = BETWEEN_MARKS.search(text, last.start, last.end)
    if not found:
        yield list(extents)
        return
    yield [*before, Extent(last.start, found.start())]
    if found.end() < last.end:
        yield [Extent(found.end(), last.end)]


def joined(text: str, found: Iterable[Quotation]) -> list[Quotation]:
    """The quotations, those one whose sentence goes on after the words that only say who speaks."""
    result: list[Quotation] = []
    for quotation in found:
        if result and _is_one(text, result[-1], quotation):
            result[-1] = _as_one(result[-1], quotation)
        else:
            result.append(quotation)
    return result


def _is_one(text: str, first: Quotation, second: Quotation) -> bool:
    between = text[first.extents[-1].end : second.extents[0].start]
    credit = between.strip(f"{MARKS}\u00a0")
    return (
        not (first.is_block or second.is_block)
        and (first.text.endswith(_COMMAS) or credit.startswith((*_COMMAS, *_DASHES)))
        and credit.endswith((*_COMMAS, *_DASHES))
        and bool(_GOES_ON.match(second.text))
        and is_within(between)
        and not _SAYS_MORE.search(credit)
        and (first.speaker == second.speaker or not (first.speaker and second.speaker))
    )


def _as_one(first: Quotation, second: Quotation) -> Quotation:
    """Both halves; the comma before the credit may be the writer's, so `otherwise` has it where `text` has none."""
    return replace(
        first,
        text=f"{first.text} {second.text}",
        otherwise=f"{_with_other_comma(first.otherwise or first.text)} {second.text}",
        extents=first.extents + second.extents,
        speaker=first.speaker or second.speaker,
    )


def _with_other_comma(half: str) -> str:
    return half[:-1] if half.endswith(_COMMAS) else f"{half},"
