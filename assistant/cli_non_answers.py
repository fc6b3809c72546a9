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


@counts.command(
    "non-answers",
    epilog="Examples: onrecord non-answers 'fisheries accord' --by outlet --from 2031-01-01 · "
    "onrecord non-answers sanctions tariffs visas",
)
def non_answers(
    context: typer.Context,
    topic: Annotated[
        list[str],
        typer.Argument(metavar="TOPIC", help="Only of the exchanges found for it.", show_default=False),
    ] = [],  # noqa: B006 - typer reads it, nothing changes it
    by: Annotated[
        Literal["speaker", "outlet", "month", "topic"] | None,
        typer.Option(help="What is counted by.  [default: topic if there are several, else speaker]"),
    ] = None,
    since: From = None,
    until: To = None,
    speaker: SpeakerOption = [],  # noqa: B006
    outlet: OutletOption = [],  # noqa: B006
    transcript: TranscriptOption = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Count the replies that give no information, by speaker, outlet, month or topic."""
    from assistant.errors import SettingsError
    from assistant.requests import make_filters
    from assistant.shares import share_json, share_lines, shares, shares_of_topics

    by = by or ("topic" if len(topic) > 1 else "speaker")
    if by == "topic" and not topic:
        raise SettingsError(
            "--by topic: no topic is named.", "Name them, as in: onrecord non-answers sanctions tariffs"
        )
    if by != "topic" and len(topic) > 1:
        raise SettingsError(f"--by {by}: several topics are counted by topic.", "Leave it out, or give one topic.")

    filters = make_filters(since=since, until=until, speakers=speaker, outlets=outlet, transcripts=transcript)
    store = open_store(settings_of(context))
    label(store)
    if by == "topic":
        found = shares_of_topics(store, topic, filters)
    else:
        found = shares(store, by, filters, topic=topic[0] if topic else None)
    if as_json:
        for share in found:
            print_json(share_json(share))
    else:
        print(*share_lines(found), sep="\n")
