"""One turn as a quote is compared with it: one spelling, its words, and the way back to the transcript. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from assistant.comparison import Spelled, spelled
from assistant.likeness import Words
from assistant.verbatim import Place, places
from store.spoken_turns import SpokenTurn
from store.types import Extent, Sentence, Span


class TurnText:
    """The words of a turn in one piece; stage directions between its sentences are no part of them."""

    def __init__(self, turn: SpokenTurn) -> None:
        self.turn = turn
        self._extents = turn.extents
        pieces: list[str] = []
        self._starts: list[int] = []  # where each sentence stands in the piece
        size, end = 0, self._extents[0].start
        for extent in self._extents:
            if extent.start > end:
                pieces.append(" ")
                size += 1
            pieces.append(turn.text[extent.start : extent.end])
            self._starts.append(size)
            size, end = size + extent.end - extent.start, extent.end
        self._raw = "".join(pieces)

    @property
    def plain(self) -> str:
        """The turn in one spelling."""
        return self._spelled.text

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
        return Span(
            self.turn.source.transcript_id,
            self._extents[first].start + raw.start - self._starts[first],
            self._extents[last].start + raw.end - self._starts[last],
        )

    def _sentence_at(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)

    def sentences(self, span: Span) -> Sequence[Sentence]:
        """The sentences that a span touches, in order."""
        touched = (n for n, at in enumerate(self._extents) if at.start < span.end and span.start < at.end)
        return [self.turn.sentence(n) for n in touched]
