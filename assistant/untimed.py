"""Times of a question for which no day can be told, `since the summit`: they keep nothing out, and that is said.

Only where the time is one of the saying, as far as words tell: `What must be done before the vote?` is about the vote,
and somebody may stand before a court; and where a day in numbers may be two, 10/06/2031, or none, 31/04/2031. Pure
functions.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence

from assistant.dated import COUNTING, THE, dated
from assistant.named_days import named_days
from assistant.of_saying import follows_a_saying, is_of_saying
from assistant.relative_days import relative_days

_EVENT = (
    r"(?:summit|elections?|votes?|referendum|talks|negotiations|meeting|accord|agreement|treaty|pact|deal|ceasefire|truce"
    r"|attacks?|bombing|strikes?|collision|crash|accident|disaster|explosion|fires?|storm|floods?|earthquake|hurricane|war"
    r"|invasion|conflict|coup|crisis|pandemic|outbreak|protests?|riots?|hearing|visit|trip|speech|conference|ruling"
    r"|verdict|trial|inauguration|resignation|budget|announcement|launch|shutdown|holidays)"
)
# What may come after it, if it is the event itself; "since the talks are over" gives a reason.
_GOES_ON = (
    r"(?=\W*$|[,;:]|\s+(?:in|on|of|at|with|between|about|regarding|began|started|ended|took|broke|was|were|what|who|how"
    r"|has\s+\w+\s+said)\b)(?![^,?]*\b(?:is|are|has|have|will|can|must)\b)"
)
_SINCE_EVENT = re.compile(rf"\b{COUNTING}\s+{THE}(?:[\w'’-]+\s+){{0,2}}?{_EVENT}\b{_GOES_ON}", re.I)
_LONG_AGO = re.compile(
    r"\b(?:(?:a\s+few|several|some|many|a\s+couple\s+of)\s+(?:days|weeks|months|years)\s+ago|the\s+other\s+day"
    r"|last\s+(?:spring|summer|autumn|fall|winter|night|weekend))\b",
    re.I,
)
_PREPOSITION = r"\b(?:on|at|of|from|in|since|until|before|after|by|for|dated)\s+(?:the\s+)?"
_LEADING = re.compile(rf"{_PREPOSITION}$", re.I)
_NUMBERS = re.compile(rf"{_PREPOSITION}\d{{1,4}}(?P<s>[-/.])\d\d?(?P=s)\d{{1,4}}(?![\w/-])", re.I)  # 31/04/2031, 5/7/31
_ANY_DAY = dt.date(2000, 1, 1)


def untimed(text: str, *, today: dt.date | None, days: Sequence[dt.date], ours: Collection[str]) -> Iterator[str]:
    """The words that name such a time, as they stand there; the arguments are those of `timeframe`."""
    named, placed = named_days(text), [(one.start, one.end) for one in dated(text, today, days)]
    found = [(*match.span(), match["since"] is not None) for match in _SINCE_EVENT.finditer(text)]
    found += [(*match.span(), False) for match in _LONG_AGO.finditer(text)]
    if today is None:  # nothing to count from
        counted = [*relative_days(text, _ANY_DAY), *(one for one in named if one.lacks_year)]
        found += [(one.start, one.end, False) for one in counted]
    found += [(_from_preposition(text, one.start), one.end, True) for one in named if one.other]
    found += [(*m.span(), False) for m in _NUMBERS.finditer(text) if all(one.end != m.end() for one in named)]
    for start, end, is_since in sorted(found):
        is_said = is_since or follows_a_saying(text, start)
        is_said = is_said or is_of_saying(text, start, end, ours=ours, is_there=True)
        if is_said and not any(start < b and a < end for a, b in placed):
            yield text[start:end]


def _from_preposition(text: str, start: int) -> int:
    match = _LEADING.search(text, 0, start)
    return match.start() if match else start


def notice_of(times: Sequence[str], *, days_are_filtered: bool) -> Iterator[str]:
    """What is told about such times."""
    searched = "" if days_are_filtered else ": all days were searched"
    for words in times:
        either = next((one for one in named_days(words) if one.other), None)
        if either:
            days = f"{either.period} or {either.other}"
            yield f"“{words[either.start : either.end]}” may be {days}{searched}. Write its month as a word."
        else:
            yield f"“{words}” was not understood as a time{searched}. Name its date to search from there."
