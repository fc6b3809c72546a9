"""Sentences as MinHash signatures in bands: sentences alike share a band. Pure functions.

MinHash with banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3) over single
words and pairs of neighbours; a character of Chinese, Japanese or Korean counts as a word. Sixteen bands of three
rows: sentences that share half of their words and pairs meet in two bands with a chance of .61, those that share
.6 with .89, .7 with .99, .2 with .007. Signatures are kept, so no library may change them: a new way of making them
is a new VERSION.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from store.lexical import CJK
from store.types import Sentence

VERSION = 2
BANDS, _ROWS = 16, 3
_SHORTEST = 4  # words: "Norlandia's position is consistent."; what is shorter says too little to be a line
# One sentence of a transcript: where it is, who says it, and its bands.
SIGNATURE = np.dtype([("exchange", "<u4"), ("position", "<u4"), ("speaker", "<u4"), ("bands", "<u4", (BANDS,))])
Signatures = npt.NDArray[np.void]
Bands = npt.NDArray[np.uint32]

_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*")
# The same on every machine and with every version of a library.
_NUMBERS = np.frombuffer(hashlib.shake_256(b"recurring lines").digest(16 * BANDS * _ROWS), dtype="<u8")
_FACTORS, _TERMS = _NUMBERS[::2] | np.uint64(1), _NUMBERS[1::2]
_PAIR = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


def words(text: str) -> list[str]:
    """The words of a text, small, with one kind of apostrophe; characters where a script has no spaces."""
    return _WORD.findall(text.casefold().replace("’", "'"))


def may_recur(said: Sequence[str]) -> bool:
    """Whether these words are enough for a line: four, or five characters of a script without spaces."""
    return len(said) >= _SHORTEST and len("".join(said)) > _SHORTEST


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of single words and neighbouring pairs that two lists of words have in common, of all they have."""
    first, second = _shingles(one), _shingles(other)
    return len(first & second) / (len(first | second) or 1)


def signatures_of(sentences: Sequence[Sentence]) -> Signatures:
    """The signatures of what speakers say at some length; not of what reporters ask."""
    kept = [(s, found) for s in sentences if s.part != "question" and may_recur(found := words(s.text))]
    table = np.zeros(len(kept), dtype=SIGNATURE)
    if kept:
        table["exchange"] = [s.exchange for s, _ in kept]
        table["position"] = [s.index for s, _ in kept]
        table["speaker"] = [speaker_number(s.speaker) for s, _ in kept]
        table["bands"] = bands_of([found for _, found in kept])
    return table


def bands_of(texts: Sequence[Sequence[str]]) -> Bands:
    """The bands of lists of words, none of them empty; shape (n, BANDS)."""
    lengths = np.array([len(text) for text in texts])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    single = np.fromiter((_number(word) for text in texts for word in text), dtype=np.uint64, count=lengths.sum())
    pairs = np.empty_like(single)
    pairs[:-1] = single[:-1] * _PAIR + single[1:]
    ends = starts + lengths - 1
    pairs[ends] = single[ends]  # the last word has no pair
    minima = np.empty((len(texts), BANDS * _ROWS), dtype=np.uint64)
    for row, (factor, term) in enumerate(zip(_FACTORS, _TERMS, strict=True)):
        smaller = np.minimum((single * factor + term) >> _HALF, (pairs * factor + term) >> _HALF)
        minima[:, row] = np.minimum.reduceat(smaller, starts)
    rows = minima.reshape(len(texts), BANDS, _ROWS)
    mixed = np.zeros(rows.shape[:2], dtype=np.uint64)
    for row in range(_ROWS):
        mixed = (mixed + rows[:, :, row]) * _PAIR
    bands: Bands = (mixed >> _HALF).astype(np.uint32)
    return bands


def speaker_number(name: str | None) -> int:
    """A speaker's name as the number that stands in a signature; 0 for none."""
    return zlib.crc32(" ".join(name.split()).casefold().encode()) if name else 0


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    # Spread over 64 bits: a CRC of short words is nearly linear in their letters.
    return zlib.crc32(word.encode()) * 0xD6E8FEB86659FD93 % 2**64


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {(word,) for word in words} | set(pairwise(words))
