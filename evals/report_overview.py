"""The parts of the HTML report above the questions: in how far it is right, gates, what failed, tables."""

from collections.abc import Mapping, Sequence

from evals.metrics import RIGHT
from evals.report_items import e
from evals.report_pictures import Dot, dots
from evals.report_words import (
    EXPECTED_ROWS,
    GIVEN_COLUMNS,
    PASS,
    by_name,
    counted,
    definition_of,
    difference_text,
    failed,
    gate_text,
    gates_text,
    headline,
    interval_text,
    is_share,
    label_of,
    left_out_text,
    notes,
    short,
    slowest,
    value_text,
    verdict,
    why_missing,
    whys,
)
from evals.types import Comparison, Figure, Item, PairedDifference, Run

_FIRST = 12  # what is listed before the rest is folded away


def headline_html(run: Run, items: Sequence[Item]) -> str:
    """How many were right, what could not be scored, and the weakest kinds."""
    told = "".join(f"<p>{e(note)}</p>" for note in notes(run))
    right = e(headline(run, items)).replace("(", '<span class="whole">(').replace(")", ")</span>")
    return (
        f'<section class="headline"><p class="big">{right}</p>'
        '<p class="meta">The range is a 95 % interval: what other questions like these would likely give.</p>'
        f"{told}</section>"
    )


def gates_html(run: Run) -> str:
    """Every gate in words."""
    rows = "".join(
        f'<li class="{"yes" if gate.is_held else "no"}">{"✓" if gate.is_held else "✗"} {e(gate_text(gate))}</li>'
        for gate in run.gates
    )
    return f'<section id="gates"><h2>Gates</h2><p>{e(gates_text(run.gates))}</p><ul class="plain">{rows}</ul></section>'


def failed_html(items: Sequence[Item], ids: Sequence[str]) -> str:
    """What failed and why, each with a link to the question below."""
    links = {id(item): anchor for item, anchor in zip(items, ids, strict=True)}
    bad = failed(items)
    rows = [_question_link(item, links) for item in bad]
    told = _folded(rows, "ol") if rows else "<p>Nothing.</p>"
    return f'<section id="failed"><h2>What failed, and why</h2>{told}</section>'


def _question_link(item: Item, links: Mapping[int, str]) -> str:
    return (
        f'<li><a href="#{e(links[id(item)])}" dir="auto">{e(short(item.ask))}</a>'
        f"<span class='why'>{e('; '.join(short(why) for why in whys(item)))}</span></li>"
    )


def _folded(rows: Sequence[str], kind: str) -> str:
    """The first rows as a list (`ol` or `ul`), the rest folded away."""
    first = f"<{kind}>{''.join(rows[:_FIRST])}</{kind}>"
    if len(rows) <= _FIRST:
        return first
    start = f' start="{_FIRST + 1}"' if kind == "ol" else ""
    rest = f"<{kind}{start}>{''.join(rows[_FIRST:])}</{kind}>"
    return f"{first}<details><summary>and {len(rows) - _FIRST} more</summary>{rest}</details>"


def comparison_html(comparison: Comparison, items: Sequence[Item], ids: Sequence[str]) -> str:
    """Two runs on the same questions: differences with intervals, and the questions that changed."""
    shares = [each for each in comparison.differences if is_share(each.name)]
    picture = ""
    if shares:
        reach = min(1.0, max(0.05, *(max(abs(each.low), abs(each.high)) for each in shares)))
        picture = dots(
            [_dot(each) for each in shares], name="Differences with 95 % intervals", low=-reach, high=reach, zero=0.0
        )
    table = "".join(
        f"<tr><th scope=row>{e(label_of(each.name))}</th><td class='told'>{e(difference_text(each))}</td></tr>"
        for each in comparison.differences
    )
    return (
        f'<section id="comparison"><h2>Compared</h2><p>{e(_judgement(comparison))}</p>'
        f'<p class="meta">First {e(comparison.first)}, second {e(comparison.second)}, on the '
        f"{counted(comparison.n, 'question')} both have. Differences are second minus first, in points of a hundred; "
        f"p is corrected for the {counted(len(comparison.differences), 'figure')} compared (Holm). "
        f"{e(left_out_text(comparison))}</p>"
        f"<figure>{picture}</figure><details><summary>The same as a table</summary>"
        f"<div class='wide'><table><tbody>{table}</tbody></table></div></details>"
        f"{_changed('Newly right', comparison.newly_passing, items, ids)}"
        f"{_changed('Newly wrong', comparison.newly_failing, items, ids)}</section>"
    )


def _judgement(comparison: Comparison) -> str:
    changes = {"better": list[str](), "worse": list[str]()}
    for each in comparison.differences:
        if verdict(each) in changes:
            changes[verdict(each)].append(label_of(each.name))
    told = [f"{word}: {', '.join(names)}" for word, names in changes.items() if names]
    return f"Clearly {'; '.join(told)}." if told else "No difference is shown: what there is could be chance."


