"""What the Library tab does with files, web addresses and removals, as the JSON it draws. Knows no Gradio."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace

from assistant.page_input import address
from assistant.render import Json, added_json, library_json, progress_json
from store.errors import ReportedError
from store.incoming import incoming
from store.sample import FILE, sample
from store.store import Store
from store.types import Added, Incoming, Progress

logger = logging.getLogger(__name__)

Fetch = Callable[[Iterable[str]], Iterable[Incoming | Added]]

_BUG = ReportedError("Something went wrong inside OnRecord.", "Try again; the server's log has the details.")


def library(store: Store) -> Json:
    """The library as it is now."""
    for _ in store.replies.label():  # a library that an older version made, once
        pass
    return library_json(store.entries(), sample_file=FILE)


def add_files(store: Store, paths: Iterable[str]) -> Iterator[list[Json]]:
    """Add uploaded files, yielding one line per file as they come along."""
    times = Counter[str]()
    inputs: list[Incoming | Added] = []
    for path in paths:
        for item in incoming([path]):  # an archive holds several
            times[item.file] += 1
            # A browser tells no folders: several files of one name in one upload are not versions of each other.
            number = f"#{times[item.file]}" if times[item.file] > 1 else ""
            inputs.append(replace(item, origin=f"upload:{item.file}{number}") if isinstance(item, Incoming) else item)
    yield from _add(store, [_waiting(item.file) for item in inputs], inputs)


def add_address(store: Store, typed: str, *, fetch: Fetch = incoming) -> Iterator[list[Json]]:
    """Fetch a web address and add what is there, yielding its line as it comes along.

    Only http and https addresses reach `fetch`, which reads paths as well.
    """
    try:
        url = address(typed, mend="Give one that starts with http:// or https://. Files are added above.")
    except ReportedError as error:
        yield [_waiting("Not added") | _failure(error)]
        return
    yield from _add(store, [_waiting(url) | {"text": "Fetching"}], _fetched(url, fetch))


def _fetched(url: str, fetch: Fetch) -> Iterator[Incoming | Added]:
    found = list(fetch([url]))
    if not found:
        raise ReportedError(f"{url}: no transcript was found there.", "Save the page and add the file.")
    yield from found


def add_sample(store: Store) -> Iterator[list[Json]]:
    """Add the bundled transcript, yielding its line as it comes along."""
    yield from _add(store, [_waiting(FILE)], [sample()])


def remove(store: Store, transcript_id: str) -> list[Json]:
    """Forget a transcript and say so in one line."""
    try:
        entry = store.remove(transcript_id)
    except ReportedError as error:
        return [_waiting("Not removed") | _failure(error)]
    return [done_line(entry.file, "Removed from the library")]


def is_added(lines: list[Json]) -> bool:
    """Whether everything that was to be added is in the library."""
    return all(line["state"] == "done" for line in lines)


def done_line(file: str, text: str) -> Json:
    """The line of something that is done."""
    return {"file": file, "state": "done", "percent": None, "text": text}


def _add(store: Store, lines: list[Json], inputs: Iterable[Incoming | Added]) -> Iterator[list[Json]]:
    """The lines until the inputs are there, then a line for each of them; the store takes them in their order."""
    yield lines
    try:
        items = list(inputs)  # whatever has to be fetched is, before the library is locked
        lines = [_waiting(item.file) for item in items]
        position = 0
        with closing(store.add(items)) as steps:  # the library stays locked until then
            for step in steps:
                lines = [*lines]
                lines[position] = progress_json(step) if isinstance(step, Progress) else added_json(step)
                position += isinstance(step, Added)
                yield lines
    except ReportedError as error:
        yield _failed(lines, error)
    except Exception:  # the edge of the program: a bug must not leave the page waiting
        logger.exception("adding failed")
        yield _failed(lines, _BUG)


def _waiting(file: str) -> Json:
    return {"file": file, "state": "busy", "percent": None, "text": "Waiting"}


def _failed(lines: list[Json], error: ReportedError) -> list[Json]:
    """The lines with every unfinished one failed."""
    return [line | _failure(error) if line["state"] == "busy" else line for line in lines]


def _failure(error: ReportedError) -> Json:
    return {"state": "failed", "percent": None, "text": str(error)}
