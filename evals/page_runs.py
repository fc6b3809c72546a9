"""Runs as the JSON of the page's Evaluation tab, which knows of them by the entry point `onrecord.evaluation` alone.

Whoever asks is a browser: only runs in the library's own `runs` folder are read, by their exact name.
"""

import datetime as dt
from pathlib import Path

from assistant.render import Json, count_text, day_text
from evals import report_gate
from evals.figures import compared
from evals.metrics import METRICS, RIGHT
from evals.page_question import question_json
from evals.report_words import (
    EXPECTED_ROWS,
    GIVEN_COLUMNS,
    MODES,
    PASS,
    by_name,
    definition_of,
    figure_named,
    gate_text,
    headline,
    interval_text,
    is_share,
    label_of,
    left_out_text,
    notes,
    p_text,
    percent,
    plain,
    range_text,
    short,
    signed,
    state_of,
    value_text,
    verdict,
    why_missing,
    whys,
)
from evals.runs import RunError, known_runs, read_items, read_run
from evals.types import Comparison, Figure, GateCurve, Item, PairedDifference, Run
from store.errors import ReportedError

MOST_RUNS = 200
TELLING = (
    "outcome_right",
    "fact_recall",
    "sentence_precision",
    "verbatim",
    "attribution",
    "abstention_f1",
)  # at first sight


def runs(library: Path) -> Json:
    """Every run over a library, newest first, and how to make one."""
    folders = known_runs(library)[::-1]
    return {
        "runs": [_listed(folder) for folder in folders[:MOST_RUNS]],
        "more": max(0, len(folders) - MOST_RUNS),
        "make": "onrecord eval run starter",
    }


def run(library: Path, run_id: str) -> Json:
    """One run: its figures with intervals, gates, outcomes, and each question in a line. Raises RunError."""
    folder = _folder(library, run_id)
    read, items = read_run(folder), read_items(folder)
    return _run_head(read) | {
        "headline": headline(read, items),
        "mode": MODES[read.mode],
        "notes": [plain(note) for note in notes(read)],
        "gates": [{"held": gate.is_held, "text": plain(gate_text(gate))} for gate in read.gates],
        "telling": [
            _figure_json(each.name, each) | _meaning(each.name) for each in read.figures if each.name in TELLING
        ],
        "figures": [_figure_json(figure.name, figure) | _meaning(figure.name) for figure in read.figures],
        "kinds": [
            _figure_json(name, figure, PASS) for name, figure in [*read.by_half.items(), *sorted(read.by_tag.items())]
        ],
        "outcomes": _outcomes_json(read),
        "gate": _gate_json(read.gate) if read.gate else None,
        "settings": [[name, plain(str(value))] for name, value in sorted(read.settings.items())],
        "questions": [_question_line(number, item) for number, item in enumerate(items)],
    }


def question(library: Path, run_id: str, number: int) -> Json:
    """One question of a run, as `run` numbers them: what was expected, found and cited. Raises RunError."""
    items = read_items(_folder(library, run_id))
    if not 0 <= number < len(items):
        raise RunError(f"{number}: no such question in this run.", "Open the run again.")
    return question_json(items[number])


def comparison(library: Path, first: str, second: str) -> Json:
    """Two runs on the questions both have; differences are second minus first. Raises RunError."""
    folders = _folder(library, first), _folder(library, second)
    one, other = (read_run(folder) for folder in folders)
    items = read_items(folders[1])
    found = compared(read_items(folders[0]), items, (one.id, other.id))
    if not found.n:
        raise RunError("These two runs share no question.", "Compare two runs of the same suite.")
    known = by_name(items)
    numbers = {id(item): number for number, item in enumerate(items)}
    changed = [
        [_question_line(numbers[id(known[case])], known[case]) for case in cases]
        for cases in (found.newly_passing, found.newly_failing)
    ]
    return {
        "first": _run_head(one),
        "second": _run_head(other),
        "n": found.n,
        "verdict": _judgement(found),
        "differences": [_difference_json(each) for each in found.differences],
        "newly_right": changed[0],
        "newly_wrong": changed[1],
        "left_out": plain(left_out_text(found)),
        "set_apart": _set_apart(one, other),
    }


def _folder(library: Path, run_id: str) -> Path:
    folder = next((folder for folder in known_runs(library) if folder.name == run_id), None)
    if folder is None:
        raise RunError("This run is not there.", "Load the page again: it may have been removed.")
    return folder


