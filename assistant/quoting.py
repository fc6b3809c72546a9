"""The `quote` command: one quote or many, checked and printed in order."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering import PrintJson, print_failure
from assistant.quote_contract import quote_json
from assistant.quotes import check_quote
from assistant.requests import BadLine, Request
from assistant.terminal_quotes import check_lines
from store.errors import ReportedError
from store.store import Store


def quote_requests(
    requests: Iterator[Request | BadLine], store: Store, *, speaker: str | None, print_json: PrintJson | None
) -> int:
    """Check each quote; the number of failures. In a batch `filters.speaker` is who is claimed to have said it."""
    failures = 0
    for request in requests:
        if isinstance(request, BadLine):
            failures += print_failure(request.id, request.error, print_json)
            continue
        claimed = next(iter(request.filters.speakers), speaker)
        filters = replace(request.filters, speakers=())
        try:
            check = check_quote(request.question, store, filters=filters, speaker=claimed)
        except ReportedError as error:
            failures += print_failure(request.id, error, print_json)
            continue
        if print_json:
            print_json(quote_json(check, id=request.id))
        else:
            print(*check_lines(check), sep="\n", flush=True)
            print()
    return failures
