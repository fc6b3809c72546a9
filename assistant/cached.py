"""CachedWriter: a reply that was once given to the very same request is given again, without asking the model."""

import logging
from collections.abc import Generator
from contextlib import closing
from typing import Protocol

from assistant.errors import HistoryError
from assistant.history import History
from assistant.types import Prompt, Usage

logger = logging.getLogger(__name__)


class ModelWriter(Protocol):
    """A Writer over a model, which can say what decides its reply."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    @property
    def budget(self) -> int:
        """How many tokens of passages a prompt may hold."""
        ...

    def write(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """The reply, piece by piece, then a Usage."""
        ...

    def brief(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """A short reply."""
        ...

    def identity(self, prompt: Prompt) -> str:
        """The same for two requests when nothing that decides the reply differs."""
        ...


class CachedWriter:
    """A Writer before another. Only whole replies are kept; a cache that fails is passed by."""

    def __init__(self, writer: ModelWriter, history: History) -> None:
        self._writer, self._history = writer, history
        self.name, self.budget = writer.name, writer.budget

    def write(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """The kept reply in one piece, with a Usage that says so; else the model's, which is then kept."""
        identity = self._writer.identity(prompt)
        try:
            kept = self._history.reply(identity)
        except HistoryError as error:
            logger.warning("%s", error)
            yield from self._writer.write(prompt)
            return
        if kept is not None:
            yield kept
            yield Usage(is_cached=True)
            return
        reply, is_whole = "", False
        with closing(self._writer.write(prompt)) as pieces:
            for piece in pieces:
                yield piece
                if isinstance(piece, str):
                    reply += piece
                else:
                    is_whole = not piece.cut_short
        if is_whole:
            self._keep(identity, reply)

    def brief(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """The model's short reply; none is kept."""
        yield from self._writer.brief(prompt)

    def _keep(self, identity: str, reply: str) -> None:
        try:
            self._history.keep_reply(identity, self.name, reply)
        except HistoryError as error:
            logger.warning("%s", error)
