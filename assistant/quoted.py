"""Words in quotation marks, and whether sentences hold them word for word. Pure functions."""

import re
from collections.abc import Iterable, Sequence

from assistant.comparison import plain
from assistant.verbatim import stands_in
from store.types import Sentence

QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\""
    r"|(?<!\w)‘(.+?)’(?!\w)|(?<!\w)'(.+?)'(?!\w)"
)


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
    """Whether one run, as `connected` gives them, has these words, verbatim (`assistant/verbatim.py`)."""
    return any(stands_in(words, run) for run in runs)