def _listed(folder: Path) -> Json:
    try:
        return _run_head(read_run(folder)) | {"folder": folder.name}
    except ReportedError as error:
        return {"id": folder.name, "folder": folder.name, "problem": plain(error.problem), "mend": plain(error.mend)}


def _run_head(read: Run) -> Json:
    figure = figure_named(read, PASS)
    began = dt.datetime.fromisoformat(read.started)
    return {
        "id": read.id,
        "when": f"{day_text(began.date())}, {began:%H:%M} UTC",
        "suites": ", ".join(map(plain, read.suites)),
        "writer": plain(str(read.settings.get("model") or "built-in writer")),
        "way": read.mode,
        "asked": count_text(read.cases, "question"),
        "right": _figure_json(PASS, figure) if figure else None,
        "complete": read.is_complete,
    }


def _figure_json(name: str, figure: Figure, metric: str | None = None) -> Json:
    """A figure in words; `share` is there where it can be drawn on a line from 0 to 1."""
    kind = metric or figure.name
    known = figure.value is not None and figure.low is not None and figure.high is not None
    return {
        "name": plain(label_of(name)),
        "value": (percent(figure.value) if kind == PASS else value_text(kind, figure.value))
        if figure.value is not None
        else None,
        "interval": range_text(figure) if kind == PASS else interval_text(figure),
        "n": figure.n,
        "share": [figure.low, figure.value, figure.high] if known and is_share(kind) else None,
        "missing": None if figure.value is not None else why_missing(figure),
    }


def _meaning(name: str) -> Json:
    better = METRICS[name].higher_is_better if name in METRICS else True
    return {"meaning": definition_of(name), "better": "more" if better else "less"}


def _outcomes_json(read: Run) -> Json:
    """Expected against given; each cell with its count and whether it is right."""
    return {
        "given": list(GIVEN_COLUMNS.values()),
        "rows": [
            {
                "expected": name,
                "cells": [
                    {"count": read.outcomes.get(expected, {}).get(given, 0), "right": given in RIGHT[expected]}
                    for given in GIVEN_COLUMNS
                ],
            }
            for expected, name in EXPECTED_ROWS.items()
        ],
    }


def _gate_json(gate: GateCurve) -> Json:
    """The gate's errors: some thresholds in words, and every one as its shares of false refusals and false answers."""
    return {
        "told": report_gate.told(gate),
        "picture": report_gate.in_use_text(gate),
        "heads": report_gate.heads(gate),
        "rows": [report_gate.cells(gate, row) for row in gate.rows],
        "points": [[each.false_refusals, each.false_answers] for each in gate.points],
        "used": next([each.false_refusals, each.false_answers] for each in gate.points if each.shift == 0),
    }


def _question_line(number: int, item: Item) -> Json:
    reasons = whys(item)
    return {
        "number": number,
        "ask": short(item.ask, 300),
        "state": state_of(item),
        "why": short(reasons[0], 160) if reasons else None,
        "tags": [plain(tag) for tag in item.tags],
    }


def _difference_json(each: PairedDifference) -> Json:
    share = is_share(each.name)
    return {
        "name": label_of(each.name),
        "first": value_text(each.name, each.first),
        "second": value_text(each.name, each.second),
        "change": signed(each.name, each.difference),
        "interval": f"{signed(each.name, each.low)} to {signed(each.name, each.high)}",
        "p": p_text(each.p_holm),
        "n": each.n,
        "verdict": verdict(each),
        "share": [each.low, each.difference, each.high] if share else None,
    }


def _set_apart(one: Run, other: Run) -> str:
    """The settings in which two runs differ, `hits 8 → 2`."""
    names = sorted(one.settings.keys() | other.settings.keys())
    pairs = [(name, one.settings.get(name), other.settings.get(name)) for name in names]
    return plain(", ".join(f"{label_of(name)} {a} → {b}" for name, a, b in pairs if a != b))


def _judgement(found: Comparison) -> str:
    changed = {
        word: [label_of(each.name) for each in found.differences if verdict(each) == word]
        for word in ("better", "worse")
    }
    told = [f"{word}: {', '.join(names)}" for word, names in changed.items() if names]
    return f"Clearly {'; '.join(told)}." if told else "No difference is shown: what there is could be chance."
