"""How words are compared: one spelling of a text, its content words, forms of one word. Pure functions."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from store.types import Extent

_UNSPACED = r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"  # scripts and marks that stand without spaces
_DOTS = r"(?:\.\s*)?(?:…|\.{3,}|\.(?:\s\.){2,})(?:\s*[.…])*"
# What of a text is spelling alone, and how it is spelled here: see `spelled`. A single space between words, which
# is nearly every match that could be, stays as it is: it is passed over first. A dash that touches only the number
# behind it is its sign.
_CHANGES = rf"""(?!(?<=[!-~])\ [A-Za-z0-9])
    (?=[\s\u00ad\u200b-\u200d\u2060\ufeff….\-‐‑‒–—―−«»“”„‟‹›「」『』‘’‚‛′″`´"'])(?:
        (?P<nothing>[\u00ad\u200b-\u200d\u2060\ufeff]+|\A\s*(?:[-‐‑‒–−]\s+|[—―]\s*)(?=\d)|\A\s+
        |\s+\Z|(?<=[{_UNSPACED}])\s+|\s+(?=[{_UNSPACED}?!:;]))
      | (?P<end>\s*{_DOTS}\s*\Z)
      | (?P<dots>\s*{_DOTS}\s*)
      | (?P<minus>(?<=[^\dA-Z])\s+[-‐‑‒–−](?=[$€£¥]?\d))
      | (?P<dash>\s*[-‐‑‒–—―−](?:\s*[-‐‑‒–—―−])*\s*)
      | (?P<mark>(?:«\s*|\s*»|[“”„‟‹›「」『』‘’‚‛′″`´"'])+)
      | (?P<space>[^\S\ ]\s*|\ \s+))"""
_SPELLINGS = re.compile(_CHANGES, re.VERBOSE)
_WITH_ACCENTS = re.compile(rf"(?P<accent>\w[\u0300-\u036f]+)|{_CHANGES}", re.VERBOSE)
_SPELLED = {"nothing": "", "end": "...", "dots": "... ", "minus": " -", "dash": "-", "mark": "'", "space": " "}
CHINESE_IF = "如果|只要|除非|假如|倘若"
NEGATION = re.compile(
    r"\b(?:not(?!\s+only)|no(?!\s+doubt|\W*\d)|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|\w+n't|"
    r"refus\w+|reject\w+|den(?:y|ied|ies|ying|ial)|oppos(?:e|es|ed|ing|ition)|(?:decline|fail)\w*\s+to|rul\w+\s+out|"
    r"unable|unwilling|unlikely|impossible|untrue|false|baseless|groundless)\b|不(?![断斷仅僅同])|没有|沒有|无法|無法",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]+")
_NAME_ENDINGS = {"", "s", "n", "an", "ian", "ans", "ians", "ese", "ish", "i", "'s"}
# Words that say nothing of what was said: grammar, reporting, and titles of those who speak.
EMPTY = frozenset(
    """a about above after again all also am an and any are as at be because been before being both but by can could
    did do does doing during each for from further had has have having he her here hers him his how i if in into is
    it its itself just may me might more most must my no nor not now of off on once only or other our ours out over
    own same shall she should so some such than that the their theirs them then there these they this those through
    to too under until up upon very was we were what when where whether which while who whom why will with without
    would yes you your yours cannot never none nothing neither
    said say says saying state stated states according noted note added add told tell tells expressed explained
    called asked ask answer answered question replied reply remarked regarding concerning mentioned
    mr mrs ms dr president minister prime foreign ministry spokesperson spokesman spokeswoman speaker reporter
    government secretary chairman ambassador""".split()
)


@dataclass(frozen=True)
class Spelled:
    """A text in one spelling.

    `changes` are (start, end, size), in order: [start, end) of the text it was made of became `size` characters.
    """

    text: str
    changes: Sequence[tuple[int, int, int]]

    def extent(self, start: int, end: int) -> Extent:
        """Where the characters [start, end) stand in the text it was made of."""
        return Extent(self._place(start), self._place(end - 1) + 1) if end > start else Extent(0, 0)

    def _place(self, at: int) -> int:
        n = bisect_right(self._ends, at)  # changes before it
        place = at + (self.changes[n - 1][1] - self._ends[n - 1] if n else 0)
        start, end, size = self.changes[n] if n < len(self.changes) else (place + 1, 0, 0)
        # A mark that became longer or shorter: its first character stands for its beginning, the last for its end.
        return place if place < start else end - 1 if place == start + size - 1 else start

    @cached_property
    def _ends(self) -> list[int]:
        """Where each change ends in the text of one spelling."""
        longer = accumulate(size - (end - start) for start, end, size in self.changes)
        return [end + by for (_, end, _), by in zip(self.changes, longer, strict=True)]


def has_words(text: str) -> bool:
    """Whether a text is more than marks and spaces."""
    return any(character.isalnum() for character in text)


def plain(text: str) -> str:
    """One spelling of quotation marks, dashes, spaces and ellipsis marks, so that only words are compared.

    What differs between two texts of one spelling is a change of wording; what does not is none.
    """
    return _changes_in(text).sub(_spelling, text)


def spelled(text: str) -> Spelled:
    """The same as `plain`, with where each character came from."""
    changes: list[tuple[int, int, int]] = []

    def said(match: re.Match[str]) -> str:
        spelling = _spelling(match)
        changes.append((*match.span(), len(spelling)))
        return spelling

    return Spelled(_changes_in(text).sub(said, text), changes)


def _changes_in(text: str) -> re.Pattern[str]:
    # Letters with an accent of their own are rare, and looking for them takes ten times as long.
    return _SPELLINGS if text.isascii() or unicodedata.is_normalized("NFC", text) else _WITH_ACCENTS


def _spelling(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    return unicodedata.normalize("NFC", match[0]) if kind == "accent" else _SPELLED[kind]


def content_words(text: str) -> set[str]:
    """Content words, small; Chinese and Japanese as pairs of characters."""
    pairs = {run[i : i + 2] for run in _CJK.findall(text) for i in range(max(len(run) - 1, 1))}
    words = {word.casefold().removesuffix("'s") for word in WORD.findall(_CJK.sub(" ", text))}
    return pairs | {word for word in words if len(word) > 2 and word not in EMPTY and not word.endswith("n't")}


def is_among(word: str, others: Set[str]) -> bool:
    """Whether the word, or another form of it, is one of the others: sign and signed, authority and authorities."""
    if word in others or len(word) < 4:
        return word in others
    return any(_shared(word, other) >= max(4, 0.7 * max(len(_stem(word)), len(_stem(other)))) for other in others)


@lru_cache(maxsize=20_000)  # the same words are compared again and again
def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{4})(?:ations?|ings?|ments?|ed|es|ly|s)$", "", word)


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def acronyms(text: str) -> set[str]:
    """The acronyms of the text's capitalised phrases: "European Union" gives EU."""
    phrases = re.findall(r"[A-Z]\w+(?:[\s-]+(?:of\s+(?:the\s+)?|and\s+|for\s+)?[A-Z]\w+)+", text)
    return {"".join(re.findall(r"\b[A-Z]", phrase)) for phrase in phrases}


def is_same_name(one: str, other: str) -> bool:
    """Whether these are one name with different endings, as Norlandia and Norlandian, China and Chinese."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    stem = short[:-1] if len(short) > 4 and short[-1] in "aeiouy" else short
    return long.startswith(short[:3]) and any(
        long.startswith(root) and long[len(root) :] in _NAME_ENDINGS for root in {short, stem} if len(root) > 2
    )
