"""Wording over time as JSON, for scripts and the page. Pure functions."""

from collections.abc import Iterable, Sequence

from assistant import wording_results as results
from assistant.contract import citation_json, day_json, searched_json
from assistant.recurring import Change, Form, Line
from assistant.results import Citation as Cited
from assistant.types import Citation
from assistant.wording import StockPhrases, Wording
from store.sayings import Saying


def wording_json(found: Wording) -> results.Wording:
    """Lines with every place as a citation, changes of wording with their diff, silences, who asked."""
    return {
        "text": found.text,
        "count": len(found.sayings),
        "first": _day(found.first),
        "last": _day(next((saying for saying in reversed(found.sayings) if saying.source.date), None)),
        "asked": found.asked,
        "exchanges": found.exchanges,
        "unread": found.unread,
        "lines": [line_json(line) for line in found.lines],
        "once": _citations(found.once),
        "replies": [line_json(line) for line in found.replies],
        "searched": searched_json(found.scope),
    }


def stock_phrases_json(found: StockPhrases) -> results.StockPhrases:
    """The lines that are repeated most, and the new ones."""
    return {
        "repeated": [line_json(line) for line in found.repeated],
        "new": [line_json(line) for line in found.new],
        "new_since": day_json(found.new_since),
        "searched": searched_json(found.scope),
    }


def line_json(line: Line) -> results.Line:
    """One line; `text` is its commonest wording as it was said last. Citations count from 1, oldest first."""
    numbers = {saying.place: number for number, saying in enumerate(line.sayings, start=1)}
    return {
        "text": line.forms[0].last.sentence.text,
        "count": len(line.sayings),
        "first": _day(line.first),
        "last": _day(line.last),
        "wordings": [_form(form) for form in line.forms],
        "changes": [_change(change, numbers) for change in line.changes],
        "silences": [
            {"after": silence.after.isoformat(), "until": silence.until.isoformat(), "days": silence.days}
            for silence in line.silences
        ],
        "asked_by": [{"outlet": name, "count": count} for name, count in line.askers],
        "speakers": [{"speaker": name, "count": count} for name, count in line.speakers],
        "months": [{"month": f"{month:%Y-%m}", "count": count} for month, count in line.months()],
        "citations": _citations(line.sayings),
    }


def _form(form: Form) -> results.Form:
    return {
        "text": form.last.sentence.text,
        "count": form.count,
        "first": _day(form.first),
        "last": _day(form.last),
    }


def _change(change: Change, numbers: dict[tuple[str, int, int], int]) -> results.Change:
    return {
        "date": _day(change.after),
        "before": numbers[change.before.place],
        "after": numbers[change.after.place],
        "back_to": numbers[change.back_to.place] if change.back_to else None,
        "dropped": list(change.dropped),
        "added": list(change.added),
        "diff": [(edit.op, edit.text) for edit in change.edits],
    }


def _citations(sayings: Iterable[Saying]) -> list[Cited]:
    return [citation_json(citation) for citation in citations_of(tuple(sayings))]


def citations_of(sayings: Sequence[Saying]) -> tuple[Citation, ...]:
    """The sentences as citations, numbered from 1."""
    return tuple(Citation(n, saying.sentence, saying.source) for n, saying in enumerate(sayings, start=1))


def _day(saying: Saying | None) -> str | None:
    return day_json(saying.source.date) if saying else None
