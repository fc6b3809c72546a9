"""Keeping answers while they are given: what is kept with them, and what happens when that fails."""

import logging
import threading
from collections.abc import Callable, Mapping

from assistant.contract import Json
from assistant.errors import HistoryError
from assistant.history import History
from assistant.types import Answer
from store.errors import ReportedError
from store.store import Store

logger = logging.getLogger(__name__)

Keep = Callable[[Answer], str | None]
Recall = Callable[[str], Json]


def keep_nothing(answer: Answer) -> None:
    """For a history that is off."""


def recall_nothing(id: str) -> Json:
    """For a history that is off. Raises HistoryError."""
    raise HistoryError(f"{id}: no answers are kept.", "The history is off.")


class Keeper:
    """Keeps each answer it is called with. A history that fails is said once, and spoils no answer."""

    def __init__(self, history: History, store: Store, settings: Mapping[str, object]) -> None:
        self._history, self._store = history, store
        self._settings = {**settings, "embedder": store.embedder.spec}
        self._lock = threading.Lock()
        self._has_warned = False

    def __call__(self, answer: Answer) -> str | None:
        """Keep an answer; its id, or None if that failed."""
        try:
            digests = self._store.digests({hit.source.transcript_id for hit in answer.hits})
            return self._history.keep(answer, settings=self._settings, digests=digests)
        except ReportedError as error:
            with self._lock:
                has_warned, self._has_warned = self._has_warned, True
            if not has_warned:
                told = error if isinstance(error, HistoryError) else f"The answer is not kept: {error}"
                logger.warning("%s", " ".join(str(told).split()))
            return None
