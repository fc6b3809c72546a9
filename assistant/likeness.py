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
    if len(said) <= len(quoted):
        first, last = 0, len(said)
    else:
        window = fuzz.partial_ratio_alignment(quoted, said, score_cutoff=40)
        if window is None:
            return None
        slack = len(quoted) // 4 + 2
        first, last = max(window.dest_start - slack, 0), min(window.dest_end + slack, len(said))
    codes = {word: chr(0xE000 + n) for n, word in enumerate(dict.fromkeys(quoted))}
    one = "".join([codes[word] for word in quoted])
    other = "".join([codes.get(word, _OTHER) for word in said[first:last]])
    start, end, changed = _aligned(one, other)
    kept = [op for op in Indel.opcodes(one, other[start:end]) if op.tag == "equal"]
    words = tuple(word for op in kept for word in quoted[op.src_start : op.src_end])
    return Likeness(first + start, first + end, changed, words)


def _aligned(one: str, other: str) -> tuple[int, int, int]:
    """Where in `other` the stretch with the fewest changes from `one` stands, and how many these are (Sellers 1980)."""
    costs, starts = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        left, begun = row, 0
        row_costs, row_starts = [left], [begun]
        for across, cost, up, start, up_start in zip(other, costs, costs[1:], starts, starts[1:], strict=False):
            if letter != across:
                cost += 1
            if up + 1 < cost:
                cost, start = up + 1, up_start
            if left + 1 < cost:
                cost, start = left + 1, begun
            row_costs.append(left := cost)
            row_starts.append(begun := start)
        costs, starts = row_costs, row_starts
    end = min(range(len(costs)), key=lambda column: (costs[column], column))
    return starts[end], end, costs[end]
