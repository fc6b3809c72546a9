"""What the page is given to draw."""

from datetime import date

import pytest

from assistant.places import Marks, Place, place
from assistant.render import (
    added_json,
    count_text,
    failure_json,
    library_json,
    period_text,
    progress_json,
    web_address,
)
from assistant.render_source import exchange_json
from store.errors import ReportedError
from store.store import Store
from store.types import Added, Progress
from tests.conftest import add
from tests.samples import MARCH, as_incoming


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 9, 23), date(2025, 9, 23), "23 Sept 2025"),
        (date(2021, 1, 5), date(2025, 1, 30), "Jan 2021 – Jan 2025"),
        (date(2025, 6, 1), date(2025, 6, 30), "June 2025"),
        (None, None, ""),
    ],
)
def test_period_is_a_day_or_months(first: date | None, last: date | None, text: str) -> None:
    assert period_text(first, last) == text


def test_counts_read_like_words() -> None:
    assert [count_text(n, "exchange") for n in (0, 1, 1204)] == ["0 exchanges", "1 exchange", "1,204 exchanges"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "http://[", None]
)
def test_browser_is_sent_to_web_addresses_only(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("https://example.org/briefing") == "https://example.org/briefing"


def test_failure_carries_problem_and_mend() -> None:
    assert failure_json(ReportedError("It broke.", "Mend it.")) == {
        "status": "failed",
        "problem": "It broke.",
        "mend": "Mend it.",
    }


def test_library_counts_lists_and_offers_questions_about_the_sample(store: Store) -> None:
    shown = library_json(store.entries(), sample_file="march.txt")
    assert shown["summary"] == "2 transcripts · 4 exchanges"
    assert len(shown["questions"]) == 3
    assert library_json(store.entries(), sample_file="other.txt")["questions"] == []


def test_progress_and_results_are_told_in_words() -> None:
    assert progress_json(Progress("a.txt", "reading", 0, 0))["text"] == "Reading"
    assert progress_json(Progress("a.txt", "embedding", 30, 120))["text"] == "Embedding 25 %"
    assert added_json(Added("a.txt", "t1", "replaced", 10))["text"] == "Replaced, 10 exchanges"
    failed = added_json(Added("a.txt", None, "failed", problem="No speaker label.", mend="Start each turn so."))
    assert (failed["state"], failed["text"]) == ("failed", "No speaker label. Start each turn so.")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("abc.3", Place("abc", 3, None)),
        ("abc.3.14", Place("abc", 3, 14)),
        ("abc.3-119-k7q2x3", Place("abc", 3, None, Marks(119, "k7q2x3"))),
        ("abc.3.14-0-k7q2x3-aaaaaa", Place("abc", 3, 14, Marks(0, "k7q2x3", "aaaaaa"))),
        ("abc.3-119", None),
        ("abc.3-119-K7Q2X3", None),
        ("abc", None),
        ("abc.3.", None),
        ("a b.3", None),
        ("abc.٣", None),
        ("abc.3.99999999999999999999", None),
        (["abc.3"], None),
        (None, None),
    ],
)
def test_only_a_place_names_a_place(text: object, named: Place | None) -> None:
    assert place(text) == named


def shown_exchange(store: Store, words: str) -> list[list[str]]:
    """The paragraphs of the first exchange's answer, of a transcript with these words as that answer."""
    (added,) = add(
        store, as_incoming("a.txt", f"Harbour Times: Will you sign?\nAna Vell: {words}\nHarbour Times: Why?\n")
    )
    transcript = store.transcript(str(added.transcript_id))
    shown = exchange_json(transcript, Place(transcript.id, 0, None), lambda e: store.sentences(transcript.id, e))
    assert shown is not None
    turn = shown["exchanges"][0]["turns"][-1]
    return [[piece["text"] for piece in pieces if piece["place"]] for pieces in turn["paragraphs"]]


def test_blank_line_parts_paragraphs(empty_store: Store) -> None:
    shown = shown_exchange(empty_store, "We will not sign. It is late.\n\nThe harbour stays open.")
    assert shown == [["We will not sign.", "It is late."], ["The harbour stays open."]]


def test_line_end_parts_paragraphs_of_unwrapped_text_only(empty_store: Store) -> None:
    long = "We will not sign it, " + "and we have said so many times, " * 4 + "as all of you know well."
    assert len(shown_exchange(empty_store, f"{long}\nThe harbour stays open.")) == 2
    assert len(shown_exchange(empty_store, "We will not\nsign. The harbour\nstays open.")) == 1


def test_exchange_stands_between_its_neighbours(empty_store: Store) -> None:
    (added,) = add(empty_store, as_incoming("march.txt", MARCH))
    transcript = empty_store.transcript(str(added.transcript_id))

    def shown(exchange: int, sentence: int | None = None) -> list[str] | None:
        where = Place(transcript.id, exchange, sentence)
        found = exchange_json(transcript, where, lambda e: empty_store.sentences(transcript.id, e))
        return [exchange["position"] for exchange in found["exchanges"]] if found else None

    assert shown(0) == ["cited", "next"]
    assert shown(1) == ["previous", "cited"]
    assert shown(0, 1) is not None
    assert shown(0, 99) is None
    assert shown(7) is None
