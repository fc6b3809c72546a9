"""`python -m evals bench|parsing|scaling`: what is measured, from the command line."""

from typing import Annotated

import typer

from evals import parsing as parsing_scores
from evals import scaling as reading_times
from evals.bench import measure

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
def parsing(
    folder: Annotated[str | None, typer.Argument(help="Golden files, or a folder with an index.csv.")] = None,
) -> None:
    """How well transcripts are cut: against golden files, or counted by source."""
    raise typer.Exit(parsing_scores.main([folder] if folder else []))


@app.command()
def scaling(megabytes: Annotated[float, typer.Argument(help="Size of the larger text.")] = 4) -> None:
    """Whether the time to read a file grows in proportion to its size."""
    raise typer.Exit(reading_times.main([str(megabytes)]))


if __name__ == "__main__":
    app()
