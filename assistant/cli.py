"""The command line. Results go to stdout, everything else to stderr."""

import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from store.errors import ReportedError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.types import Writer
    from store.store import Store
    from store.types import Filters

# Only what `--help` needs is imported above; each command imports what it uses.

app = typer.Typer(
    name="onrecord",
    help="Ask what was said; every claim of the answer opens the exact words in the transcript.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_Json = Annotated[bool, typer.Option("--json", help="Print JSON, one line a result.")]
_Batch = Annotated[
    str | None,
    typer.Option(metavar="FILE.jsonl", help='Many at once: a line each, {"id", "question", "filters"}; - is stdin.'),
]
_From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only transcripts of this day or later.")]
_To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only transcripts of this day or earlier.")]
_Speaker = Annotated[
    list[str], typer.Option("--speaker", metavar="NAME", help="Only answers of this speaker (part of the name).")
]
_Outlet = Annotated[
    list[str], typer.Option("--outlet", metavar="NAME", help="Only questions of this outlet (part of the name).")
]
_Rename = Annotated[
    list[str], typer.Option("--rename", metavar="NAME=RIGHT", help="A speaker's or outlet's right name.")
]
_RoleOption = Annotated[
    list[str], typer.Option("--role", metavar="NAME=ROLE", help="Who is asker, answerer or moderator.")
]
_In = Annotated[list[str], typer.Option("--transcript", metavar="ID", help="Only this transcript (id or file name).")]


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


def _settings(context: typer.Context) -> "Settings":
    from assistant.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"data": context.obj}) if context.obj else settings


def _store(settings: "Settings") -> "Store":
    from store.embedders import BuiltinEmbedder
    from store.store import Store

    return Store(settings.data.expanduser(), BuiltinEmbedder(threads=settings.threads))


def _writer(settings: "Settings") -> "Writer":
    """The model that is configured, or else the writer that quotes."""
    if settings.model:
        from assistant.llm import ChatWriter

        key = settings.openai_api_key
        return ChatWriter(
            settings.model,
            api_key=key.get_secret_value() if key else None,
            base_url=settings.openai_base_url,
            timeout=settings.timeout,
            budget=settings.context_tokens,
        )
    from assistant.extractive import ExtractiveWriter
    from assistant.reranker import CrossEncoder

    return ExtractiveWriter(CrossEncoder(threads=settings.threads))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


@app.command(epilog="Example: onrecord add briefings/ 2031-03-04.txt --title 'Norlandia press briefing'")
def add(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is stdin.")],
    title: Annotated[str | None, typer.Option(help="Its title, whatever the file says.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its date, as YYYY-MM-DD.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who answers, where the file does not name them.")] = None,
    source_url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    rename: _Rename = [],  # noqa: B006
    role: _RoleOption = [],  # noqa: B006
    as_json: _Json = False,
) -> None:
    """Add transcripts: files, folders and archives with everything in them, web addresses, or stdin (-)."""
    from assistant.adding import report
    from assistant.editing import names_and_roles
    from assistant.requests import as_date
    from store.corrections import Corrections

    names, roles = names_and_roles(rename, role)
    corrections = Corrections(title, as_date(date, "--date"), source_url, speaker, names, roles)
    with_json = _print_json if as_json else None
    if report(_store(_settings(context)), paths, corrections, print_json=with_json):
        raise typer.Exit(2)


@app.command("list", epilog="Example: onrecord list --json | jq -r .title")
def list_transcripts(context: typer.Context, as_json: _Json = False) -> None:
    """List the library, newest transcript first."""
    from assistant.contract import entry_json
    from assistant.terminal import counted, entry_lines

    entries = _store(_settings(context)).entries()
    for entry in entries:
        if as_json:
            _print_json(entry_json(entry))
        else:
            print(*entry_lines(entry), sep="\n")
    if not as_json:
        empty = "" if entries else " Add some: onrecord add PATH..."
        print(f"{counted(len(entries), 'transcript')}.{empty}", file=sys.stderr)


