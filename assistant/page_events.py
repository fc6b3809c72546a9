"""What the page does on each event: from what the browser sent to the JSON it draws. Knows no Gradio."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.ask import ask
from assistant.render import (
    Json,
    added_json,
    answer_json,
    draft_json,
    failure_json,
    library_json,
    progress_json,
    question_json,
    searched_json,
)
from assistant.render_source import exchange_json, place
from assistant.types import Answer, Draft, Message, Searched, Writer
from store.errors import ReportedError, UnknownTranscriptError
from store.sample import FILE, sample
from store.store import Store
from store.types import Incoming, Progress

logger = logging.getLogger(__name__)

UPDATE_SECONDS = 0.04  # about 25 updates a second look fluent; more only cost the browser time

_BUG = ReportedError("Something went wrong inside OnRecord.", "Ask again; the server's log has the details.")
_NO_SUCH_PLACE = ReportedError(
    "This link leads to nothing in the library.",
    "The transcript may have been removed, or changed since the link was copied.",
)


@dataclass(slots=True)
class Round:
    """One question on the page and what became of it.

    The event that answers it adds to `steps`, and Stop sets `stopped` from another thread: whatever comes
    in later, a stopped round is drawn as stopped.
    """

    question: str
    steps: Json
    answer: Answer | None = None
    stopped: bool = False

    @property
    def view(self) -> Json:
        """The round as the page draws it."""
        return self.steps | {"status": "stopped"} if self.stopped else self.steps

    def stop(self) -> None:
        """End the round where it is; a finished one stays as it is."""
        if self.steps["status"] in ("searching", "writing"):
            self.stopped = True


class PageEvents:
    """The events of every open page; what one session asked lives in the rounds handed in."""

    def __init__(self, store: Store, writer: Writer, *, limit: int) -> None:
        self.store, self.writer, self.limit = store, writer, limit

    def ask(self, question: str, rounds: list[Round]) -> Iterator[Json]:
        """Add a round and yield the conversation as it grows, until answered, stopped or failed."""
        history = _messages(rounds)
        round_ = Round(question, question_json(f"r{len(rounds)}", question))
        rounds.append(round_)
        yield conversation(rounds)
        try:
            for _ in self._steps(round_, history):
                yield conversation(rounds)
        except ReportedError as error:
            round_.steps = round_.steps | failure_json(error)
        except Exception:  # the edge of the program: a bug must not leave the page waiting
            logger.exception("question failed")
            round_.steps = round_.steps | failure_json(_BUG)
        yield conversation(rounds)

    def _steps(self, round_: Round, history: list[Message]) -> Iterator[None]:
        """Take each step into the round; yields when there is something worth drawing."""
        drawn = 0.0
        answering = ask(round_.question, self.store, self.writer, history=history, limit=self.limit)
        with closing(answering) as steps:
            for step in steps:
                if round_.stopped:
                    return
                round_.steps = round_.steps | _step_json(step)
                if isinstance(step, Answer):
                    round_.answer = step
                if isinstance(step, Draft) and time.monotonic() - drawn < UPDATE_SECONDS:
                    continue
                drawn = time.monotonic()
                yield

    def stop(self, rounds: list[Round]) -> Json:
        """Stop whatever is being answered. The writer is closed at its next piece."""
        for round_ in rounds:
            round_.stop()
        return conversation(rounds)

    def exchange(self, where: object) -> Json:
        """The exchange at a place, or the problem with it; `where` comes from the browser as it likes."""
        named = place(where)
        if named is None:
            return failure_json(_NO_SUCH_PLACE)
        try:
            transcript = self.store.transcript(named.transcript_id)
            found = exchange_json(transcript, named, lambda exchange: self.store.sentences(transcript.id, exchange))
        except UnknownTranscriptError:
            found = None
        return found or failure_json(_NO_SUCH_PLACE)

    def library(self) -> Json:
        """The library as it is now."""
        return library_json(self.store.entries(), sample_file=FILE)

    def add_files(self, paths: Iterable[str]) -> Iterator[list[Json]]:
        """Add uploaded files, yielding one line per file as they come along."""
        files = [Path(path) for path in paths]
        yield from self._add([Incoming(file.name, f"upload:{file.name}", file) for file in files])

    def add_sample(self) -> Iterator[list[Json]]:
        """Add the bundled transcript, yielding its line as it comes along."""
        yield from self._add([sample()])

    def _add(self, inputs: list[Incoming]) -> Iterator[list[Json]]:
        lines = {
            incoming.file: {"file": incoming.file, "state": "busy", "percent": None, "text": "Waiting"}
            for incoming in inputs
        }
        yield list(lines.values())
        try:
            with closing(self.store.add(inputs)) as steps:  # the library stays locked until then
                for step in steps:
                    lines[step.file] = progress_json(step) if isinstance(step, Progress) else added_json(step)
                    yield list(lines.values())
        except ReportedError as error:
            yield _failed(lines, error)
        except Exception:  # the edge of the program: a bug must not leave the page waiting
            logger.exception("adding failed")
            yield _failed(lines, _BUG)

    def remove(self, transcript_id: str) -> list[Json]:
        """Forget a transcript and say so in one line."""
        try:
            entry = self.store.remove(transcript_id)
        except ReportedError as error:
            return _failed({transcript_id: {"file": "Not removed", "state": "busy"}}, error)
        return [{"file": entry.file, "state": "done", "percent": None, "text": "Removed from the library"}]


def conversation(rounds: list[Round]) -> Json:
    """Every round, as the page draws it."""
    return {"rounds": [round_.view for round_ in rounds]}


def _step_json(step: Searched | Draft | Answer) -> Json:
    match step:
        case Searched():
            return searched_json(step)
        case Draft():
            return draft_json(step)
        case Answer():
            return answer_json(step)


def _messages(rounds: Iterable[Round]) -> list[Message]:
    """The answered rounds as a conversation; stopped and failed ones were never said."""
    return [
        message
        for round_ in rounds
        if round_.answer
        for message in (Message("user", round_.question), Message("assistant", round_.answer.text))
    ]


def _failed(lines: dict[str, Json], error: ReportedError) -> list[Json]:
    """The lines with every unfinished one failed."""
    failed = {"state": "failed", "percent": None, "text": str(error)}
    return [line | failed if line["state"] == "busy" else line for line in lines.values()]
