"""The whole application behind its guard, asked in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import build
from assistant.guarding import Rules
from assistant.types import Writer
from assistant.users import Users, password_entry, token_entry, write
from store.store import Store
from tests.fakes import ScriptedWriter

NAME, PASSWORD = "ana", "correct horse battery"
HERE = "http://127.0.0.1:7860"
FETCHED = {"sec-fetch-site": "same-origin"}
OPENED = {"accept": "text/html", "sec-fetch-site": "none"}


@contextmanager
def client_of(store: Store, rules: Rules, writer: Writer | None = None) -> Iterator[TestClient]:
    """A client of the application; it follows no redirects."""

    async def built() -> FastAPI:
        return build(store, writer or ScriptedWriter("NOT_IN_TRANSCRIPTS\n"), limit=8, rules=rules)

    app = anyio.run(built)  # outside of a running loop Gradio makes one and never closes it
    with TestClient(app, base_url=HERE, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def users_in(folder: Path) -> tuple[Users, str]:
    """A users file with one person who has a password, and a program with a token."""
    path = folder / "users.txt"
    write(path, password_entry(NAME, PASSWORD))
    entry, token = token_entry("bot")
    write(path, entry)
    return Users(path), token
