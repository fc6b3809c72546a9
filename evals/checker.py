"""`python -m evals checker`: does the check after every reply catch planted faults, and let right answers pass?

Right answers are made from the gold of the suites (`checker_right`), mutants from right answers (`checker_mutants`).
A fault is caught when the statement ends neither `exact` nor `supported`.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.citations import draft
from assistant.grounding import verify
from assistant.types import Statement
from evals.checker_mutants import mutants
from evals.checker_right import Library, Trial, library, prompt_for, right_trials
from store.types import Sentence

SUITES = tuple(Path(__file__).parent / "suites" / f"{n}.yaml" for n in ("starter", "newsroom-press", "newsroom-rooms"))
NEEDED = 0.95  # of the faults of each kind, the share that must be caught
ALLOWED = 0.03  # of the right answers, the share that may be flagged; of exact quotes, none


@dataclass(slots=True)
class Tally:
    """Of one kind: how many there were, how many ended `exact` or `supported`, examples of the others or of these."""

    total: int = 0
    borne: int = 0
    flagged: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    @property
    def caught(self) -> int:
        return self.total - self.borne


@dataclass(frozen=True, slots=True)
class Bench:
    """Right answers by how they were made, mutants by kind, and milliseconds for each statement, sorted."""

    right: dict[str, Tally]
    wrong: dict[str, Tally]
    milliseconds: tuple[float, ...]

    @property
    def is_passed(self) -> bool:
        """Whether enough is caught of every kind and little enough flagged."""
        right = self.right.values()
        flagged = sum(t.caught for t in right) <= ALLOWED * sum(t.total for t in right)
        exact = self.right["exact"].caught == 0 if "exact" in self.right else True
        return flagged and exact and all(t.caught >= NEEDED * t.total for t in self.wrong.values())


def measure(suites: Iterable[Path] = SUITES, *, every: int = 1) -> Bench:
    """Judge every right answer and every mutant; with `every`, only each so-many-th of a kind."""
    lib = library(suites)
    right, wrong = defaultdict[str, Tally](Tally), defaultdict[str, Tally](Tally)
    counted: dict[str, int] = defaultdict(int)
    took: list[float] = []
    trials = list(right_trials(lib))
    for trial in trials:
        counted[trial.sort] += 1
        if counted[trial.sort] % every == 0 or every == 1:
            _count(right[trial.sort], trial, lib, (), took)
    for mutant in mutants(trials, lib):
        counted[mutant.kind] += 1
        if counted[mutant.kind] % every == 0 or every == 1:
            _count(wrong[mutant.kind], mutant.trial, lib, mutant.also, took)
    return Bench(dict(right), dict(wrong), tuple(sorted(took)))


def _count(tally: Tally, trial: Trial, lib: Library, also: tuple[Sentence, ...], took: list[float]) -> None:
    statement = judged(trial, lib, also, took)
    tally.total += 1
    is_borne = statement.support in ("exact", "supported")
    tally.borne += is_borne
    why = getattr(statement, "why", None)
    line = f"{trial.text}  <=  {' | '.join(s.text for s in trial.cited)}  ({statement.support}: {why})"
    (tally.passed if is_borne else tally.flagged).append(" ".join(line.split()))


def judged(trial: Trial, lib: Library, also: tuple[Sentence, ...], took: list[float]) -> Statement:
    """The statement as the check leaves it, as one line of a reply."""
    prompt, markers = prompt_for(trial, lib, also)
    ids = " ".join(str(markers[s]) for s in trial.cited)
    reply = f"{'DECLINED' if trial.is_declined else 'ANSWERED'}\n{ids} {' '.join(trial.text.split())}"
    before = draft(reply, prompt, complete=True)
    started = time.thread_time()
    after = verify(before, prompt)
    took.append((time.thread_time() - started) * 1000)
    return after.statements[0]


def lines(bench: Bench, *, examples: int = 0) -> Iterator[str]:
    """The bench as text; `examples` of what was flagged wrongly and of what was missed."""
    yield f"{'right answers':32} {'flagged':>8} {'of':>6}"
    for sort, tally in bench.right.items():
        yield f"{sort:32} {tally.caught:>8} {tally.total:>6}  {100 * tally.caught / tally.total:5.1f} %"
        yield from (f"    {line}" for line in tally.flagged[:examples])
    total = sum(t.total for t in bench.right.values())
    flagged = sum(t.caught for t in bench.right.values())
    yield f"{'all':32} {flagged:>8} {total:>6}  {100 * flagged / max(total, 1):5.1f} %"
    yield ""
    yield f"{'mutants':32} {'caught':>8} {'of':>6}"
    for kind, tally in sorted(bench.wrong.items()):
        yield f"{kind:32} {tally.caught:>8} {tally.total:>6}  {100 * tally.caught / tally.total:5.1f} %"
        yield from (f"    {line}" for line in tally.passed[:examples])
    yield ""
    took = bench.milliseconds
    yield f"a statement is judged in {took[len(took) // 2]:.2f} ms (half), {took[len(took) * 99 // 100]:.2f} ms (99 %)"


def main(examples: int) -> int:
    """Print the bench; 1 if too little is caught or too much flagged."""
    bench = measure()
    for line in lines(bench, examples=examples):
        print(line)
    return 0 if bench.is_passed else 1
