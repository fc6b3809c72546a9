"""A browser, the page in a process of its own, and a page that fails on any error or outside request."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from store.sample import FILE

HERE = Path(__file__).parent
BRIEFING = HERE / "briefing.txt"
PATIENCE_MS = 15_000
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
READY = "document.querySelector('.or-summary')?.textContent && document.querySelector('#box textarea')"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine: $CHROMIUM, or the first one on the path."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if path is None:
        pytest.skip("no Chromium found: install it, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()


@contextmanager
def serving(folder: Path, *files: Path, module: str = "scripted_page") -> Iterator[str]:
    """The scripted page, or another, over a library in this folder, holding these files; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", f"tests.browser.{module}", str(folder / "library"), str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    log = folder / "server.log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [*command, *map(str, files)], cwd=HERE.parents[1], env=environment, stdout=output, stderr=output
        ) as process,
    ):
        try:
            _wait_until_healthy(process, port, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(720):  # a busy machine is no fault
        if process.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"no answer from the page: {log.read_text()}")


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose library holds the briefing; no test changes it."""
    with serving(tmp_path_factory.mktemp("page"), BRIEFING) as url:
        yield url


@pytest.fixture(scope="session")
def long_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over the bundled transcript, whose exchanges are longer than a screen."""
    with serving(tmp_path_factory.mktemp("long"), HERE.parents[1] / "store" / "sample" / FILE) as url:
        yield url


@pytest.fixture
def own_address(browser: Browser, tmp_path: Path) -> Iterator[str]:
    """A page whose library holds the briefing, for one test to change."""
    with serving(tmp_path, BRIEFING) as url:
        yield url


@pytest.fixture
def empty_address(browser: Browser, tmp_path: Path) -> Iterator[str]:
    """A page whose library is empty."""
    with serving(tmp_path) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an address in a browser profile of its own; errors and outside requests fail the test."""
    faults: list[str] = []
    contexts = []

    def opened(url: str, *, width: int = 1400, height: int = 900, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        origin = url.split("?")[0]
        own = (origin, "data:", "blob:")
        page.on("request", lambda r: None if r.url.startswith(own) else faults.append(f"asked {r.url}"))
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.goto(url, wait_until="domcontentloaded")
        page.wait_for_function(f"() => {READY}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage, address: str) -> Page:
    """The page over the briefing, on a desktop."""
    return open_page(address)
