"""The gate that decides between an answer and "not in the transcripts": its errors at every threshold. Pure functions.

Questions are not judged by one threshold: how well a reply answers, how near a reporter's question is, and shared words
have each their own scale. So all of them are moved together, by the same `shift`, and 0 is how the run was made.

It had no say where a refusal was told as one, a list was asked for or nothing was found: such a question stays as it
was at every shift, and so does one that it let pass and nothing was quoted for. What it would let pass with a lower
threshold counts as answered, so that there false answers are told rather too high than too low.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from evals.figures import Key, Sums, ratio
from evals.types import GateCurve, GatePoint, GateRow, Item

_ROWS = 4  # points told with their intervals on either side of the one the run was made with


@dataclass(frozen=True, slots=True)
class _Asked:
    """A case. Each repeat is refused at the shifts above its margin, which is infinite where none changes anything."""

    group: Key
    is_absent: bool
    margins: tuple[float, ...]

    def refused(self, shift: float) -> float:
        """In how many of its repeats it is told as not in the transcripts."""
        return fmean(margin < shift for margin in self.margins)


def gate_curve(items: Iterable[Item]) -> GateCurve | None:
    """The gate's errors over the scored items; None without an absent question, any other, or one that it decided."""
    scored = [item for item in items if item.score.is_scored]
    cases = _cases(scored)
    margins = sorted({m for case in cases for m in case.margins if math.isfinite(m)})
    if not margins or len({case.is_absent for case in cases}) < 2:
        return None
    shifts = sorted({*margins, 0.0, math.floor(margins[-1]) + 1.0})  # at the first nothing is refused, at the last all
    told = {0.0, *_spread([s for s in shifts if s < 0]), *_spread([s for s in reversed(shifts) if s > 0])}
    decided = Counter(item.observed.threshold for item in scored if math.isfinite(_margin(item)))
    return GateCurve(
        thresholds=tuple((threshold, n) for threshold, n in decided.most_common() if threshold is not None),
        undecided=sum(not any(map(math.isfinite, case.margins)) for case in cases),
        points=_points(cases, shifts),
        rows=tuple(_row(cases, shift) for shift in sorted(told)),
    )


def _spread(shifts: Sequence[float]) -> list[float]:
    """The first, and some after it about equally many questions apart; the last is too near to what is in use."""
    return [shifts[place * len(shifts) // _ROWS] for place in range(_ROWS)] if shifts else []


def _cases(items: Iterable[Item]) -> list[_Asked]:
    repeats: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        repeats[item.suite, item.case].append(item)
    return [
        _Asked((all_of[0].suite, all_of[0].group), all_of[0].expect == "absent", tuple(map(_margin, all_of)))
        for all_of in repeats.values()
    ]


def _margin(item: Item) -> float:
    """How far the threshold can be moved up until this question is refused; infinite where the gate had no say."""
    seen = item.observed
    is_refused = seen.outcome == "not_in_transcripts"
    if seen.confidence is not None and seen.threshold is not None:
        margin = seen.confidence - seen.threshold
        if (margin < 0) == is_refused:
            return margin
    return -math.inf if is_refused else math.inf


def _points(cases: Sequence[_Asked], shifts: Sequence[float]) -> tuple[GatePoint, ...]:
    absent, others = ([case for case in cases if case.is_absent == kind] for kind in (True, False))
    right, wrong = _refused(absent, shifts), _refused(others, shifts)
    f1 = 2 * right / (right + wrong + len(absent))
    columns = (1 - right / len(absent), wrong / len(others), f1)
    return tuple(GatePoint(shift, *map(float, row)) for shift, *row in zip(shifts, *columns, strict=True))


def _refused(cases: Sequence[_Asked], shifts: Sequence[float]) -> npt.NDArray[np.float64]:
    """How many of these cases are refused at each shift; repeats are shares of one."""
    margins, weights = zip(*sorted((m, 1 / len(case.margins)) for case in cases for m in case.margins), strict=True)
    return np.concatenate(([0.0], np.cumsum(weights)))[np.searchsorted(margins, shifts)]


def _row(cases: Sequence[_Asked], shift: float) -> GateRow:
    refused = [(case, case.refused(shift)) for case in cases]
    return GateRow(
        shift,
        ratio("false_answers", [Sums(c.group, 1 - share, 1) for c, share in refused if c.is_absent], True),
        ratio("false_refusals", [Sums(c.group, share, 1) for c, share in refused if not c.is_absent], True),
        ratio(
            "abstention_f1", [Sums(c.group, 2 * share * c.is_absent, share + c.is_absent) for c, share in refused], True
        ),
    )
