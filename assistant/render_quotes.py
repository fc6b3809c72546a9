"""A checked quote or article -> the JSON of the Quotes tab. Pure functions."""

from assistant.article_html import article_html
from assistant.article_places import Said
from assistant.places import sentence_place
from assistant.quotations import facts
from assistant.quote_contract import match_json
from assistant.quote_types import ArticleCheck, ArticleQuote, Cut, QuoteCheck, QuoteMatch
from assistant.render import Json, count_text, period_text, web_address
from assistant.render_source import quoted_url
from assistant.terminal_quotes import NAMES, told, verdict_counts
from store.types import Scope

PLACES = 50  # of a check that are sent at once: a stock phrase stands in thousands
PLACES_IN_ARTICLE = 5


def check_json(check: QuoteCheck, *, start: int = 0, most: int = PLACES) -> Json:
    """A check in words, with its places from one on; a place of no change has one `equal` stretch.

    `text` and `speaker` are what to ask for to have the places from `next` on.
    """
    times, after = len(check.matches), start + most
    return {
        "text": check.text,
        "speaker": check.speaker or "",
        "verdict": check.verdict,
        "told": told(check),
        "why": check.why,
        "cut": _cut(check.cut),
        "places": [_place(match) for match in check.matches[start:after]],
        "of": f"{'more than ' if check.more else ''}{times:,}",
        "next": after if after < times else None,
        "nearest": _place(check.nearest) if check.nearest else None,
        "searched": searched_text(check.scope),
    }


def article_json(checked: ArticleCheck, said: Said) -> Json:
    """A marked-up copy as paragraphs of pieces, `n` naming the quotation a piece is of, and every quotation checked."""
    article = checked.article
    counts = verdict_counts(checked)
    return {
        "title": article.title or article.name,
        "summary": f"{count_text(len(checked.quotes), 'quotation')}{f': {counts}' if counts else ''}.",
        "paragraphs": _paragraphs(checked),
        "quotes": [_quote(quote) for quote in checked.quotes],
        "searched": searched_text(checked.scope),
        "report": article_html(checked, said),
    }


def searched_text(scope: Scope) -> str:
    """What was searched: `Searched 12 transcripts, Jan 2021 – Jan 2025.`"""
    period = period_text(scope.first, scope.last)
    return f"Searched {count_text(scope.transcripts, 'transcript')}{f', {period}' if period else ''}."


def _place(match: QuoteMatch) -> Json:
    url = quoted_url(web_address(match.source.source_url), match.sentence.text)
    return {
        "place": sentence_place(match.sentence),
        "facts": facts(match_json(match)),
        "diff": [[edit.op, edit.text] for edit in match.diff] or [["equal", match.words]],
        "part": match.part,
        "cut": _cut(match.cut),
        "source_url": url,
    }


def _cut(cut: Cut | None) -> Json | None:
    return {"why": cut.why, "sentence": cut.sentence} if cut else None


def _quote(quote: ArticleQuote) -> Json:
    check = None if quote.why_open or quote.check is None else check_json(quote.check, most=PLACES_IN_ARTICLE)
    return {
        "n": quote.n,
        "verdict": quote.verdict,
        "name": NAMES[quote.verdict],
        "text": quote.quotation.text,
        "speaker": quote.quotation.speaker,
        "open": quote.why_open,
        "check": check,
    }


def _paragraphs(checked: ArticleCheck) -> list[list[Json]]:
    text, position = checked.article.text, 0
    paragraphs: list[list[Json]] = [[]]

    def add(words: str, n: int | None) -> None:
        for number, piece in enumerate(words.split("\n\n")):
            if number:
                paragraphs.append([])
            if piece:
                paragraphs[-1].append({"text": piece, "n": n})

    for quote in checked.quotes:
        for extent in quote.quotation.extents:
            if extent.start >= position:  # else it stands inside another
                add(text[position : extent.start], None)
                add(text[extent.start : extent.end], quote.n)
                position = extent.end
    add(text[position:], None)
    return [pieces for pieces in paragraphs if any(piece["text"].strip() for piece in pieces)]
