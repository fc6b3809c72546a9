"""Which sentences are shown of passages that do not all fit: those that fit the question, with their neighbours.

A sentence alone may turn its meaning round: the "but" comes after it, and whom "he" means before. Pure functions.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from assistant.types import Question
from store.lexical import match_terms
from store.types import Hit, Sentence

_ASKED, _BESIDE = 3, 2  # sentences that end the question, and that stand before and after, of a part of an exchange
# Of what is left, what a passage may take to be shown whole. In prompts of 400 to 2000 tokens, sentences that answer
# were shown as often as with the best passages whole for short exchanges (92-98 %), and 7 to 15 points more often for
# long ones (evals: newsroom, 396 questions; QMSum, 63).
_WHOLE = 0.5
_NEIGHBOUR = 0.5  # what standing next to a sentence is worth, as a share of that one's own worth


@dataclass(frozen=True, slots=True)
class Priced:
    """What may be shown of a passage, and what it costs in tokens: the heading, each line, a mark of a gap."""

    sentences: tuple[Sentence, ...]
    length: int  # sentences of the exchange
    heading: int
    lines: tuple[int, ...]
    gap: int

    def cost(self, shown: Collection[int]) -> int:
        """The tokens of the passage when the sentences at these places are shown; 0 for none."""
        if not shown:
            return 0
        marks = len(gaps([self.sentences[place] for place in sorted(shown)], self.length))
        return self.heading + sum(self.lines[place] for place in shown) + marks * self.gap


def offered(hit: Hit) -> tuple[Sentence, ...]:
    """What may be shown of a hit: of a part of an exchange also the end of its question and what stands next to it."""
    if not (hit.whole and hit.sentences):
        return hit.sentences
    wanted = {s.index for s in [s for s in hit.whole if s.part == "question"][-_ASKED:]}
    for part in hit.parts:
        first, last = part.sentences[0].index, part.sentences[-1].index
        wanted.update(range(first - _BESIDE, last + _BESIDE + 1))
    return tuple(s for s in hit.whole if s.index in wanted)


def length_of(hit: Hit) -> int:
    """How many sentences a hit's exchange has."""
    return len(hit.whole) or max((s.index + 1 for s in hit.sentences), default=0)


def gaps(shown: Sequence[Sentence], length: int) -> set[int]:
    """The positions, among the sentences shown of an exchange of this length, before which some are left out."""
    places = (-1, *(sentence.index for sentence in shown), length)
    return {at for at, (before, after) in enumerate(pairwise(places)) if after > before + 1}


def packed(question: Question, passages: Sequence[Priced], budget: int) -> list[list[int]]:
    """For each passage, best first, the places of the sentences shown within the budget; none where it is left out.

    First each is shown whole if it is short for what is left, or else gets what was asked and the reply's sentence that
    fits the question best with its neighbours, or without them where there is no room; then the best passages are
    filled up, the most fitting sentences first. No passage is shown without words of a reply.
    """
    worths = _worths(question, passages)
    shown: list[set[int]] = [set() for _ in passages]
    left = budget
    for number, passage in enumerate(passages):
        cores, whole = _cores(passage.sentences, worths[number]), set(range(len(passage.lines)))
        if cores and passage.cost(whole) <= _WHOLE * left:
            cores = [whole]
        shown[number] = next((core for core in cores if passage.cost(core) <= left), set())
        left -= passage.cost(shown[number])
    for number, passage in enumerate(passages):
        for place in _by_nearness(worths[number]) if shown[number] else ():
            more = shown[number] | {place}
            cost = passage.cost(more) - passage.cost(shown[number])
            if cost <= left:
                shown[number] = more
                left -= cost
    return [sorted(places) for places in shown]


def _cores(sentences: Sequence[Sentence], worths: Sequence[float]) -> list[set[int]]:
    """What a passage is shown by at the least, the better first: none where it holds no reply."""
    asked = [place for place, s in enumerate(sentences) if s.part == "question"]
    replied = [place for place, s in enumerate(sentences) if s.part != "question"]
    if not replied:
        return []
    best = max(replied, key=lambda place: worths[place])
    around = {place for place in range(best - 1, best + 2) if 0 <= place < len(sentences)}
    asking = {max(asked, key=lambda place: worths[place]), asked[-1]} if asked else set()
    return [asking | around, asking | {best}, {best}]


def _worths(question: Question, passages: Sequence[Priced]) -> list[list[float]]:
    """How much of the question each sentence holds: words that few sentences hold count more.

    Words of somebody whom the question's filters keep out are worth nothing.
    """
    terms = match_terms(question.text)
    held = [[_held(terms, s) if question.filters.admits_words(s) else [] for s in p.sentences] for p in passages]
    often = Counter(term for passage in held for sentence in passage for term in sentence)
    count = sum(map(len, held))
    return [[sum(log(1 + count / often[term]) for term in sentence) for sentence in passage] for passage in held]


def _held(terms: Sequence[str], sentence: Sentence) -> list[str]:
    words = sentence.text.lower()
    return [term for term in terms if term in words]


def _by_nearness(worths: Sequence[float]) -> list[int]:
    """Places, those first whose sentence, or else a neighbour, fits best; of equal ones the earlier."""
    padded = [0.0, *worths, 0.0]
    near = [max(own, _NEIGHBOUR * max(padded[at], padded[at + 2])) for at, own in enumerate(worths)]
    return sorted(range(len(worths)), key=lambda place: -near[place])
