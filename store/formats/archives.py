"""ZIP archives: their members, unpacked one by one and within limits."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from store.errors import UnreadableTranscriptError
from store.inputs import LARGEST_BYTES, shown, too_large

# The list of members takes 50 to 150 bytes for each.
_LARGEST_DIRECTORY = 5_000_000
_MOST_MEMBERS = 20_000
# Text shrinks to a tenth, logs to a hundredth; more is an archive made to fill the memory.
_LARGEST_RATIO = 200
_SMALL_BYTES = 1_000_000
_LARGEST_TOTAL = 2_000_000_000
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_DAMAGED = "Get the file again; it did not arrive whole."
_IS_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its path in it, and its bytes."""

    name: str
    data: bytes


def members(path: Path, name: str) -> Iterator[Member | UnreadableTranscriptError]:
    """Every file in an archive, in its order; for a member that is not read, the reason.

    Raises nothing: of an archive that cannot be opened the only item is the reason. Folders, hidden files
    and what Macs add are passed over.
    """
    try:
        with path.open("rb") as file:
            check_directory(file, name)
            with zipfile.ZipFile(file) as archive:
                yield from _members(archive, name)
    except UnreadableTranscriptError as error:
        yield error
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        yield UnreadableTranscriptError(f"{name}: the archive is damaged or cut off.", _DAMAGED)


def check_directory(file: BinaryIO, name: str) -> None:
    """Refuse an archive whose list of members alone would fill the memory."""
    size = file.seek(0, 2)
    file.seek(max(size - _END_BYTES - _LONGEST_COMMENT, 0))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + _END_BYTES:
        raise UnreadableTranscriptError(f"{name}: the archive is damaged or cut off.", _DAMAGED)
    # The larger variant of the format has a second list of its own size.
    is_large = tail[max(end - 20, 0) : end].startswith(b"PK\x06\x07")
    if is_large or int.from_bytes(tail[end + 12 : end + 16], "little") > _LARGEST_DIRECTORY:
        raise _too_many(name)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of a member called `name` in messages. Raises UnreadableTranscriptError."""
    if info.flag_bits & _IS_ENCRYPTED:
        raise UnreadableTranscriptError(
            f"{name}: it is encrypted in the archive.", "Unpack it with its password and add the file."
        )
    if info.file_size > LARGEST_BYTES:
        raise too_large(name)
    if info.file_size > _SMALL_BYTES and info.file_size > _LARGEST_RATIO * info.compress_size:
        raise UnreadableTranscriptError(
            f"{name}: it unpacks to more than {_LARGEST_RATIO} times its size; this is no transcript.",
            "Unpack it yourself and add the file, if you trust it.",
        )
    try:
        with archive.open(info) as member:
            data = member.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise UnreadableTranscriptError(f"{name}: it is damaged in the archive.", _DAMAGED) from None
    return data


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[Member | UnreadableTranscriptError]:
    infos = [info for info in archive.infolist() if not info.is_dir() and not is_passed_over(info.filename)]
    if len(infos) > _MOST_MEMBERS:
        raise _too_many(name)
    if not infos:
        yield UnreadableTranscriptError(f"{name}: the archive is empty.", "Add an archive with transcripts in it.")
    seen: set[str] = set()
    total = 0
    for info in infos:
        label = f"{name}/{shown(info.filename)}"
        if _leads_out(info.filename):
            yield UnreadableTranscriptError(
                f"{label}: its path leads out of the archive.",
                "Pack the files again, without absolute paths.",
            )
            continue
        if info.filename in seen:
            yield UnreadableTranscriptError(f"{label}: the archive holds it twice.", "Pack the files again.")
            continue
        seen.add(info.filename)
        total += info.file_size
        if total > _LARGEST_TOTAL:
            yield too_large(name, "what it unpacks to")
            return
        try:
            yield Member(info.filename, read_member(archive, info, label))
        except UnreadableTranscriptError as error:
            yield error


def is_passed_over(path: str) -> bool:
    """Whether a file is none that a person put there: hidden, or left by a system or tool."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return any(
        (part.startswith(".") and part not in (".", "..")) or part in _LEFT_BY_SYSTEMS or part.startswith("~$")
        for part in parts
    )


_LEFT_BY_SYSTEMS = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "node_modules"})


def _leads_out(path: str) -> bool:
    pure = PurePosixPath(path.replace("\\", "/"))
    return pure.is_absolute() or ".." in pure.parts or bool(pure.parts and pure.parts[0].endswith(":"))


def _too_many(name: str) -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        f"{name}: the archive holds more than {_MOST_MEMBERS:,} files.", "Split it into smaller archives."
    )
