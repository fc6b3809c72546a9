"""From a question to an answer, a stop or a failure."""

import io
import json
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import visit
from tests.browser.conftest import BRIEFING, OpenPage
from tests.browser.paced_writer import HOSTILE
from tests.browser.page_server import serving
from tests.browser.steps import ask, chip, finished, opened_words

pytestmark = pytest.mark.browser


def test_answer_has_a_chip_for_each_claim(page: Page) -> None:
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    expect(page.get_by_role("heading", name="Will Norlandia sign the treaty?")).to_be_visible()
    expect(page.locator(".or-answer")).to_contain_text("will not sign the fishing treaty this year.")
    expect(page.locator(".or-chip")).to_have_text(["1", "2", "3"])
    expect(chip(page, 1)).to_have_accessible_name("Source 1: Harbour Times to Ana Vell, 14 Mar 2025")
    expect(page.locator("#box textarea")).to_have_value("")


def test_what_was_searched_opens_to_the_passages(page: Page) -> None:
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    page.get_by_text("Searched 1 transcript, 14 Mar 2025").click()
    passage = page.get_by_role("button", name="Harbour Times → Ana Vell: Will Norlandia sign").first
    passage.click()
    expect(page.locator(".or-exchange.cited")).to_contain_text("Will Norlandia sign the fishing treaty")


def test_answer_grows_while_it_is_written(page: Page) -> None:
    ask(page, "Slowly: will Norlandia sign the fishing treaty?")
    expect(page.locator(".or-answer")).to_contain_text("Ana Vell said")
    expect(page.locator(".or-round")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()


def test_focus_on_a_chip_survives_streaming(page: Page) -> None:
    ask(page, "Slowly: will Norlandia sign the fishing treaty?")
    handle = page.wait_for_selector(".or-chip")
    assert handle is not None
    handle.focus()
    assert page.locator(".or-round[aria-busy=true]").count() == 1
    finished(page)
    assert handle.evaluate("node => node.isConnected && document.activeElement === node")


def test_stopped_question_says_so_and_the_next_is_answered(page: Page) -> None:
    ask(page, "Slowly: will Norlandia sign the fishing treaty?")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped by you.")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    expect(page.locator("#box textarea")).to_be_focused()
    ask(page, "Will Norlandia sign the treaty?")
    finished(page, 2)
    expect(page.locator(".or-round").nth(1).locator(".or-chip")).to_have_count(3)
    expect(page.locator(".or-round").nth(0)).to_contain_text("Stopped by you.")


def test_focus_on_stop_goes_to_the_box_when_the_answer_is_there(page: Page) -> None:
    ask(page, "Slowly: why was the envoy called home?")
    page.get_by_role("button", name="Stop").focus()
    finished(page)
    expect(page.locator(".or-outcome")).to_have_text("Ana Vell declined to answer.")
    expect(page.locator("#box textarea")).to_be_focused()


def test_failure_is_told_and_gives_the_question_back(page: Page) -> None:
    ask(page, "Will the treaty fail?")
    expect(page.get_by_role("alert")).to_have_text(
        "The model's server broke off. Check that it is running, then ask again."
    )
    expect(page.locator("#box textarea")).to_have_value("Will the treaty fail?")
    ask(page, "Will Norlandia sign the treaty?")
    finished(page, 2)
    expect(page.locator(".or-chip")).to_have_count(3)
    expect(page.locator(".or-step .or-passage").first).to_be_visible()


def test_declined_is_said_in_words(page: Page) -> None:
    ask(page, "Why was the envoy called home?")
    finished(page)
    expect(page.locator(".or-outcome")).to_have_text("Ana Vell declined to answer.")
    expect(page.locator(".or-chip")).to_have_count(1)


def test_unanswered_question_shows_what_was_searched_and_the_nearest_quotes(page: Page) -> None:
    ask(page, "How will the weather be?")
    finished(page)
    expect(page.locator(".or-outcome")).to_have_text("Not in these transcripts: 1 searched, 14 Mar 2025.")
    nearest = page.locator(".or-nearest")
    expect(nearest.get_by_role("heading")).to_have_text("Nearest passages (they do not answer the question)")
    nearest.get_by_role("button").first.click()
    expect(opened_words(page)).to_be_visible()


def test_doubtful_statement_is_marked_in_words(page: Page) -> None:
    ask(page, "Something doubtful about trade")
    finished(page)
    expect(page.locator(".or-outcome")).to_have_text("Partly answered: the rest is not in these transcripts.")
    expect(page.locator(".or-note")).to_contain_text("weakly supported")


def test_another_exchange_begins_another_paragraph(page: Page) -> None:
    ask(page, "Both: will Norlandia sign the fishing treaty, and how did trade with Sudland develop?")
    finished(page)
    expect(page.locator(".or-statement")).to_have_count(2)
    expect(page.locator(".or-statement[data-paragraph]")).to_have_text(re.compile("^Trade with Sudland grew by 2.3"))


def test_hostile_words_stay_words(page: Page) -> None:
    ask(page, 'hostile <img src=y onerror="window.hacked=4"> ${window.hacked=5}')
    finished(page)
    expect(page.locator(".or-answer")).to_contain_text(HOSTILE.partition("> ")[2].partition("&lt;")[0].strip())
    chip(page, 1).click()
    expect(page.locator(".or-exchange.next")).to_contain_text("<script>window.hacked=3</script>")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".or-root img, .or-root script").count() == 0


