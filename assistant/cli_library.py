"""The commands that keep the library: add, list, show, edit, remove, parse."""

import sys
from typing import Annotated

import typer

from assistant.command_options import (
    AsJson,
    Begin,
    Join,
    Rename,
    RoleOption,
    label,
    open_store,
    print_error,
    print_json,
    settings_of,
)
from store.errors import ReportedError

library = typer.Typer()


@library.command(epilog="Example: onrecord add briefings/ 2031-03-04.txt --title 'Norlandia press briefing'")
def add(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is stdin.")],
    title: Annotated[str | None, typer.Option(help="Its title, whatever the file says.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its date, as YYYY-MM-DD.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who answers, where the file does not name them.")] = None,
    source_url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    rename: Rename = [],  # noqa: B006
    role: RoleOption = [],  # noqa: B006
    begin: Begin = [],  # noqa: B006
    join: Join = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Add transcripts: files, folders and archives with everything in them, web addresses, or stdin (-)."""
    from assistant.adding import report
    from assistant.editing import corrections_of
    from assistant.requests import as_date

    corrections = corrections_of(
        paths[0] if len(paths) == 1 else None,
        title=title,
        date=as_date(date, "--date"),
        source_url=source_url,
        speaker=speaker,
        renames=rename,
        roles=role,
        begins=begin,
        joins=join,
    )
    with_json = print_json if as_json else None
    if report(open_store(settings_of(context)), paths, corrections, print_json=with_json):
        raise typer.Exit(2)


@library.command("list", epilog="Example: onrecord list --json | jq -r .title")
def list_transcripts(context: typer.Context, as_json: AsJson = False) -> None:
    """List the library, newest transcript first."""
    from assistant.contract import entry_json
    from assistant.terminal import counted, entry_lines

    store = open_store(settings_of(context))
    label(store)
    entries = store.entries()
    for entry in entries:
        if as_json:
            print_json(entry_json(entry))
        else:
            print(*entry_lines(entry), sep="\n")
    if not as_json:
        empty = "" if entries else " Add some: onrecord add PATH..."
        print(f"{counted(len(entries), 'transcript')}.{empty}", file=sys.stderr)


@library.command(epilog="Example: onrecord show vv6hn4bcpi")
def show(
    context: typer.Context,
    transcript: Annotated[str, typer.Argument(metavar="ID", help="Its id or file name.")],
    as_json: AsJson = False,
) -> None:
    """Show one transcript, exchange by exchange."""
    from assistant.contract import transcript_json
    from assistant.terminal import reading_lines

    kept = open_store(settings_of(context)).transcript(transcript)
    if as_json:
        print_json(transcript_json(kept))
    else:
        print(*reading_lines(kept.reading), sep="\n")


@library.command(
    epilog="Example: onrecord edit march.txt --date 2031-03-04 --rename 'A. Vel=Ana Vell' --role 'Bo Lund=asker'"
)
def edit(
    context: typer.Context,
    transcript: Annotated[str, typer.Argument(metavar="ID", help="Its id or file name.")],
    title: Annotated[str | None, typer.Option(help="Its right title.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its right date, as YYYY-MM-DD.")] = None,
    source_url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who answers, where no name was read.")] = None,
    rename: Rename = [],  # noqa: B006
    role: RoleOption = [],  # noqa: B006
    begin: Begin = [],  # noqa: B006
    join: Join = [],  # noqa: B006
    reset: Annotated[bool, typer.Option("--reset", help="Take all earlier corrections back first.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Show every correction ever made.")] = False,
    as_json: AsJson = False,
) -> None:
    """Correct what was read; the text stays as it is, and corrections outlive a new version of the file."""
    from assistant.contract import entry_json
    from assistant.editing import corrections_of, log_lines
    from assistant.requests import as_date
    from assistant.terminal import entry_lines

    store = open_store(settings_of(context))
    said = corrections_of(
        store.transcript(transcript).reading,
        title=title,
        date=as_date(date, "--date"),
        source_url=source_url,
        speaker=speaker,
        renames=rename,
        roles=role,
        begins=begin,
        joins=join,
    )
    if said or reset:
        store.edit(transcript, said, reset=reset)
    if log:
        print(*log_lines(store.corrections(transcript)), sep="\n")
    elif as_json:
        print_json(entry_json(store.entry(transcript)))
    else:
        print(*entry_lines(store.entry(transcript)), sep="\n")


@library.command(epilog="Example: onrecord remove vv6hn4bcpi")
def remove(
    context: typer.Context,
    transcripts: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids or file names.")],
    as_json: AsJson = False,
) -> None:
    """Forget transcripts everywhere."""
    from assistant.contract import entry_json

    store = open_store(settings_of(context))
    failed = False
    for key in transcripts:
        try:
            entry = store.remove(key)
        except ReportedError as error:
            failed = True
            print_error(error)
            continue
        if as_json:
            print_json(entry_json(entry))
        else:
            print(f"removed    {entry.file} [{entry.id}]")
    if failed:
        raise typer.Exit(2)


@library.command(epilog="Example: onrecord parse briefing.txt --json | jq '.exchanges | length'")
def parse(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A transcript; - is stdin.")],
    as_json: AsJson = False,
) -> None:
    """Show what a file is read as; nothing is stored."""
    from assistant.adding import read_input
    from assistant.contract import reading_json
    from assistant.terminal import reading_lines

    reading = read_input(file)
    if as_json:
        print_json(reading_json(reading))
    else:
        print(*reading_lines(reading), sep="\n")
