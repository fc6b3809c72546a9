"""Turns that may hold given words, and turns that come near them: what a quote is compared with.

Every word of a quote stands in some passage of the turn it was cut from, but a passage may end anywhere between
two of them. Where passages that follow one another hold its rare words, they are read. If all its words are common,
a short quote is looked for whole, and, since the last passage it touches begins with its last words, at the head of
passages; a long one in pieces, one of which no border breaks. The turns are read whole.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import numpy as np

from store.database import Database
from store.lexical import CJK
from store.scopes import Allowed
from store.spoken_turns import SpokenTurn, spoken_turns
from store.stretches import Ids, beginnings, near_to, starts_of, units

_IS_CJK = re.compile(f"[{CJK}]")
# A stretch of so many words meets at most two borders of passages, whatever the embedder's window.
_STRETCH = 60
_SHORT = 24  # units; less are looked for whole, and at the head of a passage: pieces of them would stand anywhere
_REACH = 3  # passages that so few words touch: any two that follow one another hold more
_FEW, _MANY = 60, 600  # places: so few are read at once, more than so many are not
_HEAD = 6  # words that passages' heads are compared with
# Terms that more passages hold than this say little of where words stand.
_COMMON = 2000
_TERMS = 12
_REMEMBERED = 2000  # terms, of 16 kB at most
_QUOTES = 4  # whose places are remembered
_AT_ONCE = 250  # passages whose turns are read at once, and those that end their transcript


@dataclass(frozen=True, slots=True)
class Near:
    """Turns that share rare words with a text, most first, and the weight of each of its words, lower-cased."""

    turns: tuple[SpokenTurn, ...]
    weights: dict[str, float]


class Spoken:
    """Asks the catalog for turns by the words in them. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows = database, database.rows
        # Quotes of one article share their common words.
        self._held = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        # A quote is looked for among the turns of whoever is credited with it first, and then among all.
        self._places = lru_cache(maxsize=_QUOTES)(self._find)
        # Everybody who speaks in the library: the names of people, and of newsrooms that ask. By its revision.
        self.voices = lru_cache(maxsize=1)(self._read_voices)

    def _read_voices(self, _revision: str) -> tuple[str, ...]:
        rows = self._rows("SELECT speaker FROM turns WHERE speaker IS NOT NULL GROUP BY speaker COLLATE NOCASE")
        asking = self._rows("SELECT outlet FROM turns WHERE outlet IS NOT NULL GROUP BY outlet COLLATE NOCASE")
        return tuple(sorted({row[0] for row in [*rows, *asking]}))

    def holding(self, text: str, allowed: Allowed, read: Allowed) -> Iterator[tuple[SpokenTurn, ...]]:
        """Every turn that holds the words of `text` one after another, and perhaps some that do not.

        They are looked for in the allowed passages; of those, the ones that are to be `read` are. Those of a few
        transcripts at once, the oldest first; the next ones are read when they are asked for.
        """
        words = tuple(units(text))
        if not words:
            return
        found = self._places(words, *allowed.ends, allowed.revision)
        for some in _oldest_first(found[read.holds(found)], read.firsts):
            yield spoken_turns(self._database, some, holding=words[:_SHORT])

    def near(self, text: str, allowed: Allowed, *, limit: int) -> Near:
        """The allowed turns of the `limit` passages that share most rare words, or pairs of them, with a text."""
        words = list(dict.fromkeys(units(text.lower())))
        first, last = allowed.ends
        total = max(allowed.count, 1)
        held = {word: self._held(f'"{word}"', first, last, allowed.revision) for word in words}
        weights = {word: math.log((total + 1) / (len(ids) + 0.5)) for word, ids in held.items()}
        rare = sorted((word for word in words if 0 < len(held[word]) <= _COMMON), key=lambda word: len(held[word]))
        telling = [(held[word], weights[word]) for word in rare[:_TERMS]]
        if len(rare) < _TERMS // 2:
            found = [self._held(phrase, first, last, allowed.revision) for phrase in _phrases(units(text.lower()))]
            telling += [(ids, math.log((total + 1) / (len(ids) + 0.5))) for ids in found if len(ids) <= _COMMON]
        best = [id for id in _by_weight(telling) if allowed.mask[id]][:limit]
        return Near(spoken_turns(self._database, best), weights)

    def _find(self, words: Sequence[str], first: int, last: int, revision: str) -> Ids:
        """Passages, ascending, in which the words may begin, one after another."""
        # Single characters are hardly ever rare.
        may_be_rare = len(words) > 1 and not all(map(_IS_CJK.match, words))
        ids = self._where_rare(words, first, last, revision) if may_be_rare else None
        return np.array(sorted(self._where_common(words, first, last) if ids is None else ids), dtype=np.int64)

    def _where_rare(self, words: Sequence[str], first: int, last: int, revision: str) -> set[int] | None:
        """Passages in which the words begin, one after another; None if too many passages hold all rare ones."""
        longest = max(range(len(words)), key=lambda n: len(words[n]))
        begin = max(min(longest - _SHORT // 2, len(words) - _SHORT), 0)
        words = words[begin : begin + _SHORT]
        starts: Ids | None = None
        for word in sorted(dict.fromkeys(words), key=len, reverse=True):  # long words are mostly rare
            ids = self._held(f'"{word.lower() if word.isascii() else word}"', first, last, revision)
            if not len(ids) and word.isascii():  # of others the index may know no letter
                return set()
            if 0 < len(ids) <= _COMMON:
                starts = starts_of(ids, _REACH) if starts is None else near_to(starts, ids, _REACH)
                if len(starts) <= _FEW:
                    break
        if starts is None or len(starts) > _MANY:
            return None
        return set(beginnings(self._indexed(np.unique(starts[:, None] + np.arange(_REACH))), words))

    def _where_common(self, words: Sequence[str], first: int, last: int) -> set[int]:
        """Passages that hold the words, and those that begin with the last ones of them."""
        ids = self._ids(_within(words), first, last)
        if 1 < len(words) < _SHORT:
            ids |= self._continuing(self._ids(_at_head(words), first, last, later_parts=True), words)
        return ids

    def _indexed(self, ids: Ids) -> dict[int, str]:
        """The words of passages as they are indexed; of those that are there."""
        rows = self._rows(
            "SELECT rowid, words FROM passages_fts WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(ids.tolist()),),
        )
        return {row["rowid"]: row["words"] for row in rows}

    def _continuing(self, ids: set[int], words: Sequence[str]) -> set[int]:
        """Those of the passages before which a passage ends with one of the words: read here, where that is cheap."""
        if any(map(_IS_CJK.match, words)):
            return ids  # they are indexed out of their order
        ends = {word.lower() for word in words[:-1]}
        rows = self._rows(
            "SELECT rowid, substr(words, -100) AS tail FROM passages_fts"
            " WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps([id - 1 for id in ids]),),
        )
        return {row["rowid"] + 1 for row in rows if ends.intersection(units(row["tail"].lower())[-1:])}

    def _look_up(self, expression: str, first: int, last: int, revision: str) -> Ids:
        """Passages that satisfy an expression, at most one more than says anything; `revision` keeps them apart."""
        return np.array(sorted(self._ids(expression, first, last, at_most=_COMMON + 1)), dtype=np.int64)

    def _ids(self, expression: str, first: int, last: int, *, later_parts: bool = False, at_most: int = -1) -> set[int]:
        """Passages whose words satisfy an expression; `later_parts`: only those that continue an exchange."""
        join = " JOIN passages p ON p.id = f.rowid AND p.part > 0" if later_parts else ""
        rows = self._rows(
            "SELECT json_group_array(id) FROM (SELECT f.rowid AS id"  # one row: thousands of them take longer
            f" FROM passages_fts f{join} WHERE passages_fts MATCH ? AND f.rowid BETWEEN ? AND ? LIMIT ?)",
            (f"words : ({expression})", first, last, at_most),
        )
        return set(json.loads(rows[0][0]))


def _oldest_first(ids: Ids, firsts: Ids) -> Iterator[list[int]]:
    """Ascending passages in lists of whole transcripts, in the order of the transcripts' first passages."""
    if len(ids) <= _AT_ONCE:
        yield ids.tolist()
        return
    by_id = np.argsort(firsts)
    places = by_id[np.searchsorted(firsts[by_id], ids, side="right") - 1]
    order = np.lexsort((ids, places))
    ids, places = ids[order], places[order]
    borders = np.flatnonzero(np.diff(places)) + 1
    start = 0
    while start < len(ids):
        after = borders[borders >= start + _AT_ONCE]
        end = int(after[0]) if len(after) else len(ids)
        yield ids[start:end].tolist()
        start = end


def _by_weight(telling: Sequence[tuple[Ids, float]]) -> list[int]:
    """The ids of some lists by the sum of the lists' weights, most first; of equal ones that which came first."""
    if not telling:
        return []
    every = np.concatenate([ids for ids, _ in telling])
    weights = np.concatenate([np.full(len(ids), weight) for ids, weight in telling])
    ids, places, numbers = np.unique(every, return_index=True, return_inverse=True)
    found: list[int] = ids[np.lexsort((places, -np.bincount(numbers, weights)))].tolist()
    return found


def _within(words: Sequence[str]) -> str:
    """An expression that holds for a passage with all the words, or with one of the pieces no border breaks."""
    if len(words) < _SHORT:
        return _together(words)
    # n + 1 pieces for n borders: two in a stretch of words, and two more for each that is added.
    pieces = min(3 + 2 * (len(words) // _STRETCH), len(words) // 3)
    cuts = [len(words) * n // pieces for n in range(pieces + 1)]
    return " OR ".join(f"({_together(words[a:b])})" for a, b in pairwise(cuts))


def _at_head(words: Sequence[str]) -> str:
    """An expression that holds for a passage that begins with the words from some place on."""
    return " OR ".join(f"({_together(words[n : n + _HEAD], at_head=True)})" for n in range(1, len(words)))


def _together(words: Sequence[str], *, at_head: bool = False) -> str:
    """Words in their order as a phrase. Characters in any order: a line may end between any two of them."""
    terms: list[str] = []
    for is_cjk, run in groupby(words, key=lambda word: bool(_IS_CJK.match(word))):
        terms += [f'"{char}"' for char in dict.fromkeys(run)] if is_cjk else [f'"{" ".join(run)}"']
    return " AND ".join([f"^ {terms[0]}" if at_head else terms[0], *terms[1:]])


def _phrases(words: Sequence[str]) -> list[str]:
    """Each two or three words that follow one another; of Chinese each pair, as it is indexed."""
    size = 2 if words and sum(map(bool, map(_IS_CJK.match, words))) * 2 > len(words) else 3
    found = [words[n : n + size] for n in range(max(len(words) - size + 1, 1))]
    step = max(1, len(found) // 40)
    return [f'"{"".join(w) if size == 2 and all(map(_IS_CJK.match, w)) else " ".join(w)}"' for w in found[::step]]
