"""How fast quotes are checked in a large library: each kind by itself, and an article of forty."""

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.article_check import check_article
from assistant.quote_types import Article
from assistant.quotes import check_quote
from evals.quote_cases import Material, quote_cases
from evals.quote_check import NoVectors
from store.store import Store
from store.types import Sentence

_OF_EACH = 20
_TRANSCRIPTS = 150  # of which quotes are made
_IN_ARTICLE = 40


def timed(library: str) -> Iterator[str]:
    """Print-ready lines: p50 and p95 in milliseconds by kind of quote, and seconds for an article."""
    store = Store(Path(library), NoVectors())
    entries = random.Random(7).sample(store.entries(), min(_TRANSCRIPTS, len(store.entries())))
    said: list[Sentence] = []
    for entry in entries:
        said += [s for exchange in range(entry.exchanges) for s in store.sentences(entry.id, exchange)]
    exchanges = sum(entry.exchanges for entry in store.entries())
    yield f"{len(store.entries()):,} transcripts, {exchanges:,} exchanges"
    material = Material(said, {entry.id: "en" for entry in entries}, ())
    cases = list(quote_cases(material, of_each=_OF_EACH, seed=7))
    check_quote("Nothing is warm yet.", store)
    every: list[float] = []
    for kind in dict.fromkeys(case.kind for case in cases):
        of_kind = [case for case in cases if case.kind == kind]
        started = time.process_time()
        times = sorted(check_quote(case.text, store, speaker=case.speaker).check_ms for case in of_kind)
        own = (time.process_time() - started) / len(of_kind) * 1000
        every += times
        yield f"{kind:<26} {_line(times)}  of the processor, mean {own:5.0f} ms"
    every.sort()
    yield f"{'all':<26} {_line(every)}"
    chosen = random.Random(8).sample([case for case in cases if '"' not in case.text], _IN_ARTICLE)
    text = "\n\n".join(f"The spokeswoman said: “{case.text.strip('“”«»')}”" for case in chosen)
    started = time.process_time()
    checked = check_article(Article("an article", None, text), store)
    own = time.process_time() - started
    yield f"an article of {len(checked.quotes)} quotations: {checked.check_ms / 1000:.1f} s, processor {own:.1f} s"
    store.close()


def _line(times: list[float]) -> str:
    return f"p50 {statistics.median(times):6.0f}  p95 {times[int(0.95 * len(times))]:6.0f} ms"
