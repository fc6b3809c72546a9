"""The words a suite looks for: one spelling of a text, and `match` items as patterns. Pure functions."""

import re
import unicodedata
from collections.abc import Iterable

DOUBLE_QUOTES = '"“”„‟«»「」『』＂'
SINGLE_QUOTES = "'‘’‚‛＇"
DASHES = "-‐‑‒–—―−"
_SPELLING = str.maketrans(
    {
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys(DASHES, "-"),
        "…": "...",
    }
)
# One alternative of a `match` item: /a pattern/ up to the slash that a bar or the end follows, or plain words.
_ALTERNATIVE = re.compile(r"\s*(?:/(?P<pattern>(?:\\.|[^\\])+?)/(?=\s*(?:\||$))|(?P<words>[^|]*?))\s*(?:\||$)")
# Scripts that put spaces between words, so that a word has a beginning: Latin, Greek, Cyrillic.
_SPACED = re.compile(r"[A-Za-z\u00c0-\u052f\u1e00-\u1fff]")


def normalised(text: str) -> str:
    """The one spelling in which words are compared; case is left to the patterns, which ignore it.

    Unicode NFC; every double quotation mark is ", every single one and apostrophe ', every dash or minus -, an
    ellipsis three dots; every run of white space (no-break and thin spaces, line ends) is one space; none at the ends.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_SPELLING).split())


def alternatives(item: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of one `match` or `never_say` item, to be searched for in `normalised` text.

    `|` parts alternatives, except inside /…/. /…/ is a regular expression; anything else is words, found as they stand
    wherever a word begins ("stable" is in "stabler" and not in "unstable"), and a number only as a whole number
    ("46" is not in "1946", "460" or "46.5"). In scripts without spaces words are found anywhere. Case never counts.

    Raises ValueError, in words, for an empty alternative, a missing slash or a broken expression.
    """
    found: list[re.Pattern[str]] = []
    position = 0
    while position <= len(item):
        match = _ALTERNATIVE.match(item, position)
        assert match is not None  # words may be empty, so something always fits
        found.append(_pattern(match))
        # Past the end when no bar follows, so that a bar at the very end leaves one empty alternative.
        position = match.end() if match[0].endswith("|") else len(item) + 1
    return tuple(found)


def _pattern(match: re.Match[str]) -> re.Pattern[str]:
    if match["pattern"] is not None:
        try:
            return re.compile(match["pattern"], re.IGNORECASE)
        except (re.error, OverflowError) as error:
            raise ValueError(f"/{match['pattern']}/ is not a regular expression ({error})") from error
    words = normalised(match["words"])
    if not words:
        raise ValueError("an alternative is empty")
    if words.startswith("/"):
        raise ValueError(f"{words} has no closing slash")
    return re.compile(_start(words) + re.escape(words) + _end(words), re.IGNORECASE)


def _start(words: str) -> str:
    if words[0].isdigit():
        return r"(?<!\d)(?<!\d[.,])"
    return r"(?<![^\W_])" if _SPACED.match(words) else ""


def _end(words: str) -> str:
    return r"(?![.,]?\d)" if words[-1].isdigit() else ""


def matched(patterns: Iterable[re.Pattern[str]], text: str) -> str | None:
    """The first words of a `normalised` text that one of the patterns fits; None if none does."""
    return next((found[0] for pattern in patterns if (found := pattern.search(text))), None)


def wanted_words(pattern: re.Pattern[str]) -> str | None:
    """The words a pattern was made of, or None for a regular expression of the suite."""
    bare = re.sub(r"^(?:\(\?<![^)]*\))+|\(\?!\[\.,\]\?\\d\)$", "", pattern.pattern)
    words = re.sub(r"\\(.)", r"\1", bare)
    return words if _start(words) + re.escape(words) + _end(words) == pattern.pattern else None
