"""A run, a question of it, and two runs compared, for a terminal of 80 columns. Plain text, no colours.

Rich lays the tables out, so that wide scripts keep their columns.
"""

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals import report_gate
from evals.report_words import (
    EXPECTED,
    EXPECTED_ROWS,
    GIVEN,
    GIVEN_COLUMNS,
    MODES,
    by_name,
    counted,
    difference_text,
    failed,
    gate_text,
    gates_text,
    headline,
    interval_text,
    is_gold,
    label_of,
    left_out_text,
    notes,
    plain,
    short,
    slowest,
    state_of,
    value_text,
    verdict,
    who_said,
    why_missing,
    whys,
)
from evals.types import Cited, Comparison, Figure, GateCurve, Item, Run

WIDTH = 80


def run_lines(run: Run, items: Sequence[Item], comparison: Comparison | None = None) -> list[str]:
    """Everything about a run but its single answers: first how many are right, last what failed and why."""
    return list(_run_lines(run, items, comparison))


def _run_lines(run: Run, items: Sequence[Item], comparison: Comparison | None) -> Iterator[str]:
    yield from _filled(f"{', '.join(run.suites) or 'Evaluation'} · OnRecord {run.version} · run {run.id}")
    yield from _filled(f"{MODES[run.mode]} {counted(run.cases, 'question')} in {run.seconds:,.0f} s.")
    yield ""
    yield from _table(
        ("figure", "value", "95 % interval", "n"), [(label_of(figure.name), *_cells(figure)) for figure in run.figures]
    )
    parts = [*run.by_half.items(), *sorted(run.by_tag.items(), key=_worst_first)]
    if parts:
        yield from _table(
            ("right by kind", "share", "95 % interval", "n"), [(name, *_cells(fig)) for name, fig in parts]
        )
    yield from _outcome_lines(run)
    yield from _gate_lines(run.gate)
    yield from _slowest_lines(items)
    if comparison:
        yield from comparison_lines(comparison, items)
    yield from _failed_lines(items)
    yield from _filled(gates_text(run.gates))
    yield from (line for gate in run.gates for line in _filled(gate_text(gate), "  "))
    yield ""
    yield from _filled(f"{headline(run, items)}.")
    for note in notes(run, with_judge=False):  # the command tells it
        yield from _filled(note)


def _worst_first(pair: tuple[str, Figure]) -> tuple[bool, float, str]:
    name, figure = pair
    return figure.value is None, figure.value or 0.0, name


def _cells(figure: Figure) -> tuple[str, str, str]:
    if figure.value is None:
        return "n/a", why_missing(figure), str(figure.n)
    return value_text(figure.name, figure.value), interval_text(figure), str(figure.n)


def _outcome_lines(run: Run) -> Iterator[str]:
    rows = []
    for expected, name in EXPECTED_ROWS.items():
        given = run.outcomes.get(expected, {})
        rows.append((name, *(str(given.get(key, 0) or "·") for key in GIVEN_COLUMNS), str(sum(given.values()))))
    yield from _table(("expected \\ given", *GIVEN_COLUMNS.values(), "n"), rows)


def _gate_lines(gate: GateCurve | None) -> Iterator[str]:
    if gate:
        yield from _table(report_gate.heads(gate), [report_gate.cells(gate, row) for row in gate.rows])
        yield from _filled(report_gate.told(gate))
        yield ""


def _slowest_lines(items: Sequence[Item]) -> Iterator[str]:
    if slow := slowest(items, 3):
        yield from _table(
            ("slowest", "question"), [(f"{i.observed.total_ms:,.0f} ms", f"{i.case}: {short(i.ask)}") for i in slow]
        )


def _failed_lines(items: Sequence[Item]) -> Iterator[str]:
    bad = failed(items)
    yield f"What failed, and why ({len(bad)})" if bad else "Nothing failed."
    for item in bad:
        yield from _filled(f"✗ {item.case}: {short(item.ask)}", "  ", "    ")
        yield from (line for why in whys(item) for line in _filled(why, "      "))
    yield ""


def comparison_lines(comparison: Comparison, items: Iterable[Item] = ()) -> list[str]:
    """Two runs on the same questions: every difference with its interval and p, and the questions that changed.

    `items` are those of the second run: in whose words a question is told, and why it is wrong now.
    """
    lines = [f"{comparison.first} -> {comparison.second}, {counted(comparison.n, 'question')} both have"]
    for each in comparison.differences:
        mark = {"better": "+", "worse": "-"}.get(verdict(each), " ")
        lines += _filled(f"{mark} {label_of(each.name)}: {difference_text(each)}", "  ", "      ")
    known = by_name(items)
    for title, cases in (("newly right", comparison.newly_passing), ("newly wrong", comparison.newly_failing)):
        lines += _filled(f"{title} ({len(cases)}){':' if cases else ''}", "  ")
        for case in cases:
            lines += _filled(f"{case}: {short(known[case].ask)}" if case in known else case, "    ", "      ")
            lines += [line for why in whys(known[case]) for line in _filled(why, "        ")] if case in known else []
    return [*lines, *_filled(left_out_text(comparison), "  "), ""]


