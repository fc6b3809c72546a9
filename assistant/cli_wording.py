"""The command about wording over time: wording."""

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from assistant.command_options import (
    AsJson,
    OutletOption,
    SpeakerOption,
    To,
    TranscriptOption,
    open_store,
    print_json,
    settings_of,
)

over_time = typer.Typer()

Since = Annotated[
    str | None, typer.Option("--from", "--since", metavar="DATE", help="Only transcripts of this day or later.")
]


@over_time.command(
    epilog="Examples: onrecord wording 'fisheries accord' --from 2031-01-01; onrecord wording 'The position is"
    " consistent.'; onrecord wording --speaker 'Ana Vell' --since 2031-06-01"
)
def wording(
    context: typer.Context,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT]", help="A topic, a phrase or a sentence; without it: what recurs most.", show_default=False
        ),
    ] = None,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=1000, help="How many lines of each kind.")] = 10,
    read: Annotated[
        int | None,
        typer.Option(
            min=1, help="How many exchanges that hold TEXT are read, newest first (1,500).", show_default=False
        ),
    ] = None,
    since: Since = None,
    until: To = None,
    speaker: SpeakerOption = [],  # noqa: B006 - typer reads it, nothing changes it
    outlet: OutletOption = [],  # noqa: B006
    transcript: TranscriptOption = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Show how the wording of something changed: first and last use, every change, silences, who asked.

    Without TEXT: the lines that are repeated most, and those that are new since --since (or in the last month).
    In a difference, [-words-] were dropped and {+words+} came in.
    """
    from assistant.requests import make_filters
    from assistant.wording import MOST_READ, stock_phrases
    from assistant.wording import wording as find_wording
    from assistant.wording_json import stock_phrases_json, wording_json
    from assistant.wording_terminal import stock_phrase_lines, wording_lines

    filters = make_filters(since=since, until=until, speakers=speaker, outlets=outlet, transcripts=transcript)
    store = open_store(settings_of(context))
    for done, total in store.lines.prepare():
        print(f"reading transcripts of an earlier version once: {done:,} of {total:,}", file=sys.stderr)
    told: Mapping[str, Any]
    if text and text.strip():
        found = find_wording(store, text, filters=filters, limit=limit, most_read=read or MOST_READ)
        told, lines = wording_json(found), wording_lines(found)
    else:
        repeated = stock_phrases(store, filters=filters, limit=limit)
        told, lines = stock_phrases_json(repeated), stock_phrase_lines(repeated)
    if as_json:
        print_json(told)
    else:
        print(*lines, sep="\n")
