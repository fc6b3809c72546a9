"""A topic over time: bars that are clicked and walked through by keyboard, and the exchanges behind them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.page_server import serving

pytestmark = pytest.mark.browser

YEARS = range(2022, 2032)
TEXT = """\
03/04/{year} | Press briefing | Ministry of External Affairs of Norlandia
Harbour Times: What about the Halden accord in {year}?
Ana Vell: The Halden accord of {year} stands.
Radio Fjord: And the Halden accord's boats?
Bo Lund: The boats of the Halden accord are paid for.
"""


@pytest.fixture(scope="module")
def years_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page over ten years of briefings, and a transcript without a date in which nothing is told."""
    folder = tmp_path_factory.mktemp("years")
    files = [folder / f"march-{year}.txt" for year in YEARS]
    for year, file in zip(YEARS, files, strict=True):
        file.write_text(TEXT.format(year=year))
    refusals = folder / "refusals.txt"
    refusals.write_text("".join(f"Paper {n:02}: Is pier {n} open?\nCy Moss: No comment.\n" for n in range(11)))
    with serving(folder, *files, refusals) as url:
        yield url


def topic(page: Page, words: str = "Halden accord") -> None:
    page.get_by_role("tab", name="Timeline").click()
    page.get_by_label("Topic or phrase").fill(words)
    page.get_by_label("Topic or phrase").press("Enter")
    expect(page.locator(".or-timeline h2")).to_have_text(words)


def test_bar_is_clicked_and_its_exchanges_are_read(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    topic(page)
    expect(page.locator(".or-timeline-chart .or-facts")).to_contain_text(
        "20 exchanges with these words. Searched 11 transcripts"
    )
    bar = page.get_by_role("button", name="Jan 2025 to Mar 2025: 2 exchanges (Harbour Times 1, Radio Fjord 1)")
    bar.click()
    expect(bar).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".or-list-head h3")).to_have_text("2 exchanges, Jan 2025 to Mar 2025")
    cards = page.locator(".or-mention")
    expect(cards).to_have_count(2)
    cards.first.click()
    expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#or-meant")).to_be_focused()
    expect(page.locator("#or-meant")).to_contain_text("Halden accord")
    page.get_by_role("button", name="← Timeline").press("Enter")
    expect(cards.first).to_be_focused()
    expect(bar).to_have_attribute("aria-pressed", "true")


def test_bars_are_walked_through_by_keyboard(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    topic(page)
    bars = page.locator(".or-bar")
    expect(bars).to_have_count(37)
    expect(page.locator(".or-bar[tabindex='0']")).to_have_count(1)
    page.locator(".or-bar[tabindex='0']").focus()
    page.keyboard.press("Home")
    expect(bars.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    expect(bars.nth(1)).to_have_accessible_name("Apr 2022 to June 2022: no transcripts")
    expect(page.get_by_text("Hatched: no transcripts")).to_be_visible()
    page.keyboard.press("End")
    expect(bars.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(bars.last).to_be_focused()
    expect(bars.last).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(bars.last).to_have_attribute("aria-pressed", "false")


def test_one_outlet_or_speaker_is_chosen(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    topic(page)
    page.get_by_role("button", name="Radio Fjord 10").click()
    expect(page.locator(".or-list-head h3")).to_have_text("10 exchanges, asked by Radio Fjord")
    expect(page.get_by_role("button", name="Jan 2025 to Mar 2025: 1 exchange, Radio Fjord")).to_be_visible()
    page.get_by_label("Counted by").select_option("speaker")
    page.get_by_role("button", name="Bo Lund 10").click()
    expect(page.locator(".or-list-head h3")).to_have_text("10 exchanges, answered by Bo Lund")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".or-list-head h3")).to_have_text("20 exchanges")


def test_days_months_and_the_table_tell_the_same(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    page.get_by_role("tab", name="Timeline").click()
    page.locator("#or-since").fill("2024-01-01")
    page.locator("#or-until").fill("2025-12-31")
    topic(page)
    expect(page.get_by_role("button", name="Mar 2024: 2 exchanges")).to_be_visible()
    page.get_by_label("Each bar is").select_option("year")
    expect(page.locator(".or-bar")).to_have_count(2)
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name="2024")).to_contain_text("2")


def test_ten_years_of_months_scroll_inside_the_chart(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address, width=390)
    topic(page)
    page.get_by_label("Each bar is").select_option("month")
    expect(page.locator(".or-bar")).to_have_count(109)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".or-bar").first.evaluate("bar => bar.getBoundingClientRect().width") >= 24


