"""A library moves from one embedder to another: what is done, what is left, and who may go on.

Vectors of two embedders are never compared. While a library is between two, every transcript is found by its
words, and by meaning those that the embedder in use has embedded.
"""

import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from store.embedders import Embedder
from store.errors import EmbedderError, LibraryError
from store.spaces import Made, Spaces
from store.types import Progress

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Embedding:
    """The setting of the embedder in use, the one the library was made with, and the share of transcripts it embedded.

    `made` is None for a library that never held a transcript, `share` while the embedder is out of reach.
    """

    spec: str
    made: Made | None
    share: float | None


class Move:
    """A library's way to the embedder in use, which for most has nothing left to go."""

    def __init__(self, spaces: Spaces, embedder: Embedder) -> None:
        self._spaces, self._embedder = spaces, embedder
        self._made = spaces.made()
        self._has_warned = False

    def run(self, keep: Callable[[str], Iterator[Progress]]) -> Generator[Progress, None, bool]:
        """Embed what is left with `keep`, which takes an id, and record the embedder; whether anything was.

        The library's progress is yielded. Raises EmbedderError, LibraryError when another process moved it meanwhile.
        """
        self.check()
        target = Made(self._embedder.spec, self._embedder.fingerprint)
        waiting = self._spaces.waiting(target.fingerprint)
        if waiting:
            logger.warning("Embedding the library anew by the embedder %s, transcripts: %d.", target.spec, len(waiting))
        done, total = 0, sum(transcript.size for transcript in waiting)
        for transcript in waiting:
            yield Progress(f"the library: {transcript.file}", "embedding", done, total)
            for step in keep(transcript.transcript_id):
                part = transcript.size * step.done // max(step.total, 1)
                yield Progress(f"the library: {transcript.file}", "embedding", done + part, total)
            done += transcript.size
        before = self._spaces.made()
        if waiting or before != target:
            self._spaces.settle(target)
            self._made = target
        return bool(waiting)

    def check(self) -> None:
        """Raises LibraryError when the library has gone to another embedder since it was opened here.

        A page that was opened before must not take it back.
        """
        made = self._spaces.made()
        if made and made != self._made:
            if made.fingerprint != self._embedder.fingerprint:
                raise LibraryError(
                    f"The library has gone to the embedder {made.spec} while this was running.",
                    "Start it again.",
                )
            self._made = made

    def is_done(self) -> bool:
        """Whether the whole library is of the embedder in use; False when that is not to be had."""
        return self.state().share == 1

    def state(self) -> Embedding:
        """Which embedders there are, and how far the library is."""
        try:
            share: float | None = self._spaces.share(self._embedder.fingerprint)
        except EmbedderError:
            share = None
        return Embedding(self._embedder.spec, self._spaces.made(), share)

    def share(self) -> float:
        """The share of transcripts that are found by meaning; says once what to do about the others."""
        share = self._spaces.share(self._embedder.fingerprint)
        if share < 1 and not self._has_warned:
            self._has_warned = True
            made = self._spaces.made()
            logger.warning(
                "The library was made with the embedder %s; %s has embedded %.0f %% of it. "
                "The rest is searched by words alone. %s",
                made.spec if made else "?", self._embedder.spec, share * 100,
                "To embed it anew, run: onrecord rebuild" if made == self._made else "Start this again to go with it.",
            )  # fmt: skip
        return share
