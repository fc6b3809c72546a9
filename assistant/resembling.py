"""What comes near a quote that was not said word for word: altered words, or parts from several places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.comparison import content_words, plain
from assistant.likeness import Likeness, Words, nearest_stretch
from assistant.quote_cuts import cut_of, cut_of_edits
from assistant.quote_ends import MARKS, with_signs
from assistant.quote_places import difference, exact_matches, is_by, oldest_first, words_at
from assistant.quote_types import QuoteMatch
from assistant.turn_text import TurnText
from assistant.verbatim import parts_of
from store.store import Store
from store.types import Extent, Filters, Sentence, Source

_CANDIDATES = 24
_OF_A_PART = 12
# Shares of words: up to so many changed is near. In a short quote one or two words are more than that, a "not" among
# them: up to so many are near if most of what tells words apart is kept.
_NEAR = 0.2
_LESS_NEAR, _FEW = 0.35, 2
_KEPT_WEIGHT = 0.6
_NEAREST_WEIGHT = 0.1  # of the weight of the quote's words, in the sentence that is shown where none is near
_MOST_SHOWN = 5
# A part of a spliced quote: fewer words, or characters of Chinese, may stand together anywhere.
_SHORTEST_PART = 5
_SHORTEST_IN_CHINESE = 8
_SHORTEST_SENTENCE = 3  # of the quote, whole
_MOST_PARTS = 4
_JOINTS = frozenset("and but while y pero et mais und aber".split())
_SENTENCE = re.compile(r"(?<=[.!?])'?\s+|(?<=[。！？])")
_CLOSING = tuple(".!?。！？")


@dataclass(frozen=True, slots=True)
class _Near:
    """A turn and the stretch of it that comes nearest to each part of the quote."""

    text: TurnText
    stretches: tuple[Likeness, ...]
    changed: int
    share: float  # changed words, of those of the longer wording
    weight: float  # share of the weight of the quote's words that is kept


class Resembling:
    """Compares one quote with the turns that share its rare words."""

    def __init__(self, text: str, store: Store, filters: Filters) -> None:
        self._text, self._store, self._filters = text.strip(MARKS), store, filters
        self._parts = parts_of(text)
        self._found: dict[str, list[QuoteMatch]] = {}
        near = store.turns_near(" ".join(self._parts), filters, limit=_CANDIDATES)
        self._weights = near.weights
        self._turns = [TurnText(turn) for turn in near.turns]
        self._words = [Words(part) for part in self._parts]
        self._size = sum(len(part.words) for part in self._words)

    @cached_property
    def _nearest(self) -> list[_Near]:
        found = [near for text in self._turns if (near := self._compared(text))]
        return sorted(found, key=lambda near: (near.changed, -near.weight))

    def _compared(self, text: TurnText) -> _Near | None:
        stretches = [nearest_stretch(part.words, text.words.words) for part in self._words]
        if not any(stretches):
            return None
        changed = sum(
            stretch.changed if stretch else len(part.words)
            for stretch, part in zip(stretches, self._words, strict=True)
        )
        kept = sum(self._weight(word) for stretch in stretches if stretch for word in stretch.kept)
        total = sum(self._weight(word) for part in self._words for word in part.words)
        found = tuple(stretch or Likeness(0, 0, 0, ()) for stretch in stretches)
        longer = max(self._size, sum(stretch.end - stretch.start for stretch in found))
        return _Near(text, found, changed, changed / longer, kept / total if total else 0.0)

    def _weight(self, word: str) -> float:
        return max(self._weights.get(word, 1.0), 0.1)

    @property
    def has_all_words(self) -> bool:
        """Whether only marks and capitals differ from what was said somewhere."""
        return bool(self._nearest) and self._nearest[0].changed == 0

    @property
    def is_very_near(self) -> bool:
        """Whether at most one word in five differs from what was said somewhere."""
        return bool(self._nearest) and self._nearest[0].share <= _NEAR

    def altered(self, speaker: str | None) -> list[QuoteMatch]:
        """The nearest words, with what differs; oldest first. Nothing if none come near."""
        if not self._nearest or not self._is_near(self._nearest[0]):
            return []
        best = [near for near in self._nearest if near.changed == self._nearest[0].changed]
        own = [near for near in self._nearest if self._is_near(near) and speaker and self._is_own(near, speaker)]
        if own:
            best = [near for near in own if near.changed == own[0].changed]
        most = max(near.weight for near in best)
        matches = [match for near in best if near.weight >= 0.9 * most for match in self._matches(near)]
        return oldest_first(matches)[: _MOST_SHOWN * len(self._parts)]

    def _is_own(self, near: _Near, speaker: str) -> bool:
        return is_by(near.text.turn.sentence(0), speaker)

    def _is_near(self, near: _Near) -> bool:
        is_less_near = near.changed <= _FEW and near.share <= _LESS_NEAR and near.weight >= _KEPT_WEIGHT
        return (near.share <= _NEAR and self._size > 1) or (is_less_near and self._is_of_the_same(near))

    def _is_of_the_same(self, near: _Near) -> bool:
        """Whether half of what the quote speaks of is kept: "Can you tell us about the ..." may lead to anything.

        Never of Chinese: two characters are a word, and a sentence of eight with another word says something else.
        """
        if any(part.are_chinese for part in self._words):
            return False
        matter = content_words(" ".join(self._parts))
        kept = content_words(" ".join(word for stretch in near.stretches for word in stretch.kept))
        return 2 * len(matter & kept) >= len(matter)

    def _matches(self, near: _Near) -> list[QuoteMatch]:
        parts = self._parts if len(self._parts) > 1 else [self._text]
        found = []
        for part, stretch in zip(parts, near.stretches, strict=True):
            if stretch.end > stretch.start:
                match = self._match(near.text, stretch, part)
                found.append(replace(match, part=part if len(parts) > 1 else None))
        return found

    def _match(self, text: TurnText, stretch: Likeness, part: str) -> QuoteMatch:
        extents = text.words.extents
        start, end = extents[stretch.start].start, extents[stretch.end - 1].end
        to_its_end = part.endswith(_CLOSING) and text.plain.startswith(_CLOSING, end)
        span = text.span(with_signs(Extent(start, end + to_its_end), text.plain))
        sentences = text.sentences(span)
        words = words_at(span, sentences, self._store)
        diff = difference(words, part)
        whole = " ".join(sentence.text for sentence in sentences)
        own = " ".join(edit.text for edit in diff if edit.op == "insert")
        cut = cut_of_edits(diff, whole) or cut_of((text.plain[start:end],), whole, besides=own)
        return QuoteMatch(0, sentences[0], text.turn.source, span, words, diff=diff, cut=cut)

    def nearest(self) -> QuoteMatch | None:
        """The sentence that shares most of what tells the quote's words apart, whole; None if none shares much."""
        quoted = {word for part in self._words for word in part.words}
        least = _NEAREST_WEIGHT * sum(map(self._weight, quoted))
        found: tuple[float, Source, Sentence] | None = None
        for near in sorted(self._nearest, key=lambda near: -near.weight)[:_MOST_SHOWN]:
            for sentence in near.text.turn.sentences:
                weight = sum(map(self._weight, quoted.intersection(Words(plain(sentence.text)).words)))
                if weight > (found[0] if found else least):
                    found = weight, near.text.turn.source, sentence
        return QuoteMatch(1, found[2], found[1], found[2].span, found[2].text) if found else None

    # --- parts from several places ---

    def of_whole_sentences(self) -> list[QuoteMatch]:
        """Where each sentence of the quote was said, word for word; nothing if one was not, or is too short to tell."""
        sentences = [piece for part in self._parts for piece in _SENTENCE.split(part) if piece]
        if any(len(Words(sentence).words) < _SHORTEST_SENTENCE for sentence in sentences):
            return []
        return self._placed(sentences)

    def spliced(self) -> list[QuoteMatch]:
        """Where the parts of the quote were said, word for word, in their order; nothing if it is not so made."""
        pieces = zip(self._parts, self._words, strict=True)
        return self._placed([piece for part, words in pieces for piece in self._cut(part, words)])

    def _placed(self, parts: Sequence[str]) -> list[QuoteMatch]:
        if not 2 <= len(parts) <= max(_MOST_PARTS, len(self._parts)):
            return []
        found: list[QuoteMatch] = []
        for part in parts:
            places = self._exact(part)
            if not places:
                return []
            found += [replace(place, part=part) for place in places]
        return [replace(match, n=n) for n, match in enumerate(found, start=1)]

    def _exact(self, part: str) -> list[QuoteMatch]:
        if part not in self._found:
            self._found[part] = exact_matches(part, self._store, self._filters, most=_MOST_SHOWN)
        return self._found[part]

    def _cut(self, part: str, words: Words) -> list[str]:
        """The fewest stretches of a part that were said word for word; one empty stretch if some word was not."""
        if len(self._parts) > 1 and self._exact(part):
            return [part]
        reach = [0] * len(words.words)
        for turns in self._turns_of_pieces(part, words, reach):
            reach[:] = map(max, reach, _reach(words.words, turns))
            if ends := _fewest_stretches(reach, _sentence_edges(part, words), words):
                starts = [a + (a + reach[a] < b) for a, b in zip([0, *ends[:-1]], ends, strict=True)]  # without a joint
                return [
                    part[words.extents[a].start : words.extents[b - 1].end] for a, b in zip(starts, ends, strict=True)
                ]
        return [""] * (_MOST_PARTS + 1)

    def _turns_of_pieces(self, part: str, words: Words, reach: Sequence[int]) -> Iterator[list[TurnText]]:
        """Turns that may hold a stretch of a part, those at hand first; `reach` is what is found by then."""
        yield self._turns
        if _SHORTEST_PART <= reach[0] < len(reach):
            yield self._sharing(part[words.extents[reach[0]].start :])
        pieces = _SENTENCE.split(part)
        middle = words.extents[len(words.extents) // 2].start
        for piece in pieces if len(pieces) > 1 else [part[:middle], part[middle:]]:
            yield self._sharing(piece)

    def _sharing(self, piece: str) -> list[TurnText]:
        return [TurnText(turn) for turn in self._store.turns_near(piece, self._filters, limit=_OF_A_PART).turns]


def _fewest_stretches(reach: Sequence[int], edges: set[int], words: Words) -> list[int]:
    """Where each of the fewest stretches ends, in order; nothing if the words cannot be cut into so few.

    An "and" between two of them may be the writer's: it stands at the beginning of the second one.
    """
    least = _SHORTEST_IN_CHINESE if words.are_chinese else _SHORTEST_PART
    joints = {at for at, word in enumerate(words.words) if at and word in _JOINTS}
    best: list[tuple[int, int]] = [(0, 0)]  # by end: how many stretches, and where the last of them begins
    for end in range(1, len(reach) + 1):
        shortest = {b: _SHORTEST_SENTENCE if b in edges and end in edges else least for b in range(end)}
        begun = ((b, b + (b in joints and b + reach[b] < end)) for b in range(end))
        fit = (b for b, a in begun if end - a >= shortest[b] and a + reach[a] >= end)
        begins = [b for b in fit if best[b][0] < _MOST_PARTS]
        best.append(min(((best[b][0] + 1, b) for b in begins), default=(_MOST_PARTS + 1, 0)))
    ends, end = [], len(reach)
    while end > 0 and best[-1][0] <= _MOST_PARTS:
        ends.append(end)
        end = best[end][1]
    return ends[::-1]


def _sentence_edges(part: str, words: Words) -> set[int]:
    """Before which words of a part a sentence begins, and where the last one ends."""
    starts = [0, *(found.end() for found in _SENTENCE.finditer(part))]
    return {sum(extent.start < start for extent in words.extents) for start in starts} | {len(words.words)}


def _reach(words: Sequence[str], turns: Sequence[TurnText]) -> list[int]:
    """For each word how many from it on stand one after another in one of the turns."""
    said = "\n".join(f" {' '.join(turn.words.words)} " for turn in turns)
    reach, length = [], 0
    for n in range(len(words)):
        length = max(length - 1, 0)  # what stands together does so without its first word
        while n + length < len(words) and f" {' '.join(words[n : n + length + 1])} " in said:
            length += 1
        reach.append(length)
    return reach
