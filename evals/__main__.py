"""`python -m evals bench`: what is measured, from the command line."""

from typing import Annotated

import typer

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


if __name__ == "__main__":
    app()
