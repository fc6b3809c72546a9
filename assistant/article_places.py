"""A place that a quotation is compared with, and the exchange it stands in, as HTML. Pure functions."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from assistant.quote_types import QuoteMatch
from assistant.render import web_address
from assistant.render_source import quoted_url
from assistant.terminal_quotes import facts_of
from assistant.word_diff import Edit
from store.types import Sentence, Span

# The sentences of the exchange a match stands in, in order; none where its transcript is gone.
Said = Callable[[QuoteMatch], Sequence[Sentence]]

_AROUND = 1500  # characters before and behind the words: a statement may go on for pages
_TAGS = {"equal": "{}", "insert": "<ins>{}</ins>", "delete": "<del>{}</del>"}


def place_html(match: QuoteMatch, said: Said) -> str:
    """The words with what was changed, who said them where and when, and what was said around them to unfold."""
    is_changed = any(edit.op != "equal" for edit in match.diff)
    words = _edits_html(match.diff) if is_changed else escape(match.words)
    source = match.source
    where = f"{source.file}, characters {match.span.start}-{match.span.end}"
    url = quoted_url(web_address(source.source_url), match.sentence.text)
    link = f' · <a href="{escape(url)}">source</a>' if url else ""
    facts = f'<p class="facts">{escape(facts_of(match))} · {escape(where)}{link}</p>'
    return f"<blockquote>{words}{facts}{_exchange_html(match.span, said(match))}</blockquote>"


def _edits_html(edits: tuple[Edit, ...]) -> str:
    """A difference with `<del>` for what only the transcript says and `<ins>` for what only the quote says."""
    return "".join(_TAGS[edit.op].format(escape(edit.text)) for edit in edits)


def _exchange_html(words: Span, sentences: Sequence[Sentence]) -> str:
    near = [s for s in sentences if words.start - _AROUND < s.span.end and s.span.start < words.end + _AROUND]
    if not near:
        return ""
    turns = [_turn_html(words, list(turn)) for _, turn in groupby(near, key=lambda s: s.turn)]
    before = "<p>…</p>" if near[0] != sentences[0] else ""
    after = "<p>…</p>" if near[-1] != sentences[-1] else ""
    return f"<details><summary>In its exchange</summary>{before}{''.join(turns)}{after}</details>"


def _turn_html(words: Span, sentences: Sequence[Sentence]) -> str:
    first = sentences[0]
    asks = first.part == "question"
    who = first.speaker or (first.outlet if asks else None) or ("Reporter" if asks else "Speaker")
    return f"<p><b>{escape(who)}:</b> {' '.join(_sentence_html(words, s) for s in sentences)}</p>"


def _sentence_html(words: Span, sentence: Sentence) -> str:
    """A sentence with the words in it marked."""
    text, at = sentence.text, sentence.span
    start, end = (min(max(edge - at.start, 0), len(text)) for edge in (words.start, words.end))
    marked = f"<strong>{escape(text[start:end])}</strong>" if start < end else ""
    return f"{escape(text[:start])}{marked}{escape(text[end:])}"
