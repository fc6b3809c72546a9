"""The marked-up copy of an article in a browser without scripts: what it names unfolds, is printed, and can be read."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from assistant.article_check import check_article, exchanges_in
from assistant.article_html import article_html
from assistant.quote_types import Article
from store.store import Store
from tests.browser.contrast import faint

pytestmark = pytest.mark.browser
_ARTICLE = Article(
    "a", "Accord", "Ana Vell said: “We have signed nothing.” She called the quota “much too low for us”."
)


@pytest.fixture
def report(store: Store, tmp_path: Path) -> str:
    path = tmp_path / "checked.html"
    path.write_text(article_html(check_article(_ARTICLE, store), exchanges_in(store)), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_exchange_of_a_place_unfolds_and_is_read(
    browser: Browser, report: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        java_script_enabled=False, color_scheme=scheme, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(report)
    asked = page.get_by_text("The opposition says you have already signed it in secret.")
    expect(asked).to_be_hidden()
    page.get_by_text("In its exchange").first.click()
    expect(asked).to_be_visible()
    context.close()
    scripted = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page = scripted.new_page()
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert faint(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scripted.close()


def test_exchanges_are_printed_unfolded_and_dark_on_white(browser: Browser, report: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(report)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_text("The opposition says you have already signed it in secret.")).to_be_visible()
    assert faint(page) == []
    page.close()
