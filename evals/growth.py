"""How searching, opening, removing, memory and size grow from 1,000 to 100,000 exchanges, beside their floors."""

import datetime as dt
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bench import inputs_of
from evals.enlarging import enlarge, known_vectors
from store.embedders import BuiltinEmbedder, Embedder, Vector
from store.search import nearest
from store.store import Store
from store.types import Filters, Incoming

_QUESTIONS = 60
_BRIEFINGS = 50  # of 40 exchanges each, where none are given
_ALL = 1_000_000
_RECALL_AT = 10
# Run in a process of its own: the time and memory of a first answer, as a person meets them.
_FIRST_ANSWER = """
import json, resource, sys, time
from pathlib import Path
from store.embedders import BuiltinEmbedder
from store.store import Store
from store.types import Filters
embedder = BuiltinEmbedder(threads=2)
embedder.embed_query("warm")
started = time.perf_counter()
store = Store(Path(sys.argv[1]), embedder)
store.search("What was said about the harbour?")
first = time.perf_counter() - started
for question in sys.argv[2:]:
    store.search(question)
    store.search(question, Filters(speakers=("a",)))
memory = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
print(json.dumps({"first": first, "memory": memory / 1024}))
"""


@dataclass(frozen=True, slots=True)
class Point:
    """What was measured at one size. Times in ms unless the name says otherwise."""

    exchanges: int
    passages: int
    figures: dict[str, float]


def growth_of(sizes: Sequence[int], folder: str | None, *, library: str | None, keep: str | None) -> Iterator[str]:
    """Print-ready lines: a table of every figure by size, with the slope of its growth.

    With `keep`, the libraries are made in that folder and are there for the next time.
    """
    sources = inputs_of(folder, limit=_BRIEFINGS if folder is None else _ALL)
    embedder = BuiltinEmbedder(threads=os.cpu_count() or 1)
    known = known_vectors(Path(library), embedder.fingerprint) if library else {}
    points = []
    for size in sizes:
        work = Path(keep or tempfile.mkdtemp(prefix="onrecord-growth-"))
        target = work / f"{size}"
        try:
            started = time.perf_counter()
            is_new = not target.exists()
            store = enlarge(target, sources, embedder, size, known) if is_new else Store(target, embedder)
            made = time.perf_counter() - started
            points.append(_measured(store, embedder, made if is_new else None))
            store.close()
        finally:
            if not keep:
                shutil.rmtree(work, ignore_errors=True)
        yield f"made a library of {points[-1].exchanges:,} exchanges, {points[-1].passages:,} passages, in {made:.0f} s"
    yield from _table(points)


def _measured(store: Store, embedder: Embedder, made: float | None) -> Point:
    entries = store.entries()
    questions = _questions(store)
    figures: dict[str, float] = {}
    for name, filters in _filters(store).items():
        times = sorted(store.search(question, filters, limit=10).search_ms for question in questions for _ in range(2))
        figures[f"search, {name}, p50"] = statistics.median(times)
        figures[f"search, {name}, p95"] = times[int(0.95 * len(times))]
    vectors = [embedder.embed_query(question) for question in questions]
    figures |= _against_exact(store, vectors)
    said = subprocess.run(
        [sys.executable, "-c", _FIRST_ANSWER, str(store.folder), *questions[:10]],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    first = json.loads(said.stdout.splitlines()[-1])
    figures["open and first answer, s"] = first["first"]
    figures["memory of a process that searches, MB"] = first["memory"]
    passages = len(store.vectors()[0])
    exchanges = sum(entry.exchanges for entry in entries)
    on_disk = sum(path.stat().st_size for path in store.folder.rglob("*") if path.is_file())
    words = sum(len(store.transcript(entry.id).reading.text.encode()) for entry in entries)
    floor = words + passages * len(vectors[0]) * 4
    figures["disk, KiB an exchange"] = on_disk / 1024 / exchanges
    figures["disk [floor: text + vector]"] = floor / 1024 / exchanges
    entry = entries[len(entries) // 2]
    text = store.transcript(entry.id).reading.text + "\n"
    figures["remove one, s"] = _seconds(lambda: store.remove(entry.id))
    again = Incoming(entry.file, f"again:{entry.file}", data=text.encode())
    figures["add one, s"] = _seconds(lambda: list(store.add([again])))
    changed = Incoming(entry.file, f"again:{entry.file}", data=(text + "\n").encode())
    figures["replace one, s"] = _seconds(lambda: list(store.add([changed])))
    if made is not None:
        figures["made in, s"] = made
    return Point(exchanges, passages, figures)


def _against_exact(store: Store, vectors: Sequence[Vector]) -> dict[str, float]:
    """The index beside an exact scan of the same vectors."""
    recalls, graph, exact = [], [], []
    ids, matrix = store.vectors()
    for vector in vectors:
        started = time.perf_counter()
        found = store.nearest(vector, limit=_RECALL_AT)
        graph.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        right = nearest(vector, ids, matrix, _RECALL_AT, np.ones(len(ids), dtype=np.bool_))
        exact.append((time.perf_counter() - started) * 1000)
        recalls.append(len(set(list(found)[:_RECALL_AT]) & set(right)) / min(_RECALL_AT, len(ids)))
    return {
        "nearest vectors, p50": statistics.median(graph),
        "nearest vectors [floor: exact scan in memory]": statistics.median(exact),
        "recall@10 against exact": statistics.mean(recalls),
    }


def _filters(store: Store) -> dict[str, Filters]:
    entries = store.entries()
    days = sorted(entry.date for entry in entries if entry.date)
    speakers = [speaker for entry in entries for speaker in entry.speakers]
    outlets = [outlet for entry in entries for outlet in entry.outlets]
    filters = {"all": Filters(), "one transcript": Filters(transcripts=(entries[0].id,))}
    if days:
        first = days[len(days) // 3]
        filters["by dates"] = Filters(since=first, until=first + dt.timedelta(days=180))
    if speakers:
        filters["by speaker"] = Filters(speakers=(statistics.mode(speakers),))
    if outlets:
        filters["by outlet"] = Filters(outlets=(statistics.mode(outlets),))
    return filters


def _questions(store: Store) -> list[str]:
    """What reporters asked, common words and rare ones."""
    entries, chance = store.entries(), random.Random(7)
    found = ["president", "What did the spokesperson say about the economy?"]
    while len(found) < _QUESTIONS:
        entry = chance.choice(entries)
        sentences = store.sentences(entry.id, chance.randrange(max(1, entry.exchanges)))
        asked = next((s.text for s in sentences if s.part == "question" and "?" in s.text), None)
        if asked:
            found.append(" ".join(asked.split())[:300])
    return found


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _table(points: Sequence[Point]) -> Iterator[str]:
    yield f"{'':<46}" + "".join(f"{point.exchanges:>11,}" for point in points) + f"{'slope':>8}"
    for name in points[0].figures:
        values = [point.figures.get(name) for point in points]
        shown = "".join(f"{value:>11.2f}" if value is not None else f"{'':>11}" for value in values)
        yield f"{name:<46}{shown}{_slope(points, values):>8}"
    yield "slope: the power of the number of exchanges that a figure grows with; 0 flat, 1 in proportion"


def _slope(points: Sequence[Point], values: Sequence[float | None]) -> str:
    first, last = values[0], values[-1]
    if len(points) < 2 or not first or not last or first <= 0 or last <= 0:
        return ""
    return f"{math.log(last / first) / math.log(points[-1].exchanges / points[0].exchanges):.2f}"
