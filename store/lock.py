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
    # The lock would make a folder that is gone anew.
    if not folder.is_dir():
        raise LibraryError(
            f"{folder}: the library's folder is gone.", "Put it back, or start again with the right one (--data)."
        )
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


def writer(folder: Path) -> str | None:
    """Who is writing to the library now, in words; None if nobody is."""
    if not (folder / "writer.lock").exists():
        return None
    lock = FileLock(folder / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return _describe(folder / "writer.json")
    except OSError:  # a folder that cannot be written has no writer
        return None
    lock.release()
    return None


def _describe(holder: Path) -> str:
    try:
        said = json.loads(holder.read_text())
        return f"by process {said['process']}, {said['doing']} since {said['since'].replace('T', ' ')}"
    except (OSError, ValueError, KeyError):
        return "by another process"
