"""The `quote` command: one quote or many, checked and printed in order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.answering import Failed, PrintJson, print_failure
from assistant.article_check import check_article, exchanges_in
from assistant.article_html import article_html
from assistant.article_reading import read_article
from assistant.errors import SettingsError
from assistant.quote_contract import article_json, quote_json
from assistant.quote_types import EVERY, MOST
from assistant.quotes import check_quote
from assistant.requests import BadLine, Request
from assistant.terminal_quotes import article_lines, check_lines
from store.errors import ReportedError
from store.store import Store
from store.types import Filters


def quote_requests(
    requests: Iterator[Request | BadLine],
    store: Store,
    *,
    speaker: str | None,
    every: bool,
    print_json: PrintJson | None,
) -> int:
    """Check each quote, and tell `every` place of it or the first ones; the number of failures.

    In a batch `filters.speaker` is who is claimed to have said it.
    """
    failures = 0
    for request in requests:
        if isinstance(request, BadLine):
            failures += print_failure(request.id, Failed(request.error), print_json)
            continue
        claimed = next(iter(request.filters.speakers), speaker)
        filters = replace(request.filters, speakers=())
        try:
            check = check_quote(
                request.question, store, filters=filters, speaker=claimed, most=EVERY if every else MOST
            )
        except ReportedError as error:
            failures += print_failure(request.id, Failed(error), print_json)
            continue
        if print_json:
            print_json(quote_json(check, id=request.id))
        else:
            print(*(check_lines(check, most=EVERY) if every else check_lines(check)), sep="\n", flush=True)
            print()
    return failures


def show_article(
    source: str, store: Store, filters: Filters, *, html: Path | None, print_json: PrintJson | None
) -> None:
    """Check every quotation of an article; `html` is where a marked-up copy goes.

    Raises UnreadableTranscriptError for the article, SettingsError where the copy cannot be written.
    """
    checked = check_article(read_article(source), store, filters=filters)
    if html:
        try:
            html.write_text(article_html(checked, exchanges_in(store)), encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{html}: cannot be written ({error.strerror}).", "Choose another path.") from error
    if print_json:
        print_json(article_json(checked))
    else:
        print(*article_lines(checked), sep="\n", flush=True)
