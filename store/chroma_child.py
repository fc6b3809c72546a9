"""Everything a Chroma folder holds, read in a process of its own: damaged files may end it."""

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from store.dense import DenseIndexes
from store.errors import BrokenIndexError

Page = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]

_HEAD = struct.Struct("<qq")  # how many rows, of how many dimensions
_SECONDS = 60.0  # for one page; the first one waits for Chroma to load
_ASKED = 100
_NEAR = 0.999
# The graph is not exact: among many vectors that are almost the same it may miss one.
_MAY_MISS = 0.05


def read_apart(folder: Path, name: str, size: int) -> Iterator[Page]:
    """The pages of the index `name` of `size` passages: ids, ascending, and vectors, a batch at a time.

    Raises BrokenIndexError when it cannot be read, or does not find its own vectors.
    """
    code = f"import sys; sys.path[:] = {sys.path!r}; from store.chroma_child import send; send(*sys.argv[1:])"
    command = [sys.executable, "-c", code, str(folder), name, str(size)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout and child.stderr
    errors: list[bytes] = []
    # Read aside, so that a full pipe does not stop the child.
    listener = threading.Thread(target=lambda stream: errors.append(stream.read()), args=(child.stderr,), daemon=True)
    listener.start()
    has_ended = False
    try:
        while (page := _receive(child, child.stdout)) and len(page[0]):
            yield page
        has_ended = True
    finally:
        if not has_ended:  # nobody wants the rest
            child.kill()
        child.wait()
        listener.join()
        child.stdout.close()
        child.stderr.close()
    if page is None:  # a child that falls over after the last page has told everything
        raise BrokenIndexError(_reason(child.returncode, b"".join(errors)).removeprefix(f"{name}: "))


def _receive(child: "subprocess.Popen[bytes]", stream: IO[bytes]) -> Page | None:
    """The next page; one without rows is the last; None: the child has ended before."""
    watch = threading.Timer(_SECONDS, child.kill)
    watch.start()
    try:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        rows, width = _HEAD.unpack(head)
        ids, vectors = stream.read(rows * 8), stream.read(rows * width * 4)
    finally:
        watch.cancel()
    if len(ids) + len(vectors) < rows * (8 + width * 4):
        return None
    return np.frombuffer(ids, dtype=np.int64), np.frombuffer(vectors, dtype=np.float32).reshape(rows, width)


def _reason(code: int, errors: bytes) -> str:
    if code < 0:
        return f"reading it ended the process (signal {-code})"
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("store.errors.BrokenIndexError: ") if lines else "it cannot be read"


def send(folder: str, name: str, size: str) -> None:
    """In the child: write every page to stdout, then one without rows."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no page
    indexes = DenseIndexes(Path(folder))
    asked: list[npt.NDArray[np.float32]] = []
    for ids, vectors in indexes.pages(name, int(size)):
        out.write(_HEAD.pack(*vectors.shape) + ids.tobytes() + vectors.astype("<f4").tobytes())
        asked.append(vectors[:: max(1, int(size) // _ASKED)])
    missed, total = (
        sum(_misses(indexes, name, vector, int(size)) for page in asked for vector in page),
        sum(map(len, asked)),
    )
    if missed > total * _MAY_MISS:
        raise BrokenIndexError(f"{name}: {missed} of {total} vectors asked for do not find themselves")
    out.write(_HEAD.pack(0, 0))
    out.close()


def _misses(indexes: DenseIndexes, name: str, vector: npt.NDArray[np.float32], size: int) -> bool:
    found = indexes.query(name, vector, min(size, 3), size)
    return max(found.values(), default=0.0) < _NEAR
