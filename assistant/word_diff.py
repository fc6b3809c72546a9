"""Two wordings of a sentence compared word by word. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from store.lexical import CJK

Kind = Literal["equal", "insert", "delete"]

# A word with the space before it; a character where a script has no spaces; a mark.
_TOKEN = re.compile(rf"\s*(?:[{CJK}]|[^\W_{CJK}]+(?:['’][^\W_{CJK}]+)*|[^\s]|$)")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of text that both wordings have, or that was added (`insert`) or dropped (`delete`)."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> tuple[Edit, ...]:
    """The way from one wording to the other; whole words change.

    What is equal or inserted makes up `after`, to the character. What is equal or deleted makes up `before`, but for
    case, spaces and the kind of quotation marks and dashes, which are no changes.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    edits: list[Edit] = []
    matcher = SequenceMatcher(None, [_key(token) for token in old], [_key(token) for token in new], autojunk=False)
    for tag, first, last, start, end in _joined(matcher.get_opcodes(), new):
        if tag == "equal":
            edits.append(Edit("equal", "".join(new[start:end])))
            continue
        if last > first:
            edits.append(Edit("delete", "".join(old[first:last])))
        if end > start:
            edits.append(Edit("insert", "".join(new[start:end])))
    return tuple(edit for edit in edits if edit.text)


def dropped(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The words that are gone, piece by piece, without the marks around them."""
    return _words(edits, "delete")


def added(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The words that are new, piece by piece, without the marks around them."""
    return _words(edits, "insert")


def marked(edits: Sequence[Edit]) -> str:
    """The difference in one line that can be read without colours: `will [-not-] {+gladly+} sign`."""
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    pieces: list[str] = []
    for edit in edits:
        words = edit.text.strip()
        lead = " " if edit.text[:1].isspace() or (pieces and edit.kind == "insert" and pieces[-1][-2:] == "-]") else ""
        trail = " " if edit.text[-1:].isspace() and words else ""
        pieces.append(f"{lead}{marks[edit.kind].format(words)}{trail}" if words else " ")
    return " ".join("".join(pieces).split())


def _words(edits: Sequence[Edit], kind: Kind) -> tuple[str, ...]:
    pieces = (" ".join(edit.text.split()).strip(" ,;:.，、；：。") for edit in edits if edit.kind == kind)
    return tuple(piece for piece in pieces if any(char.isalnum() for char in piece))


Opcode = tuple[str, int, int, int, int]


def _joined(opcodes: Sequence[Opcode], new: Sequence[str]) -> list[Opcode]:
    """Changes with nothing but a mark or one short word between them become one: they read better."""
    joined: list[Opcode] = []
    for tag, first, last, start, end in opcodes:
        if len(joined) > 1 and tag != "equal" and joined[-1][0] == "equal" and joined[-2][0] != "equal":
            between = "".join(new[joined[-1][3] : joined[-1][4]]).strip()
            if len(between) < 3:
                joined.pop()
                _, begun, _, started, _ = joined.pop()
                joined.append(("replace", begun, last, started, end))
                continue
        joined.append((tag, first, last, start, end))
    return joined


def _key(token: str) -> str:
    return token.strip().casefold().translate(_SAME)
