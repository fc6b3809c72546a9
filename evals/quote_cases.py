"""Quotes with the verdict each must get, made from transcripts: cut out, retyped, altered, spliced, misattributed.

The same seed gives the same cases. Each is made so that its verdict follows from how it was made. A sentence of a
transcript that the library does not hold was not said there, unless its words come as near to words that were as an
altered quote does, one word in five exchanged, left out or put in: then it must be found as altered ("nearly said").
That is counted here over all words of the library, by itself (Sellers 1980), not by the check that is measured.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.comparison import plain
from assistant.quote_types import Verdict
from assistant.verbatim import drops_meaning
from store.types import Sentence

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")
_LEAST = 8  # words, or characters of Chinese
_MOST = 45
_ALTERED = 0.2  # share of words
# Words, or characters of Chinese, of each half of a splice, at least, and more than one in five of its words.
_APART, _APART_IN_CHINESE = 6, 8
_AUXILIARY = re.compile(
    r"\b(?:will|do|does|did|is|are|was|were|can|should|would|have|has|had|could|must)\s+not\s+(?=\w)", re.IGNORECASE
)
_CREDITS = re.compile(
    r"\b(?:[Ss]ome|[Cc]ritics|[Tt]hey|(?:[Tt]he|[Oo]ur)\s+\w+)\s+(?:say|says|said|claim|claims)\s+that\s+(?=\w)"
)
_TYPES: tuple[tuple[str, str], ...] = (
    ("'", "’‘'"), ("’", "'’"), ('"', "“”\""), ("“", '"„«'), ("”", '"”»'), ("—", "–—"), ("-", "-‐‑"), (" ", "  \u00a0"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuoteCase:
    """A quote, who is claimed to have said it, and the verdict it must get.

    `is_cut` says whether it lost a "not" or who is said to hold it, None where that is not asked.
    """

    kind: str
    language: str
    text: str
    verdict: Verdict
    speaker: str | None = None
    is_cut: bool | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What cases are made of: the sentences of a library, by transcript in order, and sentences that are not in it."""

    said: Sequence[Sentence]
    languages: dict[str, str]  # by transcript
    absent: Sequence[tuple[str, str]]  # sentence and language
    texts: Sequence[str] = ()  # of every transcript of the library, to look for `absent` in

    def of(self, sentence: Sentence) -> str:
        """The language a sentence is in."""
        if _CJK.search(sentence.text):
            return "zh"
        return self.languages[sentence.span.transcript_id]


def quote_cases(material: Material, *, of_each: int, seed: int = 9) -> Iterator[QuoteCase]:
    """At most so many cases of each kind, languages in turn."""
    chance = random.Random(seed)
    fit = [s for s in material.said if _LEAST <= len(tokens(s.text)) <= _MOST]
    by_language: dict[str, list[Sentence]] = {}
    for sentence in fit:
        by_language.setdefault(material.of(sentence), []).append(sentence)
    for kind, make in _KINDS.items():
        made = 0
        orders = [chance.sample(sentences, len(sentences)) for _, sentences in sorted(by_language.items())]
        for sentence in _in_turn(orders):
            if made == of_each:
                break
            if case := make(sentence, material, chance, kind):
                made += 1
                yield case
    said = Said(material.texts)
    for text, language in chance.sample(list(material.absent), min(of_each * 2, len(material.absent))):
        changed = said.least_changed(text)
        if changed > _ALTERED:
            yield QuoteCase("not in the library", language, text, "not_found")
        elif changed:
            yield QuoteCase("nearly said", language, text, "altered")


