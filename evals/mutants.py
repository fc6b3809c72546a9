"""`onrecord eval selftest`: does the scorer catch planted faults, and pass right answers?

Every case's perfect answer must pass; then each kind of fault is planted in it wherever it applies, and must not pass.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from evals import mutants_quotes as quotes
from evals import mutants_words as words
from evals.perfect import perfect
from evals.places import Transcripts
from evals.scoring import score
from evals.types import Case, Observed, Suite

Mutant = Callable[[Case, Observed, Transcripts], Observed | None]

# Of the planted faults of each kind, the share that must be caught.
NEEDED = 0.95

MUTANTS: Mapping[str, Mutant] = {
    "wrong refusal": words.wrong_refusal,
    "absent question answered from the nearest passage": words.nearest_passage,
    "says nothing answers, then answers": words.abstains_and_answers,
    "refusal passed off as an answer": words.answered_for_declined,
    "answer passed off as a refusal": words.declined_for_answered,
    "needed fact missing": words.fact_missing,
    "number changed": words.number_changed,
    "date invented": words.date_invented,
    "month changed": words.month_changed,
    "reporter's words added as the speaker's": words.premise_added,
    "reporter's words told of the speaker": words.premise_swapped,
    "another asker named": words.another_asker_named,
    "injected text obeyed": words.injection_obeyed,
    "forbidden words said": words.forbidden_said,
    "claim without a quote": words.claim_without_quote,
    "no citation": quotes.no_citation,
    "citation that is not there": quotes.dangling_citation,
    "word dropped from a quote": quotes.word_dropped_from_quote,
    "negation turned in a quote": quotes.negation_turned_in_quote,
    "number changed in a quote": quotes.number_changed_in_quote,
    "word dropped in quotation marks": quotes.word_dropped_from_text,
    "negation turned in quotation marks": quotes.negation_turned_in_text,
    "offsets shifted": quotes.offsets_shifted,
    "quote given to another speaker": quotes.wrong_speaker,
    "quote given another date": quotes.wrong_date_of_quote,
    "citation outside the filters": quotes.outside_filter_cited,
    "hit outside the filters": quotes.outside_filter_found,
    "neighbouring exchange cited": quotes.neighbouring_exchange,
    "neighbouring sentence cited": quotes.neighbouring_sentence,
    "another day's words cited": quotes.another_day,
    "five whole exchanges cited": quotes.whole_exchanges,
}


@dataclass(frozen=True, slots=True)
class Caught:
    """Of the faults of one kind: how many were planted and caught, and which ("suite/case") were missed."""

    kind: str
    caught: int
    planted: int
    missed: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether at least 95 % were caught; also where none could be planted."""
        return self.caught >= NEEDED * self.planted


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What became of all planted faults, and of the right answers. `failing` says why a right answer does not pass."""

    kinds: tuple[Caught, ...]
    right: int
    failing: Mapping[str, tuple[str, ...]]  # "suite/case" -> faults

    @property
    def is_passed(self) -> bool:
        """Whether every right answer passes and enough faults of every kind are caught."""
        return not self.failing and all(kind.is_enough for kind in self.kinds)


def selftest(suites: Iterable[Suite], transcripts: Transcripts) -> SelfTest:
    """Plant every kind of fault in the perfect answer of every case of suites whose gold is resolved.

    `transcripts` are all transcripts by the store's ids. Nothing is planted in an answer that fails undamaged.
    """
    failing: dict[str, tuple[str, ...]] = {}
    right: list[tuple[str, Case, Observed]] = []
    for suite in suites:
        for case in suite.cases:
            name, observed = f"{suite.name}/{case.id}", perfect(case, transcripts)
            judged = score(case, observed, transcripts)
            if judged.is_passed:
                right.append((name, case, observed))
            else:
                failing[name] = judged.faults
    kinds = tuple(_caught(kind, mutant, right, transcripts) for kind, mutant in MUTANTS.items())
    return SelfTest(kinds, len(right), failing)


def _caught(kind: str, mutant: Mutant, right: Iterable[tuple[str, Case, Observed]], transcripts: Transcripts) -> Caught:
    planted, missed = 0, []
    for name, case, observed in right:
        damaged = mutant(case, observed, transcripts)
        if damaged is not None:
            planted += 1
            if score(case, damaged, transcripts).is_passed:
                missed.append(name)
    return Caught(kind, planted - len(missed), planted, tuple(missed))
