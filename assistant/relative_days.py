"""Days that a question counts from today, `last month`, `two weeks ago`, `on Monday` -> periods. Pure functions."""

import datetime as dt
import re
from calendar import day_name, monthrange

from assistant.named_days import NamedDays, Period, month_of, year_of

_WRITTEN = "one two three four five six seven eight nine ten eleven twelve".split()
COUNTS = {"a": 1} | {word: count for count, word in enumerate(_WRITTEN, start=1)}
_NUMBER = rf"\d{{1,3}}|{'|'.join(_WRITTEN)}"
_LAST = r"(?:last|past|previous)"
_WEEKDAY = rf"(?P<d>{'|'.join(day_name)})"
# Not where the date itself follows, "on Monday 4 March".
_NO_DATE = r"\b(?!,?\s+(?:the\s+)?(?:(?-i:[A-Z][a-z]+)\s+)?\d|\s+(?:in|of)\b)"
_RELATIVE = (
    (rf"\b(?:in|over|during|within)?\s*the {_LAST} (?P<n>{_NUMBER}) (?P<u>day|week|month|year)s\b", "span"),
    (rf"\b(?:the )?{_LAST} (?P<u>week|month|year)\b", "before"),
    (r"\bthis (?P<u>week|month|year)\b", "this"),
    (r"\b(?P<u>yesterday)\b", "before"),
    (r"\b(?P<u>today|tonight|this (?:morning|afternoon|evening))\b", "this"),
    (rf"\b(?P<n>{_NUMBER}|a) (?P<u>day|week|month|year)s? ago\b", "ago"),
    (rf"\b(?:last|this past) {_WEEKDAY}{_NO_DATE}", "before"),
    (rf"(?:(?<=\bon )|(?<=\bsince )){_WEEKDAY}{_NO_DATE}|\bthis {_WEEKDAY.replace('d>', 'd2>')}{_NO_DATE}", "this"),
    (r"(?P<u>去年|上个?月|昨天)", "before"),
    (r"\b(?:el año pasado|l['’]an(?:née)? dernière?|(?:im )?letzte[sn] Jahr)\b", "before"),
    (r"(?P<u>今年|本月|这个月|今天)", "this"),
    (r"\b(?:este año|cette année|dieses Jahr)\b", "this"),
)
_UNITS = {
    "去年": "year",
    "上个月": "month",
    "上月": "month",
    "今年": "year",
    "本月": "month",
    "这个月": "month",
} | dict.fromkeys(
    ("yesterday", "today", "tonight", "this morning", "this afternoon", "this evening", "昨天", "今天"), "day"
)
# "Will it sail on Monday?" means one to come.
_TO_COME = re.compile(r"\b(?:[Ww]ill|[Ww]ould|[Ss]hall|won['’]t|going to|next)\b")


def relative_days(text: str, today: dt.date) -> list[NamedDays]:
    """Such as `last month`, `in the past two weeks`: relative to `today`, the newest transcript's day.

    A week is one from Monday to Sunday; a weekday is the newest there was.
    """
    found: list[NamedDays] = []
    for pattern, kind in _RELATIVE:
        for match in re.finditer(pattern, text, re.I):
            group = match.groupdict()
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            if weekday := group.get("d") or group.get("d2"):
                if kind == "this" and _TO_COME.search(text):
                    continue
                period = _newest(weekday, today - dt.timedelta(kind == "before"))
            else:
                unit = (group.get("u") or "year").lower()
                number = group.get("n") or "1"
                count = int(number) if number.isdigit() else COUNTS[number.lower()]
                period = _relative(kind, _UNITS.get(unit, unit), count, today)
            found.append(NamedDays(period, start, match.end()))
    return found


def _newest(weekday: str, today: dt.date) -> Period:
    """The newest day of this name that is not after `today`."""
    day = today - dt.timedelta((today.weekday() - list(day_name).index(weekday.capitalize())) % 7)
    return Period(day, day)


def _relative(kind: str, unit: str, count: int, today: dt.date) -> Period:
    months = today.year * 12 + today.month - 1
    if kind == "span":
        days = {"day": 1, "week": 7}.get(unit)
        if days:
            return Period(today - dt.timedelta(days * count), today)
        return Period(_months_before(today, count * (12 if unit == "year" else 1)), today)
    back = count if kind in ("before", "ago") else 0
    if unit == "day":
        return Period(today - dt.timedelta(back), today - dt.timedelta(back))
    if unit == "week":
        monday = today - dt.timedelta(today.weekday() + 7 * back)
        return Period(monday, monday + dt.timedelta(6))
    if unit == "month":
        return month_of((months - back) // 12, (months - back) % 12 + 1)
    return year_of(today.year - back)


def _months_before(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 - months
    year, month = max(1, count // 12), count % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))
