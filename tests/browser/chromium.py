"""The Chromium of this machine, and when OnRecord's page in it is ready."""

import os
import shutil

from playwright.sync_api import Browser, Page, Playwright

_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_READY = "document.querySelector('.or-summary')?.textContent && document.querySelector('#box textarea')"


def launched(playwright: Playwright) -> Browser | None:
    """The browser at $CHROMIUM, or the first one on the path; None where there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, (shutil.which(name) for name in names if name)), None)
    return playwright.chromium.launch(executable_path=path, args=_FLAGS.split()) if path else None


def visit(page: Page, address: str) -> None:
    """Open the page and wait until it can be used."""
    page.goto(address, wait_until="domcontentloaded")
    ready(page)


def ready(page: Page) -> None:
    """Wait until the page can be used."""
    page.wait_for_function(f"() => {_READY}")
