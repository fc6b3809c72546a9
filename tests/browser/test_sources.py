"""From a claim to the exact words: the quote card, the source panel, and links to both."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from store.store import Store
from store.types import Incoming
from tests.browser.conftest import BRIEFING, OpenPage
from tests.browser.steps import ask, chip, finished, opened_words, panel, quote_card
from tests.conftest import add
from tests.fakes import HashEmbedder

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
    expect(answered).to_have_url(re.compile(r"\?e=[a-z0-9]+\.0\.\d+-\d+-[a-z2-7]{6}$"))


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


def test_passage_found_opens_with_what_the_answer_cites_marked(answered: Page) -> None:
    answered.get_by_text("Searched 1 transcript, 14 Mar 2025").click()
    answered.get_by_role("button", name="Harbour Times → Ana Vell: Will Norlandia sign").click()
    expect(panel(answered).locator("mark")).to_have_count(3)
    expect(panel(answered).locator("mark").nth(1)).to_have_text(QUOTE)


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
    page = open_page(f"{address}?q=Will+Norlandia+sign+the+treaty%3F", width=390)
    finished(page)
    expect(page.locator("h2:focus")).to_have_count(0)  # nobody pressed anything: no ring around the question
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


@pytest.mark.parametrize(
    ("form", "copied"),
    [
        ("quote", f"“{QUOTE}” — Ana Vell, answering, asked by Harbour Times, 14 Mar 2025, Press Briefing"),
        ("markdown", f"> {QUOTE}\n>\n> — Ana Vell, answering, asked by Harbour Times, 14 Mar 2025"),
        ("reference", "Ana Vell (14 Mar 2025). Press Briefing of the Government of Norlandia [answering;"),
    ],
)
def test_opened_sentence_is_copied_with_all_that_belongs_to_it(answered: Page, form: str, copied: str) -> None:
    answered.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chip(answered, 2).click()
    answered.get_by_role("button", name=f"Copy as {form}").click()
    expect(answered.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    text = answered.evaluate("navigator.clipboard.readText()")
    assert text.startswith(copied)
    assert answered.url in text


def test_source_on_the_web_is_opened_at_the_words(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name="Correct Press Briefing").click()
    page.get_by_label("Source address").fill("https://example.org/briefing")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("tab", name="Ask").click()
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    chip(page, 1).click()
    expect(page.get_by_role("link", name="Open original")).to_have_attribute(
        "href", re.compile(r"^https://example\.org/briefing#:~:text=We%20will%20not%20sign")
    )


def test_captions_show_their_times(open_page: OpenPage, talk_address: str) -> None:
    page = open_page(talk_address)
    ask(page, "When does the ferry sail?")
    finished(page)
    chip(page, 2).click()
    expect(panel(page).locator(".or-exchange.cited .or-time")).to_have_text(["0:02", "1:05", "1:10"])
    expect(panel(page).locator(".or-role")).to_contain_text(["asks", "answers"])


def test_words_from_right_to_left_are_shown_so(open_page: OpenPage, talk_address: str) -> None:
    page = open_page(talk_address)
    ask(page, "ماذا قالوا عن المعاهدة؟")
    finished(page)
    direction = "node => getComputedStyle(node).direction"
    for where in (".or-round h2", ".or-answer"):
        assert page.locator(where).evaluate(direction) == "rtl", where
    chip(page, 1).click()
    expect(opened_words(page)).to_contain_text("لن نوقع")
    assert panel(page).locator(".or-exchange.cited p").first.evaluate(direction) == "rtl"


def test_link_survives_a_new_version_of_the_file(open_page: OpenPage, own_address: str, tmp_path: Path) -> None:
    page = open_page(own_address)
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    chip(page, 2).click()
    expect(opened_words(page)).to_have_text(QUOTE)
    link = page.url
    head, first, rest = re.split("(?=Harbour Times: Will|Coast Radio)", BRIEFING.read_text())
    store = Store(tmp_path / "library", HashEmbedder())

    new = "North Wire: Will it snow?\nAna Vell: It will snow.\n"
    add(store, Incoming("briefing.txt", f"test:{BRIEFING}", data=f"{head}{new}{first}{rest}".encode()))
    other = open_page(link)
    expect(opened_words(other)).to_have_text(QUOTE)
    expect(panel(other).get_by_role("alert")).to_have_count(0)
    expect(other).to_have_url(re.compile(r"\?e=[a-z0-9]+\.1\."))
    chip(page, 2).click()
    expect(panel(page).get_by_role("region", name="Previous exchange")).to_contain_text("Will it snow?")
    expect(panel(page).locator("mark")).to_have_count(3)

    add(store, Incoming("briefing.txt", f"test:{BRIEFING}", data=f"{head}{new}{rest}".encode()))
    store.close()
    gone = open_page(link)
    expect(panel(gone).get_by_role("alert")).to_contain_text("no longer in this transcript")
    expect(panel(gone).locator("mark")).to_have_count(0)
    assert gone.url == link  # loaded again, it is told again


def test_address_names_the_source_that_is_open(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("link", name="Press Briefing").click()
    expect(page.locator(".or-reading h2")).to_be_focused()
    page.get_by_role("tab", name="Ask").click()
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    chip(page, 2).click()
    expect(opened_words(page)).to_have_text(QUOTE)
    other = open_page(page.url)
    expect(opened_words(other)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?e="))
    page.get_by_role("button", name="Close source").click()
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/\?t=[a-z0-9]+$"))
