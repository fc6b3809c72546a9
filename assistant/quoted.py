"""Words in quotation marks, and whether sentences hold them word for word. Pure functions."""

import re
from collections.abc import Iterable, Sequence

from assistant.comparison import NEGATION, plain
from store.types import Sentence

QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\""
    r"|(?<!\w)‘(.+?)’(?!\w)|(?<!\w)'(.+?)'(?!\w)"
)
_ELLIPSIS = re.compile(r"\s*[\[(]?\.\.\.[\])]?\s*")
_CONDITION = re.compile(r"\b(?:if|unless|except|only|provided|until|but)\b", re.IGNORECASE)


def quoted_words(text: str) -> list[str]:
    """What stands between quotation marks of any kind, without them."""
    return [next(filter(None, match.groups())) for match in QUOTED.finditer(text)]


def without_marks(text: str, invented: Sequence[str]) -> str:
    """The text with these quoted words left bare."""

    def bare(match: re.Match[str]) -> str:
        words = next(filter(None, match.groups()))
        return words if words in invented else match[0]

    return QUOTED.sub(bare, text) if invented else text


def connected(sentences: Iterable[Sentence]) -> list[str]:
    """The texts of the sentences in one spelling, those that follow one another in a turn joined."""
    ordered = sorted(set(sentences), key=lambda s: (s.span.transcript_id, s.exchange, s.index))
    runs: list[str] = []
    last: Sentence | None = None
    for s in ordered:
        here = (s.span.transcript_id, s.exchange, s.turn, s.index)
        if last and (last.span.transcript_id, last.exchange, last.turn, last.index + 1) == here:
            runs[-1] += f" {s.text}"
        else:
            runs.append(s.text)
        last = s
    return [plain(run) for run in runs]


def holds(words: str, runs: Iterable[str]) -> bool:
    """Whether one run has these words; parts around an ellipsis in order, and no "not" or "if" left out between."""
    parts = [part.strip(" '.,;:!?。，！？") for part in _ELLIPSIS.split(plain(words))]
    parts = [part for part in parts if part]
    return bool(parts) and any(_in_order(parts, run) for run in runs)


def _in_order(parts: Sequence[str], run: str) -> bool:
    end = 0
    for part in parts:
        # The case of the first letter is not a change.
        first = "(?:" + "|".join(re.escape(letter) for letter in (part[0].lower(), part[0].upper())) + ")"
        before = r"(?<![A-Za-z0-9])" if part[0].isascii() and part[0].isalnum() else ""
        after = r"(?![A-Za-z0-9])" if part[-1].isascii() and part[-1].isalnum() else ""
        match = re.compile(before + first + re.escape(part[1:]) + after).search(run, end)
        gap = run[end : match.start()] if match else ""
        if not match or (end and (NEGATION.search(gap) or _CONDITION.search(gap))):
            return False
        end = match.end()
    return True
