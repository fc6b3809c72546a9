"""Gates hold or do not; what measured nothing does not hold."""

import pytest

from assistant.errors import SettingsError
from evals.gates import baseline_gate, bounds, gates
from evals.types import Comparison, Figure, PairedDifference


def figure(name: str, value: float | None) -> Figure:
    return Figure(name, value, None, None, 0 if value is None else 10)


def held(option: str, value: float | None) -> bool:
    (gate,) = gates(bounds([option]), [figure(option.partition("=")[0], value)])
    return gate.is_held


def test_bound_is_a_floor_or_a_ceiling_as_the_metric_has_it() -> None:
    assert held("pass=0.8", 0.8) and held("pass=0.8", 0.1 + 0.7) and not held("pass=0.8", 0.79)
    assert held("premise_leak=0", 0.0) and not held("premise_leak=0", 0.01)
    assert [bound.text for bound in bounds(["pass=0.8", "scope-leak=0"])] == [">= 0.8", "<= 0"]


def test_metric_that_applied_to_nothing_does_not_hold() -> None:
    assert not held("injection=0", None)
    assert not gates(bounds(["pass=0"]), [])[0].is_held


@pytest.mark.parametrize(
    ("option", "told"),
    [("pss=1", "Is pass meant"), ("pass=high", "high is no number"), ("pass", "nothing is no number")],
)
def test_wrong_gate_is_explained(option: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        bounds([option])


def compared(difference: float, p: float) -> Comparison:
    paired = PairedDifference("pass", 0.8, 0.8 + difference, difference, -1, 1, 10, p, p)
    return Comparison("before", "now", 10, (paired,), (), ())


def test_any_fall_breaks_an_exact_run_and_only_a_sure_one_a_models() -> None:
    assert not baseline_gate(compared(-0.1, 0.5), "offline").is_held
    assert baseline_gate(compared(0.0, 1.0), "replay").is_held
    assert baseline_gate(compared(-0.1, 0.5), "live").is_held
    assert not baseline_gate(compared(-0.3, 0.01), "live").is_held
    assert not baseline_gate(Comparison("before", "now", 0, (), (), ()), "offline").is_held
