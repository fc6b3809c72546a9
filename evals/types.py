"""The shapes of an evaluation: Suite -> Case -> Observed -> Score -> Item -> Run.

What the program did (`Observed`) is kept apart from what is thought of it (`Score`), so that a run can be
scored again, a damaged answer can be put before the scorer, and a recorded one replayed. All are frozen;
`evals.runs` writes and reads them as JSON.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.types import Outcome, Support
from store.types import Filters, Incoming, Span

Expect = Literal["answer", "declined", "corrects", "absent"]
Mode = Literal["offline", "live", "record", "replay"]
Part = Literal["question", "answer", "opening"]


@dataclass(frozen=True, slots=True)
class Gold:
    """Where the words that bear out a fact stand. `sentences` are the whole sentences they touch, in order."""

    span: Span
    exchange: int
    part: Part
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a right answer says. Every group of `match` must be found; a group's alternatives are ors."""

    say: str
    match: tuple[tuple[re.Pattern[str], ...], ...]
    source: str  # the suite's `from`; of a list, the first
    is_needed: bool = True
    who: Literal["answerer", "asker"] = "answerer"
    gold: tuple[Gold, ...] = ()  # every place where `source` stands; citing one is enough
    line: int = 0  # where its `from` stands in the suite's file
    sources: tuple[str, ...] = ()  # each of `from`, where that is a list of which citing any is enough


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a suite and what a right answer is. `line` is where it stands in the suite's file."""

    id: str
    ask: str
    expect: Expect
    line: int
    after: tuple[str, ...] = ()  # earlier messages, the person's first, then in turns
    filters: Filters = field(default_factory=Filters)
    facts: tuple[Fact, ...] = ()
    never_say: tuple[tuple[re.Pattern[str], ...], ...] = ()
    tags: tuple[str, ...] = ()
    same_as: str | None = None  # id of the case that asks the same in other words
    is_held_out: bool = False


@dataclass(frozen=True, slots=True)
class SuiteTranscript:
    """A transcript that comes with a suite, under the suite's own name for it."""

    id: str
    incoming: Incoming
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite as read and checked. Without transcripts it asks the person's own library."""

    name: str
    version: str
    language: str
    path: Path
    sha256: str
    transcripts: tuple[SuiteTranscript, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation or nearest quote of an answer: `quote` is claimed to stand at [start, end) of `transcript`."""

    n: int
    transcript: str
    exchange: int
    role: Part
    speaker: str | None
    outlet: str | None
    date: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an answer, the numbers of its citations, and how far they were found to bear it out."""

    text: str
    citations: tuple[int, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit of the search, best first in `Observed.hits`."""

    transcript: str
    exchange: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Observed:
    """What the program gave for a case. `error` is set, and all else empty, when the call failed."""

    outcome: Outcome
    text: str
    statements: tuple[Said, ...] = ()
    citations: tuple[Cited, ...] = ()
    nearest: tuple[Cited, ...] = ()
    hits: tuple[Ranked, ...] = ()
    standalone: str = ""
    writer: str = "extractive"
    search_ms: float = 0.0
    first_token_ms: float = 0.0
    total_ms: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    is_cached: bool = False  # the reply was given to the same request before: its times and tokens tell nothing
    confidence: float | None = None  # how sure the writer was that something answers, if it says so
    threshold: float | None = None  # what its gate compared that with, where that decided whether to answer
    error: str | None = None


@dataclass(frozen=True, slots=True)
class FactScore:
    """Whether a fact was said, and whether one of its sentences was cited."""

    say: str
    is_needed: bool
    is_said: bool
    is_cited: bool
    why: str  # plain words; empty when both hold


@dataclass(frozen=True, slots=True)
class Score:
    """What is thought of an answer. `faults` say in plain words why it does not pass, one each.

    `values` holds one number for each metric that applies to this case, by the names of `evals.metrics`;
    a metric whose denominator is empty is left out. `is_scored` is False when the call failed.
    """

    is_passed: bool
    is_scored: bool
    faults: tuple[str, ...]
    facts: tuple[FactScore, ...]
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of `items.jsonl`: a case, its answer and its score. `repeat` counts from 0."""

    suite: str
    case: str
    ask: str
    after: tuple[str, ...]
    expect: Expect
    tags: tuple[str, ...]
    is_held_out: bool
    group: str  # cases of one group (twins, one conversation) are drawn together by the bootstrap
    gold: tuple[Gold, ...]
    observed: Observed
    score: Score
    repeat: int = 0
    judged: Mapping[str, bool] = field(default_factory=dict)  # a model's advice: "overall", "fact 1", ...; or nothing


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric over a run: its value, the 95 % interval, over how many cases. `value` is None when none applied."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition a run was held to: `name` compared with `bound`. `is_held` False makes the exit code 1."""

    name: str
    bound: str  # as given: ">= 0.80", "= 1.000", "no worse than RUN"
    value: float | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class GatePoint:
    """What the gate would do with its thresholds moved up by `shift`: shares in [0, 1]; 0 is as it was run."""

    shift: float
    false_answers: float  # of the absent questions, the share answered
    false_refusals: float  # of all others, the share told as not in the transcripts
    abstention_f1: float


@dataclass(frozen=True, slots=True)
class GateRow:
    """The same of some of the points, with 95 % intervals."""

    shift: float
    false_answers: Figure
    false_refusals: Figure
    abstention_f1: Figure


@dataclass(frozen=True, slots=True)
class GateCurve:
    """The errors of the gate at every threshold, the lowest first (`evals.gate_curve`)."""

    thresholds: tuple[tuple[float, int], ...]  # each with the number of questions it decided, most first
    undecided: int  # questions on which it had no say: they stay as they were answered
    points: tuple[GatePoint, ...]
    rows: tuple[GateRow, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """`run.json`: when, what, with which settings, and every figure. `tags` has figures of PASS by tag."""

    id: str
    started: str  # ISO 8601, UTC
    seconds: float
    mode: Mode
    version: str  # of OnRecord
    suites: Mapping[str, str]  # name -> sha256 of its file
    settings: Mapping[str, str | int | float | bool | None]
    cases: int
    not_scored: int
    figures: tuple[Figure, ...]
    by_tag: Mapping[str, Figure]
    by_half: Mapping[str, Figure]  # "tuned", "held out" -> PASS
    outcomes: Mapping[str, Mapping[str, int]]  # expected -> given -> how many
    gates: tuple[Gate, ...] = ()
    cost_usd: float | None = None
    is_complete: bool = True  # False while it goes on, and when it was interrupted
    judge: Mapping[str, str | float | int | None] = field(default_factory=dict)  # see `evals.judge.agreement`
    gate: GateCurve | None = None  # None where no gate decided, and of runs from before it was kept


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """A metric of two runs over the same cases: `difference` is second minus first, with its 95 % interval.

    `p` is as `evals.figures.compared` says; `p_holm` is corrected for the number of metrics compared.
    """

    name: str
    first: float
    second: float
    difference: float
    low: float
    high: float
    n: int
    p: float
    p_holm: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the cases both have: figures, and the cases whose PASS changed.

    Cases are named by their ids, and where several suites have the same one, as SUITE/ID.
    """

    first: str
    second: str
    n: int
    differences: tuple[PairedDifference, ...]
    newly_passing: tuple[str, ...]
    newly_failing: tuple[str, ...]
    left_out: tuple[str, ...] = ()  # asked or judged otherwise in the second run: not the same case
