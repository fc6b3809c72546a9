"""How many of the replies give no information: in all, by speaker, outlet or month, and on topics."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant import wording_results as results
from assistant.types import By
from store.replies import Asked
from store.store import Store
from store.types import Filters

# What a topic is: the exchanges found for it that fit at least half as well as the best, this many at most.
_OF_A_TOPIC = 100
_FITS = 0.5
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Share:
    """Of `asked` replies, `declined` give no information. `name` is None where nobody is named, and for all together.

    `by` is `all` for the sum of the library, or of what filters and topics leave.
    """

    by: By | Literal["topic", "all"]
    name: str | None
    asked: int
    declined: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was asked."""
        return self.declined / self.asked if self.asked else None


def shares(store: Store, by: By, filters: Filters = Filters(), *, topic: str | None = None) -> list[Share]:
    """The share of all replies, then of each speaker (who answers first), outlet or month (`2031-03`).

    Months come in their order, the others by how often they declined. `topic`: only the exchanges found for it.
    """
    return shares_of(replies(store, filters, topic=topic), by)


def shares_of_topics(store: Store, topics: Sequence[str], filters: Filters = Filters()) -> list[Share]:
    """The share of the replies found for any of these topics, each counted once, then of each topic."""
    of_each = {topic: replies(store, filters, topic=topic) for topic in topics}
    of_any = {(reply.transcript_id, reply.exchange): reply for found in of_each.values() for reply in found}
    return [
        _share("all", None, [*of_any.values()]),
        *(_share("topic", topic, found) for topic, found in of_each.items()),
    ]


def replies(store: Store, filters: Filters = Filters(), *, topic: str | None = None) -> list[Asked]:
    """The replies that are counted, oldest transcripts first."""
    return list(_of_topic(store, topic, filters) if topic else _let_through(store, filters))


def shares_of(asked: Sequence[Asked], by: By) -> list[Share]:
    """The share of these replies, then of each speaker, outlet or month among them, as `shares` gives them."""
    groups: dict[str | None, list[Asked]] = defaultdict(list)
    for reply in asked:
        groups[group_of(reply, by)].append(reply)
    counted = [_share(by, name, replies) for name, replies in groups.items()]
    if by == "month":
        counted.sort(key=lambda share: share.name or "")
    else:
        counted.sort(key=lambda share: (-share.declined, -share.asked, share.name or ""))
    return [_share("all", None, asked), *counted]


def share_json(share: Share) -> results.Share:
    """One line of `non-answers --json`."""
    ratio = share.share
    return {
        "by": share.by,
        "name": share.name,
        "asked": share.asked,
        "declined": share.declined,
        "share": None if ratio is None else round(ratio, 4),
    }


def share_lines(found: Sequence[Share]) -> Iterator[str]:
    """The same for a terminal; the sum comes last."""
    for share in found[1:]:
        name = share.name or "(not named)"
        yield f"{name[:_WIDTH]:<{_WIDTH}} {_ratio(share)}"
    yield f"{'in all':<{_WIDTH}} {_ratio(found[0])}"


def _ratio(share: Share) -> str:
    percent = "" if share.share is None else f"  {share.share:4.0%}"
    return f"{share.declined:>7,} of {share.asked:>7,}{percent}"


def _share(by: By | Literal["topic", "all"], name: str | None, replies: Sequence[Asked]) -> Share:
    return Share(by, name, len(replies), sum(not reply.informs for reply in replies))


def group_of(reply: Asked, by: By) -> str | None:
    """Who answered, who asked, or the month; None where that is not told."""
    if by == "month":
        return reply.day and reply.day[:7]
    return reply.speaker if by == "speaker" else reply.outlet


def _let_through(store: Store, filters: Filters) -> Iterator[Asked]:
    holds = store.holds(filters)
    return (reply for reply in store.replies.asked() if holds(reply.passage))


def _of_topic(store: Store, topic: str, filters: Filters) -> Iterator[Asked]:
    hits = store.search(topic, filters, limit=_OF_A_TOPIC).hits
    floor = _FITS * max((hit.score for hit in hits), default=0.0)
    found = {(hit.passage.span.transcript_id, hit.passage.exchange) for hit in hits if hit.score >= floor}
    return (reply for reply in store.replies.asked() if (reply.transcript_id, reply.exchange) in found)
