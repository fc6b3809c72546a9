"""Lines that recur -> the JSON of the Timeline tab's part on wording. Pure functions."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.places import sentence_place
from assistant.recurring import Change, Line
from assistant.render import MONTHS, Json, count_text, day_text
from assistant.render_timeline import card_json
from assistant.wording import StockPhrases, Wording
from assistant.wording_json import citations_of
from assistant.wording_terminal import unread_note
from store.sayings import Saying

# What of one line is sent at first, and then at once: a stock phrase was said thousands of times.
PLACES, CHANGES, MORE = 20, 5, 100
_NAMES = 3


def wording_json(found: Wording, *, limit: int) -> Json:
    """How often a topic's words were said, the lines that recur, and the newest that do not."""
    dated = [saying for saying in found.sayings if saying.source.date]
    days = f", first {_day(found.first)}, last {_day(dated[-1])}" if dated and found.first else ""
    said = f"Said {count_text(len(found.sayings), 'time')}{days}." if found.sayings else "Nobody who answers said this."
    asked = f" Reporters used these words in {count_text(found.asked, 'exchange')}." if found.asked else ""
    unread = f" {unread_note(found)} Choose a narrower time or speaker for the others." if found.unread else ""
    return {
        "summary": f"{said}{asked}{unread}",
        "lines": [line_json(line) for line in found.lines],
        "replies": [line_json(line) for line in found.replies],
        "once": _cards(found.once),
        "more": len(found.lines) == limit,
    }


def repeated_json(found: StockPhrases, *, limit: int) -> Json:
    """The lines that are repeated most, and the new ones."""
    return {
        "repeated": [line_json(line) for line in found.repeated],
        "new": [line_json(line) for line in found.new],
        "since": day_text(found.new_since),
        "more": limit in (len(found.repeated), len(found.new)),
    }


def line_json(line: Line) -> Json:
    """One line: its commonest wording, how often, when, by whom, to whom, its silences, newest changes and places."""
    silences = (f"{one.days:,} days, {day_text(one.after)} to {day_text(one.until)}" for one in line.silences)
    return {
        "text": " ".join(line.forms[0].last.sentence.text.split()),
        "times": count_text(len(line.sayings), "time"),
        "first": _day(line.first),
        "last": _day(line.last),
        "said_by": _names(line.speakers),
        "asked_by": _names(line.askers),
        "silences": list(silences),
        "months": _months(line),
        "changes": changes_json(line, most=CHANGES),
        "places": places_json(line, most=PLACES),
    }


def changes_json(line: Line, start: int = 0, *, most: int = MORE) -> Json:
    """The changes of a line, newest first, from one of them on; `of` is how many there are, `next` where to go on."""
    return _some(line.changes[::-1], start, most, lambda changes: [_change(change) for change in changes])


def places_json(line: Line, start: int = 0, *, most: int = MORE) -> Json:
    """Where a line was said, likewise."""
    return _some(line.sayings[::-1], start, most, _cards)


def place_of(line: Line) -> str:
    """What names a line to the server: the place where it was said last."""
    return sentence_place(line.sayings[-1].sentence)


def _some(found: Sequence[Any], start: int, most: int, drawn: Callable[[Sequence[Any]], list[Json]]) -> Json:
    after = start + most
    return {"cards": drawn(found[start:after]), "of": len(found), "next": after if after < len(found) else None}


def _months(line: Line) -> list[Json]:
    """How often in each month in which it was said, newest first; a bar as long as the month's part of the most."""
    months = line.months()[::-1]
    most = max((count for _, count in months), default=0)
    return [
        {
            "name": f"{MONTHS[month.month - 1]} {month.year}",
            "told": count_text(count, "time"),
            "percent": round(100 * count / most, 1),
        }
        for month, count in months
    ]


def _change(change: Change) -> Json:
    return {
        "date": _day(change.after) or "No date",
        "back_to": change.back_to and (_day(change.back_to) or "no date"),
        "place": sentence_place(change.after.sentence),
        "diff": [[edit.op, edit.text] for edit in change.edits],
    }


def _cards(sayings: Iterable[Saying]) -> list[Json]:
    return [card_json(citation) for citation in citations_of(tuple(sayings))]


def _names(counted: Sequence[tuple[str, int]]) -> str:
    """`Harbour Times (2), Radio Fjord (1)`."""
    told = [f"{name} ({count:,})" for name, count in counted[:_NAMES]]
    more = [f"{len(counted) - _NAMES:,} more"] if len(counted) > _NAMES else []
    return ", ".join(told + more)


def _day(saying: Saying) -> str:
    return day_text(saying.source.date)
