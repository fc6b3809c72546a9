"""All vectors of a published index as one file that is mapped, not read: exact search in milliseconds.

Derived from the catalog like the Chroma index beside it; written once and never changed, so any number of
processes may map it. 100,000 vectors of 384 dimensions are 154 MB, compared with a question in some 3 to 30 ms.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from store.errors import BrokenIndexError

Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]

_BATCH = 500


class VectorFiles:
    """The folder of vector files of one library. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: tuple[str, Ids, Vectors] | None = None

    def read(self, name: str) -> tuple[Ids, Vectors]:
        """Ids, ascending, of shape (n,), and their unit vectors, of shape (n, dim), mapped.

        Raises BrokenIndexError when the file is missing or torn.
        """
        held = self._open
        if held is None or held[0] != name:
            try:
                ids = np.load(self._folder / name / "ids.npy")
                vectors = np.load(self._folder / name / "vectors.npy", mmap_mode="r")
            except (OSError, ValueError, EOFError) as error:
                raise BrokenIndexError(f"{name}: its vectors cannot be read ({error})") from error
            if ids.ndim != 1 or vectors.ndim != 2 or len(ids) != len(vectors):
                raise BrokenIndexError(f"{name}: its vectors do not fit their ids")
            # A plain view: every access to a memmap object costs a little.
            held = self._open = (name, ids, np.asarray(vectors))
        return held[1], held[2]

    def write(self, name: str, ids: Ids, vectors_of: Callable[[Ids], Vectors]) -> Iterator[int]:
        """Write the file `name` over `ids`, ascending; yields how many are done.

        Raises BrokenIndexError when it cannot be written.
        """
        target = self._folder / name
        try:
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            with (target / "vectors.npy").open("wb") as file:
                # Written like any file: a mapped one would end the process when the disk is full.
                for start in range(0, len(ids), _BATCH):
                    batch = vectors_of(ids[start : start + _BATCH])
                    if start == 0:
                        shape = (len(ids), batch.shape[1])
                        header = {"descr": "<f4", "fortran_order": False, "shape": shape}
                        np.lib.format.write_array_header_1_0(file, header)
                    file.write(batch.astype("<f4").tobytes())
                    yield start + len(batch)
                if not len(ids):
                    np.save(file, np.zeros((0, 0), dtype=np.float32))
                file.flush()
                os.fsync(file.fileno())
            np.save(target / "ids.npy", ids)
        except (OSError, ValueError) as error:
            raise BrokenIndexError(f"{name}: its vectors cannot be written ({error})") from error

    def keep_only(self, names: set[str]) -> None:
        """Delete every other file, those left by an interrupted write included."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Let go of the mapped file."""
        self._open = None
