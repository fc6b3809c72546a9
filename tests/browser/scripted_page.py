"""The real page over a real library, with the paced writer."""

from pathlib import Path

import uvicorn

from assistant.app import WAITING_AT_MOST, build
from assistant.history import History
from assistant.keeping import Keeper
from store.store import Store
from store.types import Incoming
from tests.browser.paced_writer import PacedWriter
from tests.fakes import HashEmbedder


def main(folder: str, port: str, *files: str, waiting: int = WAITING_AT_MOST) -> None:
    """Serve until ended."""
    store = Store(Path(folder), HashEmbedder())
    for _ in store.add(Incoming(Path(file).name, f"test:{file}", Path(file)) for file in files):
        pass
    history = History(Path(folder))
    keep = Keeper(history, store, {})
    app = build(store, PacedWriter(), limit=8, keep=keep, recall=history.answer, waiting=waiting)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=1)
