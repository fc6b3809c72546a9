"""The vector index on a Chroma server: a real one on loopback, and ones that are down, slow, empty or guarded."""

import gc
import logging
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from chromadb.errors import ChromaError

from store.dense_server import CLOUD, ChromaServer, connect
from store.errors import LibraryError
from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming

Found = list[tuple[str, int]]

# Chroma's client leaves its connections to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True, scope="module")
def left_connections() -> Iterator[None]:
    """What the clients left is collected here, not in the middle of another test."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running `chroma run`."""
    port, folder = free_port(), tmp_path_factory.mktemp("chroma-server")
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def guarded() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The address of a server that answers 401 to everything, and the headers it was sent."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", seen
    server.shutdown()
    thread.join()
    server.server_close()


def library(folder: Path, url: str | None) -> Store:
    return Store(folder, HashEmbedder(), chroma=ChromaServer(url) if url else None)


def found(store: Store) -> Found:
    return [(hit.source.file, hit.passage.exchange) for hit in store.search("Halden accord quota", limit=10).hits]


def filled(folder: Path, url: str | None) -> Store:
    store = library(folder, url)
    add(store, as_incoming("march.txt", MARCH))
    add(store, as_incoming("june.txt", JUNE))
    return store


@pytest.fixture
def right(tmp_path: Path) -> Found:
    """What is found without any server."""
    store = filled(tmp_path / "local", None)
    hits = found(store)
    store.close()
    return hits


def test_a_server_finds_what_a_folder_finds(
    tmp_path: Path, chroma: str, right: Found, caplog: pytest.LogCaptureFixture
) -> None:
    store = filled(tmp_path / "library", chroma)
    assert found(store) == right
    assert not caplog.text and not (tmp_path / "library" / "chroma").exists()
    store.close()


def test_a_server_keeps_at_most_two_collections_of_a_library(tmp_path: Path, chroma: str) -> None:
    store = filled(tmp_path, chroma)
    for n in range(3):
        add(store, as_incoming(f"{n}.txt", JUNE.replace("06/10", f"07/1{n}")))
    prefix = f"onrecord-{store._catalog.library_id()}-"
    with closing(connect(ChromaServer(chroma))) as client:
        assert sum(one.name.startswith(prefix) for one in client.list_collections()) == 2
    store.close()


def test_a_server_that_is_down_loses_nothing(tmp_path: Path, right: Found, caplog: pytest.LogCaptureFixture) -> None:
    store = filled(tmp_path / "library", f"http://127.0.0.1:{free_port()}")
    assert "could not be built" in caplog.text
    caplog.clear()
    assert found(store) == right and found(store) == right
    assert not caplog.text  # it was said when adding
    store.close()


def test_the_next_add_brings_everything_to_a_server_that_is_back(tmp_path: Path, chroma: str, right: Found) -> None:
    down = filled(tmp_path / "library", f"http://127.0.0.1:{free_port()}")
    down.close()
    store = library(tmp_path / "library", chroma)
    add(store, as_incoming("again.txt", JUNE.replace("06/10", "07/10")))
    generation = store._passages.generation()
    assert generation and generation.place == chroma and generation.size == 6
    store.remove("again.txt")
    assert found(store) == right
    store.close()


def test_an_emptied_server_is_noticed_and_said_once(
    tmp_path: Path, chroma: str, right: Found, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path / "library", chroma).close()
    store = library(tmp_path / "library", chroma)
    generation = store._passages.generation()
    assert generation
    name = f"onrecord-{store._catalog.library_id()}-{generation.name}"
    with closing(connect(ChromaServer(chroma))) as client:
        collection = client.get_collection(name, embedding_function=None)
        collection.delete(ids=collection.get(include=[])["ids"])
    assert found(store) == right and found(store) == right
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
    assert "searching exactly" in caplog.text
    store.close()


def test_a_server_that_never_answers_is_waited_for_once(tmp_path: Path, chroma: str, right: Found) -> None:
    filled(tmp_path / "library", chroma).close()
    store = library(tmp_path / "library", chroma)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        store._index._indexes._server = ChromaServer(f"http://127.0.0.1:{silent.getsockname()[1]}")  # type: ignore[union-attr]
        started = time.monotonic()
        assert found(store) == right and found(store) == right and found(store) == right
        assert time.monotonic() - started < 2 * 2.0
    store.close()


def test_a_proxy_in_front_is_sent_the_token(tmp_path: Path, guarded: tuple[str, list[dict[str, str]]]) -> None:
    url, seen = guarded
    store = Store(tmp_path, HashEmbedder(), chroma=ChromaServer(url, "open-sesame"))
    add(store, as_incoming("march.txt", MARCH))
    assert seen and {headers["authorization"] for headers in seen} == {"Bearer open-sesame"}
    assert "open-sesame" not in repr(ChromaServer(url, "open-sesame"))
    store.close()


def test_chroma_cloud_is_told_who_asks(
    guarded: tuple[str, list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, seen = guarded
    monkeypatch.setenv("CHROMA_API_KEY", "a-key")
    monkeypatch.setenv("CHROMA_TENANT", "newsroom")
    monkeypatch.setenv("CHROMA_DATABASE", "briefings")
    port = int(url.rsplit(":", 1)[1])
    with pytest.raises((ChromaError, ValueError)):
        connect(ChromaServer(CLOUD, cloud_address=("127.0.0.1", port, False)))
    assert seen and {headers["x-chroma-token"] for headers in seen} == {"a-key"}


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://somewhere", "http://"])
def test_what_is_no_address_is_refused_with_the_mend(url: str) -> None:
    with pytest.raises(LibraryError, match="ONRECORD_CHROMA_URL"):
        ChromaServer(url)
