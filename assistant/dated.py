"""The days that a question names, with what stands before them: since, until, between. Pure functions.

`since the summit in May` is since that time. Nobody knows the day of the summit: all of May is in it, for what is left
out may be the answer.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.named_days import NamedDays, Period, in_one_order, latest_of, named_days, with_year
from assistant.of_saying import BRIEFING
from assistant.relative_days import relative_days


@dataclass(frozen=True, slots=True)
class Dated:
    """A period, the words that name it, preposition and all, and the two ends of one that is given by its ends.

    It is not sure where it is counted from an event whose year is a guess.
    """

    period: Period
    start: int
    end: int
    ends: tuple[Period, ...] = ()
    is_sure: bool = True


_AT = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?(?:(?:very\s+)?(?:early|late|mid|beginning of"
    r"|start of|end of|month of|year)\s+|mid-)?(?:(?:the|el|le)\s+)?"
)
COUNTING = (
    r"(?:(?P<since>since|desde|depuis|seit)|(?P<before>before|prior to|avant|antes de|vor)"
    r"|(?P<after>after|later than|después de|après|nach)|(?P<until>until|till|up to|hasta|jusqu['’](?:à|en)|bis))"
)  # what a time is counted from comes next
_ON = "in|on|at|of|from|during|en|de|del|im|am|vom|au|du|le|el"
_OPERATOR = re.compile(rf"(?:\b(?:{COUNTING}|(?P<at>{_ON}|by|for|as of|dated))\s+{_AT}|(?P<since2>自从?|从))\s*$", re.I)
THE = r"(?:(?:the|an?|its|their|his|her|our|this|that|el|las?|los|les?|der|die|das|dem|den)\s+|l['’])"
_NO_EVENT = (
    "is|are|has|have|will|can|may|must|does|do|says?|said|about|that|which|who|whether|and|or|since|before|after"
)
_EVENT = re.compile(
    rf"\b{COUNTING}\s+{THE}(?P<event>(?:(?!(?:{_NO_EVENT})\b)[\w'’-]+\s+){{1,5}}?)(?:(?:{_ON})\s+{_AT})?$", re.I
)
# "the end of June" is no event, and a court is a place to stand before.
_NO_EVENT_BY_ITSELF = frozenset(
    "beginning start middle end early late very first last days weeks months month year court courts judge judges jury "
    "tribunal committee commission council parliament congress senate assembly house cabinet board panel press public "
    "cameras media reporters".split()
)
_PART_OF = re.compile(r"\b(?:early|late|mid|beginning|start|end)\b", re.I)
_BEFORE_ITS_EVENT = re.compile(r"\bthe\s+$", re.I)
_ITS_EVENT = re.compile(
    rf"(?:['’]s)?\s+(?!{BRIEFING}\b|(?:{_NO_EVENT}|{_ON}|by|for|to|with|did|was|were)\b)[^\W\d_]{{3,}}", re.I
)
_AFTER_IT = re.compile(r"^(?:(?P<since>以来|起|以后|之后)|(?P<before>以前|之前)|(?P<on>\s+onwards?\b))")
_FROM = re.compile(r"\b(?:(?P<op>between|from|entre|desde|de|du|zwischen|von|vom)\s+" + _AT + r"|从)\s*$", re.I)
_TO = re.compile(
    r"^\s*(?:(?:and|to|until|till|through|y|et|und|a|à|au|hasta|bis)\s+" + _AT + r"|[-–—]|至|到|和)\s*$", re.I
)
_AND = re.compile(r"^\s*(?:and|y|et|und|和)\b", re.I)


def dated(text: str, today: dt.date | None, days: Sequence[dt.date]) -> Iterable[Dated]:
    """Every time a question names by a date, in order; `today` is the newest of `days`, those of the transcripts."""
    named = _with_years(_decided(named_days(text), days), days, today)
    if today:
        relative = relative_days(text, today)
        named = sorted(
            [*relative, *(n for n in named if not any(n.start < r.end and r.start < n.end for r in relative))],
            key=lambda n: n.start,
        )
    position = 0
    while position < len(named):
        first = named[position]
        if position + 1 < len(named) and (both := _between(text, first, named[position + 1])):
            yield both
            position += 2
            continue
        yield _single(text, first)
        position += 1


def _with_years(named: Sequence[NamedDays], days: Sequence[dt.date], today: dt.date | None) -> list[NamedDays]:
    """A date without a year takes that of the next, as in `between March and June 2031`, or the newest that fits."""
    found: list[NamedDays] = []
    for one in reversed(named):
        if one.lacks_year:
            year = found[-1].period.since.year if found and found[-1].period.since else None
            period = with_year(one, year) if year else latest_of(one, days, today) if today else None
            if period is None:
                continue
            one = replace(one, period=period)
        found.append(one)
    return found[::-1]


def _decided(named: Sequence[NamedDays], days: Sequence[dt.date]) -> list[NamedDays]:
    """Days in numbers in the one order that has a transcript; without them where both orders have one, or neither."""
    doubtful = [n for n, one in enumerate(named) if one.other]
    orders = [in_one_order(named, day_first=is_first) for is_first in (True, False)]
    there = [order for order in orders if any(order[n].period.holds(day) for n in doubtful for day in days)]
    return there[0] if len(there) == 1 else [one for one in named if not one.other]


def _between(text: str, first: NamedDays, second: NamedDays) -> Dated | None:
    """`between A and B`, `from A to B`, `A–B`."""
    joint = text[first.end : second.start]
    opening = _FROM.search(text[: first.start])
    if not _TO.match(joint) or (_AND.match(joint) and (not opening or (opening["op"] or "").lower() == "from")):
        return None
    if second.period.until and first.period.since and first.period.since <= second.period.until:
        whole = Period(first.period.since, second.period.until)
        start = opening.start() if opening else first.start
        return Dated(whole, start, second.end, (first.period, second.period))
    return None


def _single(text: str, named: NamedDays) -> Dated:
    period, start, end = named.period, named.start, named.end
    event, match = _event(text, named)
    if match := match or _OPERATOR.search(text[:start]):
        start, group = match.start(), match.groupdict()
        is_vague = event or _PART_OF.search(match[0])
        if group["since"] or group.get("since2") or (group["after"] and is_vague):
            period = Period(period.since, None)
        elif group["until"] or (group["before"] and is_vague):
            period = Period(None, period.until)
        elif group["before"] and period.since:
            period = Period(None, period.since - dt.timedelta(1))
        elif group["after"] and period.until:
            period = Period(period.until + dt.timedelta(1), None)
    if match := _AFTER_IT.match(text[end:]):
        end += match.end()
        if match["before"] and period.since:
            period = Period(None, period.since - dt.timedelta(1))
        else:
            period = Period(period.since, None)
    return Dated(period, start, end, is_sure=not (event and named.lacks_year))


def _event(text: str, named: NamedDays) -> tuple[bool, re.Match[str] | None]:
    """Whether time is counted from an event of these days, `since the vote in May`; and the words that say so.

    A briefing is no event: its day is known.
    """
    before = text[: named.start]
    if match := _EVENT.search(before):
        words = match["event"].lower().split()
        is_one = words[-1] not in _NO_EVENT_BY_ITSELF
        return is_one and not re.search(rf"{BRIEFING}$", " ".join(words)), match if is_one else None
    # "before the June 2031 vote"
    return bool(_BEFORE_ITS_EVENT.search(before) and _ITS_EVENT.match(text[named.end :])), None
