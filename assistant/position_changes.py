"""Questions whether a position has changed: its earliest and its newest statement answer them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, TypeVar

from assistant.types import Marker, Prompt, Question
from assistant.wording import holds, is_theirs, share_of_words
from store.hits import ranked
from store.nonanswers import declines
from store.signatures import may_recur, words
from store.store import Store
from store.types import Filters, Found, Sentence

T = TypeVar("T")

_POSITION = r"(?:positions?|stance|line|views?|wording|language|policy|attitude|tone|message|words|formula|statements?)"
_CHANGE = (
    r"(?:chang\w+|shift\w*|evolv\w+|soften\w*|harden\w*|differ\w*|moved|(?:stay|remain)\w*|(?:still|the) (?:the )?same"
    r"|consistent|unchanged)"
)
_ASKED = re.compile(
    rf"\b(?:has|have|had|did|does|is|are|was|how|whether)\b(?=.*\b{_POSITION}\b)(?=.*\b{_CHANGE}\b)"
    r"|(?=.*(?:立场|态度|表态|政策|看法|说法|措辞|口径))(?=.*(?:变化|改变|变了|调整|一致|一样|松动|转变))",
    re.IGNORECASE | re.DOTALL,
)
# What the position is on: up to where the question goes on about the change, or about when.
_END = (
    r"(?=[\s,]+(?:(?:ever|really|at all|yet|still|been|over|since|from|between|in the|in \d{4})\b"
    rf"|{_CHANGE}\b)|\s*[?.!]|\s*$)"
)
_TOPICS = (
    re.compile(
        rf"\b{_POSITION}\s+(?:\w+\s+)?(?:on|about|regarding|concerning|towards?|over|of)\s+(?P<topic>.+?){_END}", re.I
    ),
    re.compile(rf"\b{_CHANGE}\b.*?\b(?:on|about|regarding|concerning|towards?)\s+(?P<topic>.+?){_END}", re.I),
    re.compile(
        r"(?:对于?|在|就|关于|有关)(?P<topic>[^，。？?]+?)(?:问题|一事)?(?:上|方面)?的?"
        r"(?:立场|态度|表态|政策|看法|说法|措辞|口径)"
    ),
)
_OF_CHANGE = re.compile(rf"\b{_CHANGE}\b|变化|改变|调整", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Statement(Generic[T]):
    """Something said on a topic: when, whether in all of its words, and where."""

    day: dt.date
    is_strong: bool
    place: T


def topic_of_change(text: str) -> str | None:
    """What a question is about that asks whether a position or wording has changed; None for any other question."""
    if not _ASKED.search(text):
        return None
    found = (pattern.search(text) for pattern in _TOPICS)
    topic = next((match.group("topic") for match in found if match), None)
    return re.sub(r"^(?:the|a|an|its|their|his|her)\s+", "", topic.strip(), flags=re.I) if topic else None


def with_ends(store: Store, question: Question, found: Found, *, limit: int) -> Found:
    """What was found, behind the exchanges in which the topic's earliest and newest statements stand.

    As it was where the question is another, or nothing was said of the topic on two days.
    """
    topic = topic_of_change(question.text)
    if topic is None:
        return found
    said = groupby(store.mentions.sayings(topic, question.filters), key=lambda saying: saying.place[:2])
    exchanges = [list(sayings) for _, sayings in said]
    statements = (
        _Statement(day, is_strong, next(s for s in sayings if s.sentence is sentence))
        for sayings in exchanges
        if (day := sayings[0].source.date)
        for is_strong, sentence in _statement(topic, [s.sentence for s in sayings], question.filters)
    )
    ends = store.mentions.hits(_ends(statements))
    if not ends:
        return found
    places = {(hit.source.transcript_id, hit.passage.exchange) for hit in ends}
    others = (hit for hit in found.hits if (hit.source.transcript_id, hit.passage.exchange) not in places)
    return replace(found, hits=ranked([*ends, *others])[: max(limit, len(ends))])


def earliest_and_newest(prompt: Prompt) -> list[list[tuple[Marker, Sentence]]]:
    """The earliest and the newest statement on a topic in a prompt, each with what the same reply says of a change.

    Empty unless the question asks for a change, and the topic was spoken of on two days.
    """
    topic = topic_of_change(prompt.question.text)
    if topic is None:
        return []
    statements = []
    for number, shown in groupby(prompt.sentences.items(), key=lambda item: item[0].passage):
        passage = dict(shown)
        markers = {id(sentence): marker for marker, sentence in passage.items()}
        if day := prompt.hits[number - 1].source.date:
            for is_strong, sentence in _statement(topic, list(passage.values()), prompt.question.filters):
                statements.append(_Statement(day, is_strong, markers[id(sentence)]))
    return [_with_change(prompt, marker) for marker in _ends(statements)]


def _statement(topic: str, exchange: Sequence[Sentence], filters: Filters) -> Iterator[tuple[bool, Sentence]]:
    """The sentence of a reply that says most of the topic, and whether it has all of the topic's words.

    None where the exchange as a whole lacks one of them, or the reply says nothing.
    """
    reply = [s for s in exchange if is_theirs(s, filters) and may_recur(words(s.text)) and not declines(s.text)]
    if reply and holds(topic, " ".join(sentence.text for sentence in exchange)):
        best = max(reply, key=lambda sentence: share_of_words(topic, sentence.text))
        if share_of_words(topic, best.text):
            yield holds(topic, best.text), best


def _ends(statements: Iterable[_Statement[T]]) -> list[T]:
    """The first and the last, of those with all words if they are of two days, else of all; none of one day."""
    ordered = sorted(statements, key=lambda statement: statement.day)
    for those in ([statement for statement in ordered if statement.is_strong], ordered):
        if those and those[0].day < those[-1].day:
            return [those[0].place, those[-1].place]
    return []


def _with_change(prompt: Prompt, marker: Marker) -> list[tuple[Marker, Sentence]]:
    """A sentence, and the first of its reply that speaks of a change."""
    reply = [(m, s) for m, s in prompt.sentences.items() if m.passage == marker.passage and s.part != "question"]
    of_change = next((m for m, s in reply if _OF_CHANGE.search(s.text)), marker)
    return [(m, s) for m, s in reply if m in (marker, of_change)]
