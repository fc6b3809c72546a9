"""The evaluation report in a browser: with a script and without, on a phone and a desktop, printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.report_html import html_report
from tests.browser.contrast import faint
from tests.evals.made_up import TEXTS, comparison, failed_call, hostile_item, many, run

pytestmark = pytest.mark.browser
ITEMS = (*many(24), hostile_item(), failed_call())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html_report(run(ITEMS), ITEMS, comparison(), transcripts=TEXTS), "utf-8")
    return path.as_uri()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 390, "height": 844})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("request", lambda r: None if r.url.startswith("file:") else faults.append(r.url))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("dialog", lambda dialog: faults.append(dialog.message))
    yield opened
    context.close()
    assert faults == []


def test_a_link_to_a_question_unfolds_it(page: Page, report: str) -> None:
    page.goto(f"{report}#q-norlandia-case-02")
    expect(page.locator("#q-norlandia-case-02")).to_be_visible()
    expect(page.locator("#q-norlandia-case-03")).to_be_hidden()


def test_questions_can_be_narrowed_to_the_wrong_ones_and_to_a_kind(page: Page, report: str) -> None:
    page.goto(report)
    wrong = sum(each.score.is_scored and not each.score.is_passed for each in ITEMS)
    page.get_by_label(f"Wrong {wrong}").check()
    expect(page.locator(".q:visible")).to_have_count(wrong)
    page.locator("#filter summary").click()
    page.get_by_label("absent ").check()
    kinds = sum("absent" in each.tags and not each.score.is_passed and each.score.is_scored for each in ITEMS)
    expect(page.locator(".q:visible")).to_have_count(kinds)


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_of_the_report_scrolls_sideways(browser: Browser, report: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_words_narrow_and_a_link_brings_back_what_they_hid(browser: Browser, report: str) -> None:
    page = browser.new_page()
    page.goto(report)
    page.get_by_label("Words").fill("CASE-07 norlandia")
    expect(page.locator("output")).to_have_text(f"1 of {len(ITEMS)} shown")
    page.evaluate("location.hash = 'q-norlandia-case-02'")
    expect(page.locator("#q-norlandia-case-02")).to_be_visible()
    page.close()


def test_400_questions_are_narrowed_at_once(browser: Browser, tmp_path: Path) -> None:
    items = many(400)
    (tmp_path / "long.html").write_text(html_report(run(items), items, transcripts=TEXTS), "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "long.html").as_uri())
    page.get_by_label("Words").fill("case-399", timeout=3000)
    expect(page.locator("output")).to_have_text("1 of 400 shown", timeout=3000)
    page.close()


def test_what_failed_is_printed_unfolded(browser: Browser, report: str) -> None:
    page = browser.new_page()
    page.goto(report)
    page.emulate_media(media="print")
    expect(page.locator(".q.failed .inside").first).to_be_visible()
    expect(page.locator("#filter")).to_be_hidden()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_told_from_their_ground(browser: Browser, report: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert faint(page) == []
    page.close()
