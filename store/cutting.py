"""A reading -> the sentences and passages the library keeps. Pure functions."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from store.catalog import NewPassage
from store.exchanges import passages
from store.sentences import sentence_extents
from store.types import Exchange, Instant, Reading, Sentence, Span, Turn


def sentences_of(reading: Reading, transcript_id: str) -> list[Sentence]:
    """Every sentence of a reading, in order, numbered within its exchange."""
    return [sentence for exchange in reading.exchanges for sentence in _of_exchange(reading, exchange, transcript_id)]


def _of_exchange(reading: Reading, exchange: Exchange, transcript_id: str) -> list[Sentence]:
    asker = exchange.asker
    found: list[Sentence] = []
    for position, turn in enumerate(exchange.turns):
        asks = position < len(exchange.question)
        for extent in sentence_extents(reading.text, turn.start, turn.end, reading.asides):
            found.append(
                Sentence(
                    span=Span(transcript_id, extent.start, extent.end),
                    exchange=exchange.index,
                    index=len(found),
                    turn=position,
                    part="question" if asks else "answer" if exchange.question else "opening",
                    speaker=turn.speaker,
                    outlet=(asker.outlet or asker.speaker) if asker else None,
                    seconds=_seconds(reading.instants, turn, extent.start),
                    text=reading.text[extent.start : extent.end],
                )
            )
    return found


def _seconds(instants: Sequence[Instant], turn: Turn, start: int) -> float | None:
    """When a sentence is said: the time of the caption it begins in, or that of its turn."""
    last = bisect_right(instants, start, key=lambda instant: instant.start) - 1
    return instants[last].seconds if last >= 0 and instants[last].start >= turn.start else turn.seconds


def words_of(sentences: Iterable[str]) -> str:
    """The words of a passage as they are embedded and indexed."""
    return " ".join(" ".join(text.split()) for text in sentences)


def hash_of(words: str) -> str:
    """What a passage's vector is known by."""
    return hashlib.sha256(words.encode()).hexdigest()


def passages_of(
    sentences: Sequence[Sentence], count_tokens: Callable[[Sequence[str]], list[int]], window: int
) -> list[NewPassage]:
    """The passages of a transcript: one an exchange, long exchanges in parts that fit the window."""
    counts = dict(zip(map(id, sentences), count_tokens([s.text for s in sentences]), strict=True))
    found = []
    for exchange, group in groupby(sentences, key=lambda sentence: sentence.exchange):
        for part, run in enumerate(passages(list(group), lambda s: counts[id(s)], window)):
            words = words_of(sentence.text for sentence in run)
            digest = hash_of(words)
            tokens = sum(counts[id(sentence)] for sentence in run)
            found.append(NewPassage(exchange, part, run[0].span.start, run[-1].span.end, words, digest, tokens))
    return found
