"""What every report says in the same words: shares, intervals, gates, comparisons, what failed. Pure functions."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.types import Outcome
from evals.judge import agreement_line
from evals.metrics import METRICS, RIGHT
from evals.types import Cited, Comparison, Expect, Figure, Gate, Item, Mode, PairedDifference, Run

PASS = "pass"
_TELLING = 10
SURE = 0.05  # differences with a corrected p below this are told as differences
EXPECTED: Mapping[Expect, str] = {
    "answer": "an answer",
    "declined": "that no information was given",
    "corrects": "that the premise is false",
    "absent": "that the transcripts do not say",
}
GIVEN: Mapping[Outcome, str] = {
    "answered": "answered",
    "partly": "answered in part",
    "declined": "told as declined",
    "not_in_transcripts": "told as not in the transcripts",
}
EXPECTED_ROWS: Mapping[Expect, str] = {
    "answer": "answer",
    "declined": "declined",
    "corrects": "false premise",
    "absent": "not there",
}
GIVEN_COLUMNS: Mapping[Outcome, str] = {
    "answered": "answered",
    "partly": "in part",
    "declined": "declined",
    "not_in_transcripts": "not there",
}
MODES: Mapping[Mode, str] = {
    "offline": "Offline: the best sentences are quoted, no model wrote.",
    "live": "Live: a model server wrote the answers.",
    "record": "Recorded: a model server wrote the answers, which were kept for replay.",
    "replay": "Replayed: recorded replies, so this tests our code, not the model.",
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text without the control characters that XML forbids and terminals obey, and without those that turn the order
    of the words around it (a transcript with U+202E would mirror our own words beside it).
    """
    return _CONTROLS.sub("\ufffd", text)


