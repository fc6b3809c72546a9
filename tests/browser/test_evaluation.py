"""The runs of the evaluation on the page: listed, opened, compared, drilled down to a question."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import BRIEFING, OpenPage
from tests.browser.page_server import serving
from tests.evals import made_up
from tests.evals.test_page_runs import FIRST, SECOND, keep

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def runs_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over a library with two runs."""
    folder = tmp_path_factory.mktemp("runs")
    keep(folder / "library", FIRST, made_up.many(seed=7))
    keep(folder / "library", SECOND, (*made_up.many(seed=8), made_up.hostile_item(), made_up.failed_call()))
    with serving(folder, BRIEFING) as url:
        yield url


def evaluation(page: Page) -> Page:
    page.get_by_role("tab", name="Evaluation").click()
    expect(page.get_by_role("heading", name="Evaluation")).to_be_visible()
    return page


def test_without_a_run_the_tab_says_how_to_make_one(open_page: OpenPage, address: str) -> None:
    page = evaluation(open_page(address))
    expect(page.locator(".or-command")).to_contain_text("onrecord eval run starter")


def test_run_is_opened_by_keyboard_and_left_with_focus_kept(open_page: OpenPage, runs_address: str) -> None:
    page = evaluation(open_page(runs_address))
    run = page.get_by_role("button", name="5 Mar 2031, 09:00 UTC")
    run.press("Enter")
    expect(page.get_by_role("heading", name="norlandia")).to_be_focused()
    expect(page.locator(".or-big")).to_contain_text("of 48 right (")
    page.get_by_text("All figures").click()
    figure = page.get_by_role("row", name="recall at 1 Share")
    expect(figure).to_contain_text("0.610")
    expect(figure).to_contain_text("0.47 to 0.74")
    page.get_by_role("button", name="All runs").press("Enter")
    expect(run).to_be_focused()


def test_errors_of_the_gate_fold_open_as_a_named_picture_and_a_table(open_page: OpenPage, runs_address: str) -> None:
    page = evaluation(open_page(runs_address))
    page.get_by_role("button", name="5 Mar 2031, 09:00 UTC").click()
    page.get_by_text("Errors of the gate, by threshold").click()
    picture = page.get_by_role("img", name="False answers against false refusals; in use")
    expect(picture.locator("polyline")).to_be_visible()
    expect(page.get_by_role("row", name="−1.75 (in use)")).to_be_visible()


def test_question_folds_open_to_what_was_expected_found_and_cited(open_page: OpenPage, runs_address: str) -> None:
    page = evaluation(open_page(runs_address))
    page.get_by_role("button", name="5 Mar 2031, 09:00 UTC").click()
    page.get_by_role("button", name="Wrong", exact=False).first.click()
    expect(page.locator(".or-question").first).to_have_attribute("data-state", "failed")
    question = page.locator(".or-question").first
    question.locator("summary").press("Enter")
    for words in ("Why it is wrong", "Facts of a right answer", "Cited", "Found, best first"):
        expect(question.get_by_role("heading", name=words)).to_be_visible()
    expect(question.locator("q").first).to_contain_text("Norlandia will not join the Halden accord")
    expect(question).to_contain_text("✗ not said")


def test_how_many_questions_are_left_is_told(open_page: OpenPage, runs_address: str) -> None:
    page = evaluation(open_page(runs_address))
    page.get_by_role("button", name="5 Mar 2031, 09:00 UTC").click()
    page.get_by_label("Search the questions").fill("zeppelin")
    expect(page.locator("#evaluation").get_by_role("status")).to_have_text("0 of 49 questions")


def test_words_of_a_run_stay_words(open_page: OpenPage, runs_address: str) -> None:
    page = evaluation(open_page(runs_address))
    page.get_by_role("button", name="5 Mar 2031, 09:00 UTC").click()
    page.get_by_label("Search the questions").fill("<script>")
    expect(page.locator(".or-question")).to_have_count(1)
    page.locator(".or-question summary").click()
    expect(page.locator(".or-question .or-plain").first).to_contain_text("<script>alert(1)</script>")
    assert page.locator("#evaluation :is(img, script)").count() == 0


def test_two_runs_are_compared_and_a_changed_question_opened(open_page: OpenPage, runs_address: str) -> None:
    page = evaluation(open_page(runs_address))
    compare = page.get_by_role("button", name="Compare two runs")
    expect(compare).to_be_disabled()
    for box in page.get_by_role("checkbox").all():
        box.check()
    compare.click()
    expect(page.get_by_role("heading", name="Two runs compared")).to_be_focused()
    expect(page.get_by_role("row", name="pass ")).to_contain_text("→")
    page.locator(".or-changed button").first.click()
    expect(page.locator(".or-question[open] summary")).to_be_focused()
    expect(page.locator(".or-question[open]")).to_contain_text("Expected")
