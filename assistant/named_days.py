"""Days, months and years as a question names them -> periods and where they stand in it. Pure functions."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from store.formats.dates import find_date


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both inclusive; None is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def is_year(self) -> bool:
        """Whether it is as long as a year, or open."""
        return self.since is None or self.until is None or (self.until - self.since).days > 300

    def __str__(self) -> str:
        since, until = self.since, self.until
        if since is None or until is None:
            return f"since {_day(since)}" if since else f"until {_day(until)}" if until else "any day"
        if since == until:
            return _day(since)
        whole_months = since.day == 1 and until.day == _last_day(until.year, until.month)
        if not whole_months:
            return f"{_day(since)} to {_day(until)}"
        if (since.month, until.month) == (1, 12):
            return f"{since.year}" if since.year == until.year else f"{since.year} to {until.year}"
        first, last = f"{since:%B %Y}", f"{until:%B %Y}"
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class NamedDays:
    """One date of a question, `text[start:end]`. `month` and `day` are set where it leaves out the year.

    `other` is what it means as well where numbers alone do not tell day and month apart, 10/06/2031; in `period` the
    day comes first.
    """

    period: Period
    start: int
    end: int
    month: int | None = None
    day: int | None = None
    other: Period | None = None

    @property
    def lacks_year(self) -> bool:
        """Whether the year is not named."""
        return self.month is not None


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def day_of(year: int, month: int, day: int) -> Period | None:
    """One day, or None where there is no such day."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return Period(date, date)


