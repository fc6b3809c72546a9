"""The vectors of the library: the published Chroma index, what waits outside it, and exact search."""

import logging
import uuid
from pathlib import Path

import numpy as np

from store.dense import BrokenIndexError, DenseIndexes
from store.embedders import Vector
from store.passage_rows import Generation, PassageRows
from store.search import nearest
from store.types import Filters

logger = logging.getLogger(__name__)

# Passages that may wait outside the index: they are compared one by one, about 0.1 ms a thousand.
_WAITING = 1000
# Below this many passages a new index takes about a second, so every change ends with one.
_SMALL = 5000


class Index:
    """Finds passages by vector. The catalog holds every vector; Chroma only makes large searches fast."""

    def __init__(self, passages: PassageRows, folder: Path, fingerprint: str) -> None:
        self._passages = passages
        self._indexes = DenseIndexes(folder)
        self._fingerprint = fingerprint

    def close(self) -> None:
        """Let go of the open index."""
        self._indexes.close()

    def nearest(self, vector: Vector, filters: Filters, limit: int) -> dict[int, float]:
        """About the `limit` passage ids nearest to a unit vector, with their cosine.

        Filters, which Chroma resolves 30 to 110 times slower than an exact scan, are resolved in SQL.
        """
        generation = self._published()
        if filters or generation is None:
            return nearest(vector, *self._passages.vectors(self._fingerprint, filters), limit)
        left, _ = self._passages.pending(generation.up_to)
        try:
            # Passages removed since still stand in the index: ask for as many more.
            found = self._indexes.query(generation.name, vector, limit + generation.size - left)
        except BrokenIndexError as error:
            logger.warning("The index cannot answer (%s); searching exactly. The next add mends it.", error)
            return nearest(vector, *self._passages.vectors(self._fingerprint, filters), limit)
        waiting = self._passages.vectors(self._fingerprint, filters, after=generation.up_to)
        return found | nearest(vector, *waiting, limit)

    def refresh(self, *, is_last: bool) -> None:
        """Publish a new index once enough has changed, or at the end of any change to a small library."""
        generation = self._published()
        left, above = self._passages.pending(generation.up_to if generation else 0)
        waiting = above + (generation.size - left if generation else 0)
        is_due = waiting > max(_WAITING, left // 10) or (is_last and left + above < _SMALL)
        if waiting and is_due:
            self._publish(generation)

    def _published(self) -> Generation | None:
        generation = self._passages.generation()
        return generation if generation and generation.embedder == self._fingerprint else None

    def _publish(self, old: Generation | None) -> None:
        ids = self._passages.passage_ids(self._fingerprint)
        name = f"{self._fingerprint}-{uuid.uuid4().hex[:8]}"
        # A copy of the old index brought up to date is quicker than a new one; if the old one is torn, start anew.
        for like in (old.name, None) if old else (None,):
            try:
                self._indexes.build(name, ids, self._vectors_of, like=like)
            except BrokenIndexError as error:
                logger.warning("The index could not be built (%s).", error)
                continue
            self._passages.publish(Generation(name, self._fingerprint, int(ids.max(initial=0)), len(ids)))
            # Processes that opened the old one a moment ago may still read it.
            self._indexes.keep_only({name, old.name if old else name})
            return

    def _vectors_of(self, ids: "np.typing.NDArray[np.int64]") -> Vector:
        return self._passages.vectors_of(ids, self._fingerprint)
