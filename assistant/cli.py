"""The command line. Results go to stdout, everything else to stderr."""

import logging
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from assistant.cli_history import past
from assistant.cli_library import library
from assistant.cli_non_answers import counts
from assistant.cli_programs import programs
from assistant.cli_quotes import quoting
from assistant.cli_upkeep import upkeep
from assistant.cli_wording import over_time
from assistant.command_options import (
    AsAsked,
    AsJson,
    Batch,
    From,
    NonAnswers,
    OutletOption,
    SpeakerOption,
    To,
    TranscriptOption,
    keeper,
    make_writer,
    open_store,
    print_error,
    print_json,
    recaller,
    requests_of,
    settings_of,
)
from store.errors import ReportedError

# Only what `--help` needs is imported above; each command imports what it uses.

ADDED = "onrecord.commands"  # the entry points under which packages that build on this one add commands


class _Commands(TyperGroup):
    """The commands of this file, and those that are added; these are looked up only when one is asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        from importlib.metadata import entry_points

        return [*super().list_commands(ctx), *sorted(entry_points(group=ADDED).names)]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if command := super().get_command(ctx, cmd_name):
            return command
        from importlib.metadata import entry_points

        found = next(iter(entry_points(group=ADDED, name=cmd_name)), None)
        return typer.main.get_command(found.load()) if found else None


app = typer.Typer(
    name="onrecord",
    cls=_Commands,
    help="Ask what was said; every claim of the answer opens the exact words in the transcript.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.add_typer(library)  # without a name: its commands are commands of the program
app.add_typer(upkeep)
app.add_typer(past)
app.add_typer(programs)
app.add_typer(over_time)
app.add_typer(quoting)
app.add_typer(counts)


@app.callback()
def configure(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the library (ONRECORD_DATA).", show_default=False)
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say on stderr what is being done.")] = False,
) -> None:
    """Set up logging and remember where the library is."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr
    )
    # Libraries are told apart from us: their chatter is of no use to the person.
    for name in ("httpx", "httpx2", "chromadb", "openai"):
        logging.getLogger(name).setLevel(logging.ERROR)
    context.obj = data


@app.command(epilog="Example: onrecord search 'fisheries accord' -k 3 --from 2031-01-01 --outlet 'Harbour Times'")
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", show_default=False)] = None,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=1000, help="How many hits.")] = 10,
    since: From = None,
    until: To = None,
    speaker: SpeakerOption = [],  # noqa: B006 - typer reads it, nothing changes it
    outlet: OutletOption = [],  # noqa: B006
    transcript: TranscriptOption = [],  # noqa: B006
    non_answers: NonAnswers = False,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Find exchanges that fit."""
    from assistant.answering import search_requests
    from assistant.requests import make_filters

    filters = make_filters(
        since=since,
        until=until,
        speakers=speaker,
        outlets=outlet,
        transcripts=transcript,
        non_answers=non_answers,
    )
    store = open_store(settings_of(context))
    requests = requests_of(query, batch, filters)
    if search_requests(requests, store, limit=limit, print_json=print_json if as_json else None):
        raise typer.Exit(2)


@app.command(epilog="Example: onrecord ask 'What did Norlandia say about the fisheries accord?' --to 2031-03-31")
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False)] = None,
    history: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Earlier messages: a JSON list of {"role", "content"}.'),
    ] = None,
    since: From = None,
    until: To = None,
    speaker: SpeakerOption = [],  # noqa: B006
    outlet: OutletOption = [],  # noqa: B006
    transcript: TranscriptOption = [],  # noqa: B006
    non_answers: NonAnswers = False,
    as_asked: AsAsked = False,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with quotes."""
    from assistant.answering import ask_requests
    from assistant.requests import make_filters, read_history

    settings = settings_of(context)
    filters = make_filters(
        since=since,
        until=until,
        speakers=speaker,
        outlets=outlet,
        transcripts=transcript,
        non_answers=non_answers,
    )
    requests = requests_of(
        question, batch, filters, history=read_history(history) if history else (), as_asked=as_asked
    )
    writer = make_writer(settings)
    store = open_store(settings)
    failed = ask_requests(
        requests,
        store,
        writer,
        limit=settings.hits,
        # A server answers several at once; the built-in writer already uses every core for one.
        at_once=8 if settings.model and batch else 1,
        print_json=print_json if as_json else None,
        keep=keeper(settings, store),
    )
    if failed:
        raise typer.Exit(2)


@app.command(epilog="Example: onrecord serve --port 8000")
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0: a free one.", show_default="7860")
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Begin an empty library with the bundled transcript.")
    ] = False,
    auth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Users file: only who stands in it is let in.")
    ] = None,
    open_to_all: Annotated[
        bool, typer.Option("--open-to-all", help="Let other machines in without users or a proxy's secret.")
    ] = False,
    root_path: Annotated[
        str | None, typer.Option(metavar="PATH", help="Where a proxy shows the page, e.g. /onrecord.")
    ] = None,
) -> None:
    """Serve the page: ask in a browser; programs ask at /api/v1 and /mcp."""
    from assistant.serving import rules_of, run

    settings = settings_of(context, auth=auth, open_to_all=open_to_all or None, root_path=root_path)
    secret = settings.proxy_secret
    rules = rules_of(
        host=host or settings.host,
        auth=settings.auth,
        secret=secret.get_secret_value() if secret else None,
        open_to_all=settings.open_to_all,
        root_path=settings.root_path,
    )
    store = open_store(settings)
    run(
        store,
        make_writer(settings),
        rules=rules,
        host=host or settings.host,
        port=settings.port if port is None else port,
        limit=settings.hits,
        keep=keeper(settings, store),
        recall=recaller(settings),
        with_sample=sample,
    )


@app.command(epilog="Example: onrecord doctor --json")
def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Say what is configured, which model answers, and whether everything works."""
    from assistant.doctor import examine

    findings = list(examine(settings_of(context), open_store, make_writer))
    for finding in findings:
        if as_json:
            print_json({"name": finding.name, "ok": finding.ok, "found": finding.found, "mend": finding.mend})
        else:
            mend = f" {finding.mend}" if finding.mend else ""
            print(f"{'ok   ' if finding.ok else 'error'} {finding.name}: {finding.found}{mend}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(2)


# Every usage error of typer; the class itself has no public name.
_UsageProblem: type[Exception] = typer.BadParameter.__mro__[2]


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run a command line, by default the process's own, and exit.

    0 done, 1 a bug (traceback), 2 a problem the person can mend (one line on stderr), 130 interrupted.
    """
    interrupted = False

    def interrupt(*_: object) -> NoReturn:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    # SIGTERM ends like Ctrl-C, so that a stopped service lets go of its lock and finishes its line.
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    try:
        code = app(arguments, prog_name="onrecord", standalone_mode=False)
    except ReportedError as error:
        print_error(error)
        code = 2
    except _UsageProblem as error:
        told = error.format_message().rstrip(".")  # type: ignore[attr-defined]
        comes_first = told.startswith("No such option: --data")
        print_error(
            f"{told}. {'It comes first: onrecord --data DIR COMMAND' if comes_first else 'See: onrecord --help'}"
        )
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        print("interrupted", file=sys.stderr)
        code = 130
    except ImportError:
        # A compiled module that is interrupted while it loads raises this in place of the interrupt.
        if not interrupted:
            raise
        code = 130
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `onrecord list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
