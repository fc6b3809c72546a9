"""How near words come to words that were said: the one approximate comparison. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from store.types import Extent

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:'[^\W\d_]+)*")
_OTHER = "\uffff"  # any word that the quote has not


@dataclass(frozen=True)
class Words:
    """The words of a text of one spelling (`comparison.plain`), small, and where each stands.

    Of Chinese each character is a word.
    """

    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words, in order."""
        return list(map(str.lower, _WORD.findall(self.text)))

    @cached_property
    def extents(self) -> list[Extent]:
        """Where each of them stands."""
        return [Extent(*found.span()) for found in _WORD.finditer(self.text)]

    @cached_property
    def are_chinese(self) -> bool:
        """Whether most of them are single characters of Chinese or Japanese."""
        return sum(word > "\u2e80" for word in self.words) * 2 > len(self.words)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The stretch [start, end) of said words that comes nearest to quoted ones.

    `changed` counts words exchanged, left out or put in; `kept` are the quoted words that stand there unchanged.
    """

    start: int
    end: int
    changed: int
    kept: tuple[str, ...]


def nearest_stretch(quoted: Sequence[str], said: Sequence[str]) -> Likeness | None:
    """The stretch of `said` nearest to `quoted`, or None where next to nothing is alike."""
    if not quoted or not said:
        return None
    codes = {word: chr(0xE000 + n) for n, word in enumerate(dict.fromkeys(quoted))}
    one = "".join(codes[word] for word in quoted)
    other = "".join([codes.get(word, _OTHER) for word in said])
    if len(other) <= len(one):
        first, last = 0, len(other)
    else:
        window = fuzz.partial_ratio_alignment(one, other, score_cutoff=40)
        if window is None:
            return None
        slack = len(one) // 4 + 2
        first, last = max(window.dest_start - slack, 0), min(window.dest_end + slack, len(other))
    start, end, changed = _aligned(one, other[first:last])
    kept = [op for op in Indel.opcodes(one, other[first + start : first + end]) if op.tag == "equal"]
    words = tuple(word for op in kept for word in quoted[op.src_start : op.src_end])
    return Likeness(first + start, first + end, changed, words)


def _aligned(one: str, other: str) -> tuple[int, int, int]:
    """Where in `other` the stretch with the fewest changes from `one` stands, and how many these are (Sellers 1980)."""
    costs, starts = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        before, begun = costs, starts
        costs, starts = [row], [0]
        for column, across in enumerate(other, start=1):
            cost, start = before[column - 1] + (letter != across), begun[column - 1]
            if before[column] + 1 < cost:
                cost, start = before[column] + 1, begun[column]
            if costs[-1] + 1 < cost:
                cost, start = costs[-1] + 1, starts[-1]
            costs.append(cost)
            starts.append(start)
    end = min(range(len(costs)), key=lambda column: (costs[column], column))
    return starts[end], end, costs[end]
