"""Ranked passages -> hits: one for each exchange, with its sentences and who speaks there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.catalog import Catalog
from store.passage_rows import PassageRows
from store.types import Hit, Passage, Sentence, Source


def hits_of(
    ranked: Sequence[tuple[int, float]], limit: int, passages: PassageRows, catalog: Catalog
) -> tuple[Hit, ...]:
    """The first `limit` exchanges of passage ids and their scores, best first; each by its best passage."""
    known = passages.passages([id for id, _ in ranked])
    best: dict[tuple[str, int], tuple[float, Passage, Source]] = {}
    for id, score in ranked:
        if id in known and len(best) < limit:
            passage, source = known[id]
            best.setdefault((source.transcript_id, passage.exchange), (score, passage, source))
    return tuple(_hit(rank, *found, catalog) for rank, found in enumerate(best.values(), start=1))


def _hit(rank: int, score: float, passage: Passage, source: Source, catalog: Catalog) -> Hit:
    every = catalog.sentences(source.transcript_id, passage.exchange)
    sentences = tuple(s for s in every if passage.span.start <= s.span.start and s.span.end <= passage.span.end)
    return Hit(
        rank=rank,
        score=round(score, 4),
        passage=passage,
        source=source,
        speaker=answerer_of(every),
        outlet=next((s.outlet for s in every), None),
        text=catalog.cut(passage.span),
        sentences=sentences,
        whole=() if len(sentences) == len(every) else tuple(every),
    )


def answerer_of(exchange: Iterable[Sentence]) -> str | None:
    """The first speaker of the answer who has a name."""
    return next((s.speaker for s in exchange if s.part != "question" and s.speaker), None)


def ranked(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits in a new order, each passage once, ranked from 1."""
    once: dict[int, Hit] = {}
    for hit in hits:
        once.setdefault(hit.passage.id, hit)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(once.values(), start=1))
