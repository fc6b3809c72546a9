"""When a question means: which days it names, and whether they are those of the saying. Pure functions.

`What did Ana Vell say in June 2031?` asks for what was said then; `the tariff announced in June 2030` and `pledges
for 2035` are about something of that time, which may have been said at any other. Only the first kind may keep
transcripts out: a wrong filter hides the answer, a wrong preference only orders it differently.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.dated import Dated, dated
from assistant.named_days import Period, named_days, shifted, with_year
from assistant.of_saying import BRIEFING, is_of_saying
from assistant.relative_days import COUNTS

Order = Literal["latest", "first"]


@dataclass(frozen=True, slots=True)
class Timeframe:
    """The days a question names, `text[start:end]` being the first to the last of them.

    `is_of_saying`: what is asked for was said in the one period there is. Otherwise each period is preferred, and
    one that compares has several. `order` asks for the newest or the oldest of what fits; without days it stands alone.
    `words` are those of the question, preposition and all.
    """

    periods: tuple[Period, ...] = ()
    is_of_saying: bool = False
    order: Order | None = None
    start: int = 0
    end: int = 0
    words: str = ""

    @property
    def text(self) -> str:
        """`4 March 2031`, `since May 2031`, `2030 and 2035`."""
        return " and ".join(map(str, self.periods))

    def nearness(self, day: dt.date) -> float:
        """From 1, a day that is meant, to 0; less for a year, and least where one end is open."""
        return max((_worth(period) for period in self.periods if told_in(period).holds(day)), default=0.0)


# What a year is worth against a day or a month, and what days without a beginning or an end are.
_YEAR, _OPEN = 0.7, 0.3
# The results of a quarter are told after it.
_AFTER_A_QUARTER = dt.timedelta(60)


def _worth(period: Period) -> float:
    is_open = period.since is None or period.until is None
    return _OPEN if is_open else _YEAR if period.is_year else 1.0


def told_in(period: Period) -> Period:
    """The days on which something about these days is told: the results of a quarter come after it."""
    if period.since and period.until and 85 < (period.until - period.since).days < 95:
        return Period(period.since, period.until + _AFTER_A_QUARTER)
    return period


def timeframe(
    text: str, *, today_of_library: dt.date | None, days: Sequence[dt.date], ours: Collection[str] = ()
) -> Timeframe | None:
    """When a question means, or None where it names no time.

    `days` are those of the transcripts, `today_of_library` the newest: `last month` is relative to it. `ours` are
    the words, lower-cased, of the names of those who speak there and of the titles.
    """
    if newest := _newest_briefing(text, today_of_library):
        return newest
    named = list(dated(text, today_of_library, days))
    order: Order | None = "latest" if _LATEST.search(text) else "first" if _FIRST.search(text) else None
    said = [
        one
        for one in named
        if one.is_sure and is_of_saying(text, one.start, one.end, ours=ours, is_there=any(map(one.period.holds, days)))
    ]
    meant = said or named
    if not meant:
        return Timeframe(order=order) if order else None
    periods = tuple(dict.fromkeys(period for one in meant for period in _ends(one, text)))
    start, end = meant[0].start, meant[-1].end
    return Timeframe(periods, bool(said) and len(periods) == 1, order, start, end, text[start:end])


def with_other_days(text: str, before: str) -> str | None:
    """The question `before` about the days that `text` names, or None where `text` names more than days.

    `And in June?` after `What was said in May 2031?`; `And the year before?` counts from the days of `before`.
    """
    old = named_days(before)
    if not old:
        return _with_days(text, before)
    first = old[0]
    if match := _SHIFT.match(text):
        years, months = _shift_of(match)
        if first.lacks_year or first.other:
            return None
        moved = str(shifted(first.period, years, months))
        return f"{before[: first.start]}{moved}{before[first.end :]}"
    new = named_days(text)
    if not new or _ONLY_DAYS.sub("", f"{text[: new[0].start]} {text[new[-1].end :]}").strip():
        return None
    words = text[new[0].start : new[-1].end]
    if len(new) == 1 and new[0].lacks_year and first.period.since:
        period = with_year(new[0], first.period.since.year)
        words = str(period) if period else words
    return f"{before[: first.start]}{words}{before[old[-1].end if len(new) > 1 else first.end :]}"


def _with_days(text: str, before: str) -> str | None:
    new = named_days(text)
    if not new or _ONLY_DAYS.sub("", f"{text[: new[0].start]} {text[new[-1].end :]}").strip():
        return None
    days = re.sub(r"^\W*(?:(?:and|but|or|so|then|what|how|about)\b\W*)*|\W+$", "", text, flags=re.I)
    return f"{before.rstrip(' ?？.')} {days}?" if before.isascii() else None


_ONLY_DAYS = re.compile(
    r"\b(?:and|or|but|so|what|how|about|in|on|at|of|for|during|then|again|between|from|to|since|until|before|after|by"
    r"|the|(?:that|the same) year|y|en|et|und|im|am|el|le)\b|[?,.¿!]|那么?|呢|在|又",
    re.I,
)
_SHIFT = re.compile(
    r"^\s*(?:and|but|what about|how about)?,?\s*(?:in\s+)?"
    r"(?:the (?P<next>next|following|previous|same) (?P<u1>year|month)"
    rf"|(?:the\s+)?(?P<n>{'|'.join(COUNTS)}|\d{{1,2}})?\s*(?P<u2>year|month)s?\s+(?P<way>before|earlier|later|after)"
    r"(?:\s+(?:that|this|it))?)\s*\??\s*$",
    re.I,
)


def _shift_of(match: re.Match[str]) -> tuple[int, int]:
    group = match.groupdict()
    unit = (group["u1"] or group["u2"]).lower()
    written = (group["n"] or "one").lower()
    count = COUNTS[written] if written in COUNTS else int(written)
    way = (group["next"] or group["way"]).lower()
    count = -count if way in ("before", "earlier", "previous") else 0 if way == "same" else count
    return (count, 0) if unit == "year" else (0, count)


_CHANGES = re.compile(
    r"\b(?:chang\w*|differ\w*|compar\w*|develop\w*|evol\w*|shift\w*|higher|lower|more|less|rise|rose|risen|fall|fell|"
    r"fallen|grow|grew|grown|happen\w*|history|versus|vs|cambi\w*|évolu\w*|änder\w*|geändert)\b|变化|改变|相比",
    re.I,
)


def _ends(one: Dated, text: str) -> tuple[Period, ...]:
    """A comparison keeps both ends of its range; anything else is one period."""
    return one.ends if one.ends and _CHANGES.search(text) else (one.period,)


# --- the newest and the first ---

_LATEST = re.compile(
    r"(?<!at the )\b(?:latest|most recent(?:ly)?|newest|at present|presently|currently|current|nowadays|these days"
    r"|as things stand|up[- ]to[- ]date|right now|recently"
    r"|(?<!by )(?<!until )(?<!up to )(?<!from )(?<!just )now(?! that)"
    r"|más recientes?|actualmente|dernière? (?:état|position|déclaration)|actuellement|neueste[nr]?|derzeit|aktuell)\b"
    r"|最近|最新|目前|现在",
    re.I,
)
_FIRST = re.compile(
    r"\b(?:first (?:word|words|mention(?:ed)?|statement|answer|response|reaction|comment|remarks?|time|briefing|press "
    r"conference|say|said|ask|asked|raised?|announced?|spoke|speak|told|tell|denied|deny|confirm(?:ed)?|named?|used?)"
    r"|for the first time|earliest|initially|at first|por primera vez|la première fois|zum ersten Mal)\b"
    r"|首次|第一次|最早|最初",
    re.I,
)
_NEWEST_BRIEFING = re.compile(
    rf"\b(?:at|in|during|from|of)\s+the\s+(?:latest|last|most recent|newest)\s+{BRIEFING}\b"
    r"(?!\s+(?:before|prior|until|of|in|on)\b)|(?:最近一次|上次|最新)(?:的?例行)?的?(?:记者会|发布会)",
    re.I,
)


def _newest_briefing(text: str, today: dt.date | None) -> Timeframe | None:
    match = _NEWEST_BRIEFING.search(text)
    return Timeframe((Period(today, today),), True, None, match.start(), match.end()) if match and today else None
