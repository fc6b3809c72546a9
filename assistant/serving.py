"""The `serve` command: the page on a port."""

import re
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.extractive import ExtractiveWriter
from assistant.keeping import Keep, Recall, keep_nothing, recall_nothing
from assistant.types import Writer
from store.errors import ReportedError
from store.sample import sample
from store.store import Store

if TYPE_CHECKING:
    from assistant.guarding import Rules

SHORTEST_SECRET = 16
_UNTIL_DRAWN = 5.0  # seconds: until then the page comes first

_ROOT_PATH = re.compile(r"(/[A-Za-z0-9_.~-]+)*")


def rules_of(*, host: str, auth: Path | None, secret: str | None, open_to_all: bool, root_path: str) -> "Rules":
    """Who is let in to a page at `host`.

    Raises SettingsError for a users file or secret that will not do, and for a page that other machines reach
    without one of the two, unless it is to be `open_to_all`.
    """
    from assistant.guarding import Rules
    from assistant.users import Users

    if secret is not None and len(secret) < SHORTEST_SECRET:
        raise SettingsError(
            f"ONRECORD_PROXY_SECRET is shorter than {SHORTEST_SECRET} characters.", "Make one: openssl rand -hex 32"
        )
    if not _ROOT_PATH.fullmatch(root_path):
        raise SettingsError(
            f"{root_path}: not a path for --root-path.", "Write it like /onrecord, without a slash last."
        )
    is_ours_alone = _is_loopback(host)
    if not (is_ours_alone or auth or secret or open_to_all):
        raise SettingsError(
            f"{host}: other machines would reach this page, and anybody there could read and change the library.",
            "Give --auth FILE with users, or ONRECORD_PROXY_SECRET behind a proxy, or --open-to-all if it is meant.",
        )
    names = frozenset({host.lower()}) if is_ours_alone else None
    return Rules(Users(auth.expanduser()) if auth else None, secret, names, root_path)


def _is_loopback(host: str) -> bool:
    from assistant.origins import is_loopback

    try:
        return all(is_loopback(str(found[4][0])) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except OSError:
        return is_loopback(host)  # listening there tells what is wrong with it


def run(
    store: Store,
    writer: Writer,
    *,
    host: str,
    port: int,
    limit: int,
    with_sample: bool,
    keep: Keep = keep_nothing,
    recall: Recall = recall_nothing,
    rules: "Rules",
) -> None:
    """Serve the page until interrupted. Raises SettingsError when the address cannot be used."""
    listener = _listen(host, port)
    if with_sample and not store.entries():
        for _ in store.add([sample()]):
            pass
    # Seconds of imports, so only once the port is ours.
    import uvicorn

    from assistant.app import build

    server = uvicorn.Server(
        uvicorn.Config(
            build(store, writer, limit=limit, keep=keep, recall=recall, rules=rules),
            log_level="warning",
            timeout_graceful_shutdown=3,
            server_header=False,
        )
    )
    shown = f"[{host}]" if ":" in host else host
    timer = threading.Timer(_UNTIL_DRAWN, prepare, (store, writer))
    timer.daemon = True
    timer.start()
    print(f"OnRecord is at http://{shown}:{listener.getsockname()[1]} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    server.run(sockets=[listener])


def prepare(store: Store, writer: Writer) -> None:
    """Load what the first question needs, before somebody waits for it; a model server is asked nothing.

    What is wrong is not told here: the first question meets it again.
    """
    try:
        store.search("What was said?", limit=1)
        if isinstance(writer, ExtractiveWriter):
            writer.prepare(entry.title or entry.file for entry in store.entries())
    except ReportedError:
        return


def _listen(host: str, port: int) -> socket.socket:
    listener = None
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        if listener:
            listener.close()
        raise SettingsError(
            f"{host}:{port} cannot be listened on ({error.strerror or error}).",
            "Choose another port with --port; 0 takes a free one.",
        ) from error
    return listener
