"""The numbers of a statement with units and degree ("at least"), and whether what it cites has them. Pure functions."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.checks.dates import without_dates
from assistant.comparison import plain
from assistant.figures import numbers

Degree = Literal["at least", "up to", "about"]

_SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "dozen"
).split()
_WORD = "|".join(sorted(_SPELLED, key=len, reverse=True))
_SCALE = r"(?:hundred|thousand|million|billion|trillion|mln|mn|bn|trn|tn|[mbk])"
_AMOUNT = re.compile(
    r"(?P<sign>US\$|USD|EUR|GBP|CNY|RMB|[$€£¥])?\s?"
    rf"(?P<value>(?<![\w.])\d(?:[\d,]*\d)?(?:\.\d+)?(?:[\s-]?{_SCALE}\b)?"
    rf"|\b(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD}))*\b)"
    r"\s?-?(?P<unit>percentage[\s-]points?|basis[\s-]points?|points?\b|per\s?cent\b|%|(?:U\.?S\.?\s+)?dollars?\b|euros?\b|"
    r"pounds?\b|yuan\b|renminbi\b|yen\b|crowns?\b|kroner\b|kronor\b|francs?\b|roubles?\b|rubles?\b|USD\b|EUR\b|GBP\b)?",
    re.IGNORECASE,
)
_UNITS = (
    (r"percentage.?points?|points?", "points"), (r"basis.?points?", "basis points"), (r"per\s?cent|%", "percent"),
    (r"us\$|usd|\$|(?:u\.?s\.?\s+)?dollars?", "dollars"), (r"eur|€|euros?", "euros"), (r"gbp|£|pounds?", "pounds"),
    (r"cny|rmb|yuan|renminbi", "yuan"), (r"¥|yen", "yen"), (r"crowns?|kroner|kronor", "crowns"), (r"francs?", "francs"),
    (r"rou?bles?", "roubles"),
)  # fmt: skip
_LINK = r"\s+(?:the\s+|a\s+|an\s+)?$"
_DEGREES: tuple[tuple[re.Pattern[str], frozenset[Degree]], ...] = (
    (re.compile(rf"\b(?:no|not)\s+(?:more|higher|longer|later)\s+than{_LINK}", re.I), frozenset({"up to"})),
    (re.compile(rf"\b(?:no|not)\s+(?:less|fewer|lower)\s+than{_LINK}", re.I), frozenset({"at least"})),
    (re.compile(rf"\bjust\s+(?:over|above){_LINK}", re.I), frozenset({"at least", "about"})),
    (re.compile(rf"\b(?:just\s+(?:under|below)|nearly|almost|close\s+to){_LINK}", re.I), frozenset({"up to", "about"})),
    (
        re.compile(
            rf"\b(?:at\s+least|(?:more|higher|longer|greater)\s+than|a\s+minimum\s+of|over|above|beyond|exceed\w*"
            rf"|upwards?\s+of){_LINK}", re.I,
        ),
        frozenset({"at least"}),
    ),
    (
        re.compile(
            rf"\b(?:up\s+to(?:\s+force)?|at\s+(?:the\s+)?most|(?:less|fewer|lower|shorter)\s+than|a\s+maximum\s+of|under"
            rf"|below){_LINK}", re.I,
        ),
        frozenset({"up to"}),
    ),
    (re.compile(rf"\b(?:about|around|roughly|approximately|some|circa){_LINK}", re.I), frozenset({"about"})),
)  # fmt: skip
_WITHIN = re.compile(rf"\bwithin{_LINK}", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+(?:[a-z]+\s+)?or\s+(more|less|fewer)\b")
_NEXT_YEAR = re.compile(r"\bnext\s+year\b|明年|\bpróximo\s+año|prochaine?", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\blast\s+year\b|\b(?:a|one)\s+year\s+ago\b|去年|año\s+pasado|l'an\s+dernier", re.IGNORECASE)


class Amount(NamedTuple):
    """A number as a value, in which unit (None: none of those told apart), with which degree."""

    value: Decimal
    unit: str | None
    degrees: frozenset[Degree]
    written: str


def wrong_amount(text: str, words: str, days: Sequence[date], names: str) -> str | None:
    """Why the numbers of a statement are not those of the words cited; None if they are.

    `names` are of those who speak, and titles: a number of theirs may be named. The year of the day may be, too.
    """
    bare = without_dates(text)
    claimed = numbers(bare) - (set() if re.search(r"\b1\b", bare) else {Decimal(1)})  # "one" is mostly a pronoun
    known = _numbers(words) | _numbers(names) | _years(words, days)
    if missing := claimed - known:
        return f"the number {min(missing):,f} is not in the quote"
    said = _amounts(words)
    for amount in _amounts(bare):
        same = [other for other in said if other.value == amount.value]
        if same and (why := _differs(amount, same, said)):
            return why
    return None


def _differs(amount: Amount, same: Iterable[Amount], said: Iterable[Amount]) -> str | None:
    units = {other.unit for other in same}
    if amount.unit and amount.unit not in units:
        elsewhere = None in units and any(other.unit == amount.unit for other in said)
        if not elsewhere or units - {None}:
            return f"“{amount.written}” is not in the quote: the unit is another"
    degrees = [other.degrees for other in same]
    if amount.degrees and not any(amount.degrees & other for other in degrees):
        if amount.degrees != {"about"} or all(degrees):
            return f"the quote does not say “{min(amount.degrees)}” of {amount.written}"
    elif not amount.degrees and all(other - {"about"} and "about" not in other for other in degrees):
        return f"the quote says “{min(degrees[0])}” of {amount.written}"
    return None


@lru_cache(maxsize=2_048)  # the same sentences are cited again and again
def _amounts(text: str) -> tuple[Amount, ...]:
    found = []
    text = plain(text)
    for match in _AMOUNT.finditer(text):
        values = numbers(match["value"])
        if len(values) == 1:
            unit = _unit(match["unit"] or match["sign"] or "")
            degrees = _degrees(text[: match.start()].rstrip(" ") + " ", text[match.end() :])
            found.append(Amount(values.pop(), unit, degrees, " ".join(match[0].split())))
    return tuple(found)


def _unit(written: str) -> str | None:
    plain_unit = " ".join(written.lower().split())
    return next((unit for pattern, unit in _UNITS if re.fullmatch(pattern, plain_unit)), None)


def _degrees(before: str, after: str) -> frozenset[Degree]:
    if found := _OR_MORE.match(after):
        return frozenset({"at least" if found[1] == "more" else "up to"})
    if _WITHIN.search(before):
        return frozenset({"up to", "about"})  # "within a week" may be told as "in a week"
    return next((degrees for pattern, degrees in _DEGREES if pattern.search(before)), frozenset())


@lru_cache(maxsize=2_048)
def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(numbers(plain(text)))


def _years(words: str, days: Iterable[date]) -> set[Decimal]:
    years = set()
    for day in days:
        years |= {day.year}
        years |= {day.year + 1} if _NEXT_YEAR.search(words) else set()
        years |= {day.year - 1} if _LAST_YEAR.search(words) else set()
    return {Decimal(year) for year in years}
