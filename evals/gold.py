"""The words of a suite's `from` -> where they stand in the transcripts. Pure functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from evals.matching import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES, normalised
from evals.places import in_scope, overlap, sentences, spot
from evals.types import Gold
from store.types import Filters, Sentence, Span, Transcript

# A mark of one of these kinds stands for every mark of its kind.
_ALIKE = {
    **dict.fromkeys(DOUBLE_QUOTES, f"[{DOUBLE_QUOTES}]"),
    **dict.fromkeys(SINGLE_QUOTES, f"[{SINGLE_QUOTES}]"),
    **dict.fromkeys(DASHES, rf"[\{DASHES}]"),
}
_NEAR = 0.3  # of difflib's ratio in [0, 1]: below it, showing the nearest sentence helps nobody
_SHORTLIST = 20  # sentences with most words in common that are compared letter by letter


@dataclass(frozen=True, slots=True)
class Search:
    """Where words were found: `gold` counts; the others tell why nothing does. All in the order of the text."""

    gold: tuple[Gold, ...]
    other_part: tuple[Gold, ...]  # said by the other side: asked, not answered, or the other way round
    out_of_scope: tuple[Gold, ...]  # in the right part, in exchanges the case's filters keep out
    is_in_text: bool  # the words stand somewhere, perhaps across two turns or in a headline


def find(source: str, transcripts: Iterable[Transcript], who: Literal["answerer", "asker"], filters: Filters) -> Search:
    """Every place where the words of `source` stand within one turn.

    White space may differ, as may kinds of quotation marks and dashes, and "…" is "..."; letters and their case may
    not. The spans are those of the transcript's own characters.
    """
    pattern = _pattern(source)
    right: list[Gold] = []
    other: list[Gold] = []
    outside: list[Gold] = []
    is_in_text = False
    for transcript in transcripts:
        for match in pattern.finditer(transcript.reading.text):
            is_in_text = True
            here = spot(transcript, match.start(), match.end())
            if here is None:
                continue
            gold = _gold(transcript, Span(transcript.id, match.start(), match.end()))
            if (here.part == "question") != (who == "asker"):
                other.append(gold)
            elif in_scope(transcript, here.exchange, filters):
                right.append(gold)
            else:
                outside.append(gold)
    return Search(tuple(right), tuple(other), tuple(outside), is_in_text)


def _pattern(source: str) -> re.Pattern[str]:
    words = []
    for word in source.replace("...", "…").split():
        words.append("".join(r"(?:…|\.\.\.)" if c == "…" else _ALIKE.get(c) or re.escape(c) for c in word))
    return re.compile(r"\s+".join(words))


def _gold(transcript: Transcript, span: Span) -> Gold:
    touched = tuple(s for s in sentences(transcript) if overlap(s.span, span))
    here = spot(transcript, span.start, span.end)
    assert here is not None  # the caller looked
    return Gold(span, here.exchange.index, here.part, tuple(s.span for s in touched))


def nearest_sentence(source: str, transcripts: Iterable[Transcript]) -> Sentence | None:
    """The sentence most like these words (difflib's ratio on `normalised` text); None when nothing is like them."""
    wanted = normalised(source).casefold()
    words = set(wanted.split())
    ranked = sorted(
        (s for transcript in transcripts for s in sentences(transcript)),
        key=lambda s: -len(words & set(normalised(s.text).casefold().split())),
    )[:_SHORTLIST]
    scored = [(_likeness(wanted, normalised(s.text).casefold()), s) for s in ranked]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= _NEAR else None


def _likeness(wanted: str, sentence: str) -> float:
    """How much of `wanted` stands in the sentence, in order: a part of a long sentence is as good as all of a short."""
    blocks = SequenceMatcher(None, wanted, sentence, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 2) / max(len(wanted), 1)
