"""A transcript as a page to read: opened from the table or a link, searched, corrected, left again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.page_server import serving

pytestmark = pytest.mark.browser

TITLE = "Press Briefing of the Government of Norlandia"
PIERS = 400


@pytest.fixture(scope="module")
def piers_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over captions of ten hours, and a transcript that is written from right to left."""
    folder = tmp_path_factory.mktemp("piers")
    cues = "".join(
        f"{2 * n + 1}\n{n // 40:02}:{n % 40:02}:01,000 --> {n // 40:02}:{n % 40:02}:09,000\n"
        f"HARBOUR TIMES: Is pier {n} open today?\n\n"
        f"{2 * n + 2}\n{n // 40:02}:{n % 40:02}:10,000 --> {n // 40:02}:{n % 40:02}:59,000\n"
        f"ANA VELL: Pier {n} is open. {'It is a long pier with a crane. ' * 40}\n\n"
        for n in range(PIERS)
    )
    (folder / "piers.srt").write_text(cues)
    (folder / "right.txt").write_text("صحيفة الميناء: هل الميناء مفتوح؟\nآنا فيل: نعم، الميناء مفتوح طوال الشتاء.\n")
    with serving(folder, folder / "piers.srt", folder / "right.txt") as url:
        yield url


def read(page: Page, name: str = TITLE) -> None:
    """Open a transcript from the table."""
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("link", name=name).click()
    expect(page.locator(".or-reading h2")).to_be_focused()


def test_transcript_is_read_and_left_by_keyboard_with_focus_kept(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("tab", name="Library").click()
    link = page.get_by_role("link", name=TITLE)
    link.press("Enter")
    expect(page.locator(".or-reading h2")).to_have_text(TITLE)
    expect(page.locator(".or-reading h2")).to_be_focused()
    expect(page).to_have_title(f"{TITLE} – OnRecord")
    expect(page.locator(".or-part")).to_have_count(3)
    expect(page.locator(".or-part").first).to_contain_text("The harbour stays open all winter")
    expect(page.get_by_role("table")).to_be_hidden()
    page.get_by_role("button", name="All transcripts").press("Enter")
    expect(link).to_be_focused()
    assert "t=" not in page.url


def test_browsers_own_back_button_leads_back_to_the_table(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    read(page)
    page.go_back()
    expect(page.get_by_role("table")).to_be_visible()
    page.go_forward()
    expect(page.locator(".or-reading h2")).to_have_text(TITLE)


def test_words_of_a_transcript_stay_words(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    read(page)
    expect(page.locator(".or-part").nth(1)).to_contain_text('<img src=x onerror="window.hacked=1"> ${window.hacked=2}')
    assert page.evaluate("window.hacked") is None
    assert page.locator(".or-transcript :is(img, script)").count() == 0


def test_link_opens_the_transcript_at_its_sentence(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    read(page)
    place = page.url.partition("t=")[2]
    linked = open_page(f"{address}?t={place}.2.1")
    expect(linked.locator("#or-meant")).to_have_text(
        "Trade with Sudland grew by 2.3 percent and reached 450 million crowns."
    )
    expect(linked.locator("#or-meant")).to_be_focused()
    linked.get_by_role("button", name="All transcripts").click()
    expect(linked.get_by_role("table")).to_be_visible()


def test_link_to_a_removed_transcript_is_told(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}?t=nowhere")
    expect(page.get_by_role("alert").filter(has_text="This transcript is not in the library.")).to_be_visible()
    page.get_by_role("button", name="All transcripts").click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def test_link_of_an_exchange_is_copied(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    read(page)
    page.get_by_role("button", name="Copy link to exchange 2").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()").partition("-")[0].endswith(".1")


def test_search_counts_the_matches_and_steps_through_them(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    read(page)
    search = page.get_by_role("searchbox", name="Search in this transcript")
    count = page.locator(".or-count")
    search.fill("TREATY")
    expect(count).to_have_text("1 of 3")
    search.press("Enter")
    expect(count).to_have_text("2 of 3")
    page.get_by_role("button", name="Previous match").click()
    expect(count).to_have_text("1 of 3")
    search.press("Shift+Enter")
    expect(count).to_have_text("3 of 3")
    search.fill("no such words")
    expect(count).to_have_text("No match")
    expect(page.get_by_role("button", name="Next match")).to_be_disabled()


def test_correction_is_seen_at_once_where_one_reads(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    read(page)
    page.get_by_role("button", name="Correct", exact=True).click()
    dialog = page.get_by_role("dialog", name="Correct this transcript")
    dialog.get_by_label("Title").fill("Winter briefing")
    dialog.get_by_label("Right name of Ana Vell").fill("Anna Vell")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".or-reading h2")).to_have_text("Winter briefing")
    expect(page.locator(".or-part").first).to_contain_text("Anna Vell")
    expect(page.get_by_role("button", name="Correct", exact=True)).to_be_focused()


def test_corrected_day_title_speaker_and_role_are_in_the_table_once_one_goes_back(
    open_page: OpenPage, own_address: str
) -> None:
    page = open_page(own_address)
    read(page)
    page.get_by_role("button", name="Correct", exact=True).click()
    dialog = page.get_by_role("dialog", name="Correct this transcript")
    dialog.get_by_label("Title").fill("Winter briefing")
    dialog.get_by_label("Date").fill("2026-01-02")
    dialog.get_by_label("Right name of Ana Vell").fill("Anna Vell")
    dialog.get_by_label("Role of Coast Radio").select_option("Answerer")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".or-reading-head .or-facts").first).to_contain_text("2 Jan 2026")
    page.get_by_role("button", name="All transcripts").click()
    row = page.get_by_role("row", name="Winter briefing")
    told = ["2 Jan 2026", "Anna Vell, Coast Radio", "Harbour Times", "2"]
    for place, words in enumerate(told):
        expect(row.get_by_role("cell").nth(place)).to_have_text(words)


def test_ten_hours_are_read_slice_by_slice_and_searched_whole(open_page: OpenPage, piers_address: str) -> None:
    page = open_page(piers_address)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("link", name="piers.srt").click()
    expect(page.locator(".or-part").first).to_contain_text("Is pier 0 open today?")
    expect(page.locator(".or-part")).to_have_count(PIERS, timeout=60_000)
    expect(page.locator(".or-loading")).to_be_hidden()
    expect(page.locator(".or-part-head .or-time").nth(399)).to_have_text("9:39:01")
    page.get_by_role("searchbox", name="Search in this transcript").fill("pier 399 is open")
    expect(page.locator(".or-count")).to_have_text("1 of 1", timeout=30_000)
    expect(page.locator("#or-x-399")).to_be_in_viewport()
    page.get_by_role("button", name="Harbour Times Is pier 7 open today?").click()
    expect(page.locator("#or-x-7")).to_be_focused()
    expect(page.locator("#or-x-7 h3")).to_be_in_viewport()


def test_text_from_right_to_left_is_set_so(open_page: OpenPage, piers_address: str) -> None:
    page = open_page(piers_address, width=390)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("link", name="right.txt").click()
    words = page.locator(".or-transcript [data-words]").first
    expect(words).to_contain_text("هل الميناء مفتوح؟")
    assert words.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_gets_the_transcript_and_nothing_else(open_page: OpenPage, address: str, tmp_path: Path) -> None:
    page = open_page(address, dark=True)
    read(page)
    page.emulate_media(media="print")
    expect(page.locator(".or-part").first).to_be_visible()
    for hidden in (".or-reader-search", ".or-header", ".or-outline-frame", ".or-reading .or-actions"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.locator(".or-part p").first.evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
