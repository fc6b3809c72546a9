"""A run's folder: `run.json`, and `items.jsonl`, which grows by a line for each answer while the run goes on.

Runs lie in `runs/` of the library's folder, unless a folder is named. A run that was interrupted has every line that
was finished, and `run.json` says that it is not complete.
"""

import datetime as dt
import os
import secrets
import string
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from evals.types import Item, Run
from store.errors import ReportedError

RUN, ITEMS = "run.json", "items.jsonl"
LAST = "last"
_NAMED = 5  # runs in a mend
_LETTERS = string.ascii_lowercase + string.digits

ItemKey = tuple[str, str, int]  # suite, case, repeat


class RunError(ReportedError):
    """A run that is not there, cannot be read, or does not fit what is asked of it."""


@cache
def _runs() -> TypeAdapter[Run]:
    return TypeAdapter(Run)


@cache
def _items() -> TypeAdapter[Item]:
    return TypeAdapter(Item)


def runs_folder(library: Path) -> Path:
    """Where the runs over a library lie."""
    return library / "runs"


_SECOND = len("20310304-120000")  # how much of a name tells the time


def new_id(now: dt.datetime) -> str:
    """A run's name: when it began, in UTC, and four letters and digits, so that names sort by time."""
    return f"{now.astimezone(dt.UTC):%Y%m%d-%H%M%S}-{''.join(secrets.choice(_LETTERS) for _ in range(4))}"


def known_runs(library: Path) -> list[Path]:
    """The folders of all runs, oldest first; those begun in the same second by when they were written."""
    found = [
        (path.parent.name[:_SECOND], path.stat().st_mtime_ns, path.parent)
        for path in runs_folder(library).glob(f"*/{RUN}")
    ]
    return [folder for *_, folder in sorted(found)]


def find_run(key: str, library: Path) -> Path:
    """The folder of the run with this id, or the first letters of it, or `last`, or at this path. Raises RunError."""
    known = known_runs(library)
    if key == LAST and known:
        return known[-1]
    path = Path(key)
    if path.name in (RUN, ITEMS):
        path = path.parent
    if (path / RUN).is_file():
        return path
    matches = [folder for folder in known if folder.name == key] or [f for f in known if f.name.startswith(key)]
    if len(matches) == 1:
        return matches[0]
    newest = ", ".join(folder.name for folder in reversed(known[-_NAMED:]))
    if len(matches) > 1:
        raise RunError(f"{key}: {len(matches)} runs begin like this.", "Write more of the id.")
    mend = f"Newest first: {newest}." if newest else "Make one: onrecord eval run SUITE"
    raise RunError(f"{key}: no such run.", mend)


def read_run(folder: Path) -> Run:
    """What `run.json` says. Raises RunError."""
    path = folder / RUN
    try:
        return _runs().validate_json(path.read_bytes())
    except OSError as error:
        raise RunError(f"{path}: cannot be read ({error.strerror}).", "Name the folder of a run.") from error
    except ValidationError as error:
        raise RunError(f"{path}: {_fault(error)}.", "Was it made by another version? Run the suite again.") from error


def write_run(folder: Path, run: Run) -> None:
    """Write `run.json` whole, or leave the old one."""
    _replace(folder / RUN, _runs().dump_json(run, indent=1))


def read_items(folder: Path) -> tuple[Item, ...]:
    """Every answer of a run in the order of the file; of a question that was asked again, the later one.

    A last line without its end, as a run leaves that was killed, is passed over. Raises RunError for other faults.
    """
    path = folder / ITEMS
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RunError(f"{path}: cannot be read ({error.strerror}).", "Name the folder of a run.") from error
    found: dict[ItemKey, Item] = {}
    for number, line in enumerate(data[: data.rfind(b"\n") + 1].splitlines(), start=1):
        try:
            item = _items().validate_json(line)
        except ValidationError as error:
            mend = "Was it made by another version? Run the suite again."
            raise RunError(f"{path}, line {number}: {_fault(error)}.", mend) from error
        found[key_of(item)] = item
    return tuple(found.values())


def write_items(folder: Path, items: Iterable[Item]) -> None:
    """Write `items.jsonl` whole, or leave the old one: at the end of a run, in the order of the suites."""
    _replace(folder / ITEMS, b"".join(_line(item) for item in items))


def discard(folder: Path) -> None:
    """Take away a run in which nothing was answered, so that it is not the last one."""
    for name in (RUN, ITEMS):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):  # not there, or the person keeps other things in it
        folder.rmdir()


def key_of(item: Item) -> ItemKey:
    """What tells an item of a run from every other."""
    return item.suite, item.case, item.repeat


class ItemLog:
    """Appends items to `items.jsonl`, each on the disk before `add` returns. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open or make the file; the piece of a line that a killed run left is cut off. Raises RunError."""
        path = folder / ITEMS
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab+")
        except OSError as error:
            mend = "Name another folder with --out."
            raise RunError(f"{path}: cannot be written ({error.strerror}).", mend) from error
        self._file.seek(0)
        self._file.truncate(self._file.read().rfind(b"\n") + 1)
        self._lock = threading.Lock()

    def add(self, item: Item) -> None:
        """Write one line."""
        with self._lock:
            self._file.write(_line(item))
            self._file.flush()
            os.fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def run_json(run: Run) -> Any:
    """A run as it is printed by `--json`."""
    return _runs().dump_python(run, mode="json")


def item_json(item: Item) -> Any:
    """An item as it is printed by `--json`."""
    return _items().dump_python(item, mode="json")


def _line(item: Item) -> bytes:
    return _items().dump_json(item) + b"\n"


def _replace(path: Path, data: bytes) -> None:
    new = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        mend = "Name another folder with --out."
        raise RunError(f"{path}: cannot be written ({error.strerror}).", mend) from error


def _fault(error: ValidationError) -> str:
    """The first thing that is wrong, in one line."""
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])
