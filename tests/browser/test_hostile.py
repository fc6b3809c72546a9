"""Words that would be markup, scripts, templates or links: none runs, none is a link, none forges a chip."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.hostile_page import PAYLOADS
from tests.browser.page_server import serving
from tests.browser.steps import ask, panel

LONG_MS = 60_000
# Of all that our scripts draw: elements that only a payload could have made; the page has icons and forms of its own.
FORGED = (
    "#or-forged, .or-forged, #xss-submit, .or-root :is(img, script, iframe, object, embed, video, audio, "
    "svg:not(.or-icon), math, style, link, meta, base, form:not([class], [novalidate]), template, marquee, xmp, "
    "[onerror], [onload], [onfocus], [ontoggle], [onmouseover])"
)
LINKS = "() => [...document.querySelectorAll('a[href], [formaction], [action]')].map((a) => a.href ?? a.formAction)"


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("hostile"), module="hostile_page") as url:
        yield url


@pytest.fixture
def opened(open_page: OpenPage, address: str) -> Iterator[Page]:
    """A page that in the end must show no trace of a payload but its words."""
    dialogs: list[str] = []
    page = open_page(address)

    def shown(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", shown)
    yield page
    check(page)
    assert dialogs == []


def check(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.locator(FORGED).count() == 0
    assert page.locator("#or-opened").count() <= 1 and page.locator(".or-panel").count() == 1
    for chip in page.locator(".or-chip").all():
        assert chip.evaluate("(chip) => chip.matches('button[data-round][data-n][data-place]')")
        assert chip.evaluate("(chip) => chip.parentElement.matches('.or-chips') && chip.textContent === chip.dataset.n")
    schemes = {str(link).split(":")[0] for link in page.evaluate(LINKS)}
    assert schemes <= {"http", "https", ""}


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) >= 60


def test_nothing_runs_from_question_answer_sources_and_history(opened: Page) -> None:
    for number, question in enumerate(("Is the harbour open? ${window.hacked=1} {{7*7}}", PAYLOADS[0]), start=1):
        ask(opened, question)
        expect(opened.locator(".or-round[aria-busy=false]")).to_have_count(number, timeout=LONG_MS)
    answer = opened.locator(".or-answer").first
    for payload in ("${window.hacked=1}", "{{window.hacked=1}}"):
        expect(answer).to_contain_text(payload)
    opened.get_by_text("Searched").first.click()
    for chip in opened.locator(".or-chip").all()[:3]:
        chip.hover()
        chip.click()
        expect(panel(opened)).to_be_visible()
    check(opened)


def test_nothing_runs_from_names_titles_files_and_sources_in_the_library(opened: Page) -> None:
    opened.get_by_role("tab", name="Library").click()
    expect(opened.locator("#library")).to_contain_text("<svg onload=window.hacked=1>")
    opened.wait_for_timeout(500)
    opened.locator("#or-files").set_input_files(
        {"name": "<img src=x onerror=window.hacked=1>.txt", "mimeType": "text/plain", "buffer": b"<script>x</script>"}
    )
    expect(opened.locator("#adding")).to_contain_text("onerror=window.hacked=1", timeout=LONG_MS)
    expect(opened.locator("#adding li[data-state=failed]")).to_be_visible(timeout=LONG_MS)
    opened.get_by_label("Add from a web address").fill("javascript:window.hacked=1")
    opened.get_by_label("Add from a web address").press("Enter")
    expect(opened.locator("#adding")).to_contain_text("not a web address", timeout=LONG_MS)


@pytest.mark.parametrize("query", ["q", "e"])
def test_nothing_runs_from_the_address(open_page: OpenPage, address: str, query: str) -> None:
    for payload in PAYLOADS[::30]:
        page = open_page(f"{address}?{query}={quote(payload, safe='')}")
        shown = page.locator(".or-round[aria-busy=false]" if query == "q" else ".or-panel .or-banner")
        expect(shown.first).to_be_visible(timeout=LONG_MS)
        check(page)


def test_no_source_is_a_link_unless_a_browser_may_go_there(opened: Page, address: str) -> None:
    ask(opened, "Will it sail?")
    expect(opened.locator(".or-round[aria-busy=false]")).to_have_count(1, timeout=LONG_MS)
    opened.locator(".or-chip").first.click()
    expect(panel(opened)).to_be_visible()
    expect(opened.get_by_role("link", name="Open original")).to_have_count(0)
