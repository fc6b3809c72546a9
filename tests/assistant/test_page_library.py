"""What the Library tab does, without a browser: adding, calling off, listing, removing."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from assistant.page_adding import MOST_LINES, Calls, add, add_address, add_files, job_json
from assistant.page_forms import AddForm
from assistant.page_library import library, remove, transcripts
from assistant.render import Json
from store.incoming import incoming
from store.store import Store
from store.types import Added, Incoming
from tests.samples import JUNE, MARCH

JOB = "job12345"
EDITED = MARCH.replace("12,000", "13,000")


def uploaded(folder: Path, name: str, data: str | bytes) -> Json:
    """A file as the page's server keeps an upload, in a folder of its own; and what the browser says of it."""
    path = folder / f"{abs(hash((name, data))):x}" / Path(name).name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return {"path": str(path), "name": name}


def added(store: Store, folder: Path, *files: Json, calls: Calls | None = None, **more: str) -> Json:
    """The job in the end."""
    *_, job = add(store, {"job": JOB, "files": [*files]} | more, folder, calls or Calls())
    return job


def told(job: Json) -> list[tuple[str, str]]:
    return [(line["file"], line["state"]) for line in job["lines"]]


def test_uploads_are_told_file_by_file(empty_store: Store, tmp_path: Path) -> None:
    bad, good = uploaded(tmp_path, "bad.txt", b"\x00\x01\x02"), uploaded(tmp_path, "good.txt", MARCH)
    job = added(empty_store, tmp_path, bad, good)
    assert told(job) == [("bad.txt", "failed"), ("good.txt", "done")]
    assert (job["job"], job["busy"], job["summary"]) == (JOB, False, "1 of 2 in the library, 1 failed")
    assert [line["item"] for line in job["lines"]] == [0, 1]


def kept_texts(store: Store) -> dict[str, str]:
    """The text of every transcript, by its id."""
    return {entry.id: store.transcript(entry.id).reading.text.strip() for entry in store.entries()}


@pytest.mark.parametrize("other", [JUNE, EDITED], ids=["unrelated", "alike"])
def test_two_files_of_one_name_are_two_transcripts_also_when_one_comes_again(
    empty_store: Store, tmp_path: Path, other: str
) -> None:
    files = [uploaded(tmp_path, "briefing.txt", text) for text in (MARCH, other)]
    assert told(added(empty_store, tmp_path, *files)) == [("briefing.txt", "done")] * 2
    before = kept_texts(empty_store)
    assert sorted(before.values()) == sorted([MARCH.strip(), other.strip()])
    for again in (files, files[1:], files[:1], files[::-1]):
        added(empty_store, tmp_path, *again)
        assert kept_texts(empty_store) == before


def test_file_tried_again_replaces_none_that_it_was_dropped_with(empty_store: Store, tmp_path: Path) -> None:
    calls = Calls()
    lost, kept = (uploaded(tmp_path, "briefing.txt", text) for text in (EDITED, MARCH))
    Path(lost["path"]).unlink()
    assert told(added(empty_store, tmp_path, lost, kept, calls=calls)) == [
        ("briefing.txt", "failed"),
        ("briefing.txt", "done"),
    ]
    for job in ("again123", "again456"):
        again = uploaded(tmp_path, "briefing.txt", EDITED)
        assert told(added(empty_store, tmp_path, again, calls=calls, job=job, drop=JOB)) == [("briefing.txt", "done")]
        assert sorted(kept_texts(empty_store).values()) == sorted([MARCH.strip(), EDITED.strip()])
    other = uploaded(tmp_path, "briefing.txt", EDITED.replace("13,000", "14,000"))
    assert added(empty_store, tmp_path, other, calls=calls, job="later123")["lines"][0]["text"].startswith("Replaced")


def test_unrelated_text_of_a_known_name_is_another_transcript(empty_store: Store, tmp_path: Path) -> None:
    added(empty_store, tmp_path, uploaded(tmp_path, "transcript.txt", MARCH))
    job = added(empty_store, tmp_path, uploaded(tmp_path, "transcript.txt", JUNE))
    assert job["lines"][0]["text"] == "Added, 2 exchanges"
    assert sorted(kept_texts(empty_store).values()) == sorted([MARCH.strip(), JUNE.strip()])


def test_new_version_replaces_the_one_of_its_name_that_is_most_alike(empty_store: Store, tmp_path: Path) -> None:
    added(empty_store, tmp_path, *(uploaded(tmp_path, "2031/briefing.txt", text) for text in (JUNE, MARCH)))
    before = kept_texts(empty_store)
    job = added(empty_store, tmp_path, uploaded(tmp_path, "2031/briefing.txt", EDITED))
    assert job["lines"][0]["text"] == "Replaced, 2 exchanges"
    edited = {id: EDITED.strip() if text == MARCH.strip() else text for id, text in before.items()}
    assert kept_texts(empty_store) == edited


