"""The JSON of a quote check, as the command, the server and other programs give it. Pure functions."""

from typing import Any

from assistant.contract import Json, filters_json, source_json
from assistant.quote_types import Cut, QuoteCheck, QuoteMatch
from store.types import Scope


def quote_json(check: QuoteCheck, *, id: Any = None) -> Json:
    """A checked quote with every place it was compared with."""
    return {
        "id": id,
        "text": check.text,
        "speaker": check.speaker,
        "verdict": check.verdict,
        "why": check.why,
        "cut": _cut(check.cut),
        "matches": [match_json(match) for match in check.matches],
        "nearest": match_json(check.nearest) if check.nearest else None,
        "searched": searched_json(check.scope),
        "timings": {"check_ms": round(check.check_ms, 1)},
    }


def match_json(match: QuoteMatch) -> Json:
    """One place, like a citation: `quote` is the transcript's text from `start` to `end`."""
    place = source_json(match.sentence, match.source)
    here = {"start": match.span.start, "end": match.span.end, "quote": match.words}
    return {
        "n": match.n,
        **place,
        **here,
        "link": match.link,
        "part": match.part,
        "parts": [{"start": span.start, "end": span.end} for span in match.parts],
        "diff": [[change.op, change.text] for change in match.diff],
        "cut": _cut(match.cut),
    }


def searched_json(scope: Scope) -> Json:
    """What was searched: how many transcripts, of which days, under which filters."""
    return {
        "transcripts": scope.transcripts,
        "from": scope.first and scope.first.isoformat(),
        "to": scope.last and scope.last.isoformat(),
        "filters": filters_json(scope.filters),
    }


def _cut(cut: Cut | None) -> Json | None:
    return {"kind": cut.kind, "why": cut.why, "sentence": cut.sentence} if cut else None
