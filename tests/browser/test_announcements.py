"""What a screen reader is told in each tab: that something goes on, how it ended, and what went wrong."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import ask, finished

pytestmark = pytest.mark.browser

# Everything that a live region says, as it says it.
LISTEN = """() => {
    window.said = [];
    const hear = () => {
        for (const region of document.querySelectorAll("[role=status], [role=alert]")) {
            const words = region.textContent.trim();
            if (words && words !== window.said.at(-1)) window.said.push(words);
        }
    };
    new MutationObserver(hear).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def hears(page: Page, *told: str) -> None:
    """Wait until all of it was said, in this order."""
    page.wait_for_function(
        "told => told.reduce((from, words) => from < 0 ? -1 :"
        " window.said.findIndex((each, place) => place >= from && each.includes(words)), 0) >= 0",
        arg=list(told),
    )


@pytest.fixture
def heard(page: Page) -> Page:
    """The page over the briefing, listened to."""
    page.evaluate(LISTEN)
    return page


def test_ask_tells_its_end_and_what_failed(heard: Page) -> None:
    ask(heard, "Will Norlandia sign the treaty?")
    finished(heard)
    hears(heard, "Answer ready")
    ask(heard, "Please fail: the treaty?")
    finished(heard, 2)
    hears(heard, "The model's server broke off.")


def test_library_tells_what_was_added_what_failed_and_how_it_is_sorted(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    page.evaluate(LISTEN)
    page.get_by_role("tab", name="Library").click()
    said = b"Harbour Times: Is it open?\nAna Vell: It is open.\n"
    page.locator("#or-files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": said})
    hears(page, "a.txt: Added, 1 exchange")
    page.locator("#or-files").set_input_files({"name": "b.txt", "mimeType": "text/plain", "buffer": b"Nobody."})
    hears(page, "no speaker label found.")
    assert not page.evaluate("window.said.some((told) => told.includes('b.txt: b.txt'))")
    page.get_by_role("button", name="Title", exact=True).click()
    hears(page, "Sorted by title, ascending")
    page.get_by_role("link", name="a.txt").click()
    hears(page, "a.txt opened")


def test_quotes_tell_that_they_are_checked_the_verdict_and_what_failed(heard: Page) -> None:
    heard.get_by_role("tab", name="Quotes").click()
    quote = heard.get_by_label("Quote", exact=True)
    quote.fill("We will sign the fishing treaty this year")
    quote.press("Enter")
    hears(heard, "Checking", "Altered: close to what was said.")
    quote.fill("?!")
    quote.press("Enter")
    hears(heard, "The quote holds no words.")
    heard.get_by_label("Text", exact=True).fill("“We will not sign the fishing treaty this year,” Vell said.")
    heard.get_by_role("button", name="Check the text").click()
    hears(heard, "Checking every quotation", "1 quotation: 1 exact.")


def test_timeline_tells_that_it_counts_its_sum_and_what_failed(heard: Page) -> None:
    heard.get_by_role("tab", name="Timeline").click()
    topic = heard.get_by_label("Topic or phrase")
    topic.fill("treaty")
    topic.press("Enter")
    hears(heard, "Counting", "exchange with these words. Searched 1 transcript")
    topic.fill("")
    topic.press("Enter")
    hears(heard, "Looking for lines that recur", "repeated lines")
    heard.locator("#or-since").fill("2025-05-01")
    heard.locator("#or-until").fill("2025-04-01")
    topic.fill("treaty")
    topic.press("Enter")
    expect(heard.locator(".or-timeline-chart").get_by_role("alert")).to_be_visible()
