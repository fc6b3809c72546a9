"""Paths and web addresses -> what is to be added: files, folders, ZIP archives, pages."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from store.errors import UnreadableTranscriptError
from store.formats import SUFFIXES
from store.formats.archives import Member, is_passed_over, members
from store.inputs import LARGEST_BYTES, shown, too_large
from store.types import Added, Incoming

# What a folder is searched for; a file named by itself is tried whatever its suffix.
_TAKEN = frozenset({*SUFFIXES, ".zip"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_KINDS = "text, Markdown, HTML, PDF, DOCX, SRT, VTT, JSON, CSV and ZIP"


def incoming(paths: Iterable[str]) -> Iterator[Incoming | Added]:
    """Every input of the paths and web addresses, in order; or what is wrong with one.

    Folders are searched through, links to folders and hidden files aside; a member of an archive is an
    input of its own. What stands inside an archive inside an archive is not read.
    """
    for path in paths:
        for item in _fetched(path) if is_address(path) else _under(Path(path)):
            if isinstance(item, Incoming):
                yield item
            else:
                # The problem of an unreadable file begins with its name and a colon.
                file = item.problem.split(": ", 1)[0]
                yield Added(file, None, "failed", problem=item.problem, mend=item.mend)


def is_address(path: str) -> bool:
    """Whether a path is a web address."""
    return path.lower().startswith(("http://", "https://"))


def _fetched(address: str) -> Iterator[Incoming | UnreadableTranscriptError]:
    from store.fetch import fetch

    try:
        fetched = fetch(address)
    except UnreadableTranscriptError as error:
        yield error
        return
    yield Incoming(fetched.name, f"web:{fetched.url}", data=fetched.data, source_url=fetched.url)


def _under(path: Path) -> Iterator[Incoming | UnreadableTranscriptError]:
    name = shown(str(path))
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _not_there(name, error)
        return
    if stat.S_ISDIR(kind):
        yield from _folder(path, name)
    else:
        yield from _file(path, shown(path.name), shown(path.name))


def _not_there(name: str, error: OSError | ValueError) -> UnreadableTranscriptError:
    if isinstance(error, PermissionError):
        return UnreadableTranscriptError(f"{name}: no permission to read it.", "Ask for access to it.")
    if isinstance(error, FileNotFoundError):
        return UnreadableTranscriptError(f"{name}: no such file.", "Check the path.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableTranscriptError(f"{name}: cannot be opened ({reason}).", "Check the path.")


def _file(path: Path, file: str, name: str) -> Iterator[Incoming | UnreadableTranscriptError]:
    """`file` is what the input is called in the library, `name` in messages."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Devices and pipes may never end.
            yield UnreadableTranscriptError(f"{name}: not a file or folder.", "Name a transcript's file.")
            return
        with path.open("rb") as opened:
            is_archive = opened.read(4) in _ZIP and not _is_document(path)
    except OSError as error:
        yield _not_there(name, error)
        return
    if is_archive:
        yield from _archive(path, file, name)
    elif status.st_size > LARGEST_BYTES:
        yield too_large(name)
    else:
        yield Incoming(file=file, origin=str(path.resolve()), path=path)


def _is_document(path: Path) -> bool:
    """Whether a ZIP archive is a document in itself, as Word's are; the reader tells which."""
    return path.suffix.lower() in {
        ".docx",
        ".docm",
        ".pptx",
        ".xlsx",
        ".odt",
        ".ods",
        ".odp",
        ".epub",
        ".pages",
    }


def _archive(path: Path, file: str, name: str) -> Iterator[Incoming | UnreadableTranscriptError]:
    taken = 0
    for member in members(path, name):
        taken += 1
        if isinstance(member, UnreadableTranscriptError):
            yield member
            continue
        yield _input(member, file, path)
    if not taken:
        yield UnreadableTranscriptError(f"{name}: no transcripts in this archive.", f"It may hold {_KINDS}.")


def _input(member: Member, file: str, path: Path) -> Incoming | UnreadableTranscriptError:
    inner = f"{file}/{shown(member.name)}"
    suffix = Path(member.name).suffix.lower()
    if member.data.startswith(_ZIP) and suffix == ".zip":
        return UnreadableTranscriptError(f"{inner}: an archive inside an archive.", "Unpack it and add it by itself.")
    return Incoming(file=inner, origin=f"{path.resolve()}!{shown(member.name)}", data=member.data)


def _folder(folder: Path, name: str) -> Iterator[Incoming | UnreadableTranscriptError]:
    found = False
    for path in _walk(folder):
        if isinstance(path, UnreadableTranscriptError):
            yield path
            continue
        found = True
        file = shown(path.relative_to(folder).as_posix())
        yield from _file(path, file, file)
    if not found:
        yield UnreadableTranscriptError(f"{name}: no transcripts in this folder.", f"It may hold {_KINDS} files.")


def _walk(folder: Path) -> Iterator[Path | UnreadableTranscriptError]:
    """Files of the suffixes that are read. Links to folders are not followed: they may lead in circles."""
    failed: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        for error in failed:
            yield _not_there(shown(str(error.filename)), error)
        failed.clear()
        for name in sorted(files):
            if not is_passed_over(name) and Path(name).suffix.lower() in _TAKEN:
                yield Path(top, name)
    for error in failed:
        yield _not_there(shown(str(error.filename)), error)
