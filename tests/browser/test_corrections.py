"""Putting right what was read: the dialog of a transcript, and the bounds of exchanges in the source panel."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import ask, chip, finished, opened_words, panel

pytestmark = pytest.mark.browser

TITLE = "Press Briefing of the Government of Norlandia"


def correct(page: Page, title: str = TITLE) -> Locator:
    """Open the dialog of a transcript."""
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name=f"Correct {title}").click()
    return page.get_by_role("dialog", name="Correct this transcript")


def test_corrected_title_and_name_are_listed_cited_and_taken_back(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    dialog = correct(page)
    expect(dialog.get_by_label("Title")).to_be_focused()
    expect(dialog.get_by_label("Date")).to_have_value("2025-03-14")
    dialog.get_by_label("Title").fill("Winter briefing")
    dialog.get_by_label("Right name of Ana Vell").fill("Anna Vell")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#adding li")).to_have_text("briefing.txtCorrected, 3 exchanges")
    row = page.get_by_role("row", name="Winter briefing")
    expect(row.get_by_role("cell").nth(1)).to_have_text("Anna Vell")
    expect(page.get_by_role("button", name="Correct Winter briefing")).to_be_focused()

    page.get_by_role("tab", name="Ask").click()
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    expect(chip(page, 1)).to_have_accessible_name("Source 1: Harbour Times to Anna Vell, 14 Mar 2025")
    expect(page.get_by_role("list", name="Sources")).to_contain_text("Winter briefing")

    dialog = correct(page, "Winter briefing")
    dialog.get_by_role("button", name="Take all corrections back").click()
    page.get_by_role("dialog", name="Take all corrections back?").get_by_role("button", name="Take back").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("row", name=TITLE)).to_contain_text("Ana Vell")
    expect(page.locator("#adding li")).to_contain_text("Corrections taken back")


def test_dialog_keeps_what_was_typed_when_it_cannot_be_saved(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, height=844)
    dialog = correct(page)
    dialog.get_by_label("Source address").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text(
        "javascript:alert(1): not a web address. A source starts with http:// or https://."
    )
    expect(dialog.get_by_role("alert")).to_be_in_viewport()
    expect(dialog.get_by_label("Source address")).to_have_value("javascript:alert(1)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name=f"Correct {TITLE}")).to_be_focused()


def test_role_is_corrected(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    dialog = correct(page)
    dialog.get_by_label("Role of Coast Radio").select_option("Answerer")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 2 exchanges")
    expect(correct(page).get_by_label("Role of Coast Radio")).to_have_value("answerer")


def test_bounds_are_corrected_in_the_panel_by_keyboard(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    ask(page, "Why was the envoy called home?")
    finished(page)
    chip(page, 1).click()
    continues = panel(page).get_by_role("button", name="Continues the exchange before: Coast Radio")
    expect(continues).to_be_hidden()
    toggle = panel(page).get_by_role("button", name="Correct bounds")
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(panel(page).get_by_role("button", name="Continues the exchange before")).to_have_count(2)

    continues.press("Enter")
    expect(
        page.get_by_role("status").filter(has_text="Joined to the exchange before; 2 exchanges in all.")
    ).to_be_attached()
    begins = panel(page).get_by_role("button", name="Begins an exchange: Coast Radio")
    expect(begins).to_be_focused()
    expect(begins).to_be_in_viewport()
    expect(panel(page).locator(".or-exchange.cited")).to_contain_text("Will Norlandia sign the fishing treaty")
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 2 exchanges")

    begins.press("Enter")
    expect(continues).to_be_focused()
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 3 exchanges")


def test_chip_opens_its_words_when_bounds_were_corrected_and_never_others(
    open_page: OpenPage, own_address: str
) -> None:
    page = open_page(own_address)
    ask(page, "Something doubtful about trade")
    finished(page)
    chip(page, 1).click()
    words = opened_words(page).inner_text()
    panel(page).get_by_role("button", name="Correct bounds").click()
    panel(page).get_by_role("button", name="Begins an exchange: Ana Vell").first.click()
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 4 exchanges")
    chip(page, 1).click()
    expect(opened_words(page)).to_have_text(words)
    # the places of answers that an older version of the page kept were only counted
    chip(page, 1).evaluate("chip => (chip.dataset.place = chip.dataset.place.split('-')[0])")
    chip(page, 1).click()
    expect(panel(page).get_by_role("alert")).to_contain_text("corrected since the answer was written")
    expect(panel(page).locator("mark")).to_have_count(0)
