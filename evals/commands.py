"""`eval run`: what was asked for is looked up, run, held to its gates and told."""

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.command_options import open_store, print_error, print_json
from assistant.errors import SettingsError
from assistant.settings import Settings
from evals.commands_runs import Reports, judge_lines, write_reports
from evals.datasets.published import published_lines
from evals.figures import compared
from evals.gates import baseline_gate, bounds, gates
from evals.preparing import find_suites
from evals.problems import SuiteError
from evals.report_terminal import run_lines
from evals.report_words import counted
from evals.running import Finished, Order, execute, exit_code
from evals.runs import RUN, RunError, discard, find_run, new_id, read_items, read_run, run_json, runs_folder, write_run
from evals.types import Comparison, Item, Mode
from store.embedders import BuiltinEmbedder
from store.errors import ReportedError


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of `eval run`, as the command line has them."""

    suites: tuple[str, ...]
    mode: Mode | None
    tags: tuple[str, ...]
    only: tuple[str, ...]
    held_out: bool | None
    repeat: int
    workers: int | None
    with_reranker: bool
    cached: bool
    judge: str | None
    fail_under: tuple[str, ...]
    baseline: str | None
    resume: str | None
    dataset: tuple[str, Path] | None
    out: Path | None
    reports: Reports


def run_suites(options: RunOptions, settings: Settings) -> int:
    """Run, report, and return the exit code: 0 ok, 1 a gate, 2 a suite or setting, 3 the model's server.

    Raises ReportedError when an option cannot be used, before anything is asked.
    """
    order = _order(options, settings)
    wanted = bounds(options.fail_under)
    library = settings.data.expanduser()
    base = _baseline(options.baseline, library)
    folder = _folder(options, library)
    try:
        finished = execute(
            order,
            settings,
            folder,
            embedder=BuiltinEmbedder(threads=settings.threads),
            library=lambda: open_store(settings),
            resume=options.resume is not None,
        )
    except KeyboardInterrupt:
        print(
            f"interrupted; the same command with --resume {_name(folder, library)} goes on from here", file=sys.stderr
        )
        raise
    for fault in finished.faults:
        print_fault(fault)
    if not finished.items:
        if options.resume is None:
            discard(folder)
        return 2
    comparison: Comparison | None = None
    held = gates(wanted, finished.run.figures)
    if base:
        comparison = compared(base[1], finished.items, (base[0], finished.run.id))
        held += (baseline_gate(comparison, order.mode),)
    run = replace(finished.run, gates=held)
    write_run(folder, run)
    if options.reports.as_json:
        print_json(run_json(run))
    elif run.not_scored < run.cases:  # tables of nothing help nobody
        field = published_lines(options.dataset[0]) if options.dataset else ()
        print(*run_lines(run, finished.items, comparison), *judge_lines(run), *field, sep="\n")
    write_reports(options.reports, run, finished.items, comparison, finished.texts)
    _tell(finished, _name(folder, library))
    return exit_code(finished, run)


def print_fault(fault: ReportedError) -> None:
    """A fault on stderr; of a suite every problem, a line each."""
    for told in fault.problems if isinstance(fault, SuiteError) else (fault,):
        print_error(str(told))


def _order(options: RunOptions, settings: Settings) -> Order:
    sources: list[Path | tuple[str, Path]] = [*find_suites(list(options.suites))]
    if options.dataset:
        sources.append(options.dataset)
    if not sources:
        raise SettingsError("Name a suite.", "Example: onrecord eval run starter")
    mode: Mode = options.mode or ("live" if settings.model else "offline")
    if mode != "offline" and not options.with_reranker:
        raise SettingsError("--no-rerank is for the built-in writer.", "Add --mode offline.")
    return Order(
        sources=tuple(sources),
        mode=mode,
        tags=options.tags,
        only=options.only,
        held_out=options.held_out,
        repeat=options.repeat,
        workers=options.workers,
        with_reranker=options.with_reranker,
        judge=options.judge,
        cached=options.cached and mode == "live" and options.repeat == 1,  # a reply kept is no second opinion
    )


def _baseline(key: str | None, library: Path) -> tuple[str, Sequence[Item]] | None:
    """The baseline's name and items; looked up before the new run is there, so that `last` is the one before."""
    if key is None:
        return None
    folder = find_run(key, library)
    return read_run(folder).id, read_items(folder)


def _folder(options: RunOptions, library: Path) -> Path:
    if options.resume:
        return find_run(options.resume, library)
    if options.out is None:
        return runs_folder(library) / new_id(dt.datetime.now(dt.UTC))
    if (options.out / RUN).exists():
        mend = f"Name another folder, or go on with it: --resume {options.out}"
        raise RunError(f"{options.out}: there is a run in it already.", mend)
    return options.out


def _name(folder: Path, library: Path) -> str:
    """What a run is called on the command line."""
    return folder.name if folder.parent == runs_folder(library) else str(folder)


def _tell(finished: Finished, name: str) -> None:
    """What a person should know and do, after the figures."""
    if finished.missed:
        some = ", ".join(sorted(finished.missed)[:5]) + (", ..." if len(finished.missed) > 5 else "")
        print_error(
            f"{counted(len(finished.missed), 'question')} not recorded as asked now: {some}. "
            "Record them again: onrecord eval run SUITE --mode record"
        )
    if finished.down:
        print_error(f"{finished.down} Then go on: the same command with --resume {name}")
    elif finished.run.not_scored and not finished.missed:
        last = next(item.observed.error for item in reversed(finished.items) if item.observed.error)
        again = f"The same command with --resume {name} asks only what failed."
        print_error(f"{finished.run.not_scored} of {finished.run.cases} calls failed, the last one: {last} {again}")
    print(f"run {name}; a question of it: onrecord eval show {name} ID", file=sys.stderr)
