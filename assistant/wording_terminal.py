"""Wording over time for a terminal: differences are marked with signs, never by colour alone. Pure functions."""

import textwrap
from collections.abc import Iterator, Sequence

from assistant.places import sentence_place
from assistant.recurring import Change, Line
from assistant.terminal import counted, day, scope_line
from assistant.word_diff import marked
from assistant.wording import StockPhrases, Wording
from store.sayings import Saying

_WIDTH = 100
_CHANGES, _SILENCES, _NAMES = 6, 3, 4


def wording_lines(found: Wording) -> Iterator[str]:
    """All of it: the lines that recur, what was said once, and what recurs in replies."""
    said = found.sayings
    if not said and not found.replies:
        yield "Nobody who answers said this, or anything like it."
    elif said:
        yield f"Said {_times(len(said))}, {_span([*filter(None, [found.first]), *said])}."
    if found.asked:
        yield f"Reporters used these words in {counted(found.asked, 'exchange')}."
    if found.unread:
        mend = f"Narrow it by --from and --to, --speaker, or more words, or read them all: --read {found.exchanges}"
        yield from _filled(f"{unread_note(found)} {mend}", "")
    yield from _lines(found.lines)
    if found.once:
        yield from ("", "Said once:")
        for saying in found.once:
            yield from _quote(saying)
    if found.replies:
        yield from ("", "Recurring in the answers when reporters used these words:")
        yield from _lines(found.replies)
    yield from ("", scope_line(found.scope))


def unread_note(found: Wording) -> str:
    """What was not read of a topic that very many exchanges hold."""
    read = f"the newest {found.exchanges - found.unread:,} were read, and the oldest for the first day"
    return f"The words stand in {found.exchanges:,} exchanges; {read}."


def stock_phrase_lines(found: StockPhrases) -> Iterator[str]:
    """The lines that are repeated most, then the new ones."""
    yield "Most repeated lines" if found.repeated else "No line recurs."
    yield from _lines(found.repeated)
    if found.new:
        yield from ("", f"New since {day(found.new_since)}")
        yield from _lines(found.new)
    yield from ("", scope_line(found.scope))


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield ""
        yield f"{_times(len(line.sayings))}, {_span(line.sayings)}"
        yield from _filled(f"“{_flat(line.forms[0].last)}”")
        yield from _facts(line)
        shown = line.changes if len(line.changes) <= _CHANGES else (line.changes[0], *line.changes[1 - _CHANGES :])
        for number, change in enumerate(shown):
            if number == 1 and len(shown) < len(line.changes):
                yield f"    ... {counted(len(line.changes) - len(shown), 'change')} of wording between"
            yield from _change(change)
        yield f"    last in {_place(line.last)}"


def _facts(line: Line) -> Iterator[str]:
    for what, names in (("said by", line.speakers), ("asked by", line.askers)):
        if names:
            shown = ", ".join(f"{name} ({count})" for name, count in names[:_NAMES])
            yield from _filled(f"{what} {shown}{f' and {len(names) - _NAMES} more' if len(names) > _NAMES else ''}")
    for silence in sorted(line.silences, key=lambda silence: -silence.days)[:_SILENCES]:
        yield f"    not said for {silence.days} days, {day(silence.after)} to {day(silence.until)}"


def _change(change: Change) -> Iterator[str]:
    back = f" (back to the words of {_day(change.back_to)})" if change.back_to else ""
    yield from _filled(f"{_day(change.after)}{back}: {marked(change.edits)}")


def _quote(saying: Saying) -> Iterator[str]:
    asked = f"asked by {saying.sentence.outlet}" if saying.sentence.outlet else None
    facts = [saying.sentence.speaker, asked, day(saying.source.date)]
    yield f"  {' · '.join(fact for fact in facts if fact)}"
    yield from _filled(f"“{_flat(saying)}”")
    yield f"    {_place(saying)}"


def _place(saying: Saying) -> str:
    span = saying.sentence.span
    return f"{saying.source.file}, characters {span.start}-{span.end} (?e={sentence_place(saying.sentence)})"


def _day(saying: Saying) -> str:
    return day(saying.source.date) or "no date"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _span(sayings: Sequence[Saying]) -> str:
    """`first 4 March 2031, last 10 June 2031`."""
    days = sorted(saying.source.date for saying in sayings if saying.source.date)
    if not days:
        return "undated"
    return f"on {day(days[0])}" if days[0] == days[-1] else f"first {day(days[0])}, last {day(days[-1])}"


def _flat(saying: Saying) -> str:
    return " ".join(saying.sentence.text.split())


def _filled(text: str, indent: str = "    ") -> Iterator[str]:
    yield textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  " if indent else "")
