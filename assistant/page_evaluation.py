"""What the Evaluation tab asks for: runs, one of them, one question, two compared. Knows no Gradio.

The package that evaluates builds on this one, which imports nothing of it: it offers itself by an entry point.
"""

import logging
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

from assistant.page_edge import answered
from assistant.page_forms import RunQuestion, TwoRuns
from assistant.page_input import form
from assistant.render import Json
from store.errors import ReportedError
from store.store import Store

logger = logging.getLogger(__name__)

OFFERED = "onrecord.evaluation"

_NOT_INSTALLED = ReportedError(
    "Evaluation is not installed here.", "Install OnRecord anew: pip install -e . in its folder, then start it again."
)
_NO_RUN = ReportedError("No run was named.", "Load the page again.")


class Evaluation(Protocol):
    """What is offered: functions from a library's folder to JSON, which raise ReportedError."""

    def runs(self, library: Path) -> Json:
        """Every run, newest first."""

    def run(self, library: Path, run_id: str) -> Json:
        """One run with its figures and questions."""

    def question(self, library: Path, run_id: str, number: int) -> Json:
        """One question of a run."""

    def comparison(self, library: Path, first: str, second: str) -> Json:
        """Two runs on the questions both have."""


@cache
def offered() -> Evaluation | None:
    """The evaluation that is installed, if one is. Loaded when the tab is first opened: it takes a while."""
    found = next(iter(entry_points(group=OFFERED)), None)
    return cast(Evaluation, found.load()) if found else None


def runs(store: Store, _: object) -> Json:
    """Every run over the library."""
    return _answered(lambda evaluation: evaluation.runs(store.folder))


def run(store: Store, run_id: object) -> Json:
    """One run."""

    def found(evaluation: Evaluation) -> Json:
        if not isinstance(run_id, str):
            raise _NO_RUN
        return evaluation.run(store.folder, run_id)

    return _answered(found)


def question(store: Store, sent: object) -> Json:
    """One question of a run; of each place it names, the title where the library can open it."""

    def found(evaluation: Evaluation) -> Json:
        said = form(sent, RunQuestion)
        shown = evaluation.question(store.folder, said.run, said.number)
        titles = {entry.id: entry.source.title or entry.source.file for entry in store.entries()}
        for places in ("gold", "citations", "nearest", "found"):
            for place in shown[places]:
                place["opens"] = titles.get(place["transcript"])
        return shown

    return _answered(found)


def comparison(store: Store, sent: object) -> Json:
    """Two runs compared."""

    def found(evaluation: Evaluation) -> Json:
        said = form(sent, TwoRuns)
        return evaluation.comparison(store.folder, said.first, said.second)

    return _answered(found)


def _answered(answer: Callable[[Evaluation], Json]) -> Json:
    def asked() -> Json:
        evaluation = offered()
        if evaluation is None:
            raise _NOT_INSTALLED
        return answer(evaluation)

    return answered(asked)