def _dot(each: PairedDifference) -> Dot:
    kind = {"better": "good", "worse": "bad"}.get(verdict(each), "")
    text = f"{100 * each.difference:+.1f}"
    return Dot(label_of(each.name), each.difference, each.low, each.high, text, kind)


def _changed(title: str, cases: Sequence[str], items: Sequence[Item], ids: Sequence[str]) -> str:
    """The questions by their ids, in words and with why they are wrong where this run has them."""
    links = {id(item): anchor for item, anchor in zip(items, ids, strict=True)}
    known = by_name(items)
    rows = [_question_link(known[case], links) if case in known else f"<li>{e(case)}</li>" for case in cases]
    return f"<h3>{title}: {len(cases)}</h3>{_folded(rows, 'ul') if rows else ''}"


def outcomes_html(run: Run) -> str:
    """Expected against given, shaded by the share of the row."""
    rows = []
    for expected, name in EXPECTED_ROWS.items():
        given: Mapping[str, int] = run.outcomes.get(expected, {})
        total = sum(given.values())
        cells = "".join(_cell(given.get(key, 0), total, key in RIGHT[expected]) for key in GIVEN_COLUMNS)
        rows.append(f"<tr><th scope=row>{name}</th>{cells}<td class='n'>{total}</td></tr>")
    heads = "".join(f"<th scope=col>{name}</th>" for name in GIVEN_COLUMNS.values())
    return (
        "<table class='matrix'><thead><tr><td>expected</td>"
        f"{heads}<th scope=col>n</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(count: int, total: int, is_right: bool) -> str:
    level = 0 if not count else min(4, 1 + int(4 * count / total * 0.999))
    kind = "good" if is_right else "bad"
    return f"<td class='{kind} l{level}'>{count or '·'}</td>"


def figures_html(run: Run) -> str:
    """Every figure with its interval, n, and what it means when one asks."""
    rows = "".join(_figure_row(figure) for figure in run.figures)
    tags = "".join(_plain_row(tag, figure) for tag, figure in [*run.by_half.items(), *run.by_tag.items()])
    columns = "".join(f"<th scope=col>{name}</th>" for name in ("value", "95 % interval", "n"))
    head = f"<thead><tr><th scope=col>{{}}</th>{columns}</tr></thead>"
    return (
        f'<section id="figures"><h2>All figures</h2><p class="meta">Open a name to read what it means.</p>'
        f"<div class='wide'><table>{head.format('figure')}<tbody>{rows}</tbody></table></div>"
        f"<details><summary>{e(label_of(PASS))} by half and kind of question</summary><div class='wide'><table>"
        f"{head.format('questions')}<tbody>{tags}</tbody></table></div></details></section>"
    )


def _figure_row(figure: Figure) -> str:
    meaning = definition_of(figure.name)
    name = e(label_of(figure.name))
    told = f"<details class='meaning'><summary>{name}</summary>{e(meaning)}</details>" if meaning else name
    return f"<tr><th scope=row>{told}</th>{_cells(figure)}</tr>"


def _plain_row(name: str, figure: Figure) -> str:
    return f"<tr><th scope=row>{e(name)}</th>{_cells(figure)}</tr>"


def _cells(figure: Figure) -> str:
    if figure.value is None:
        return f"<td colspan=2 class='missing'>n/a: {why_missing(figure)}</td><td>{figure.n}</td>"
    return f"<td>{e(value_text(figure.name, figure.value))}</td><td>{e(interval_text(figure))}</td><td>{figure.n}</td>"


def slowest_html(items: Sequence[Item], ids: Sequence[str]) -> str:
    """The questions that took longest."""
    links = {id(item): anchor for item, anchor in zip(items, ids, strict=True)}
    rows = "".join(
        f"<li>{item.observed.total_ms:,.0f} ms "
        f'<a href="#{e(links[id(item)])}" dir="auto">{e(short(item.ask, 100))}</a></li>'
        for item in slowest(items)
    )
    return f"<section><details><summary>Slowest questions</summary><ol class='plain'>{rows}</ol></details></section>"


def settings_html(run: Run) -> str:
    """With which settings and on which files, so that the run can be made again."""
    rows = "".join(f"<div><dt>{e(name)}</dt><dd>{e(value)}</dd></div>" for name, value in sorted(run.settings.items()))
    suites = "".join(
        f"<div><dt>{e(name)}</dt><dd>sha256 {e(digest[:16])}…</dd></div>" for name, digest in run.suites.items()
    )
    return f"<section><details><summary>Settings and files</summary><dl>{rows}{suites}</dl></details></section>"