def test_nothing_found_is_told(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    topic(page, "zeppelin")
    expect(page.locator(".or-timeline-chart .or-facts")).to_contain_text(
        "The nearest in sense, 20 exchanges, may be about something else."
    )


def test_wording_of_a_topic_is_shown_with_its_changes(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    topic(page)
    fold = page.locator("details.or-wording")
    expect(fold.locator("summary").first).to_contain_text("Wording: 2 lines recur")
    expect(fold.locator("summary").first).to_contain_text("Said 20 times, first 4 Mar 2022, last 4 Mar 2031.")
    fold.locator("summary").first.press("Enter")
    stands = fold.locator(".or-wording-line").filter(has_text="stands")
    expect(stands.locator(".or-facts").first).to_contain_text("10 times, first 4 Mar 2022, last 4 Mar 2031; said by")
    changes = stands.locator(".or-wording-changes > li")
    expect(stands).to_contain_text("9 changes of wording, newest first")
    expect(changes).to_have_count(5)
    stands.get_by_role("button", name="Show earlier changes").press("Enter")
    expect(changes).to_have_count(9)
    expect(changes.nth(5).get_by_role("link")).to_be_focused()
    stands.get_by_text("How often per month").press("Enter")
    months = stands.get_by_role("list", name="How often per month, newest first").get_by_role("listitem")
    expect(months.first).to_have_text("Mar 20311 time")
    stands.get_by_role("button", name="Show all 10 months").press("Enter")
    expect(months).to_have_count(10)
    expect(months.nth(8)).to_be_focused()
    change = changes.first
    expect(change.locator(".or-changes")).to_have_text("Dropped: “2030”. Added: “2031”.")
    change.get_by_role("link", name="4 Mar 2031").press("Enter")
    expect(page.locator("#or-meant")).to_have_text("The Halden accord of 2031 stands.")


def test_without_a_topic_the_repeated_lines_of_a_speaker_are_shown(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    page.get_by_role("tab", name="Timeline").click()
    page.get_by_label("Only by speaker").fill("Bo Lund")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="What Bo Lund repeats")).to_be_visible()
    line = page.locator(".or-wording-line")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("The boats of the Halden accord are paid for.")
    line.get_by_text("Where it was said, newest first").press("Enter")
    expect(line.locator(".or-mention")).to_have_count(10)
    expect(page.get_by_role("heading", name="New since 1 Mar 2031")).to_be_visible()


def test_shares_of_non_answers_are_walked_through_and_list_their_exchanges(page: Page) -> None:
    page.get_by_role("tab", name="Timeline").click()
    page.get_by_role("button", name="Show", exact=True).click()
    fold = page.locator("details.or-shares")
    expect(fold.locator("summary")).to_contain_text("Non-answers: 1 of 3 replies give no information (33%)")
    fold.locator("summary").press("Enter")
    outlets = fold.get_by_role("list", name="Non-answers by outlet")
    expect(outlets.get_by_role("listitem")).to_have_text(["Coast Radio1 of 1 · 100%", "Harbour Times0 of 2 · 0%"])
    expect(fold.get_by_role("list", name="Non-answers by month")).to_have_text("Mar 20251 of 3 · 33%")
    bar = fold.get_by_role("button", name="Coast Radio")
    bar.press("Enter")
    expect(bar).to_have_attribute("aria-pressed", "true")
    expect(bar).to_be_focused()
    expect(fold.locator(".or-share-title")).to_have_text("1 non-answer, Coast Radio")
    fold.locator(".or-mention").press("Enter")
    expect(page.locator("#or-meant")).to_contain_text("I would refer you to the foreign office.")
    page.get_by_role("button", name="← Timeline").press("Enter")
    expect(fold.locator(".or-mention")).to_be_focused()


def test_many_shares_have_one_stop_of_the_tab_key(open_page: OpenPage, years_address: str) -> None:
    page = open_page(years_address)
    topic(page, "pier")
    page.locator("details.or-shares > summary").click()
    outlets = page.get_by_role("list", name="Non-answers by outlet")
    bars = outlets.get_by_role("button")
    expect(bars).to_have_count(8)
    page.get_by_role("button", name="Show all 11 by outlet").click()
    expect(bars).to_have_count(11)
    expect(bars.nth(8)).to_be_focused()
    page.keyboard.press("End")
    expect(bars.nth(10)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(page.locator(".or-share-title")).to_have_text("1 non-answer, Paper 09")
    expect(outlets.locator("button[tabindex='0']")).to_have_text("Paper 091 of 1 · 100%")
