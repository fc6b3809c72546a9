"""Turns that may hold given words, and turns that come near them: what a quote is compared with.

Every word of a quote stands in some passage of the turn it was cut from, but a passage may end anywhere between
two of them. The last passage it touches then begins with its last words; so a short quote is looked for whole and at
the head of passages. A long one is looked for in pieces, one of which no border breaks. The turns are read whole.
"""

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from store.database import Database, Row
from store.rows import day_of, sentence
from store.scopes import Allowed
from store.types import Sentence, Source

Ids = npt.NDArray[np.int64]

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_UNIT = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_IS_CJK = re.compile(f"[{_CJK}]")
# A stretch of so many words meets at most two borders of passages, whatever the embedder's window.
_STRETCH = 60
_SHORT = 24  # units; less are looked for whole, and at the head of a passage: pieces of them would stand anywhere
_HEAD = 6  # words that passages' heads are compared with
# Terms that more passages hold than this say little of where words stand.
_COMMON = 2000
_TERMS = 12
_REMEMBERED = 1000  # terms, of 16 kB at most


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One turn with its sentences, in order, and where it comes from."""

    source: Source
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Turns that share rare words with a text, most first, and the weight of each of its words, lower-cased."""

    turns: tuple[SpokenTurn, ...]
    weights: dict[str, float]


def units(text: str) -> list[str]:
    """The words of a text as full-text search tells them apart; of Chinese and Japanese each character."""
    return _UNIT.findall(unicodedata.normalize("NFC", text))


class Spoken:
    """Asks the catalog for turns by the words in them. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        # Quotes of one article share their common words.
        self._held = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def voices(self) -> tuple[str, ...]:
        """Everybody who speaks in the library: the names of people, and of newsrooms that ask."""
        rows = self._rows("SELECT speaker FROM turns WHERE speaker IS NOT NULL GROUP BY speaker COLLATE NOCASE")
        asking = self._rows("SELECT outlet FROM turns WHERE outlet IS NOT NULL GROUP BY outlet COLLATE NOCASE")
        return tuple(sorted({row[0] for row in [*rows, *asking]}))

    def holding(self, text: str, allowed: Allowed) -> tuple[SpokenTurn, ...]:
        """Every allowed turn that holds the words of `text` one after another, and perhaps some that do not."""
        words = units(text)
        if not words:
            return ()
        first, last = allowed.ends
        ids = self._ids(_within(words), first, last)
        if len(words) > 1 and len(words) < _SHORT:
            ids |= self._continuing(self._ids(_at_head(words), first, last, later_parts=True), words)
        return self._turns([id for id in sorted(ids) if allowed.mask[id]])

    def near(self, text: str, allowed: Allowed, *, limit: int) -> Near:
        """The allowed turns of the `limit` passages that share most rare words, or pairs of them, with a text."""
        words = list(dict.fromkeys(units(text.lower())))
        first, last = allowed.ends
        total = max(allowed.count, 1)
        held = {word: self._held(f'"{word}"', first, last, allowed.revision) for word in words}
        weights = {word: math.log((total + 1) / (len(ids) + 0.5)) for word, ids in held.items()}
        scores = Counter[int]()
        rare = sorted((word for word in words if 0 < len(held[word]) <= _COMMON), key=lambda word: len(held[word]))
        for word in rare[:_TERMS]:
            scores.update(dict.fromkeys(held[word].tolist(), weights[word]))
        if len(rare) < _TERMS // 2:
            for phrase in _phrases(units(text.lower())):
                found = self._held(phrase, first, last, allowed.revision)
                if len(found) <= _COMMON:
                    weight = math.log((total + 1) / (len(found) + 0.5))
                    scores.update(dict.fromkeys(found.tolist(), weight))
        best = [id for id, _ in scores.most_common() if allowed.mask[id]][:limit]
        return Near(self._turns(best), weights)

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

    def _turns(self, passage_ids: Sequence[int]) -> tuple[SpokenTurn, ...]:
        """The turns these passages hold words of, whole, those of the first passage first."""
        places = self._rows(
            "SELECT j.key, p.transcript_id, p.exchange, p.start, p.end FROM json_each(?) j"
            " JOIN passages p ON p.id = j.value ORDER BY j.key",
            (json.dumps(list(passage_ids)),),
        )
        exchanges = self._exchanges({(place["transcript_id"], place["exchange"]) for place in places})
        found: dict[tuple[str, int, int], SpokenTurn] = {}
        for place in places:
            for turn in exchanges.get((place["transcript_id"], place["exchange"]), ()):
                first, last = turn.sentences[0], turn.sentences[-1]
                if first.span.start < place["end"] and place["start"] < last.span.end:
                    found.setdefault((first.span.transcript_id, first.exchange, first.turn), turn)
        return tuple(found.values())

    def _exchanges(self, places: set[tuple[str, int]]) -> dict[tuple[str, int], list[SpokenTurn]]:
        """The turns of exchanges, in order. One question to the catalog for all of them."""
        wanted = json.dumps(sorted(places))
        ids = json.dumps(sorted({transcript_id for transcript_id, _ in places}))
        kept = self._rows(
            "SELECT id, file, title, date, source_url, text FROM transcripts"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        texts = {row["id"]: row["text"] for row in kept}
        sources = {
            row["id"]: Source(row["id"], row["file"], row["title"], day_of(row["date"]), row["source_url"])
            for row in kept
        }
        rows = self._rows(
            "SELECT s.*, u.asks, u.speaker, a.asked, a.outlet FROM"
            " (SELECT j.value ->> 0 AS id, j.value ->> 1 AS exchange, max(q.asks) AS asked,"
            "   (SELECT coalesce(o.outlet, o.speaker) FROM turns o WHERE o.transcript_id = j.value ->> 0"
            "    AND o.exchange = j.value ->> 1 AND o.role = 'asker' ORDER BY o.position DESC LIMIT 1) AS outlet"
            "  FROM json_each(?) j JOIN turns q ON q.transcript_id = j.value ->> 0 AND q.exchange = j.value ->> 1"
            "  GROUP BY j.key) a"
            " JOIN sentences s ON s.transcript_id = a.id AND s.exchange = a.exchange"
            " JOIN turns u ON u.transcript_id = a.id AND u.exchange = a.exchange AND u.position = s.turn"
            " ORDER BY s.transcript_id, s.exchange, s.position",
            (wanted,),
        )
        found: dict[tuple[str, int], list[SpokenTurn]] = {}
        for (id, exchange, _), group in groupby(rows, key=_turn_of):
            if id in texts:  # else removed a moment ago
                said = tuple(sentence(row, texts[id][row["start"] : row["end"]]) for row in group)
                found.setdefault((id, exchange), []).append(SpokenTurn(sources[id], said))
        return found


def _turn_of(row: Row) -> tuple[str, int, int]:
    return row["transcript_id"], row["exchange"], row["turn"]


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
