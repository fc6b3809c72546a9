"""A page with something to show in every tab, and a walk that fills one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.page_server import serving
from tests.browser.steps import ask, chip, finished, opened_words
from tests.evals import made_up
from tests.evals.test_page_runs import FIRST, SECOND, keep
from tests.samples import JUNE, MARCH

HERE = Path(__file__).parent
ARTICLE = """\
“We have signed nothing,” Ana Vell told Radio Fjord in March. Trade grew by 9 percent, “Trade with Sudland grew by \
9 percent,” she added.

Later the minister changed her mind. “Norlandia will gladly join the Halden accord on July 1,” Vell said. The union of \
fishermen called it a “sell-out”.
"""


@contextmanager
def serving_filled(folder: Path) -> Iterator[str]:
    """The scripted page over every invented transcript, one of them from right to left, and two runs."""
    files = [HERE / name for name in ("briefing.txt", "talk.vtt", "arabic.txt")]
    for name, text in (("march.txt", MARCH), ("june.txt", JUNE)):
        (folder / name).write_text(text)
        files.append(folder / name)
    keep(folder / "library", FIRST, made_up.many(seed=7))
    keep(folder / "library", SECOND, made_up.many(seed=8))
    with serving(folder, *files) as url:
        yield url


def walk(page: Page) -> Iterator[str]:
    """Fill each tab as a person would; gives a name for every state worth looking at, while it is there."""
    yield from _ask(page)
    yield from _library(page)
    yield from _quotes(page)
    yield from _timeline(page)
    yield from _evaluation(page)


def _ask(page: Page) -> Iterator[str]:
    yield "ask"
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)
    ask(page, "Something doubtful about trade")
    finished(page, 2)
    ask(page, "Weather?")
    finished(page, 3)
    page.locator("summary", has_text="Searched").last.click()
    yield "ask answered"
    chip(page, 2).first.click()
    expect(opened_words(page)).to_be_in_viewport()
    yield "ask source"
    page.keyboard.press("Escape")
    if page.locator("#side").is_hidden():
        page.get_by_role("button", name="Conversations and filters").click()
        yield "ask sidebar"
        page.keyboard.press("Escape")


def _library(page: Page) -> Iterator[str]:
    page.get_by_role("tab", name="Library").click()
    page.locator("#or-files").set_input_files({"name": "nonsense.txt", "mimeType": "text/plain", "buffer": b"Nobody."})
    expect(page.locator("#adding li[data-state=failed]")).to_be_visible()
    expect(page.locator("#library tbody tr")).to_have_count(5)
    yield "library"
    page.get_by_role("button", name="Correct Press Briefing of").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "library correction"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Press Briefing of").click()
    page.get_by_role("searchbox", name="Search in this transcript").fill("treaty")
    expect(page.locator(".or-count")).to_have_text("1 of 3")
    yield "library reader"
    page.get_by_role("button", name="All transcripts").click()
    page.locator("tr", has_text="arabic.txt").get_by_role("link").click()
    expect(page.locator(".or-part")).to_have_count(2)
    yield "library reader right to left"
    page.get_by_role("button", name="All transcripts").click()


def _quotes(page: Page) -> Iterator[str]:
    page.get_by_role("tab", name="Quotes").click()
    page.get_by_role("textbox", name="Quote").fill("We will sign the fishing treaty this year")
    page.get_by_role("textbox", name="Quote").press("Enter")
    expect(page.locator(".or-cut")).to_be_visible()
    yield "quotes"
    page.get_by_label("Text", exact=True).fill(ARTICLE)
    page.get_by_role("button", name="Check the text").click()
    expect(page.locator(".or-verdicts > li")).to_have_count(4)
    yield "quotes article"


def _timeline(page: Page) -> Iterator[str]:
    page.get_by_role("tab", name="Timeline").click()
    yield "timeline"
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="What is repeated")).to_be_visible()
    page.locator("details.or-shares > summary").click()
    page.locator("button.or-share").first.click()
    expect(page.locator(".or-share-title")).to_be_visible()
    yield "timeline repeated"
    page.get_by_label("Topic or phrase").fill("accord")
    page.get_by_label("Topic or phrase").press("Enter")
    page.locator(".or-bar").last.click()
    page.get_by_text("The same as a table").click()
    page.locator("details.or-wording > summary").click()
    yield "timeline topic"


def _evaluation(page: Page) -> Iterator[str]:
    page.get_by_role("tab", name="Evaluation").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    for box in page.get_by_role("checkbox").all():
        box.check()
    yield "evaluation"
    page.get_by_role("button", name="Compare two runs").click()
    expect(page.get_by_role("heading", name="Two runs compared")).to_be_visible()
    yield "evaluation compared"
    page.get_by_role("button", name="All runs").click()
    page.locator("#evaluation .or-title").first.click()
    page.locator(".or-question summary").first.click()
    expect(page.locator(".or-question[open]").get_by_role("heading", name="Expected")).to_be_visible()
    yield "evaluation run"
