"""Labels -> turns: who asks, who answers, and which words are whose."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from store.formats.labels import Label
from store.types import Role, Turn

_ASKERS = frozenset("q question reporter journalist press".split())
_ANSWERERS = frozenset("a answer".split())
_MODERATORS = frozenset("moderator operator host chair chairman".split())
_ASKS = re.compile(r"[?？]")
_PERSON_AND_OUTLET = re.compile(r"^(?P<person>[^(（]+?)\s*[(（](?P<outlet>[^)）]+)[)）]$")


def turns(text: str, labels: Sequence[Label]) -> list[Turn]:
    """The turns of a text; one lasts until the next label. Labels without a word after them give none."""
    ends = [label.start for label in labels[1:]] + [len(text)]
    extents = [_words(text, label.end, end) for label, end in zip(labels, ends, strict=True)]
    spoken = [(label, start, end) for label, (start, end) in zip(labels, extents, strict=True) if start < end]
    roles = _roles([(label.text, text[start:end]) for label, start, end in spoken])
    return [_turn(label.text, roles[label.text], start, end) for label, start, end in spoken]


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _turn(label: str, role: Role, start: int, end: int) -> Turn:
    if role == "asker":
        person, outlet = None, None if label.lower() in _ASKERS else label
        if outlet and (match := _PERSON_AND_OUTLET.match(outlet)):
            person, outlet = match.group("person"), match.group("outlet")
        return Turn(person, outlet, role, start, end, label)
    return Turn(None if label.lower() in _ANSWERERS else label, None, role, start, end, label)


def _roles(spoken: Sequence[tuple[str, str]]) -> Mapping[str, Role]:
    """The role of each label, from the whole transcript.

    With generic labels (Q, QUESTION) everybody else answers. Otherwise whoever mostly puts questions
    asks; whoever does not answers.
    """
    turns_of, asking = Counter[str](), Counter[str]()
    for label, words in spoken:
        turns_of[label] += 1
        asking[label] += bool(_ASKS.search(words[-300:]))
    generic = any(label.lower() in _ASKERS for label in turns_of)
    roles: dict[str, Role] = {}
    for label, count in turns_of.items():
        name = label.lower()
        if name in _ASKERS:
            roles[label] = "asker"
        elif name in _MODERATORS:
            roles[label] = "moderator"
        elif name in _ANSWERERS or generic or asking[label] * 2 < count:
            roles[label] = "answerer"
        else:
            roles[label] = "asker"
    if "answerer" not in roles.values():
        # Everybody asks: the one who speaks most often is the one they ask.
        roles[turns_of.most_common(1)[0][0]] = "answerer"
    return roles
