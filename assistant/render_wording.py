"""Lines that recur -> the JSON of the Timeline tab's part on wording. Pure functions."""

from collections.abc import Iterable, Sequence

from assistant.recurring import Change, Line
from assistant.render import Json, count_text, day_text
from assistant.render_timeline import card_json
from assistant.wording import StockPhrases, Wording
from assistant.wording_json import citations_of
from assistant.wording_terminal import unread_note
from store.sayings import Saying

# What of one line is sent: a stock phrase was said thousands of times.
PLACES = 20
CHANGES = 20
_NAMES = 3


def wording_json(found: Wording, *, limit: int) -> Json:
    """How often a topic's words were said, the lines that recur, and the newest that do not."""
    dated = [saying for saying in found.sayings if saying.source.date]
    days = f", first {_day(dated[0])}, last {_day(dated[-1])}" if dated else ""
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
    """One line: its commonest wording, how often, by whom, to whom, its silences and changes, its newest places."""
    silences = (f"{one.days:,} days, {day_text(one.after)} to {day_text(one.until)}" for one in line.silences)
    newest = line.sayings[::-1]
    return {
        "text": " ".join(line.forms[0].last.sentence.text.split()),
        "times": count_text(len(line.sayings), "time"),
        "first": _day(line.first),
        "last": _day(line.last),
        "said_by": _names(line.speakers),
        "asked_by": _names(line.askers),
        "silences": list(silences),
        "changes": [_change(change) for change in line.changes[-CHANGES:]],
        "places": _cards(newest[:PLACES]),
        "more": max(0, len(newest) - PLACES),
    }


def _change(change: Change) -> Json:
    [after] = citations_of([change.after])
    return {
        "date": _day(change.after) or "No date",
        "place": after.link.removeprefix("?e="),
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
