"""The errors of the gate at every threshold, worked by hand."""

from dataclasses import replace

import pytest

from assistant.types import Outcome
from evals.figures import figures_of
from evals.gate_curve import gate_curve
from evals.types import Expect, GateCurve, Item, Observed
from tests.evals.briefings import item
from tests.evals.made_up import many


def asked(expect: Expect, confidence: float | None, threshold: float | None = 0.0, **changes: object) -> Item:
    """A question that the gate decided by its threshold; one without a threshold is refused."""
    passes = confidence is not None and threshold is not None and confidence >= threshold
    outcome: Outcome = "answered" if passes else "not_in_transcripts"
    bare = item(f"{expect} {confidence} {threshold}", {"pass": 1.0})
    seen = Observed(outcome, "", confidence=confidence, threshold=threshold)
    return replace(bare, expect=expect, observed=seen, **changes)  # type: ignore[arg-type]


# Absent at -3, -1 and 1, of which the last is answered; answerable at -2, 2, 3 and 4, of which the first is refused.
ITEMS = [*(asked("absent", c) for c in (-3.0, -1.0, 1.0)), *(asked("answer", c) for c in (-2.0, 2.0, 3.0, 4.0))]


def curve_of(items: list[Item]) -> GateCurve:
    found = gate_curve(items)
    assert found is not None
    return found


def at(items: list[Item], shift: float) -> tuple[float, float, float]:
    point = next(point for point in curve_of(items).points if point.shift == shift)
    return point.false_answers, point.false_refusals, point.abstention_f1


def test_a_higher_threshold_trades_false_answers_for_false_refusals() -> None:
    assert at(ITEMS, -3.0) == pytest.approx((1, 0, 0))
    assert at(ITEMS, 0.0) == pytest.approx((1 / 3, 1 / 4, 2 * 2 / (3 + 3)))
    assert at(ITEMS, 2.0) == pytest.approx((0, 1 / 4, 2 * 3 / (4 + 3)))  # what equals the threshold is answered
    assert at(ITEMS, 5.0) == pytest.approx((0, 1, 2 * 3 / (7 + 3)))
    assert [point.shift for point in curve_of(ITEMS).points] == [-3, -2, -1, 0, 1, 2, 3, 4, 5]


def test_thresholds_of_different_scales_are_moved_together() -> None:
    items = [*ITEMS, asked("absent", -4.0, -5.0)]
    assert curve_of(items).thresholds == ((0.0, 7), (-5.0, 1))
    assert at(items, 1.0)[0] == pytest.approx(2 / 4)
    assert at(items, 2.0)[0] == 0


def test_what_no_threshold_decided_stays_as_it_was() -> None:
    before = asked("absent", 9.0, None)
    declined = replace(before, case="declined", observed=replace(before.observed, outcome="declined"))
    unquoted = asked("answer", 2.0)
    unquoted = replace(unquoted, case="unquoted", observed=replace(unquoted.observed, outcome="not_in_transcripts"))
    items = [*ITEMS, before, declined, unquoted]
    assert curve_of(items).undecided == 3
    assert at(items, -3.0) == pytest.approx((4 / 5, 1 / 5, 2 * 1 / (2 + 5)))
    assert at(items, 5.0) == pytest.approx((1 / 5, 1, 2 * 4 / (9 + 5)))


def test_the_row_in_use_is_the_run_as_it_was_scored() -> None:
    items = many(120)
    used = next(row for row in curve_of(list(items)).rows if row.shift == 0)
    assert used.abstention_f1 == next(figure for figure in figures_of(items) if figure.name == "abstention_f1")
    answered = [each.observed.outcome != "not_in_transcripts" for each in items if each.expect == "absent"]
    assert (used.false_answers.value, used.false_answers.n) == (sum(answered) / len(answered), len(answered))


def test_every_row_has_an_interval_and_is_a_point_of_the_curve() -> None:
    found = curve_of(list(many(120)))
    assert len(found.rows) == 9
    points = {point.shift: point for point in found.points}
    for row in found.rows:
        for figure in (row.false_answers, row.false_refusals, row.abstention_f1):
            assert figure.value is not None and figure.low is not None and figure.high is not None
            assert figure.low <= figure.value <= figure.high
            assert figure.value == pytest.approx(getattr(points[row.shift], figure.name))


def test_repeats_are_shares_of_one_question() -> None:
    twice = [asked("absent", c, case="twice", repeat=r) for r, c in enumerate((-1.0, 1.0))]
    assert at([*twice, asked("answer", 2.0)], 0.0) == pytest.approx((1 / 2, 0, 2 * 0.5 / (0.5 + 1)))


def test_without_absent_questions_or_a_threshold_there_is_no_curve() -> None:
    assert gate_curve([]) is None
    assert gate_curve(ITEMS[:3]) is None
    assert gate_curve(ITEMS[3:]) is None
    assert gate_curve([asked("absent", -1.0, None), asked("answer", None)]) is None
