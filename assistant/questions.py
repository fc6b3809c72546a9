"""A question as asked -> a question that stands alone. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Message, Question
from store.lexical import STOPWORDS, query_words
from store.types import Filters

# "And about tariffs?", "what about Japan?", "And on soybeans": the same question, another topic.
_NEW_TOPIC = re.compile(
    r"^\s*(?:and|or|but)?,?\s*(?:what|how)?\s*(?:about|on|regarding)\s+(?P<topic>.+?)\s*\??\s*$", re.I
)
_TOPIC = re.compile(r"\b(?:about|on|regarding)\s+\S.*$", re.I)
# Words that point back to what was said before.
_POINTS_BACK = re.compile(
    r"^\s*(?:and|but|so|then)\b|\b(?:that|this|it|its|he|his|him|she|her|they|their|them|those|these|there)\b"
    r"|\b(?:exact words|the same|again|more detail|else)\b",
    re.I,
)
# A topic of its own that does not point back itself: "What did he say about Ukraine?"
_OWN_TOPIC = re.compile(
    r"\b(?:about|on|regarding)\s+(?!(?:that|this|it|him|her|them|those|these)\b)"
    r"(?!.*\b(?:that|this|those|these)\b)\S",
    re.I,
)

_SAME_AGAIN = frozenset(
    "exact exactly words quote quotes verbatim detail details more full repeat again please".split()
)


def standalone(asked: str, history: Sequence[Message] = (), filters: Filters = Filters()) -> Question:
    """The question with what it leaves out taken from the question before it.

    A new topic takes the place of the old one; a question that points back is followed by the one it
    points to; any other stands as it is.
    """
    text = " ".join(asked.split())
    before = next((message.content for message in reversed(history) if message.role == "user"), None)
    if before is not None:
        text = _carried_over(text, " ".join(before.split()))
    return Question(asked=asked, text=text, filters=filters)


def _carried_over(text: str, before: str) -> str:
    if match := _NEW_TOPIC.match(text):
        topic = match.group("topic")
        if _TOPIC.search(before):
            return _TOPIC.sub(lambda _: f"about {topic}?", before)
        return f"{text} ({before})"
    is_bare = set(query_words(text)) <= STOPWORDS  # "Why?", "By when?"
    if not is_bare and (_OWN_TOPIC.search(text) or not _POINTS_BACK.search(text)):
        return text
    return before if _adds_nothing(text) and not is_bare else f"{text} ({before})"


def _adds_nothing(text: str) -> bool:
    """Whether a follow-up only asks for the same again, such as "Give me his exact words."."""
    return set(query_words(text)) <= STOPWORDS | _SAME_AGAIN


# Whoever asks who asked wants the reporter's words, not the answer.
_ABOUT_ASKER = re.compile(
    r"^.*?\b(?:who|whom|which|what)\b[^?(]*?\b(?:asked|asks|raised|raises|brought up|wanted to know)\b"
    r"(?: (?:about|for|on|that|this|it|whether|if)\b)*"
    r"|^\s*who (?:said|spoke of|spoke about|spoke|mentioned|claimed|quoted)\b",
    re.I,
)
_NUMBER = re.compile(r"\bhow (?:many|much|large|big|long|old|often|far|high)\b|多少|几", re.I)
_BROAD = re.compile(
    r"\b(?:say|said|says|comment|comments|respond|response|react|reaction|position|stance|view|views|think|feel|"
    r"summari[sz]e|describe|explain|statement|discuss|mention|remarks?|criticize|agree)\b|看法|评论|表态|立场|回应|如何看",
    re.I,
)


def asker_topic(text: str) -> str | None:
    """What a question about the one who asked is about ("Who asked about X?" -> "X?"), else None."""
    match = _ABOUT_ASKER.match(text)
    if match is None:
        return None
    return text[match.end() :].strip(" ?()") or text


def asks_for_number(text: str) -> bool:
    """Whether only a number can answer."""
    return bool(_NUMBER.search(text))


def is_broad(text: str) -> bool:
    """Whether the question asks what was said about something, rather than for one fact."""
    return bool(_BROAD.search(text))


# "What did Ana Vell say", "According to Ana Vell": whose words are wanted.
_WHOSE = re.compile(
    r"\b(?i:did|does|do|has|have|had|was|is|according to|by)\s+"
    r"(?P<whole>(?i:(?:the|mr|mrs|ms|dr|minister|president|secretary)\.?\s+)*"
    r"(?P<name>[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*){0,3}))",
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose statements a question asks for: the words of the name, lower-cased, and the question without it.

    A country or a ministry looks like a person: what is in the transcripts must tell.
    """

    name: frozenset[str]
    without: str


def whose(text: str) -> Whose | None:
    """The one named where a question names a speaker, `What did Ana Vell say`, or None."""
    match = _WHOSE.search(text)
    if match is None:
        return None
    without = f"{text[: match.start('whole')]}they{text[match.end('whole') :]}"
    return Whose(frozenset(match.group("name").lower().split()), without)
