"""One writer at a time: an exclusive lock on the library's folder that names its holder."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from store.errors import LibraryError, LibraryLockedError

# A page's upload and a command may meet; short work is worth waiting for.
_PATIENCE_SECONDS = 3


@contextmanager
def writing(folder: Path, doing: str) -> Iterator[None]:
    """Hold the library for writing. The system lets go of it when the process ends, however it ends.

    Raises LibraryLockedError naming the holder, LibraryError when the folder cannot be written.
    """
    holder = folder / "writer.json"
    lock = FileLock(folder / "writer.lock", timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryLockedError(
            f"{folder}: the library is being written {_describe(holder)}.",
            "Wait until it is done, or stop that process.",
        ) from None
    except OSError as error:
        raise LibraryError(
            f"{folder}: the library cannot be written ({error.strerror}).",
            "Make the folder writable, or choose another with --data.",
        ) from error
    try:
        since = dt.datetime.now().isoformat(timespec="seconds")
        holder.write_text(json.dumps({"process": os.getpid(), "since": since, "doing": doing}))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _describe(holder: Path) -> str:
    try:
        said = json.loads(holder.read_text())
        return f"by process {said['process']}, {said['doing']} since {said['since'].replace('T', ' ')}"
    except (OSError, ValueError, KeyError):
        return "by another process"
