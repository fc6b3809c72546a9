"""The hostile words of payloads.txt in every tab and every file that leaves the page: they stay words."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.report_html import html_report
from tests.browser.chromium import ready
from tests.browser.conftest import OpenPage
from tests.browser.harmless import check_harmless
from tests.browser.hostile_page import PAYLOADS
from tests.browser.steps import ask, chip, finished, panel
from tests.evals import made_up

pytestmark = pytest.mark.browser

LONG_MS = 60_000
ARTICLE = "".join(f"“The harbour stays open {payload}” <b>Ana Vell</b> said {payload}.\n\n" for payload in PAYLOADS)


def library(page: Page) -> None:
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("#library tbody tr")).to_have_count(len(PAYLOADS) + 2, timeout=LONG_MS)


def unfold(page: Page) -> None:
    """Open all that is folded, and what was folded in that, until nothing is loading."""
    for _ in range(2):
        page.evaluate("document.querySelectorAll('.or-root details').forEach((fold) => (fold.open = true))")
        expect(page.get_by_text("Loading…", exact=True)).to_have_count(0, timeout=LONG_MS)


def test_transcripts_are_read_as_words(opened: Page) -> None:
    library(opened)
    titles = opened.locator("a.or-title")
    for number in range(0, len(PAYLOADS), 4):
        title = titles.nth(number).inner_text()
        titles.nth(number).click()
        expect(opened.locator(".or-reading h2")).to_have_text(title, use_inner_text=True)
        check_harmless(opened)
        opened.get_by_role("button", name="All transcripts").click()
        expect(titles.nth(number)).to_be_focused()


def test_reader_shows_and_searches_them_as_words(opened: Page) -> None:
    library(opened)
    opened.locator("tr", has_text="all.txt").get_by_role("link").click()
    expect(opened.locator(".or-part")).to_have_count(len(PAYLOADS), timeout=LONG_MS)
    said = opened.locator(".or-transcript").text_content() or ""
    assert [payload for payload in PAYLOADS if payload not in said] == []
    opened.get_by_role("searchbox", name="Search in this transcript").fill(PAYLOADS[10])
    expect(opened.locator(".or-count")).to_contain_text("1 of ")
    check_harmless(opened)


def test_form_of_corrections_takes_and_refuses_them_as_words(opened: Page) -> None:
    library(opened)
    for payload in PAYLOADS[::10]:
        opened.get_by_role("button", name=f"Correct {payload}", exact=True).click()
        dialog = opened.get_by_role("dialog", name="Correct this transcript")
        expect(dialog.get_by_label("Title")).to_have_value(payload)
        dialog.get_by_label("Source address").fill("javascript:window.hacked=2")
        dialog.get_by_role("button", name="Save").click()
        expect(dialog.get_by_role("alert")).to_contain_text("javascript:window.hacked=2: not a web address.")
        check_harmless(opened)
        dialog.get_by_role("button", name="Cancel").click()


def test_corrected_title_and_names_are_words_everywhere(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name="Correct").first.click()
    dialog = page.get_by_role("dialog", name="Correct this transcript")
    dialog.get_by_label("Title").fill(PAYLOADS[10])
    dialog.get_by_label("Right name of Ana Vell").fill(PAYLOADS[15])
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#library tbody")).to_contain_text(PAYLOADS[15])
    page.locator("a.or-title").click()
    expect(page).to_have_title(f"{PAYLOADS[10]} – OnRecord")
    check_harmless(page)
    page.get_by_role("tab", name="Ask").click()
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    chip(page, 1).click()
    expect(panel(page)).to_contain_text(PAYLOADS[15])
    check_harmless(page)


def test_names_of_files_are_words(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("tab", name="Library").click()
    said = b"Harbour Times: Is it open?\nAna Vell: It is open.\n"
    names = [payload.replace("/", "|") for payload in PAYLOADS[:40]]
    files = [{"name": f"{each}.txt", "mimeType": "text/plain", "buffer": said + each.encode()} for each in names]
    page.locator("#or-files").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("#adding li[data-state=busy]")).to_have_count(0, timeout=LONG_MS)
    expect(page.locator("#library tbody tr")).to_have_count(len(names), timeout=LONG_MS)
    check_harmless(page)


def test_timeline_shows_topics_outlets_and_lines_as_words(opened: Page) -> None:
    opened.get_by_role("tab", name="Timeline").click()
    for words in ("", "harbour", *PAYLOADS[::10]):
        opened.get_by_label("Topic or phrase").fill(words)
        opened.get_by_label("Topic or phrase").press("Enter")
        expect(opened.locator(".or-timeline h2, .or-timeline .or-banner").first).to_be_attached(timeout=LONG_MS)
        expect(opened.locator(".or-topic-form")).not_to_have_attribute("aria-busy", "true", timeout=LONG_MS)
        told = opened.locator(".or-timeline .or-banner, .or-timeline:has(.or-shares):has(.or-timeline-wording > *)")
        expect(told.first).to_be_attached(timeout=LONG_MS)
        unfold(opened)
        check_harmless(opened)


def test_what_gives_no_information_is_listed_as_words(opened: Page) -> None:
    opened.get_by_role("tab", name="Timeline").click()
    opened.get_by_role("button", name="Show", exact=True).click()
    opened.locator("details.or-shares > summary").click(timeout=LONG_MS)
    for bar in opened.locator(".or-share-kinds section").nth(0).locator("button.or-share").all()[:3]:
        bar.click()
        expect(opened.locator(".or-share-list .or-mention").first).to_be_visible()
        check_harmless(opened)


def test_quotes_show_what_is_typed_as_words(opened: Page) -> None:
    opened.get_by_role("tab", name="Quotes").click()
    for payload in PAYLOADS[::5]:
        opened.get_by_label("Quote", exact=True).fill(f"The harbour stays closed {payload}")
        opened.get_by_label("Said by (optional)").fill(payload)
        opened.get_by_label("Quote", exact=True).press("Enter")
        expect(opened.locator(".or-quote-form")).not_to_have_attribute("aria-busy", "true")
        check_harmless(opened)


def test_quotes_show_an_article_as_words_and_its_report_too(opened: Page, browser: Browser, tmp_path: Path) -> None:
    opened.get_by_role("tab", name="Quotes").click()
    file = {"name": f"{PAYLOADS[10]}.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()}
    opened.locator("#or-article-file").set_input_files(file)  # type: ignore[arg-type]
    expect(opened.locator(".or-copy-of")).to_contain_text(PAYLOADS[-1], timeout=LONG_MS)
    check_harmless(opened)
    with opened.expect_download() as download:
        opened.get_by_role("button", name="Save the report").click()
    download.value.save_as(tmp_path / "report.html")
    check_file(browser, tmp_path / "report.html")


def test_report_of_a_run_shows_them_as_words(browser: Browser, tmp_path: Path) -> None:
    items = tuple(made_up.hostile_item(payload) for payload in PAYLOADS)
    run = made_up.run(items, suites=dict.fromkeys(PAYLOADS, "ab"), settings=dict.fromkeys(PAYLOADS, PAYLOADS[10]))
    (tmp_path / "report.html").write_text(html_report(run, items, transcripts=made_up.TEXTS), "utf-8")
    check_file(browser, tmp_path / "report.html")


def check_file(browser: Browser, file: Path) -> None:
    """A file opened in the browser: nothing runs, nothing is fetched, and its links lead into itself or to the web."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert page.evaluate("window.hacked") is None
    assert asked == [file.as_uri()]
    assert page.locator("#or-forged, #xss-submit, img, iframe, object, embed, video, audio, math, base").count() == 0
    assert set(page.evaluate("[...document.links].map((link) => link.protocol)")) <= {"file:", "http:", "https:"}
    page.close()


