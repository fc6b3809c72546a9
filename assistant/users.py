"""The users file: who may come in, as names with hashed passwords or tokens, one a line."""

import hashlib
import hmac
import logging
import os
import secrets
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError

logger = logging.getLogger(__name__)

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000  # what is longer is refused before it is hashed
TOKEN_PREFIX = "onr_"

_N, _R, _P = 2**14, 8, 5  # 16 MB and about 0.2 s a password: OWASP's password storage cheat sheet, 2025
_MOST_MEMORY = 64 * 2**20
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file: `kind` is `scrypt` for a password and `token` for a program's token."""

    name: str
    kind: str
    stored: str

    @property
    def line(self) -> str:
        """The line as it stands in the file."""
        return f"{self.name}:{self.kind}${self.stored}"


class Users:
    """The users of a file, which is read again whenever it changes. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises SettingsError when that fails or nobody is in it."""
        self._path = path
        self._lock = threading.Lock()
        self._stamp = _stamp(path)
        self._entries = read(path)
        if not self._entries:
            raise SettingsError(f"{path}: nobody is in this users file.", f"Add somebody: onrecord user {path} NAME")

    def with_password(self, name: str, password: str) -> Entry | None:
        """The entry of whoever has this name and password. Unknown names take as long as known ones."""
        found = next((entry for entry in self._now() if (entry.name, entry.kind) == (name, "scrypt")), None)
        is_right = _is_password(password, found.stored if found else _NOBODY)
        return found if is_right else None

    def with_token(self, token: str) -> Entry | None:
        """The entry of whoever has this token."""
        digest = _digest(token)
        return next((e for e in self._now() if e.kind == "token" and hmac.compare_digest(e.stored, digest)), None)

    def holds(self, entry: Entry) -> bool:
        """Whether an entry still stands in the file as it was."""
        return entry in self._now()

    def _now(self) -> tuple[Entry, ...]:
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    self._entries = read(self._path)
                except SettingsError as error:  # half written, perhaps: nobody is let in or thrown out by it
                    logger.error("The users stay as they were: %s", error)
            return self._entries


def read(path: Path) -> tuple[Entry, ...]:
    """Every entry of a users file, in its order. Raises SettingsError for a line that is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}).", f"Make it: onrecord user {path} NAME") from error
    return tuple(_entry(line, path, n) for n, line in enumerate(lines, start=1) if line.strip())


def _entry(line: str, path: Path, number: int) -> Entry:
    name, colon, rest = line.partition(":")
    kind, dollar, stored = rest.partition("$")
    if not (colon and dollar and name and kind in ("scrypt", "token") and stored):
        raise SettingsError(f"{path}, line {number}: not a line of a users file.", "Write it with: onrecord user")
    return Entry(name, kind, stored)


def password_entry(name: str, password: str) -> Entry:
    """A user's entry with a hashed password. Raises SettingsError for a name or password that will not do."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(f"A password has at least {SHORTEST_PASSWORD} characters.", "Choose a longer one.")
    salt = secrets.token_bytes(16)
    return Entry(checked_name(name), "scrypt", f"{salt.hex()}${_scrypt(password, salt).hex()}")


def token_entry(name: str) -> tuple[Entry, str]:
    """A program's entry, and its token: 256 random bits, of which only a hash is kept."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    return Entry(checked_name(name), "token", _digest(token)), token


def checked_name(name: str) -> str:
    """The name if it can stand in the file and in a login form. Raises SettingsError."""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or ":" in name or name != name.strip():
        raise SettingsError(
            f"{name!r} cannot be a user's name.", f"Use up to {_LONGEST_NAME} printable characters without a colon."
        )
    return name


def write(path: Path, entry: Entry) -> None:
    """Put an entry into the file in place of one of its name and kind; the file is its owner's alone."""
    kept = [e for e in _there(path) if (e.name, e.kind) != (entry.name, entry.kind)]
    _replace(path, [*kept, entry])


def remove(path: Path, name: str) -> None:
    """Take whoever has this name out of the file, password and token. Raises SettingsError if nobody has."""
    entries = _there(path)
    kept = [entry for entry in entries if entry.name != name]
    if len(kept) == len(entries):
        raise SettingsError(f"{path}: nobody is called {name!r} there.", "The names stand at the start of its lines.")
    _replace(path, kept)


def _there(path: Path) -> tuple[Entry, ...]:
    return read(path) if path.exists() else ()


def _replace(path: Path, entries: Iterable[Entry]) -> None:
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(f"{entry.line}\n" for entry in entries)
        Path(made).replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror}).", "Choose another place.") from error


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _scrypt(password: str, salt: bytes) -> bytes:
    words = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=_N, r=_R, p=_P, maxmem=_MOST_MEMORY, dklen=32)


def _is_password(password: str, stored: str) -> bool:
    salt, _, right = stored.partition("$")
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)).hex(), right)
    except ValueError:  # edited by hand
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


_NOBODY = f"{bytes(16).hex()}$none"
