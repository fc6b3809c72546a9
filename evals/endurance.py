"""What a library bears: `kill -9` at any moment, and readers beside a writer for minutes.

The commands are run as a person runs them, each in a process of its own; this process reads all the while.
"""

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from evals.bench import invented
from store.embedders import BuiltinEmbedder
from store.store import Store
from store.types import Filters

_FILES = 12
_REST = 0.01  # seconds of a reader between two searches, so that the commands beside it get on
_SHORTEST, _LONGEST = 0.05, 2.5  # seconds until a process is killed
_QUESTIONS = ("Will the ferry open?", "What of the quota?", "harbour", "Who insures the museum?")


@dataclass
class Ledger:
    """What the commands have acknowledged, and what they may have done besides."""

    folder: Path
    version: dict[str, int] = field(default_factory=dict)  # of the file on disk
    kept: dict[str, set[int | None]] = field(default_factory=dict)  # versions the library may hold; None: none

    def write(self, name: str, version: int) -> None:
        """A new version of a file, in place of the old one."""
        self.version[name] = version
        (self.folder / name).write_text(text_of(name, version), encoding="utf-8")

    def faults(self, store: Store) -> list[str]:
        """Where the library is not what it must be."""
        found = []
        held = {entry.file: entry for entry in store.entries()}
        for name, allowed in self.kept.items():
            entry = held.get(name)
            text = store.transcript(entry.id).reading.text.rstrip() if entry else None
            if text not in {None if v is None else text_of(name, v).rstrip() for v in allowed}:
                found.append(f"{name}: {'gone' if entry is None else 'not what was acknowledged'}; may be {allowed}")
            elif entry and not all(store.sentences(entry.id, n) for n in range(entry.exchanges)):
                found.append(f"{name}: half there")
        return found


@cache
def text_of(name: str, version: int) -> str:
    """A version of an invented transcript."""
    data = invented(int(Path(name).stem) * 1000 + version, exchanges=6).data
    assert data is not None
    return data.decode()


class Reader:
    """Searches on and on and holds each hit against every version its transcript ever had."""

    def __init__(self, store: Store, ledger: Ledger) -> None:
        self.searches, self.faults = 0, list[str]()
        self._store, self._ledger, self._stopped = store, ledger, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the last search end."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stopped.wait(_REST):
                self._look(self._store, _QUESTIONS[self.searches % len(_QUESTIONS)])
        except Exception as error:  # noqa: BLE001 - any error of a reader is what is looked for
            self.faults.append(f"a reader failed: {type(error).__name__}: {error}")

    def _look(self, store: Store, question: str) -> None:
        filters = Filters(speakers=("Vell",)) if self.searches % 3 == 0 else Filters()
        for hit in store.search(question, filters, limit=5).hits:
            span, name = hit.passage.span, hit.source.file
            versions = range(self._ledger.version[name] + 1)
            if not any(text_of(name, version)[span.start : span.end] == hit.text for version in versions):
                self.faults.append(f"{question}: {name} {span.start}-{span.end} was never {hit.text!r}")
        self.searches += 1


def kills(count: int, *, seed: int = 0) -> Iterator[str]:
    """Kill adds, replaces, removes and rebuilds at random moments, a reader beside them; print-ready lines.

    Raises SystemExit with the faults found.
    """
    chance, work = random.Random(seed), Path(tempfile.mkdtemp(prefix="onrecord-kills-"))
    library, ledger = work / "library", Ledger(work / "files")
    ledger.folder.mkdir()
    for n in range(_FILES):
        ledger.write(f"{n}.txt", 0)
    faults: list[str] = []
    tally: Counter[str] = Counter()
    try:
        _finish(library, ledger)
        reader = Reader(Store(library, BuiltinEmbedder(threads=1)), ledger)
        for n in range(count):
            doing = chance.choice(("add", "add", "replace", "remove", "rebuild"))
            tally[doing] += _killed(doing, library, ledger, chance)
            store = Store(library, BuiltinEmbedder(threads=1))
            faults += [f"kill {n + 1} ({doing}): {fault}" for fault in ledger.faults(store)]
            store.close()
            _finish(library, ledger)
            faults += [f"kill {n + 1} ({doing}): check: {line}" for line in _check(library)]
            if (n + 1) % 10 == 0:
                yield f"{n + 1} kills, {reader.searches} searches beside them, {len(faults)} faults"
        reader.stop()
        faults += reader.faults
        yield "killed while it was at work: " + ", ".join(f"{name} {times}" for name, times in sorted(tally.items()))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if faults:
        raise SystemExit("\n".join(faults))
    yield f"{count} kills: nothing acknowledged was lost, nothing was half there, every check was clean"