def item_lines(item: Item) -> list[str]:
    """One question: expected, facts with said and cited, the answer with who said what, hits with gold marked."""
    return list(_item_lines(item))


def _item_lines(item: Item) -> Iterator[str]:
    observed = item.observed
    repeat = f" · repeat {item.repeat + 1}" if item.repeat else ""
    yield from _filled(f"{item.suite} · {item.case}{repeat} · {', '.join(item.tags)}{' · held out' * item.is_held_out}")
    for place, message in enumerate(item.after):
        yield from _filled(f"{'Person' if place % 2 == 0 else 'OnRecord'}: {message}", "  ", "    ")
    yield from _filled(item.ask)
    if observed.standalone and observed.standalone != item.ask:
        yield from _filled(f"understood as: {observed.standalone}", "  ", "    ")
    yield ""
    yield from _filled(f"{state_of(item).capitalize()}.{''.join(f' {why}.' for why in whys(item))}")
    given = observed.error or GIVEN[observed.outcome]
    yield from _filled(f"Expected {EXPECTED[item.expect]}; given: {given}.")
    for fact in item.score.facts:
        marks = f"[{'said' if fact.is_said else 'NOT SAID'}, {'cited' if fact.is_cited else 'NOT CITED'}]"
        nice = "" if fact.is_needed else " (nice to have)"
        yield from _filled(f"{marks} {fact.say}{nice}", "  ", "    ")
        yield from _filled(fact.why, "    ") if fact.why else ()
    yield from _answer_lines(item)
    yield from _hit_lines(item)


def _answer_lines(item: Item) -> Iterator[str]:
    observed = item.observed
    yield ""
    yield "Answer" if observed.text or observed.statements else "No answer"
    for statement in observed.statements:
        chips = "".join(f"[{n}]" for n in statement.citations) or "[no citation]"
        doubt = {"weak": " (weakly supported)", "none": " (not found in its quotes)"}.get(statement.support, "")
        yield from _filled(f"{statement.text} {chips}{doubt}", "  ")
    yield from _quote_lines("Quotes", observed.citations, item)
    yield from _quote_lines("What came nearest", observed.nearest, item)


def _quote_lines(heading: str, quotes: Iterable[Cited], item: Item) -> Iterator[str]:
    for place, cited in enumerate(quotes):
        if place == 0:
            yield ""
            yield heading
        gold = " · gold" if is_gold(item, cited.transcript, cited.start, cited.end) else ""
        where = f"{cited.transcript}, exchange {cited.exchange}, characters {cited.start}-{cited.end}"
        yield from _filled(" · ".join(filter(None, (f"[{cited.n}] {who_said(cited)}", cited.date, where))) + gold, "  ")
        yield from _filled(cited.quote, "      ")


def _hit_lines(item: Item) -> Iterator[str]:
    hits = item.observed.hits
    if hits:
        yield ""
        rows = [
            (
                str(rank),
                "gold" if is_gold(item, hit.transcript, hit.start, hit.end) else "",
                hit.transcript,
                str(hit.exchange),
                f"{hit.start}-{hit.end}",
                f"{hit.score:.3f}",
            )
            for rank, hit in enumerate(hits, 1)
        ]
        yield from _table(("hit", "", "transcript", "exchange", "characters", "score"), rows)


def _filled(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most 80 columns; a Chinese character takes two."""
    after = first if rest is None else rest
    line = Text(" ".join(plain(text).split()))
    wrapped = line.wrap(_console(), WIDTH - max(len(first), len(after))) if line else [line]
    return [f"{after if place else first}{piece.plain.rstrip()}" for place, piece in enumerate(wrapped)]


def _console() -> Console:
    """One that knows nothing of the terminal it runs in."""
    return Console(file=io.StringIO(), width=WIDTH, color_system=None, force_terminal=False, _environ={})


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    table = Table(box=SIMPLE, show_edge=False, pad_edge=False, header_style="", expand=False)
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", justify="left" if place == 0 else "default")
    for row in rows:
        table.add_row(*(Text(" ".join(plain(cell).split())) for cell in row))
    console = _console()
    with console.capture() as capture:
        console.print(table)
    return [line.rstrip() for line in capture.get().split("\n")]
