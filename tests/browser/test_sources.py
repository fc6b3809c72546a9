"""From a claim to the exact words: the quote card, the source panel, and links to both."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import ask, chip, finished, opened_words, panel, quote_card

pytestmark = pytest.mark.browser

QUOTE = "The text is not ready, and we have told our partners so."


@pytest.fixture
def answered(page: Page) -> Page:
    """The page with one answer on it."""
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    return page


def test_hover_shows_the_quote_and_the_card_can_be_hovered(answered: Page) -> None:
    chip(answered, 2).hover()
    expect(quote_card(answered)).to_contain_text(QUOTE)
    expect(quote_card(answered)).to_contain_text("Harbour Times → Ana Vell · 14 Mar 2025")
    quote_card(answered).hover()
    answered.wait_for_timeout(400)
    expect(quote_card(answered)).to_be_visible()
    answered.get_by_role("heading", level=1).hover()
    expect(quote_card(answered)).to_be_hidden()


def test_keyboard_focus_shows_the_quote_and_escape_hides_it(answered: Page) -> None:
    chip(answered, 2).focus()
    expect(quote_card(answered)).to_contain_text(QUOTE)
    expect(chip(answered, 2)).to_have_accessible_description(re.compile("text is not ready"))
    answered.keyboard.press("Escape")
    expect(quote_card(answered)).to_be_hidden()
    expect(chip(answered, 2)).to_be_focused()


def test_chip_opens_the_exchange_at_the_quoted_sentence(answered: Page) -> None:
    chip(answered, 2).click()
    expect(opened_words(answered)).to_have_text(QUOTE)
    expect(opened_words(answered)).to_be_focused()
    expect(opened_words(answered)).to_be_in_viewport()
    expect(panel(answered).locator("mark")).to_have_count(3)
    expect(panel(answered).get_by_role("heading", level=2)).to_have_text(
        "Press Briefing of the Government of Norlandia"
    )
    expect(panel(answered)).to_contain_text("14 Mar 2025 · Ana Vell · asked by Harbour Times")
    expect(panel(answered).get_by_role("region", name="Next exchange")).to_contain_text("Why was the envoy")
    expect(answered).to_have_url(re.compile(r"\?e=[a-z0-9]+\.0\.\d+$"))


def test_paragraphs_of_the_source_are_kept(answered: Page) -> None:
    chip(answered, 1).click()
    expect(panel(answered).locator(".or-exchange.cited p.or-answerer")).to_have_count(2)


def test_escape_closes_the_panel_and_returns_focus(answered: Page) -> None:
    chip(answered, 2).focus()
    answered.keyboard.press("Enter")
    expect(opened_words(answered)).to_be_focused()
    answered.keyboard.press("Escape")
    expect(panel(answered)).to_be_hidden()
    expect(chip(answered, 2)).to_be_focused()
    assert "e=" not in answered.url


def test_source_card_opens_the_panel_and_close_closes_it(answered: Page) -> None:
    answered.get_by_role("list", name="Sources").get_by_role("button").click()
    expect(opened_words(answered)).to_have_text("We will not sign the fishing treaty this year.")
    answered.get_by_role("button", name="Close source").click()
    expect(panel(answered)).to_be_hidden()


def test_link_to_a_sentence_opens_it(open_page: OpenPage, answered: Page) -> None:
    chip(answered, 2).click()
    expect(opened_words(answered)).to_have_text(QUOTE)
    other = open_page(answered.url)
    expect(opened_words(other)).to_have_text(QUOTE)
    whole = open_page(answered.url.rpartition(".")[0])
    expect(panel(whole).get_by_role("heading", level=2)).to_be_focused()
    expect(panel(whole)).to_contain_text(QUOTE)


@pytest.mark.parametrize("place", ["nowhere.0.0", "nonsense", "<img src=x>", "1.99999999999999999999"])
def test_link_to_nothing_says_so(open_page: OpenPage, address: str, place: str) -> None:
    page = open_page(f"{address}?e={place}")
    expect(page.get_by_role("alert")).to_contain_text("This link leads to nothing in the library.")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()


def test_link_to_a_question_asks_it(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?q=Will+Norlandia+sign+the+treaty%3F")
    finished(page)
    expect(page.get_by_role("heading", name="Will Norlandia sign the treaty?")).to_be_visible()
    expect(page.locator(".or-chip")).to_have_count(3)


@pytest.mark.parametrize("width", [390, 1400])
def test_opened_sentence_is_in_view_between_long_exchanges(open_page: OpenPage, long_address: str, width: int) -> None:
    page = open_page(long_address, width=width)
    ask(page, "How will the weather be?")
    finished(page)
    for nearest in page.locator(".or-nearest button").all():
        nearest.evaluate("button => button.click()")
        expect(opened_words(page)).to_have_text(nearest.locator("q").inner_text())
        expect(opened_words(page)).to_be_in_viewport()
    box = panel(page).bounding_box()
    assert box and box["y"] >= 0 and box["y"] + box["height"] <= 900
