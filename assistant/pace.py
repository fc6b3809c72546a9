"""How often a growing answer is told to whoever looks on."""

import time

from assistant.types import WAITING, Answer, Draft, Searched

UPDATE_SECONDS = 0.04  # about 25 drafts a second look fluent; more only cost time


class Pace:
    """Lets through a draft that brings something new, if the step before it is not too near; every other step."""

    def __init__(self) -> None:
        self._told, self._last = 0.0, WAITING

    def lets(self, step: Searched | Draft | Answer) -> bool:
        """Whether to tell this step."""
        if isinstance(step, Draft):
            if step == self._last or time.monotonic() - self._told < UPDATE_SECONDS:
                return False
            self._last = step
        self._told = time.monotonic()
        return True
