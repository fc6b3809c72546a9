"""A run as Markdown for a pull request, and as JUnit XML for a build server. Pure functions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from evals.report_words import (
    GIVEN,
    MODES,
    counted,
    difference_text,
    failed,
    gate_text,
    gates_text,
    headline,
    interval_text,
    label_of,
    left_out_text,
    notes,
    plain,
    short,
    state_of,
    value_text,
    why_missing,
    whys,
)
from evals.types import Comparison, Figure, Gate, Item, Run

_MOST = 20  # failures told in a pull request; the HTML report has all
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~@&$]|://|www\.", re.IGNORECASE)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_JOINER = "\u2060"  # invisible; where it stands, GitHub sees no mention, issue or address


def markdown(run: Run, items: Sequence[Item], comparison: Comparison | None = None) -> str:
    """What a reviewer wants to read: right or not, gates, what changed, what failed; all figures folded away.

    Words of transcripts and models are escaped: they make no link, mention, mark-up or HTML.
    """
    return "\n".join(_markdown_lines(run, items, comparison)) + "\n"


def _markdown_lines(run: Run, items: Sequence[Item], comparison: Comparison | None) -> Iterator[str]:
    suites = ", ".join(run.suites) or "evaluation"
    yield f"### {md(suites)}: {md(headline(run, items))}"
    yield ""
    yield f"{md(gates_text(run.gates))} {MODES[run.mode]}"
    yield from (md(note) for note in notes(run))
    yield ""
    yield from (f"- {'✓' if gate.is_held else '✗'} {md(gate_text(gate))}" for gate in run.gates)
    if comparison:
        yield from _comparison_lines(comparison)
    yield from _failed_lines(items)
    yield from (
        "",
        "<details><summary>All figures</summary>",
        "",
        "| figure | value | 95 % interval | n |",
        "|---|---|---|---|",
    )
    yield from (_row(label_of(figure.name), figure) for figure in run.figures)
    named = [*run.by_half.items(), *run.by_tag.items()]
    yield from (_row(f"right: {name}", figure) for name, figure in named)
    yield from ("", f"Run {md(run.id)}, {md(run.started)}, OnRecord {md(run.version)}.", "", "</details>")


def _comparison_lines(comparison: Comparison) -> Iterator[str]:
    yield from ("", f"**Compared with {md(comparison.first)}**, {counted(comparison.n, 'question')} both have:", "")
    yield from (f"- {md(label_of(each.name))}: {md(difference_text(each))}" for each in comparison.differences)
    for title, cases in (("newly right", comparison.newly_passing), ("newly wrong", comparison.newly_failing)):
        yield f"- {title}: {md(', '.join(cases) or 'none')}"
    yield md(left_out_text(comparison))


def _failed_lines(items: Sequence[Item]) -> Iterator[str]:
    bad = failed(items)
    if bad:
        yield from ("", f"**What failed** ({len(bad)})", "")
        for item in bad[:_MOST]:
            yield f"- {md(item.case)}: {md(short(item.ask))}: {md('; '.join(short(why) for why in whys(item)))}"
        if len(bad) > _MOST:
            yield f"- and {len(bad) - _MOST} more"


def _row(name: str, figure: Figure) -> str:
    missing = figure.value is None
    cells = (name, value_text(figure.name, figure.value), why_missing(figure) if missing else interval_text(figure))
    return f"| {' | '.join(md(cell) for cell in cells)} | {figure.n} |"


def md(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _MARKDOWN.sub(_escaped, " ".join(plain(text).split()))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found in ("@", "#"):
        return found + _JOINER
    return _ENTITIES.get(found) or (f"\\{found}" if len(found) == 1 else found[0] + _JOINER + found[1:])


def junit(run: Run, items: Sequence[Item]) -> str:
    """JUnit XML: a test suite for each suite, a test case for each question; a failed call is an error.

    The tree escapes what XML gives a meaning, and `plain` drops the characters it forbids. Gates are test cases too,
    so that a build server shows which one broke.
    """
    root = ElementTree.Element("testsuites", _counts([_kind(item) for item in items], run.gates))
    root.set("name", plain(f"OnRecord evaluation {run.id}"))
    for suite in dict.fromkeys(item.suite for item in items):
        _suite(root, suite, [item for item in items if item.suite == suite], run.started)
    if run.gates:
        element = ElementTree.SubElement(root, "testsuite", {"name": "gates", **_counts([], run.gates)})
        for gate in run.gates:
            case = ElementTree.SubElement(
                element, "testcase", {"classname": "gates", "name": plain(gate.name), "time": "0"}
            )
            if not gate.is_held:
                ElementTree.SubElement(case, "failure", {"message": plain(gate_text(gate))})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: ElementTree.Element, name: str, items: Sequence[Item], started: str) -> None:
    seconds = sum(item.observed.total_ms for item in items) / 1000
    element = ElementTree.SubElement(
        root, "testsuite", {"name": plain(name), **_counts([_kind(item) for item in items], ())}
    )
    element.set("time", f"{seconds:.3f}")
    element.set("timestamp", plain(started))
    for item in items:
        repeat = f" #{item.repeat + 1}" if item.repeat else ""
        case = ElementTree.SubElement(
            element, "testcase", {"classname": plain(name), "name": plain(item.case + repeat)}
        )
        case.set("time", f"{item.observed.total_ms / 1000:.3f}")
        kind = _kind(item)
        if kind != "passed":
            told = ElementTree.SubElement(case, "failure" if kind == "failures" else "error")
            told.set("message", plain("; ".join(whys(item))))
            told.text = plain(_why_text(item))


def _why_text(item: Item) -> str:
    observed = item.observed
    lines = [
        f"Asked: {item.ask}",
        f"Expected: {item.expect}",
        f"Given: {observed.error or GIVEN[observed.outcome]}",
        f"Answer: {observed.text}",
        *(f"Fact not met: {fact.say}: {fact.why}" for fact in item.score.facts if fact.why),
    ]
    return "\n".join(lines)


def _kind(item: Item) -> str:
    return {"passed": "passed", "failed": "failures", "not scored": "errors"}[state_of(item)]


def _counts(kinds: Sequence[str], gates: Iterable[Gate]) -> dict[str, str]:
    held = [gate.is_held for gate in gates]
    failures = kinds.count("failures") + held.count(False)
    return {"tests": str(len(kinds) + len(held)), "failures": str(failures), "errors": str(kinds.count("errors"))}
