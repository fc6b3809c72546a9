"""A request that a thread of its own makes, so that whoever waits for it can look up now and then, and end it."""

import socket
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar, copy_context
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Any

from assistant.types import Usage

LOOK_UP_SECONDS = 0.2  # how long a writer that waits is silent: Stop looks prompt, and it costs nothing
THREAD = "model reply"

_Piece = str | Usage
_call: ContextVar["Call"] = ContextVar("call")


def this_call() -> "Call | None":
    """The call that this thread makes."""
    return _call.get(None)


class Call:
    """One request, which may be silent for `seconds`, or, `in_all`, take no more than these."""

    def __init__(self, seconds: float, *, in_all: bool = False) -> None:
        self._seconds, self._in_all = seconds, in_all
        self._until = monotonic() + seconds
        self._came = SimpleQueue[_Piece | Exception | None]()
        self._ended = Event()
        self._socket: socket.socket | None = None

    def made(self, request: Callable[[], Iterator[_Piece]]) -> Generator[_Piece, None, None]:
        """What the request yields, and an empty piece now and then while nothing comes; closing this ends the request.

        An empty piece of the request's own is a sign of life too. Raises what it raises; TimeoutError when its time
        is over.
        """
        context = copy_context()
        context.run(_call.set, self)
        Thread(target=context.run, args=(self._make, request), name=THREAD, daemon=True).start()
        try:
            while (came := self._next()) is not None:
                if isinstance(came, Exception):
                    raise came
                yield came
        finally:
            self._ended.set()
            self._hang_up()

    def is_ended_within(self, seconds: float) -> bool:
        """Wait, as the request's thread, as long as nobody ends the call; this silence does not count."""
        if not self._in_all:
            self._until = monotonic() + seconds + self._seconds
        return self._ended.wait(seconds)

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """The `trace` extension of a request: https://www.encode.io/httpcore/extensions/#trace"""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = told["return_value"].get_extra_info("socket")
            if self._ended.is_set():
                self._hang_up()

    def _make(self, request: Callable[[], Iterator[_Piece]]) -> None:
        try:
            for piece in request():
                if not self._in_all:
                    self._until = monotonic() + self._seconds
                self._came.put(piece)
            self._came.put(None)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the reply is waited for
            self._came.put(error)

    def _next(self) -> _Piece | Exception | None:
        if not self._in_all or monotonic() < self._until:
            with suppress(Empty):
                return self._came.get(timeout=LOOK_UP_SECONDS)
        return "" if monotonic() < self._until else TimeoutError()

    def _hang_up(self) -> None:
        # Only this wakes a thread that reads: one that merely waits does not notice a socket that is closed.
        if self._socket:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
