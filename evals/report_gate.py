"""The errors of the gate at every threshold, as every report tells them: words, cells, and pictures. Pure functions."""

from dataclasses import replace

from evals.report_pictures import Point, curve
from evals.report_words import counted, percent, value_text
from evals.types import Figure, GateCurve, GatePoint, GateRow

MISSING = "needs questions that are not in the transcripts and others, of which a threshold decided some"
COLUMNS = ("false answers", "false refusals", "F1")


def at_text(gate: GateCurve, shift: float) -> str:
    """The threshold itself where there is one; where there are several, how far all of them are moved."""
    if len(gate.thresholds) == 1:
        return _number(gate.thresholds[0][0] + shift)
    return f"{'±' if shift == 0 else '+' if shift > 0 else ''}{_number(shift)}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def heads(gate: GateCurve) -> tuple[str, ...]:
    """What stands above `cells`."""
    return ("threshold" if len(gate.thresholds) == 1 else "thresholds moved by", *COLUMNS)


def cells(gate: GateCurve, row: GateRow) -> tuple[str, ...]:
    """A row in words; the one the run was made with says so."""
    at = at_text(gate, row.shift) + (" (in use)" if row.shift == 0 else "")
    return (at, *map(_cell, (row.false_answers, row.false_refusals, row.abstention_f1)))


def _cell(figure: Figure) -> str:
    """`0.17 (0.03-0.30)`: narrow enough for a terminal."""
    if figure.value is None or figure.low is None or figure.high is None:
        return "n/a"
    return f"{figure.value:.2f} ({figure.low:.2f}-{figure.high:.2f})"


def told(gate: GateCurve) -> str:
    """What the shares are of, and how many questions each threshold decided."""
    used = _in_use(gate)
    by = ", ".join(f"{n} by {_number(threshold)}" for threshold, n in gate.thresholds)
    return (
        f"False answers: of {counted(used.false_answers.n, 'absent question')}, the share answered. False refusals: of "
        f"{counted(used.false_refusals.n, 'other')}, the share told as not in the transcripts. F1 is of abstention. "
        f"Decided by a threshold: {by}; {counted(gate.undecided, 'question')} on which none had a say stay as they "
        "are. In brackets 95 % intervals."
    )


def in_use_text(gate: GateCurve) -> str:
    """Both shares as the run was made, for those who cannot see the picture."""
    used = _in_use(gate)
    wrong, refused = used.false_answers.value or 0.0, used.false_refusals.value or 0.0
    return f"False answers against false refusals; in use {percent(wrong)} against {percent(refused)}"


def _in_use(gate: GateCurve) -> GateRow:
    return next(row for row in gate.rows if row.shift == 0)


def errors(gate: GateCurve) -> list[Point]:
    """False answers (y) against false refusals (x), the lowest threshold first; the one in use has both intervals."""
    rows = {row.shift: row for row in gate.rows}
    return [_error(gate, point, rows.get(point.shift)) for point in gate.points]


def _error(gate: GateCurve, point: GatePoint, row: GateRow | None) -> Point:
    plain = Point(point.false_refusals, point.false_answers)
    if row is None:
        return plain
    wrong, refused = row.false_answers, row.false_refusals
    noted = replace(plain, note=_note(gate, row))
    if row.shift:
        return noted
    return replace(noted, low=wrong.low, high=wrong.high, left=refused.low, right=refused.high, label="in use")


def _note(gate: GateCurve, row: GateRow) -> str:
    at, *shares = cells(gate, row)
    return f"{heads(gate)[0]} {at}: " + ", ".join(f"{name} {each}" for name, each in zip(COLUMNS, shares, strict=True))


def errors_picture(gate: GateCurve) -> str:
    """The error curve, with the threshold in use marked."""
    steps = [(share / 4, f"{25 * share} %") for share in range(5)]
    return curve(errors(gate), name=in_use_text(gate), across="false refusals", up="false answers", steps=steps)


def f1_picture(gate: GateCurve) -> str:
    """F1 of abstention by threshold, with the threshold in use marked."""
    rows = {row.shift: row for row in gate.rows}
    points = [_f1(gate, point, rows.get(point.shift)) for point in gate.points]
    low, high = gate.points[0].shift, gate.points[-1].shift
    steps = [(at, at_text(gate, at)) for at in (low + (high - low) * step / 4 for step in range(5))]
    used = value_text("abstention_f1", _in_use(gate).abstention_f1.value)
    name = f"F1 of abstention by threshold; in use {used}"
    return curve(points, name=name, across=heads(gate)[0], up="F1 of abstention", steps=steps)


def _f1(gate: GateCurve, point: GatePoint, row: GateRow | None) -> Point:
    plain = Point(point.shift, point.abstention_f1)
    if row is None:
        return plain
    figure = row.abstention_f1
    label = "" if row.shift else "in use"
    return replace(plain, low=figure.low, high=figure.high, note=_note(gate, row), label=label)
