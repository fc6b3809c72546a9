"""What the Timeline tab asks for: a topic counted by month, and the exchanges behind a bar. Knows no Gradio."""

import datetime as dt
import logging
from collections.abc import Sequence

from assistant.page_edge import answered
from assistant.page_forms import Behind, Topic
from assistant.page_input import day, form
from assistant.render import Json, count_text
from assistant.render_timeline import card_json, timeline_json
from assistant.timeline import Timeline, group_of, quotes_of, timeline
from store.errors import ReportedError
from store.mentions import Mention
from store.store import Store
from store.types import Filters

logger = logging.getLogger(__name__)

CARDS = 20  # exchanges that are listed at once: the sentence of each takes about a millisecond to find
LONGEST = 300  # characters of a topic

_NO_TOPIC = ReportedError("No topic was given.", "Write a word, a name or a phrase.")
_TOO_LONG = ReportedError(f"A topic has at most {LONGEST} characters.", "Write a few telling words of it.")


def counted(store: Store, sent: object) -> Json:
    """How often a topic comes up, by month and group, and the first exchanges of the list."""

    def found() -> Json:
        said = form(sent, Topic)
        line = _line(store, said)
        return timeline_json(line) | _cards(store, said, line.mentions, 0)

    return answered(found)


def behind(store: Store, sent: object) -> Json:
    """The exchanges of some days and groups, from a place in their list on."""

    def found() -> Json:
        said = form(sent, Behind)
        line = _line(store, said)
        if said.near:
            return _cards(store, said, line.near, said.start)
        return _cards(store, said, _chosen(line, said), said.start)

    return answered(found)


def _line(store: Store, said: Topic) -> Timeline:
    return timeline(store, topic_of(said), filters=filters_of_form(said), by=said.by)


def topic_of(said: Topic) -> str:
    """The topic on one line. Raises ReportedError."""
    topic = " ".join(said.topic.split())
    if not topic or not topic.isprintable():
        raise _NO_TOPIC
    if len(topic) > LONGEST:
        raise _TOO_LONG
    return topic


def filters_of_form(said: Topic) -> Filters:
    """The days and the speaker that were chosen. Raises ReportedError."""
    since, until = _day(said.since), _day(said.until)
    if since and until and since > until:
        raise ReportedError("The first day is after the last.", "Change one of the two dates.")
    speaker = " ".join(said.speaker.split())
    return Filters(since=since, until=until, speakers=(speaker,) if speaker else ())


def _chosen(line: Timeline, said: Behind) -> list[Mention]:
    first, last = _day(said.first), _day(said.last)
    return [
        one
        for one in line.mentions
        if (first is None or (one.source.date is not None and one.source.date >= first))
        and (last is None or (one.source.date is not None and one.source.date <= last))
        and (not said.groups or group_of(one, line.by) in said.groups)
    ]


def _day(text: str) -> dt.date | None:
    return day(text) if text else None


def _cards(store: Store, said: Topic, mentions: Sequence[Mention], start: int) -> Json:
    some = mentions[start : start + CARDS]
    after = start + len(some)
    return {
        "cards": [card_json(quote) for quote in quotes_of(store, said.topic, some)],
        "listed": count_text(len(mentions), "exchange"),
        "next": after if after < len(mentions) else None,
    }
