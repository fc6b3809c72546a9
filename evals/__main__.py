"""`python -m evals COMMAND` (bench, checker, growth, nonanswers, parsing, ...): what is measured, by command."""

import json
import os
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from evals import fit_nonanswers as weights_of_replies
from evals import nonanswers as replies_told
from evals import parsing as parsing_scores
from evals import retrieval as found_passages
from evals import scaling as reading_times
from evals.bench import measure
from evals.endurance import beside
from evals.endurance import kills as killing
from evals.growth import growth_of
from evals.load import load_of
from evals.wording import measure as measure_wording
from store.embedders import BuiltinEmbedder
from store.errors import ReportedError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, add_completion=False)


@app.callback()
def about() -> None:
    """Measure OnRecord on this machine."""


@app.command()
def bench(
    folder: Annotated[str | None, typer.Argument(help="Transcripts to measure with; default: invented ones.")] = None,
    limit: Annotated[int, typer.Option(help="How many of them at most.")] = 100,
    library: Annotated[str | None, typer.Option(help="A library to ask in, instead of the one just made.")] = None,
) -> None:
    """Speed, memory and size, each beside its floor where there is one."""
    for line in measure(folder, limit=limit, library=library):
        print(line, flush=True)


@app.command()
def growth(
    folder: Annotated[str | None, typer.Argument(help="Transcripts to multiply; default: invented ones.")] = None,
    sizes: Annotated[str, typer.Option(help="Numbers of exchanges, in order.")] = "1000,10000,100000",
    library: Annotated[str | None, typer.Option(help="A library whose vectors need not be made again.")] = None,
    keep: Annotated[str | None, typer.Option(help="Where to keep the libraries, for the next time.")] = None,
) -> None:
    """How search, opening, removing, memory and size grow with the library."""
    for line in growth_of([int(size) for size in sizes.split(",")], folder, library=library, keep=keep):
        print(line, flush=True)


@app.command()
def endurance(
    kills: Annotated[int, typer.Option(help="How many processes to kill.")] = 60,
    minutes: Annotated[float, typer.Option(help="How long readers search beside a writer.")] = 5,
) -> None:
    """Whether a library bears kill -9 at any moment, and readers beside a writer."""
    for line in chain(killing(kills), beside(minutes * 60)):
        print(line, flush=True)


@app.command()
def load(
    transcripts: Annotated[int, typer.Option(help="Size of the library.")] = 1000,
    users: Annotated[int, typer.Option(help="How many ask at once.")] = 25,
    each: Annotated[int, typer.Option(help="How many questions each of them asks.")] = 8,
    memory: Annotated[int, typer.Option(help="How many questions memory is watched over.")] = 500,
    writer: Annotated[list[str], typer.Option(help="distant (a model elsewhere), built-in.")] = ["distant", "built-in"],  # noqa: B006 - typer reads it
) -> None:
    """Many people asking at once over HTTP: errors, waiting times and memory."""
    for line in load_of(transcripts=transcripts, users=users, each=each, memory=memory, writers=writer):
        print(line, flush=True)


@app.command()
def checker(
    examples: Annotated[
        int, typer.Option(help="Show so many of what was wrongly flagged, and of what was missed.")
    ] = 0,
) -> None:
    """Whether the check after every reply catches planted faults and lets right answers pass."""
    from evals.checker import main

    raise typer.Exit(main(examples))


@app.command()
def nonanswers(
    file: Annotated[
        Path | None,
        typer.Argument(help="JSON lines of question, reply, gives_information; default: invented ones.", exists=True),
    ] = None,
    errors: Annotated[int, typer.Option(help="Show so many of the replies that were told wrong.")] = 0,
) -> None:
    """Whether replies that give no information are told from answers."""
    for line in replies_told.report(file or replies_told.INVENTED, shown=errors):
        print(line)


@app.command("labelled-replies")
def labelled_replies(
    folder: Annotated[Path, typer.Argument(help="The published transcripts that the labels are of.")],
    tests: Annotated[bool, typer.Option(help="Those that test, read by two readers, not those that teach.")] = False,
) -> None:
    """Print the labelled replies in a folder as JSON lines, for nonanswers, fit-nonanswers and teach-replies."""
    from evals.reply_labels import labelled

    try:
        for row in labelled(folder, tests=tests):
            print(json.dumps(row, ensure_ascii=False))
    except ReportedError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error


@app.command("fit-nonanswers")
def fit_nonanswers(
    file: Annotated[Path, typer.Argument(help="JSON lines as labelled-replies prints them.", exists=True)],
) -> None:
    """Fit the weights by which English replies that give no information are told anew, and cross-validate them."""
    from evals.fit_reply_judge import report

    examples = weights_of_replies.read(file)
    scores = weights_of_replies.cross_validated(examples)
    for line in (*weights_of_replies.report(examples, scores), *report(examples, scores)):
        print(line)