def _killed(doing: str, library: Path, ledger: Ledger, chance: random.Random) -> int:
    """Start one command and kill it; whether it was still at work."""
    names = chance.sample(sorted(ledger.version), 4)
    if doing in ("add", "replace"):
        for name in names:
            ledger.write(name, ledger.version[name] + 1)
            ledger.kept[name] |= {ledger.version[name]}
        arguments = ["add", str(ledger.folder), "--json"]
    elif doing == "remove":
        ids = {entry["file"]: entry["transcript"] for entry in _json(library, "list", "--json")}
        names = [name for name in names if name in ids]
        for name in names:
            ledger.kept[name] |= {None}
        arguments = ["remove", *(ids[name] for name in names)]
    else:
        arguments = ["rebuild"]
    process = subprocess.Popen(
        _command(library, *arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        output, _ = process.communicate(timeout=chance.uniform(_SHORTEST, _LONGEST))
        was_at_work = 0
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        was_at_work = 1
    for line in output.splitlines() if arguments[0] == "add" else ():
        with_status = json.loads(line)
        if with_status["status"] in ("added", "replaced", "unchanged"):
            ledger.kept[with_status["file"]] = {ledger.version[with_status["file"]]}
    return was_at_work


def _finish(library: Path, ledger: Ledger) -> None:
    """The next command, without any help: everything is there afterwards."""
    for said in _json(library, "add", str(ledger.folder), "--json"):
        assert said["status"] != "failed", said
        ledger.kept[said["file"]] = {ledger.version[said["file"]]}


def _check(library: Path) -> list[str]:
    done = subprocess.run(_command(library, "check"), capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else done.stderr.splitlines() or [f"exit {done.returncode}"]


def beside(seconds: float, *, readers: int = 4, seed: int = 0) -> Iterator[str]:
    """Readers search while commands add, replace and remove; print-ready lines. Raises SystemExit with the faults."""
    chance, work = random.Random(seed), Path(tempfile.mkdtemp(prefix="onrecord-beside-"))
    library, ledger = work / "library", Ledger(work / "files")
    ledger.folder.mkdir()
    for n in range(_FILES):
        ledger.write(f"{n}.txt", 0)
    try:
        _finish(library, ledger)
        store = Store(library, BuiltinEmbedder(threads=1))  # one for all, as in the page's threads
        reading, changes = [Reader(store, ledger) for _ in range(readers)], 0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for name in chance.sample(sorted(ledger.version), 3):
                ledger.write(name, ledger.version[name] + 1)
            gone = chance.choice(_json(library, "list", "--json"))
            subprocess.run(_command(library, "remove", gone["transcript"]), check=True, capture_output=True)
            _finish(library, ledger)
            changes += 4
        for reader in reading:
            reader.stop()
        faults = [fault for reader in reading for fault in reader.faults] + _check(library)
        searches = sum(reader.searches for reader in reading)
        yield f"{readers} readers, {seconds:.0f} s: {searches:,} searches, {changes} changes, {len(faults)} faults"
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if faults:
        raise SystemExit("\n".join(faults[:20]))


def _command(library: Path, *arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "assistant", "--data", str(library), *arguments]


def _json(library: Path, *arguments: str) -> list[dict[str, str]]:
    done = subprocess.run(_command(library, *arguments), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
