"""Library, reader, Quotes, Timeline and Evaluation are free of what axe finds, on a phone and a desktop."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import BRIEFING, OpenPage
from tests.browser.page_server import serving
from tests.evals import made_up
from tests.evals.test_page_runs import FIRST, SECOND, keep

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def full_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with something in every tab."""
    folder = tmp_path_factory.mktemp("full")
    keep(folder / "library", FIRST, made_up.many(seed=7))
    keep(folder / "library", SECOND, made_up.many(seed=8))
    with serving(folder, BRIEFING) as url:
        yield url


def faults(page: Page) -> list[tuple[Any, Any]]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.wait_for_timeout(300)  # colours fade in
    found = axe.run(page, options={"runOnly": RULES})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found.response["violations"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_no_tab_has_a_fault(open_page: OpenPage, full_address: str, width: int, dark: bool) -> None:
    page = open_page(full_address, width=width, dark=dark)
    page.get_by_role("tab", name="Library").click()
    page.locator("#or-files").set_input_files({"name": "nonsense.txt", "mimeType": "text/plain", "buffer": b"Nobody."})
    expect(page.locator("#adding li[data-state=failed]")).to_be_visible()
    assert faults(page) == []

    page.locator("a.or-title").first.click()
    page.get_by_role("searchbox", name="Search in this transcript").fill("treaty")
    expect(page.locator(".or-count")).to_have_text("1 of 3")
    assert faults(page) == []

    page.get_by_role("tab", name="Quotes").click()
    page.get_by_role("textbox", name="Quote").fill("We will sign the fishing treaty this year")
    page.get_by_role("textbox", name="Quote").press("Enter")
    expect(page.locator(".or-cut")).to_be_visible()
    page.get_by_label("Text", exact=True).fill(
        '"The text is not ready," Vell said. "Trade grew by 9 percent," he added. A “farce”.'
    )
    page.get_by_role("button", name="Check the text").click()
    expect(page.locator(".or-verdicts > li")).to_have_count(3)
    assert faults(page) == []

    page.get_by_role("tab", name="Timeline").click()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="What is repeated")).to_be_visible()
    page.locator("details.or-shares > summary").click()
    page.locator("button.or-share").first.click()
    expect(page.locator(".or-share-title")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Topic or phrase").fill("treaty")
    page.get_by_label("Topic or phrase").press("Enter")
    page.locator(".or-bar").last.click()
    page.get_by_text("The same as a table").click()
    page.locator("details.or-wording > summary").click()
    assert faults(page) == []

    page.get_by_role("tab", name="Evaluation").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert faults(page) == []
    page.get_by_role("button", name="Compare two runs").click()
    expect(page.get_by_role("heading", name="Two runs compared")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="All runs").click()
    page.locator("#evaluation .or-title").first.click()
    page.locator(".or-question summary").first.click()
    expect(page.locator(".or-question[open]").get_by_role("heading", name="Expected")).to_be_visible()
    assert faults(page) == []
