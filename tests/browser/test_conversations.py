"""Conversations: kept in the browser, changed, switched, deleted, and never mixed."""

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.tabs.ask import ANSWERS_AT_ONCE
from tests.browser.chromium import ready, visit
from tests.browser.conftest import OpenPage
from tests.browser.steps import ask, chip, finished, opened_words, panel

pytestmark = pytest.mark.browser

TREATY = "Will Norlandia sign the treaty?"
ENVOY = "Why was the envoy called home?"
SLOWLY = "Slowly: will Norlandia sign the fishing treaty?"


def listed(page: Page) -> list[str]:
    """The conversations in the sidebar, by their first question."""
    return page.get_by_role("list", name="Conversations").locator(".or-conversation").all_inner_texts()


def reloaded(page: Page) -> None:
    page.wait_for_timeout(1500)  # suggestions come after the answer, and Gradio reports a stream that is left
    page.reload(wait_until="domcontentloaded")
    ready(page)


def test_conversation_is_there_after_a_reload_with_its_sources(page: Page) -> None:
    ask(page, TREATY)
    finished(page)
    ask(page, ENVOY)
    finished(page, 2)
    reloaded(page)
    finished(page, 2)
    expect(page.get_by_role("heading", level=2).filter(has_text=TREATY)).to_be_visible()
    chip(page, 1).first.click()
    expect(opened_words(page)).to_have_text("We will not sign the fishing treaty this year.")
    page.keyboard.press("Escape")
    ask(page, "And why?")
    finished(page, 3)
    page.locator(".or-round").nth(2).locator("summary").first.click()
    expect(page.locator(".or-round").nth(2)).to_contain_text(f"Understood as: And why? ({ENVOY})")


def test_question_that_was_not_finished_says_so_after_a_reload(browser: Browser, address: str) -> None:
    # Not by the fixture: Gradio reports its own stream as an error when a page is left while it is answered.
    context = browser.new_context()
    page = context.new_page()
    visit(page, address)
    ask(page, SLOWLY)
    expect(page.locator(".or-answer")).to_contain_text("Ana Vell")
    reloaded(page)
    expect(page.get_by_text("The page was closed before the answer was whole.")).to_be_visible()
    page.get_by_role("button", name="Ask again").click()
    finished(page, 2)
    expect(page.locator(".or-chip")).to_have_count(3)
    context.close()


def test_conversations_are_begun_switched_and_deleted(page: Page) -> None:
    ask(page, TREATY)
    finished(page)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask what was said")).to_be_visible()
    expect(page.locator("#box textarea")).to_be_focused()
    ask(page, ENVOY)
    finished(page)
    assert listed(page) == [ENVOY, TREATY]
    page.get_by_role("button", name=TREATY, exact=True).click()
    expect(page.get_by_role("heading", name=TREATY)).to_be_focused()
    expect(page.locator(".or-round")).to_have_count(1)

    page.get_by_role("button", name=f"Delete conversation: {TREATY}").click()
    dialog = page.get_by_role("dialog", name="Delete this conversation?")
    dialog.get_by_role("button", name="Keep").click()
    assert listed(page) == [ENVOY, TREATY]
    page.get_by_role("button", name=f"Delete conversation: {TREATY}").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Ask what was said")).to_be_visible()
    assert listed(page) == [ENVOY]
    reloaded(page)
    assert listed(page) == [ENVOY]


def test_source_of_a_conversation_is_closed_with_it(page: Page) -> None:
    ask(page, TREATY)
    finished(page)
    chip(page, 1).click()
    expect(panel(page)).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(panel(page)).to_be_hidden()
    expect(page.locator("#box textarea")).to_be_focused()
    assert "e=" not in page.url


def test_tabs_share_the_list_and_not_the_conversation(page: Page, address: str) -> None:
    other = page.context.new_page()
    visit(other, address)
    ask(page, SLOWLY)
    ask(other, ENVOY)
    finished(other)
    expect(other.locator(".or-round")).to_have_count(1)
    expect(page.locator(".or-round")).to_have_attribute("aria-busy", "true")
    finished(page)
    expect(page.locator(".or-round")).to_have_count(1)
    assert sorted(listed(page)) == sorted(listed(other)) == sorted([ENVOY, SLOWLY])
    other.get_by_role("button", name="Delete conversation: Slowly").click()
    other.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Ask what was said")).to_be_visible()


def test_answer_comes_into_its_own_conversation_while_another_is_open(page: Page) -> None:
    ask(page, SLOWLY)
    expect(page.locator(".or-answer")).to_contain_text("Ana Vell")
    page.get_by_role("button", name="New conversation").click()
    ask(page, ENVOY)
    finished(page)
    expect(page.locator(".or-round")).to_have_count(1)
    page.get_by_role("button", name=SLOWLY, exact=True).click()
    expect(page.locator(".or-round .or-chip")).to_have_count(3)
    finished(page)


