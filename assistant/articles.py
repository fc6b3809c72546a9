"""Quotations in an article: every stretch of quoted words, whatever the marks. Pure functions."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.attributions import attributed
from assistant.block_quotes import with_blocks, words_at
from assistant.comparison import has_words
from assistant.incises import halves, joined, spoken_lines
from assistant.quote_types import Article, Quotation
from store.types import Extent

_CLOSES = {
    "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"”',
    "‘": "’'", "'": "'’", "‚": "‘’'", "›": "‹", "‹": "›",
}  # fmt: skip
_SINGLE = "‘'‚›‹"
# Pasted text has one newline between paragraphs: one that opens a quotation again after a full stop begins there.
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)(?!(?<=[.!?…。！？]\n)[ \t]*[“„«»「『\"‘'‚›](?=\w))[^\n]+)*")
_FIRST_MARK = re.compile(r"\s*[>\s]*([“„«»「『\"‘'‚›])")
_GERMAN = re.compile(r"(?<![\w.,;:!?…»)])»(?=[\w¡¿›‚„“(\[…])")  # elsewhere it closes
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|bout|n|\d\d(?:s|(?!\s\w)))\b", re.IGNORECASE)
_LEAST_SINGLE = 3  # words: between single marks, fewer are names and jokes


def quotations(article: Article) -> list[Quotation]:
    """Every quotation of an article, in order, with whom the article says said it.

    Straight, curly, low and angle marks, mixed ones too, 「」 and 『』, block quotes, and quotations over several
    paragraphs, each of which opens again. Halves on both sides of their credit are one.
    """
    inline = [half for extents in _inline(article.text) for half in halves(article.text, extents)]
    inline += [[line] for line in spoken_lines(article.text) if not any(_overlap(line, *half) for half in inline)]
    marked = [Quotation(words_at(article.text, extents), tuple(extents)) for extents in inline]
    found = with_blocks(article, marked)
    ordered = sorted(found, key=lambda quotation: quotation.extents[0].start)
    said = attributed(article.text, [one for one in ordered if has_words(one.text)])
    return joined(article.text, said)


def _overlap(one: Extent, *others: Extent) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _inline(text: str) -> Iterator[list[Extent]]:
    """Stretches between marks, each with its pieces in the paragraphs it runs over."""
    paragraphs = [Extent(*found.span()) for found in _PARAGRAPH.finditer(text)]
    opening: list[Extent] = []  # of a quotation that the paragraph before left open
    for paragraph, following in pairwise([*paragraphs, Extent(len(text), len(text))]):
        position = _after_mark(text, paragraph) if opening else paragraph.start
        while position < paragraph.end:
            begin = position if opening else _next_mark(text, position, paragraph.end) + 1
            if begin > paragraph.end:
                break
            mark = text[(opening[0].start if opening else begin) - 1]
            end = _closing(text, begin, paragraph.end, mark)
            if end < 0:
                if _opens(text, following, mark):
                    opening.append(Extent(begin, paragraph.end))
                    break
                position, opening = begin, []
                continue
            extents = [*opening, Extent(begin, end)]
            opening = []
            position = end + 1
            if mark not in _SINGLE or len(text[begin:end].split()) >= _LEAST_SINGLE:
                yield extents


def _after_mark(text: str, paragraph: Extent) -> int:
    found = _FIRST_MARK.match(text, paragraph.start)
    return found.end() if found else paragraph.start


def _opens(text: str, paragraph: Extent, mark: str) -> bool:
    """Whether a paragraph begins with this mark again; French repeats the closing one."""
    found = _FIRST_MARK.match(text, paragraph.start, paragraph.end)
    return found is not None and (found[1] == mark or (found[1], mark) == ("»", "«"))


def _next_mark(text: str, start: int, end: int) -> int:
    """Where the next opening mark stands, or `end`."""
    for position in range(start, end):
        char = text[position]
        if char not in _CLOSES:
            continue
        if char in _SINGLE and not _opens_word(text, position):
            continue
        if char == "»" and not _GERMAN.match(text, position):
            continue
        if char == '"' and text[position - 1 : position].isdigit():  # inches
            continue
        return position
    return end


def _opens_word(text: str, position: int) -> bool:
    """Whether a mark stands at the beginning of a word, as no apostrophe but that of 'tis does."""
    is_within = text[position - 1 : position].isalnum() or not text[position + 1 : position + 2].isalnum()
    return not is_within and not _ELISION.match(text, position + 1)


def _closing(text: str, start: int, end: int, mark: str) -> int:
    """Where the mark that closes it stands, those of quotations within it passed over; -1 if nowhere."""
    if mark in _SINGLE:
        return _closing_single(text, start, end, mark)
    depth, is_in_straight = 0, False
    for position in range(start, end):
        char = text[position]
        if char == '"' and mark in "“„":  # it closes what a curly mark opened, unless it opens something itself
            is_inches = text[position - 1].isdigit()
            if not (is_in_straight or is_inches or _opens_word(text, position)):
                return position
            is_in_straight = not is_in_straight and not is_inches
        elif (char == mark != '"') or (char == "“" and mark == '"'):
            depth += 1
        elif char in _CLOSES[mark]:
            if not depth or char == mark:
                return position
            depth -= 1
    return -1


def _closing_single(text: str, start: int, end: int, mark: str) -> int:
    """Where a single mark closes: the ministers' is an apostrophe if the quotation can close behind it."""
    possessive = -1
    for position in range(start, end):
        if text[position] in _SINGLE and _opens_word(text, position):
            break
        char, after = text[position], text[position + 1 : position + 2]
        if char not in _CLOSES[mark] or text[position - 1].isspace() or after.isalnum():
            continue
        if not (char in "’'" and text[position - 1] == "s" and re.match(r"\s\w", text[position + 1 : position + 3])):
            return position
        possessive = position if possessive < 0 else possessive
    return possessive
