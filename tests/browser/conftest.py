"""A browser, the page in a process of its own, and a page that fails on any error or outside request."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright

from store.sample import FILE
from tests.browser.chromium import launched, visit
from tests.browser.filled_tabs import serving_filled
from tests.browser.harmless import check_harmless
from tests.browser.page_server import serving

HERE = Path(__file__).parent
BRIEFING = HERE / "briefing.txt"
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)  # a busy machine is no fault
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            pytest.skip("no Chromium found: install it, or set CHROMIUM to its path")
        yield browser
        browser.close()


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


@pytest.fixture(scope="session")
def talk_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over captions, whose sentences have times, and a transcript that is read from right to left."""
    with serving(tmp_path_factory.mktemp("talk"), HERE / "talk.vtt", HERE / "arabic.txt") as url:
        yield url


@pytest.fixture(scope="session")
def hostile_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose library, writer and runs say nothing but hostile words."""
    with serving(tmp_path_factory.mktemp("hostile"), module="hostile_page") as url:
        yield url


@pytest.fixture(scope="session")
def filled_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with something in every tab."""
    with serving_filled(tmp_path_factory.mktemp("filled")) as url:
        yield url


@pytest.fixture
def own_address(browser: Browser, tmp_path: Path, contexts: list[BrowserContext]) -> Iterator[str]:
    """A page whose library holds the briefing, for one test to change."""
    with serving(tmp_path, BRIEFING) as url:
        yield url
        _close(contexts)


@pytest.fixture
def empty_address(browser: Browser, tmp_path: Path, contexts: list[BrowserContext]) -> Iterator[str]:
    """A page whose library is empty."""
    with serving(tmp_path) as url:
        yield url
        _close(contexts)


@pytest.fixture
def contexts() -> list[BrowserContext]:
    """The browser profiles of a test; a server of its own closes them before it goes, or its pages would miss it."""
    return []


def _close(contexts: list[BrowserContext]) -> None:
    while contexts:
        contexts.pop().close()


@pytest.fixture
def open_page(browser: Browser, contexts: list[BrowserContext]) -> Iterator[OpenPage]:
    """Opens an address in a browser profile of its own; errors and outside requests fail the test."""
    faults: list[str] = []

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
        visit(page, url)
        return page

    yield opened
    _close(contexts)
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage, address: str) -> Page:
    """The page over the briefing, on a desktop."""
    return open_page(address)


@pytest.fixture
def opened(open_page: OpenPage, hostile_address: str) -> Iterator[Page]:
    """A page that in the end must show no trace of a payload but its words."""
    dialogs: list[str] = []
    page = open_page(hostile_address)

    def shown(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", shown)
    yield page
    check_harmless(page)
    assert dialogs == []
