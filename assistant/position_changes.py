"""Questions whether a position has changed: its earliest and its newest statement answer them, and its last change."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.recurring import in_order, lines_of
from assistant.types import Marker, Prompt, Question
from assistant.wording import MOST_READ, holds, is_theirs, share_of_words
from store.hits import ranked
from store.nonanswers import declines
from store.sayings import Saying
from store.signatures import may_recur, words
from store.store import Store
from store.types import Filters, Found, Sentence

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
class _Statement:
    """Something said on a topic on some day, and whether in all of its words."""

    saying: Saying
    is_strong: bool


def topic_of_change(text: str) -> str | None:
    """What a question is about that asks whether a position or wording has changed; None for any other question."""
    if not _ASKED.search(text):
        return None
    found = (pattern.search(text) for pattern in _TOPICS)
    topic = next((match.group("topic") for match in found if match), None)
    return re.sub(r"^(?:the|a|an|its|their|his|her)\s+", "", topic.strip(), flags=re.I) if topic else None


def with_ends(store: Store, question: Question, found: Found, *, limit: int) -> Found:
    """What was found, behind the exchanges of the topic's earliest and newest statements and its last change.

    As it was where the question is another, or nothing was said of the topic on two days.
    """
    topic = topic_of_change(question.sought)
    if topic is None:
        return found
    said = groupby(store.mentions.sayings(topic, question.filters), key=lambda saying: saying.place[:2])
    exchanges = [list(sayings) for _, sayings in said]
    statements = (
        _Statement(Saying(sentence, sayings[0].source), is_strong)
        for sayings in exchanges
        if sayings[0].source.date
        for is_strong, sentence in _statement(topic, [s.sentence for s in sayings], question.filters)
    )
    ends = store.mentions.hits(_telling(statements))
    if not ends:
        return found
    places = {hit.place for hit in ends}
    others = (hit for hit in found.hits if hit.place not in places)
    return replace(found, hits=ranked([*ends, *others])[: max(limit, len(ends))])


def statements_of_change(prompt: Prompt) -> list[list[tuple[Marker, Sentence]]]:
    """The statements in a prompt that tell whether a position changed, each with what the same reply says of a change.

    They are the earliest and the newest on the topic, and those before and after a line on it changed its words last.
    Empty unless the question asks for a change, and the topic was spoken of on two days.
    """
    topic = topic_of_change(prompt.question.sought)
    if topic is None:
        return []
    statements: list[_Statement] = []
    markers: dict[tuple[str, int, int], Marker] = {}
    for number, shown in groupby(prompt.sentences.items(), key=lambda item: item[0].passage):
        passage, source = dict(shown), prompt.hits[number - 1].source
        markers |= {Saying(sentence, source).place: marker for marker, sentence in passage.items()}
        if source.date:
            for is_strong, sentence in _statement(topic, list(passage.values()), prompt.question.filters):
                statements.append(_Statement(Saying(sentence, source), is_strong))
    return [_with_change(prompt, markers[saying.place]) for saying in _telling(statements)]


def _statement(topic: str, exchange: Sequence[Sentence], filters: Filters) -> Iterator[tuple[bool, Sentence]]:
    """The sentence of a reply that says most of the topic, and whether it has all of the topic's words.

    None where the exchange as a whole lacks one of them, or the reply says nothing.
    """
    reply = [s for s in exchange if is_theirs(s, filters) and may_recur(words(s.text)) and not declines(s.text)]
    if reply and holds(topic, " ".join(sentence.text for sentence in exchange)):
        best = max(reply, key=lambda sentence: share_of_words(topic, sentence.text))
        if share_of_words(topic, best.text):
            yield holds(topic, best.text), best


def _telling(statements: Iterable[_Statement]) -> list[Saying]:
    """The first and the last, and what was said before and after a line changed its words last; oldest first.

    Of those with all words if they are of two days, else of all; none of one day.
    """
    ordered = sorted(statements, key=lambda statement: statement.saying.day)
    for those in ([statement for statement in ordered if statement.is_strong], ordered):
        said = [statement.saying for statement in those]
        if said and said[0].day < said[-1].day:
            return in_order([said[0], *_last_change(said[-MOST_READ:]), said[-1]])
    return []


def _last_change(said: Sequence[Saying]) -> list[Saying]:
    """What was said before and after the newest change of words in a line that recurs; nothing without one."""
    changes = [change for line in lines_of(said) if line.recurs for change in line.changes[-1:]]
    newest = max(changes, key=lambda change: change.after.day, default=None)
    return [newest.before, newest.after] if newest else []


def _with_change(prompt: Prompt, marker: Marker) -> list[tuple[Marker, Sentence]]:
    """A sentence, and the first of its reply that speaks of a change."""
    reply = [(m, s) for m, s in prompt.sentences.items() if m.passage == marker.passage and s.part != "question"]
    of_change = next((m for m, s in reply if _OF_CHANGE.search(s.text)), marker)
    return [(m, s) for m, s in reply if m in (marker, of_change)]