def test_evaluation_shows_suites_models_questions_and_replies_as_words(opened: Page) -> None:
    opened.get_by_role("tab", name="Evaluation").click()
    expect(opened.get_by_role("checkbox")).to_have_count(2)
    check_harmless(opened)
    for box in opened.get_by_role("checkbox").all():
        box.check()
    opened.get_by_role("button", name="Compare two runs").click()
    expect(opened.get_by_role("heading", name="Two runs compared")).to_be_visible(timeout=LONG_MS)
    check_harmless(opened)
    opened.get_by_role("button", name="All runs").click()
    opened.locator("#evaluation .or-title").first.click()
    expect(opened.locator(".or-question")).to_have_count(len(PAYLOADS), timeout=LONG_MS)
    unfold(opened)
    expect(opened.locator(".or-question").last.get_by_role("heading", name="Cited")).to_be_attached(timeout=LONG_MS)
    check_harmless(opened)


def test_kept_conversations_are_drawn_as_words(opened: Page) -> None:
    opened.evaluate("rounds => OnRecord.kept.write({ id: OnRecord.kept.open ?? 'kept', rounds })", kept_rounds())
    opened.evaluate("OnRecord.kept.open = 'kept'")
    opened.reload(wait_until="domcontentloaded")
    ready(opened)
    expect(opened.locator(".or-round")).to_have_count(len(PAYLOADS))
    unfold(opened)
    check_harmless(opened)
    opened.get_by_role("button", name=f"Delete conversation: {PAYLOADS[0]}", exact=True).click()
    opened.get_by_role("dialog").get_by_role("button", name="Keep").click()
    for place in (0, 10, -1):
        opened.locator(".or-chip").nth(place).hover()
        opened.locator(".or-chip").nth(place).click()
        expect(panel(opened).get_by_role("alert")).to_be_visible()
        check_harmless(opened)


def kept_rounds() -> list[dict[str, object]]:
    """A round for each payload, which stands wherever a round has words."""
    return [
        {
            "id": f"r{number}{p}",
            "question": p,
            "status": "done",
            "filters": {
                "since": "",
                "until": "",
                "speaker": [p],
                "outlet": [p],
                "transcript": [p],
                "non_answers": True,
            },
            "searched": p,
            "understood": p,
            "warning": p,
            "notice": p,
            "kept": p,
            "outcome": {"kind": p, "text": p},
            "taken_as": [{"kind": p, "text": p, "label": p}],
            "passages": [{"place": p, "who": p, "text": p}],
            "statements": [{"text": p, "citations": [1], "note": p}],
            "citations": [{"n": 1, "place": p, "label": p, "who": p, "relays": p, "date": p, "quote": p, "title": p}],
            "nearest": [{"n": 2, "place": p, "label": p, "who": p, "relays": p, "date": p, "quote": p, "title": p}],
            "sources": [{"place": p, "who": p, "date": p, "title": p, "cited": [1]}],
            "suggestions": [{"question": p}],
            "record": {"answer": p, "answer_id": p},
        }
        for number, p in enumerate(PAYLOADS)
    ]


@pytest.mark.parametrize("query", ["t", "a", "quote"])
def test_nothing_runs_from_the_address(open_page: OpenPage, hostile_address: str, query: str) -> None:
    told = {"t": ".or-reading .or-banner", "a": ".or-round .or-banner", "quote": ".or-check > :not(.or-on-paper)"}
    for payload in PAYLOADS[::30]:
        page = open_page(f"{hostile_address}?{query}={quote(payload, safe='')}&by={quote(payload, safe='')}")
        expect(page.locator(told[query]).first).to_be_visible()
        check_harmless(page)
