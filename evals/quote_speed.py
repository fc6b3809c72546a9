"""How fast quotes are checked in a large library: each kind by itself and in each language, and an article of forty.

Beside the clock the time of the processor, which a busy machine does not stretch.
"""

import os
import random
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.article_check import check_article
from assistant.quote_types import Article
from assistant.quotes import check_quote
from evals.quote_cases import Material, QuoteCase, quote_cases
from evals.quote_check import NoVectors
from store.store import Store
from store.types import Sentence

_TRANSCRIPTS = 150  # of which quotes are made
_IN_ARTICLE = 40
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Sentences that nobody says at a press briefing, beside words of the library in an order of their own.
_NEVER_SAID = (
    "The pancakes at the harbour were so good that my grandmother asked for a second helping.",
    "We have decided to give every household a small blue submarine before the winter.",
    "昨天晚上我的猫在厨房里偷吃了三条鱼，然后睡在钢琴上面。",
    "我们决定在冬天之前给每个家庭送一艘蓝色的小潜水艇。",
)


def timed(library: str, *, of_each: int) -> Iterator[str]:
    """Print-ready lines: p50 and p95 in milliseconds by kind of quote, of the clock and of the processor."""
    store = Store(Path(library), NoVectors())
    entries = random.Random(7).sample(store.entries(), min(_TRANSCRIPTS, len(store.entries())))
    said: list[Sentence] = []
    for entry in entries:
        said += [s for exchange in range(entry.exchanges) for s in store.sentences(entry.id, exchange)]
    exchanges = sum(entry.exchanges for entry in store.entries())
    yield f"{len(store.entries()):,} transcripts, {exchanges:,} exchanges; load {os.getloadavg()[0]:.1f}"
    material = Material(said, {entry.id: "en" for entry in entries}, ())
    cases = list(quote_cases(material, of_each=2 * of_each, seed=7))
    cases += [
        QuoteCase("never said", "zh" if _CHINESE.search(text) else "en", text, "not_found") for text in _NEVER_SAID
    ]
    check_quote("Nothing is warm yet.", store)
    yield f"{'':<30}{'p50':>8}{'p95':>8}{'p50':>11}{'p95':>8}   ms by the clock, by the processor"
    every: list[tuple[float, float]] = []
    for language in ("en", "zh"):
        for kind in dict.fromkeys(case.kind for case in cases if case.language == language):
            of_kind = [case for case in cases if (case.kind, case.language) == (kind, language)]
            times = [_times(case, store) for case in of_kind]
            every += times
            yield f"{language} {kind:<27}{_line(times)}"
    yield f"{'all':<30}{_line(every)}"
    chosen = random.Random(8).sample([case for case in cases if '"' not in case.text], min(_IN_ARTICLE, len(cases)))
    text = "\n\n".join(f"The spokeswoman said: “{case.text.strip('“”«»')}”" for case in chosen)
    started = time.process_time()
    checked = check_article(Article("an article", None, text), store)
    own = time.process_time() - started
    yield f"an article of {len(checked.quotes)} quotations: {checked.check_ms / 1000:.1f} s, processor {own:.1f} s"
    yield f"load {os.getloadavg()[0]:.1f}"
    store.close()


def _times(case: QuoteCase, store: Store) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    started = time.process_time()
    check = check_quote(case.text, store, speaker=case.speaker)
    return check.check_ms, (time.process_time() - started) * 1000


def _line(times: Sequence[tuple[float, float]]) -> str:
    clock, own = (sorted(each) for each in zip(*times, strict=True))
    first, last = (f"{statistics.median(each):8.0f}{each[int(0.95 * len(each))]:8.0f}" for each in (clock, own))
    return f"{first}   {last}"