def month_of(year: int, month: int, months: int = 1) -> Period:
    """A month, or several from this one on."""
    last = year * 12 + month - 1 + months - 1
    return Period(dt.date(year, month, 1), dt.date(last // 12, last % 12 + 1, _last_day(last // 12, last % 12 + 1)))


def year_of(year: int, years: int = 1) -> Period:
    """A year, or several from this one on."""
    return Period(dt.date(year, 1, 1), dt.date(year + years - 1, 12, 31))


_NO_MONTHS = frozenset("ago set mar mai may".split())


@lru_cache(maxsize=4_096)
def _month_named(word: str) -> int | None:
    """The month of this name in one of the languages that the store reads dates in."""
    found = find_date(f"1 {word} 2000")
    return found.month if found else None


def month_named(word: str, *, with_year: bool) -> int | None:
    """The number of a month; without a year, words that mostly mean something else must be capitalised.

    `Mars` is the planet: those who call March `mars` write it small.
    """
    word = word.rstrip(".")
    if word == "Mars" and not with_year:
        return None
    if not with_year and (len(word) < 3 or (word.casefold() in _NO_MONTHS and word != "May")):
        return None
    return _month_named(word.casefold()) if word.isalpha() and len(word) <= 12 else None


_W = r"(?P<m>[^\W\d_]{3,12})\.?"
_Y = r"(?P<y>(?:19|20)\d\d)"
_D = r"(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er|º|\.)?"
_OF = r"\s+(?:of\s+|de\s+|del\s+|the\s+)?"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# In numbers, a day that can be none but the first, or the second.
_CLEAR = re.compile(rf"(?<![\d/.-])(?:(?P<first>1[3-9]|[23]\d)[-/]\d\d?|\d\d?[-/](?:1[3-9]|[23]\d))[-/]{_Y}(?!\d)")
# In this order: what an earlier one has read, a later one leaves alone.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day", re.compile(rf"(?<!\d){_Y}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})\s?[日号일]")),
    ("month", re.compile(rf"(?<!\d){_Y}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]份?")),
    ("year", re.compile(rf"(?<!\d){_Y}\s?[年년](?:度)?")),
    ("day", re.compile(rf"(?<![\d/.-]){_Y}(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?![\d/-])")),
    ("numbers", re.compile(rf"(?<![\d/.-])(?P<a>\d\d?)(?P<s>[-/.])(?P<b>\d\d?)(?P=s){_Y}(?![\d/-])")),
    ("day", re.compile(rf"(?<![\d.]){_D}{_OF}{_W}(?:,?\s+(?:de\s+|del\s+|of\s+)?){_Y}\b", re.I)),
    ("day", re.compile(rf"\b{_W}\s+(?:the\s+)?{_D},?\s+{_Y}\b", re.I)),
    ("quarter", re.compile(rf"\b(?:the\s+)?(?P<q>first|second|third|fourth|last)\s+quarter\s+(?:of\s+)?{_Y}\b", re.I)),
    ("quarter", re.compile(rf"\bQ(?P<q>[1-4])\s+(?:of\s+)?{_Y}\b")),
    ("month", re.compile(rf"\b{_W},?\s+(?:of\s+|de\s+|del\s+)?{_Y}\b(?!\d)", re.I)),
    ("season", re.compile(rf"\b(?:the\s+)?(?P<s>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_Y}\b", re.I)),
    (
        "year",
        re.compile(
            r"\b(?P<lead>in|of|from|to|since|until|till|before|after|by|for|during|and|or|between|year|early|late|en|de"
            rf"|desde|hasta|entre|y|a|depuis|avant|après|et|im|seit|vor|nach|und|bis|the|mid)\s+{_Y}\b"
            r"(?!\s+(?:tons|tonnes|crowns|people|dollars|euros|metres|kilometres|per|citizens|votes))",
            re.I,
        ),
    ),
    (
        "year",
        re.compile(rf"(?<![\w.,-]){_Y}(?=['’]s\b|\s+(?:press|briefing|budget|interview|and\s+(?:19|20)\d\d\b))", re.I),
    ),
    ("year", re.compile(rf"(?<=[–-]){_Y}\b(?!-)")),
    ("year", re.compile(rf"(?<![\w.,-]){_Y}(?=\s?[–-]\s?(?:19|20)\d\d\b)")),
    ("no year", re.compile(r"(?<![\d年])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]")),
    ("no year", re.compile(rf"(?<![\d.,]){_D}{_OF}{_W}(?!\w)", re.I)),
    ("no year", re.compile(rf"\b{_W}\s+(?:the\s+)?{_D}(?![\d,.]*\d|\w)", re.I)),
    (
        "no year",
        re.compile(
            r"\b(?P<lead>in|since|until|till|before|after|by|during|between|from|to|and|of|early|late|last|en|de"
            rf"|desde|entre|y|depuis|et|im|seit|und|for|on)\s+{_W}(?!\w)",
            re.I,
        ),
    ),
    ("no year", re.compile(r"\b(?P<m>[A-Z][a-z]{2,8})(?=\s+(?:press\s+)?(?:briefing|press conference|interview)s?\b)")),
)


def named_days(text: str) -> list[NamedDays]:
    """Every date of a text, in order; none overlaps another. What has no year has an empty period.

    Those in numbers are all read as the first that can be read one way only: between 01/06/2031 and 30/06/2031.
    """
    found: list[NamedDays] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            group = match.groupdict()
            start = match.end("lead") if group.get("lead") else match.start()
            start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
            if any(start < other.end and other.start < match.end() for other in found):
                continue
            if days := _read(kind, group, start, match.end()):
                found.append(days)
    found.sort(key=lambda days: days.start)
    clear = _CLEAR.search(text)
    return in_one_order(found, day_first=bool(clear["first"])) if clear else found


def in_one_order(named: Sequence[NamedDays], *, day_first: bool) -> list[NamedDays]:
    """Dates of which those in numbers are read with the day first, or the month."""
    return [replace(one, period=one.period if day_first else one.other or one.period, other=None) for one in named]


def _read(kind: str, group: dict[str, str | None], start: int, end: int) -> NamedDays | None:
    year = int(group.get("y") or 0)
    word = group.get("m") or ""
    month = int(word) if word.isdigit() else month_named(word, with_year=bool(year)) if word else None
    if (word and month is None) or (month is not None and not 1 <= month <= 12):
        return None
    if kind == "no year" and month:
        day = int(group.get("d") or 0) or None
        return NamedDays(Period(), start, end, month, day) if day is None or day_of(2000, month, day) else None
    period: Period | None = None
    if kind == "numbers":
        return _in_numbers(year, int(group["a"] or 0), int(group["b"] or 0), group["s"] == ".", start, end)
    if kind == "day" and month:
        period = day_of(year, month, int(group["d"] or 0))
    elif kind == "month" and month:
        period = month_of(year, month)
    elif kind == "quarter":
        period = month_of(year, 3 * _QUARTERS[(group["q"] or "").lower()] - 2, 3)
    elif kind == "season":
        period = month_of(year, _SEASONS[(group["s"] or "").lower()], 3)
    elif kind == "year":
        period = year_of(year)
    return NamedDays(period, start, end) if period else None


def _in_numbers(year: int, first: int, second: int, has_stops: bool, start: int, end: int) -> NamedDays | None:
    """A day whose month is a number, too: between full stops the day comes first, else either may."""
    read = [period for period in (day_of(year, second, first), day_of(year, first, second)) if period]
    other = read[1] if len(set(read)) == 2 and not has_stops else None
    return NamedDays(read[0], start, end, other=other) if read else None


def with_year(named: NamedDays, year: int) -> Period | None:
    """The period of a date that lacks its year, in this year."""
    assert named.month
    return day_of(year, named.month, named.day) if named.day else month_of(year, named.month)


def latest_of(named: NamedDays, days: Sequence[dt.date], today: dt.date) -> Period | None:
    """The newest such days of which there is a transcript, else the newest not after `today`."""
    years = sorted({day.year for day in days} | {today.year, today.year - 1}, reverse=True)
    periods = [period for year in years if (period := with_year(named, year))]
    there = (period for period in periods if any(map(period.holds, days)))
    past = (period for period in periods if period.since and period.since <= today)
    return next(there, None) or next(past, None)


def shifted(period: Period, years: int, months: int = 0) -> Period:
    """The same days some years or months later; whole months stay whole."""
    ends: list[dt.date | None] = []
    for day in (period.since, period.until):
        if day is None:
            ends.append(None)
            continue
        count = day.year * 12 + day.month - 1 + 12 * years + months
        is_last = day.day == _last_day(day.year, day.month)
        last = _last_day(count // 12, count % 12 + 1)
        to_last = is_last and day != period.since
        ends.append(dt.date(count // 12, count % 12 + 1, last if to_last else min(day.day, last)))
    return Period(ends[0], ends[1])
