"""`eval show` and `eval compare`: runs that are there, told again; and the report files."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path

from assistant.command_options import print_json
from assistant.errors import SettingsError
from evals.figures import compared
from evals.judge import agreement_line
from evals.report_html import html_report
from evals.report_terminal import comparison_lines, item_lines, run_lines
from evals.report_text import junit as junit_xml
from evals.report_text import markdown as markdown_text
from evals.report_words import counted, headline
from evals.runs import RunError, find_run, item_json, known_runs, read_items, read_run, run_json
from evals.types import Comparison, Item, Run


@dataclass(frozen=True, slots=True)
class Reports:
    """The files that are asked for, and whether stdout gets JSON."""

    html: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None
    as_json: bool = False


def write_reports(
    reports: Reports,
    run: Run,
    items: Sequence[Item],
    comparison: Comparison | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write every file that is asked for. Raises SettingsError where one cannot be written."""
    files: tuple[tuple[Path | None, Callable[[], str]], ...] = (
        (reports.html, lambda: html_report(run, items, comparison, transcripts=texts)),
        (reports.markdown, lambda: markdown_text(run, items, comparison)),
        (reports.junit, lambda: junit_xml(run, items)),
    )
    for path, make in files:
        if path is None:
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(make(), encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{path}: cannot be written ({error.strerror}).", "Name another file.") from error
        print(f"wrote {path}", file=sys.stderr)


def judge_lines(run: Run) -> list[str]:
    """What the judge thought, where one was asked."""
    return [agreement_line(run.judge)] if run.judge else []


def show_run(key: str | None, case: str | None, library: Path, reports: Reports) -> None:
    """A run, one of its questions, or the list of runs, newest first. Raises RunError."""
    if key is None:
        _list(library, as_json=reports.as_json)
        return
    folder = find_run(key, library)
    run, items = read_run(folder), read_items(folder)
    if case is not None:
        _show_case(run, items, case, as_json=reports.as_json)
        return
    if reports.as_json:
        print_json(run_json(run))
    else:
        print(*run_lines(run, items), *judge_lines(run), sep="\n")
        if not run.is_complete:
            print(f"This run is not complete; go on with it: --resume {folder.name}", file=sys.stderr)
    write_reports(reports, run, items)


def _list(library: Path, *, as_json: bool) -> None:
    folders = list(reversed(known_runs(library)))
    for folder in folders:
        run = read_run(folder)
        if as_json:
            print_json(run_json(run))
            continue
        state = "" if run.is_complete else ", not complete"
        writer = run.settings.get("model") or "built-in writer"
        print(f"{run.id}  {', '.join(run.suites)} ({run.mode}, {writer}): {headline(run, read_items(folder))}{state}")
    if not as_json:
        mend = "" if folders else ". Make one: onrecord eval run starter"
        print(f"{counted(len(folders), 'run')}{mend}", file=sys.stderr)


def _show_case(run: Run, items: Sequence[Item], case: str, *, as_json: bool) -> None:
    found = [item for item in items if item.case == case or f"{item.suite}/{item.case}" == case]
    if not found:
        near = get_close_matches(case, {item.case for item in items}, n=3)
        mend = f"Is {' or '.join(near)} meant?" if near else f"See its questions: onrecord eval show {run.id}"
        raise RunError(f"{case}: no such question in run {run.id}.", mend)
    for item in found:
        if as_json:
            print_json(item_json(item))
            continue
        print(*item_lines(item), sep="\n")
        if item.judged:
            said = ", ".join(f"{name}: {'yes' if is_so else 'no'}" for name, is_so in item.judged.items())
            print(f"Judge {run.judge.get('model')} (advice only): {said}")


def compare_runs(first: str, second: str, library: Path, *, html: Path | None, as_json: bool) -> None:
    """Two runs on the questions both have. Raises RunError when they share none."""
    folders = find_run(first, library), find_run(second, library)
    one, other = (read_run(folder) for folder in folders)
    ones, others = (read_items(folder) for folder in folders)
    comparison = compared(ones, others, (one.id, other.id))
    if not comparison.n:
        raise RunError(f"{one.id} and {other.id} share no question.", "Compare two runs of the same suite.")
    if as_json:
        print_json(asdict(comparison))
    else:
        for run, name in ((one, first), (other, second)):
            print(f"{name}: {_told(run, one if run is other else other)}")
        print(*comparison_lines(comparison, others), sep="\n")
    if changed := [n for n in one.suites if n in other.suites and one.suites[n] != other.suites[n]]:
        print(f"note: {', '.join(changed)} changed between the two runs", file=sys.stderr)
    write_reports(Reports(html=html), other, others, comparison)


def _told(run: Run, other: Run) -> str:
    """In what a run differs from the other."""
    differs = [f"{name}={value}" for name, value in run.settings.items() if other.settings.get(name) != value]
    if run.mode != other.mode:
        differs.insert(0, run.mode)
    if run.version != other.version:
        differs.append(f"OnRecord {run.version}")
    return ", ".join(differs) or "the same settings as the other"
