"""The page for people who log in, behind a proxy that shows it below a path."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.guarding import SECRET_HEADER
from assistant.users import password_entry, write
from tests.browser.chromium import ready
from tests.browser.conftest import BRIEFING, HERE, PATIENCE_MS
from tests.browser.steps import ask
from tests.browser.stripping_proxy import proxying

NAME, OTHER, PASSWORD, SECRET = "ana", "bo", "correct horse battery", "0123456789abcdef0123456789abcdef"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The real command, with users, a proxy's secret and a path; gives its own address."""
    for name in (NAME, OTHER):
        write(folder / "users.txt", password_entry(name, PASSWORD))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    command = [sys.executable, "-m", "assistant", "--data", str(folder / "library")]
    subprocess.run([*command, "add", str(BRIEFING)], cwd=HERE.parents[1], env=kept, check=True, capture_output=True)
    options = ["serve", "--port", "0", "--auth", str(folder / "users.txt"), "--root-path", "/onrecord"]
    with subprocess.Popen(
        [*command, *options],
        cwd=HERE.parents[1],
        env=kept | {"ONRECORD_PROXY_SECRET": SECRET},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr
            found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stderr)))
            yield found[0]
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        served(tmp_path_factory.mktemp("guarded")) as upstream,
        proxying(upstream, "/onrecord", {SECRET_HEADER: SECRET}) as address,
    ):
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url) if "/assets/" in request.url else None)
    yield page
    context.close()
    assert faults == []


def log_in(page: Page, password: str = PASSWORD, name: str = NAME) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def answered(page: Page) -> None:
    """The built-in models are loaded by the first question."""
    expect(page.locator(".or-round[aria-busy=false]")).to_have_count(1, timeout=60_000)


def test_page_below_a_path_is_reached_by_logging_in_and_left_by_logging_out(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Will+Norlandia+sign%3F")
    expect(page).to_have_url(re.compile(r"/onrecord/login\?then="))
    log_in(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    expect(page.get_by_label("Name")).to_have_value(NAME)
    log_in(page)
    ready(page)
    answered(page)
    expect(page).to_have_url(address)  # loading it again does not ask again
    expect(page.locator(".or-chip").first).to_be_visible()
    page.locator(".or-chip").first.click()
    expect(page.locator(".or-panel")).to_contain_text("treaty")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(f"{address}login")
    page.goto(address)
    expect(page.get_by_label("Password")).to_be_visible()


def test_file_is_uploaded_below_a_path(page: Page, address: str) -> None:
    page.goto(address)
    log_in(page)
    ready(page)
    page.get_by_role("tab", name="Library").click()
    files = [
        {"name": "added.txt", "mimeType": "text/plain", "buffer": b"Harbour Times: Will it sail?\nAna Vell: It will.\n"}
    ]
    page.locator("#or-files").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator(".or-lines")).to_contain_text("Added", timeout=60_000)
    ask_tab = page.get_by_role("tab", name="Ask")
    ask_tab.click()
    ask(page, "Will it sail?")
    answered(page)
    expect(page.locator(".or-answer")).to_contain_text("It will.")


def test_login_form_shows_without_a_script_and_without_asking_anybody(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert [url.split("?")[0] for url in asked if "favicon" not in url] == [address, f"{address}login"]
    context.close()


def test_two_who_share_a_browser_do_not_see_each_others_conversations(page: Page, address: str) -> None:
    shown = page.locator(".or-conversations li")
    page.goto(address)
    log_in(page)
    ready(page)
    ask(page, "Will Norlandia sign?")
    answered(page)
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Log out").click()
    log_in(page, name=OTHER)
    ready(page)
    expect(page.locator(".or-invitation h2")).to_be_visible()
    expect(shown).to_have_count(0)
    page.get_by_role("button", name="Log out").click()
    log_in(page)
    ready(page)
    answered(page)
    expect(shown).to_have_text("Will Norlandia sign?")


def test_manifest_of_a_page_below_a_path_is_found(page: Page, address: str) -> None:
    page.goto(address)
    log_in(page)
    ready(page)
    found = page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then((one) => one.json()).then((all) => all.name)"
    )
    assert found == "OnRecord"
