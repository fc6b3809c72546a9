"""What the Library tab does with uploaded files and web addresses, as the JSON it draws. Knows no Gradio.

A job is what a browser adds at once; it gives it a name. `lines` tell what becomes of each input, in order; `item`
is which file of the job a line is of, as an archive holds several.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant.errors import BUG
from assistant.page_forms import AddForm, Upload, uploaded
from assistant.page_input import address, form
from assistant.render import Json, added_json, count_text, progress_json
from store.errors import ReportedError
from store.incoming import incoming
from store.inputs import shown
from store.sample import FILE, sample
from store.store import Store
from store.types import Added, Incoming, Progress

logger = logging.getLogger(__name__)

Fetch = Callable[[Iterable[str]], Iterable[Incoming | Added]]
Lines = list[Json]

UPDATE_SECONDS = 0.1
MOST_LINES = 60  # of a job that are sent: a folder of thousands is told by its counts, and by what failed
_REMEMBERED = 1000

_CANCELLED = {"state": "cancelled", "percent": None, "text": "Not added: cancelled"}


class Calls:
    """Which jobs were called off, also before their turn came, and what they brought. Safe to share between threads."""

    def __init__(self) -> None:
        self._off = deque[str](maxlen=_REMEMBERED)
        self._brought = deque[tuple[str, set[str]]](maxlen=_REMEMBERED)
        self._became = deque[tuple[str, Json]](maxlen=_REMEMBERED)

    def cancel(self, _: Store, job: object) -> Json:
        """Call a job off; `job` comes from the browser as it likes."""
        if isinstance(job, str) and len(job) <= 64:
            self._off.append(job)
        return {"status": "done"}

    def became(self, _: Store, job: object) -> Json:
        """What was last kept of a job: that it has begun, or what became of it, which the page may have missed."""
        return next((answer for other, answer in reversed(list(self._became)) if other == job), {})

    def keep(self, job: str, answer: Json) -> Json:
        """Remember that a job has begun, or what became of it, and give that."""
        self._became.append((job, answer))
        return answer

    def brought(self, job: str) -> set[str]:
        """The transcripts that files of a job have become so far, to be added to: more of them may be tried again."""
        known = next((ids for other, ids in list(self._brought) if other == job), None)
        if known is None:
            self._brought.append((job, known := set()))
        return known

    def are_off(self, job: str) -> bool:
        """Whether a job was called off."""
        return job in self._off


def add(store: Store, sent: object, folder: Path, calls: Calls, *, fetch: Fetch = incoming) -> Iterator[Json]:
    """Add what the tab sends, yielding how far the job is; uploads lie in `folder`.

    Called off, it ends before the next input is kept, and the library stays whole.
    """
    try:
        said = form(sent, AddForm)
    except ReportedError as error:
        yield job_json(None, [_waiting("Not added") | _failure(error)], busy=False)
        return
    if calls.became(store, said.job):  # sent twice
        return
    calls.keep(said.job, {"begun": True})
    steps = (
        add_files(store, said.files, folder, calls.brought(said.drop or said.job))
        if said.address is None
        else add_address(store, said.address, fetch=fetch)
    )
    drawn, told, lines = 0.0, Lines(), Lines()
    with closing(steps):
        for lines in steps:
            if calls.are_off(said.job):
                lines = [line | _CANCELLED if line["state"] == "busy" else line for line in lines]
                break
            last = lines[-1]["state"] if lines else None
            is_due = last == "done" or time.monotonic() - drawn >= UPDATE_SECONDS  # the index may take long after it
            if lines is not told and is_due and last != "failed":  # an address told as failed here cannot be mended
                drawn, told = time.monotonic(), lines
                yield job_json(said.job, lines, busy=True)
    yield calls.keep(said.job, job_json(said.job, lines, busy=False))


def job_json(job: str | None, lines: Lines, *, busy: bool) -> Json:
    """A job as the tab draws it: what failed and what is in hand first where not every line can be shown."""
    states = Counter(line["state"] for line in lines)
    ended = states["done"] + states["failed"] + states["cancelled"]
    return {
        "job": job,
        "busy": busy,
        "ended": ended,
        "total": len(lines),
        "summary": _summary(states, len(lines), busy=busy),
        "lines": _shown(lines),
    }


def _summary(states: Counter[str], total: int, *, busy: bool) -> str:
    ended = total - states["busy"]
    adding = f"Adding: {ended:,} of {count_text(total, 'file')}" if states["busy"] else "Updating the index"
    counts = [
        adding if busy else f"{states['done']:,} of {total:,} in the library",
        f"{states['failed']:,} failed" if states["failed"] else "",
        "cancelled" if states["cancelled"] else "",
    ]
    return ", ".join(filter(None, counts))


def _shown(lines: Lines) -> Lines:
    """All lines of a small job; else the failed ones, the one in hand, and the last that are done."""
    if len(lines) <= MOST_LINES:
        return lines
    failed = [line for line in lines if line["state"] in ("failed", "cancelled")][:MOST_LINES]
    waiting = [line for line in lines if line["state"] == "busy"][:1]
    done = [line for line in lines if line["state"] == "done"][-3:]
    return failed + done + waiting


def add_files(store: Store, uploads: Sequence[Upload], folder: Path, brought: set[str]) -> Generator[Lines, None, None]:
    """Add uploaded files, yielding one line for each input as they come along.

    None replaces what was `brought` together with it, which each becomes part of.
    """
    inputs: list[Incoming | Added] = []
    lines: Lines = []
    for position, upload in enumerate(uploads):
        for item in _inputs(upload, folder):  # an archive holds several
            # A browser tells no folders of single files, and the path here is the upload's own.
            inputs.append(replace(item, origin=None) if isinstance(item, Incoming) else item)
            lines.append(_waiting(item.file, position))
    yield from _add(store, lines, inputs, brought)


def _inputs(upload: Upload, folder: Path) -> Iterator[Incoming | Added]:
    """What an uploaded file holds, under the name that the person gave it."""
    name = shown(upload.name)
    try:
        path = uploaded(upload, folder)
    except ReportedError as error:
        yield Added(name, None, "failed", problem=error.problem, mend=error.mend)
        return
    for item in incoming([str(path)]):
        yield replace(item, file=name + item.file.removeprefix(path.name))


def add_address(store: Store, typed: str, *, fetch: Fetch = incoming) -> Generator[Lines, None, None]:
    """Fetch a web address and add what is there, yielding its line as it comes along.

    Only http and https addresses reach `fetch`, which reads paths as well.
    """
    try:
        url = address(typed, mend="Give one that starts with http:// or https://. Files are added above.")
    except ReportedError as error:
        yield [_waiting("Not added") | _failure(error)]
        return
    yield from _add(store, [_waiting(url) | {"text": "Fetching"}], _fetched(url, fetch), set())


def _fetched(url: str, fetch: Fetch) -> Iterator[Incoming | Added]:
    found = list(fetch([url]))
    if not found:
        raise ReportedError(f"{url}: no transcript was found there.", "Save the page and add the file.")
    yield from found


def add_sample(store: Store) -> Iterator[Lines]:
    """Add the bundled transcript, yielding its line as it comes along."""
    yield from _add(store, [_waiting(FILE)], [sample()], set())


def _add(store: Store, lines: Lines, inputs: Iterable[Incoming | Added], brought: set[str]) -> Iterator[Lines]:
    """The lines until the inputs are there, then a line for each of them; the store takes them in their order."""
    yield lines
    try:
        items = list(inputs)  # whatever has to be fetched is, before the library is locked
        if [line["file"] for line in lines] != [item.file for item in items]:
            lines = [_waiting(item.file) for item in items]
        position = 0
        with closing(store.add(items, beside=brought)) as steps:  # the library stays locked until then
            for step in steps:
                if position < len(lines):  # the index is brought up to date after the last input
                    lines = [*lines[:position], lines[position] | _told(step), *lines[position + 1 :]]
                if isinstance(step, Added):
                    position += 1
                    brought |= {step.transcript_id} if step.transcript_id else set()
                yield lines
    except ReportedError as error:
        yield _failed(lines, error)
    except Exception:  # the edge of the program: a bug must not leave the page waiting
        logger.exception("adding failed")
        yield _failed(lines, BUG)


def _told(step: Progress | Added) -> Json:
    """What is new of the input in hand, which waits while the index takes in those before it.

    A step may name another file, as when the library is embedded anew.
    """
    told = progress_json(step) if isinstance(step, Progress) else added_json(step)
    del told["file"]
    is_waiting = isinstance(step, Progress) and step.stage == "indexing"
    return told | {"percent": None, "text": f"Waiting: {told['text'].lower()}"} if is_waiting else told


def _waiting(file: str, item: int = 0) -> Json:
    return {"item": item, "file": file, "state": "busy", "percent": None, "text": "Waiting"}


def _failed(lines: Lines, error: ReportedError) -> Lines:
    """The lines with every unfinished one failed."""
    return [line | _failure(error) if line["state"] == "busy" else line for line in lines]


def _failure(error: ReportedError) -> Json:
    return {"state": "failed", "percent": None, "text": str(error)}
