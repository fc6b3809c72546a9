"""The vectors of the library: the published index, what is newer than it, and exact search."""

import logging
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from store.dense import DenseIndexes
from store.dense_server import ServerIndexes
from store.embedders import Vector
from store.errors import BrokenIndexError, LibraryError
from store.passage_rows import Generation, Ids, PassageRows
from store.scopes import Allowed
from store.search import nearest
from store.vector_file import VectorFiles

logger = logging.getLogger(__name__)

# Passages that may wait outside the index: they are held in memory and compared one by one.
_WAITING = 1000
# Below this many passages a new index takes about a second, so every change ends with one.
_SMALL = 5000
# Passages that are gone still stand in the Chroma index, so it is asked for as many more; past this an exact
# scan is quicker.
_GONE = 200
# The place of an index whose Chroma collection could not be made: it is searched exactly until the next `add`.
_NOWHERE = "none"


class Index:
    """Finds passages by vector. The catalog holds every vector; the index only makes searches fast.

    A published index is a Chroma collection for the whole library and a mapped file for everything else.
    """

    def __init__(
        self, passages: PassageRows, folder: Path, fingerprint: str, server: ServerIndexes | None = None
    ) -> None:
        self._passages = passages
        self._indexes = server or DenseIndexes(folder / "chroma")
        self._files = VectorFiles(folder / "vectors")
        self._fingerprint = fingerprint
        self._newer = _Newer(passages, fingerprint)
        self._warned = set[tuple[str, str]]()

    def close(self) -> None:
        """Let go of the open index."""
        self._indexes.close()
        self._files.close()

    def nearest(self, vector: Vector, allowed: Allowed, limit: int) -> dict[int, float]:
        """The `limit` allowed passage ids nearest to a unit vector, with their cosine, and perhaps some more."""
        generation = self._published()
        found: dict[int, float] = {}
        after = 0
        if generation:
            try:
                found = self._indexed(generation, vector, allowed, limit)
                after = generation.up_to
            except BrokenIndexError as error:
                self._warn("file of vectors", generation, error)
        ids, vectors = self._newer.than(after, allowed.revision)
        found |= nearest(vector, ids, vectors, limit, allowed.holds(ids))
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def _indexed(self, generation: Generation, vector: Vector, allowed: Allowed, limit: int) -> dict[int, float]:
        """What the published index has to say."""
        gone = generation.size - int(allowed.mask[: generation.up_to + 1].sum())
        if not allowed.scope.filters and gone <= _GONE and generation.place == self._indexes.place:
            try:
                found = self._indexes.query(generation.name, vector, limit + gone, generation.size)
                return {id: cosine for id, cosine in found.items() if allowed.holds(np.array([id]))[0]}
            except BrokenIndexError as error:
                self._warn("Chroma index", generation, error)
        ids, vectors = self._files.read(generation.name)
        return nearest(vector, ids, vectors, limit, allowed.holds(ids))

    def _warn(self, part: str, generation: Generation, error: BrokenIndexError) -> None:
        """Say it once of each index: every search would say the same."""
        if (part, generation.name) not in self._warned:
            self._warned.add((part, generation.name))
            logger.warning("The %s cannot answer (%s); searching exactly. Mend it with: onrecord rebuild", part, error)

    def refresh(self, allowed: Allowed, *, at_end: bool, only_small: bool = False) -> Iterator[tuple[int, int]]:
        """Publish a new index once enough has changed, or at the end of any change to a small library.

        `allowed` is the whole library as it is now. Yields how many passages of how many are done. With
        `only_small` a large library is left for the next `add`: until then it is searched exactly where it changed.
        """
        generation = self._published()
        up_to = generation.up_to if generation else 0
        left = int(allowed.mask[: up_to + 1].sum())
        above = allowed.count - left
        waiting = above + (generation.size - left if generation else 0)
        if generation and generation.place != self._indexes.place:
            waiting = allowed.count
        is_small = left + above < _SMALL
        is_due = (waiting > max(_WAITING, left // 10) and not only_small) or (at_end and is_small)
        if waiting and is_due:
            yield from self.publish()

    def _published(self) -> Generation | None:
        generation = self._passages.generation()
        return generation if generation and generation.embedder == self._fingerprint else None

    def publish(self, *, anew: bool = False) -> Iterator[tuple[int, int]]:
        """Build an index of all passages beside the old one and let it answer from then on.

        Yields how many passages of how many are done. `anew` takes nothing from the old one.
        """
        old = self._published()
        ids = self._passages.passage_ids(self._fingerprint)
        name = f"{self._fingerprint}-{uuid.uuid4().hex[:8]}"
        try:
            for _ in self._files.write(name, ids, self._vectors_of):
                pass
        except BrokenIndexError as error:
            logger.warning("The index could not be built (%s); searches go on without it.", error)
            return
        # A copy of the old index brought up to date is quicker than a new one; if the old one is torn, start anew.
        place = _NOWHERE
        for like in (old.name, None) if old and not anew else (None,):
            try:
                for done in self._indexes.build(name, ids, self._vectors_of, like=like):
                    yield done, len(ids)
                place = self._indexes.place
                break
            except BrokenIndexError as error:
                logger.warning("The Chroma index could not be built (%s).", error)
        try:
            self._passages.publish(Generation(name, self._fingerprint, int(ids.max(initial=0)), len(ids), place))
        except LibraryError as error:
            logger.warning("The index could not be published (%s); searches go on without it.", error.problem)
            return
        # Processes that opened the old one a moment ago may still read it.
        for folder in (self._indexes, self._files):
            folder.keep_only({name, old.name if old else name})

    def _vectors_of(self, ids: Ids) -> Vector:
        return self._passages.vectors_of(ids, self._fingerprint)


class _Newer:
    """Vectors above an id, in memory, read once. Safe to share between threads."""

    def __init__(self, passages: PassageRows, fingerprint: str) -> None:
        self._passages, self._fingerprint = passages, fingerprint
        self._lock = threading.Lock()
        self._after = -1
        self._revision = ""
        self._ids = np.zeros(0, dtype=np.int64)
        self._vectors = np.zeros((0, 0), dtype=np.float32)

    def than(self, after: int, revision: str) -> tuple[Ids, Vector]:
        """Ids above `after` and their vectors, complete as of `revision`; some may be gone since."""
        with self._lock:
            if after != self._after:
                self._after, self._revision = after, ""
                self._ids, self._vectors = self._passages.vectors_after(self._fingerprint, after)
            elif revision != self._revision:
                last = int(self._ids[-1]) if len(self._ids) else after
                ids, vectors = self._passages.vectors_after(self._fingerprint, last)
                if len(ids):
                    self._ids = np.concatenate([self._ids, ids])
                    self._vectors = np.concatenate([self._vectors, vectors]) if len(self._vectors) else vectors
            self._revision = revision
            return self._ids, self._vectors
