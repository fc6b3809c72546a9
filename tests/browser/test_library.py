"""The library on the page: the sample, uploads with their progress, and removal."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import BRIEFING, OpenPage
from tests.browser.steps import ask, chip, finished, panel

pytestmark = pytest.mark.browser


def test_empty_library_offers_the_sample_and_then_questions_about_it(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    expect(page.locator(".or-summary")).to_have_text("No transcripts yet")
    page.get_by_role("button", name="Load the sample transcript").click()
    expect(page.locator("#box textarea")).to_be_focused()
    questions = page.get_by_role("list", name="Example questions").get_by_role("button")
    expect(questions).to_have_count(3)
    expect(page.locator(".or-summary")).to_contain_text("1 transcript · ")
    questions.first.click()
    finished(page)
    expect(page.get_by_role("heading", name="What did China say about New START?")).to_be_visible()


def test_uploads_are_told_one_by_one_listed_and_can_be_removed(
    open_page: OpenPage, empty_address: str, tmp_path: Path
) -> None:
    nonsense = tmp_path / "nonsense.txt"
    nonsense.write_text("No one speaks here.\n")
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    page.locator("#or-files").set_input_files([str(BRIEFING), str(nonsense)])
    results = page.locator("#adding li")
    expect(results.filter(has_text="briefing.txt")).to_contain_text("Added, 3 exchanges")
    expect(results.filter(has_text="nonsense.txt").get_by_role("alert")).not_to_be_empty()
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 3 exchanges")

    row = page.get_by_role("row", name="Press Briefing of the Government of Norlandia")
    expect(row.get_by_role("cell")).to_have_text(
        ["14 Mar 2025", "Ana Vell", "Coast Radio, Harbour Times", "3", "1", "None", "CorrectRemove"]
    )
    page.get_by_role("tab", name="Ask").click()
    ask(page, "Will Norlandia sign the treaty?")
    finished(page)

    page.get_by_role("tab", name="Library").click()
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(row).to_be_visible()
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator("#library .or-notice")).to_contain_text("The library is empty.")
    expect(page.locator(".or-summary")).to_have_text("No transcripts yet")
    expect(page.locator("#library").get_by_role("button", name="Load the sample transcript")).to_be_focused()


def test_upload_area_says_what_it_is_for_in_our_words(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("tab", name="Library").click()
    expect(
        page.get_by_role("button", name="Drop transcripts here, or click to choose files", exact=True)
    ).to_be_visible()


def test_two_files_of_one_name_are_both_added(open_page: OpenPage, empty_address: str, tmp_path: Path) -> None:
    paths = [tmp_path / place / "briefing.txt" for place in ("harbour", "coast")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"Harbour Times: Will the {path.parent.name} stay open?\nAna Vell: It will stay open.\n")
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    page.locator("#or-files").set_input_files([str(path) for path in paths])
    expect(page.locator("#adding li[data-state=done]")).to_have_text(["briefing.txtAdded, 1 exchange"] * 2)
    expect(page.locator(".or-summary")).to_have_text("2 transcripts · 2 exchanges")


def test_path_in_the_address_field_is_refused_and_stays(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("tab", name="Library").click()
    field = page.get_by_role("textbox", name="Add from a web address", exact=True)
    field.fill(str(BRIEFING))
    page.locator("#address").get_by_role("button", name="Add").click()
    expect(page.locator("#adding").get_by_role("alert")).to_contain_text("not a web address.")
    expect(field).to_have_value(str(BRIEFING))
    field.fill("http://127.0.0.1:9/briefing")
    field.press("Enter")
    expect(page.locator("#adding li")).to_contain_text("http://127.0.0.1:9/briefing")
    expect(page.locator("#adding li")).to_have_attribute("data-state", "failed")
    expect(field).to_have_value("http://127.0.0.1:9/briefing")


def test_folder_is_added_with_its_paths_and_other_files_are_passed_over(
    open_page: OpenPage, empty_address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "briefings"
    for name in ("march/briefing.txt", "june/briefing.txt", ".hidden/secret.txt", "june/picture.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Harbour Times: Will {name} be read?\nAna Vell: It will.\n")
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    page.locator("#or-folder").set_input_files(str(folder))
    expect(page.locator("#adding li[data-state=done]")).to_have_count(2)
    expect(page.locator(".or-job-summary")).to_have_text("2 of 2 in the library · 2 other files passed over")
    expect(page.get_by_role("link", name="briefings/march/briefing.txt")).to_be_visible()


def test_library_stays_in_sight_below_a_long_list_of_what_was_added(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    said = [f"Harbour Times: Will ship {n} sail?\nAna Vell: Ship {n} will sail.\n".encode() for n in range(8)]
    page.locator("#or-files").set_input_files(
        [FilePayload(name=f"{n}.txt", mimeType="text/plain", buffer=text) for n, text in enumerate([*said, b"Nobody."])]
    )
    expect(page.locator(".or-job-summary")).to_have_text("8 of 9 in the library, 1 failed")
    expect(page.locator("#adding li").first).to_have_attribute("data-state", "failed")
    expect(page.get_by_label("Search the library")).to_be_in_viewport(ratio=1)
    lines = page.get_by_role("list", name="What became of each")
    lines.focus()
    page.keyboard.press("End")
    expect(lines.locator("li").last).to_be_in_viewport()


def test_dropped_file_is_added(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    words = "Harbour Times: Is it open?\nAna Vell: It is open.\n"
    carried = page.evaluate_handle(
        "words => { const all = new DataTransfer(); all.items.add(new File([words], 'dropped.txt')); return all; }",
        words,
    )
    page.locator("#upload").dispatch_event("drop", {"dataTransfer": carried})
    expect(page.locator("#adding li")).to_have_text(["dropped.txtAdded, 1 exchange"])


def test_dropped_folder_is_searched_through(open_page: OpenPage, empty_address: str, tmp_path: Path) -> None:
    for name in ("march/briefing.txt", "june/later/briefing.txt", "june/picture.png"):
        file = tmp_path / "briefings" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Harbour Times: Will {name} be read?\nAna Vell: It will.\n")
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    box = page.locator("#upload").bounding_box()
    assert box
    dragged = {"items": [], "files": [str(tmp_path / "briefings")], "dragOperationsMask": 1}  # a script cannot make one
    drag = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        drag.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": dragged})
    expect(page.locator("#adding li[data-state=done]")).to_have_count(2)
    expect(page.locator(".or-job-summary")).to_have_text("2 of 2 in the library · 1 other file passed over")
    expect(page.get_by_role("link", name="briefings/june/later/briefing.txt")).to_be_visible()


def test_dropped_links_are_added_as_if_typed(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    carried = page.evaluate_handle(
        "links => { const all = new DataTransfer(); all.setData('text/uri-list', links); return all; }",
        "# two pages\r\nhttp://127.0.0.1:9/march\r\nhttp://127.0.0.1:9/june\r\n",
    )
    page.locator("#upload").dispatch_event("drop", {"dataTransfer": carried})
    lines = page.locator("#adding li[data-state=failed]")
    expect(lines.get_by_text("http://127.0.0.1:9/june", exact=True)).to_be_visible()
    expect(lines.get_by_text("http://127.0.0.1:9/march", exact=True)).to_be_visible()


def test_upload_that_fails_says_so_and_is_tried_again(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    page.route("**/upload", lambda route: route.fulfill(status=200, body="no answer that can be read"))
    page.locator("#or-files").set_input_files(str(BRIEFING))
    line = page.locator("#adding li")
    expect(line.get_by_role("alert")).to_have_text(
        "The upload failed. Check the connection and the file, then try again."
    )
    page.unroute("**/upload")
    line.get_by_role("button", name="Try again: briefing.txt").press("Enter")
    expect(line).to_have_text("briefing.txtAdded, 3 exchanges")
    assert page.evaluate("document.activeElement !== document.body")


def test_file_tried_again_is_kept_beside_its_like_of_the_same_name(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    page.route("**/upload", lambda route: route.fulfill(status=200, body="no answer that can be read"), times=1)
    texts = (BRIEFING.read_bytes(), BRIEFING.read_bytes().replace(b"450 million", b"460 million"))
    page.locator("#or-files").set_input_files(
        [FilePayload(name="briefing.txt", mimeType="text/plain", buffer=text) for text in texts]
    )
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 3 exchanges")
    page.get_by_role("button", name="Try again: briefing.txt").click()
    expect(page.locator(".or-summary")).to_have_text("2 transcripts · 6 exchanges")


def test_adding_is_called_off_and_taken_up_again(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    long = "".join(f"Harbour Times: Is pier {n} open?\nAna Vell: {f'Pier {n} is open. ' * 60}\n" for n in range(100))
    files = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": f"{long}{n}".encode()} for n in range(12)]
    page.locator("#or-files").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("#adding li[data-state=done]").first).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".or-job-summary")).to_contain_text("cancelled")
    expect(page.locator(".or-job-summary")).to_be_focused()
    expect(page.locator("#adding li[data-state=busy]")).to_have_count(0)
    kept = page.locator("#adding li[data-state=done]").count()
    assert 0 < kept < 12
    expect(page.locator(".or-table caption")).to_contain_text(f"{kept} transcript")
    page.get_by_role("button", name="Try all again").click()
    expect(page.locator(".or-table caption")).to_have_text("12 transcripts", timeout=180_000)


def test_empty_library_offers_the_sample_here_too(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name="Load the sample transcript").click()
    expect(page.locator("#adding li")).to_contain_text("Added, 8 exchanges")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody").get_by_role("link").first).to_be_focused()


def test_correction_told_before_the_tab_was_opened_leaves_it_working(open_page: OpenPage, own_address: str) -> None:
    page = open_page(own_address)
    ask(page, "Why was the envoy called home?")
    finished(page)
    chip(page, 1).click()
    panel(page).get_by_role("button", name="Correct bounds").click()
    panel(page).get_by_role("button", name="Continues the exchange before: Coast Radio").click()
    expect(page.locator(".or-summary")).to_have_text("1 transcript · 2 exchanges")
    page.get_by_role("tab", name="Library").click()
    page.locator("#or-files").set_input_files(str(BRIEFING))
    expect(page.locator("#adding li").first).to_contain_text("Unchanged")


def test_jobs_begun_at_once_all_end_though_some_are_called_off(open_page: OpenPage, empty_address: str) -> None:
    page = open_page(empty_address)
    page.get_by_role("button", name="Add your own").click()
    page.locator("#or-files").wait_for(state="attached")
    page.evaluate(
        """() => {
            const input = document.querySelector("#or-files");
            for (let n = 0; n < 8; n++) {
                const all = new DataTransfer();
                const words = n % 2 ? `Harbour Times: Is pier ${n} open?\\nAna Vell: It is open.\\n` : "Nobody.";
                all.items.add(new File([words], `${n}.txt`));
                input.files = all.files;
                input.dispatchEvent(new Event("change"));
                const cancel = document.querySelector("#adding .or-job .or-button");
                if (n % 4 === 3) setTimeout(() => cancel.click(), 20 * n);
            }
            // one update after the other waits until the page has time for them
            setTimeout(() => { for (const end = Date.now() + 1000; Date.now() < end; ); }, 100);
        }"""
    )
    expect(page.locator("#adding li[data-state=busy]")).to_have_count(0)
    expect(page.locator("#adding li[data-state=failed]")).to_have_count(4)
    expect(page.get_by_role("button", name="Cancel").locator("visible=true")).to_have_count(0)
    kept = page.locator("#adding li[data-state=done]").count()
    expect(page.locator("#adding li[data-state=cancelled]")).to_have_count(4 - kept)
    expect(page.locator(".or-table caption")).to_have_text(f"{kept} transcripts")
