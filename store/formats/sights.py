"""Candidates for labels with what speaks for each: its words, its place in the line, what is set in bold.

The lines above the first turn are left out: they tell of the event.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.formats.dates import find_date
from store.formats.head import is_event
from store.formats.labels import Label
from store.formats.names import generic_role, is_office, is_person, key_of, parse_label
from store.types import Extent, Role

_ENDS_SENTENCE = re.compile(r"[.!?。！？…:：;；\"”’」)）\]*_>—–-]$")
_LEAD = re.compile(r"</?\w{1,6}>|[\s>#*_•\"–—-]+")
_ENDS_WITH_MARK = re.compile(r"[.?!。？！…—–-][\"”’»」』)）\]*_]*$")
_HEAD_CHARACTERS = 3_000
_HEAD_LINE_CHARACTERS = 160
_SAMPLE_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Sight:
    """One candidate with what speaks for it.

    `states` says that its words tell a part (an office, a newsroom), `is_house` that they name an asker's newsroom.
    """

    label: Label
    key: str
    role: Role | None
    states: bool
    opens: bool
    is_caps: bool
    is_set_off: bool
    has_words: bool
    is_house: bool


def sights_of(text: str, found: Iterable[Label], start: int, bold: Sequence[Extent]) -> list[Sight]:
    """Each candidate with what speaks for it, in order. `start` is where the body of the text begins."""
    keys: dict[str, tuple[str, Role | None, bool, bool, bool]] = {}
    wrapped = _is_hard_wrapped(text, start)
    sights: list[Sight] = []
    at = 0
    for label in found:
        if label.text not in keys:
            keys[label.text] = _facts_of(label.text)
        key, role, states, is_caps, is_house = keys[label.text]
        while at < len(bold) and bold[at].end <= label.start:
            at += 1
        set_off = at < len(bold) and bold[at].start <= label.start + 1 and bold[at].end <= label.end + 2
        set_off = set_off or text[label.start] in "*_<"
        inline = label.shape == "inline"
        opens = not inline and (not wrapped or _opens_paragraph(text, label.start, start))
        has_words = label.shape != "alone" or _words_follow(text, label.end)
        sights.append(Sight(label, key, role, states, opens, is_caps, set_off, has_words, is_house))
    return sights


def _facts_of(label: str) -> tuple[str, Role | None, bool, bool, bool]:
    role = generic_role(label)
    name = parse_label(label)
    outside = label.split("(")[0].split(",")[0]
    capitals = sum(char.isupper() for char in outside)
    is_caps = capitals > 1 and capitals >= sum(char.islower() for char in outside) * 4
    is_house = role is None and name.role == "asker" and name.outlet is not None
    return key_of(label), role, name.bare is None, is_caps, is_house


def _opens_paragraph(text: str, at: int, start: int) -> bool:
    """Whether a line begins something new, rather than going on with the line above it."""
    line = text.rfind("\n", 0, at)
    if line < start or _LEAD.sub("", text[line + 1 : at]):
        return line < start
    before = text.rfind("\n", max(start - 1, line - 400), line)
    above = text[max(before + 1, start) : line].rstrip()
    return len(above) < 40 or bool(_ENDS_SENTENCE.search(above))


def _words_follow(text: str, at: int) -> bool:
    """Whether a line of speech follows, and not the next name of a list."""
    end = text.find("\n", at, at + 200)
    line = text[at : end if end >= 0 else at + 200].rstrip()
    return len(line) > 60 or bool(_ENDS_SENTENCE.search(line))


def _is_hard_wrapped(text: str, start: int) -> bool:
    """Whether paragraphs are broken into lines, so that a line may begin in the middle of a sentence."""
    lines = text[start : start + _SAMPLE_CHARACTERS].split("\n")
    joined = [above for above, below in pairwise(lines) if len(above) > 40 and below.strip()]
    return sum(not _ENDS_SENTENCE.search(line.rstrip()) for line in joined) > 0.4 * max(len(joined), 5)


def without_head(text: str, sights: Sequence[Sight], start: int) -> list[Sight]:
    """The candidates without those in the lines above the first turn: `Harbour Museum: meeting of 4 May` and
    `Spokesperson: Ana Vell` tell of the event."""
    counts = Counter(sight.key for sight in sights if sight.opens)
    lines = [_rest_of_line(text, sight.label) for sight in sights if sight.opens and sight.label.shape == "colon"]
    ended = sum(bool(_ENDS_WITH_MARK.search(line)) for line in lines)
    is_punctuated = len(lines) > 2 and ended >= 0.7 * (len(lines) - 1)
    at = start
    for position, sight in enumerate(sights):
        line = text.rfind("\n", start, sight.label.start) + 1 or start
        above = text[at:line].rstrip()
        if len(above) > _HEAD_CHARACTERS or any(_is_spoken_line(each) for each in above.split("\n")):
            return list(sights[position:])
        rest = _rest_of_line(text, sight.label)
        if not _is_head_line(text[line : sight.label.end], sight, rest, counts[sight.key], is_punctuated):
            return list(sights[position:])
        at = sight.label.end + len(rest)
    return []


def _is_spoken_line(line: str) -> bool:
    return len(line.split()) > 6 and bool(_ENDS_WITH_MARK.search(line.rstrip()))


def _rest_of_line(text: str, label: Label) -> str:
    end = text.find("\n", label.end)
    return text[label.end : end if end >= 0 else len(text)].rstrip()


def _is_head_line(line: str, sight: Sight, rest: str, count: int, is_punctuated: bool) -> bool:
    if sight.label.shape != "colon" or not sight.opens or not rest or len(rest) > _HEAD_LINE_CHARACTERS:
        return False
    if line.startswith("#") and count == 1 and not sight.role:
        return True
    if _ENDS_WITH_MARK.search(rest) or sight.label.seconds is not None:
        return False
    if (sight.role or is_office(sight.label.text)) and is_person(rest):
        return True
    if sight.role or not is_punctuated:
        return False
    return count == 1 or is_event(rest) or find_date(rest) is not None