class Said:
    """All words of some texts, to count in how many a quote differs from the stretch that is nearest to it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        said = [self._numbers.setdefault(word, len(self._numbers)) for text in texts for word in _words(text)]
        self._said = np.array(said, dtype=np.int64)

    def least_changed(self, quote: str) -> float:
        """The share of words that are exchanged, left out or put in where fewest are, of the longer wording's words."""
        words, size = _words(quote), len(self._said)
        columns, one = np.arange(size + 1), size + 2
        # Costs times `one`, plus how far before the end of all words the stretch begins: both are carried along.
        costs = size - columns
        for row, word in enumerate(words, start=1):
            across = costs[:-1] + one * (self._said != self._numbers.get(word, -1))
            costs[0], costs[1:] = row * one + size, np.minimum(across, costs[1:] + one)
            costs = np.minimum.accumulate(costs - columns * one) + columns * one
        lengths = np.maximum(columns - (size - costs % one), len(words))
        return float(np.min(costs // one / np.maximum(lengths, 1)))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _bare(tokens(text)) if word]


def tokens(text: str) -> list[str]:
    """The words of a text with their marks; of Chinese each character."""
    return _TOKEN.findall(text)


def _in_turn(orders: Sequence[Sequence[Sentence]]) -> Iterator[Sentence]:
    for n in range(max(map(len, orders), default=0)):
        yield from (order[n] for order in orders if n < len(order))


def _joined(words: Sequence[str], like: str) -> str:
    return ("" if _CJK.search(like) else " ").join(words)


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip(".,;:!?\"'“”‘’()—–-…。，！？") for word in words]


Maker = Callable[[Sentence, Material, random.Random, str], QuoteCase | None]


def _whole(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase:
    return QuoteCase(kind, material.of(s), s.text, "exact", s.speaker, is_cut=False)


def _slice(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    spots = [m.start() for m in _TOKEN.finditer(s.text)]
    first = chance.randrange(len(spots) - 5)
    end = chance.randrange(first + 5, len(spots) + 1)
    text = s.text[spots[first] : spots[end] if end < len(spots) else len(s.text)].strip()
    return QuoteCase(kind, material.of(s), text, "exact") if sum(map(str.isalnum, text)) > 4 else None


def _retyped(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase:
    text = s.text
    for one, others in _TYPES:
        text = "".join(chance.choice(others) if char == one else char for char in text)
    text = text[:1].swapcase() + text[1:]
    return QuoteCase(kind, material.of(s), chance.choice(["“{}”", "«{}»", "{}", "…{}"]).format(text), "exact")


def _ellipsis(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    spots = [m.start() for m in _TOKEN.finditer(s.text)]
    if len(spots) < 12:
        return None
    first = chance.randrange(4, len(spots) - 6)
    last = chance.randrange(first + 1, min(first + 8, len(spots) - 4))
    left_out = s.text[spots[first] : spots[last]]
    if drops_meaning(plain(left_out)):
        return None
    mark = chance.choice([" … ", " ... ", " [...] ", " (…) "])
    return QuoteCase(kind, material.of(s), s.text[: spots[first]].rstrip() + mark + s.text[spots[last] :], "exact")


def _bracket(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    words = tokens(s.text)
    place = chance.randrange(2, len(words) - 3)
    if drops_meaning(plain(words[place])) or not words[place].isalnum() or _CJK.search(s.text):
        return None
    words[place] = chance.choice(["[the ministry]", "[the accord]", "[they]"])
    return QuoteCase(kind, material.of(s), " ".join(words), "exact")


def _altered(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    words, changes = tokens(s.text), int(kind.split()[1])
    if len(_words(s.text)) < 5 * changes or re.search(r"[\[\]()…]", s.text):
        return None
    for place in sorted(chance.sample(range(1, len(words) - 1), changes), reverse=True):
        other = tokens(chance.choice(material.said).text)
        new = chance.choice(_bare(other) or [""])
        old = _bare([words[place]])[0]
        is_alike = bool(_CJK.match(new)) == bool(_CJK.match(old))
        if not new.isalnum() or not old.isalnum() or new.lower() == old.lower() or not is_alike:
            return None
        way = chance.choice(["exchange", "leave out", "put in"])
        words[place : place + 1] = {"exchange": [new], "leave out": [], "put in": [words[place], new]}[way]
    text = _joined(words, s.text)
    return QuoteCase(kind, material.of(s), text, "altered")


def _spliced(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    others = [chance.choice(material.said) for _ in range(50)]
    fits = (
        o for o in others
        if _LEAST <= len(tokens(o.text)) <= _MOST and material.of(o) == material.of(s)
        and (o.span.transcript_id, o.exchange) != (s.span.transcript_id, s.exchange)
    )  # fmt: skip
    other = next(fits, None)
    if other is None:
        return None
    one, two = s.text, other.text
    if "halves" in kind:
        spots, ends = ([m.start() for m in _TOKEN.finditer(text)] for text in (one, two))
        one, two = one[: spots[len(spots) // 2]].strip(), two[ends[len(ends) // 2] :]
        sizes = len(_words(one)), len(_words(two))
        least = _APART_IN_CHINESE if _CJK.search(one) else _APART
        if min(sizes) < max(least, _ALTERED * sum(sizes) + 1):
            return None
    if any(_holds(o, two) for o in material.said if o.span.transcript_id == s.span.transcript_id):
        return None  # a stock phrase, which may have followed there too
    mark = " … " if "…" in kind else "" if _CJK.search(one) else " "
    return QuoteCase(kind, material.of(s), f"{one}{mark}{two}", "spliced")


def _is_said_twice(sentence: Sentence, material: Material) -> bool:
    words = " ".join(sentence.text.split()).rstrip(".。")
    return sum(words in " ".join(other.text.split()) for other in material.said) > 1


def _holds(sentence: Sentence, words: str) -> bool:
    return " ".join(_words(words)) in " ".join(_words(sentence.text))


def _somebody_else(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    here = {o.speaker for o in material.said if o.span.transcript_id == s.span.transcript_id and o.part != "question"}
    names = sorted(name for name in here if name and name != s.speaker)
    voices = (s.speaker, s.outlet if s.part == "question" else None)
    if not names or not any(voices) or _is_said_twice(s, material):
        return None
    claimed = chance.choice(names)
    if any(voice and (voice.split()[-1] in claimed or claimed.split()[-1] in voice) for voice in voices):
        return None
    return QuoteCase(kind, material.of(s), s.text, "other_speaker", claimed)


def _without_not(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    found = _AUXILIARY.search(s.text)
    if not found:
        return None
    text = s.text[: found.start()] + found[0].split()[0] + " " + s.text[found.end() :]
    return QuoteCase(kind, material.of(s), text, "altered", is_cut=True)


def _cut_off(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    found = (_AUXILIARY if "not" in kind else _CREDITS).search(s.text)
    text = s.text[found.end() :] if found else ""
    return QuoteCase(kind, material.of(s), text, "exact", is_cut=True) if len(tokens(text)) > 3 else None


def _other_words(s: Sentence, material: Material, chance: random.Random, kind: str) -> QuoteCase | None:
    """Its short words as they are, the long ones exchanged: grammar that was said, matter that was not."""
    words = tokens(s.text)
    long = [n for n, word in enumerate(words) if len(word) > 3]
    if _CJK.search(s.text) or len(long) < 0.45 * len(words):
        return None
    for n in long:
        words[n] = chance.choice([w for w in tokens(chance.choice(material.said).text) if len(w) > 3] or ["xyz"])
    return QuoteCase(kind, material.of(s), " ".join(words), "not_found")


_KINDS: dict[str, Maker] = {
    "whole sentence": _whole,
    "slice": _slice,
    "retyped": _retyped,
    "ellipsis": _ellipsis,
    "bracket": _bracket,
    "altered 1": _altered,
    "altered 2": _altered,
    "altered 4": _altered,
    "spliced sentences": _spliced,
    "spliced halves": _spliced,
    "spliced with …": _spliced,
    "somebody else": _somebody_else,
    "without its not": _without_not,
    "cut behind a not": _cut_off,
    "cut behind who says so": _cut_off,
    "other words": _other_words,
}
