"""What is found for a question: the hits in the order it prefers, and what it says where its filters leave nothing."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from time import perf_counter

from assistant.listing import telling
from assistant.position_changes import with_ends
from assistant.terminal import counted
from assistant.timeframe import Timeframe
from assistant.types import Citation, ExchangePlace, Question
from store.hits import ranked
from store.nonanswers import declines
from store.store import Store
from store.types import Filters, Found, Hit

# Chosen on the tuned half of newsroom-press (evals/NOTES.md, 2026-11).
_TIMES_AS_MANY = 3  # how many times the hits wanted are looked through for days that are preferred
_OF_THE_DAYS = 0.25  # what the days a question prefers are worth, in scores of 0 to 1
_OF_THE_ORDER = 0.5  # what being the newest, or the oldest, is worth among those that fit well
_OF_A_PART = 4  # how many exchanges are looked through for each part of a question
LISTED = 60  # and for a list
_FITS_WELL = 0.6  # of the best score
# What was cited before comes no further up: .15 more score for it cost the first place twice in 33 (evals/NOTES.md).
_FIRST = 4
_OF_CITED = 4  # exchanges cited before that are added
_OF_THEIRS = 300  # exchanges of these transcripts that are looked through for them: more than a press conference has
_OF_EARLIER = 2  # exchanges that are taken to have been cited, where that is not known


def find(store: Store, question: Question, *, limit: int, cited: Collection[ExchangePlace] = ()) -> Found:
    """The exchanges that fit a question, best first; those of the days it prefers a little ahead.

    Of a question with parts, those that fit each part come first, in turns. Where all exchanges are wanted, they come
    in their order; if there are more than can be listed, those that fit best. `cited`, what the question before was
    answered from, stays among them, behind the first; or else, where nobody has kept it and the question points back
    to an earlier one, what is found for that.
    """
    if question.lists:
        return _every_exchange(store, question)
    found = _fitting(store, question, limit=limit, cited=cited)
    if not question.parts:
        return with_ends(store, question, found, limit=limit)
    of_parts = [_fitting(store, part, limit=_OF_A_PART).hits for part in question.parts]
    in_turns = (hit for turn in zip_longest(*of_parts) for hit in turn if hit)
    return replace(found, hits=ranked([*in_turns, *found.hits])[: max(limit, _OF_A_PART * len(question.parts))])


def _every_exchange(store: Store, question: Question) -> Found:
    if question.lists == "said":  # what names no topic is near nothing
        found = _newest_exchanges(store, question)
    else:
        found = store.search(question.sought, question.filters, limit=LISTED)
    hits = sorted(
        _by_reply(store, question, found.hits) if question.lists in ("declined", "answered") else found.hits,
        key=lambda hit: (hit.source.date or dt.date.max, hit.source.transcript_id, hit.passage.exchange),
    )
    return replace(found, hits=ranked(hits))


def _newest_exchanges(store: Store, question: Question) -> Found:
    """The exchanges of the newest transcripts, each by the passage in which it first tells something."""
    started = perf_counter()
    heard: dict[str, list[tuple[str, int]]] = {}
    for one in store.asking.exchanges(question.filters):
        heard.setdefault(one.transcript_id, []).append(one.place)
    places = [place for entry in store.entries() for place in heard.get(entry.id, ())][:LISTED]
    first = []
    for _, group in groupby(store.mentions.sayings_in(places), key=lambda saying: saying.place[:2]):
        said = [saying for saying in group if question.filters.admits_words(saying.sentence)]
        tells = telling([saying.sentence for saying in said])
        replies = [saying for saying in said if saying.sentence.part != "question"]
        first += ([s for s in replies if s.sentence in tells] or replies or said)[:1]
    hits = store.mentions.hits(first)
    return Found(hits, store.scope(question.filters), 0.0, (perf_counter() - started) * 1000)


def _by_reply(store: Store, question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The exchanges whose reply gives no information, as they are counted, and those in which a sentence declines.

    Or, for a list of what was answered, those whose reply gives some.
    """
    for _ in store.replies.label():
        pass
    labelled = store.search(question.sought, replace(question.filters, non_answers=True), limit=LISTED).hits
    places = {hit.place for hit in labelled}
    others = [hit for hit in hits if hit.place not in places]
    return others if question.lists == "answered" else [*labelled, *filter(_declines, others)]


def _declines(hit: Hit) -> bool:
    return any(sentence.part == "answer" and declines(sentence.text) for sentence in hit.sentences)


def list_notice(question: Question, found: Found, citations: Sequence[Citation]) -> str | None:
    """What is told where a list lacks some, or may: what else was said, and that not every exchange was looked through.

    `citations` are what the list cites.
    """
    told = []
    if question.lists == "said" and citations:
        cited = {one.sentence.place for one in citations}
        others = [hit for hit in found.hits if hit.place not in cited]
        more = sum(bool(telling([s for s in hit.sentences if question.filters.admits_words(s)])) for hit in others)
        if more:
            told = [f"{counted(more, 'more exchange')} tell{'s' * (more == 1)} something; name a topic to hear of it."]
    if question.lists and len(found.hits) >= LISTED:
        told += [
            f"Only {LISTED} exchanges were looked through for this list; name days or a transcript to have them all."
        ]
    return " ".join(told) or None


def _fitting(store: Store, question: Question, *, limit: int, cited: Collection[ExchangePlace] = ()) -> Found:
    time = question.prefers
    is_ordered = time is not None and not (time.is_of_saying and time.order is None)
    found = store.search(question.sought, question.filters, limit=_TIMES_AS_MANY * limit if is_ordered else limit)
    hits = found.hits
    if time and is_ordered:
        hits = preferred(hits, time)
    return replace(found, hits=kept(hits[:limit], _from_before(store, question, cited)))


def kept(hits: Sequence[Hit], earlier: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with the earlier ones behind the first few, where they are not among them; ranked from 1."""
    first = {hit.place for hit in hits[:_FIRST]}
    places = {hit.place for hit in earlier}
    behind = [hit for hit in earlier if hit.place not in first]
    return ranked([*hits[:_FIRST], *behind, *(hit for hit in hits[_FIRST:] if hit.place not in places)])


def _from_before(store: Store, question: Question, cited: Collection[ExchangePlace]) -> Sequence[Hit]:
    """What the question before was answered from, as far as the filters let it pass, each by the passage that fits."""
    if not cited:
        before = question.goes_on_from
        return store.search(before, question.filters, limit=_OF_EARLIER).hits if before else ()
    of_them = replace(question.filters, transcripts=tuple({place.transcript_id for place in cited}))
    hits = store.search(question.sought, of_them, limit=_OF_THEIRS).hits
    return [hit for hit in hits if hit.place in cited and is_within(hit, question.filters)][:_OF_CITED]


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
    return ranked(ordered)


def worth(hit: Hit, question: Question) -> float:
    """How well a hit fits a question by the search, and by the days it prefers."""
    return hit.score + (_OF_THE_DAYS * _nearness(question.prefers, hit) if question.prefers else 0.0)


def is_within(hit: Hit, filters: Filters) -> bool:
    """Whether a hit is of these days, answered by one of these speakers and asked by one of these newsrooms."""
    return (
        filters.admits(hit.source)
        and (not filters.speakers or any(_is_named(name, hit.speaker) for name in filters.speakers))
        and (not filters.outlets or any(_is_named(name, hit.outlet) for name in filters.outlets))
    )


def _is_named(wanted: str, name: str | None) -> bool:
    return name is not None and wanted.casefold() in name.casefold()


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
