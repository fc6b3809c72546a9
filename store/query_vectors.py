"""The vector of a question, or none while the embedder cannot give one: search goes on by words alone."""

import logging
import time

from store.embedders import Embedder, Vector
from store.errors import EmbedderError

logger = logging.getLogger(__name__)

# After a failure the embedder is left alone for a while: a server that is down costs seconds a question.
_PAUSE_SECONDS = 30.0


class QueryVectors:
    """Embeds questions. Says once that it cannot, and again only after it could. Safe to share between threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._has_failed = False
        self._not_before = 0.0

    def of(self, text: str) -> Vector | None:
        """The vector of a question, or None."""
        if time.monotonic() < self._not_before:
            return None
        try:
            vector = self._embedder.embed_query(text)
        except EmbedderError as error:
            if not self._has_failed:
                logger.warning("Searching by words alone: %s", error)
            self._has_failed, self._not_before = True, time.monotonic() + _PAUSE_SECONDS
            return None
        self._has_failed = False
        return vector
