"""Many transcripts: the table sorted, searched, shown a slice at a time, by mouse and keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.page_server import serving

pytestmark = pytest.mark.browser

TEXT = """\
{month:02}/{day:02}/2031 | {title} | Ministry of External Affairs of Norlandia
{outlet}: Is pier {n} open?
{speaker}: Pier {n} is open.
"""


@pytest.fixture(scope="module")
def shelf_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over 120 transcripts and one without a date."""
    folder = tmp_path_factory.mktemp("shelf")
    files = []
    for n in range(120):
        files.append(folder / f"pier-{n}.txt")
        names = ("Ana Vell", "Harbour Times") if n % 2 else ("Bo Lund", "Radio Fjord")
        title = "Señal de año nuevo" if n == 60 else f"Briefing {n}"
        files[-1].write_text(
            TEXT.format(month=n // 28 + 1, day=n % 28 + 1, title=title, n=n, speaker=names[0], outlet=names[1])
        )
    (folder / "undated.txt").write_text("North Wire: Is it open?\nAna Vell: It is open.\n")
    with serving(folder, *files, folder / "undated.txt") as url:
        yield url


def shelf(page: Page) -> Page:
    page.get_by_role("tab", name="Library").click()
    expect(page.locator(".or-table caption")).to_contain_text("121 transcripts")
    return page


def first_cell(page: Page, column: str) -> str:
    return page.locator(f"tbody [data-column='{column}']").first.inner_text()


def test_table_is_sorted_by_every_column_and_says_so(open_page: OpenPage, shelf_address: str) -> None:
    page = shelf(open_page(shelf_address))
    header = page.get_by_role("columnheader", name="Date")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert first_cell(page, "Date") == "8 May 2031"
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(header.get_by_role("button")).to_be_focused()
    assert first_cell(page, "Date") == "1 Jan 2031"
    for column, first in (
        ("Speakers", "Ana Vell"),
        ("Outlets", "Harbour Times"),
        ("Exchanges", "1"),
        ("Source", "None"),
    ):
        page.get_by_role("columnheader", name=column).get_by_role("button").click()
        assert first_cell(page, column) == first
    page.get_by_role("columnheader", name="Title").get_by_role("button").click()
    expect(page.locator("tbody th").first).to_contain_text("Briefing 0")
    expect(page.locator("tbody th").nth(2)).to_contain_text("Briefing 2")
    expect(page.locator("[aria-sort]")).to_have_count(1)


def test_table_is_searched_by_any_words_and_without_marks(open_page: OpenPage, shelf_address: str) -> None:
    page = shelf(open_page(shelf_address))
    search = page.get_by_role("searchbox", name="Search the library")
    search.fill("senal ano")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="1 of 121 transcripts")).to_be_attached()
    search.fill("north wire")
    expect(page.locator("tbody th")).to_have_text(["undated.txt"])
    search.fill("pier-7.txt")
    expect(page.locator("tbody tr")).to_have_count(1)
    search.fill("zeppelin")
    expect(page.get_by_text("No transcript fits these words.")).to_be_visible()


def test_rest_of_a_long_table_is_shown_when_asked_for(open_page: OpenPage, shelf_address: str) -> None:
    page = shelf(open_page(shelf_address))
    expect(page.locator("tbody tr")).to_have_count(100)
    page.get_by_role("button", name="Show 21 more").press("Enter")
    expect(page.locator("tbody tr")).to_have_count(121)
    expect(page.locator("tbody tr").nth(100).get_by_role("link")).to_be_focused()
    expect(page.locator("tbody tr").last).to_contain_text("No date")


def test_table_is_sorted_on_a_phone_too(open_page: OpenPage, shelf_address: str) -> None:
    page = shelf(open_page(shelf_address, width=320, height=700))
    page.get_by_label("Sort by").select_option("Date, oldest first")
    expect(page.locator("tbody tr").first).to_contain_text("1 Jan 2031")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_table_comes_only_when_it_is_looked_at(open_page: OpenPage, shelf_address: str) -> None:
    page = open_page(shelf_address)
    assert "Briefing 7" not in page.content()
    shelf(page)
    expect(page.locator(".or-summary")).to_have_text("121 transcripts · 121 exchanges")


@pytest.mark.parametrize("width", [801, 1081])
def test_table_fits_a_tablet(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(address, width=width)
    page.get_by_role("tab", name="Library").click()
    expect(page.get_by_role("button", name="Remove Press Briefing")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
