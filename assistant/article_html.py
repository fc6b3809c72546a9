"""An article with its quotations marked and a verdict for each, as one HTML file without scripts. Pure functions."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from assistant.article_places import Said, place_html
from assistant.quote_types import ArticleCheck, ArticleQuote
from assistant.terminal import counted, scope_line
from assistant.terminal_quotes import NAMES, further, verdict_counts
from assistant.verbatim import WORD_FOR_WORD

_MOST_PLACES = 5


def article_html(checked: ArticleCheck, said: Said) -> str:
    """The whole file, with the exchange of every place it names. All of it is escaped."""
    article = checked.article
    title = escape(article.title or article.name)
    told = verdict_counts(checked)
    style = (files("assistant") / "page" / "article.css").read_text(encoding="utf-8")
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Quotes checked: {title}</title>\n<style>\n{style}</style></head><body>",
            f"<h1>{title}</h1>",
            f'<p class="facts">{counted(len(checked.quotes), "quotation")}: {told or "none"}. '
            f"{escape(scope_line(checked.scope))}. Word for word means: {escape(WORD_FOR_WORD)}</p>",
            *_body(checked),
            '<h2 id="quotes">Quotations</h2>',
            '<ol class="quotes">',
            *(_item(quote, said) for quote in checked.quotes),
            "</ol>" if checked.quotes else '</ol><p class="none">No quotations were found.</p>',
            "</body></html>\n",
        ]
    )


def _body(checked: ArticleCheck) -> Iterator[str]:
    """The article's paragraphs, each quotation marked in each of them."""
    text, position, pieces = checked.article.text, 0, []
    for quote in checked.quotes:
        for number, extent in enumerate(quote.quotation.extents):
            if extent.start < position:
                continue  # stands inside another
            name = f' id="in{quote.n}"' if not number else ""
            words = _broken(text[extent.start : extent.end], f'</mark></p>\n<p><mark class="{quote.verdict}">')
            link = f'<a href="#q{quote.n}" title="{NAMES[quote.verdict]}">{quote.n}</a>'
            pieces.append(_broken(text[position : extent.start], "</p>\n<p>"))
            pieces.append(f'<mark{name} class="{quote.verdict}">{words}{link}</mark>')
            position = extent.end
    pieces.append(_broken(text[position:], "</p>\n<p>"))
    yield f"<p>{''.join(pieces)}</p>"


def _broken(text: str, paragraph: str) -> str:
    return paragraph.join(escape(piece) for piece in text.split("\n\n"))


def _item(quote: ArticleQuote, said: Said) -> str:
    who = f" · {escape(quote.quotation.speaker)}" if quote.quotation.speaker else ""
    lines = [
        f'<li id="q{quote.n}"><span class="verdict {quote.verdict}">{NAMES[quote.verdict]}</span>{who}',
        f'<p><a href="#in{quote.n}">“{escape(quote.quotation.text)}”</a></p>',
    ]
    if quote.why_open:
        lines.append(f'<p class="why">Left open: {escape(quote.why_open)}.</p>')
    elif check := quote.check:
        if check.why:
            lines.append(f'<p class="why">{escape(check.why)}</p>')
        if check.cut:
            lines.append(f'<p class="why">Cut: {escape(check.cut.why)}. The whole: {escape(check.cut.sentence)}</p>')
        lines += [place_html(match, said) for match in check.matches[:_MOST_PLACES]]
        if rest := further(check, _MOST_PLACES):
            lines.append(f'<p class="why">{rest}</p>')
        if check.nearest:
            lines.append(f'<p class="why">Nearest sentence:</p>{place_html(check.nearest, said)}')
    return "\n".join([*lines, "</li>"])
