"""Many people ask at once over HTTP: errors, mixed-up answers, waiting times beside one person's, and memory."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.bench import invented
from evals.load_server import WordHasher
from store.errors import ReportedError
from store.store import Store
from store.types import Added

_WARM = 10  # questions before anything is measured
_ALONE = 25
_EXCHANGES = 10
_MB = 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """One question over HTTP: how long its answer took, and what was wrong with it."""

    seconds: float
    fault: str | None


def load_of(*, transcripts: int, users: int, each: int, memory: int, writers: Sequence[str]) -> Iterator[str]:
    """Print-ready lines for each writer: one user's times, those of `users` at once, memory over `memory` questions."""
    work = Path(tempfile.mkdtemp(prefix="onrecord-load-"))
    try:
        files = _library(work / "library", transcripts)
        yield f"{len(files)} transcripts, {os.cpu_count()} cores; timings are noisy, trust the ratios"
        for writer in writers:
            with _serving(work / "library", writer) as (address, process):
                yield from _measured(writer, address, process, files, users=users, each=each, memory=memory)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _library(folder: Path, count: int) -> list[str]:
    store = Store(folder, WordHasher())
    for step in store.add(invented(number, exchanges=_EXCHANGES) for number in range(count)):
        if isinstance(step, Added) and step.status == "failed":
            raise AssertionError(f"{step.file}: {step.problem}")
    files = [entry.file for entry in store.entries()]
    store.close()
    return files


def _measured(
    writer: str, address: str, process: int, files: Sequence[str], *, users: int, each: int, memory: int
) -> Iterator[str]:
    _all(address, files, _WARM, at_once=1)
    alone = _all(address, files, _ALONE, at_once=1)
    before = _resident(process)
    together = _all(address, files, users * each, at_once=users)
    yield f"{writer}: one user p50 {_share(alone, 0.5):.2f} s, p95 {_share(alone, 0.95):.2f} s"
    p95, ratio = _share(together, 0.95), _share(together, 0.95) / _share(alone, 0.95)
    yield f"{writer}: {users} users p50 {_share(together, 0.5):.2f} s, p95 {p95:.2f} s ({ratio:.1f} times one user's)"
    warm = _resident(process)
    more = _all(address, files, memory, at_once=users)
    after = _resident(process)
    faults = [asked.fault for asked in (*alone, *together, *more) if asked.fault]
    yield f"{writer}: {len(alone) + len(together) + len(more)} questions, {len(faults)} errors or mixed-up answers"
    yield from (f"  {fault}" for fault in faults[:5])
    yield f"{writer}: memory {before:.0f} MB, {warm:.0f} after {users} users, {after:.0f} {memory} questions later"


def _all(address: str, files: Sequence[str], count: int, *, at_once: int) -> list[Asked]:
    """So many questions, each about a transcript of its own, `at_once` of them under way all the time."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda number: _ask(address, files[number % len(files)], number), range(count)))


def _ask(address: str, file: str, number: int) -> Asked:
    question = f"What was said about the harbour, no. {number // 2}?"  # two ask the same words, each of a transcript
    sent = {"id": number, "question": question, "filters": {"transcript": file}}
    request = urllib.request.Request(
        f"{address}/api/v1/ask", json.dumps(sent).encode(), {"Content-Type": "application/json"}
    )
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=300) as answered:
            answer = json.load(answered)
    except OSError as error:
        return Asked(time.perf_counter() - started, f"question {number}: {error}")
    seconds = time.perf_counter() - started
    places = {cited["file"] for cited in (*answer["citations"], *answer["nearest"])}
    is_ours = answer["id"] == number and answer["question"] == question and places == {file}
    return Asked(seconds, None if is_ours else f"question {number} about {file}: answered from {sorted(places)}")


def _share(asked: Sequence[Asked], share: float) -> float:
    """The seconds within which this share of the answers came."""
    times = sorted(one.seconds for one in asked)
    return times[min(len(times) - 1, int(share * len(times)))]


@contextmanager
def _serving(library: Path, writer: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "evals.load_server", str(library), str(port), writer]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise ReportedError("The server to ask did not start.", "What it says stands above.")


def _resident(process: int) -> float:
    """The memory of a process in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / _MB