@app.command("fit-declining")
def fit_declining(
    file: Annotated[Path, typer.Argument(help="JSON lines of question, asked, reply, declined (0 to 1).")],
) -> None:
    """Fit the weights by which the built-in judge tells that a reply declines what is asked anew."""
    from evals.fit_declining import report

    for line in report(file):
        print(line)


@app.command("teach-judge")
def teach_judge(
    file: Annotated[Path, typer.Argument(help="JSON lines of question, asked, reply, says, answers.")],
    minutes: Annotated[float, typer.Option(help="How long it learns.")] = 60,
    multilingual: Annotated[bool, typer.Option(help="The judge of other scripts than Latin.")] = False,
    further: Annotated[bool, typer.Option(help="Go on from the judge in use, not from the model as it came.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where what it learnt goes; default: where it is used.")] = None,
) -> None:
    """Teach the built-in judge anew to tell what answers a question. Needs PyTorch: pip install torch."""
    from evals.teaching.teach import teach

    for line in teach(file, minutes=minutes, multilingual=multilingual, further=further, out=out):
        print(line, flush=True)


@app.command("teach-replies")
def teach_replies(
    file: Annotated[Path, typer.Argument(help="JSON lines as labelled-replies prints them.", exists=True)],
    minutes: Annotated[float, typer.Option(help="How long it learns.")] = 45,
    further: Annotated[bool, typer.Option(help="Go on from what is in use, not from the judge of answers.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where what it learnt goes; default: where it is used.")] = None,
) -> None:
    """Teach the judge of replies anew which give no information. Needs PyTorch: pip install torch."""
    from evals.teaching.teach_replies import teach_replies as teach

    for line in teach(file, minutes=minutes, further=further, out=out):
        print(line, flush=True)


@app.command("teach-search")
def teach_search(
    file: Annotated[Path, typer.Argument(help="JSON lines of question, asked, reply, says, answers.")],
    minutes: Annotated[float, typer.Option(help="How long it learns.")] = 10,
    out: Annotated[Path | None, typer.Option(help="Where what it learnt goes; default: where it is used.")] = None,
) -> None:
    """Teach the search anew which passages answer a question. Needs PyTorch: pip install torch."""
    from evals.teaching.teach_search import teach_search as teach

    for line in teach(file, minutes=minutes, threads=os.cpu_count() or 1, out=out):
        print(line, flush=True)


@app.command()
def parsing(
    folder: Annotated[str | None, typer.Argument(help="Golden files, or a folder with an index.csv.")] = None,
) -> None:
    """How well transcripts are cut: against golden files, or counted by source."""
    raise typer.Exit(parsing_scores.main([folder] if folder else []))


@app.command()
def quotes(
    data: Annotated[str | None, typer.Option(help="A library to ask in; default: the transcripts here.")] = None,
    absent: Annotated[str | None, typer.Option(help="Transcripts that library does not hold.")] = None,
    cases: Annotated[int, typer.Option(help="How many quotes of each kind.")] = 50,
    examples: Annotated[int, typer.Option(help="Show so many quotes that got another verdict.")] = 0,
    speed: Annotated[bool, typer.Option(help="Only how fast: every kind of quote, and an article of 40.")] = False,
) -> None:
    """Whether quotes get the verdict they must: exact, altered, spliced, somebody else's, not found."""
    from evals.quote_check import measured
    from evals.quote_speed import timed

    for line in (
        timed(data, of_each=cases) if speed and data else measured(data, absent, of_each=cases, examples=examples)
    ):
        print(line, flush=True)


@app.command()
def scaling(megabytes: Annotated[float, typer.Argument(help="Size of the larger text.")] = 4) -> None:
    """Whether the time to read a file grows in proportion to its size."""
    raise typer.Exit(reading_times.main([str(megabytes)]))


@app.command()
def retrieval(
    dataset: Annotated[str, typer.Argument(help="qmsum, friendsqa, mtrag or headlines.")],
    path: Annotated[Path, typer.Argument(help="The data set's file, as published.")],
    library: Annotated[
        Path | None, typer.Option(help="Where to keep the library made of it, for the next time.")
    ] = None,
) -> None:
    """How well passages are found: the search people use, words alone, vectors alone, and chance."""
    try:
        found_passages.main(dataset, path, library, tell=lambda line: typer.echo(line, err=True))
    except ReportedError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error


@app.command()
def wording(
    library: Annotated[Path, typer.Argument(help="Folder of a library, perhaps one that `growth --keep` made.")],
    texts: Annotated[list[str] | None, typer.Argument(help="Topics, phrases or sentences to look for.")] = None,
) -> None:
    """How long it takes to find how a wording changed, and what this adds to the time to add."""
    for line in measure_wording(library, BuiltinEmbedder(threads=1), texts or ()):
        print(line, flush=True)


@app.command()
def slips(
    suites: Annotated[list[str] | None, typer.Argument(help="Suites: files, folders of them, or names.")] = None,
) -> None:
    """What mistyped questions find, with and without putting right."""
    from evals.slips import main

    try:
        main(suites or ["starter", "newsroom-press", "newsroom-rooms"])
    except ReportedError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error


if __name__ == "__main__":
    app()
