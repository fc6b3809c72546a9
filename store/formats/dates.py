"""Dates as people write them: in the head of a transcript, in an address, in a file's name."""

import re
from collections.abc import Iterator
from datetime import date

_NAMES = (
    "january jan enero ene janvier januar januari janeiro gennaio января январь januar",
    "february feb febrero février fevrier februar fevereiro febbraio февраля февраль",
    "march mar marzo mars märz maerz março марта март",
    "april apr abril avril aprile апреля апрель abr",
    "may mayo mai maio maggio мая май",
    "june jun junio juin juni junho giugno июня июнь",
    "july jul julio juillet juli julho luglio июля июль",
    "august aug agosto août aout августа август ago",
    "september sept sep septiembre setiembre septembre setembro settembre сентября сентябрь",
    "october oct octubre octobre oktober outubro ottobre октября октябрь okt",
    "november nov noviembre novembre novembro ноября ноябрь",
    "december dec diciembre décembre decembre dezember dezembro dicembre декабря декабрь dez dic",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_ARABIC = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_MONTHS |= {name: number for number, name in enumerate(_ARABIC, start=1)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<y>[12]\d{3})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号]"),
    re.compile(r"(?<!\d)(?P<y>[12]\d{3})(?P<s>[-/._])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"),
    re.compile(
        rf"\b(?P<n>{_MONTH})\b\.?\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y>[12]\d{{3}})\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s{{0,3}}(?:of\s|de\s|de\s)?(?P<n>{_MONTH})\b\.?,?\s{{1,3}}(?:de\s|del\s)?(?P<y>[12]\d{{3}})\b",
        re.I,
    ),
    re.compile(r"(?<![\d/])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>[12]\d{3}|\d{2})(?![\d/])"),
)
_IN_NAME = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-_./]?(?P<m>\d{2})[-_./]?(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-_./](?P<m>\d{1,2})[-_./](?P<d>\d{1,2})(?!\d)"),
)
_NUMBERS_ONLY = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?:[12]\d{3}|\d{2})(?![\d/.-])")
_SAMPLE_CHARACTERS = 200_000


def find_date(text: str, *, day_first: bool = False) -> date | None:
    """The first date in `text`; of 03/04/2031 the first number is the month, or the day if `day_first`.

    A number over 12 cannot be a month, and between full stops the day always comes first.
    """
    return next(all_dates(text, day_first=day_first), None)


def all_dates(text: str, *, day_first: bool = False) -> Iterator[date]:
    """Every date in `text`, in order."""
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda match: match.start()):
        if found := _as_date(match.groupdict(), day_first):
            yield found


def without_dates(text: str) -> str:
    """What is left of a line when its dates are taken out."""
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return text


def date_in_name(name: str) -> date | None:
    """The date in a file's name or an address: `2031-03-04`, `t20310304`, `/2031/03/04/`, `march-4-2031`."""
    for pattern in _IN_NAME:
        for match in pattern.finditer(name):
            if found := _as_date(match.groupdict(), False):
                return found
    return find_date(re.sub(r"[-_/+%]+", " ", name))


def is_day_first(text: str, language: str) -> bool:
    """Whether 03/04/2031 means the third of April in this text.

    Dates in it that can be read one way only decide; without any the language does (only English puts the
    month first).
    """
    votes = 0
    for match in _NUMBERS_ONLY.finditer(text, 0, _SAMPLE_CHARACTERS):
        first, second = int(match["a"]), int(match["b"])
        votes += (12 < first <= 31 and second <= 12) - (12 < second <= 31 and first <= 12)
    return votes > 0 if votes else language != "en"


def _as_date(parts: dict[str, str], day_first: bool) -> date | None:
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        if parts["s"] == "." or day_first:
            month, day = (second, first) if second <= 12 else (first, second)
        else:
            month, day = (first, second) if first <= 12 else (second, first)
    else:
        month = int(parts["m"]) if "m" in parts else _MONTHS[parts["n"].casefold()]
        day = int(parts["d"])
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        if "a" not in parts or parts["s"] != "/":
            return None
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
