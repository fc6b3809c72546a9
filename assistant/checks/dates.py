"""The days, months and years a statement names, and whether they are those of what it cites. Pure functions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = (
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "- - - - - - - - Sep - - -",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_NUMBER_OF = {name: number for line in _MONTHS for number, name in enumerate(line.split(), start=1) if name != "-"}
MONTH_NAMES = frozenset(name for name in _NUMBER_OF if name[0].isupper())
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\b\.?"
_TH = r"(?:st|nd|rd|th|er)?\b"
_FORMS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"(?:(?P<year>\d{4})年)?(?P<number>\d{1,2})月(?:(?P<day>\d{1,2})日)?"),
    re.compile(
        rf"\b(?:(?P<first>\d{{1,2}}){_TH}\s*(?:to|and|or|until|-|–)\s*)?(?P<day>\d{{1,2}}){_TH}\.?\s+(?:of\s+|de\s+)?"
        rf"{_MONTH},?(?:\s+(?:de\s+)?(?P<year>\d{{4}})\b)?"
    ),
    re.compile(
        rf"\b{_MONTH}\s+(?:(?P<first>\d{{1,2}}){_TH}\s*(?:to|and|or|until|-|–)\s*)?(?P<day>\d{{1,2}}){_TH}(?![\d:.,]*\d)"
        r"(?:,?\s+(?P<year>\d{4})\b)?"
    ),
    re.compile(rf"\b{_MONTH},?\s+(?:de\s+|of\s+)?(?P<year>\d{{4}})\b"),
    re.compile(
        rf"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\bof )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Aa]fter )){_MONTH}"
    ),
)
_DAYS = (("yesterday", -1), ("last night", -1), ("today", 0), ("tonight", 0), ("this morning", 0), ("tomorrow", 1))


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is named."""

    year: int | None
    month: int
    day: int | None


def wrong_date(text: str, words: str, days: Sequence[date], titles: str) -> str | None:
    """The first date of a statement that is neither the day it was said nor named in the words cited, as written."""
    known = [*_named(words), *_named(titles)]
    known += [When(day.year, day.month, day.day) for day in days]
    known += [When(d.year, d.month, d.day) for day in days for d in _relative(words, day)]
    for written, when in dates(text):
        if not any(_is_same(when, other, days) for other in known):
            return written
    return None


def without_dates(text: str) -> str:
    """The text with every date taken out."""
    for form in _FORMS:
        text = form.sub(" ", text)
    return text


def dates(text: str) -> Iterator[tuple[str, When]]:
    """Every date with its words; of "20 to 22 February" both days."""
    for form in _FORMS:
        for match in form.finditer(text):
            groups = match.groupdict()
            number = int(groups["number"]) if groups.get("number") else _NUMBER_OF[groups["month"]]
            year = int(groups["year"]) if groups.get("year") else None
            written = " ".join(match[0].split()).rstrip(",.")
            if groups.get("first"):
                yield written, When(year, number, int(groups["first"]))
            yield written, When(year, number, int(groups["day"]) if groups.get("day") else None)
        text = form.sub(lambda match: " " * len(match[0]), text)


@lru_cache(maxsize=2_048)  # the same sentences are cited again and again
def _named(text: str) -> tuple[When, ...]:
    return tuple(when for _, when in dates(text))


def _relative(words: str, day: date) -> Iterator[date]:
    for word, offset in _DAYS:
        if word in words:
            yield day + timedelta(days=offset)
    if re.search(r"\blast month\b", words):
        yield day.replace(day=1) - timedelta(days=1)
    if re.search(r"\bnext month\b", words):
        yield day.replace(day=28) + timedelta(days=7)


def _is_same(claimed: When, known: When, days: Iterable[date]) -> bool:
    if claimed.month != known.month or (claimed.day and known.day and claimed.day != known.day):
        return False
    if claimed.day and not known.day:
        return False
    if claimed.year is None or claimed.year == known.year:
        return True
    return known.year is None and any(claimed.year in _years(known.month, day) for day in days)


def _years(month: int, said: date) -> set[int]:
    """The years that a month named without one may be of."""
    return {said.year} | ({said.year + 1} if month < said.month else {said.year - 1} if month > said.month else set())
