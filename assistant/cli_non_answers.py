"""The `non-answers` command: how often the replies give no information."""

from typing import Annotated, Literal

import typer

from assistant.command_options import (
    AsJson,
    From,
    OutletOption,
    SpeakerOption,
    To,
    TranscriptOption,
    label,
    open_store,
    print_json,
    settings_of,
)

counts = typer.Typer()


@counts.command("non-answers", epilog="Example: onrecord non-answers 'fisheries accord' --by outlet --from 2031-01-01")
def non_answers(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="TOPIC", help="Only of the exchanges found for it.", show_default=False)
    ] = None,
    by: Annotated[Literal["speaker", "outlet", "month"], typer.Option(help="What is counted by.")] = "speaker",
    since: From = None,
    until: To = None,
    speaker: SpeakerOption = [],  # noqa: B006 - typer reads it, nothing changes it
    outlet: OutletOption = [],  # noqa: B006
    transcript: TranscriptOption = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Count the replies that give no information, by speaker, outlet or month."""
    from assistant.requests import make_filters
    from assistant.shares import share_json, share_lines, shares

    filters = make_filters(since=since, until=until, speakers=speaker, outlets=outlet, transcripts=transcript)
    store = open_store(settings_of(context))
    label(store)
    found = shares(store, by, filters, topic=topic)
    if as_json:
        for share in found:
            print_json(share_json(share))
    else:
        print(*share_lines(found), sep="\n")
