"""The newsroom an asker works for, where the label is silent: the hand-over or the asker says it.

Whole sentences count, not phrases in them: people speak of newsrooms, states and each other all the time.
"""

import re

from store.formats import words as w
from store.formats.names import folded, is_newsroom, is_office, may_be_name

_NAME = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-Þ][\w'’.-]*\w|[A-Z]\.)"
_JOINS = "of|de|di|do|da|du|del|der|le|la|el|and|&|for|the"
_OUTLET = rf"(?:the |The )?(?P<outlet>{_NAME}(?:(?: (?:{_JOINS}))* {_NAME}){{0,4}})"
_FROM = r"(?P<from>from|with|of|at|for|de la|del|de|von|vom|du)"
_PERSON = rf"(?P<person>{_NAME}(?: (?:de la|de|da|van der|van|von|der|bin|al|la|del|di))?(?: {_NAME}){{1,2}})"
_I_AM = r"(?:\b(?:I['’]?m|I am|[Tt]his is|[Mm]y name is|[Ii]t['’]s|[Ss]oy|[Ii]ch bin|[Jj]e suis)\b,? )"
_GREETS = r"(?:[A-Z][^,]{0,35}, ){0,2}"
_ENDS = r"(?=$|[,;]| here$| speaking$)"
_INTRODUCTIONS = (
    re.compile(rf"{_I_AM}{_PERSON},? {_FROM} {_OUTLET}{_ENDS}"),
    re.compile(rf"{_I_AM}{_PERSON}, {_OUTLET}$"),
    re.compile(rf"^{_GREETS}{_PERSON},? {_FROM} {_OUTLET}{_ENDS}"),
    re.compile(rf"^{_GREETS}{_PERSON}, (?:with )?{_OUTLET}$"),
    re.compile(rf"{_I_AM}(?P<reporter>an? (?:reporter|journalist|correspondent) )?{_FROM} {_OUTLET}{_ENDS}"),
    re.compile(rf"^(?:(?:Hi|Hello|Hola)\b[^,]{{0,20}}, )?{_OUTLET} here$"),
)
_INTRODUCTION_CJK = re.compile(
    r"我是(?:来自)?(?P<outlet>[^，。？！\s]{2,14}?)(?:的)?记者(?P<person>[\u4e00-\u9fff]{2,4})?[，。]"
)
# How a chair leads up to a name, in the sentence that calls on somebody.
_LEAD = (
    r"(?:^|.*\b(?i:go(?: back)? to|next(?: is| up| question is| question)?|line of|from|over to|then|and|"
    r"take|call on|okay|all right|yes|go ahead|question|pregunta|frage|pergunta)\b[,:]? "
    r"(?:to |para |de |von )?)"
)
_TAIL = r"[.,:]?(?: please| go ahead| is next)?\W*$"
_CALLS = (
    re.compile(rf"{_LEAD}{_PERSON},? {_FROM} {_OUTLET}{_TAIL}", re.DOTALL),
    re.compile(rf"{_LEAD}{_PERSON}(?:,| -+| –) ?{_OUTLET}{_TAIL}", re.DOTALL),
    re.compile(rf"{_LEAD}(?P<person>{_NAME}),? {_FROM} {_OUTLET}{_TAIL}", re.DOTALL),
)
_CALLS_OUTLET = re.compile(
    r"(?P<lead>^|(?i:next(?: is| up| question is from| question comes from| question| from)?|go to|over to|"
    r"question(?: is| comes)? from|pregunta(?:,? (?:para|de))?|frage(?: von)?|pergunta))"
    rf"(?(lead)[,:]? ?){_OUTLET}{_TAIL}"
)
_ASKS_FOR = ("next", "quest", "preg", "frage", "perg")
_CALLS_CJK = re.compile(
    r"(?:请|下面|下一位|有请)(?:来自)?(?P<outlet>[^，。？！：\s]{2,14}?)(?:的)?记者(?:朋友)?"
    r"(?P<person>[\u4e00-\u9fff]{2,3}(?=提问|[，。]|$))?(?:提问)?"
)
_PIECE = re.compile(r"(?<=[a-z\d)])[.?!;]+(?:\s+|$)|(?<=[A-Z]{2})[.?!]+(?:\s+|$)|\s+[–-]+\s+|—")
_NO_NAMES = w.OPENERS | {"hi", "hello", "thanks", "hey", "sorry", "great", "good", "mr", "madam"}
_FIRST_CHARACTERS = 260
_LAST_CHARACTERS = 200
_CALL_CHARACTERS = 90


def own_words(text: str, start: int, end: int, *, speaker: str | None) -> tuple[str | None, str | None]:
    """(person, outlet) as an asker's first sentences give them: `Jane Roe, Harbour Times.`

    `speaker` is whom the label names, if it does: a sentence with that name in it is an introduction.
    """
    words = text[start : min(end, start + _FIRST_CHARACTERS)]
    if found := _INTRODUCTION_CJK.search(words):
        return found["person"], found["outlet"]
    for piece in _PIECE.split(" ".join(words.split()))[:4]:
        for pattern in _INTRODUCTIONS:
            found = pattern.search(piece.strip(" .,"))
            if found and (outlet := _outlet(found["outlet"])):
                facts = found.groupdict()
                if _is_introduction(facts, outlet, speaker):
                    return facts.get("person"), outlet
    return None, None


def _is_introduction(facts: dict[str, str | None], outlet: str, speaker: str | None) -> bool:
    person, preposition = facts.get("person"), facts.get("from")
    if person is None:
        return is_newsroom(outlet) or bool(facts.get("reporter")) or preposition == "with"
    if not _is_person(person):
        return False
    if speaker is not None:
        return is_same_person(person, speaker)
    return is_newsroom(outlet) or preposition in ("from", "with", "at") or " " not in outlet


def called(text: str, start: int, end: int, *, is_moderator: bool) -> tuple[str | None, str | None]:
    """(person, outlet) whom the end of a turn calls on: `Next, Reuters.`, `Jane Roe of the Harbour Times.`

    Somebody who answers also names people and newsrooms; of those only a short last sentence counts that is
    nothing but a name and a newsroom.
    """
    words = text[max(start, end - _LAST_CHARACTERS) : end]
    if found := _CALLS_CJK.search(words):
        return found["person"], found["outlet"]
    pieces = [
        " ".join(piece.split())
        for piece in re.split(r"(?<=[a-z)])[.?!]+\s+|(?<=[A-Z]{2})[.?!]\s+|\n\s*\n", words)
        if piece.strip(" .")
    ]
    for piece in reversed(pieces[-3:] if is_moderator else pieces[-1:]):
        if len(piece) <= _CALL_CHARACTERS or is_moderator:
            person, outlet = _called_in(piece, is_moderator)
            if outlet:
                return person, outlet
    return None, None


def _called_in(piece: str, is_moderator: bool) -> tuple[str | None, str | None]:
    for pattern in _CALLS:
        found = pattern.search(piece)
        outlet = _outlet(found["outlet"]) if found else None
        if found and outlet and _is_person(found["person"]):
            preposition = found.groupdict().get("from") or "of"
            if is_newsroom(outlet) or preposition not in ("of", "for"):
                return found["person"], outlet
    found = _CALLS_OUTLET.search(piece) if is_moderator else None
    outlet = _outlet(found["outlet"]) if found else None
    if found and outlet and (is_newsroom(outlet) or found["lead"].casefold().startswith(_ASKS_FOR)):
        return None, outlet
    return None, None


def _outlet(words: str) -> str | None:
    """A newsroom's name, or None for what only looks like one: an office, a greeting."""
    name = words.strip(" .,'’-") if not re.fullmatch(r"(?:[A-Z]\.)+", words) else words
    first = name.split()[0].casefold().strip(".,") if name else ""
    if len(name) < 2 or first in w.TITLES or first in _NO_NAMES or first in w.OFFICES:
        return None
    return None if is_office(name) and not is_newsroom(name) else name


def _is_person(words: str) -> bool:
    tokens = words.split()
    first = tokens[0].casefold().strip(".,")
    return not is_office(words) and not is_newsroom(words) and (first not in _NO_NAMES or may_be_name(tokens))


def is_same_person(called_name: str, name: str) -> bool:
    """Whether a name that was called (perhaps only the first) can be this one."""
    parts = {folded(part) for part in name.split()}
    return any(folded(part) in parts for part in called_name.split())
