"""The vector index on a Chroma server: `chroma run`, one behind a proxy, or Chroma Cloud.

Every published index is a collection of its own, as it is a folder of its own without a server. Nothing here
is waited for without a limit, and whatever goes wrong means the same: the caller searches exactly.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from store.dense import COLLECTION_SETTINGS, batches, cosines_of, pages_of
from store.errors import BrokenIndexError, LibraryError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

T = TypeVar("T")

CLOUD = "cloud"
# A search must not wait long for what an exact scan does in a fraction of a second.
_QUERY_SECONDS = 2.0
_BATCH_SECONDS = 60.0
# After a failure the server is left alone for a while.
_PAUSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where a Chroma server is: an http(s) address, or `cloud` for Chroma Cloud.

    `token` is sent as `Authorization: Bearer ...` for a proxy in front; Chroma itself knows no password.
    For Chroma Cloud it is the key; its client's own variables do as well: CHROMA_API_KEY, CHROMA_TENANT,
    CHROMA_DATABASE.
    `cloud_address` is its host, port and whether it speaks TLS.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    cloud_address: tuple[str, int, bool] = ("api.trychroma.com", 443, True)

    def __post_init__(self) -> None:
        """Raises LibraryError for an address that is none."""
        parts = urlsplit(self.url)
        if self.url != CLOUD and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise LibraryError(
                f"{self.url}: not the address of a Chroma server.",
                f"Set ONRECORD_CHROMA_URL to http://HOST:PORT, https://HOST or {CLOUD}.",
            )


def connect(server: ChromaServer) -> "Client":
    """A client of the server. Raises whatever Chroma's client raises."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if server.url == CLOUD:
        host, port, is_tls = server.cloud_address
        # Chroma 1.5.9 finds the key's variable but sends the word "None" in its place.
        key = server.token or os.environ.get("CHROMA_API_KEY")
        return _closable(
            chromadb.CloudClient(api_key=key, settings=settings, cloud_host=host, cloud_port=port, enable_ssl=is_tls)
        )
    parts = urlsplit(server.url)
    is_tls = parts.scheme == "https"
    client = chromadb.HttpClient(
        # With a path in it, Chroma takes the whole address as the host.
        host=server.url if parts.path.strip("/") else str(parts.hostname),
        port=parts.port or (443 if is_tls else 8000),
        ssl=is_tls,
        headers={"Authorization": f"Bearer {server.token}"} if server.token else {},
        settings=settings,
    )
    return _closable(client)


def _closable(client: "ClientAPI") -> "Client":
    from chromadb.api.client import Client

    assert isinstance(client, Client)
    return client


class ServerIndexes:
    """The collections of one library on a server. Safe to share between threads."""

    def __init__(self, server: ChromaServer, library_id: str) -> None:
        self.place = server.url
        self._server = server
        self._prefix = f"onrecord-{library_id}-"
        self._client: Client | None = None
        self._open: tuple[str, Collection] | None = None
        self._rests_until = 0.0

    def query(self, name: str, vector: npt.NDArray[np.float32], limit: int, size: int) -> dict[int, float]:
        """As `DenseIndexes.query`. Raises BrokenIndexError when the server is down, slow or holds something else."""
        if time.monotonic() < self._rests_until:
            raise BrokenIndexError(f"{self.place}: did not answer a moment ago")
        import chromadb  # noqa: F401 - takes a second, which is not the server's

        return self._within(_QUERY_SECONDS, lambda: cosines_of(self._collection(name, size), vector, limit))

    def build(
        self,
        name: str,
        ids: npt.NDArray[np.int64],
        vectors_of: Callable[[npt.NDArray[np.int64]], npt.NDArray[np.float32]],
        *,
        like: str | None = None,
    ) -> Iterator[int]:
        """As `DenseIndexes.build`; `like` is not used: a server copies nothing."""
        self._rests_until = 0.0
        collection = self._within(
            _BATCH_SECONDS,
            lambda: self._connected().create_collection(
                self._prefix + name, embedding_function=None, configuration={"hnsw": COLLECTION_SETTINGS}
            ),
        )
        done = 0
        for batch in batches(ids):
            vectors = vectors_of(batch)
            names = [str(id) for id in batch]
            self._within(_BATCH_SECONDS, lambda: collection.upsert(ids=names, embeddings=vectors))  # noqa: B023
            done += len(batch)
            yield done
        held = self._within(_BATCH_SECONDS, collection.count)
        if held != len(ids):
            raise BrokenIndexError(f"{name}: {self.place} holds {held} of {len(ids)} passages")

    def pages(self, name: str, size: int) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
        """As `DenseIndexes.pages`."""
        pages = pages_of(self._within(_BATCH_SECONDS, lambda: self._collection(name, size)))
        while page := self._within(_BATCH_SECONDS, lambda: next(pages, None)):
            yield page

    def keep_only(self, names: set[str]) -> None:
        """Delete every other collection of this library."""
        kept = {self._prefix + name for name in names}

        def clean() -> None:
            for collection in self._connected().list_collections():
                if collection.name.startswith(self._prefix) and collection.name not in kept:
                    self._connected().delete_collection(collection.name)

        if time.monotonic() >= self._rests_until:
            with suppress(BrokenIndexError):  # they are in nobody's way and go the next time
                self._within(_BATCH_SECONDS, clean)

    def close(self) -> None:
        """Let go of the connection."""
        client, self._client, self._open = self._client, None, None
        if client is not None:
            with suppress(Exception):  # a connection that is gone is closed
                client.close()

    def _connected(self) -> "Client":
        # Without a lock: a thread that waits for a silent server would hold it. A second client does no harm.
        client = self._client
        if client is None:
            client = self._client = connect(self._server)
        return client

    def _collection(self, name: str, size: int) -> "Collection":
        held = self._open
        if held is None or held[0] != name:
            collection = self._connected().get_collection(self._prefix + name, embedding_function=None)
            count = collection.count()
            if count != size:
                raise BrokenIndexError(f"{name}: holds {count} of {size} passages")
            held = self._open = (name, collection)
        return held[1]

    def _within(self, seconds: float, call: Callable[[], T]) -> T:
        """What `call` returns. Chroma's client waits for ever, so it does that in a thread of its own."""
        results: list[T] = []
        failures: list[Exception] = []

        def run() -> None:
            try:
                results.append(call())
            except Exception as error:  # noqa: BLE001 - whatever Chroma's client raises, all mean one thing
                failures.append(error)

        thread = threading.Thread(target=run, daemon=True, name="chroma")
        thread.start()
        thread.join(seconds)
        if results:
            return results[0]
        self._rests_until = time.monotonic() + _PAUSE_SECONDS
        self.close()
        why = str(failures[0]) or type(failures[0]).__name__ if failures else f"no answer within {seconds:.0f} s"
        raise BrokenIndexError(f"{self.place}: {why}") from (failures[0] if failures else None)
