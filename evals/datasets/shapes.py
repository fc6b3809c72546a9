"""A known data set as a suite whose gold is given by turns, and the turns' place once the library has read them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evals.types import Fact, Gold, Suite
from store.cutting import sentences_of
from store.formats.decode import clean
from store.types import Extent, Sentence, Span, Transcript


@dataclass(frozen=True, slots=True)
class GoldTurns:
    """Turns `first` to `last` of a suite's transcript, counted from 0, both included; no `last`: to its end."""

    transcript: str
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set as a suite without gold, and where its gold stands.

    `gold` has, by case, the turns of each of its facts, in the order of `Case.facts`; `words` has, by transcript,
    the words of each turn. A transcript that `words` leaves out was not given in turns: gold in it is all of it.
    """

    suite: Suite
    gold: Mapping[str, tuple[tuple[GoldTurns, ...], ...]]
    words: Mapping[str, tuple[str, ...]]


def resolved_dataset(dataset: Dataset, transcripts: Mapping[str, Transcript]) -> Suite:
    """The suite with the gold of every fact filled in, and filters that name the library's ids.

    `transcripts` are what the library keeps, by the suite's ids. A case one of whose facts stands nowhere is left out,
    since no quote can bear it out: its transcript could not be read, or its turns are no speech (FriendsQA asks about
    stage directions, which are never quoted).
    """
    used = {turns.transcript for facts in dataset.gold.values() for fact in facts for turns in fact}
    places = {id: _Places(transcripts[id], dataset.words.get(id)) for id in used if id in transcripts}

    def resolved(fact: Fact, turns: Iterable[GoldTurns]) -> Fact:
        found = (gold for each in turns if each.transcript in places for gold in places[each.transcript].gold(each))
        return replace(fact, gold=tuple(dict.fromkeys(found)))

    cases = []
    for case in dataset.suite.cases:
        facts = tuple(map(resolved, case.facts, dataset.gold.get(case.id, ())))
        if all(fact.gold for fact in facts):
            names = tuple(transcripts[name].id if name in transcripts else name for name in case.filters.transcripts)
            cases.append(replace(case, filters=replace(case.filters, transcripts=names), facts=facts))
    return replace(dataset.suite, cases=tuple(cases))


def gold_of_turns(transcript: Transcript, words: Sequence[str], turns: Iterable[GoldTurns]) -> tuple[Gold, ...]:
    """One Gold for each of the turns that holds a sentence, in order, each once.

    `words` are the words of every turn of the transcript, as they were given to the reader.
    """
    places = _Places(transcript, words)
    return tuple(dict.fromkeys(gold for each in turns for gold in places.gold(each)))


def turn_extents(text: str, words: Sequence[str]) -> list[Extent | None]:
    """Where each turn's words stand in the text that JSON of turns is read as; None for one without words.

    The reader writes `Label: words`, turn after turn, so each is looked for after the one before it, behind a colon
    if it can be: a short turn ("A") may also stand in a label ("Grad A").
    """
    found: list[Extent | None] = []
    position = 0
    for each in words:
        said = clean(each).strip()
        start = text.find(f": {said}", position) + 2 if said else 1
        if start == 1:  # not behind a label, or nothing said
            start = text.find(said, position) if said else -1
        found.append(Extent(start, start + len(said)) if start >= 0 else None)
        position = start + len(said) if start >= 0 else position
    return found


class _Places:
    """The sentences of a transcript and where its turns stand among them."""

    def __init__(self, transcript: Transcript, words: Sequence[str] | None) -> None:
        self._id = transcript.id
        self._sentences = sentences_of(transcript.reading, transcript.id)
        self._starts = [sentence.span.start for sentence in self._sentences]
        self._ends = [sentence.span.end for sentence in self._sentences]
        self._extents = None if words is None else turn_extents(transcript.reading.text, words)

    def gold(self, turns: GoldTurns) -> list[Gold]:
        """One Gold for each turn, or for each exchange of a transcript that was not given in turns."""
        if self._extents is None:
            grouped = groupby(self._sentences, key=lambda sentence: (sentence.exchange, sentence.part))
            return [self._of(list(run)) for _, run in grouped]
        last = len(self._extents) - 1 if turns.last is None else turns.last
        extents = self._extents[turns.first : last + 1]
        runs = (self._within(extent) for extent in extents if extent)
        return [self._of(run) for run in runs if run]

    def _within(self, extent: Extent) -> list[Sentence]:
        first, last = bisect_right(self._ends, extent.start), bisect_left(self._starts, extent.end)
        return self._sentences[first:last]

    def _of(self, run: Sequence[Sentence]) -> Gold:
        return Gold(
            span=Span(self._id, run[0].span.start, run[-1].span.end),
            exchange=run[0].exchange,
            part=run[0].part,
            sentences=tuple(sentence.span for sentence in run),
        )
