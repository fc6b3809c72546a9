"""What a person sees and no rule of accessibility tells: what is chosen, colours that mean something, directions."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

RIGHT_TO_LEFT = "node => getComputedStyle(node).direction === 'rtl'"


def evaluation(page: Page) -> Page:
    page.get_by_role("tab", name="Evaluation").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    return page


def test_chosen_run_is_seen_to_be_chosen(open_page: OpenPage, filled_address: str) -> None:
    page = evaluation(open_page(filled_address))
    box = page.get_by_role("checkbox").first
    page.get_by_role("heading", name="Evaluation").click()
    before = box.screenshot()
    box.check()
    page.get_by_role("heading", name="Evaluation").click()
    assert box.evaluate("box => getComputedStyle(box).appearance") == "auto"  # the browser's own, on every ground
    assert box.screenshot() != before


def test_colour_of_a_verdict_is_not_that_of_its_question(open_page: OpenPage, filled_address: str) -> None:
    page = evaluation(open_page(filled_address))
    page.locator("#evaluation .or-title").first.click()
    question = page.locator(".or-question[data-state=failed]").first
    colour = "node => getComputedStyle(node).color"
    asked = question.locator("summary > span:not([class])")
    assert asked.evaluate(colour) == page.get_by_role("heading", name="norlandia").evaluate(colour)
    assert asked.evaluate("node => getComputedStyle(node).fontWeight") == "400"
    assert question.bounding_box()["width"] > 1000  # type: ignore[index]


@pytest.mark.parametrize("width", [390, 1400])
def test_names_from_right_to_left_leave_labels_and_dates_in_their_order(
    open_page: OpenPage, filled_address: str, width: int
) -> None:
    page = open_page(filled_address, width=width)
    page.get_by_role("tab", name="Library").click()
    row = page.locator("tr", has_text="arabic.txt")
    speakers = row.locator("[data-column=Speakers]")
    assert not speakers.evaluate(RIGHT_TO_LEFT)
    row.get_by_role("link").click()
    facts = page.locator(".or-reading-head .or-facts").first
    expect(facts).to_have_text("14 Mar 2025 · آنا فيل · 2 exchanges, 41 words")
    expect(facts.locator("bdi")).to_have_count(3)
    said = page.locator(".or-said.or-answerer").first
    assert said.evaluate(RIGHT_TO_LEFT)
    name, words = said.locator("b").bounding_box(), said.locator("[data-words]").bounding_box()
    assert name and words and abs(name["x"] + name["width"] - words["x"] - words["width"]) < 2


def test_article_from_right_to_left_is_set_so(open_page: OpenPage, filled_address: str) -> None:
    page = open_page(filled_address)
    page.get_by_role("tab", name="Quotes").click()
    page.get_by_label("Text", exact=True).fill("قالت آنا فيل: “لن نوقع على معاهدة الصيد هذا العام”.")
    page.get_by_role("button", name="Check the text").click()
    assert page.locator(".or-copy-of p").first.evaluate(RIGHT_TO_LEFT)
    assert page.locator(".or-verdicts q").first.evaluate(RIGHT_TO_LEFT)
    expect(page.locator(".or-verdicts .or-told")).to_have_text(["1. On the record, word for word."])


def test_space_between_two_words_is_not_struck_out(open_page: OpenPage, filled_address: str) -> None:
    page = open_page(filled_address)
    page.get_by_role("tab", name="Quotes").click()
    page.get_by_label("Quote", exact=True).fill("We will sign the fishing treaty this year")
    page.get_by_label("Quote", exact=True).press("Enter")
    place = page.locator(".or-check .or-mention q").first
    assert place.locator("del").evaluate("del => [del.childNodes[1].data, del.nextSibling.data]") == ["not", " "]


def test_every_column_of_a_run_and_of_a_comparison_is_in_sight_on_a_phone(
    open_page: OpenPage, filled_address: str
) -> None:
    page = evaluation(open_page(filled_address, width=390))
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Compare two runs").click()
    expect(page.get_by_role("columnheader", name="Difference, with interval")).to_be_visible()
    cut = (
        "() => [...document.querySelectorAll('.or-wide')].filter((each) => each.scrollWidth > each.clientWidth).length"
    )
    assert page.evaluate(cut) == 0
    page.get_by_role("button", name="All runs").click()
    page.get_by_role("button", name="5 Mar 2031, 09:00 UTC").click()
    for folded in page.locator("details.or-fold > summary").all():
        folded.click()
    expect(page.get_by_role("columnheader", name="95 % interval").last).to_be_visible()
    assert page.evaluate(cut) == 0


def test_what_to_count_by_is_readable_on_a_phone(open_page: OpenPage, filled_address: str) -> None:
    page = open_page(filled_address, width=390)
    page.get_by_role("tab", name="Timeline").click()
    fits = """select => {
        const paint = document.createElement("canvas").getContext("2d");
        paint.font = getComputedStyle(select).font;
        return [...select.options].every((option) => paint.measureText(option.text).width < select.clientWidth - 44);
    }"""
    assert page.get_by_label("Counted by").evaluate(fits)  # its padding and its arrow take 44 px
