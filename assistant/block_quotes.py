"""Block quotes of an article: quotations without marks, with who stands below them. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.attributions import named_in
from assistant.quote_types import Article, Quotation
from store.types import Extent

_LINES = re.compile(r"(?:^[ \t]*>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_SIGN = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*?(?=\S)|(?<=\S)\*\*?|(?<!\w)__?(?=\w)|(?<=\w)__?(?!\w)")
_CREDIT = re.compile(r"\n[\s>]*(?:(?:[—–-]+\s*)+[*_]*|[*_]+)(?P<who>[^\W\d_][^\n]{1,80}?)[*_]*[\s>]*(?=\n[\s>]*\n|\Z)")
_BELOW = re.compile(r"\s*(?:—|–|--)\s*(?P<who>[^\W\d_][^\n]{1,80})(?=\n\s*\n|\s*\Z)")


def with_blocks(article: Article, marked: Sequence[Quotation]) -> list[Quotation]:
    """The quotations between marks and the block quotes, each with whom its last line, or the next one, credits.

    Marks that take up most of a block are its quotation; fewer stand in what it quotes.
    """
    found = list(marked)
    for block in (*article.blocks, *(Extent(*lines.span()) for lines in _LINES.finditer(article.text))):
        for whole in _quotations(article.text, block):
            bounds = whole.extents[0]
            within = [one for one in found if bounds.start <= one.extents[0].start <= one.extents[-1].end <= bounds.end]
            found = [one for one in found if one not in within]
            is_marked = 2 * sum(len(one.text) for one in within) > len(whole.text)
            found += [replace(one, speaker=whole.speaker) for one in within] if is_marked else [whole]
    return found


def words_at(text: str, extents: Sequence[Extent]) -> str:
    """The words of these stretches on one line, without the signs of Markdown."""
    pieces = (_EMPHASIS.sub("", _SIGN.sub("", text[extent.start : extent.end])) for extent in extents)
    return " ".join(" ".join(piece.split()) for piece in pieces)


def _quotations(text: str, block: Extent) -> Iterator[Quotation]:
    """What a block quotes: all of it, or each part down to a line that credits somebody."""
    start = block.start
    for credit in _CREDIT.finditer(text, block.start, block.end):
        if who := named_in(credit["who"]):
            yield from _quotation(text, Extent(start, credit.start()), who)
            start = credit.end()
    below = _BELOW.match(text, start) or _BELOW.match(text, block.end)
    yield from _quotation(text, Extent(start, block.end), named_in(below["who"]) if below else None)


def _quotation(text: str, extent: Extent, who: str | None) -> Iterator[Quotation]:
    whole = text[extent.start : extent.end]
    start = extent.start + len(whole) - len(whole.lstrip(" \t>\n"))
    stop = extent.start + len(whole.rstrip(" \t>\n"))
    if start < stop and (words := words_at(text, [Extent(start, stop)])):
        yield Quotation(words, (Extent(start, stop),), True, who)
