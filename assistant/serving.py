"""The `serve` command: the page on a port."""

import socket
import sys

from assistant.errors import SettingsError
from assistant.keeping import Keep, Recall, keep_nothing, recall_nothing
from assistant.types import Writer
from store.sample import sample
from store.store import Store


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
            build(store, writer, limit=limit, keep=keep, recall=recall),
            log_level="warning",
            timeout_graceful_shutdown=3,
        )
    )
    shown = f"[{host}]" if ":" in host else host
    print(f"OnRecord is at http://{shown}:{listener.getsockname()[1]} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    server.run(sockets=[listener])


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
