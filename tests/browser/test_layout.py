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


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_ask_tab_has_no_fault_of_accessibility(open_page: OpenPage, address: str, width: int, dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(address, width=width, height=844, dark=dark)

    def faults() -> list[str]:
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        return [f"{one['id']}: {node['html'][:200]}" for one in found.response["violations"] for node in one["nodes"]]

    assert faults() == []
    page.get_by_label("From", exact=True).evaluate(
        "input => (input.value = '2025-03-01', input.dispatchEvent(new Event('change')))"
    )
    for number, question in enumerate(
        ("Will Norlandia sign the treaty?", "Something doubtful about trade", "Weather?"), 1
    ):
        ask(page, question)
        finished(page, number)
    expect(page.locator(".or-suggestions .or-pill").first).to_be_attached()
    page.locator("summary", has_text="Searched").first.click()
    page.locator("summary", has_text="Export").first.click()
    expect(page.get_by_role("button", name="Export as JSON").first).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(300)  # the page has scrolled to it
    assert faults() == []
    chip(page, 2).first.click()
    expect(opened_words(page)).to_be_in_viewport()
    assert faults() == []
    page.keyboard.press("Escape")
    if width < 1240:
        page.get_by_role("button", name="Conversations and filters").click()
    expect(page.get_by_role("heading", name="Filters")).to_be_visible()
    assert faults() == []


def test_whole_question_is_asked_and_checked_by_keyboard(page: Page) -> None:
    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(
                "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)"
            ).startswith(name):
                return
        raise AssertionError(f"{name} is not reached")

    tab_to("Question")
    page.keyboard.type("Will Norlandia sign the treaty?")
    page.keyboard.press("Enter")
    finished(page)
    page.locator(".or-round h2").focus()
    tab_to("Source 2")
    page.keyboard.press("Enter")
    expect(opened_words(page)).to_be_focused()
    page.keyboard.press("Escape")
    tab_to("Export")
    page.keyboard.press("Enter")
    tab_to("Export as Markdown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Export"


def test_what_has_focus_is_not_hidden_behind_a_sheet(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=390, height=844)
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    expect(page.locator(".or-suggestions button").first).to_be_attached()
    chip(page, 2).click()
    expect(opened_words(page)).to_be_focused()
    top = "document.querySelector('.or-panel').getBoundingClientRect().top"
    for button in page.locator(".or-round button:visible").all():
        button.focus()
        page.wait_for_function(f"() => document.activeElement.getBoundingClientRect().top < {top}")  # it scrolls there
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters", exact=True).click()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('#side') !== null || document.activeElement === document.body"
        )


def test_nothing_is_lost_at_320_pixels(open_page: OpenPage, address: str) -> None:
    page = open_page(address, width=320, height=512)
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("Ask", "Copy with sources", "Ask again", "Edit question"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320, name
    chip(page, 2).click()
    expect(opened_words(page)).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Conversations and filters").click()
    page.get_by_role("combobox", name="Transcript").scroll_into_view_if_needed()
    expect(page.get_by_role("combobox", name="Transcript")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_words_and_sources_and_no_controls(page: Page) -> None:
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    page.emulate_media(media="print")
    expect(page.locator(".or-printed li")).to_have_count(3)
    expect(page.locator(".or-printed")).to_contain_text("The text is not ready, and we have told our partners so.")
    for control in ("#box", "#side", ".or-actions", ".or-suggestions", ".or-header", "#tabs [role=tablist]"):
        expect(page.locator(control).first).to_be_hidden()


def test_nothing_moves_for_who_wants_no_motion(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.emulate_media(reduced_motion="reduce")
    ask(page, "Slowly: will Norlandia sign the fishing treaty?")
    expect(page.locator(".or-answer")).to_contain_text("Ana Vell")
    moving = "document.getAnimations().filter((one) => one.effect.target.closest('.or-round')).length"
    assert page.evaluate(moving) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_chosen_theme_is_there_before_anything_is_drawn(open_page: OpenPage, address: str) -> None:
    page = open_page(address, dark=True)
    page.get_by_role("button", name="Dark theme").click()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        " window.firstSeen = getComputedStyle(document.body).backgroundColor; })"
    )
    page.reload(wait_until="domcontentloaded")
    assert page.evaluate("window.firstSeen") == "rgb(255, 255, 255)"
    page.wait_for_function("document.querySelector('.or-summary')?.textContent")
    page.get_by_role("button", name="Dark theme").click()
    page.reload(wait_until="domcontentloaded")
    assert page.evaluate("window.firstSeen") == "rgb(14, 20, 32)"


def test_first_page_is_light_and_ready_soon(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    sent = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".reduce((sum, one) => sum + one.transferSize, 0)"
    )
    assert sent < 500_000


def test_what_stands_beside_the_conversation_ends_with_the_window(page: Page) -> None:
    for number in range(1, 4):
        ask(page, "Will Norlandia sign the treaty?")
        finished(page, number)
    chip(page, 2).last.click()
    expect(opened_words(page)).to_be_in_viewport()

    def gaps() -> list[int]:
        ends = [page.locator(each).bounding_box() for each in ("#side", "#source .or-panel")]
        return [round(900 - end["y"] - end["height"]) for end in ends if end]

    for where in (0, 10_000, 40):
        page.evaluate("top => window.scrollTo({ top, behavior: 'instant' })", where)
        page.wait_for_timeout(100)  # the page is drawn anew
        assert gaps() == [16, 16]
