"""How well passages and their sentences fit a question, by the cross-encoder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from assistant.reranker import CrossEncoder
from assistant.types import Marker
from store.types import Hit, Sentence

# Cross-encoder logits and search scores, chosen on the questions that are not held out (evals/NOTES.md, 2026-11).
NOTHING = -20.0  # below any score
_TIE = 0.05  # exchanges that the search scored as near as this are told apart by how they fit
_FITS_BETTER = 3.0  # and this much better
_CANDIDATES = 6
# What is said between the answers: quoted, it says nothing.
_COURTESY = re.compile(
    r"\W*(?:thanks|thank you|good (?:morning|afternoon|evening)|okay|all right|go ahead|merci|gracias|谢谢)\b.{0,25}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage, in the order found, with how well its question and all of it fit, and each sentence of its reply.

    A sentence is judged behind the reporter's last one: replies leave out what was asked.
    """

    number: int
    hit: Hit
    sentences: tuple[tuple[Marker, Sentence], ...]
    question_fit: float = NOTHING
    fit: float = NOTHING
    scores: tuple[float, ...] = ()

    def pool(self, *, asks: bool) -> list[tuple[Marker, Sentence]]:
        """The sentences of the question, or those of the reply but for mere courtesies."""
        return [
            (marker, s)
            for marker, s in self.sentences
            if (s.part == "question") == asks and (asks or not _COURTESY.fullmatch(s.text))
        ]


Quotes = tuple[Judged, list[tuple[Marker, Sentence]]]


class Judge:
    """Scores by a cross-encoder, on its scale of logits."""

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder = encoder

    def passages(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """The first few passages with how well they fit; best first.

        The search's own order stands but for a near tie at its head: on questions held out it had the right
        exchange first more often than any order by the cross-encoder alone.
        """
        texts = [_texts(passage) for passage in passages[:_CANDIDATES]]
        scored = iter(self.scores(question, [*chain.from_iterable(texts)]))  # at once: every core has work to the end
        judged = []
        for passage, own in zip(passages, texts, strict=False):
            question_fit, fit, *scores = islice(scored, len(own))
            judged.append(replace(passage, question_fit=question_fit, fit=fit, scores=tuple(scores)))
        tied = [p for p in judged if p.hit.score >= judged[0].hit.score - _TIE]
        best = max(tied, key=lambda p: p.fit, default=None)
        if best and best.fit >= judged[0].fit + _FITS_BETTER:
            judged = [best, *(p for p in judged if p is not best)]
        return judged

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text fits the question; NOTHING for an empty one."""
        scores = iter(self._encoder.scores(question, [text for text in texts if text]))
        return [next(scores) if text else NOTHING for text in texts]


def _texts(passage: Judged) -> list[str]:
    """What is judged of a passage: its question, all of it, each sentence of its reply behind the last one asked."""
    asked = [s.text for _, s in passage.pool(asks=True)]
    reply = [s.text for _, s in passage.pool(asks=False)]
    whole = " ".join(asked)
    last = asked[-1] if asked else ""
    return [whole, f"{whole} {' '.join(reply)}" if reply else "", *(f"{last} {text}" for text in reply)]
