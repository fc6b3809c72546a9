"""Every quotation of an article against the library; what nobody here could have said is left open."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from assistant.articles import quotations
from assistant.checks.speakers import same_person
from assistant.comparison import plain
from assistant.likeness import Words
from assistant.quote_types import Article, ArticleCheck, ArticleQuote, Quotation, QuoteCheck, Verdict
from assistant.quotes import check_quote
from store.errors import ReportedError
from store.store import Store
from store.types import Filters

# Between quotation marks, so few words are mostly irony or a name, and so few stand anywhere.
_SCARE_WORDS = 2
_SCARE_CHARACTERS = 4
_AT_ONCE = 2  # quotations that are looked up: half of it is the database's, which lets another one go on
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


def _checked(n: int, quotation: Quotation, store: Store, filters: Filters, names: tuple[str, ...]) -> ArticleQuote:
    if is_scare(quotation.text):
        return ArticleQuote(n, quotation, None, "a word or two between quotation marks")
    who = voice_of(quotation.speaker, names) if quotation.speaker else None
    try:
        check = _check(quotation, store, filters, who or quotation.speaker)
    except ReportedError as error:
        return ArticleQuote(n, quotation, None, error.problem)
    quotation = replace(quotation, text=check.text)
    is_telling = len(Words(plain(quotation.text)).words) >= _TELLING
    if quotation.speaker and not who and not (check.verdict == "other_speaker" and is_telling):
        return ArticleQuote(n, quotation, check, f"{quotation.speaker} does not speak in these transcripts")
    if not quotation.speaker and check.verdict == "not_found" and not is_telling:
        return ArticleQuote(n, quotation, check, "a few words that the article credits to nobody")
    return ArticleQuote(n, quotation, check)


def _check(quotation: Quotation, store: Store, filters: Filters, speaker: str | None) -> QuoteCheck:
    """The quotation as it is nearest to the record."""
    check = check_quote(quotation.text, store, filters=filters, speaker=speaker)
    if not quotation.otherwise or check.verdict == "exact":
        return check
    return min(check, check_quote(quotation.otherwise, store, filters=filters, speaker=speaker), key=_distance)


def _distance(check: QuoteCheck) -> tuple[int, int]:
    changes = sum(edit.op != "equal" for match in check.matches for edit in match.diff)
    return _NEAREST_FIRST.index(check.verdict), changes


def is_scare(text: str) -> bool:
    """Whether quoted words are too few to be held against anybody."""
    words = Words(plain(text))
    return len(words.words) <= (_SCARE_CHARACTERS if words.are_chinese else _SCARE_WORDS)


def voice_of(claimed: str, names: tuple[str, ...]) -> str | None:
    """Somebody who speaks in the library and may be meant by how an article calls them."""
    return next(_voices_of(claimed, names), None)


def _voices_of(claimed: str, names: tuple[str, ...]) -> Iterator[str]:
    folded = " ".join(claimed.split()).casefold()
    for name in names:
        if folded == name.casefold():
            yield name
    for name in names:
        is_cjk = name[:1] > "\u2e80"
        if same_person(claimed, name) or (is_cjk and len(name) > 1 and name in claimed):
            yield claimed if not is_cjk else name
