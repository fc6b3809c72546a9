"""Two wordings compared word by word: what one has and the other has not. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from assistant.comparison import has_words, plain
from store.lexical import CJK

Op = Literal["equal", "insert", "delete"]

_TOKEN = re.compile(rf"\s+|\.{{3}}|[{CJK}]|[^\W_{CJK}]+(?:['’][^\W\d_{CJK}]+|(?<=\d)[.,]\d+)*|.", re.DOTALL)
_MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
_ORDER: tuple[Op, Op, Op] = ("delete", "insert", "equal")
_LEAST_BETWEEN = 3  # letters that are the same between two changes; of fewer, both read better as one


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of a difference: `delete` stands in the first wording only, `insert` in the second only."""

    op: Op
    text: str


def word_diff(before: str, after: str, *, any_case: bool = False) -> tuple[Edit, ...]:
    """What turns one wording into the other; whole words change, of Chinese single characters.

    What is equal or deleted makes up `before`, to the character. What is equal or inserted makes up `after`, but for
    spelling (`comparison.plain`) and case, which are no changes: the first letter's, or `any_case`.
    """
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    changes: list[tuple[Op, str]] = []
    for op in Indel.opcodes(_keys(one, any_case), _keys(other, any_case)):
        if op.tag == "equal":
            changes += [("equal", token) for token in one[op.src_start : op.src_end]]
        else:
            changes += [("delete", token) for token in one[op.src_start : op.src_end]]
            changes += [("insert", token) for token in other[op.dest_start : op.dest_end]]
    return tuple(_gathered(changes))


def dropped(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The words that are gone, piece by piece, without the marks around them."""
    return _words(edits, "delete")


def added(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The words that are new, piece by piece, without the marks around them."""
    return _words(edits, "insert")


def marked(edits: Sequence[Edit]) -> str:
    """The difference in one line that can be read without colours: `will [-not-]{+gladly+} sign`."""
    pieces = (_marked(edit) for edit in edits)
    return " ".join("".join(pieces).split())


def _marked(edit: Edit) -> str:
    """The marks around the words, spaces outside."""
    words = edit.text.strip()
    before, _, after = edit.text.partition(words) if words else ("", "", edit.text)
    return f"{before}{_MARKS[edit.op].format(words) if words else ''}{after}"


def _words(edits: Sequence[Edit], op: Op) -> tuple[str, ...]:
    pieces = (" ".join(edit.text.split()).strip(" ,;:.，、；：。") for edit in edits if edit.op == op)
    return tuple(piece for piece in pieces if has_words(piece))


def _keys(tokens: Sequence[str], any_case: bool) -> list[str]:
    keys = [" " if token.isspace() else plain(token) for token in tokens]
    if any_case:
        return [key.casefold() for key in keys]
    first = next((n for n, key in enumerate(keys) if key[:1].isalnum()), None)
    if first is not None:
        keys[first] = keys[first][:1].lower() + keys[first][1:]
    return keys


def _gathered(changes: Sequence[tuple[Op, str]]) -> Iterator[Edit]:
    """Words exchanged twice with next to nothing between them are one exchange: it reads better."""
    runs: list[tuple[str, str, str]] = []  # what is gone, what came instead, what follows that both have
    for is_equal, group in groupby(changes, lambda change: change[0] == "equal"):
        those = list(group)
        gone, new = ("".join(text for op, text in those if op == kind) for kind in ("delete", "insert"))
        same = "".join(text for _, text in those) if is_equal else ""
        if is_equal and runs:
            runs[-1] = (*runs[-1][:2], same)
        elif runs and all((*runs[-1][:2], gone, new)) and len(runs[-1][2].strip()) < _LEAST_BETWEEN:
            before, after, between = runs.pop()
            runs.append((before + between + gone, after + between + new, ""))
        else:
            runs.append((gone, new, same))
    for run in runs:
        yield from (Edit(op, text) for op, text in zip(_ORDER, run, strict=True) if text)
