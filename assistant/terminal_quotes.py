"""What `onrecord quote` shows a person: plain text for a terminal. Pure functions."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from assistant.places import sentence_place
from assistant.quote_types import ArticleCheck, ArticleQuote, ArticleVerdict, QuoteCheck, QuoteMatch
from assistant.terminal import counted, day, scope_line
from assistant.word_diff import marked

_WIDTH = 100
VERDICTS = {
    "exact": "On the record, word for word",
    "altered": "Altered: close to what was said",
    "spliced": "Spliced: its parts were said, but not together",
    "other_speaker": "Said by somebody else",
    "not_found": "Not found",
}
NAMES: dict[ArticleVerdict, str] = {
    "exact": "exact",
    "altered": "altered",
    "spliced": "spliced",
    "other_speaker": "said by somebody else",
    "not_found": "not found",
    "open": "open",
}
_MOST_SHOWN = 10
_MOST_IN_ARTICLE = 3


def check_lines(check: QuoteCheck, *, most: int = _MOST_SHOWN) -> Iterator[str]:
    """The verdict, then at most so many places, oldest first."""
    yield f"{told(check)}{f' {check.why}' if check.why else ''}"
    if check.cut:
        yield _filled(f"Cut: {check.cut.why}. The whole sentence: {check.cut.sentence}", "")
    for match in check.matches[:most]:
        yield from _match_lines(match)
    if rest := further(check, most):
        yield f"... {rest} (--all gives them all)"
    if check.nearest:
        yield "Nearest sentence:"
        yield from _match_lines(check.nearest)
    yield scope_line(check.scope)


def told(check: QuoteCheck) -> str:
    """The verdict in words, of an exact quote with how often it was said."""
    times = f"{'more than ' if check.more else ''}{len(check.matches):,} times"
    return f"{VERDICTS[check.verdict]}{f', {times}' if check.verdict == 'exact' and len(check.matches) > 1 else ''}."


def further(check: QuoteCheck, shown: int) -> str:
    """`and 12 more places` than are shown; empty where there are none."""
    rest = len(check.matches) - shown
    return f"and {'more than ' if check.more else ''}{rest:,} more places" if rest > 0 else ""


def article_lines(checked: ArticleCheck) -> Iterator[str]:
    """Every quotation of an article with its verdict and where it stands."""
    told = verdict_counts(checked)
    yield f"{counted(len(checked.quotes), 'quotation')} in {checked.article.name}{': ' if told else ''}{told}"
    for quote in checked.quotes:
        yield ""
        yield from _quote_lines(quote)
    yield ""
    yield scope_line(checked.scope)


def verdict_counts(checked: ArticleCheck) -> str:
    """How many quotations have which verdict: `2 exact, 1 open`; empty without any."""
    counts = Counter(quote.verdict for quote in checked.quotes)
    return ", ".join(f"{counts[verdict]} {name}" for verdict, name in NAMES.items() if counts[verdict])


def _quote_lines(quote: ArticleQuote) -> Iterator[str]:
    who = f" ({quote.quotation.speaker})" if quote.quotation.speaker else ""
    yield _filled(f"{quote.n}. {NAMES[quote.verdict].upper()}{who}: “{quote.quotation.text}”", "")
    if quote.why_open:
        yield f"    Left open: {quote.why_open}."
    check = quote.check
    if check is None or quote.why_open:
        return
    if check.why:
        yield _filled(check.why)
    if check.cut:
        yield _filled(f"Cut: {check.cut.why}. The whole sentence: {check.cut.sentence}")
    for match in check.matches[:_MOST_IN_ARTICLE]:
        yield from _match_lines(match)
    if rest := further(check, _MOST_IN_ARTICLE):
        yield f"    ... {rest}"
    if check.nearest:
        yield "    Nearest sentence:"
        yield from _match_lines(check.nearest)


def facts_of(match: QuoteMatch) -> str:
    """Who said it, to whom, when and where, on one line."""
    s, source = match.sentence, match.source
    is_question = s.part == "question"
    asked = f"asked by {s.outlet}" if s.outlet and not is_question else None
    facts = [match.voice, "the question" if is_question else asked, day(source.date), source.title or source.file]
    return " · ".join(fact for fact in facts if fact)


def _match_lines(match: QuoteMatch) -> Iterator[str]:
    yield f"[{match.n}] {facts_of(match)}"
    if match.part:
        yield _filled(f"part: {match.part}")
    is_changed = any(edit.op != "equal" for edit in match.diff)
    yield _filled(marked(match.diff) if is_changed else " ".join(match.words.split()))
    span, place = match.span, sentence_place(match.sentence)
    yield f"    {match.source.file}, characters {span.start}-{span.end}, ?e={place}"


def _filled(text: str, indent: str = "    ") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
