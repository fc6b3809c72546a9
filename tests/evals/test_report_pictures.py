"""Pictures and the curves behind them, against values worked by hand."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assistant.types import Outcome
from evals.report_curves import calibration, recall_by_k, risk_coverage
from evals.report_pictures import Dot, Point, curve, dots, figure_dots
from evals.types import Figure, Item
from tests.evals.made_up import item, run


def unsure(confidence: float, *, passed: bool) -> Item:
    made = item(f"c{confidence}", passed=passed)
    outcome: Outcome = "answered" if passed else "declined"
    return replace(made, observed=replace(made.observed, confidence=confidence, outcome=outcome))


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(e.get("cx", 0)), float(e.get("cy", 0))) for e in ElementTree.fromstring(svg).iter("circle")]


def test_a_dot_stands_where_its_value_is() -> None:
    svg = dots([Dot("a", 0.0, None, None, "0"), Dot("b", 0.5, 0.2, 0.8, "50"), Dot("c", 1.0, 1, 1, "100")], name="x")
    (low, _), (middle, _), (high, _) = circles(svg)
    assert middle == pytest.approx((low + high) / 2)


def test_an_interval_past_the_axis_ends_at_it() -> None:
    svg = dots([Dot("a", 0.0, -9.0, 9.0, "0")], name="x", low=-0.5, high=0.5, zero=0.0)
    xs = [float(line.get("x1", 0)) for line in ElementTree.fromstring(svg).iter("line")]
    assert min(xs) >= 0
    assert max(xs) <= 360


def test_labels_are_escaped_and_told_in_full_on_demand() -> None:
    svg = dots([Dot("<script>a very long name of a tag", 0.5, None, None, "&")], name='"quoted"')
    root = ElementTree.fromstring(svg)
    assert root.get("aria-label") == '"quoted"'
    assert [each.text for each in root.iter("title")] == ["<script>a very long name of a tag"]


def test_figures_without_a_value_leave_no_dot() -> None:
    assert figure_dots([("a", Figure("pass", None, None, None, 0))], name="x") == ""


def test_a_curve_rises_where_its_values_do() -> None:
    points = [Point(0, 0.2, note="a"), Point(1, 0.9, note="b")]
    (_, first), (_, second) = circles(curve(points, name="x", across="k", up="y", steps=[(0, "1"), (1, "5")]))
    assert second < first


def test_a_point_has_its_intervals_in_both_directions_and_its_label_beside_it() -> None:
    point = Point(0.5, 0.5, 0.4, 0.6, left=0.2, right=0.8, label="in use")
    root = ElementTree.fromstring(curve([point], name="x", across="a", up="b", steps=[(0, "0"), (1, "1")]))
    whiskers = [line for line in root.iter("line") if line.get("class") == "whisker"]
    assert [line.get("x1") == line.get("x2") for line in whiskers] == [True, False]
    assert [text.text for text in root.iter("text") if text.get("class") == "label"] == ["in use"]


def test_calibration_has_equal_bins_of_at_least_ten() -> None:
    items = [unsure(float(n), passed=n >= 15) for n in range(20)]
    low, high = calibration(items)
    assert (low.x, low.y, high.x, high.y) == (4.5, 0.0, 14.5, 0.5)
    assert calibration(items[:9]) == []


def test_risk_falls_when_only_the_surest_are_answered() -> None:
    items = [unsure(float(n), passed=n >= 5) for n in range(20)]
    points = risk_coverage(items)
    assert (points[0].x, points[0].y) == (0.5, 0.0)
    assert (points[-1].x, points[-1].y) == (1.0, 0.25)


def test_what_was_not_answered_bears_no_risk() -> None:
    items = [unsure(float(n), passed=True) for n in range(10)]
    silent = replace(items[0], observed=replace(items[0].observed, outcome="not_in_transcripts"))
    assert risk_coverage([silent, *items[1:]]) == []


def test_recall_is_ordered_by_k() -> None:
    assert [k for k, _ in recall_by_k(run((item(),)))] == [1, 5, 10]
