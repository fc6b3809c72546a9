"""The numbers and dates of a statement, and whether what it cites holds them. Pure functions."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.comparison import plain
from assistant.figures import numbers

_SMALL = 10  # the highest number that may be a count of things listed, when it is spelled out
_MONTHS = (
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_NUMBER_OF = {name: number for line in _MONTHS for number, name in enumerate(line.split(), start=1)}
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_ANY_MONTH = re.compile(rf"\b(?:{_MONTH})\b|(?<!\d)(?:1[0-2]|[1-9])(?=月)")
_DATED_MONTH = re.compile(
    rf"\b({_MONTH})\b\.?\s+(?:de\s+)?\d{{1,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?({_MONTH})\b"
)
_NEXT_YEAR = re.compile(
    r"\bnext\s+year\b|nächsten?\s+Jahr|l'an(?:née)?\s+prochaine?|\bpróximo\s+año|明年", re.IGNORECASE
)
_LAST_YEAR = re.compile(
    r"\blast\s+year\b|\b(?:a|one)\s+year\s+ago\b|letzte[ns]\s+Jahr|l'an\s+dernier|año\s+pasado|去年", re.I
)
# "30 of 41 million" is 30 million of 41 million.
_SHARED_SCALE = re.compile(
    r"(?<![\d.,])(\d[\d.,]*)(?=\s*(?:of|out of|to|and|or|-)\s*(?:the\s+)?"
    r"\d[\d.,]*\s*(thousand|million|billion|trillion)\b)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Words a statement may rest on; `day` is when they were said, which gives "next year" its meaning."""

    words: str
    day: dt.date | None = None


def missing_figures(text: str, sources: Iterable[Source]) -> tuple[set[str], int]:
    """The numbers of a text that no source holds, as text, and how many numbers it has.

    A number is held in any notation; that the day of the source is named, or the year that its "next year" means, is
    right too. A month beside a number counts as a number ("4 March"), in English, German, French, Spanish and Chinese.
    Words up to ten do not count ("three countries", "the only one"): they may tell how many things a sentence lists.
    """
    known: set[Decimal] = set()
    known_months: set[int] = set()
    for source in sources:
        words = plain(source.words)
        known |= _numbers(words)
        known_months |= _months(words)
        if source.day:
            known |= {Decimal(source.day.day), Decimal(source.day.year)}
            known_months.add(source.day.month)
            known |= {Decimal(source.day.year + 1)} if _NEXT_YEAR.search(words) else set()
            known |= {Decimal(source.day.year - 1)} if _LAST_YEAR.search(words) else set()
    text = plain(text)
    claimed = {n for n in _numbers(text) if n > _SMALL or n % 1 or re.search(rf"(?<!\d){n:f}(?!\d)", text)}
    named = {a or b for a, b in _DATED_MONTH.findall(text)}
    missing = {f"{number:f}" for number in claimed - known - {Decimal(month) for month in known_months}}
    missing |= {name for name in named if _month(name) not in known_months}
    return missing, len(claimed) + len(named)


@lru_cache(maxsize=10_000)
def _months(text: str) -> frozenset[int]:
    return frozenset(_month(name) for name in _ANY_MONTH.findall(text))


def _month(name: str) -> int:
    return _NUMBER_OF.get(name) or int(name)


@lru_cache(maxsize=10_000)  # the same sentences are cited again and again
def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(numbers(_SHARED_SCALE.sub(r"\1 \2", text)))
