"""Where words stand in a transcript: its sentences, whose turn that is, and what filters let pass. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from store.cutting import sentences_of
from store.types import Exchange, Filters, Part, Reading, Sentence, Span, Transcript, Turn

Transcripts = Mapping[str, Transcript]  # by the store's ids
Place = tuple[str, int]  # an exchange: the transcript's id and the exchange's index


@dataclass(frozen=True, slots=True)
class Spot:
    """The turn that a stretch of text lies in, the exchange that turn belongs to, and which part of it."""

    exchange: Exchange
    turn: Turn
    part: Part

    @property
    def outlet(self) -> str | None:
        """Who asked in this exchange: the newsroom, or the person where none is known."""
        asker = self.exchange.asker
        return (asker.outlet or asker.speaker) if asker else None


def sentences(transcript: Transcript) -> tuple[Sentence, ...]:
    """Every sentence of a transcript, in order, as the store cuts them."""
    return _sentences(transcript.reading, transcript.id)


@lru_cache(maxsize=128)
def _sentences(reading: Reading, transcript_id: str) -> tuple[Sentence, ...]:
    return tuple(sentences_of(reading, transcript_id))


def spot(transcript: Transcript, start: int, end: int) -> Spot | None:
    """The turn that holds all of [start, end); None if no one turn does."""
    for exchange in transcript.reading.exchanges:
        for position, turn in enumerate(exchange.turns):
            if turn.start <= start < end <= turn.end:
                asks = position < len(exchange.question)
                return Spot(exchange, turn, "question" if asks else "answer" if exchange.question else "opening")
    return None


def slice_of(transcripts: Transcripts, span: Span) -> str | None:
    """The words of a span; None if there is no such transcript or the span does not lie in its text."""
    transcript = transcripts.get(span.transcript_id)
    if transcript is None or not 0 <= span.start < span.end <= len(transcript.reading.text):
        return None
    return transcript.reading.text[span.start : span.end]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share at least one character."""
    return one.transcript_id == other.transcript_id and one.start < other.end and other.start < one.end


def in_scope(transcript: Transcript, exchange: Exchange, filters: Filters) -> bool:
    """Whether a search held to these filters may return this exchange; the rules of `store.rows.where`.

    Dates are inclusive, and a transcript without one passes no date filter. Part of a name is enough, case aside:
    `speakers` of who answers, `outlets` of who asks.
    """
    day = transcript.reading.date
    if (filters.since or filters.until) and day is None:
        return False
    if day and ((filters.since and day < filters.since) or (filters.until and day > filters.until)):
        return False
    if filters.transcripts and not {transcript.id, transcript.file} & set(filters.transcripts):
        return False
    return _named(exchange.answer, filters.speakers) and _named(exchange.question, filters.outlets)


def _named(turns: Iterable[Turn], names: tuple[str, ...]) -> bool:
    labels = [f"{turn.speaker or ''} {turn.outlet or ''}".lower() for turn in turns]
    return not names or any(name.lower() in label for name in names for label in labels)


def scoped_places(transcripts: Transcripts, filters: Filters) -> frozenset[Place]:
    """Every exchange that the filters let pass."""
    return frozenset(
        (transcript.id, exchange.index)
        for transcript in transcripts.values()
        for exchange in transcript.reading.exchanges
        if in_scope(transcript, exchange, filters)
    )