def test_copied_answer_carries_quotes_and_links(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "will not sign the fishing treaty this year. [1]" in copied
    assert "[1] “We will not sign the fishing treaty this year.” Harbour Times → Ana Vell, 14 Mar 2025" in copied
    assert "/?e=" in copied
    assert copied.endswith("OnRecord searched 1 transcript, 14 Mar 2025. Answered by: scripted.")


def test_two_sessions_never_mix(open_page: OpenPage, address: str) -> None:
    one, other = open_page(address), open_page(address)
    ask(one, "Slowly: will Norlandia sign the fishing treaty?")
    ask(other, "Why was the envoy called home?")
    finished(other)
    expect(one.locator(".or-round")).to_have_count(1)
    expect(one.locator(".or-round")).to_have_attribute("aria-busy", "true")
    expect(other.locator(".or-answer")).to_contain_text("On the envoy")


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    """Export the answer in this form: the file's name and bytes."""
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Export as {name}").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_answer_is_exported_as_markdown_word_and_json(page: Page, address: str) -> None:
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    name, written = downloaded(page, "Markdown")
    assert name == "Will-Norlandia-sign-the-treaty.md"
    assert "“We will not sign the fishing treaty this year.”" in written.decode()
    assert f"[Open the exact words]({address}?e=" in written.decode()
    name, written = downloaded(page, "Word")
    assert name == "Will-Norlandia-sign-the-treaty.docx"
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(written)).paragraphs]
    assert "[1] “We will not sign the fishing treaty this year.”" in words
    name, written = downloaded(page, "JSON")
    told = json.loads(written)
    assert (told["outcome"], [citation["n"] for citation in told["citations"]]) == ("answered", [1, 2, 3])


def test_question_is_asked_again(page: Page) -> None:
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    page.get_by_role("button", name="Ask again").click()
    finished(page, 2)
    expect(page.locator(".or-round").nth(1).locator(".or-chip")).to_have_count(3)
    expect(page.locator(".or-round").nth(1)).not_to_contain_text("Understood as")


def test_part_that_is_left_open_is_named(page: Page) -> None:
    ask(page, "Something doubtful: how did trade develop, and who will be the next envoy?")
    finished(page)
    expect(page.locator(".or-outcome")).to_have_text("Partly answered.")
    expect(page.locator(".or-round")).to_contain_text("Not in these transcripts: who will be the next envoy?")


def test_question_that_a_full_queue_refuses_says_so_and_can_be_asked_again(browser: Browser, tmp_path: Path) -> None:
    # Not by the fixture: the browser reports what is refused as an error.
    context = browser.new_context()
    page = context.new_page()
    with serving(tmp_path, BRIEFING, module="full_page") as url:
        visit(page, url)
        ask(page, "Will Norlandia sign the treaty?")
        told = page.locator(".or-round").get_by_role("alert")
        expect(told).to_have_text("Too many questions are waiting to be answered. Ask again in a moment.")
        expect(page.locator("#box textarea")).to_have_value("Will Norlandia sign the treaty?")
        page.get_by_role("button", name="Ask again").click()
        expect(told).to_have_count(2)
        context.close()


def test_server_that_is_gone_is_told_and_gives_the_question_back(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with serving(tmp_path, BRIEFING) as url:
        visit(page, url)
    ask(page, "Will Norlandia sign the treaty?")
    expect(page.locator(".or-round").get_by_role("alert")).to_contain_text("The server did not answer.", timeout=30_000)
    expect(page.locator("#box textarea")).to_have_value("Will Norlandia sign the treaty?")
    context.close()
