"""The page on a phone and a desktop, in light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import ask, chip, finished, opened_words

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_scrolls_sideways(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(address, width=width, height=844)
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    chip(page, 2).click()
    expect(opened_words(page)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Library").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_theme_follows_the_system_until_one_is_chosen(open_page: OpenPage, address: str) -> None:
    page = open_page(address, dark=True)
    expect(page.locator("body")).to_have_class("dark")
    toggle = page.get_by_role("button", name="Dark theme")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    expect(page.locator("body")).not_to_have_class("dark")
    page.reload()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(page.locator("body")).not_to_have_class("dark")


def test_box_stays_in_view_below_a_long_conversation(page: Page) -> None:
    for number in range(1, 4):
        ask(page, "Will Norlandia sign the treaty?")
        finished(page, number)
    expect(page.locator(".or-round").nth(2).get_by_role("heading").first).to_be_in_viewport()
    expect(page.locator("#box textarea")).to_be_in_viewport()
