"""A transcript as the reader shows it: head, slices, times, places; whatever the browser sends."""

import pytest

from assistant.page_corrections import correct
from assistant.page_reader import reading, reading_on
from assistant.quotations import time_code
from assistant.render import Json
from assistant.render_library import SLICE
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

CAPTIONS = """\
1
00:00:01,000 --> 00:00:04,000
HARBOUR TIMES: Will the harbour stay open?

2
01:02:05,000 --> 01:02:09,000
ANA VELL: It will stay open.

3
01:03:00,500 --> 01:03:09,000
ANA VELL: No boat has to wait.
"""


def words(exchange: Json) -> str:
    return "\n".join(
        "".join(text for text, _ in paragraph["pieces"])
        for turn in exchange["turns"]
        for paragraph in turn["paragraphs"]
    )


def test_transcript_is_read_whole_with_its_head(store: Store) -> None:
    march = store.entry("march.txt")
    shown = reading(store, march.id)
    assert (shown["title"], shown["date"], shown["next"]) == ("Press briefing", "4 Mar 2031", None)
    assert shown["length"].startswith("2 exchanges, ")
    first = shown["exchanges"][0]
    assert [turn["who"] for turn in first["turns"]] == ["Harbour Times", "Ana Vell"]
    assert "The quota of 12,000 tonnes is too low for our coastal towns." in words(first)


def test_link_to_a_sentence_opens_its_exchange(store: Store) -> None:
    march = store.entry("march.txt").id
    shown = reading(store, f"{march}.1.2")
    assert (shown["id"], shown["exchange"], shown["sentence"]) == (march, 1, 2)


def test_times_of_captions_are_told(empty_store: Store) -> None:
    add(empty_store, as_incoming("harbour.srt", CAPTIONS))
    (exchange,) = reading(empty_store, empty_store.entries()[0].id)["exchanges"]
    assert [turn["at"] for turn in exchange["turns"]] == ["0:01", "1:02:05", "1:03:00"]
    assert (time_code(None), time_code(0.0), time_code(3725.9)) == (None, "0:00", "1:02:05")


def test_long_transcript_comes_in_slices_that_join_without_a_gap(empty_store: Store) -> None:
    turns = "".join(
        f"Harbour Times: Is pier {n} open?\nAna Vell: Pier {n} is open. {'It is a long pier. ' * 40}\n"
        for n in range(200)
    )
    add(empty_store, as_incoming("piers.txt", turns))
    piers = empty_store.entries()[0].id
    slices = [reading(empty_store, piers)]
    while (first := slices[-1]["next"]) is not None:
        slices.append(reading_on(empty_store, {"id": piers, "first": first}))
    assert len(slices) > 2
    assert [each["index"] for one in slices for each in one["exchanges"]] == list(range(200))
    assert all(sum(len(words(each)) for each in one["exchanges"]) < 2 * SLICE for one in slices)
    assert {one["version"] for one in slices} == {slices[0]["version"]}


def test_version_changes_with_a_correction(store: Store) -> None:
    march = store.entry("march.txt").id
    before = reading(store, march)["version"]
    correct(store, {"id": march, "title": "The Halden accord"})
    assert reading(store, march)["version"] != before


@pytest.mark.parametrize(
    "sent", [None, 3, [], {}, "nowhere", "nowhere.0", "\ud800", "x" * 9000, {"id": "nowhere", "first": 0},
             {"id": "march.txt", "first": -1}, {"id": "march.txt", "first": "0"}, {"id": None, "first": 0}],
    ids=lambda sent: str(sent)[:30],
)  # fmt: skip
def test_nonsense_from_a_browser_is_refused(store: Store, sent: object) -> None:
    for answer in (reading(store, sent), reading_on(store, sent)):
        assert answer["status"] == "failed" and answer["mend"]


def test_slice_past_the_end_is_empty(store: Store) -> None:
    shown = reading_on(store, {"id": store.entry("march.txt").id, "first": 99})
    assert (shown["exchanges"], shown["next"]) == ([], None)
