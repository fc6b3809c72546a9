"""Questions whether a position has changed: its earliest and its newest statement answer them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.nonanswers import declines
from assistant.types import Marker, Prompt, Question
from assistant.wording import holds, wording
from store.signatures import SHORTEST, words
from store.store import Store
from store.types import Found, Sentence

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
    said = [s for s in wording(store, topic, filters=question.filters).sayings if s.source.date and _states(s.sentence)]
    if not said or said[0].day == said[-1].day:
        return found
    ends = store.mentions.hits([said[0], said[-1]])
    places = {(hit.source.transcript_id, hit.passage.exchange) for hit in ends}
    others = (hit for hit in found.hits if (hit.source.transcript_id, hit.passage.exchange) not in places)
    hits = [*ends, *others][: max(limit, len(ends))]
    return replace(found, hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1)))


def earliest_and_newest(prompt: Prompt) -> list[list[tuple[Marker, Sentence]]]:
    """The earliest and the newest statement on a topic in a prompt, each with what the same reply says of a change.

    Empty unless the question asks for a change, and the topic was spoken of on two days.
    """
    topic = topic_of_change(prompt.question.text)
    told = sorted(_statements(prompt, topic)) if topic else []
    if not told or told[0][0] == told[-1][0]:
        return []
    return [_with_change(prompt, marker) for _, marker in (told[0], told[-1])]


def _statements(prompt: Prompt, topic: str) -> Iterator[tuple[dt.date, Marker]]:
    """The sentences that say something of the topic, with their day, in the order of the prompt."""
    for marker, sentence in prompt.sentences.items():
        hit = prompt.hits[marker.passage - 1]
        if hit.source.date and sentence.part != "question" and holds(topic, sentence.text) and _states(sentence):
            yield hit.source.date, marker


def _states(sentence: Sentence) -> bool:
    return len(words(sentence.text)) >= SHORTEST and not declines(sentence.text)


def _with_change(prompt: Prompt, marker: Marker) -> list[tuple[Marker, Sentence]]:
    """A sentence, and the first of its reply that speaks of a change."""
    reply = [(m, s) for m, s in prompt.sentences.items() if m.passage == marker.passage and s.part != "question"]
    of_change = next((m for m, s in reply if _OF_CHANGE.search(s.text)), marker)
    return [(m, s) for m, s in reply if m in (marker, of_change)]
