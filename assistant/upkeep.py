"""What `check`, `rebuild`, `export` and `import` do: progress on a terminal, a line for each result."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from assistant.contract import Json
from assistant.terminal import counted
from store.archive import export, export_salvaged, import_
from store.checking import SAMPLE, check
from store.dense_server import ChromaServer
from store.embedders import Embedder
from store.findings import Finding, Notice, Repaired, Step
from store.repairing import rebuild, repair
from store.salvage import Lost
from store.store import Store
from store.types import Progress as Moving

T = TypeVar("T")


def report_check(
    folder: Path,
    embedder: Embedder,
    *,
    server: ChromaServer | None,
    with_repair: bool,
    is_thorough: bool,
    print_json: Callable[[Json], None] | None,
    print_error: Callable[[str], None],
) -> int:
    """Check, and with `with_repair` mend; a line for each finding. How many remain."""
    sample = None if is_thorough else SAMPLE
    work: Iterable[Step | Notice | Finding | Repaired] = (repair if with_repair else check)(
        folder, embedder, sample=sample, server=server
    )
    results: Iterator[Notice | Finding | Repaired] = _with_progress(work)
    left = 0
    for item in results:
        if isinstance(item, Notice):
            print(f"note: {item.what}", file=sys.stderr)
            continue
        finding = item.finding if isinstance(item, Repaired) else item
        left += not isinstance(item, Repaired)
        if print_json:
            print_json(finding_json(finding, is_repaired=isinstance(item, Repaired)))
        elif isinstance(item, Repaired):
            print(f"repaired: {finding.what}")
        else:
            print_error(f"{finding.what} {finding.mend}")
    if not left and not print_json:
        print("Everything is as it should be.")
    return left


def finding_json(finding: Finding, *, is_repaired: bool) -> Json:
    """One finding as `check --json` prints it."""
    return {
        "kind": finding.kind,
        "problem": finding.what,
        "count": finding.count,
        "mend": None if is_repaired else finding.mend,
        "can_repair": finding.can_repair,
        "repaired": is_repaired,
    }


def report_rebuild(open_store: Callable[[], Store], embedder: Embedder, *, server: ChromaServer | None) -> None:
    """Embed what another embedder has embedded, then make the index anew."""
    with closing(open_store()) as store:
        for _ in _with_progress(_steps(store.reembed())):
            pass
        for _ in _with_progress(rebuild(store.folder, embedder, server=server)):
            pass
        print(f"The index of {counted(store.scope().transcripts, 'transcript')} is rebuilt.")


def _steps(work: Iterable[Moving]) -> Iterator[Step]:
    for moving in work:
        yield Step(f"{moving.stage} {moving.file}", moving.done, moving.total)


def report_export(folder: Path, path: Path, salvager: Embedder | None, *, print_error: Callable[[str], None]) -> int:
    """Write the archive; with `salvager`, of what can still be read. How many transcripts are lost."""
    work: Iterable[Step | Lost] = export_salvaged(folder, path, salvager) if salvager else export(folder, path)
    lost = 0
    for item in _with_progress(work):
        print_error(f"{item.name}: cannot be saved ({item.why}). Add its file again after importing the rest.")
        lost += 1
    print(f"{path}: {path.stat().st_size / 1e6:,.1f} MB. Read it back with: onrecord --data NEWFOLDER import {path}")
    return lost


def report_import(path: Path, folder: Path) -> None:
    """Make a library of the archive, without its index."""
    for _ in _with_progress(import_(path, folder)):
        pass
    print(f"{path}: is now the library in {folder}.")


def _with_progress(work: "Iterable[Step | T]") -> Iterator[T]:
    """Everything but the steps, which move a bar on a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        for item in work:
            if isinstance(item, Step):
                bar.update(task, description=item.doing, completed=item.done, total=item.total or None)
            else:
                yield item
