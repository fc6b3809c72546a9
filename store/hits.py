"""Ranked passages -> hits: one for each exchange, with its sentences, who speaks there and what else of it fits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.catalog import Catalog
from store.passage_rows import PassageRows
from store.types import Hit, Passage, Sentence, Source

_BESIDE = 1  # further parts of an exchange: with three no more questions were answered


def hits_of(
    ranked: Sequence[tuple[int, float]], limit: int, passages: PassageRows, catalog: Catalog
) -> tuple[Hit, ...]:
    """The first `limit` exchanges of passage ids and their scores, best first; each by its best passage.

    What answers may stand in another part of a long exchange: parts that come among these `limit` stand beside it.
    """
    known = passages.passages([id for id, _ in ranked])
    found: dict[tuple[str, int], list[tuple[float, Passage, Source]]] = {}
    for id, score in ranked:
        if id not in known:
            continue
        passage, source = known[id]
        place = (source.transcript_id, passage.exchange)
        if place not in found and len(found) == limit:
            break
        found.setdefault(place, []).append((score, passage, source))
    return tuple(
        _with_parts(rank, parts[: 1 + _BESIDE], catalog.sentences(*place), catalog)
        for rank, (place, parts) in enumerate(found.items(), start=1)
    )


def _with_parts(
    rank: int, parts: Sequence[tuple[float, Passage, Source]], every: Sequence[Sentence], catalog: Catalog
) -> Hit:
    best, *others = (_hit(rank, *part, every, catalog) for part in parts)
    return replace(best, beside=tuple(others))


def _hit(rank: int, score: float, passage: Passage, source: Source, every: Sequence[Sentence], catalog: Catalog) -> Hit:
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
