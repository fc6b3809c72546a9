"""What the gate's confidence was worth, and recall by how many passages are looked at. Pure functions."""

import re
from collections.abc import Sequence

from evals.report_pictures import Point
from evals.report_words import is_outcome_right
from evals.statistics import Interval, wilson
from evals.types import Figure, Item, Run

_BINS = 8
_LEAST = 10  # questions in a bin; fewer say nothing
_RECALL = re.compile(r"recall_at_(\d+)")


def with_confidence(items: Sequence[Item]) -> list[tuple[float, Item]]:
    """Scored items whose writer told how sure it was, least sure first."""
    known = [
        (item.observed.confidence, item)
        for item in items
        if item.score.is_scored and item.observed.confidence is not None
    ]
    return sorted(
        ((confidence, item) for confidence, item in known if confidence is not None), key=lambda pair: pair[0]
    )


def calibration(items: Sequence[Item]) -> list[Point]:
    """Confidence against the share of right outcomes, in bins of about equal size, with 95 % Wilson intervals.

    An outcome is right when the answer is of the expected kind (an answer, a refusal told as one, absent told as
    absent). The confidence is the writer's own scale, so the points need not lie on a diagonal; a gate that is
    worth having gives a U: often right when sure, and when so unsure that nothing is answered. Each bin has at
    least 10 questions.
    """
    known = with_confidence(items)
    bins = min(_BINS, len(known) // _LEAST)
    points = []
    for place in range(bins):
        run = known[place * len(known) // bins : (place + 1) * len(known) // bins]
        right = sum(is_outcome_right(item) for _, item in run)
        interval = wilson(right, len(run)) or Interval(0.0, 1.0)
        mean = sum(confidence for confidence, _ in run) / len(run)
        note = f"confidence {run[0][0]:.2f} to {run[-1][0]:.2f}: {right} of {len(run)} of the right kind"
        points.append(Point(mean, right / len(run), interval.low, interval.high, note))
    return points


def risk_coverage(items: Sequence[Item]) -> list[Point]:
    """Share of wrong answers (y) if only the x surest share of what was answered were answered at all.

    After El-Yaniv and Wiener, JMLR 11, 2010. Questions told as absent are left out; a falling confidence that
    does not raise the risk means that the gate does not know what it does not know.
    """
    answered = [item for _, item in with_confidence(items) if item.observed.outcome != "not_in_transcripts"][::-1]
    wrong = 0
    points = []
    for place, item in enumerate(answered, 1):
        wrong += not item.score.is_passed
        if place >= _LEAST:
            points.append(Point(place / len(answered), wrong / place))
    return points


def recall_by_k(run: Run) -> list[tuple[int, Figure]]:
    """The run's recall figures by k, ascending."""
    found = [(int(match[1]), figure) for figure in run.figures if (match := _RECALL.fullmatch(figure.name))]
    return sorted((pair for pair in found if pair[1].value is not None), key=lambda pair: pair[0])
