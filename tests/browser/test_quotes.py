"""A quote and an article are checked: verdicts in words, differences marked, places that open, a report to save."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.page_server import serving
from tests.samples import JUNE, MARCH

pytestmark = pytest.mark.browser

ALTERED = "Norlandia will join the Halden accord in its present form"
ARTICLE = """\
“We have signed nothing,” Ana Vell told Radio Fjord in March.

Later the minister changed her mind. “Norlandia will gladly join the Halden accord on July 1,” Vell said. \
The fishermen's union called it a “sell-out” <img src=x onerror=window.hacked=1>.
"""


@pytest.fixture(scope="module")
def record_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over two briefings."""
    folder = tmp_path_factory.mktemp("record")
    files = [folder / "march.txt", folder / "june.txt"]
    for file, text in zip(files, (MARCH, JUNE), strict=True):
        file.write_text(text)
    with serving(folder, *files) as url:
        yield url


def check(page: Page, quote: str, speaker: str = "") -> None:
    page.get_by_role("tab", name="Quotes").click()
    page.get_by_label("Quote", exact=True).fill(quote)
    page.get_by_label("Said by (optional)").fill(speaker)
    page.get_by_label("Quote", exact=True).press("Enter")


def check_article(page: Page, text: str = ARTICLE) -> None:
    page.get_by_role("tab", name="Quotes").click()
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Check the text").click()
    expect(page.locator(".or-verdicts > li")).to_have_count(3)


def test_exact_quote_is_told_with_its_place_which_opens(open_page: OpenPage, record_address: str) -> None:
    page = open_page(record_address)
    check(page, "we have signed nothing", "Vell")
    expect(page.locator(".or-check .or-told")).to_have_text("On the record, word for word.")
    place = page.locator(".or-check .or-mention")
    expect(place).to_contain_text("Ana Vell, answering, asked by Radio Fjord, 4 Mar 2031, Press briefing")
    expect(page.locator(".or-check")).to_contain_text("Searched 2 transcripts, Mar 2031 – June 2031.")
    place.press("Enter")
    expect(page.locator("#or-meant")).to_have_text("We have signed nothing.")
    expect(page.locator("#or-meant")).to_be_focused()
    page.get_by_role("button", name="← Quotes").press("Enter")
    expect(place).to_be_focused()


def test_every_place_of_a_stock_phrase_is_opened(
    open_page: OpenPage, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("stock")
    said = "Radio Fjord: And?\nAna Vell: We have signed nothing.\n" * 53
    (folder / "many.txt").write_text(f"03/04/2031 | Press briefing\n{said}")
    with serving(folder, folder / "many.txt") as address:
        page = open_page(address)
        check(page, "We have signed nothing.")
        places = page.locator(".or-check .or-mention")
        more = page.get_by_role("button", name="Show more places, of 53")
        for count in (5, 50, 53):
            expect(places).to_have_count(count)
            if count < 53:
                more.press("Enter")
        expect(more).to_have_count(0)
        expect(places.nth(50)).to_be_focused()
        page.context.close()


def test_altered_quote_shows_what_differs_and_what_was_cut(open_page: OpenPage, record_address: str) -> None:
    page = open_page(record_address)
    check(page, ALTERED)
    expect(page.locator(".or-check .or-told")).to_have_text("Altered: close to what was said.")
    expect(page.locator(".or-check .or-mention del")).to_contain_text("not")
    expect(page.locator(".or-changes")).to_have_text("Said, but not in the quote: “not”.")
    expect(page.locator(".or-cut").first).to_contain_text("Norlandia will not join the Halden accord")


def test_words_of_the_reporter_are_not_the_speakers(open_page: OpenPage, record_address: str) -> None:
    page = open_page(record_address)
    check(page, "you have already signed it in secret", "Ana Vell")
    expect(page.locator(".or-check .or-told")).to_have_text("Said by somebody else.")
    expect(page.locator(".or-check .or-why")).to_have_text("Said by Radio Fjord, not by Ana Vell.")


def test_what_was_never_said_is_told_with_the_nearest_sentence(open_page: OpenPage, record_address: str) -> None:
    page = open_page(record_address)
    check(page, "The harbour of Halden will be closed to every patrol boat for ten years")
    expect(page.locator(".or-check .or-told")).to_have_text("Not found.")
    expect(page.get_by_role("heading", name="The nearest sentence")).to_be_visible()
    check(page, "?!")
    expect(page.get_by_role("alert")).to_contain_text("The quote holds no words.")


def test_link_checks_a_quote_at_once(open_page: OpenPage, record_address: str) -> None:
    page = open_page(f"{record_address}?quote=We+have+signed+nothing&by=Vell")
    expect(page.locator(".or-check .or-told")).to_have_text("On the record, word for word.")
    expect(page.get_by_label("Said by (optional)")).to_have_value("Vell")
    assert "quote=" not in page.url


def test_pasted_article_is_marked_and_each_quotation_leads_to_its_verdict(
    open_page: OpenPage, record_address: str
) -> None:
    page = open_page(record_address)
    check_article(page)
    verdicts = page.locator(".or-verdicts .or-told")
    expect(verdicts).to_have_text(
        ["1. On the record, word for word.", "2. Altered: close to what was said.", "3. Left open."]
    )
    quotations = page.locator(".or-quotation")
    expect(quotations.nth(2)).to_have_attribute("data-verdict", "open")
    quotations.nth(1).press("Enter")
    expect(page.locator(".or-verdicts > li").nth(1)).to_be_focused()
    page.get_by_role("button", name="Back to quotation 2 in the text").press("Enter")
    expect(quotations.nth(1)).to_be_focused()
    expect(page.locator(".or-copy-of")).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None


def test_uploaded_article_is_checked_and_its_report_saved(
    open_page: OpenPage, record_address: str, tmp_path: Path
) -> None:
    page = open_page(record_address)
    page.get_by_role("tab", name="Quotes").click()
    page.locator("#or-article-file").set_input_files(
        {
            "name": "story.md",
            "mimeType": "text/markdown",
            "buffer": b'# Accord\n\n"We have signed nothing," Vell said.\n',
        }
    )
    expect(page.locator(".or-article-found .or-facts")).to_contain_text("1 quotation: 1 exact.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the report").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.suffix == ".html" and "We have signed nothing" in saved.read_text(encoding="utf-8")


def test_address_that_is_none_is_refused(open_page: OpenPage, record_address: str) -> None:
    page = open_page(record_address)
    page.get_by_role("tab", name="Quotes").click()
    page.get_by_label("Web address", exact=True).last.fill("/etc/hosts")
    page.get_by_role("button", name="Check the page").click()
    expect(page.locator(".or-article-found").get_by_role("alert")).to_contain_text("/etc/hosts: not a web address.")
