"""A run as one HTML file that asks no host: what was right, what failed and why, pictures, every question.

The file's own style and script are allowed by their hashes and nothing else is (Content-Security-Policy), so that a
transcript's words stay words even if one of them were not escaped.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import chain

from evals import report_gate
from evals.report_curves import calibration, recall_by_k, risk_coverage
from evals.report_items import anchors, e, question_html
from evals.report_overview import (
    comparison_html,
    failed_html,
    figures_html,
    gates_html,
    headline_html,
    outcomes_html,
    settings_html,
    slowest_html,
)
from evals.report_pictures import Point, curve, figure_dots
from evals.report_words import MODES, counted, state_of
from evals.types import Comparison, Figure, GateCurve, Item, Run

_TAGS = 40  # tags one can filter by
_STATES = (("failed", "Wrong"), ("passed", "Right"), ("not-scored", "Not scored"))


def html_report(
    run: Run,
    items: Sequence[Item],
    comparison: Comparison | None = None,
    *,
    transcripts: Mapping[str, str] | None = None,
) -> str:
    """The whole page. `transcripts` has texts by the ids that hits and gold name; without it, hits show places only."""
    texts = transcripts or {}
    ids = anchors(items)
    tags = {tag: place for place, (tag, _) in enumerate(_tags(items).most_common(_TAGS))}
    style = _asset("report.css") + _filter_rules(len(tags))
    script = _asset("report.js")
    body = "".join(
        (
            _header(run),
            headline_html(run, items),
            gates_html(run),
            comparison_html(comparison, items, ids) if comparison else "",
            failed_html(items, ids),
            _pictures_html(run, items),
            figures_html(run),
            slowest_html(items, ids),
            settings_html(run),
            _questions_html(items, ids, tags, texts),
        )
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src {_hash(style)}; '
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'\">"
        f'<meta name="referrer" content="no-referrer"><title>OnRecord evaluation {e(run.id)}</title>'
        f"<style>{style}</style></head><body>{body}<script>{script}</script></body></html>\n"
    )


def _asset(name: str) -> str:
    return (files("evals") / "report" / name).read_text("utf-8")


def _hash(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _tags(items: Sequence[Item]) -> Counter[str]:
    return Counter(chain.from_iterable(dict.fromkeys(item.tags) for item in items))


def _filter_rules(tags: int) -> str:
    """What the filter hides, without a script."""
    picked = [(f"s-{state}", f".{state}") for state, _ in _STATES] + [(f"f-t{tag}", f".t{tag}") for tag in range(tags)]
    return "".join(f"#questions:has(#{id}:checked) .q:not({kind}){{display:none}}" for id, kind in picked)


def _header(run: Run) -> str:
    suites = ", ".join(run.suites)
    return (
        f'<header><span class="logo" aria-hidden="true">“</span><div><h1>{e(suites) or "Evaluation"}</h1>'
        f'<p class="meta">OnRecord {e(run.version)} · {e(run.started)} · {counted(run.cases, "question")} in '
        f"{run.seconds:,.0f} s · run {e(run.id)}</p></div></header><nav aria-label='Parts of this report'>"
        '<a href="#failed">What failed</a><a href="#pictures">Pictures</a><a href="#figures">Figures</a>'
        f'<a href="#questions">Questions</a></nav><p class="meta">{MODES[run.mode]}</p>'
    )


def _pictures_html(run: Run, items: Sequence[Item]) -> str:
    shown = [
        _figure(
            "Right by kind of question",
            "Share right, 95 % interval, and how many questions. Wide whiskers: too few to tell.",
            figure_dots([(tag, figure) for tag, figure in _sorted(run.by_tag)], name="Share right by kind of question"),
            "no question has a tag",
        ),
        _figure(
            "Expected and given",
            "A row for each kind of answer that was expected, a column for each that was given. Green is right.",
            outcomes_html(run),
            "",
        ),
        _halves(run),
        _recall(run),
        _calibration(items),
        _risk(items),
        *_gate(run.gate),
    ]
    return f'<section id="pictures"><h2>Pictures</h2><div class="pictures">{"".join(shown)}</div></section>'


def _sorted(by_tag: Mapping[str, Figure]) -> list[tuple[str, Figure]]:
    return sorted(by_tag.items(), key=lambda pair: (pair[1].value is None, pair[1].value, pair[0]))


def _figure(title: str, caption: str, picture: str, missing: str) -> str:
    shown = picture or f'<p class="missing">n/a: {e(missing)}</p>'
    return f"<figure><h3>{e(title)}</h3>{shown}<figcaption>{e(caption)}</figcaption></figure>"


def _halves(run: Run) -> str:
    picture = figure_dots(list(run.by_half.items()), name="Share right by half")
    caption = "Questions used while tuning, and those held out. Much better on the first means tuned too closely."
    return _figure("Tuned on and held out", caption, picture, "no half is marked")


def _recall(run: Run) -> str:
    found = recall_by_k(run)
    points = [
        Point(place, figure.value, figure.low, figure.high, f"recall@{k}: {figure.value:.3f}")
        for place, (k, figure) in enumerate(found)
        if figure.value is not None
    ]
    steps = [(float(place), str(k)) for place, (k, _) in enumerate(found)]
    picture = (
        curve(points, name="Recall by number of passages", across="passages looked at", up="gold found", steps=steps)
        if len(points) > 1
        else ""
    )
    caption = "Share of the exchanges with the facts that are among the first k passages found."
    return _figure("Recall by k", caption, picture, "recall at two or more k was not measured")


def _calibration(items: Sequence[Item]) -> str:
    points = calibration(items)
    picture = (
        curve(
            points,
            name="Right kind of answer by confidence",
            across="confidence of the gate",
            up="right kind of answer",
            steps=_marks(points),
        )
        if len(points) > 1
        else ""
    )
    caption = (
        "Confidence against the share of answers of the right kind, about equally many questions a point. A good gate "
        "is right where it is sure, and where it is so unsure that it does not answer; the dip is where it guesses."
    )
    return _figure("Calibration of the gate", caption, picture, "fewer than 20 answers told how sure they were")


def _marks(points: Sequence[Point]) -> list[tuple[float, str]]:
    low, high = points[0].x, points[-1].x
    return [(low + (high - low) * step / 4, f"{low + (high - low) * step / 4:.1f}") for step in range(5)]


def _risk(items: Sequence[Item]) -> str:
    points = risk_coverage(items)
    steps = [(share / 4, f"{25 * share} %") for share in range(5)]
    picture = (
        curve(points, name="Risk by coverage", across="share of answers kept, surest first", up="wrong", steps=steps)
        if len(points) > 1
        else ""
    )
    caption = "How many answers would be wrong if only the surest were given. It should rise from left to right."
    return _figure("Risk and coverage", caption, picture, "fewer than 11 answers told how sure they were")


def _gate(gate: GateCurve | None) -> list[str]:
    """The error curve with its table, and F1 along it."""
    title = "Errors of the gate"
    if gate is None:
        return [_figure(title, "", "", report_gate.MISSING)]
    f1_caption = "What another threshold would do to questions told as not in the transcripts."
    return [
        _figure(title, report_gate.told(gate), report_gate.errors_picture(gate) + _gate_table(gate), ""),
        _figure("F1 of abstention by threshold", f1_caption, report_gate.f1_picture(gate), ""),
    ]


def _gate_table(gate: GateCurve) -> str:
    heads = "".join(f"<th scope=col>{e(head)}</th>" for head in report_gate.heads(gate))
    rows = "".join(
        f"<tr><th scope=row>{e(at)}</th>{''.join(f'<td>{e(cell)}</td>' for cell in shares)}</tr>"
        for at, *shares in (report_gate.cells(gate, row) for row in gate.rows)
    )
    return (
        "<details><summary>The same as a table</summary><div class='wide' tabindex=0 role=region "
        f"aria-label='Errors of the gate'><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        "</details>"
    )


def _questions_html(
    items: Sequence[Item], ids: Sequence[str], tags: Mapping[str, int], texts: Mapping[str, str]
) -> str:
    """Wrong ones first, each in the order of the run."""
    order = {"failed": 0, "not scored": 1, "passed": 2}
    pairs = sorted(zip(items, ids, strict=True), key=lambda pair: order[state_of(pair[0])])
    shown = "".join(question_html(item, id, tags, texts) for item, id in pairs)
    return (
        f'<section id="questions"><h2>Every question</h2>{_filter_html(items, tags)}{shown}'
        '<p id="none" class="missing" hidden>No question fits.</p></section>'
    )


def _filter_html(items: Sequence[Item], tags: Mapping[str, int]) -> str:
    states = Counter(state_of(item).replace(" ", "-") for item in items)
    count = _tags(items)
    kinds = [_radio("state", "s-all", f"All {len(items)}", checked=True)]
    kinds += [_radio("state", f"s-{state}", f"{word} {states[state]}") for state, word in _STATES if states[state]]
    picks = [_radio("tag", "f-all", "any kind", checked=True)]
    picks += [_radio("tag", f"f-t{place}", f"{tag} {count[tag]}") for tag, place in tags.items()]
    return (
        f'<form id="filter" autocomplete="off"><fieldset><legend>Show</legend>{"".join(kinds)}</fieldset>'
        f"<details><summary>Kind of question</summary><fieldset><legend>Kind</legend>{''.join(picks)}"
        "</fieldset></details>"
        '<p id="search" hidden><label>Words <input type="search"></label> <output></output></p></form>'
    )


def _radio(name: str, id: str, words: str, *, checked: bool = False) -> str:
    mark = " checked" if checked else ""
    return f'<label><input type="radio" name="{name}" id="{id}"{mark}> {e(words)}</label>'
