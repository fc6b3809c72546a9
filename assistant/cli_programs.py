"""The commands about who comes in from elsewhere: user, mcp."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.command_options import keeper, make_writer, open_store, settings_of

programs = typer.Typer()


@programs.command(epilog="Example: onrecord user users.txt ana; onrecord user users.txt archive-bot --token")
def user(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="The users file; made if need be.")],
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="Who is let in.")],
    token: Annotated[bool, typer.Option("--token", help="Make a token for a program, and print it once.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the name out of the file.")] = False,
) -> None:
    """Let somebody in: asks for a password, and writes its hash to a users file for `serve --auth FILE`."""
    from assistant import users

    if remove:
        users.remove(file, name)
    elif token:
        entry, made = users.token_entry(users.checked_name(name))
        users.write(file, entry)
        print(made)
    else:
        users.write(file, users.password_entry(users.checked_name(name), _password()))
    print(f"{file}: {name} {'removed' if remove else 'written'}", file=sys.stderr)


def _password() -> str:
    """Asked for twice at a terminal, or the first line of stdin. Raises SettingsError."""
    from getpass import getpass

    from assistant.errors import SettingsError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise SettingsError("The two passwords differ.", "Try again.")
    return password


@programs.command(epilog="Example: onrecord mcp, as the command of an MCP client")
def mcp(context: typer.Context) -> None:
    """Serve programs that speak the Model Context Protocol, on stdin and stdout."""
    from assistant.mcp_server import serve_stdio
    from assistant.offers import Desk

    settings = settings_of(context)
    store = open_store(settings)
    serve_stdio(Desk(store, make_writer(settings), limit=settings.hits, keep=keeper(settings, store)))
