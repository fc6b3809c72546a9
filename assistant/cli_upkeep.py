"""The commands that look after the library: check, rebuild, export, import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import (
    AsJson,
    chroma_server,
    embedder_of,
    open_store,
    print_error,
    print_json,
    settings_of,
)

if TYPE_CHECKING:
    from assistant.settings import Settings
    from store.embedders import Embedder

upkeep = typer.Typer()


def _embedder(settings: "Settings") -> "Embedder":
    """The library's embedder; that of a new one where a damaged catalog no longer tells."""
    from store.errors import DamagedCatalogError

    try:
        return embedder_of(settings)
    except DamagedCatalogError:
        return embedder_of(settings.model_copy(update={"data": settings.data / "none"}))


@upkeep.command(epilog="Example: onrecord check --repair")
def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is derived; texts are never touched.")] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Embed every passage again, not a few: takes as long as adding.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find what is damaged: texts, spans, vectors, indexes, what interrupted work left."""
    from assistant.upkeep import report_check

    settings = settings_of(context)
    left = report_check(
        settings.data.expanduser(),
        _embedder(settings),
        server=chroma_server(settings),
        with_repair=repair,
        is_thorough=thorough,
        print_json=print_json if as_json else None,
        print_error=print_error,
    )
    if left:
        raise typer.Exit(2)


@upkeep.command(epilog="Example: onrecord rebuild")
def rebuild(context: typer.Context) -> None:
    """Make the index anew from the catalog; until it is done, the old one answers."""
    from assistant.upkeep import report_rebuild

    settings = settings_of(context)
    report_rebuild(lambda: open_store(settings), embedder_of(settings), server=chroma_server(settings))


@upkeep.command(epilog="Example: onrecord export library-2031-03-04.zip")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.", show_default=False)],
    salvage: Annotated[bool, typer.Option("--salvage", help="Save what can be read of a damaged library.")] = False,
) -> None:
    """Write the whole library to one archive, for backup and for moving; others may use it meanwhile."""
    from assistant.upkeep import report_export

    settings = settings_of(context)
    if report_export(
        settings.data.expanduser(), file, _embedder(settings) if salvage else None, print_error=print_error
    ):
        raise typer.Exit(2)


@upkeep.command("import", epilog="Example: onrecord --data restored/ import library-2031-03-04.zip")
def import_archive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive of a library.", show_default=False)],
) -> None:
    """Make a new library of an archive."""
    from assistant.upkeep import report_import, report_rebuild

    settings = settings_of(context)
    folder = settings.data.expanduser()
    # The embedder is chosen by the library, which is not there yet.
    report_import(file, folder)
    report_rebuild(lambda: open_store(settings), embedder_of(settings), server=chroma_server(settings))