def short(text: str, limit: int = 200) -> str:
    """One line of at most about `limit` characters, cut between words."""
    line = " ".join(plain(text).split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"


def counted(number: int, noun: str) -> str:
    """`1 question`, `1,204 questions`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def percent(value: float) -> str:
    """`79 %`; a share that is nearly but not quite all or nothing does not look like it."""
    if 0 < value < 0.005 or 0.995 <= value < 1:
        return f"{100 * value:.1f} %" if 0.0005 <= value < 0.9995 else ("<0.1 %" if value < 0.5 else ">99.9 %")
    return f"{100 * value:.0f} %"


def value_text(name: str, value: float | None) -> str:
    """A metric's value in its own unit; `n/a` when there is none."""
    if value is None:
        return "n/a"
    kind = kind_of(name)
    if kind == "ms":
        return f"{value:,.0f} ms" if value < 10_000 else f"{value / 1000:,.1f} s"
    if kind == "count":
        return f"{value:,.0f}"
    return f"{value:.3f}"


def interval_text(figure: Figure) -> str:
    """`0.65 to 0.89`, or `n/a`."""
    if figure.low is None or figure.high is None:
        return "n/a"
    if is_share(figure.name):
        return f"{figure.low:.2f} to {figure.high:.2f}"
    return f"{value_text(figure.name, figure.low)} to {value_text(figure.name, figure.high)}"


def kind_of(name: str) -> str:
    """The kind of a metric: `rate`, `graded`, `ms` or `count`; what is not ours counts as a rate."""
    return METRICS[name].kind if name in METRICS else "rate"


def is_share(name: str) -> bool:
    """Whether a metric lies in [0, 1]."""
    return kind_of(name) in ("rate", "graded")


def definition_of(name: str) -> str | None:
    """What a metric means, if it is one of ours."""
    return METRICS[name].definition if name in METRICS else None


def why_missing(figure: Figure) -> str:
    """Why a figure has no value."""
    return "applies to no question of this run" if figure.n == 0 else "was not measured"


def figure_named(run: Run, name: str) -> Figure | None:
    """A figure of the run."""
    return next((figure for figure in run.figures if figure.name == name), None)


def headline(run: Run, items: Sequence[Item]) -> str:
    """`37 of 47 right (79 %, 65-89 %)`. What could not be scored is left out, and told elsewhere."""
    scored = [item for item in items if item.score.is_scored]
    if not scored:
        return "Nothing could be scored"
    passed = sum(item.score.is_passed for item in scored)
    figure = figure_named(run, PASS)
    interval = f", {range_text(figure)}" if figure and range_text(figure) else ""
    return f"{passed} of {len(scored)} right ({percent(passed / len(scored))}{interval})"


def range_text(figure: Figure) -> str:
    """`65-89 %`, or nothing without an interval."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{100 * figure.low:.0f}-{100 * figure.high:.0f} %"


def unscored_text(run: Run) -> str:
    """What could not be scored, or nothing."""
    if not run.not_scored:
        return ""
    return f"{counted(run.not_scored, 'question')} could not be scored because the call failed; not counted as wrong."


def notes(run: Run, *, with_judge: bool = True) -> list[str]:
    """What a reader of the first figure should also know, a sentence or two each."""
    told = [] if run.is_complete else ["Interrupted: this tells only of the questions that were answered until then."]
    told += [unscored_text(run)] if run.not_scored else []
    if weak := weakest(run):
        kinds = (f"{label_of(tag_name(run, figure))} ({percent(figure.value or 0)} of {figure.n})" for figure in weak)
        among = f" of the kinds with {_TELLING} questions or more" if all(f.n >= _TELLING for f in weak) else ""
        told.append(f"Weakest{among}: {', '.join(kinds)}.")
    told += [agreement_line(run.judge)] if run.judge and with_judge else []
    told += [f"Cost: ${run.cost_usd:,.4f}."] if run.cost_usd else []
    told += (
        ["Cost: n/a, a price or a count of tokens is not known."]
        if run.cost_usd is None and run.mode != "offline"
        else []
    )
    return told


def gate_text(gate: Gate) -> str:
    """`Held: pass >= 0.80 (0.851)`."""
    verdict = "Held" if gate.is_held else "Not held"
    return f"{verdict}: {label_of(gate.name)} {gate.bound} ({value_text(gate.name, gate.value)})"


def gates_text(gates: Sequence[Gate]) -> str:
    """All gates in a sentence."""
    if not gates:
        return "No gate was set."
    broken = [gate for gate in gates if not gate.is_held]
    if not broken:
        return "The gate held." if len(gates) == 1 else f"All {len(gates)} gates held."
    names = ", ".join(label_of(gate.name) for gate in broken)
    return f"{len(broken)} of {len(gates)} gates did not hold: {names}."


def label_of(name: str) -> str:
    """A metric's name in words."""
    return name.replace("_", " ")


def failed(items: Iterable[Item]) -> list[Item]:
    """What was scored and did not pass."""
    return [item for item in items if item.score.is_scored and not item.score.is_passed]


def whys(item: Item) -> tuple[str, ...]:
    """Why an item did not pass, in plain words; empty when it passed."""
    if not item.score.is_scored:
        return (f"not scored: {item.observed.error or 'the call failed'}",)
    return () if item.score.is_passed else item.score.faults or ("no reason was given",)


def by_name(items: Iterable[Item]) -> dict[str, Item]:
    """The questions by the names that a comparison has for them; the first of repeats."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.case, item)
        found.setdefault(f"{item.suite}/{item.case}", item)
    return found


def left_out_text(comparison: Comparison) -> str:
    """Which questions two runs both have and are yet not compared by, or nothing."""
    if not comparison.left_out:
        return ""
    return f"Left out, since the second run asks or judges them otherwise: {', '.join(comparison.left_out)}."


def advice(item: Item) -> str:
    """What the judge model said of an answer, if one was asked: `overall no, fact 1 yes`."""
    return ", ".join(f"{name} {'yes' if holds else 'no'}" for name, holds in item.judged.items())


def state_of(item: Item) -> str:
    """`passed`, `failed` or `not scored`."""
    if not item.score.is_scored:
        return "not scored"
    return "passed" if item.score.is_passed else "failed"


def is_outcome_right(item: Item) -> bool:
    """Whether the answer is of the kind that was expected, whatever it says."""
    return item.observed.outcome in RIGHT[item.expect]


def who_said(cited: Cited) -> str:
    """Who said a quote, and whether they were asking: `Harbour Times (asking)`, `Ana Vell, asked by Radio Fjord`."""
    if cited.role == "question":
        return f"{cited.outlet or cited.speaker or 'Reporter'} (asking)"
    who = cited.speaker or "Speaker"
    if cited.role == "opening":
        return f"{who} (opening remarks)"
    return f"{who}, asked by {cited.outlet}" if cited.outlet else who


def is_gold(item: Item, transcript: str, start: int, end: int) -> bool:
    """Whether a passage holds words of some gold of the question."""
    return any(
        gold.span.transcript_id == transcript and start < gold.span.end and gold.span.start < end for gold in item.gold
    )


def slowest(items: Iterable[Item], count: int = 5) -> list[Item]:
    """The items that took longest, longest first."""
    return sorted(items, key=lambda item: -item.observed.total_ms)[:count]


def weakest(run: Run, count: int = 3) -> list[Figure]:
    """PASS of the tags that pass least often, worst first; those at which everything passes are left out.

    Tags of fewer than 10 questions say little, so they are named only when there are too few others.
    """
    known = [figure for figure in run.by_tag.values() if figure.value is not None and figure.value < 1]
    telling = [figure for figure in known if figure.n >= _TELLING]
    return sorted(
        telling if len(telling) >= count else known,
        key=lambda figure: (1.0 if figure.value is None else figure.value, -figure.n),
    )[:count]


def tag_name(run: Run, figure: Figure) -> str:
    """The tag a figure of `by_tag` belongs to."""
    return next(tag for tag, each in run.by_tag.items() if each is figure)


def difference_text(difference: PairedDifference) -> str:
    """`0.790 -> 0.850 (+0.060, 95 % interval -0.020 to +0.140, p = .21): no difference shown`."""
    name = difference.name
    change = f"{signed(name, difference.difference)}"
    interval = f"{signed(name, difference.low)} to {signed(name, difference.high)}"
    return (
        f"{value_text(name, difference.first)} -> {value_text(name, difference.second)} ({change}, 95 % interval "
        f"{interval}, p = {p_text(difference.p_holm)}): {verdict(difference)}"
    )


def signed(name: str, value: float) -> str:
    """A difference with its sign, in the metric's unit."""
    return ("+" if value > 0 else "−" if value < 0 else "±") + value_text(name, abs(value)).removeprefix("−")


def p_text(p: float) -> str:
    """`.21`, `<.001`."""
    return "<.001" if p < 0.001 else f"{p:.3f}".lstrip("0") if p < 0.1 else f"{p:.2f}".lstrip("0")


def verdict(difference: PairedDifference) -> str:
    """What a paired difference, corrected for the number of metrics, shows."""
    if difference.p_holm >= SURE or difference.difference == 0:
        return "no difference shown"
    better = METRICS[difference.name].higher_is_better if difference.name in METRICS else True
    return "better" if (difference.difference > 0) == better else "worse"
