"""One run from its suites to `run.json`: prepared, asked, scored, kept as it goes, resumed, told."""

import datetime as dt
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from assistant.settings import Settings
from evals.datasets import Dataset
from evals.figures import by_half, by_tag, figures_of, outcomes
from evals.gate_curve import gate_curve
from evals.judge import agreement, judged
from evals.preparing import prepared, read
from evals.prices import cost_of
from evals.progress import Bar
from evals.recordings import Recordings, recordings_path
from evals.runner import GIVE_UP, ServerDownError, chosen, run_suite
from evals.runs import ItemKey, ItemLog, RunError, key_of, read_items, read_run, write_items, write_run
from evals.types import Case, Item, Mode, Run, Suite
from evals.writers import chat_writer, make_writer
from store.embedders import Embedder
from store.errors import ReportedError
from store.store import Store

_MODEL_WORKERS, _BUILTIN_WORKERS = 8, 1


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked to do. `held_out` None takes both halves, `workers` None what suits the writer.

    `cached` takes a model's earlier reply to the very same request in its stead, in `live`.
    """

    sources: tuple[Path | tuple[str, Path], ...]  # suites, and data sets with their names
    mode: Mode
    tags: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    held_out: bool | None = None
    repeat: int = 1
    workers: int | None = None
    with_reranker: bool = True
    judge: str | None = None
    cached: bool = False

    @property
    def at_once(self) -> int:
        """How many questions are asked at a time; the built-in writer already uses every core for one."""
        return self.workers or (_MODEL_WORKERS if self.mode in ("live", "record") else _BUILTIN_WORKERS)

    def settings(self, settings: Settings, embedder: Embedder) -> dict[str, str | int | float | bool | None]:
        """What another run must share to be the same; how many were asked at once; whether earlier replies count."""
        half = {None: "both", True: "held out", False: "tuned"}[self.held_out]
        return {
            "model": settings.model if self.mode != "offline" else None,
            "hits": settings.hits,
            "context_tokens": settings.context_tokens,
            "rerank": self.with_reranker,
            "embedder": embedder.fingerprint,
            "tags": ",".join(self.tags),
            "only": ",".join(self.only),
            "half": half,
            "repeat": self.repeat,
            "judge": self.judge,
            "workers": self.at_once,
            "cache": self.cached,
        }


_MAY_DIFFER = ("workers", "cache")


@dataclass(slots=True)
class Finished:
    """What came of a run. `faults` are suites that could not be run, `missed` questions without a recording.

    `texts` are the transcripts' texts by id, `down` tells that the server failed and the run was stopped.
    """

    run: Run
    items: tuple[Item, ...] = ()
    faults: list[ReportedError] = field(default_factory=list)
    missed: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    down: ServerDownError | None = None


def execute(
    order: Order,
    settings: Settings,
    folder: Path,
    *,
    embedder: Embedder,
    library: Callable[[], Store],
    resume: bool = False,
) -> Finished:
    """Run all suites into `folder`. A suite that cannot be run is reported and does not stop the others.

    On Ctrl-C what was answered stays, and KeyboardInterrupt goes on. Raises RunError when `resume` does not fit.
    """
    started = time.monotonic()
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    faults: list[ReportedError] = []
    suites = _read_all(order, faults)
    shas = {suite.name: suite.sha256 for suite in map(_suite_of, suites)}
    blank = Run(
        id=folder.name, started=now, seconds=0.0, mode=order.mode, version=version("onrecord"), suites=shas,
        settings=order.settings(settings, embedder), cases=0, not_scored=0, figures=(), by_tag={}, by_half={},
        outcomes={}, is_complete=False,
    )  # fmt: skip
    earlier = _earlier(folder, blank) if resume else {}
    if resume:
        before = read_run(folder)
        blank, started = replace(blank, started=before.started), started - before.seconds
    finished = Finished(blank, faults=faults)
    asking = settings.model_copy(update={"cache": order.cached})
    work = _Work(order, asking, embedder, library, finished, dict(earlier))
    if not suites:
        return finished
    write_run(folder, blank)
    try:
        with ItemLog(folder) as log, Bar(sum(_count(order, suite) for suite in suites) * order.repeat) as bar:
            for suite in suites:
                try:
                    work.run(suite, log, bar)
                except ServerDownError as error:
                    finished.down = error
                    break
                except ReportedError as error:
                    faults.append(error)
    finally:
        # Also when it was interrupted: what is there can be looked at, and gone on with.
        places = {key: place for place, key in enumerate(work.wanted)}
        finished.items = tuple(
            work.items[key] for key in sorted(work.items, key=lambda key: places.get(key, len(places)))
        )
        is_complete = sys.exc_info()[0] is None and finished.down is None
        finished.run = summary(blank, finished.items, time.monotonic() - started, is_complete=is_complete)
        write_items(folder, finished.items)
        write_run(folder, finished.run)
    return finished


def summary(blank: Run, items: Sequence[Item], seconds: float, *, is_complete: bool) -> Run:
    """The run with every figure of its items."""
    model = str(blank.settings.get("judge") or "")
    return replace(
        blank,
        seconds=round(seconds, 1),
        cases=len(items),
        not_scored=sum(not item.score.is_scored for item in items),
        figures=figures_of(items),
        by_tag=by_tag(items),
        by_half=by_half(items),
        outcomes=outcomes(items),
        gate=gate_curve(items),
        cost_usd=cost_of(items),
        is_complete=is_complete,
        judge=agreement(model, items) if model else {},
    )


def _suite_of(what: Suite | Dataset) -> Suite:
    return what.suite if isinstance(what, Dataset) else what


def _cases(order: Order, suite: Suite) -> list[Case]:
    return chosen(suite, tags=order.tags, only=order.only, held_out=order.held_out)


def _count(order: Order, what: Suite | Dataset) -> int:
    return len(_cases(order, _suite_of(what)))


def _read_all(order: Order, faults: list[ReportedError]) -> list[Suite | Dataset]:
    """Every suite that can be read and has a question that is asked for; `faults` grows by the others."""
    found: dict[str, Suite | Dataset] = {}
    for source in order.sources:
        try:
            what = read(source)
        except ReportedError as error:
            faults.append(error)
            continue
        name = _suite_of(what).name
        if name in found:
            other = _suite_of(found[name]).path
            where = str(_suite_of(what).path)
            faults.append(RunError(f"{where}: {other} is called {name} too.", "Give each suite its own name."))
        else:
            found[name] = what
    asked = [what for what in found.values() if _count(order, what)]
    if found and not asked:
        names = ", ".join(found)
        faults.append(RunError(f"{names}: no question has these tags or ids, or is of this half.", "See the suite."))
    return asked


def _earlier(folder: Path, now: Run) -> dict[ItemKey, Item]:
    """What an earlier run in this folder has answered; what failed is asked again. Raises RunError if it differs."""
    before = read_run(folder)
    differences = [f"its mode is {before.mode}"] if before.mode != now.mode else []
    differences += [f"{name} has changed since" for name, sha in now.suites.items() if before.suites.get(name) != sha]
    differences += [
        f"{name} was {before.settings.get(name)}"
        for name, value in now.settings.items()
        if name not in _MAY_DIFFER and before.settings.get(name) != value
    ]
    if differences:
        mend = "Give the same suites and settings, or begin a new run without --resume."
        raise RunError(f"{folder.name}: another run than this one: {', '.join(differences)}.", mend)
    return {key_of(item): item for item in read_items(folder) if item.score.is_scored}


@dataclass(slots=True)
class _Work:
    """A run under way: what was answered by now, in `items`, and the order in which it is wanted."""

    order: Order
    settings: Settings
    embedder: Embedder
    library: Callable[[], Store]
    finished: Finished
    items: dict[ItemKey, Item]
    wanted: list[ItemKey] = field(default_factory=list)

    def run(self, what: Suite | Dataset, log: ItemLog, bar: Bar) -> None:
        """Prepare one suite and ask its questions."""
        order, suite = self.order, _suite_of(what)
        kept = Recordings(recordings_path(suite)) if order.mode in ("record", "replay") else None
        writer = make_writer(self.settings, order.mode, kept, with_reranker=order.with_reranker)
        with ExitStack() as stack:
            ready = stack.enter_context(prepared(what, library=self.library, embedder=self.embedder, tell=bar.prepare))
            self.finished.texts |= {id: transcript.reading.text for id, transcript in ready.transcripts.items()}
            cases = _cases(order, ready.suite)
            self.wanted += [(suite.name, case.id, turn) for turn in range(order.repeat) for case in cases]
            bar.begin(suite.name, sum(key[0] == suite.name for key in self.items))
            if kept is not None:
                stack.callback(self._settle, kept)
            for item in run_suite(
                ready,
                writer,
                cases=cases,
                limit=self.settings.hits,
                workers=order.at_once,
                repeat=order.repeat,
                done=frozenset(self.items),
                judge=self._judge(kept),
                give_up_after=GIVE_UP if order.mode in ("live", "record") else None,
            ):
                log.add(item)
                self.items[key_of(item)] = item
                bar.advance(item)

    def _settle(self, kept: Recordings) -> None:
        self.finished.missed |= kept.missed
        kept.tidy()

    def _judge(self, kept: Recordings | None) -> Callable[[Item, Case], Item] | None:
        if not self.order.judge:
            return None
        mode: Mode = "live" if self.order.mode == "offline" else self.order.mode
        return partial(judged, writer=chat_writer(self.settings, self.order.judge, mode, kept))


def exit_code(finished: Finished, run: Run) -> int:
    """3 the server failed (most calls, or all of a row), 2 a suite or setting is wrong, 1 a gate is broken, else 0."""
    if finished.down or (run.mode in ("live", "record") and run.not_scored * 2 > run.cases):
        return 3
    if finished.faults or finished.missed or not finished.items:
        return 2
    return 0 if all(gate.is_held for gate in run.gates) else 1
