"""Speed, memory and size, each figure beside its floor, side by side in one run."""

import os
import random
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.ask import ask
from assistant.extractive import ExtractiveWriter
from assistant.reranker import CrossEncoder
from assistant.types import Answer
from evals.before_model import TARGET_MS, before_model
from store.cutting import passages_of, sentences_of
from store.embedders import BuiltinEmbedder
from store.formats import read_transcript
from store.incoming import incoming
from store.store import Store
from store.types import Added, Incoming

_ROUNDS = 4
_QUESTIONS = 30
_PLACES = "harbour ferry lighthouse quota railway airport hospital border dam market museum tunnel".split()
_ACTS = "open close widen inspect repair sell rent insure rename survey fund measure".split()


def measure(folder: str | None, *, limit: int, library: str | None) -> Iterator[str]:
    """Print-ready lines; `folder` holds transcripts, None takes invented ones."""
    threads = os.cpu_count() or 1
    yield f"{threads} threads; timings are noisy, trust the ratios"
    work = Path(tempfile.mkdtemp(prefix="onrecord-bench-"))
    try:
        inputs = inputs_of(folder, limit=limit)
        embedder = BuiltinEmbedder(threads=threads)
        store = Store(work / "library", embedder)
        yield from _adding(store, embedder, inputs)
        size = sum(path.stat().st_size for path in (work / "library").rglob("*") if path.is_file())
        exchanges = sum(entry.exchanges for entry in store.entries())
        yield f"disk: {size / 1024 / max(exchanges, 1):.1f} KiB an exchange, {exchanges:,} exchanges"
        if library:
            store = Store(Path(library), embedder)
        yield from _asking(store, threads)
        yield from _cold_starts(store.folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield f"memory of this process at its peak: {peak} MB"
    finally:
        shutil.rmtree(work, ignore_errors=True)


def inputs_of(folder: str | None, *, limit: int) -> list[Incoming]:
    """At most `limit` transcripts of a folder, or as many invented ones."""
    if folder is None:
        return [invented(n) for n in range(limit)]
    found = [item for item in incoming([folder]) if isinstance(item, Incoming)]
    return found[:limit]


def invented(number: int, *, exchanges: int = 40) -> Incoming:
    """A briefing that never took place; the same number gives the same words."""
    chance = random.Random(number)
    lines = [f"{1 + number % 12:02}/{1 + number % 28:02}/20{31 + number % 9} | Press briefing | Norlandia"]
    for n in range(exchanges):
        place, act, amount = chance.choice(_PLACES), chance.choice(_ACTS), chance.randint(2, 9000)
        lines.append(f"Harbour Times: Does Norlandia plan to {act} the {place} number {n} for {amount} crowns?")
        remarks = [
            f"The ministry will {chance.choice(_ACTS)} {chance.choice(_PLACES)} {chance.randint(1, 99)} in phase {k}, "
            f"provided that the {chance.choice(_PLACES)} board of {amount} members agrees."
            for k in range(chance.randint(1, 12))
        ]
        lines.append(f"Ana Vell: {' '.join(remarks)}")
    return Incoming(f"invented-{number}.txt", f"bench:{number}", data="\n".join(lines).encode())


def _adding(store: Store, embedder: BuiltinEmbedder, inputs: Sequence[Incoming]) -> Iterator[str]:
    """Adding against the embedder alone over the same passages, in turns."""
    raw_seconds = add_seconds = 0.0
    tokens = failed = 0
    for turn in range(_ROUNDS):
        share = inputs[turn::_ROUNDS]
        texts = [words for item in share for words in _passages(item, embedder)]
        tokens += sum(embedder.count_tokens(texts)) if texts else 0
        started = time.perf_counter()
        for _ in embedder.embed(texts) if texts else ():
            pass
        raw_seconds += time.perf_counter() - started
        started = time.perf_counter()
        failed += sum(isinstance(step, Added) and step.status == "failed" for step in store.add(share))
        add_seconds += time.perf_counter() - started
    raw, added = tokens / raw_seconds, tokens / add_seconds
    yield f"adding {len(inputs)} transcripts ({failed} failed): {tokens:,} tokens in {add_seconds:.1f} s"
    yield f"adding: {added:,.0f} tokens/s; the embedder alone [floor]: {raw:,.0f} tokens/s; ratio {added / raw:.2f}"


def _passages(item: Incoming, embedder: BuiltinEmbedder) -> list[str]:
    data = item.data if item.data is not None else Path(str(item.path)).read_bytes()
    try:
        sentences = sentences_of(read_transcript(data, item.file), "bench")
    except Exception:  # noqa: BLE001 - adding reports it
        return []
    return [passage.words for passage in passages_of(sentences, embedder.count_tokens, embedder.window)]


def _asking(store: Store, threads: int) -> Iterator[str]:
    """Where the time of a question goes, over questions that reporters put."""
    writer = ExtractiveWriter(CrossEncoder(threads=threads))
    questions = _questions(store)
    steps: dict[str, list[float]] = {name: [] for name in ("embed", "search", "choose", "write", "total")}
    for question in questions:
        *_, answer = ask(question, store, writer)
        assert isinstance(answer, Answer)
        times = answer.timings
        steps["embed"].append(times.embed_ms)
        steps["search"].append(times.search_ms)
        steps["choose"].append(times.first_token_ms - times.embed_ms - times.search_ms)
        steps["write"].append(times.total_ms - times.first_token_ms)
        steps["total"].append(times.total_ms)
    entries = store.entries()
    exchanges = sum(entry.exchanges for entry in entries)
    yield f"asking in {len(entries):,} transcripts, {exchanges:,} exchanges, {_QUESTIONS} questions (p50 / p95 ms):"
    yield from (f"  {name:<7} {_p50_and_p95(values)}" for name, values in steps.items())
    before = _p50_and_p95(before_model(store, questions))
    yield f"asking a model, until its server has the request: {before} [target at 10,000 exchanges: {TARGET_MS}]"


def _questions(store: Store) -> list[str]:
    """What reporters asked; the first question is asked to load what the others need."""
    entries, chance = store.entries(), random.Random(7)
    found = []
    for _ in range(_QUESTIONS + 1):
        entry = chance.choice(entries)
        sentences = store.sentences(entry.id, chance.randrange(entry.exchanges))
        asked = next((s.text for s in sentences if s.part == "question" and "?" in s.text), sentences[0].text)
        found.append(" ".join(asked.split())[:300])
    return found


def _p50_and_p95(values: Sequence[float]) -> str:
    """Of all values but the first."""
    warm = sorted(values[1:])
    return f"{statistics.median(warm):7.1f} / {warm[int(0.95 * len(warm))]:7.1f}"


def _cold_starts(library: Path) -> Iterator[str]:
    """A new process from its start to the answer, and to a page that is served."""
    command = [sys.executable, "-m", "assistant", "--data", str(library)]
    for name, arguments in (("--help", ["--help"]), ("ask", ["ask", "What was said?", "--json"])):
        seconds = []
        for _ in range(3):
            started = time.perf_counter()
            subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - started)
        yield f"cold start of {name}: {statistics.median(seconds):.2f} s"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    server = subprocess.Popen([*command, "serve", "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - started < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
                break
            except OSError:
                time.sleep(0.02)
        yield f"cold start of serve, to a page that answers: {time.perf_counter() - started:.2f} s"
    finally:
        server.terminate()
        server.wait(10)
