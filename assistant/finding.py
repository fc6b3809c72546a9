"""What is found for a question: the hits in the order it prefers, and what it says where its filters leave nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from assistant.position_changes import with_ends
from assistant.timeframe import Timeframe
from assistant.types import Question
from store.store import Store
from store.types import Found, Hit

# Chosen on the tuned half of newsroom-press (evals/NOTES.md, 2026-11).
_TIMES_AS_MANY = 3  # how many times the hits wanted are looked through for days that are preferred
_OF_THE_DAYS = 0.25  # what the days a question prefers are worth, in scores of 0 to 1
_OF_THE_ORDER = 0.5  # what being the newest, or the oldest, is worth among those that fit well
_FITS_WELL = 0.6  # of the best score


def find(store: Store, question: Question, *, limit: int) -> Found:
    """The exchanges that fit a question, best first; those of the days it prefers a little ahead."""
    time = question.prefers
    if time is None or (time.is_of_saying and time.order is None):
        found = store.search(question.text, question.filters, limit=limit)
        return with_ends(store, question, found, limit=limit)
    found = store.search(question.text, question.filters, limit=_TIMES_AS_MANY * limit)
    return replace(found, hits=preferred(found.hits, time)[:limit])


def preferred(hits: Sequence[Hit], time: Timeframe) -> tuple[Hit, ...]:
    """The hits ordered anew, ranked from 1; their scores stay those of the search.

    Where several days are compared, the best hit of each comes before the rest.
    """
    worth = {id(hit): hit.score + _OF_THE_DAYS * _nearness(time, hit) for hit in hits}
    floor = _FITS_WELL * max((hit.score for hit in hits), default=0.0)
    if time.order:
        for hit, share in _by_age(hits, floor, newest=time.order == "latest"):
            worth[id(hit)] += _OF_THE_ORDER * share
    ordered = sorted(hits, key=lambda hit: -worth[id(hit)])
    if len(time.periods) > 1:
        ends = [_best_of(ordered, period_time, floor) for period_time in _apart(time)]
        first = list({id(hit): hit for hit in ends if hit}.values())
        ordered = [*first, *(hit for hit in ordered if not any(hit is one for one in first))]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1))


def _nearness(time: Timeframe, hit: Hit) -> float:
    return time.nearness(hit.source.date) if hit.source.date else 0.0


def _apart(time: Timeframe) -> list[Timeframe]:
    return [Timeframe((period,)) for period in time.periods]


def _best_of(ordered: Sequence[Hit], time: Timeframe, floor: float) -> Hit | None:
    near = (h for h in ordered if h.source.date and h.score >= floor and time.periods[0].holds(h.source.date))
    return next(near, None)


def _by_age(hits: Sequence[Hit], floor: float, *, newest: bool) -> list[tuple[Hit, float]]:
    """Each dated hit that fits well with its place among their days, from 0 to 1."""
    dated = [(hit.source.date, hit) for hit in hits if hit.source.date and hit.score >= floor]
    days: list[dt.date] = sorted({day for day, _ in dated}, reverse=not newest)
    return [(hit, (days.index(day) + 1) / len(days)) for day, hit in dated]
