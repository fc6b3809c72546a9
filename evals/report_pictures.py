"""Pictures of a run as inline SVG, 360 units wide so that their words are readable on a phone. Pure functions.

Colours come from the page's style sheet by class. Every picture has a name for those who cannot see it, and the
report says the same in a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from evals.report_words import plain, short
from evals.types import Figure

WIDTH = 360
_LABEL = 118  # what stands left of the axis in a row picture
_VALUE = 78  # and right of it
_ROW = 26


@dataclass(frozen=True, slots=True)
class Dot:
    """A row of a picture: a value with its interval, in the axis's own units, and how it is told in words."""

    label: str
    value: float
    low: float | None
    high: float | None
    text: str
    kind: str = ""  # an extra class: `good`, `bad`


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve: its interval in y (`low`, `high`) and in x (`left`, `right`), and what it is in words.

    `note` is told on demand, `label` stands beside it.
    """

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    note: str = ""
    left: float | None = None
    right: float | None = None
    label: str = ""


def dots(rows: Sequence[Dot], *, name: str, low: float = 0.0, high: float = 1.0, zero: float | None = None) -> str:
    """One row for each value: a dot with whiskers on an axis from `low` to `high`; `zero` is drawn as a line."""
    height = _ROW * len(rows) + 26
    left, right = _LABEL, WIDTH - _VALUE

    def x(value: float) -> float:
        share = (min(max(value, low), high) - low) / ((high - low) or 1)
        return left + share * (right - left)

    parts = [_grid(x, low, high, height - 22)]
    if zero is not None:
        parts.append(f'<line class="zero" x1="{x(zero):.1f}" x2="{x(zero):.1f}" y1="4" y2="{height - 22}"/>')
    for place, row in enumerate(rows):
        y = 14 + _ROW * place
        parts.append(f'<text class="label" x="0" y="{y + 4}">{_words(row.label, 17)}</text>')
        if row.low is not None and row.high is not None:
            parts.append(_whisker(x(row.low), x(row.high), y))
        parts.append(f'<circle class="dot {row.kind}" cx="{x(row.value):.1f}" cy="{y}" r="5"/>')
        parts.append(f'<text class="value" x="{WIDTH}" y="{y + 4}" text-anchor="end">{escape(row.text)}</text>')
    return _svg("".join(parts), height, name)


def figure_dots(figures: Sequence[tuple[str, Figure]], *, name: str) -> str:
    """Shares with their intervals; those without a value are left out."""
    rows = [
        Dot(label, figure.value, figure.low, figure.high, f"{100 * figure.value:.0f} % of {figure.n}")
        for label, figure in figures
        if figure.value is not None
    ]
    return dots(rows, name=name) if rows else ""


def curve(
    points: Sequence[Point], *, name: str, across: str, up: str, steps: Sequence[tuple[float, str]], joined: bool = True
) -> str:
    """Points on axes; y runs from 0 to 1, x over the `steps`, which are its marks and their words."""
    height, left, bottom, top, right = 220, 44, 176, 12, WIDTH - 4
    inset = 14  # so that the first and the last point stand clear of the edges
    first, last = steps[0][0], steps[-1][0]

    def x(value: float) -> float:
        return left + inset + (value - first) / ((last - first) or 1) * (right - left - 2 * inset)

    def y(value: float) -> float:
        return bottom - min(max(value, 0.0), 1.0) * (bottom - top)

    parts = []
    middle = (left + right) / 2
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y(share):.1f}" y2="{y(share):.1f}"/>')
        parts.append(
            f'<text class="tick" x="{left - 6}" y="{y(share) + 4:.1f}" text-anchor="end">{100 * share:.0f} %</text>'
        )
    for value, words in steps:
        parts.append(
            f'<text class="tick" x="{x(value):.1f}" y="{bottom + 17}" text-anchor="middle">{escape(words)}</text>'
        )
    if joined and len(points) > 1:
        path = " ".join(f"{x(point.x):.1f},{y(point.y):.1f}" for point in points)
        parts.append(f'<polyline class="curve" points="{path}"/>')
    for point in points:
        if point.low is not None and point.high is not None:
            at = f"{x(point.x):.1f}"
            parts.append(
                f'<line class="whisker" x1="{at}" x2="{at}" y1="{y(point.low):.1f}" y2="{y(point.high):.1f}"/>'
            )
        if point.left is not None and point.right is not None:
            at = f"{y(point.y):.1f}"
            parts.append(
                f'<line class="whisker" x1="{x(point.left):.1f}" x2="{x(point.right):.1f}" y1="{at}" y2="{at}"/>'
            )
        if point.note or not joined:
            note = f"<title>{escape(plain(point.note))}</title>"
            size = "7" if point.label else "4.5"
            parts.append(f'<circle class="dot" cx="{x(point.x):.1f}" cy="{y(point.y):.1f}" r="{size}">{note}</circle>')
        if point.label:
            is_left = x(point.x) > middle
            at = f'x="{x(point.x) + (-10 if is_left else 10):.1f}" y="{y(point.y) - 10:.1f}"'
            parts.append(
                f'<text class="label" {at} text-anchor="{"end" if is_left else "start"}">{escape(point.label)}</text>'
            )
    parts.append(f'<text class="axis" x="{middle}" y="{height - 6}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text class="axis" x="{left}" y="{top - 12}">{escape(up)}</text>')
    return _svg("".join(parts), height + 14, name, shift=-14)


def _grid(x: Callable[[float], float], low: float, high: float, bottom: int) -> str:
    parts = []
    for step in range(5):
        value = low + (high - low) * step / 4
        parts.append(f'<line class="grid" x1="{x(value):.1f}" x2="{x(value):.1f}" y1="4" y2="{bottom}"/>')
        words = f"{100 * value:+.0f}" if low < 0 else f"{100 * value:.0f}"
        if step % 2 == 0:
            parts.append(f'<text class="tick" x="{x(value):.1f}" y="{bottom + 15}" text-anchor="middle">{words}</text>')
    return "".join(parts)


def _whisker(low: float, high: float, y: int) -> str:
    ends = "".join(
        f'<line class="whisker" x1="{at:.1f}" x2="{at:.1f}" y1="{y - 4}" y2="{y + 4}"/>' for at in (low, high)
    )
    return f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>{ends}'


def _words(text: str, limit: int) -> str:
    cut = plain(text) if len(text) <= limit else f"{plain(text)[: limit - 1]}…"
    return f"{escape(cut)}<title>{escape(short(text))}</title>"


def _svg(inner: str, height: int, name: str, *, shift: int = 0) -> str:
    return (
        f'<svg class="picture" viewBox="0 {shift} {WIDTH} {height}" role="img" aria-label="{escape(plain(name))}">'
        f"{inner}</svg>"
    )
