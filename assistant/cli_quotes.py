"""The `quote` command: is this quote on the record?"""

from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import (
    AsJson,
    Batch,
    From,
    OutletOption,
    To,
    TranscriptOption,
    open_store,
    print_json,
    requests_of,
    settings_of,
)
from assistant.quote_types import MOST
from assistant.verbatim import WORD_FOR_WORD

quoting = typer.Typer()


@quoting.command(
    help="Is this quote on the record? Exact, altered, spliced, said by somebody else, or not found.\n\n"
    f"Word for word means: {WORD_FOR_WORD}",
    epilog="Examples: onrecord quote 'We have signed nothing' --speaker 'Ana Vell' --from 2031-01-01 | "
    "onrecord quote 'We will see' --all | "
    "onrecord quote --article story.docx --html checked.html | onrecord quote --batch quotes.jsonl --json",
)
def quote(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", show_default=False)] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who is claimed to have said it (part of the name).")
    ] = None,
    since: From = None,
    until: To = None,
    outlet: OutletOption = [],  # noqa: B006 - typer reads it, nothing changes it
    transcript: TranscriptOption = [],  # noqa: B006
    article: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Check every quotation of an article: a file, a web address, or - for stdin."
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --article: write a marked-up copy, one HTML file.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=f"Tell every place, also of what was said more than {MOST} times.")
    ] = False,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Print a check of a quote, of every line of a batch, or of every quotation of an article."""
    from assistant.errors import SettingsError
    from assistant.quoting import quote_requests, show_article
    from assistant.requests import make_filters

    if html and not article:
        raise SettingsError("--html is for --article.", "Example: onrecord quote --article FILE --html checked.html")
    if every and article:
        raise SettingsError(
            "--all is for quotes, not for --article.", "Check the quotation itself: onrecord quote TEXT --all"
        )
    filters = make_filters(since=since, until=until, speakers=[], outlets=outlet, transcripts=transcript)
    store = open_store(settings_of(context))
    if article:
        if text is not None or batch is not None:
            raise SettingsError("Give a quote, --batch or --article, one of them.", "See: onrecord quote --help")
        show_article(article, store, filters, html=html, print_json=print_json if as_json else None)
        return
    requests = requests_of(text, batch, filters, what="a quote", example="onrecord quote 'We have signed nothing'")
    if quote_requests(requests, store, speaker=speaker, every=every, print_json=print_json if as_json else None):
        raise typer.Exit(2)
