"""Whether the files of a published index are still those that were written.

Chroma answers from a torn graph with nothing, and from an overwritten one the process ends; so its files are
compared with their sums before they are opened. Its SQLite file is not: Chroma itself writes there while reading,
and tells when it is damaged.
"""

import json
import zlib
from pathlib import Path

SEAL = "sealed.json"
_BLOCK = 1 << 22


def seal(folder: Path) -> None:
    """Note what the files of a finished index are."""
    sums = {path.relative_to(folder).as_posix(): _sums(path) for path in _graph(folder)}
    (folder / SEAL).write_text(json.dumps(sums), encoding="utf-8")


def is_sealed(folder: Path) -> bool:
    """Whether this index was finished once."""
    return (folder / SEAL).is_file()


def broken_seal(folder: Path) -> str | None:
    """Why these are not the files of a finished index; None if they are."""
    try:
        noted = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        changed = [Path(name).name for name, sums in noted.items() if _sums(folder / name) != sums]
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        return "it was not finished, or not by this version" if missing == SEAL else f"{missing} is missing"
    except (OSError, ValueError) as error:
        return f"its files cannot be read ({error})"
    return f"files changed after they were written: {', '.join(changed)}" if changed else None


def _graph(folder: Path) -> list[Path]:
    """The files of graphs. One that was never saved has no list of ids yet; Chroma writes its files at will."""
    saved = sorted(path.parent for path in folder.glob("*/index_metadata.pickle"))
    return [path for part in saved for path in sorted(part.iterdir()) if path.is_file()]


def _sums(path: Path) -> list[int]:
    """Size and checksum of a file."""
    return [path.stat().st_size, _checksum(path)]


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total = zlib.crc32(block, total)
    return total
