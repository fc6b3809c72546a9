"""Paths -> what is to be added."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from store.types import Added, Incoming

# What a folder is searched for; a file named by itself is tried whatever its suffix.
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})


def incoming(paths: Iterable[str]) -> Iterator[Incoming | Added]:
    """Every file of the paths, folders searched through, in order; or what is wrong with a path."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield Incoming(file=path.name, origin=str(path.resolve()), path=path)
        elif path.exists():
            yield _failed(name, f"{name}: not a file or folder.", "Name a transcript's file.")
        else:
            yield _failed(name, f"{name}: no such file.", "Check the path.")


def _folder(folder: Path) -> Iterator[Incoming | Added]:
    members = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _is_hidden(path.relative_to(folder))
    )
    if not members:
        kinds = ", ".join(sorted(SUFFIXES))
        yield _failed(
            str(folder),
            f"{folder}: no transcripts in this folder.",
            f"Transcripts are files ending in {kinds}.",
        )
    for path in members:
        yield Incoming(file=path.relative_to(folder).as_posix(), origin=str(path.resolve()), path=path)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _failed(file: str, problem: str, mend: str) -> Added:
    return Added(file, None, "failed", problem=problem, mend=mend)
