"""Words that would be markup, scripts, templates or links: none runs, none is a link, none forges a chip."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.harmless import check_harmless
from tests.browser.hostile_page import PAYLOADS
from tests.browser.steps import ask, panel

pytestmark = pytest.mark.browser

LONG_MS = 60_000


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
    check_harmless(opened)


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
def test_nothing_runs_from_the_address(open_page: OpenPage, hostile_address: str, query: str) -> None:
    for payload in PAYLOADS[::30]:
        page = open_page(f"{hostile_address}?{query}={quote(payload, safe='')}")
        shown = page.locator(".or-round[aria-busy=false]" if query == "q" else ".or-panel .or-banner")
        expect(shown.first).to_be_visible(timeout=LONG_MS)
        check_harmless(page)


def test_no_source_is_a_link_unless_a_browser_may_go_there(opened: Page) -> None:
    ask(opened, "Will it sail?")
    expect(opened.locator(".or-round[aria-busy=false]")).to_have_count(1, timeout=LONG_MS)
    opened.locator(".or-chip").first.click()
    expect(panel(opened)).to_be_visible()
    expect(opened.get_by_role("link", name="Open original")).to_have_count(0)
