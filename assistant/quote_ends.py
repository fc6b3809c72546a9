"""The marks at the ends of quoted words: which are none of theirs, and which change what they say. Pure functions."""

import re
from functools import lru_cache

from assistant.comparison import plain
from store.types import Extent

EDGES = " '.,;:!?。，！？；：、-"
_CLOSING = ".!?。！？"
MARKS = " \n\t'\"“”„«»「」『』‘’‚"
_CURRENCIES = tuple("$€£¥￥")
_PERCENT = re.compile(r"(?<=\d)\s?[%‰％]")
_STOP = re.compile(r"[.!?](?='?(?:\s+[^\sa-z]|\s*\Z))|[。！？]")
_ASKED = re.compile(r"['\s]*[?？]")


def bare(words: str) -> str:
    """Words without the marks at their ends, but for the minus of a number."""
    core = words.strip(EDGES)
    at = words.find(core)
    return words[_minus_of(words, at) : at] + core


def ending(words: str) -> str:
    """The marks behind the last word."""
    return words[len(words.rstrip(EDGES + MARKS)) :]


def asks(words: str) -> bool:
    """Whether words end as a question."""
    return any(mark in ending(words) for mark in "?？")


@lru_cache(maxsize=256)  # the same quote is held against many places
def _states(words: str) -> bool:
    return any(mark in plain(ending(words)).replace("...", "") for mark in ".!。！")


def with_signs(extent: Extent, text: str) -> Extent:
    """A stretch with the minus of the number it begins with, and the percent sign of the one it ends with."""
    percent = _PERCENT.match(text, extent.end)
    return Extent(_minus_of(text, extent.start), percent.end() if percent else extent.end)


def _minus_of(text: str, at: int) -> int:
    """Where the minus of a number stands that begins, with or without a currency, at `at`; `at` if it has none."""
    start = at - (text[at : at + 1].isdigit() and text.endswith(_CURRENCIES, 0, at))
    is_number = text[start : start + 1].isdigit() or text.startswith(_CURRENCIES, start)
    is_minus = is_number and text.endswith("-", 0, start) and (start == 1 or text[start - 2] in " ('为為是至到")
    return start - 1 if is_minus else at


def is_asked_alike(words: str, text: str, end: int) -> bool:
    """Whether what is quoted as a question was one, and what is quoted with a full stop was none."""
    if asks(words):
        stop = _STOP.search(text, end)
        return stop is not None and stop[0].startswith(("?", "？"))
    return not (_states(words) and _ASKED.match(text, end))


def closed(end: int, text: str) -> int:
    """The end of a part, with the full stop that ends its sentence there."""
    return end + 1 if text[end : end + 1] in _CLOSING and end < len(text) else end