@app.command(epilog="Example: onrecord show vv6hn4bcpi")
def show(
    context: typer.Context,
    transcript: Annotated[str, typer.Argument(metavar="ID", help="Its id or file name.")],
    as_json: _Json = False,
) -> None:
    """Show one transcript, exchange by exchange."""
    from assistant.contract import transcript_json
    from assistant.terminal import reading_lines

    kept = _store(_settings(context)).transcript(transcript)
    if as_json:
        _print_json(transcript_json(kept))
    else:
        print(*reading_lines(kept.reading), sep="\n")


@app.command(
    epilog="Example: onrecord edit march.txt --date 2031-03-04 --rename 'A. Vel=Ana Vell' --role 'Bo Lund=asker'"
)
def edit(
    context: typer.Context,
    transcript: Annotated[str, typer.Argument(metavar="ID", help="Its id or file name.")],
    title: Annotated[str | None, typer.Option(help="Its right title.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its right date, as YYYY-MM-DD.")] = None,
    source_url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who answers, where no name was read.")] = None,
    rename: _Rename = [],  # noqa: B006
    role: _RoleOption = [],  # noqa: B006
    begin: Annotated[
        list[str], typer.Option(metavar="EXCHANGE.TURN", help="This turn begins an exchange; as `show` counts, from 0.")
    ] = [],  # noqa: B006
    join: Annotated[list[int], typer.Option(metavar="EXCHANGE", help="This exchange continues the one before.")] = [],  # noqa: B006
    reset: Annotated[bool, typer.Option("--reset", help="Take all earlier corrections back first.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Show every correction ever made.")] = False,
    as_json: _Json = False,
) -> None:
    """Correct what was read; the text stays as it is, and corrections outlive a new version of the file."""
    from assistant.contract import entry_json
    from assistant.editing import corrections_of, log_lines
    from assistant.requests import as_date
    from assistant.terminal import entry_lines

    store = _store(_settings(context))
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
        _print_json(entry_json(store.entry(transcript)))
    else:
        print(*entry_lines(store.entry(transcript)), sep="\n")


@app.command(epilog="Example: onrecord remove vv6hn4bcpi")
def remove(
    context: typer.Context,
    transcripts: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids or file names.")],
    as_json: _Json = False,
) -> None:
    """Forget transcripts everywhere."""
    from assistant.contract import entry_json

    store = _store(_settings(context))
    failed = False
    for key in transcripts:
        try:
            entry = store.remove(key)
        except ReportedError as error:
            failed = True
            _print_error(error)
            continue
        if as_json:
            _print_json(entry_json(entry))
        else:
            print(f"removed    {entry.file} [{entry.id}]")
    if failed:
        raise typer.Exit(2)


@app.command(epilog="Example: onrecord parse briefing.txt --json | jq '.exchanges | length'")
def parse(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A transcript; - is stdin.")],
    as_json: _Json = False,
) -> None:
    """Show what a file is read as; nothing is stored."""
    from assistant.adding import read_input
    from assistant.contract import reading_json
    from assistant.terminal import reading_lines

    reading = read_input(file)
    if as_json:
        _print_json(reading_json(reading))
    else:
        print(*reading_lines(reading), sep="\n")


@app.command(epilog="Example: onrecord search 'fisheries accord' -k 3 --from 2031-01-01 --outlet 'Harbour Times'")
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", show_default=False)] = None,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=1000, help="How many hits.")] = 10,
    since: _From = None,
    until: _To = None,
    speaker: _Speaker = [],  # noqa: B006 - typer reads it, nothing changes it
    outlet: _Outlet = [],  # noqa: B006
    transcript: _In = [],  # noqa: B006
    batch: _Batch = None,
    as_json: _Json = False,
) -> None:
    """Find exchanges that fit."""
    from assistant.answering import search_requests
    from assistant.requests import make_filters

    filters = make_filters(since=since, until=until, speakers=speaker, outlets=outlet, transcripts=transcript)
    store = _store(_settings(context))
    requests = _requests(query, batch, filters)
    if search_requests(requests, store, limit=limit, print_json=_print_json if as_json else None):
        raise typer.Exit(2)


