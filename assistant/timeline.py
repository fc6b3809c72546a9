"""How often a topic or a phrase comes up, month by month: by who asked or who answered."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.contract import Json, citation_json, filters_json
from assistant.types import Citation
from store.lexical import match_terms
from store.mentions import Mention
from store.store import Store
from store.types import Filters, Hit, Scope, Sentence

By = Literal["outlet", "speaker"]
Basis = Literal["words", "search"]

_NEAR = 20  # exchanges that fit a topic without holding its words


@dataclass(frozen=True, slots=True)
class Month:
    """One month, by its first day: exchanges by group, and how many transcripts there are of it at all.

    `counts` are in the order of `Timeline.groups`, groups of none left out. A month without transcripts is no silence.
    """

    first: dt.date
    transcripts: int
    counts: tuple[tuple[str | None, int], ...]

    @property
    def total(self) -> int:
        """Exchanges of all groups."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The exchanges that mention a topic, oldest first, and how they spread over the months.

    `basis`: they hold the topic's words, or, where none does, they are what a search found. `near` are exchanges
    that a search found besides, best first; they are in no count. `groups` are outlets or speakers with their
    counts, largest first; None stands for a name that no transcript tells. `months` has every month between the
    first and the last day looked through. `undated` exchanges are in no month.
    """

    topic: str
    by: By
    basis: Basis
    groups: tuple[tuple[str | None, int], ...]
    months: tuple[Month, ...]
    mentions: tuple[Mention, ...]
    near: tuple[Mention, ...]
    undated: int
    scope: Scope


def timeline(store: Store, topic: str, *, filters: Filters = Filters(), by: By = "outlet") -> Timeline:
    """Count the exchanges in which a topic comes up, by month and by outlet or speaker."""
    mentions = store.mentions.of(topic, filters)
    known = {(one.source.transcript_id, one.exchange) for one in mentions}
    found = store.search(topic, filters, limit=_NEAR).hits if topic.strip() else ()
    near = tuple(_mention(hit) for hit in found if hit.place not in known)
    basis: Basis = "words"
    if not mentions and near:
        basis, mentions, near = "search", tuple(sorted(near, key=_age)), ()
    scope = store.scope(filters)
    groups = tuple(Counter(group_of(one, by) for one in mentions).most_common())
    months = _months(mentions, by, [name for name, _ in groups], store.mentions.transcripts_a_month(filters), scope)
    undated = sum(one.source.date is None for one in mentions)
    return Timeline(topic, by, basis, groups, tuple(months), mentions, near, undated, scope)


def group_of(mention: Mention, by: By) -> str | None:
    """The outlet that asked, or the speaker who answered."""
    return mention.outlet if by == "outlet" else mention.speaker


def mentions_of(line: Timeline, *, month: dt.date | None = None, groups: Sequence[str | None] = ()) -> list[Mention]:
    """The mentions of one month (any day of it) and of some groups; all of them without either."""
    return [
        one
        for one in line.mentions
        if (month is None or (one.source.date and one.source.date.replace(day=1) == month.replace(day=1)))
        and (not groups or group_of(one, line.by) in groups)
    ]


def quotes_of(store: Store, topic: str, mentions: Sequence[Mention]) -> tuple[Citation, ...]:
    """For each mention the sentence that holds most of the topic's words, numbered from 1.

    An answer's sentence comes before a question's that holds as many. A mention whose transcript was removed
    meanwhile is left out. Each takes about a millisecond: ask for those that are shown.
    """
    phrase, terms = _plain(topic), match_terms(topic)

    def worth(sentence: Sentence) -> tuple[bool, int, bool]:
        words = _plain(sentence.text)
        return phrase in words, sum(term in words for term in terms), sentence.part != "question"

    found = [(one, store.sentences(one.source.transcript_id, one.exchange)) for one in mentions]
    there = [(one, max(sentences, key=worth)) for one, sentences in found if sentences]
    return tuple(Citation(n, sentence, one.source) for n, (one, sentence) in enumerate(there, start=1))


def timeline_json(line: Timeline, quotes: Sequence[Citation] = ()) -> Json:
    """The counts, every mention as a link, and the quotes that are to be shown."""
    return {
        "topic": line.topic,
        "by": line.by,
        "basis": line.basis,
        "groups": [_count(name, count) for name, count in line.groups],
        "months": [
            {
                "month": f"{month.first:%Y-%m}",
                "transcripts": month.transcripts,
                "total": month.total,
                "counts": [_count(name, count) for name, count in month.counts],
            }
            for month in line.months
        ],
        "mentions": [_mention_json(one) for one in line.mentions],
        "near": [_mention_json(one) for one in line.near],
        "quotes": [citation_json(quote) for quote in quotes],
        "undated": line.undated,
        "searched": {
            "transcripts": line.scope.transcripts,
            "from": line.scope.first and line.scope.first.isoformat(),
            "to": line.scope.last and line.scope.last.isoformat(),
            "filters": filters_json(line.scope.filters),
        },
    }


def _months(
    mentions: Sequence[Mention], by: By, groups: Sequence[str | None], transcripts: Counter[dt.date], scope: Scope
) -> Iterator[Month]:
    counts: dict[dt.date, Counter[str | None]] = {}
    for one in mentions:
        if one.source.date:
            counts.setdefault(one.source.date.replace(day=1), Counter())[group_of(one, by)] += 1
    for first in months_between(scope.first, scope.last):
        found = counts.get(first, Counter())
        yield Month(first, transcripts[first], tuple((name, found[name]) for name in groups if found[name]))


def months_between(first: dt.date | None, last: dt.date | None) -> Iterator[dt.date]:
    """The first day of every month from that of `first` to that of `last`; none without both."""
    if first is None or last is None:
        return
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield dt.date(number // 12, number % 12 + 1, 1)


def _mention(hit: Hit) -> Mention:
    return Mention(hit.source, hit.passage.exchange, hit.speaker, hit.outlet, is_phrase=False)


def _age(mention: Mention) -> tuple[bool, dt.date, str, int]:
    day = mention.source.date
    return day is None, day or dt.date.min, mention.source.file, mention.exchange


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _count(name: str | None, count: int) -> dict[str, Any]:
    return {"group": name, "count": count}


def _mention_json(mention: Mention) -> Json:
    source = mention.source
    return {
        "transcript": source.transcript_id,
        "file": source.file,
        "exchange": mention.exchange,
        "speaker": mention.speaker,
        "outlet": mention.outlet,
        "date": source.date and source.date.isoformat(),
        "title": source.title,
        "is_phrase": mention.is_phrase,
        "link": mention.link,
    }
