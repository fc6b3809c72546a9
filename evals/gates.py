"""Conditions a run is held to: `--fail-under metric=value` and `--baseline RUN`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.errors import SettingsError
from evals.metric_table import METRICS
from evals.types import Comparison, Figure, Gate, Mode

_EXAMPLE = "Write for example --fail-under pass=0.8 --fail-under premise_leak=0."
_ROUNDING = 1e-9  # 0.8 as a sum of tenths must not fail 0.8
_SURE = 0.05


@dataclass(frozen=True, slots=True)
class Bound:
    """At least `value` of a metric where more is better, at most where less is."""

    name: str
    value: float

    @property
    def text(self) -> str:
        """As it is shown: `>= 0.8`, `<= 0`."""
        return f"{'>=' if METRICS[self.name].higher_is_better else '<='} {self.value:g}"

    def holds(self, value: float) -> bool:
        """Whether a figure is good enough."""
        if METRICS[self.name].higher_is_better:
            return value >= self.value - _ROUNDING
        return value <= self.value + _ROUNDING


def bounds(options: Iterable[str]) -> list[Bound]:
    """The bounds of `metric=value` options. Raises SettingsError."""
    found = []
    for option in options:
        name, _, text = option.partition("=")
        name = name.strip().replace("-", "_")
        if name not in METRICS:
            near = get_close_matches(name, METRICS, n=1)
            mend = f"Is {near[0]} meant?" if near else f"Known are: {', '.join(METRICS)}."
            raise SettingsError(f"--fail-under {option}: there is no metric {name or 'without a name'}.", mend)
        try:
            found.append(Bound(name, float(text)))
        except ValueError as error:
            raise SettingsError(f"--fail-under {option}: {text or 'nothing'} is no number.", _EXAMPLE) from error
    return found


def gates(bounds: Sequence[Bound], figures: Iterable[Figure]) -> tuple[Gate, ...]:
    """What became of each bound. A metric that applied to no question does not hold: nothing was shown."""
    values = {figure.name: figure.value for figure in figures}
    return tuple(
        Gate(bound.name, bound.text, value, value is not None and bound.holds(value))
        for bound in bounds
        for value in [values.get(bound.name)]
    )


def baseline_gate(comparison: Comparison, mode: Mode) -> Gate:
    """PASS no worse than the baseline's on the questions both have.

    Offline and in replay an answer is the same every time, so any fall counts; of a model's answers only one that the
    exact McNemar test finds (p < 0.05).
    """
    found = next((each for each in comparison.differences if each.name == "pass"), None)
    if found is None:
        return Gate("pass", f"no worse than {comparison.first}, which has none of these questions", None, False)
    is_exact = mode in ("offline", "replay")
    is_worse = found.difference < -_ROUNDING and (is_exact or found.p < _SURE)
    sure = "" if is_exact else ", as far as chance allows (p >= 0.05)"
    return Gate("pass", f"no worse than {found.first:.3f} of {comparison.first}{sure}", found.second, not is_worse)
