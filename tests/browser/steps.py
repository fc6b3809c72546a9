"""What a person does on the page, for the tests to read like one."""

from playwright.sync_api import Locator, Page, expect


def ask(page: Page, question: str) -> None:
    """Type a question and send it."""
    page.fill("#box textarea", question)
    page.press("#box textarea", "Enter")


def finished(page: Page, count: int = 1) -> None:
    """Wait until so many questions are answered, stopped or failed."""
    expect(page.locator(".or-round[aria-busy=false]")).to_have_count(count)


def chip(page: Page, number: int) -> Locator:
    """The chip of a citation."""
    return page.get_by_role("button", name=f"Source {number}:")


def quote_card(page: Page) -> Locator:
    """The card that shows a quote on hover and focus."""
    return page.get_by_role("tooltip")


def panel(page: Page) -> Locator:
    """The source panel."""
    return page.locator(".or-panel")


def opened_words(page: Page) -> Locator:
    """The sentence that was opened, as the panel marks it."""
    return page.locator("#or-opened")
