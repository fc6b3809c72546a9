"""Sentences -> lines that recur: how often, since when, in which wordings, with what silences. Pure functions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median

from assistant.word_diff import Edit, added, dropped, word_diff
from store.sayings import Saying
from store.signatures import bands_of, likeness, words

# Sentences that share this much of their words and pairs are one line; chosen on twenty groups of each of two sets
# of transcripts, read by eye (evals/NOTES.md, 2026-11); a hundredth more than there, since
# two of four words that end in another one share .556: "That is a sign.", "That is a problem."
ALIKE = 0.56
# A silence is told from this many days on, if it is as many times the usual interval.
_SILENCE_DAYS, _TIMES_USUAL = 90, 3
_FEW = 60  # wordings that are compared each with each
_COMPARED = 20  # else each with so many that share most bands


@dataclass(frozen=True, slots=True)
class Change:
    """A time when a line was said in other words than the time before.

    `back_to` is when it was last said in these words, None where they are new.
    """

    before: Saying
    after: Saying
    back_to: Saying | None
    edits: tuple[Edit, ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        """The words that were left out."""
        return dropped(self.edits)

    @property
    def added(self) -> tuple[str, ...]:
        """The words that came in."""
        return added(self.edits)


@dataclass(frozen=True, slots=True)
class Silence:
    """A long time, in days, in which a line was not said."""

    after: dt.date
    until: dt.date

    @property
    def days(self) -> int:
        return (self.until - self.after).days


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of a line: the first time it was said, the last, and how often."""

    first: Saying
    last: Saying
    count: int


@dataclass(frozen=True)
class Line:
    """Sentences that say the same in nearly the same words, oldest first, undated last."""

    sayings: tuple[Saying, ...]

    @cached_property
    def dated(self) -> tuple[Saying, ...]:
        """Those whose day is known; all of them if none is."""
        return tuple(saying for saying in self.sayings if saying.source.date) or self.sayings

    @property
    def first(self) -> Saying:
        """The first time it was said, as far as days are known."""
        return self.dated[0]

    @property
    def last(self) -> Saying:
        """The last time it was said, as far as days are known."""
        return self.dated[-1]

    @cached_property
    def recurs(self) -> bool:
        """Whether it was said on two days, or to two askers; one conference kept twice is no repetition."""
        return len({(saying.source.date, saying.sentence.outlet) for saying in self.sayings}) > 1

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Its wordings, the most frequent first, then the oldest."""
        by_words: dict[str, list[Saying]] = {}
        for saying in self.sayings:
            by_words.setdefault(_said(saying), []).append(saying)
        forms = [Form(those[0], those[-1], len(those)) for those in by_words.values()]
        return tuple(sorted(forms, key=lambda form: -form.count))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Each time the words were others than the time before; oldest first."""
        last: dict[str, Saying] = {}
        found = []
        for before, after in pairwise(self.dated):
            last[_said(before)] = before
            if _said(after) != _said(before):
                found.append(Change(before, after, last.get(_said(after)), _edits(_flat(before), _flat(after))))
        return tuple(found)

    @cached_property
    def silences(self) -> tuple[Silence, ...]:
        """The times between two uses that are long, and long beside the others; oldest first."""
        days = sorted({saying.source.date for saying in self.sayings if saying.source.date})
        intervals = [Silence(one, other) for one, other in pairwise(days)]
        usual = median(interval.days for interval in intervals) if intervals else 0
        least = max(_SILENCE_DAYS, _TIMES_USUAL * usual if len(intervals) > 1 else 0)
        return tuple(interval for interval in intervals if interval.days >= least)

    @cached_property
    def askers(self) -> tuple[tuple[str, int], ...]:
        """Who asked when it was said, the most frequent first."""
        return tuple(Counter(s.sentence.outlet for s in self.sayings if s.sentence.outlet).most_common())

    @cached_property
    def speakers(self) -> tuple[tuple[str, int], ...]:
        """Who said it, the most frequent first."""
        return tuple(Counter(s.sentence.speaker for s in self.sayings if s.sentence.speaker).most_common())

    def months(self) -> tuple[tuple[dt.date, int], ...]:
        """How often it was said in each month in which it was, by the month's first day."""
        counts = Counter(saying.source.date.replace(day=1) for saying in self.sayings if saying.source.date)
        return tuple(sorted(counts.items()))


def lines_of(sayings: Iterable[Saying]) -> list[Line]:
    """Group sentences by their words; a sentence joins the line of the wording before it that is most like it."""
    wordings: dict[tuple[str, ...], list[Saying]] = {}
    for saying in in_order(sayings):
        if said := tuple(words(saying.sentence.text)):
            wordings.setdefault(said, []).append(saying)
    texts = list(wordings)
    line_of: list[int] = []
    for place, near in enumerate(_candidates(texts)):
        best = max(((likeness(texts[place], texts[other]), -other) for other in near), default=(0.0, 0))
        line_of.append(line_of[-best[1]] if best[0] >= ALIKE else place)
    grouped: dict[int, list[Saying]] = {}
    for said, number in zip(texts, line_of, strict=True):
        grouped.setdefault(number, []).extend(wordings[said])
    return [Line(tuple(in_order(those))) for those in grouped.values()]


def in_order(sayings: Iterable[Saying]) -> list[Saying]:
    """Oldest first, each once; undated last."""
    once = {saying.place: saying for saying in sayings}
    return sorted(once.values(), key=lambda saying: (saying.day, saying.source.file, *saying.place))


def _candidates(texts: Sequence[Sequence[str]]) -> Iterator[Iterable[int]]:
    """For each text the earlier ones that may be like it: all of a few, else those that share a band."""
    if len(texts) <= _FEW:
        yield from (range(place) for place in range(len(texts)))
        return
    seen: dict[tuple[int, int], list[int]] = {}
    for place, bands in enumerate(bands_of(texts).tolist()):
        keys = list(enumerate(bands))
        shared = Counter(other for key in keys for other in seen.get(key, ()))
        yield [other for other, _ in shared.most_common(_COMPARED)]
        for key in keys:
            seen.setdefault(key, []).append(place)


def _said(saying: Saying) -> str:
    return " ".join(words(saying.sentence.text))


@lru_cache(maxsize=1000)  # a line that goes to and fro between two wordings
def _edits(before: str, after: str) -> tuple[Edit, ...]:
    return word_diff(before, after, any_case=True)


def _flat(saying: Saying) -> str:
    return " ".join(saying.sentence.text.split())
