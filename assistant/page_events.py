"""What the page does with a question: from what the browser sent to the JSON it draws. Knows no Gradio."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from assistant.ask import ask
from assistant.keeping import Keep, keep_nothing
from assistant.render import (
    Json,
    answer_json,
    draft_json,
    failure_json,
    question_json,
    searched_json,
)
from assistant.types import Answer, Draft, ExchangePlace, Kind, Message, Searched, Writer
from assistant.understanding import EVERYTHING
from store.errors import ReportedError
from store.store import Store

logger = logging.getLogger(__name__)

UPDATE_SECONDS = 0.04  # about 25 updates a second look fluent; more only cost the browser time

_BUG = ReportedError("Something went wrong inside OnRecord.", "Ask again; the server's log has the details.")


@dataclass(slots=True)
class Round:
    """One question on the page and what became of it.

    The event that answers it adds to `steps`, and Stop sets `stopped` from another thread: whatever comes
    in later, a stopped round is drawn as stopped. What it is `without` was not taken from the question's words.
    """

    question: str
    steps: Json
    answer: Answer | None = None
    stopped: bool = False
    without: frozenset[Kind] = frozenset()

    @property
    def view(self) -> Json:
        """The round as the page draws it."""
        return self.steps | {"status": "stopped"} if self.stopped else self.steps

    def stop(self) -> None:
        """End the round where it is; a finished one stays as it is."""
        if self.steps["status"] in ("searching", "writing"):
            self.stopped = True


class PageEvents:
    """Asking and stopping, for every open page; what one session asked lives in the rounds handed in."""

    def __init__(self, store: Store, writer: Writer, *, limit: int, keep: Keep = keep_nothing) -> None:
        self.store, self.writer, self.limit, self.keep = store, writer, limit, keep

    def ask_without(self, sent: object, kind: object, rounds: list[Round]) -> Iterator[Json]:
        """Ask the question of a round again, as it was asked then, without taking `kind` from its words."""
        place = next((n for n, round_ in enumerate(rounds) if round_.steps["id"] == sent), None)
        known = next((one for one in EVERYTHING if one == kind), None)
        if place is not None and known:
            again = rounds[place]
            yield from self.ask(again.question, rounds, since=place, without=again.without | {known})

    def ask(
        self, question: str, rounds: list[Round], *, since: int | None = None, without: frozenset[Kind] = frozenset()
    ) -> Iterator[Json]:
        """Add a round and yield the conversation as it grows, until answered, stopped or failed.

        It follows the rounds before `since`, by default all.
        """
        history = messages(rounds[:since])
        round_ = Round(question, question_json(f"r{len(rounds)}", question), without=without)
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
        answering = ask(
            round_.question, self.store, self.writer, history=history, limit=self.limit, without=round_.without
        )
        with closing(answering) as steps:
            for step in steps:
                if round_.stopped:
                    return
                round_.steps = round_.steps | _step_json(step)
                if isinstance(step, Answer):
                    round_.answer = step
                    self.keep(step)
                if isinstance(step, Draft) and time.monotonic() - drawn < UPDATE_SECONDS:
                    continue
                drawn = time.monotonic()
                yield

    def stop(self, rounds: list[Round]) -> Json:
        """Stop whatever is being answered. The writer is closed at its next piece."""
        for round_ in rounds:
            round_.stop()
        return conversation(rounds)


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


def messages(rounds: Iterable[Round]) -> list[Message]:
    """The answered rounds as a conversation, with what was cited; stopped and failed ones were never said."""
    return [
        message
        for round_ in rounds
        if round_.answer
        for message in (Message("user", round_.question), _said(round_.answer))
    ]


def _said(answer: Answer) -> Message:
    places = (ExchangePlace(c.source.transcript_id, c.sentence.exchange) for c in answer.citations)
    return Message("assistant", answer.text, tuple(dict.fromkeys(places)))
