"""The JSON of a quote check, as the command, the server and other programs give it. Pure functions."""

from collections import Counter
from typing import Any

from assistant import quote_results as results
from assistant.contract import Json, searched_json, source_json
from assistant.quote_types import ArticleCheck, Cut, QuoteCheck, QuoteMatch


def quote_json(check: QuoteCheck, *, id: Any = None) -> results.QuoteCheck:
    """A checked quote with the places it was compared with."""
    return {
        "id": id,
        "text": check.text,
        "speaker": check.speaker,
        "verdict": check.verdict,
        "why": check.why,
        "cut": _cut(check.cut),
        "matches": [match_json(match) for match in check.matches],
        "more": check.more,
        "nearest": match_json(check.nearest) if check.nearest else None,
        "searched": searched_json(check.scope),
        "timings": {"check_ms": round(check.check_ms, 1)},
    }


def article_json(checked: ArticleCheck, *, id: Any = None) -> Json:
    """An article with every quotation in it; `start` and `end` count code points of the text it was read as."""
    return {
        "id": id,
        "file": checked.article.name,
        "title": checked.article.title,
        "quotes": [
            {
                "n": quote.n,
                "text": quote.quotation.text,
                "speaker": quote.quotation.speaker,
                "start": quote.quotation.extents[0].start,
                "end": quote.quotation.extents[-1].end,
                "block": quote.quotation.is_block,
                "verdict": quote.verdict,
                "why": quote.why_open or (quote.check.why if quote.check else None),
                "check": quote_json(quote.check) if quote.check else None,
            }
            for quote in checked.quotes
        ],
        "verdicts": dict(Counter(quote.verdict for quote in checked.quotes)),
        "searched": searched_json(checked.scope),
        "timings": {"check_ms": round(checked.check_ms, 1)},
    }


def match_json(match: QuoteMatch) -> results.Match:
    """One place, like a citation: `quote` is the transcript's text from `start` to `end`."""
    place = source_json(match.sentence, match.source)
    return {
        "n": match.n,
        **place,
        "start": match.span.start,
        "end": match.span.end,
        "quote": match.words,
        "link": match.link,
        "part": match.part,
        "parts": [{"start": span.start, "end": span.end} for span in match.parts],
        "diff": [(edit.op, edit.text) for edit in match.diff],
        "cut": _cut(match.cut),
    }


def _cut(cut: Cut | None) -> results.Cut | None:
    return {"kind": cut.kind, "why": cut.why, "sentence": cut.sentence} if cut else None
