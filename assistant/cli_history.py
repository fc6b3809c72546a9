"""The commands about kept answers: history, verify."""

from typing import Annotated

import typer

from assistant.command_options import AsJson, open_history, open_store, print_error, print_json, settings_of

past = typer.Typer()


@past.command(
    epilog="Example: onrecord history fisheries -n 5; onrecord history --show last; onrecord history --forget k3m8qwzt"
)
def history(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Only answers that hold all of these.", show_default=False),
    ] = None,
    number: Annotated[int, typer.Option("-n", "--number", min=1, help="How many, newest first.")] = 20,
    show: Annotated[
        str | None, typer.Option(metavar="ID", help="Show one answer with prompt, reply and sources; or last.")
    ] = None,
    forget: Annotated[list[str], typer.Option(metavar="ID", help="Forget this answer for good.")] = [],  # noqa: B006
    every: Annotated[bool, typer.Option("--forget-all", help="Forget every kept answer for good.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the answers that were given, show one, or forget some."""
    from assistant.errors import SettingsError
    from assistant.past_answers import forget_answers, list_answers, show_answer

    if sum(map(bool, (words, show, forget, every))) > 1:
        raise SettingsError(
            "WORDS, --show, --forget and --forget-all do not go together.", "Give one of them: onrecord history --help"
        )
    kept = open_history(settings_of(context))
    with_json = print_json if as_json else None
    if show:
        show_answer(kept, show, print_json=with_json)
    elif forget or every:
        forget_answers(kept, forget, every=every)
    else:
        list_answers(kept, words or (), limit=number, print_json=with_json)


@past.command(epilog="Example: onrecord verify k3m8qwzt; onrecord verify last --json")
def verify(
    context: typer.Context,
    answers: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of kept answers; last is the newest.")],
    as_json: AsJson = False,
) -> None:
    """Check every quote of a kept answer against the library as it is today.

    Exit code 0 if all of its words are still on the record, 2 if not.
    """
    from assistant.past_answers import verify_answers

    settings = settings_of(context)
    if verify_answers(
        open_history(settings),
        open_store(settings),
        answers,
        print_json=print_json if as_json else None,
        print_error=print_error,
    ):
        raise typer.Exit(2)