def test_file_added_by_its_path_then_changed_and_dropped_is_one_transcript(empty_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "briefing.txt"
    for text in (MARCH, EDITED):
        path.write_text(text)
        by_path = list(incoming([str(path)]))
        (id,) = [step.transcript_id for step in empty_store.add(by_path) if isinstance(step, Added)]
        assert kept_texts(empty_store) == {id: text.strip()}
        added(empty_store, tmp_path / "uploads", uploaded(tmp_path / "uploads", "briefing.txt", EDITED))
    assert kept_texts(empty_store) == {id: EDITED.strip()}
    path.write_text(JUNE)  # whatever a path holds is its new version
    list(empty_store.add(incoming([str(path)])))
    assert kept_texts(empty_store) == {id: JUNE.strip()}


def test_an_uploaded_archive_gives_a_line_for_each_transcript_in_it(empty_store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "calls.zip", "w") as archive:
        archive.writestr("march.txt", MARCH)
        archive.writestr("june.txt", JUNE)
    upload = uploaded(tmp_path / "uploads", "calls.zip", (tmp_path / "calls.zip").read_bytes())
    job = added(empty_store, tmp_path / "uploads", upload)
    assert told(job) == [("calls.zip/march.txt", "done"), ("calls.zip/june.txt", "done")]
    assert [line["item"] for line in job["lines"]] == [0, 0]


def test_called_off_job_keeps_what_it_has_and_leaves_the_library_whole(empty_store: Store, tmp_path: Path) -> None:
    files = [uploaded(tmp_path, name, text) for name, text in (("march.txt", MARCH), ("june.txt", JUNE))]
    calls = Calls()
    for job in add(empty_store, {"job": JOB, "files": files}, tmp_path, calls):
        if job["busy"]:
            calls.cancel(empty_store, JOB)
    assert told(job) == [("march.txt", "cancelled"), ("june.txt", "cancelled")]
    assert empty_store.entries() == []
    assert told(added(empty_store, tmp_path, *files, calls=Calls())) == [("march.txt", "done"), ("june.txt", "done")]


def test_index_is_told_as_nobodys_progress(empty_store: Store, tmp_path: Path) -> None:
    long = "".join(f"Harbour Times: Is pier {n} open?\nAna Vell: Pier {n} is open.\n" for n in range(1100))
    files = [uploaded(tmp_path, name, text) for name, text in (("long.txt", long), ("june.txt", JUNE))]
    form = AddForm.model_validate({"job": JOB, "files": files})
    steps = list(add_files(empty_store, form.files, tmp_path, set()))
    between = [second for first, second in steps if first["state"] == "done" and second["state"] == "busy"]
    assert {"Waiting", "Waiting: indexing 100 %", "Reading"} <= {line["text"] for line in between}
    assert not any(line["percent"] for line in between if line["text"].startswith("Waiting"))


def test_last_file_is_told_as_done_while_the_index_is_brought_up_to_date(empty_store: Store, tmp_path: Path) -> None:
    form = {"job": JOB, "files": [uploaded(tmp_path, "march.txt", MARCH)]}
    *_, last, final = add(empty_store, form, tmp_path, Calls())
    assert (last["busy"], last["summary"], last["lines"]) == (True, "Updating the index", final["lines"])
    assert (final["busy"], final["lines"][0]["text"]) == (False, "Added, 2 exchanges")


def test_a_large_job_is_told_by_counts_and_by_what_failed() -> None:
    lines = [{"item": n, "file": f"{n}.txt", "state": "done", "percent": 100, "text": "Added"} for n in range(5000)]
    lines[7] |= {"state": "failed", "text": "damaged"}
    job = job_json(JOB, lines, busy=False)
    assert job["summary"] == "4,999 of 5,000 in the library, 1 failed"
    assert job["lines"][0]["file"] == "7.txt" and len(job["lines"]) <= MOST_LINES


@pytest.mark.parametrize("name", ["../secret.txt", "secret.txt", "a/b/secret.txt", "link/secret.txt"])
def test_only_uploads_are_read(empty_store: Store, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "uploads"
    for secret in (tmp_path / "secret.txt", folder / "secret.txt", folder / "a" / "b" / "secret.txt"):
        secret.parent.mkdir(parents=True, exist_ok=True)
        secret.write_text(MARCH)
    (folder / "link").symlink_to(tmp_path)
    for path in (str(folder / name), name, f"file://{folder}/{name}", "", "\x00", "/etc/passwd", "."):
        job = added(empty_store, folder, {"path": path, "name": "a.txt"})
        assert told(job) == [("a.txt", "failed")]
    assert empty_store.entries() == []


@pytest.mark.parametrize(
    "sent",
    [None, 3, [], {}, {"job": "x"}, {"job": JOB, "files": "x"}, {"job": JOB, "files": [{"path": 1, "name": "a"}]},
     {"job": JOB, "more": 1}, {"job": JOB, "address": ["https://example.org"]}, {"job": "../../../x"}],
    ids=str,
)  # fmt: skip
def test_nonsense_instead_of_a_job_is_refused(empty_store: Store, tmp_path: Path, sent: object) -> None:
    (job,) = add(empty_store, sent, tmp_path, Calls())
    assert job["lines"][0]["state"] == "failed" and not job["busy"]


def test_removed_transcript_is_told_and_gone(store: Store) -> None:
    assert remove(store, store.entry("march.txt").id)["lines"][0]["text"] == "Removed from the library"
    assert [row["file"] for row in transcripts(store, None)["transcripts"]] == ["june.txt"]


@pytest.mark.parametrize("sent", ["nowhere", None, 7, "\ud800", "", ["march.txt"]])
def test_removing_what_is_not_there_is_told(store: Store, sent: object) -> None:
    assert remove(store, sent)["lines"][0]["state"] == "failed"
    assert len(store.entries()) == 2


def test_library_is_told_in_few_words_and_listed_newest_first(store: Store) -> None:
    before = library(store)
    assert before["summary"] == "2 transcripts · 4 exchanges" and "transcripts" not in before
    first, second = transcripts(store, None)["transcripts"]
    assert (first["date"], first["day"], second["day"]) == ("10 June 2031", "2031-06-10", "2031-03-04")
    assert (first["speakers"], first["outlets"]) == (["Ana Vell"], ["Harbour Times", "Radio Fjord"])
    remove(store, first["id"])
    assert library(store)["revision"] != before["revision"]


def fetched(addresses: Iterable[str]) -> Iterator[Incoming | Added]:
    """A web of one page."""
    for address in addresses:
        yield Incoming("march.txt", f"web:{address}", data=MARCH.encode(), source_url=address)


def test_web_address_is_fetched_then_added(empty_store: Store) -> None:
    first, *_, final = add_address(empty_store, "  HTTPS://example.org/March?x=1 ", fetch=fetched)
    assert (first[0]["file"], first[0]["text"]) == ("https://example.org/March?x=1", "Fetching")
    assert (final[0]["file"], final[0]["text"]) == ("march.txt", "Added, 2 exchanges")
    (row,) = transcripts(empty_store, None)["transcripts"]
    assert (row["source_url"], row["source"]) == ("https://example.org/March?x=1", "example.org")


def test_dropped_file_takes_no_page_its_address(empty_store: Store, tmp_path: Path) -> None:
    list(add_address(empty_store, "https://example.org/march", fetch=fetched))
    added(empty_store, tmp_path, uploaded(tmp_path, "march.txt", EDITED))
    assert {row["source"] for row in transcripts(empty_store, None)["transcripts"]} == {"example.org", ""}


def test_address_that_cannot_be_fetched_is_told(empty_store: Store, tmp_path: Path) -> None:
    *_, job = add(empty_store, {"job": JOB, "address": "http://127.0.0.1:9/briefing"}, tmp_path, Calls())
    assert job["lines"][0]["state"] == "failed"
    (at_once,) = add(empty_store, {"job": JOB, "address": "briefing.txt"}, tmp_path, Calls())
    assert (at_once["lines"][0]["state"], at_once["busy"]) == ("failed", False)
    *_, final = add_address(empty_store, "https://example.org", fetch=lambda _: [])
    assert "no transcript was found there" in final[0]["text"]


@pytest.mark.parametrize(
    "typed",
    [
        "", "/etc/passwd", "briefing.txt", "~/briefing.txt", "file:///etc/passwd", "ftp://example.org/a.txt",
        "javascript:alert(1)", "data:text/plain,x", "//example.org/a", "http:/etc/passwd", "https://", "ht\ntp://x.org",
        "http://example.org/a\n/etc/passwd", "http://example.org/\x00", "https://example.org/a b", "x http://example.org",
        "https://example.org/" + "a" * 3000,
    ],
)  # fmt: skip
def test_only_web_addresses_are_fetched(empty_store: Store, typed: str) -> None:
    def never(_: Iterable[str]) -> Iterator[Incoming | Added]:
        raise AssertionError("fetched")

    ((line,),) = add_address(empty_store, typed, fetch=never)
    assert line["state"] == "failed"
    assert line["text"].endswith("Give one that starts with http:// or https://. Files are added above.")


def test_a_job_that_is_sent_twice_is_done_once_and_what_became_of_it_is_told(
    empty_store: Store, tmp_path: Path
) -> None:
    calls, form = Calls(), {"job": JOB, "files": [uploaded(tmp_path, "march.txt", MARCH)]}
    assert calls.became(empty_store, JOB) == {}
    steps = add(empty_store, form, tmp_path, calls)
    next(steps)
    assert calls.became(empty_store, JOB) == {"begun": True}
    *_, last = steps
    assert calls.became(empty_store, JOB) == last and not last["busy"]
    assert list(add(empty_store, form, tmp_path, calls)) == []
    assert calls.became(empty_store, ["no", "name"]) == {}
