"""Who is let in: passwords and tokens tried, sessions kept, and a stop to guessing."""

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from assistant.users import Entry, Users

SESSION_SECONDS = 12 * 3600  # a working day; after that, or a restart, one logs in again
TRIES_EACH = {"address": 10, "name": 30}  # wrong ones within the time below; a name may be tried from many addresses
TRIES_SECONDS = 300
REMEMBERED_SECONDS = 300  # a program sends its password with every request; hashing it each time takes 0.2 s

_MOST_SESSIONS = 10_000
_MOST_REMEMBERED = 1_000
_MOST_GUESSERS = 10_000

Clock = Callable[[], float]
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class TooManyTriesError(Exception):
    """Wrong passwords came too often; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class _Known:
    entry: Entry
    until: float


@dataclass(slots=True)
class _Guess:
    at: float
    was_right: bool = False


class Logins:
    """Logs in and out, and tells who a request comes from. Safe to share between threads."""

    def __init__(self, users: Users, *, clock: Clock = time.monotonic) -> None:
        self._users, self._clock = users, clock
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, _Known] = OrderedDict()
        self._remembered: OrderedDict[str, _Known] = OrderedDict()
        self._guesses: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._key = secrets.token_bytes(32)

    def log_in(self, name: str, password: str, address: str) -> str | None:
        """A new session's token for who has this name and password. Raises TooManyTriesError."""
        entry = self._checked(name, password, address)
        if entry is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._lock:
            _put(self._sessions, self._mark(token), _Known(entry, self._clock() + SESSION_SECONDS), _MOST_SESSIONS)
        return token

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(self._mark(token), None)

    def of_session(self, token: str) -> str | None:
        """The name of whose session it is; None once it is over, or they are no longer in the users file."""
        known = self._known(self._sessions, self._mark(token))
        return known.name if known else None

    def of_header(self, authorization: str, address: str) -> str | None:
        """The name behind an `Authorization` header, Basic or Bearer. Raises TooManyTriesError."""
        scheme, _, sent = authorization.partition(" ")
        if scheme.lower() == "bearer":
            return self._of_token(sent.strip(), address)
        name, password = _basic(sent) if scheme.lower() == "basic" else (None, "")
        if name is None:
            return None
        mark = self._mark(f"{name}\0{password}")
        if known := self._known(self._remembered, mark):
            return known.name
        entry = self._checked(name, password, address)
        if entry:
            with self._lock:
                _put(self._remembered, mark, _Known(entry, self._clock() + REMEMBERED_SECONDS), _MOST_REMEMBERED)
        return entry.name if entry else None

    def _of_token(self, token: str, address: str) -> str | None:
        with self._guess(("address", address)) as guess:
            entry = self._users.with_token(token)
            guess.was_right = entry is not None
        return entry.name if entry else None

    def _checked(self, name: str, password: str, address: str) -> Entry | None:
        with self._guess(("address", address), ("name", name[:200])) as guess:
            entry = self._users.with_password(name, password)
            guess.was_right = entry is not None
        return entry

    def _known(self, among: OrderedDict[str, _Known], mark: str) -> Entry | None:
        with self._lock:
            known = among.get(mark)
            if known and known.until < self._clock():
                del among[mark]
                known = None
        return known.entry if known and self._users.holds(known.entry) else None

    @contextmanager
    def _guess(self, *kinds: tuple[str, str]) -> Iterator["_Guess"]:
        """A try counts as wrong from its beginning, so that many at once are no way around the limit."""
        guess = _Guess(self._clock())
        with self._lock:
            for kind in kinds:
                self._refuse_too_many(kind, guess.at)
            for kind in kinds:
                times = self._guesses.pop(kind, deque())
                times.append(guess.at)
                _put(self._guesses, kind, times, _MOST_GUESSERS)
        yield guess
        if guess.was_right:
            with self._lock:
                for kind in kinds:
                    if guess.at in self._guesses.get(kind, ()):
                        self._guesses[kind].remove(guess.at)

    def _refuse_too_many(self, kind: tuple[str, str], now: float) -> None:
        times = self._guesses.get(kind, deque())
        while times and times[0] < now - TRIES_SECONDS:
            times.popleft()
        if len(times) >= TRIES_EACH[kind[0]]:
            raise TooManyTriesError(int(times[0] + TRIES_SECONDS - now) + 1)

    def _mark(self, secret: str) -> str:
        """What stands for a secret in memory; worth nothing to who reads it there, or measures time."""
        return hmac.new(self._key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _basic(sent: str) -> tuple[str | None, str]:
    try:
        name, colon, password = base64.b64decode(sent, validate=True).decode("utf-8").partition(":")
    except ValueError:
        return None, ""
    return (name, password) if colon else (None, "")


def _put(among: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    """Add at the end; the oldest go beyond `most`."""
    among[key] = value
    while len(among) > most:
        among.popitem(last=False)
