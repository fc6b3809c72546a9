"""What interrupted work left in a library's folder: indexes that were never finished, and copies."""

import shutil
from pathlib import Path

from store.seal import is_sealed


def leftovers(folder: Path, published: str | None) -> list[Path]:
    """What interrupted work left: indexes never finished, or more than the one kept for readers, and copies.

    An index that was replaced stays until the next one, for processes that have it open.
    """
    names = {path.name for part in ("chroma", "vectors") for path in _folders(folder / part)} - {published}
    finished = {name for name in names if _is_finished(folder, name)}
    kept = finished if len(finished) == 1 else set[str]()
    left = [folder / part / name for name in sorted(names - kept) for part in ("chroma", "vectors")]
    return [*(path for path in left if path.exists()), *sorted(folder.glob("*.tmp"))]


def _folders(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def _is_finished(folder: Path, name: str) -> bool:
    chroma = folder / "chroma" / name
    return (folder / "vectors" / name / "ids.npy").is_file() and (is_sealed(chroma) or not chroma.exists())


def remove(paths: list[Path]) -> None:
    """Delete files and folders."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
