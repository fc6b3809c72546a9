"""Whether what the catalog derives from a transcript fits its text: turns, sentences, passages. Pure functions."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from store.cutting import words_of
from store.types import Exchange, Extent, Reading


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence as the catalog keeps it."""

    exchange: int
    position: int
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the catalog keeps it."""

    id: int
    exchange: int
    part: int
    start: int
    end: int
    hash: str


def span_fault(reading: Reading, sentences: Sequence[SentenceRow], passages: Sequence[PassageRow]) -> str | None:
    """The first thing that does not fit, in words; None if everything does.

    Sentences come in the order of exchange and position, passages in that of their ids. Every word of a turn, asides
    apart, must stand in a sentence, and every sentence in a passage.
    """
    return turn_fault(reading) or _sentence_fault(reading, sentences) or _passage_fault(reading, sentences, passages)


def words_of_passages(reading: Reading, sentences: Sequence[SentenceRow], passages: Sequence[PassageRow]) -> list[str]:
    """The words of each passage as the text now has them; spans must fit."""
    starts = {row.start: index for index, row in enumerate(sentences)}
    ends = {row.end: index for index, row in enumerate(sentences)}
    return [
        words_of(reading.text[row.start : row.end] for row in sentences[starts[passage.start] : ends[passage.end] + 1])
        for passage in passages
    ]


def turn_fault(reading: Reading) -> str | None:
    """The first aside, exchange or turn that is out of place; None if none is."""
    last = 0
    for aside in reading.asides:
        if not last <= aside.start <= aside.end <= len(reading.text):
            return f"the aside at {aside.start} is out of place"
        last = aside.end
    last = 0
    for index, exchange in enumerate(reading.exchanges):
        if exchange.index != index:
            return f"exchange {exchange.index} stands where {index} should"
        for position, turn in enumerate(exchange.turns):
            if not last <= turn.start <= turn.end <= len(reading.text):
                return f"turn {position} of exchange {index} is out of place"
            last = turn.end
    return None


def _sentence_fault(reading: Reading, sentences: Sequence[SentenceRow]) -> str | None:
    by_exchange = {index: list(rows) for index, rows in groupby(sentences, key=lambda row: row.exchange)}
    if by_exchange.keys() - set(range(len(reading.exchanges))):
        return "sentences of an exchange that is not there"
    for exchange in reading.exchanges:
        rows = by_exchange.get(exchange.index, [])
        if fault := _fault_in_exchange(reading, exchange, rows):
            return f"{fault} in exchange {exchange.index}"
    return None


def _fault_in_exchange(reading: Reading, exchange: Exchange, rows: Sequence[SentenceRow]) -> str | None:
    if [row.position for row in rows] != list(range(len(rows))):
        return "sentences are not numbered in order"
    if any(before.turn > after.turn for before, after in pairwise(rows)):
        return "sentences are not in the order of their turns"
    if rows and not 0 <= rows[0].turn <= rows[-1].turn < len(exchange.turns):
        return "a sentence of a turn that is not there"
    by_turn = {turn: list(group) for turn, group in groupby(rows, key=lambda row: row.turn)}
    for position, turn in enumerate(exchange.turns):
        last = turn.start
        asides = _asides_in(reading.asides, turn.start, turn.end)
        for row in by_turn.get(position, []):
            if not last <= row.start < row.end <= turn.end:
                return f"sentence {row.position} is out of place"
            if any(aside.start < row.end and row.start < aside.end for aside in asides):
                return f"sentence {row.position} runs into an aside"
            if _has_words(reading.text, last, row.start, asides):
                return f"words before sentence {row.position} are in no sentence"
            last = row.end
        if _has_words(reading.text, last, turn.end, asides):
            return f"the last words of turn {position} are in no sentence"
    return None


def _asides_in(asides: Sequence[Extent], start: int, end: int) -> Sequence[Extent]:
    first = bisect_right(asides, start, key=lambda aside: aside.end)
    return asides[first : bisect_left(asides, end, key=lambda aside: aside.start)]


def _has_words(text: str, start: int, end: int, asides: Sequence[Extent]) -> bool:
    for aside in asides:
        if start < aside.end and aside.start < end:
            return _has_words(text, start, aside.start, ()) or _has_words(text, aside.end, end, asides)
    return any(char.isalnum() for char in text[start:end])


def _passage_fault(reading: Reading, sentences: Sequence[SentenceRow], passages: Sequence[PassageRow]) -> str | None:
    if passages and [row.id for row in passages] != list(range(passages[0].id, passages[0].id + len(passages))):
        return "its passages are not a run of ids"
    for _, rows in groupby(passages, key=lambda row: row.exchange):
        if any(row.part != part for part, row in enumerate(rows)):
            return "its passages are not numbered in order"
    left = list(sentences)[::-1]
    for row in passages:
        if not left or (left[-1].exchange, left[-1].start) != (row.exchange, row.start):
            return f"passage {row.id} does not begin at a sentence"
        while left and left[-1].exchange == row.exchange and left[-1].end < row.end:
            left.pop()
        if not left or (left[-1].exchange, left[-1].end) != (row.exchange, row.end):
            return f"passage {row.id} does not end at a sentence"
        left.pop()
    return f"{len(left)} sentences are in no passage" if left else None
