"""Fits by what the judge tells replies that give no information, where the weights of words leave it open.

The second half of `python -m evals fit-nonanswers FILE`. A logistic regression with a ridge over the log odds by the
weights, each as other parts of the examples fitted them, and the mean of the last states of a reply's tokens, read
beside the question. The judge itself stays as it is; whenever it is taught anew, this is to be fitted again.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evals.fit_declining import judge_with_states, keep_head
from evals.fit_nonanswers import (
    PARTS,
    WEIGHTS,
    Examples,
    Floats,
    equal_bias,
    precision_recall,
    standardised_regression,
)
from store.builtin_models import ANSWER_JUDGE_CHANGES
from store.reply_judge import encoded

_RIDGE = 16.0  # of standardised states; a third and three times as much told as well
_ODDS = 3.0  # what the log odds are spread by, the states by 1, so that the ridge hardly shrinks their weight


def report(
    examples: Examples, scores_of_words: Floats, weights: Path = WEIGHTS, out: Path = ANSWER_JUDGE_CHANGES
) -> Iterator[str]:
    """Fit these weights anew from the examples, write them, and say how well such do on unseen documents.

    `scores_of_words` are those of `evals.fit_nonanswers.cross_validated`.
    """
    odds = scores_of_words - equal_bias(scores_of_words, examples)
    states = np.array([*_states(examples)])
    scores = np.zeros(len(odds))
    for part in range(PARTS):
        held = examples.part == part
        beside, weight, bias = fit(odds, states, examples, ~held)
        scores[held] = beside * odds[held] + states[held] @ weight + bias
    level = equal_bias(scores, examples)
    everything = np.ones(len(odds), dtype=bool)
    beside, weight, bias = fit(odds, states, examples, everything)
    _write(weights, out, beside, weight, bias - level)
    yield f"with the judge: {precision_recall(scores >= level, examples, everything)}"
    yield f"without hesitation: {precision_recall(scores >= level, examples, examples.counts == 1)}"


def fit(odds: Floats, states: Floats, examples: Examples, used: npt.NDArray[np.bool_]) -> tuple[float, Floats, float]:
    """What the odds (n,) weigh, what the states (n, dim) weigh (dim,), and a bias, fitted on the examples `used`."""
    given = np.hstack([odds[:, None], states])[used]
    spreads = np.array([_ODDS, *np.ones(states.shape[1])])
    truth, counts = examples.says_nothing[used], examples.counts[used]
    weights, bias = standardised_regression(given, truth, counts, ridge=_RIDGE, spreads=spreads)
    return float(weights[0]), weights[1:], bias


def _states(examples: Examples) -> Iterator[Floats]:
    """For each the mean of the states of its reply, (dim,)."""
    judge = judge_with_states()
    for question, reply in examples.texts:
        encoding = encoded(judge, question, reply)
        states = judge.run(encoding)[np.array(encoding.type_ids, dtype=bool)][:-1]
        yield np.asarray(states.mean(0), dtype=np.float64) if len(states) else np.zeros(states.shape[1])


def _write(weights: Path, out: Path, beside: float, weight: Floats, bias: float) -> None:
    kept = json.loads(weights.read_text(encoding="utf-8"))
    kept["beside_judge"] = round(beside, 3)
    weights.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    keep_head("tells_nothing", weight, bias, out)
