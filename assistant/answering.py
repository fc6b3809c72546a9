"""The `ask` and `search` commands: one request or many, printed in order."""

import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from assistant.ask import ask
from assistant.contract import answer_json, search_json
from assistant.keeping import Keep, keep_nothing
from assistant.nothing_left import nothing_passes
from assistant.requests import BadLine, Request
from assistant.terminal import (
    hit_lines,
    outcome_line,
    scope_line,
    source_lines,
    standalone_line,
    statement_lines,
    understood_line,
    visible,
)
from assistant.types import Answer, Draft, Searched, Statement, Writer
from assistant.understanding import EVERYTHING
from store.errors import ReportedError
from store.store import Store
from store.types import Found

PrintJson = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that got no answer, why, and what was found for it before that."""

    error: ReportedError
    found: Found | None = None


def search_requests(
    requests: Iterator[Request | BadLine], store: Store, *, limit: int, print_json: PrintJson | None
) -> int:
    """Search for each request; the number of failures."""
    failures = 0
    for request in requests:
        if isinstance(request, BadLine):
            failures += print_failure(request.id, Failed(request.error), print_json)
            continue
        found = store.search(request.question, request.filters, limit=limit)
        if print_json:
            print_json(search_json(request.question, found, id=request.id))
            continue
        for hit in found.hits:
            print(*hit_lines(hit), sep="\n")
        if not found.hits:
            print(*filter(None, ("Nothing found.", visible(nothing_passes(request.filters, store) or ""))))
        print(f"{scope_line(found.scope)} ({found.embed_ms + found.search_ms:.0f} ms)", file=sys.stderr)
    return failures


def ask_requests(
    requests: Iterator[Request | BadLine],
    store: Store,
    writer: Writer,
    *,
    limit: int,
    at_once: int,
    print_json: PrintJson | None,
    keep: Keep = keep_nothing,
) -> int:
    """Answer each request, `at_once` of them at a time, printed in order; the number of failures.

    Each answer is handed to `keep` before it is printed.
    """
    if print_json is None and at_once == 1:
        return sum(_show(request, store, writer, limit, keep) for request in requests)
    failures = 0
    stopped = threading.Event()
    pool = ThreadPoolExecutor(at_once)
    try:
        for request, answer in _in_order(
            requests, pool, at_once, lambda request: _answer(request, store, writer, limit, stopped)
        ):
            if isinstance(answer, Failed):
                failures += print_failure(request.id, answer, print_json)
                continue
            answer_id = keep(answer)
            if print_json:
                print_json(answer_json(answer, id=request.id, answer_id=answer_id))
            else:
                _print_answer(answer)
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)
    return failures


def _in_order(
    requests: Iterator[Request | BadLine],
    pool: ThreadPoolExecutor,
    at_once: int,
    work: Callable[[Request | BadLine], Answer | Failed],
) -> Iterator[tuple[Request | BadLine, Answer | Failed]]:
    """Each request with its answer, in order; twice `at_once` are taken from the batch ahead of time."""
    waiting: deque[tuple[Request | BadLine, Future[Answer | Failed]]] = deque()
    for request in requests:
        waiting.append((request, pool.submit(work, request)))
        if len(waiting) >= 2 * at_once:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _answer(
    request: Request | BadLine, store: Store, writer: Writer, limit: int, stopped: threading.Event
) -> Answer | Failed:
    """The answer to a request; once `stopped` is set, the writer is closed at its next piece."""
    if isinstance(request, BadLine):
        return Failed(request.error)
    found: Found | None = None
    steps = _asked(request, store, writer, limit)
    try:
        with closing(steps):
            for step in steps:
                if isinstance(step, Answer):
                    return step
                if isinstance(step, Searched):
                    found = step.found
                if stopped.is_set():
                    break
    except ReportedError as error:
        return Failed(error, found)
    return Failed(ReportedError("The question was stopped.", "Ask again."), found)


def _asked(
    request: Request, store: Store, writer: Writer, limit: int
) -> Generator[Searched | Draft | Answer, None, None]:
    return ask(
        request.question,
        store,
        writer,
        filters=request.filters,
        history=request.history,
        limit=limit,
        without=EVERYTHING if request.as_asked else (),
    )


def print_failure(id: object, failed: Failed, print_json: PrintJson | None) -> int:
    """What was found, if anything, and one line on stderr; with JSON, the failing line's result as well."""
    error, found = failed.error, failed.found
    if print_json:
        hits = {} if found is None else {"hits": search_json("", found)["hits"]}
        print_json({"id": id, "error": {"problem": error.problem, "mend": error.mend}, **hits})
    elif found and found.hits:
        print("The passages found (nobody has judged whether they answer)")
        for hit in found.hits:
            print(*hit_lines(hit), sep="\n", flush=True)
    print(f"error: {' '.join(str(error).split())}", file=sys.stderr, flush=True)
    return 1


def _show(request: Request | BadLine, store: Store, writer: Writer, limit: int, keep: Keep) -> int:
    """Answer on the terminal, statements as they are finished; 1 if that failed."""
    if isinstance(request, BadLine):
        return print_failure(request.id, Failed(request.error), None)
    found: Found | None = None
    shown: list[Statement] = []
    is_terminal = sys.stdout.isatty()
    try:
        for step in _asked(request, store, writer, limit):
            if isinstance(step, Searched):
                found = step.found
            elif isinstance(step, Draft) and is_terminal:
                # The last statement may still grow.
                for line in statement_lines(step, len(shown), -1):
                    print(line, flush=True)
                shown = list(step.statements[:-1])
            elif isinstance(step, Answer):
                keep(step)
                _print_answer(step, shown)
    except ReportedError as error:
        if shown:
            print("\nThe reply broke off: what stands above was not checked.\n")
        return print_failure(request.id, Failed(error, found), None)
    return 0


def _print_answer(answer: Answer, shown: list[Statement] | None = None) -> None:
    """The answer without the statements already shown; all of it again if the check changed one of those."""
    before = shown or []
    is_unchanged = all(
        (old.text, old.citations) == (new.text, new.citations)
        for old, new in zip(before, answer.statements, strict=False)
    ) and len(before) <= len(answer.statements)
    if before and not is_unchanged:
        print("\nAfter the check of the quotes:\n")
    if answer.outcome != "answered":
        print(outcome_line(answer))
    for line in statement_lines(answer, len(before) if is_unchanged else 0):
        print(line)
    if is_unchanged:
        for position, statement in enumerate(answer.statements[: len(before)], start=1):
            if statement.support in ("weak", "none"):
                why = f": {statement.why}" if statement.why else ""
                print(f"Statement {position} is weakly supported by its quotes{why}.")
    print(*source_lines(answer), sep="\n")
    print(f"\n{scope_line(answer.scope)}")
    for line in filter(None, (standalone_line(answer.question), understood_line(answer.question))):
        print(line)
    print(flush=True)
