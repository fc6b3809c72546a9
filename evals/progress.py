"""How far a run is: a bar on a terminal, a line now and then elsewhere; on stderr."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from evals.types import Item

_QUIET_SECONDS = 20.0  # between two lines where there is no terminal


class Bar:
    """Counts answered questions of `total` over all suites."""

    def __init__(self, total: int) -> None:
        console = Console(stderr=True)
        self._is_terminal = console.is_terminal
        self._total = total
        self._done = self._passed = self._failed_calls = 0
        self._suite = ""
        self._told = time.monotonic()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def prepare(self, what: str, done: int, total: int) -> None:
        """Transcripts are being added: `done` of `total`."""
        self._tell(f"{what} ({done}/{total})")

    def begin(self, suite: str, done: int) -> None:
        """The questions of a suite begin; `done` of them are answered from before."""
        self._suite = suite
        self._done += done
        self._tell(f"{suite}: asking")

    def advance(self, item: Item) -> None:
        """One more question is answered."""
        self._done += 1
        self._passed += item.score.is_passed
        self._failed_calls += not item.score.is_scored
        failed = f", {self._failed_calls} calls failed" if self._failed_calls else ""
        self._tell(f"{self._suite}: {self._passed} right{failed}")

    def _tell(self, what: str) -> None:
        self._progress.update(self._task, description=what, completed=self._done)
        now = time.monotonic()
        if not self._is_terminal and now - self._told >= _QUIET_SECONDS:
            self._told = now
            print(f"{what}, {self._done} of {self._total} done", file=sys.stderr, flush=True)
