"""Every tab, filled: free of what axe finds, usable with a keyboard, at 200 %, without motion, on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.filled_tabs import walk
from tests.browser.looked_at import looked_at

pytestmark = pytest.mark.browser

MOST_STOPS = 300
# What has focus: what it is, whether it is seen to have it, and whether it is in the window.
FOCUSED = """() => {
    const node = document.activeElement;
    const style = getComputedStyle(node.closest("#box") ?? node); // the box of the question has the ring
    const { top, bottom, left, right } = node.getBoundingClientRect();
    return {
        name: `${node.tagName} ${node.getAttribute("aria-label") ?? node.id} ${node.textContent.slice(0, 40)}`,
        isPage: node === document.body || node === document.documentElement,
        isSeen: !node.matches(":focus") || // the calendar's button in a field for a day has a ring of its own
            (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
        isInWindow: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    };
}"""
# Words that stick out of what cuts them off; an ellipsis or a number of lines says that there is more.
CUT = """() => [...document.querySelectorAll(".or-root *, .or-dialog *")].filter((node) => {
    const style = getComputedStyle(node);
    const isShort = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    return node.checkVisibility() && style.overflowX === "hidden" && !isShort && !node.matches(".or-hidden, .or-logo")
        && node.scrollWidth > node.clientWidth + 1;
}).map((node) => node.outerHTML.slice(0, 120))"""
MOVING = """() => document.getAnimations().filter((one) => one.playState === "running"
    && one.effect.target?.closest(".or-root, .or-dialog") && one.effect.getComputedTiming().duration > 10)
    .map((one) => one.effect.target.className)"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_no_tab_has_a_fault(open_page: OpenPage, filled_address: str, width: int, dark: bool) -> None:
    page = open_page(filled_address, width=width, dark=dark)
    for state in walk(page):
        assert looked_at(page)["violations"] == [], state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state


def test_focus_is_seen_and_never_lost_in_any_tab(open_page: OpenPage, filled_address: str) -> None:
    page = open_page(filled_address)
    page.emulate_media(reduced_motion="reduce")  # what has focus is scrolled to at once
    for state in walk(page):
        page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
        names = list(stops(page))
        assert len(names) > 5, state


def stops(page: Page) -> Iterator[str]:
    """Press Tab until it leaves the page, or comes round in a dialog; gives the names of what had focus."""
    first = before = None
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["isPage"] or (now["name"] == first != before):
            return
        first, before = first or now["name"], now["name"]
        assert now["isSeen"] and now["isInWindow"], now
        yield now["name"]
    raise AssertionError("Tab never leaves the page")


def test_every_tab_bears_200_percent_and_moves_nothing(open_page: OpenPage, filled_address: str) -> None:
    page = open_page(filled_address, width=700, height=450)  # what 1400 by 900 become at 200 %
    page.emulate_media(reduced_motion="reduce")
    for state in walk(page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
        assert page.evaluate(CUT) == [], state
        assert page.evaluate(MOVING) == [], state


def test_paper_gets_what_every_tab_tells_and_no_controls(open_page: OpenPage, filled_address: str) -> None:
    page = open_page(filled_address, dark=True)
    for state in walk(page):
        if state in ("ask sidebar", "library correction"):
            continue
        page.emulate_media(media="print")
        for hidden in ("#side", "#composer", ".or-panel", ".or-header", "#tabs [role=tablist]", ".or-actions .or-link"):
            for each in page.locator(hidden).all():
                expect(each, f"{state}: {hidden}").to_be_hidden()
        assert page.locator(".or-root :is(input, select, textarea, button.primary):visible").count() == 0, state
        assert page.evaluate(PALE) == [], state
        for words in ON_PAPER.get(state, ()):
            expect(page.get_by_text(words).locator("visible=true").first, f"{state}: {words}").to_be_visible()
        page.emulate_media(media="screen")


ON_PAPER = {
    "library": ("Press Briefing of the Government of Norlandia", "briefing.txt"),
    "quotes": ("We will sign the fishing treaty this year", "Searched 5 transcripts", "We will not sign"),
    "quotes article": ("We have signed nothing", "4. Left open."),
    "timeline repeated": ("Coast Radio", "I would refer you to the foreign office."),
    "evaluation": ("5 Mar 2031, 09:00 UTC", "built-in writer"),
    "evaluation compared": ("Will Norlandia join the Halden accord?",),
    "evaluation run": ("norlandia, exchange 1", "Facts of a right answer"),
}
# Words of a dark page that stay light on paper.
PALE = """() => [...document.querySelectorAll(".or-root *")].filter((node) => {
    const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    return words && node.checkVisibility() && getComputedStyle(node).color !== "rgb(0, 0, 0)";
}).map((node) => node.outerHTML.slice(0, 100))"""
