"""How well passages are found on a known data set: the search people use, words alone, vectors alone, and chance.

python -m evals retrieval qmsum val.jsonl --library /tmp/qmsum
"""

import hashlib
import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from assistant.questions import standalone
from assistant.types import Message
from evals.datasets import DatasetError, load_dataset, resolved_dataset
from evals.datasets.published import published_lines
from evals.statistics import bootstrap
from evals.types import Case, Figure, Gold, Suite
from store.database import Database
from store.embedders import BuiltinEmbedder, Embedder
from store.passage_rows import PassageRows
from store.schema import MIGRATIONS
from store.scopes import Scopes
from store.search import nearest
from store.store import Store
from store.types import Added, Filters, Span, Transcript

DEPTH = 10
METRICS: Mapping[str, str] = {
    "hit@1": "The first passage holds words of a gold turn.",
    "hit@5": "One of the first five passages does.",
    "hit@10": "One of the first ten does.",
    "mrr@10": "1 / the rank of the first passage that does, 0 if none of the first ten does; Voorhees, TREC-8, 1999.",
    "recall@5": "The share of gold turns of which the first five passages hold words.",
    "recall@10": "The same of the first ten.",
}
_CANDIDATES = 50  # as many as Store.search takes from each side

Search = Callable[[str, Filters], list[Span]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a way of searching gave: a Figure for each of METRICS, over the queries in this scope.

    A `way` that begins with a minus is the search people use minus that way, on the same queries.
    """

    scope: str
    way: str
    figures: tuple[Figure, ...]


def measured(name: str, path: Path, library: Path, embedder: Embedder, *, tell: Callable[[str], None]) -> list[Found]:
    """Every way on a data set, within the transcript a question is about (if it names one) and across all.

    `library` is a folder that is made, or brought up to date, and can be used again. Raises DatasetError,
    LibraryError.
    """
    dataset = load_dataset(name, path)
    store = Store(library, embedder)
    try:
        store_ids = add_transcripts(store, dataset.suite, tell=tell)
        suite = resolved_dataset(dataset, {id: store.transcript(kept) for id, kept in store_ids.items()})
        ways = {"fused": _fused(store), **single_ways(library, embedder, store)}
        return list(_compared(suite, ways, tell=tell))
    finally:
        store.close()


def add_transcripts(store: Store, suite: Suite, *, tell: Callable[[str], None]) -> dict[str, str]:
    """Add a suite's transcripts, unless they are there; the store's ids by the suite's, but for what cannot be read."""
    ids = {each.incoming.file: each.id for each in suite.transcripts}
    kept: dict[str, str] = {}
    done = (step for step in store.add(each.incoming for each in suite.transcripts) if isinstance(step, Added))
    for number, added in enumerate(done, 1):
        if added.transcript_id is None:
            tell(f"not read: {added.problem}")
        else:
            kept[ids[added.file]] = added.transcript_id
        if number % 25 == 0:
            tell(f"{number} of {len(ids)} transcripts")
    return kept


def _compared(suite: Suite, ways: Mapping[str, Search], *, tell: Callable[[str], None]) -> Iterator[Found]:
    cases = [case for case in suite.cases if golds_of(case)]
    if not cases:
        raise DatasetError(f"{suite.path}: no question has gold in a transcript that was read.", "Check the file.")
    scopes = {"within one": cases} if all(case.filters for case in cases) else {}
    scopes["across all"] = [replace(case, filters=Filters()) for case in cases]
    groups = [_group(case) for case in cases]
    for scope, asked in scopes.items():
        rows: dict[str, list[dict[str, float]]] = {}
        for way, search in ways.items():
            tell(f"{scope}, {way}")
            rows[way] = [scores(search(_asked(case), case.filters), golds_of(case)) for case in asked]
            yield Found(scope, way, figures_of(rows[way], groups))
        fused, *others = (way for way in ways if way != "chance")
        for other in others:
            pairs = zip(rows[fused], rows[other], strict=True)
            gains = [{name: mine[name] - theirs[name] for name in METRICS} for mine, theirs in pairs]
            yield Found(scope, f"- {other}", figures_of(gains, groups))


def golds_of(case: Case) -> tuple[Gold, ...]:
    """The gold turns of all facts, each once."""
    return tuple(dict.fromkeys(gold for fact in case.facts for gold in fact.gold))


def _asked(case: Case) -> str:
    """The question as it is searched for: made to stand alone, if it follows another."""
    history = [Message("user" if place % 2 == 0 else "assistant", said) for place, said in enumerate(case.after)]
    return standalone(case.ask, history).text


def _group(case: Case) -> str:
    """Questions on one transcript are drawn together."""
    return golds_of(case)[0].span.transcript_id


def scores(hits: Sequence[Span], golds: Sequence[Gold]) -> dict[str, float]:
    """The METRICS of one query: its hits, best first, against the turns it should find."""
    held = [{place for place, gold in enumerate(golds) if _touch(hit, gold.span)} for hit in hits[:DEPTH]]
    first = next((rank for rank, turns in enumerate(held, 1) if turns), None)
    found = {f"hit@{k}": float(first is not None and first <= k) for k in (1, 5, 10)}
    recalled = {f"recall@{k}": len(set().union(*held[:k])) / len(golds) for k in (5, 10)}
    return {**found, "mrr@10": 1 / first if first else 0.0, **recalled}


def _touch(hit: Span, gold: Span) -> bool:
    return hit.transcript_id == gold.transcript_id and hit.start < gold.end and gold.start < hit.end


def figures_of(rows: Sequence[Mapping[str, float]], groups: Sequence[str]) -> tuple[Figure, ...]:
    """Means over all queries, with 95 % intervals for which the queries of a group are drawn together."""
    return tuple(_figure(name, [row[name] for row in rows], groups) for name in METRICS)


def _figure(name: str, values: Sequence[float], groups: Sequence[str]) -> Figure:
    grouped: defaultdict[str, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        grouped[group].append(value)
    interval = bootstrap([sum(each) for each in grouped.values()], [len(each) for each in grouped.values()])
    low, high = (interval.low, interval.high) if interval else (None, None)
    return Figure(name, fmean(values), low, high, len(values))


# --- the ways ---


def _fused(store: Store) -> Search:
    return lambda text, filters: [hit.passage.span for hit in store.search(text, filters, limit=DEPTH).hits]


def single_ways(library: Path, embedder: Embedder, store: Store) -> dict[str, Search]:
    """BM25 alone, vectors alone, and exchanges in an order that has nothing to do with the question.

    As in the search itself, each exchange counts once, by its best passage.
    """
    database = Database(library / "catalog.sqlite3", MIGRATIONS)
    rows, scopes = PassageRows(database), Scopes(database)
    ids, vectors = rows.vectors_after(embedder.fingerprint, 0)
    spans = [span for entry in store.entries() for span in _exchanges(store.transcript(entry.id))]

    def words(text: str, filters: Filters) -> list[Span]:
        return _places(rows, rows.lexical(text, scopes.of(filters), _CANDIDATES))

    def meaning(text: str, filters: Filters) -> list[Span]:
        may_be_found = scopes.of(filters).holds(ids)
        return _places(rows, nearest(embedder.embed_query(text), ids, vectors, _CANDIDATES, may_be_found))

    def chance(text: str, filters: Filters) -> list[Span]:
        named = filters.transcripts
        known = [span for span in spans if not named or span.transcript_id in named]
        return random.Random(hashlib.sha256(text.encode()).digest()).sample(known, min(DEPTH, len(known)))

    return {"BM25 alone": words, "vectors alone": meaning, "chance": chance}


def _places(rows: PassageRows, ranked: Mapping[int, float]) -> list[Span]:
    known = rows.passages(list(ranked))
    best: dict[tuple[str, int], Span] = {}
    for id in ranked:
        if id in known:
            passage = known[id][0]
            best.setdefault((passage.span.transcript_id, passage.exchange), passage.span)
    return list(best.values())[:DEPTH]


def _exchanges(transcript: Transcript) -> Iterator[Span]:
    for exchange in transcript.reading.exchanges:
        yield Span(transcript.id, exchange.extent.start, exchange.extent.end)


# --- the command ---


def table_lines(found: Iterable[Found]) -> Iterator[str]:
    """The figures as a table of 135 columns, each with its 95 % interval below it."""
    yield f"{'scope':11}{'way':16}" + "".join(f"{name:>17}" for name in METRICS) + "     n"
    for each in found:
        sign = "+" if each.way.startswith("-") else ""
        values = "".join(f"{f'{figure.value:{sign}.3f}':>17}" for figure in each.figures)
        yield f"{each.scope:11}{each.way:16}{values}{each.figures[0].n:6}"
        ends = (f"{figure.low:{sign}.2f} to {figure.high:{sign}.2f}" for figure in each.figures)
        yield " " * 27 + "".join(f"{interval:>17}" for interval in ends)


def main(name: str, path: Path, library: Path | None, *, tell: Callable[[str], None]) -> None:
    """Print the table, and what the field has published for the data set.

    Without a library, one is made for this run only. Raises DatasetError, LibraryError.
    """
    embedder = BuiltinEmbedder(threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    with TemporaryDirectory() as folder:
        for line in table_lines(measured(name, path, library or Path(folder), embedder, tell=tell)):
            print(line, flush=True)
    for line in published_lines(name):
        print(line)
