"""One turn as a quote is compared with it: one spelling, its words, and the way back to the transcript. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from assistant.comparison import Spelled, plain, spelled
from assistant.likeness import Words
from assistant.verbatim import Place, places
from store.spoken import SpokenTurn
from store.types import Extent, Sentence, Span


class TurnText:
    """The words of a turn in one piece; stage directions between its sentences are no part of them."""

    def __init__(self, turn: SpokenTurn) -> None:
        self.turn = turn
        pieces = [self._gap(n) + sentence.text for n, sentence in enumerate(turn.sentences)]
        self._raw = "".join(pieces)
        self._starts = [0, *accumulate(len(piece) for piece in pieces)][:-1]
        self._starts = [start + len(self._gap(n)) for n, start in enumerate(self._starts)]

    def _gap(self, n: int) -> str:
        sentences = self.turn.sentences
        return " " if n and sentences[n].span.start > sentences[n - 1].span.end else ""

    @cached_property
    def plain(self) -> str:
        """The turn in one spelling."""
        return plain(self._raw)

    @cached_property
    def words(self) -> Words:
        """The words of `plain`."""
        return Words(self.plain)

    @cached_property
    def _spelled(self) -> Spelled:
        return spelled(self._raw)

    def places(self, quote: str, *, fairly: bool = True) -> list[Place]:
        """Where a quote stands word for word; see `verbatim.places`."""
        return places(quote, self.plain, fairly=fairly)

    def span(self, extent: Extent) -> Span:
        """Where characters of `plain` stand in the transcript."""
        raw = self._spelled.extent(extent.start, extent.end)
        first, last = self._sentence_at(raw.start), self._sentence_at(raw.end - 1)
        sentences = self.turn.sentences
        return Span(
            self.turn.source.transcript_id,
            sentences[first].span.start + raw.start - self._starts[first],
            sentences[last].span.start + raw.end - self._starts[last],
        )

    def _sentence_at(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)

    def sentences(self, span: Span) -> Sequence[Sentence]:
        """The sentences that a span touches, in order."""
        return [s for s in self.turn.sentences if s.span.start < span.end and span.start < s.span.end]