def test_stop_ends_the_open_conversation_and_no_other(page: Page) -> None:
    ask(page, SLOWLY)
    expect(page.locator(".or-answer")).to_contain_text("Ana Vell")
    for name in ("Stop", "Delete"):
        page.get_by_role("button", name="New conversation").click()
        ask(page, f"{name} slowly: why was the envoy called home?")
        expect(page.locator(".or-answer")).to_contain_text("On the envoy")
        if name == "Stop":
            page.get_by_role("button", name="Stop", exact=True).click()
            expect(page.get_by_text("Stopped by you.")).to_be_visible()
        else:
            page.get_by_role("button", name="Delete conversation: Delete slowly").click()
            page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.get_by_role("button", name=SLOWLY, exact=True).click()
    finished(page)
    expect(page.locator(".or-chip")).to_have_count(3)
    assert listed(page)[0] == SLOWLY and len(listed(page)) == 2


def test_question_stopped_in_the_queue_does_not_stop_the_next(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    for number in range(ANSWERS_AT_ONCE):
        ask(page, f"{number} {SLOWLY}")
    expect(page.locator(".or-round .or-answer:not(:empty)")).to_have_count(ANSWERS_AT_ONCE)
    page.get_by_role("button", name="New conversation").click()
    ask(page, ENVOY)
    page.get_by_role("button", name="Stop", exact=True).click()
    ask(page, TREATY)
    finished(page, 2)
    expect(page.locator(".or-round").nth(0)).to_contain_text("Stopped by you.")
    expect(page.locator(".or-round").nth(1).locator(".or-chip")).to_have_count(3)


def test_changed_question_takes_the_place_of_what_followed(page: Page) -> None:
    ask(page, TREATY)
    finished(page)
    ask(page, ENVOY)
    finished(page, 2)
    page.locator(".or-round").first.get_by_role("button", name="Edit question").click()
    box = page.locator("#box textarea")
    expect(box).to_be_focused()
    expect(box).to_have_value(TREATY)
    expect(page.get_by_text("it is asked anew from there on")).to_be_visible()
    ask(page, "How will the weather be?")
    finished(page, 1)
    expect(page.get_by_role("heading", name="How will the weather be?")).to_be_visible()
    reloaded(page)
    finished(page, 1)


def test_change_can_be_given_up(page: Page) -> None:
    ask(page, TREATY)
    finished(page)
    page.get_by_role("button", name="Edit question").click()
    page.keyboard.press("Escape")
    ask(page, ENVOY)
    finished(page, 2)


def test_suggestion_is_asked_and_answered_by_its_exchange(page: Page) -> None:
    ask(page, ENVOY)
    finished(page)
    pill = page.locator(".or-suggestions").get_by_role("button").first
    question = pill.inner_text()
    pill.click()
    finished(page, 2)
    expect(page.get_by_role("heading", name=question)).to_be_visible()


def test_link_to_a_kept_answer_shows_it_as_it_was_given(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, TREATY)
    finished(page)
    page.get_by_role("button", name="Copy link to answer").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    other = open_page(page.evaluate("navigator.clipboard.readText()"))
    finished(other)
    expect(other.get_by_text("is shown as it was.")).to_be_visible()
    expect(other.get_by_role("heading", name=TREATY)).to_be_visible()
    expect(other.locator(".or-chip")).to_have_count(3)
    other.get_by_text("Searched 1 transcript, 14 Mar 2025").click()
    expect(other.locator(".or-passage").first).to_have_text(page.locator(".or-passage").first.text_content() or "")
    nowhere = open_page(f"{address}?a=zzzzzzzz")
    expect(nowhere.get_by_role("alert")).to_contain_text("This answer is not kept.")


def test_conversations_that_cannot_be_read_are_passed_over(page: Page, address: str) -> None:
    ask(page, TREATY)
    finished(page)
    page.evaluate("for (const name of Object.keys(localStorage)) localStorage.setItem(name + 'x', '{\"version\": 1')")
    reloaded(page)
    finished(page)
    assert listed(page) == [TREATY]


def test_full_storage_lets_the_oldest_conversation_go(page: Page) -> None:
    ask(page, TREATY)
    finished(page)
    page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find((name) => name.startsWith("onrecord:"));
            const old = JSON.parse(localStorage.getItem(key));
            const large = { ...old, id: "old", changed: 1, filling: "x".repeat(4_000_000) };
            localStorage.setItem("onrecord:/:old", JSON.stringify(large));
            localStorage.setItem("other", "x".repeat(5_200_000 - JSON.stringify(localStorage).length));
        }"""
    )
    ask(page, ENVOY)
    finished(page, 2)
    reloaded(page)
    finished(page, 2)
