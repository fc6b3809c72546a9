"""Fits how much the judge of replies counts beside the weights of words, where these leave it open.

The second half of `python -m evals fit-nonanswers FILE`: a logistic regression over the log odds by the weights, each
as other parts of the examples fitted them, and those by the judge, on the part which teaches it nothing. Whenever
either is fitted or taught anew, this is to be fitted again.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.fit_nonanswers import (
    HELD_OUT,
    WEIGHTS,
    Examples,
    Floats,
    equal_bias,
    precision_recall,
    standardised_regression,
)
from store.builtin_models import REPLY_JUDGE, REPLY_JUDGE_CHANGES, builtin_model
from store.nonanswers import OPEN
from store.reply_judge import odds_by_model

_RIDGE = 1.0  # of two standardised odds


def report(
    examples: Examples, scores_of_words: Floats, weights: Path = WEIGHTS, changes: Path = REPLY_JUDGE_CHANGES
) -> Iterator[str]:
    """Fit these three numbers anew, write them, and say how well both together tell replies that taught neither.

    `scores_of_words` are those of `evals.fit_nonanswers.cross_validated`.
    """
    odds = scores_of_words - equal_bias(scores_of_words, examples)
    held = examples.part == HELD_OUT
    some = examples.of(held)
    given = np.stack([odds[held], [*_judged(some, changes)]], axis=1)
    is_open = (np.abs(given[:, 0]) < OPEN) & ~np.isnan(given[:, 1])
    (by_words, by_model), bias = standardised_regression(
        given[is_open], some.says_nothing[is_open], some.counts[is_open], ridge=_RIDGE
    )
    scores = given @ [by_words, by_model] + bias
    level = equal_bias(scores[is_open], some.of(is_open))
    kept = json.loads(weights.read_text(encoding="utf-8"))
    kept["beside_judge"] = [round(float(number), 3) for number in (by_words, by_model, bias - level)]
    weights.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    called = np.where(is_open, scores >= level, given[:, 0] >= 0)
    everything = np.ones(len(called), dtype=bool)
    yield f"with the judge, {len(called)} that taught it nothing: {precision_recall(called, some, everything)}"
    yield f"without hesitation: {precision_recall(called, some, some.counts == 1)}"


def _judged(examples: Examples, changes: Path) -> Iterator[float]:
    """What the judge makes of each; nan of one without words."""
    judge = builtin_model(replace(REPLY_JUDGE, changes=changes), threads=1)
    for question, reply in examples.texts:
        odds = odds_by_model(judge, question, reply)
        yield math.nan if odds is None else odds
