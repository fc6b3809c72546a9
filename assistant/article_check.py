"""Every quotation of an article against the library; what nobody here could have said is left open."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from assistant.article_places import Said
from assistant.articles import quotations
from assistant.checks.speakers import may_mean
from assistant.comparison import plain
from assistant.likeness import Words
from assistant.quote_types import Article, ArticleCheck, ArticleQuote, Quotation, QuoteCheck, Verdict
from assistant.quotes import check_quote
from store.errors import ReportedError
from store.store import Store
from store.types import Filters

# Between quotation marks, so few words are mostly irony or a name: they count where who is credited said them.
_SCARE_WORDS = 2
_SCARE_CHARACTERS = 4
_AT_ONCE = 2  # quotations that are looked up: half of it is the database's, which lets another one go on
_A_WORD = "a word or two between quotation marks"
_NEAREST_FIRST: tuple[Verdict, ...] = ("exact", "other_speaker", "altered", "spliced", "not_found")
_TELLING = 5  # words that two people hardly ever say alike


def check_article(article: Article, store: Store, *, filters: Filters = Filters()) -> ArticleCheck:
    """Every quotation of an article with its verdict, in order."""
    started = time.perf_counter()
    found = quotations(article)
    names = store.voices() if found else ()
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        quotes = tuple(pool.map(lambda n: _checked(n + 1, found[n], store, filters, names), range(len(found))))
    finally:
        pool.shutdown(cancel_futures=True)  # whoever calls it off waits for no more than what is under way
    return ArticleCheck(article, quotes, store.scope(filters), (time.perf_counter() - started) * 1000)


def exchanges_in(store: Store) -> Said:
    """What was said around a match: the sentences of its exchange."""
    return lambda match: store.sentences(match.span.transcript_id, match.sentence.exchange)


def _checked(n: int, quotation: Quotation, store: Store, filters: Filters, names: tuple[str, ...]) -> ArticleQuote:
    speaks_here, is_short = _speaks_here(quotation.speaker, names), is_scare(quotation.text)
    if is_short and not speaks_here:
        return ArticleQuote(n, quotation, None, _A_WORD)
    try:
        check = _check(quotation, store, filters)
    except ReportedError as error:
        return ArticleQuote(n, quotation, None, error.problem)
    if is_short and not (check.verdict == "exact" and any(match.voice for match in check.matches)):
        return ArticleQuote(n, quotation, None, _A_WORD)
    quotation = replace(quotation, text=check.text)
    is_telling = len(Words(plain(quotation.text)).words) >= _TELLING
    if quotation.speaker and not speaks_here and not (check.verdict == "other_speaker" and is_telling):
        return ArticleQuote(n, quotation, check, f"{quotation.speaker} does not speak in these transcripts")
    if not quotation.speaker and check.verdict == "not_found" and not is_telling:
        return ArticleQuote(n, quotation, check, "a few words that the article credits to nobody")
    return ArticleQuote(n, quotation, check)


def _speaks_here(called: str | None, names: tuple[str, ...]) -> bool:
    return called is not None and any(may_mean(called, name) for name in names)


def _check(quotation: Quotation, store: Store, filters: Filters) -> QuoteCheck:
    """The quotation as it is nearest to the record."""

    def checked(text: str) -> QuoteCheck:
        return check_quote(text, store, filters=filters, speaker=quotation.speaker)

    check = checked(quotation.text)
    if quotation.otherwise and check.verdict != "exact":
        check = min(check, checked(quotation.otherwise), key=_distance)
    return check


def _distance(check: QuoteCheck) -> tuple[int, int]:
    changes = sum(edit.op != "equal" for match in check.matches for edit in match.diff)
    return _NEAREST_FIRST.index(check.verdict), changes


def is_scare(text: str) -> bool:
    """Whether quoted words are too few to be held against anybody."""
    words = Words(plain(text))
    return len(words.words) <= (_SCARE_CHARACTERS if words.are_chinese else _SCARE_WORDS)