@app.command(epilog="Example: onrecord ask 'What did Norlandia say about the fisheries accord?' --to 2031-03-31")
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False)] = None,
    history: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Earlier messages: a JSON list of {"role", "content"}.'),
    ] = None,
    since: _From = None,
    until: _To = None,
    speaker: _Speaker = [],  # noqa: B006
    outlet: _Outlet = [],  # noqa: B006
    transcript: _In = [],  # noqa: B006
    batch: _Batch = None,
    as_json: _Json = False,
) -> None:
    """Answer a question with quotes."""
    from assistant.answering import ask_requests
    from assistant.requests import make_filters, read_history

    settings = _settings(context)
    filters = make_filters(since=since, until=until, speakers=speaker, outlets=outlet, transcripts=transcript)
    requests = _requests(question, batch, filters, read_history(history) if history else ())
    writer = _writer(settings)
    failed = ask_requests(
        requests,
        _store(settings),
        writer,
        limit=settings.hits,
        # A server answers several at once; the built-in writer already uses every core for one.
        at_once=8 if settings.model and batch else 1,
        print_json=_print_json if as_json else None,
    )
    if failed:
        raise typer.Exit(2)


def _requests(
    question: str | None, batch: str | None, filters: "Filters", history: tuple[Any, ...] = ()
) -> Iterator[Any]:
    """The one question of the command line, or those of the batch."""
    from assistant.errors import SettingsError
    from assistant.requests import Request, read_batch

    if (question is None) == (batch is None):
        raise SettingsError("Give a question or --batch, one of the two.", "Example: onrecord ask 'What was said?'")
    if question is not None:
        return iter([Request(None, question, history, filters)])
    if batch == "-":
        return read_batch(sys.stdin, "stdin")
    try:
        lines = Path(str(batch)).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{batch}: cannot be read ({error}).", "Check the path; the file must be UTF-8.") from error
    return read_batch(lines, str(batch))


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
) -> None:
    """Serve the page: ask in a browser."""
    from assistant.serving import run

    settings = _settings(context)
    store = _store(settings)
    run(
        store,
        _writer(settings),
        host=host or settings.host,
        port=settings.port if port is None else port,
        limit=settings.hits,
        with_sample=sample,
    )


@app.command(epilog="Example: onrecord doctor --json")
def doctor(context: typer.Context, as_json: _Json = False) -> None:
    """Say what is configured, which model answers, and whether everything works."""
    from assistant.doctor import examine

    findings = list(examine(_settings(context), _store, _writer))
    for finding in findings:
        if as_json:
            _print_json({"name": finding.name, "ok": finding.ok, "found": finding.found, "mend": finding.mend})
        else:
            mend = f" {finding.mend}" if finding.mend else ""
            print(f"{'ok   ' if finding.ok else 'error'} {finding.name}: {finding.found}{mend}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(2)


def _print_error(error: Exception | str) -> None:
    print(f"error: {' '.join(str(error).split())}", file=sys.stderr, flush=True)


# Every usage error of typer; the class itself has no public name.
_UsageProblem: type[Exception] = typer.BadParameter.__mro__[2]


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run a command line, by default the process's own, and exit.

    0 done, 1 a bug (traceback), 2 a problem the person can mend (one line on stderr), 130 interrupted.
    """
    # Ends like Ctrl-C, so that a stopped service lets go of its lock and finishes its line.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = app(arguments, prog_name="onrecord", standalone_mode=False)
    except ReportedError as error:
        _print_error(error)
        code = 2
    except _UsageProblem as error:
        _print_error(f"{error.format_message().rstrip('.')}. See: onrecord --help")  # type: ignore[attr-defined]
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        print("interrupted", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `onrecord list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
