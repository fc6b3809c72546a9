"""Fits the weights by which English replies that give no information are told, and says how well they generalise.

python -m evals fit-nonanswers FILE

A logistic regression with a ridge, by Newton's method. First on the features of `store.reply_scores` alone; then with
the rows of general words that tell most beside them (score test), from which those of the largest effect are kept
(weight times the square root of how common the row is); last on the features and these. Labels that stay in
doubt weigh a third. The bias is moved until as many training replies, scored by weights of the other parts,
are called non-answers as are ones, so that precision and recall are about equal.
"""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.nonanswers import labelled
from store.nonanswers import clauses_of, is_declined
from store.reply_scores import features, rows, weights
from store.sentences import sentence_extents

Floats = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).parents[1] / "store" / "reply_weights.json"
TAUGHT = Path(__file__).with_name("nonanswers_taught.yaml")
PARTS = 5  # of the cross-validation; a document lies in one of them
HELD_OUT = 0  # the part that teaches the judge of replies nothing
_RIDGE = 10.0
_COMMON = 8  # replies in which a row must occur
_TRIED, _KEPT = 2500, 800  # rows
_HESITATED = 0.3  # weight of a label with a question mark
_STEPS = 8  # of Newton's method


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled replies: features (n, f), which rows each has, 1 for no information, how much each counts, parts.

    `texts` are the questions and the replies.
    """

    texts: list[tuple[str, str]]
    features: Floats
    names: list[str]
    present: list[npt.NDArray[np.int64]]
    rows: list[str]
    says_nothing: Floats
    counts: Floats
    part: npt.NDArray[np.int64]

    def columns(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Which examples have these rows: 1 where one has, (n, number of rows)."""
        at = np.full(len(self.rows), -1)
        at[rows] = np.arange(len(rows))
        found = np.zeros((len(self.present), len(rows)))
        for example, places in enumerate(self.present):
            columns = at[places]
            found[example, columns[columns >= 0]] = 1
        return found

    def sums(self, values: Floats) -> Floats:
        """For each row the sum of the values (n,) of the examples that have it."""
        repeated = np.repeat(values, [len(places) for places in self.present])
        found = np.bincount(np.concatenate(self.present), repeated, minlength=len(self.rows))
        return np.asarray(found, dtype=np.float64)

    def of(self, used: npt.NDArray[np.bool_]) -> "Examples":
        """Some of the examples, by a mask."""
        return Examples(
            [texts for texts, is_used in zip(self.texts, used, strict=True) if is_used],
            self.features[used],
            self.names,
            [places for places, is_used in zip(self.present, used, strict=True) if is_used],
            self.rows,
            self.says_nothing[used],
            self.counts[used],
            self.part[used],
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """Chosen rows (places in `rows`), and weights: the bias, the features', the rows'."""

    chosen: npt.NDArray[np.int64]
    weights: Floats

    def scores(self, examples: Examples) -> Floats:
        """Log odds of each example."""
        return with_bias(examples.features, examples.columns(self.chosen)) @ self.weights


def read(path: Path) -> Examples:
    """JSON lines of question, reply, gives_information, and, where known, label (`?`: hesitated) and conference.

    The invented exchanges that teach come with them.
    """
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found += [{**asdict(taught), "gives_information": taught.informs} for taught in labelled(TAUGHT)]
    of_reply, spoken = [], []
    for row in found:
        extents = sentence_extents(row["reply"], 0, len(row["reply"]))
        clauses = clauses_of([row["reply"][e.start : e.end] for e in extents])
        of_reply.append(features(row["question"], clauses, is_declined(clauses)))
        spoken.append(set(rows(" ".join(clause.text for clause in clauses), weights().words)))
    names = sorted({name for one in of_reply for name in one})
    common = sorted(row for row, n in Counter(r for one in spoken for r in one).items() if n >= _COMMON)
    at = {row: place for place, row in enumerate(common)}
    return Examples(
        [(row["question"], row["reply"]) for row in found],
        np.array([[one.get(name, 0.0) for name in names] for one in of_reply]),
        names,
        [np.array(sorted(at[row] for row in one if row in at), dtype=np.int64) for one in spoken],
        common,
        np.array([not row["gives_information"] for row in found], dtype=np.float64),
        np.array([_HESITATED if "?" in row.get("label", "") else 1.0 for row in found]),
        np.array([zlib.crc32(row.get("conference", row["question"]).encode()) % PARTS for row in found]),
    )


def fit(examples: Examples, used: npt.NDArray[np.bool_]) -> Fitted:
    """Weights fitted on the examples `used`, a mask."""
    some = examples.of(used)
    own, truth, counts = some.features, some.says_nothing, some.counts
    left = counts * (truth - _odds(with_bias(own) @ logistic_regression(with_bias(own), truth, counts)))
    tried = np.argsort(-np.abs(some.sums(left)) / np.sqrt(1 + some.sums(np.ones(len(left)))), kind="stable")[:_TRIED]
    present = some.columns(tried)
    effect = np.abs(logistic_regression(with_bias(own, present), truth, counts)[-len(tried) :])
    order = np.argsort(-effect * np.sqrt(present.mean(0)), kind="stable")
    chosen = np.sort(tried[order[:_KEPT]])
    return Fitted(chosen, logistic_regression(with_bias(own, some.columns(chosen)), truth, counts))


def cross_validated(examples: Examples) -> Floats:
    """The score of each example by weights fitted on the other parts."""
    scores = np.zeros(len(examples.part))
    for part in range(PARTS):
        held = examples.part == part
        scores[held] = fit(examples, ~held).scores(examples)[held]
    return scores


def equal_bias(scores: Floats, examples: Examples) -> float:
    """The score from which as many examples lie, by their counts, as say nothing."""
    order = np.argsort(-scores, kind="stable")
    called = np.cumsum(examples.counts[order])
    return float(scores[order[np.searchsorted(called, examples.counts @ examples.says_nothing)]])


def precision_recall(called: npt.NDArray[np.bool_], examples: Examples, among: npt.NDArray[np.bool_]) -> str:
    """Both, of the examples `among`, a mask."""
    true = examples.says_nothing > 0
    right = (called & true & among).sum()
    return f"precision {right / (called & among).sum():.3f}, recall {right / (true & among).sum():.3f}"


def write(examples: Examples, fitted: Fitted, bias: float, path: Path = WEIGHTS) -> int:
    """Keep the weights, beside the general words they are made of; returns how many."""
    named = [*examples.names, *(examples.rows[at] for at in fitted.chosen)]
    by_name = {name: round(float(w), 3) for name, w in zip(named, fitted.weights[1:], strict=True)}
    now = weights()
    kept = {
        "words": " ".join(sorted(now.words)),
        "bias": round(float(fitted.weights[0]) - bias, 3),
        "beside_judge": now.beside_judge,
        "weights": by_name,
    }
    path.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(by_name)


def report(examples: Examples, scores: Floats) -> Sequence[str]:
    """Fit the weights anew from these examples, write them, and say how well such weights do on unseen documents.

    `scores` are those of `cross_validated`.
    """
    bias = equal_bias(scores, examples)
    everything = np.ones(len(scores), dtype=bool)
    n = write(examples, fit(examples, everything), bias)
    return [
        f"{len(scores)} replies, cross-validated: {precision_recall(scores >= bias, examples, everything)}",
        f"without hesitation: {precision_recall(scores >= bias, examples, examples.counts == 1)}",
        f"{n} weights written",
    ]


def logistic_regression(given: Floats, truth: Floats, counts: Floats, *, ridge: float = _RIDGE) -> Floats:
    """Weights (f,) by Newton's method, of features (n, f), with a ridge on all but the first, the bias."""
    ridges = np.full(given.shape[1], ridge)
    ridges[0] = 1e-6
    found = np.zeros(given.shape[1])
    for _ in range(_STEPS):
        odds = _odds(given @ found)
        gradient = given.T @ (counts * (truth - odds)) - ridges * found
        curvature = (given.T * (counts * odds * (1 - odds))) @ given + np.diag(ridges)
        found = found + np.linalg.solve(curvature, gradient)
    return found


def standardised_regression(given: Floats, truth: Floats, counts: Floats, *, ridge: float) -> tuple[Floats, float]:
    """Weights (f,) and a bias for features (n, f) as they are, fitted while each is spread by 1."""
    middle, spread = given.mean(0), given.std(0) + 1e-6
    bias, *found = logistic_regression(with_bias((given - middle) / spread), truth, counts, ridge=ridge)
    weights = np.array(found) / spread
    return weights, float(bias - weights @ middle)


def _odds(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-scores)))


def with_bias(*blocks: Floats) -> Floats:
    """Features (n, 1 + f) behind a column of ones."""
    return np.hstack([np.ones((len(blocks[0]), 1)), *blocks])
