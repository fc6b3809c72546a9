"""Where exchanges begin or end although no question says so: headings, announcements, a last thank-you."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.formats.bounds import is_heading
from store.formats.roles import Spoken
from store.types import Role

_ANNOUNCES = re.compile(
    r"\b(?:announce|announcement|announcements|before we (?:continue|go on|move on|close)|one more thing|"
    r"anuncio|anunciar|ankündig\w*|annonce\w*)\b|宣布|通知|发布.{0,6}消息",
    re.I,
)
_THANKS = re.compile(
    r"\b(?:thank|thanks|helpful|appreciate\w*|great|gracias|danke|merci|obrigad\w|grazie|спасибо)\b|谢谢",
    re.I,
)
_ANNOUNCES_CHARACTERS = 120
_THANKS_CHARACTERS = 90


@dataclass(frozen=True, slots=True)
class Joints:
    """Positions of turns: `opens` begin an exchange without a question, `closes` belong to the one before."""

    opens: frozenset[int]
    closes: frozenset[int]


def joints(text: str, spoken: Sequence[Spoken], roles: Sequence[Role]) -> Joints:
    """The joints of turns in order."""
    opens: set[int] = set()
    closes: set[int] = set()
    for position in range(1, len(spoken)):
        above, turn = spoken[position - 1], spoken[position]
        if roles[position] == "answerer" and roles[position - 1] != "asker":
            if _heading_between(text, above, turn) or _announces_anew(text, above, turn):
                opens.add(position)
        elif roles[position] == "asker" and _is_last_word(text, spoken, roles, position):
            closes.add(position)
    return Joints(frozenset(opens), frozenset(closes))


def _heading_between(text: str, above: Spoken, turn: Spoken) -> bool:
    until = turn.label.start if turn.label else turn.start
    between = text[above.end : until].strip() if until - above.end < 400 else ""
    return any(is_heading(line.strip()) for line in between.split("\n") if line.strip(" \t*_=-·•~"))


def _announces_anew(text: str, above: Spoken, turn: Spoken) -> bool:
    """The label set again in the middle of one speaker's words: something new begins."""
    if above.key != turn.key:
        return False
    return bool(_ANNOUNCES.search(text, turn.start, min(turn.end, turn.start + _ANNOUNCES_CHARACTERS)))


def _is_last_word(text: str, spoken: Sequence[Spoken], roles: Sequence[Role], position: int) -> bool:
    """The thanks of somebody who asked, before the chair calls on the next."""
    turn = spoken[position]
    if turn.end - turn.start > _THANKS_CHARACTERS or roles[position - 1] != "answerer":
        return False
    if position + 1 == len(spoken) or roles[position + 1] != "moderator":
        return False
    words = text[turn.start : turn.end]
    return "?" not in words and bool(_THANKS.search(words))
