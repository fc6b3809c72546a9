"""How long wording over time takes in a library, and what its signatures add to the time to add."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from assistant.timeline import timeline
from assistant.wording import stock_phrases, wording
from store.cutting import sentences_of
from store.embedders import Embedder
from store.signatures import signatures_of
from store.store import Store

_TEXTS = ("president", "we have nothing to announce today")
_SAMPLE = 50  # transcripts whose signatures are made again


def measure(library: Path, embedder: Embedder, texts: Sequence[str] = ()) -> Iterator[str]:
    """Print-ready lines. Times are those of the processor, which are alike on a busy machine and an idle one."""
    store = Store(library, embedder)
    entries = store.entries()
    yield f"{sum(entry.exchanges for entry in entries):,} exchanges"
    yield _timed("making the signatures that are missing", lambda: list(store.lines.prepare()))
    sample = entries[:: max(1, len(entries) // _SAMPLE)]
    cut = [sentences_of(store.transcript(entry.id).reading, entry.id) for entry in sample]
    number = sum(entry.exchanges for entry in sample) or 1
    yield _timed("signatures of one exchange, to be added", lambda: [signatures_of(each) for each in cut], of=number)
    for text in texts or _TEXTS:
        yield _timed(f"timeline of {text!r}", partial(timeline, store, text))
        yield _timed(f"wording of {text!r}", partial(wording, store, text))
    yield _timed("stock phrases", lambda: stock_phrases(store))
    store.close()


def _timed(name: str, work: Callable[[], object], *, of: int = 1) -> str:
    started = time.process_time()
    work()
    return f"{name:<60}{(time.process_time() - started) * 1000 / of:>12.3f} ms"
