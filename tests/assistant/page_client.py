"""The whole application behind its guard, asked in this process, or on the loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import uvicorn
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


@contextmanager
def serving(store: Store, rules: Rules, writer: Writer) -> Iterator[str]:
    """The application on a free port of the loopback; gives its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who comes before the server is up waits

    async def serve() -> None:
        app = build(store, writer, limit=8, rules=rules)
        server.append(uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)))
        started.set()
        await server[0].serve(sockets=[listener])

    server: list[uvicorn.Server] = []
    started = threading.Event()
    thread = threading.Thread(target=lambda: anyio.run(serve))
    thread.start()
    started.wait(30)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server[0].should_exit = True
        thread.join(30)
        listener.close()


def users_in(folder: Path) -> tuple[Users, str]:
    """A users file with one person who has a password, and a program with a token."""
    path = folder / "users.txt"
    write(path, password_entry(NAME, PASSWORD))
    entry, token = token_entry("bot")
    write(path, entry)
    return Users(path), token
