"""Where a stretch of words stands, told from the passages that hold each of them. Pure functions.

It is held by one passage, or runs over the borders of a few that follow one another. Each of its words stands in one
of these few: where that is so is soon told from lists of ids, and only there the words themselves need be read.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from store.lexical import CJK, without_pairs

Ids = npt.NDArray[np.int64]

_UNIT = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")


def units(text: str) -> list[str]:
    """The words of a text as full-text search tells them apart; of Chinese and Japanese each character."""
    return _UNIT.findall(unicodedata.normalize("NFC", text))


def starts_of(ids: Ids, reach: int) -> Ids:
    """Each passage from which on one of `reach` passages is among the ids, ascending."""
    return np.unique(ids[:, None] - np.arange(reach))


def near_to(starts: Ids, ids: Ids, reach: int) -> Ids:
    """Those of the passages from which on one of `reach` passages is among the ids, which ascend."""
    following = np.append(ids, np.iinfo(np.int64).max)[np.searchsorted(ids, starts)]
    return starts[following < starts + reach]


def beginnings(indexed: Mapping[int, str], words: Sequence[str]) -> Iterator[int]:
    """The passages in which the words, one after another, begin; from each passage's words as they are indexed."""
    # Characters of Chinese are indexed one by one, with spaces between them.
    pattern = re.compile(r"\W+".join(map(re.escape, units(" ".join(words).lower()))))
    ids = sorted(indexed)
    edges = [n for n in range(len(ids) + 1) if n in (0, len(ids)) or ids[n] != ids[n - 1] + 1]
    for first, end in pairwise(edges):
        pieces = [_comparable(indexed[id]) for id in ids[first:end]]
        starts = [0, *accumulate(len(piece) + 1 for piece in pieces)]
        said, at = " ".join(pieces), 0
        while found := pattern.search(said, at):
            place = bisect_right(starts, found.start()) - 1
            yield ids[first + place]
            at = starts[place + 1]


def _comparable(indexed: str) -> str:
    return unicodedata.normalize("NFC", without_pairs(indexed)).lower().replace("_", " ")
