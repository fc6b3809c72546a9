"""`onrecord eval`: suites run, checked, compared and drafted from the command line."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperGroup

from assistant.command_options import AsJson, From, OutletOption, SpeakerOption, To, TranscriptOption, settings_of

# Only what `--help` needs is imported above; each command imports what it uses.


class _RunUnlessNamed(TyperGroup):
    """`onrecord eval SUITE` is short for `onrecord eval run SUITE`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="eval",
    help="Measure how far the answers can be trusted, with suites of questions.",
    cls=_RunUnlessNamed,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`onrecord eval SUITE` is short for `onrecord eval run SUITE`.",
)

Suites = Annotated[
    list[str] | None,
    typer.Argument(metavar="SUITE...", help="Suites: files, folders of them, or `starter`.", show_default=False),
]
Html = Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report to read in a browser.")]
Markdown = Annotated[Path | None, typer.Option(metavar="FILE", help="Write a summary in Markdown.")]
Junit = Annotated[Path | None, typer.Option(metavar="FILE", help="Write JUnit XML, for a build server.")]


@app.command(
    epilog="Examples: onrecord eval run starter --html report.html · onrecord eval run press.yaml --fail-under "
    "pass=0.8 --fail-under premise_leak=0 --baseline last · onrecord eval run press.yaml --mode record. "
    "Exit codes: 0 ok, 1 a gate does not hold, 2 a suite or setting is wrong, 3 the model's server failed."
)
def run(
    context: typer.Context,
    suites: Suites = None,
    mode: Annotated[
        Literal["offline", "live", "record", "replay"] | None,
        typer.Option(
            help="offline: the built-in writer. live: the model. record: the model, kept beside the suite. replay: "
            "what was recorded. Default: live if ONRECORD_MODEL is set, else offline.",
            show_default=False,
        ),
    ] = None,
    tags: Annotated[str, typer.Option(metavar="A,B", help="Only questions with one of these tags.")] = "",
    only: Annotated[list[str], typer.Option(metavar="ID", help="Only this question; may be given again.")] = [],  # noqa: B006
    half: Annotated[
        Literal["tuned", "held-out"] | None,
        typer.Option(help="Only this half of the questions.", show_default=False),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, metavar="N", help="Ask every question so many times.")] = 1,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=64, metavar="N", help="Questions asked at once.", show_default="8 with a model, else 1"
        ),
    ] = None,
    no_rerank: Annotated[
        bool, typer.Option("--no-rerank", help="Offline: judge sentences by shared words, without the cross-encoder.")
    ] = False,
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache",
            help="Live: ask the model anew, where its earlier reply to the very same request is taken otherwise; "
            "--repeat above 1 does so too.",
        ),
    ] = False,
    judge: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Ask this model what it thinks of each answer; advice only.")
    ] = None,
    fail_under: Annotated[
        list[str],
        typer.Option(metavar="METRIC=VALUE", help="Exit 1 below this (above, where less is better). Repeatable."),
    ] = [],  # noqa: B006
    baseline: Annotated[
        str | None, typer.Option(metavar="RUN", help="Compare with this run; exit 1 if fewer questions pass.")
    ] = None,
    resume: Annotated[
        str | None, typer.Option(metavar="RUN", help="Go on with this run: ask what is missing or failed.")
    ] = None,
    dataset: Annotated[
        tuple[str, Path] | None,
        typer.Option(metavar="NAME FILE", help="A known data set: qmsum, friendsqa, mtrag or headlines, and its file."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the run.", show_default="runs/ID in the library")
    ] = None,
    html: Html = None,
    markdown: Markdown = None,
    junit: Junit = None,
    as_json: AsJson = False,
) -> None:
    """Ask every question of suites and score the answers."""
    from evals.commands import RunOptions, run_suites
    from evals.commands_runs import Reports

    options = RunOptions(
        suites=tuple(suites or ()),
        mode=mode,
        tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
        only=tuple(only),
        held_out=None if half is None else half == "held-out",
        repeat=repeat,
        workers=workers,
        with_reranker=not no_rerank,
        cached=not no_cache,
        judge=judge,
        fail_under=tuple(fail_under),
        baseline=baseline,
        resume=resume,
        dataset=dataset,
        out=out,
        reports=Reports(html, markdown, junit, as_json),
    )
    if code := run_suites(options, settings_of(context)):
        raise typer.Exit(code)


@app.command(epilog="Example: onrecord eval check evals/suites/press.yaml")
def check(context: typer.Context, suites: Suites = None, as_json: AsJson = False) -> None:
    """Say what is wrong with suites, with file and line; nothing is asked."""
    from evals.commands_suites import check_suites

    if check_suites(suites or [], settings_of(context), as_json=as_json):
        raise typer.Exit(2)


@app.command(epilog="Example: onrecord eval selftest starter")
def selftest(context: typer.Context, suites: Suites = None, as_json: AsJson = False) -> None:
    """Plant faults in right answers and say how many the scorer catches. Default: the suites that come along."""
    from evals.commands_suites import selftest_suites

    if code := selftest_suites(suites or [], settings_of(context), as_json=as_json):
        raise typer.Exit(code)


@app.command(epilog="Example: onrecord eval compare 20261124-190815-k3f9 last --html comparison.html")
def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="RUN", help="A run: its id, or its folder.")],
    second: Annotated[str, typer.Argument(metavar="RUN", help="Another run, on the same questions.")],
    html: Html = None,
    as_json: AsJson = False,
) -> None:
    """Compare two runs on the questions both have: differences, intervals, p-values, what changed."""
    from evals.commands_runs import compare_runs

    compare_runs(first, second, settings_of(context).data.expanduser(), html=html, as_json=as_json)


@app.command(epilog="Examples: onrecord eval show last · onrecord eval show last asean-trade · onrecord eval show")
def show(
    context: typer.Context,
    key: Annotated[
        str | None, typer.Argument(metavar="[RUN]", help="A run: its id, `last`, or its folder.", show_default=False)
    ] = None,
    case: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One of its questions.", show_default=False)
    ] = None,
    html: Html = None,
    markdown: Markdown = None,
    junit: Junit = None,
    as_json: AsJson = False,
) -> None:
    """Show a run, or one of its questions with its answer and why it fails; without a run, list them."""
    from evals.commands_runs import Reports, show_run

    show_run(key, case, settings_of(context).data.expanduser(), Reports(html, markdown, junit, as_json))


@app.command(epilog="Example: onrecord eval new --n 30 --from 2031-01-01 -o press.yaml")
def new(
    context: typer.Context,
    count: Annotated[int, typer.Option("--n", min=1, max=1000, metavar="N", help="How many questions.")] = 20,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.", show_default="stdout")
    ] = None,
    since: From = None,
    until: To = None,
    speaker: SpeakerOption = [],  # noqa: B006
    outlet: OutletOption = [],  # noqa: B006
    transcript: TranscriptOption = [],  # noqa: B006
    seed: Annotated[int, typer.Option(metavar="N", help="Another number draws other exchanges.")] = 1,
) -> None:
    """Draft a suite from your library, for you to correct: questions reporters asked, and some nobody answered."""
    from assistant.requests import make_filters
    from evals.drafting import draft_suite

    filters = make_filters(since=since, until=until, speakers=speaker, outlets=outlet, transcripts=transcript)
    draft_suite(settings_of(context), filters, count=count, seed=seed, output=output)
