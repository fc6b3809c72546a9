"""The `add` and `parse` commands: inputs read, progress shown, a line for each."""

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from assistant.contract import Json, added_json
from assistant.terminal import added_line
from store.adding import read_bytes
from store.corrections import Corrections
from store.errors import UnreadableTranscriptError
from store.formats import read_transcript
from store.incoming import incoming
from store.store import Store
from store.types import Added, Incoming, Reading
from store.types import Progress as Step


def report(
    store: Store, paths: Sequence[str], corrections: Corrections, *, print_json: Callable[[Json], None] | None
) -> int:
    """Add everything, print a line for each input and a summary; the number of failures.

    What was reported added stays added when the work is interrupted.
    """
    counts: Counter[str] = Counter()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=None)
            rate = _Rate()
            for step in store.add(_inputs(paths), corrections=corrections):
                if isinstance(step, Step):
                    what = f"the library of {step.total:,} passages" if step.stage == "indexing" else step.file[-60:]
                    bar.update(
                        task,
                        description=f"{sum(counts.values()) + 1}: {step.stage} {what}{rate.after(step)}",
                        completed=step.done,
                        total=step.total or None,
                    )
                    continue
                rate.next_input()
                counts[step.status] += 1
                if print_json:
                    print_json(added_json(step))
                else:
                    print(added_line(step), file=sys.stderr if step.status == "failed" else sys.stdout, flush=True)
    except KeyboardInterrupt:
        print(f"interrupted: {_summary(counts)}; the same command goes on from here", file=sys.stderr)
        raise
    if sum(counts.values()) > 1:
        print(_summary(counts), file=sys.stderr)
    return counts["failed"]


class _Rate:
    """Tokens embedded so far over all the time it took since the first input: reading and writing count too.

    A library that is embedded anew before that tells how far it is in characters, which are left out.
    """

    def __init__(self) -> None:
        self._started: float | None = None
        self._before = self._now = 0

    def after(self, step: Step) -> str:
        """What to show behind a step; nothing before the first token."""
        if step.stage == "reading" and self._started is None:
            self._started = time.perf_counter()
        if step.stage == "embedding" and self._started is not None:
            self._now = step.done
        tokens = self._before + self._now
        if self._started is None or not tokens:
            return ""
        return f" · {tokens / (time.perf_counter() - self._started):,.0f} tokens/s"

    def next_input(self) -> None:
        """The input in hand is done."""
        self._before, self._now = self._before + self._now, 0


def _summary(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in counts.items()) or "nothing added yet"


def read_input(name: str) -> Reading:
    """What one file, web address or stdin (-) is read as. Raises UnreadableTranscriptError."""
    if name == "-":
        return read_transcript(sys.stdin.buffer.read(), "stdin")
    first, *more = incoming([name])
    if more:
        raise UnreadableTranscriptError(f"{name}: holds several files.", "Name one of them.")
    if isinstance(first, Added):
        raise UnreadableTranscriptError(first.problem or "", first.mend or "")
    return read_transcript(read_bytes(first), first.file)


def _inputs(paths: Sequence[str]) -> Iterator[Incoming | Added]:
    for path in paths:
        if path == "-":
            data = sys.stdin.buffer.read()
            yield Incoming("stdin", f"stdin:{hashlib.sha256(data).hexdigest()}", data=data)
        else:
            yield from incoming([path])
