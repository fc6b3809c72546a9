"""Holding a question to days, people, newsrooms and transcripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import ask, chip, finished

pytestmark = pytest.mark.browser


def test_filters_hold_the_question_and_are_shown_on_it(page: Page) -> None:
    page.get_by_label("From", exact=True).fill("2025-03-01")
    page.get_by_role("combobox", name="Speaker").fill("ana vell")
    page.keyboard.press("Enter")
    held = page.get_by_role("list", name="Filters for the next question")
    expect(held.get_by_role("listitem")).to_have_text(["from 1 Mar 2025 ×", "speaker Ana Vell ×"])
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    shown = page.get_by_role("list", name="Filters of this question")
    expect(shown.get_by_role("listitem")).to_have_text(["from 1 Mar 2025", "speaker Ana Vell"])
    expect(chip(page, 1)).to_be_visible()


def test_filter_that_leaves_nothing_says_so_and_can_be_taken_away(page: Page) -> None:
    page.get_by_label("To", exact=True).fill("2024-01-01")
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    expect(page.locator(".or-outcome")).to_have_text("Not in these transcripts: 0 searched with these filters.")
    page.get_by_role("button", name="Remove filter: to 1 Jan 2024").click()
    expect(page.get_by_label("To", exact=True)).to_have_value("")
    ask(page, "Will Norlandia sign the treaty?")
    finished(page, 2)
    expect(page.locator(".or-round").nth(1).locator(".or-chip")).to_have_count(3)


def test_dates_the_wrong_way_round_are_told(page: Page) -> None:
    page.get_by_label("From", exact=True).fill("2025-03-02")
    page.get_by_label("To", exact=True).fill("2025-03-01")
    ask(page, "Will Norlandia sign the treaty?")
    expect(page.get_by_role("alert")).to_contain_text("“From” is after “To”")
    expect(page.locator("#box textarea")).to_have_value("Will Norlandia sign the treaty?")


def test_name_that_nobody_has_is_told_beside_its_field(page: Page) -> None:
    field = page.get_by_role("combobox", name="Outlet")
    field.fill("Morning Star")
    page.keyboard.press("Enter")
    expect(field).to_have_accessible_description("No outlet of this library is called so.")
    field.fill("Coast Radio")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove outlet Coast Radio")).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_role("button", name="Remove outlet Coast Radio")).to_have_count(0)


def test_part_of_a_name_is_enough_where_one_alone_has_it(page: Page) -> None:
    field = page.get_by_role("combobox", name="Outlet")
    field.fill("radio")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove outlet Coast Radio")).to_be_visible()
    field.fill("a")
    page.keyboard.press("Enter")
    expect(field).to_have_accessible_description("Several are called so: Coast Radio, Harbour Times.")


def test_filters_are_a_sheet_on_a_phone(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, height=844)
    field = page.get_by_label("From", exact=True)
    expect(field).to_be_hidden()
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(field).to_be_focused()
    field.fill("2025-03-01")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_focused()
    expect(page.get_by_role("button", name="Remove filter: from 1 Mar 2025")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_link_to_a_question_carries_its_filters(open_page: OpenPage, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("From", exact=True).fill("2025-03-01")
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    page.get_by_role("button", name="Copy link to question").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    other = open_page(page.evaluate("navigator.clipboard.readText()"))
    finished(other)
    expect(other.get_by_role("list", name="Filters of this question")).to_have_text("from 1 Mar 2025")
    expect(other).to_have_url(re.compile(r"/$"))


def test_only_non_answers_are_searched_and_the_link_says_so(open_page: OpenPage, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("checkbox", name="Only non-answers").check()
    ask(page, "Why was the envoy called home?")
    finished(page)
    expect(page.get_by_role("list", name="Filters of this question")).to_have_text("only non-answers")
    page.locator("summary", has_text="Searched").click()
    expect(page.get_by_role("list", name="Passages found").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Copy link to question").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    other = open_page(page.evaluate("navigator.clipboard.readText()"))
    finished(other)
    expect(other.get_by_role("checkbox", name="Only non-answers")).to_be_checked()
    other.get_by_role("button", name="Remove filter: only non-answers").click()
    expect(other.get_by_role("checkbox", name="Only non-answers")).not_to_be_checked()
