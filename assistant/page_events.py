"""What the page does with a question: from what the browser sent to the JSON it draws. Knows no Gradio."""

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from assistant.ask import ask
from assistant.keeping import Keep, Recall, keep_nothing, recall_nothing
from assistant.pace import Pace
from assistant.page_asked import Asked, answer_id, asked, round_id
from assistant.render import Json, failure_json
from assistant.render_answer import (
    answer_json,
    draft_json,
    kept_json,
    passage_json,
    question_json,
    searched_json,
    who_text,
)
from assistant.suggestions import suggestions
from assistant.types import Answer, Draft, Searched, Writer
from store.errors import ReportedError
from store.hits import answerer_of
from store.store import Store

logger = logging.getLogger(__name__)

_KEPT_ROUNDS = 8  # a browser keeps its conversations itself; here only what may still be drawn has to stay

_BUG = ReportedError("Something went wrong inside OnRecord.", "Ask again; the server's log has the details.")
_NO_SUCH_ANSWER = ReportedError("This answer is not kept.", "It may have been forgotten since the link was copied.")


@dataclass(slots=True)
class Round:
    """One question on the page and what became of it.

    The event that answers it adds to `steps`, and Stop sets `stopped` from another thread: whatever comes
    in later, a stopped round is drawn as stopped.
    """

    steps: Json
    stopped: bool = False

    @property
    def view(self) -> Json:
        """The round as the page draws it."""
        return self.steps | {"status": "stopped"} if self.stopped else self.steps

    @property
    def is_busy(self) -> bool:
        """Whether it is still being answered."""
        return not self.stopped and self.steps["status"] in ("searching", "writing")


class PageEvents:
    """Asking, stopping and showing kept answers, for every open page; what one page asks lives in its rounds."""

    def __init__(
        self, store: Store, writer: Writer, *, limit: int, keep: Keep = keep_nothing, recall: Recall = recall_nothing
    ) -> None:
        self.store, self.writer, self.limit, self.keep, self.recall = store, writer, limit, keep, recall

    def ask(self, sent: object, rounds: list[Round]) -> Iterator[Json]:
        """Add a round for what the browser sent, and yield the rounds as they grow until it is answered or failed.

        Suggestions of what to ask next come after the answer.
        """
        id = round_id(sent)
        if id is None:
            return
        del rounds[: -_KEPT_ROUNDS + 1]
        round_ = Round(question_json(id))
        rounds.append(round_)
        yield drawn(rounds)
        try:
            question = asked(sent)
            for _ in self._steps(round_, question):
                yield drawn(rounds)
        except ReportedError as error:
            round_.steps = round_.steps | failure_json(error)
        except Exception:  # the edge of the program: a bug must not leave the page waiting
            logger.exception("question failed")
            round_.steps = round_.steps | failure_json(_BUG)
        yield drawn(rounds)

    def _steps(self, round_: Round, question: Asked) -> Iterator[None]:
        """Take each step into the round; yields when there is something worth drawing."""
        pace = Pace()
        answering = ask(
            question.question,
            self.store,
            self.writer,
            filters=question.filters,
            history=question.history,
            limit=self.limit,
            without=question.without,
        )
        with closing(answering) as steps:
            for step in steps:
                if round_.stopped:
                    return
                round_.steps = round_.steps | self._step_json(step)
                if not pace.lets(step):
                    continue
                yield
                if isinstance(step, Answer):
                    round_.steps = round_.steps | {"suggestions": suggestions(step, self.store)}

    def _step_json(self, step: Searched | Draft | Answer) -> Json:
        match step:
            case Searched():
                return searched_json(step)
            case Draft():
                return draft_json(step)
            case Answer():
                return answer_json(step, self.keep(step))

    def stop(self, sent: object, rounds: list[Round]) -> Json:
        """Stop the question whose id was sent, if it is being answered. The writer is closed at its next piece."""
        for round_ in rounds:
            round_.stopped |= round_.is_busy and round_.steps["id"] == sent
        return drawn(rounds)

    def kept(self, sent: object) -> Json:
        """A kept answer as it was given, or the problem with it; what was `sent` should be its id."""
        id = answer_id(sent)
        try:
            record = self.recall(id) if id else None
        except ReportedError:
            record = None
        return kept_json(record, self._passages(record)) if record else failure_json(_NO_SUCH_ANSWER)

    def _passages(self, record: Json) -> list[Json]:
        """The passages that a kept answer was given from, of the files that are still the same."""
        sources = record["sources"]
        digests = self.store.digests(sources)
        found = []
        for hit in record["hits"]:
            id, exchange = hit["transcript"], hit["exchange"]
            every = self.store.sentences(id, exchange) if digests.get(id) == sources[id]["sha256"] else ()
            if held := [s for s in every if hit["start"] <= s.span.start and s.span.end <= hit["end"]]:
                who = who_text(every[0].outlet, answerer_of(every)) or sources[id]["file"]
                found.append(passage_json(f"{id}.{exchange}", who, held))
        return found


def drawn(rounds: list[Round]) -> Json:
    """Every round of the last few, as the page draws it."""
    return {"rounds": [round_.view for round_ in rounds]}
