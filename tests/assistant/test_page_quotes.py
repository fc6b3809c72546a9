"""What the Quotes tab gets: verdicts, places and a marked-up copy; whatever the browser sends."""

from pathlib import Path

import pytest

from assistant.page_quotes import LONGEST_ARTICLE, checked_article, checked_quote
from assistant.quote_types import Article
from assistant.render import Json
from assistant.render_quotes import PLACES
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

STORY = "“We have signed nothing,” Vell said.\n\nA “farce”, it was called.\n"


def upload(folder: Path, data: bytes) -> Json:
    (folder / "uploads" / "a1").mkdir(parents=True)
    file = folder / "uploads" / "a1" / "story.md"
    file.write_bytes(data)
    return {"file": {"path": str(file), "name": "story.md"}}


def test_quote_is_told_in_words_with_a_place_that_opens(store: Store) -> None:
    shown = checked_quote(store, {"text": "we have signed nothing", "speaker": "Vell"})
    assert (shown["verdict"], shown["told"]) == ("exact", "On the record, word for word.")
    [place] = shown["places"]
    assert place["facts"] == "Ana Vell, answering, asked by Radio Fjord, 4 Mar 2031, Press briefing"
    assert place["place"].count(".") == 2 and place["diff"] == [["equal", "We have signed nothing."]]


def test_every_place_of_a_stock_phrase_is_given_when_asked_for(empty_store: Store) -> None:
    said = "Radio Fjord: And?\nAna Vell: We have signed nothing.\n" * (PLACES + 3)
    add(empty_store, as_incoming("many.txt", f"03/04/2031 | Press briefing\n{said}"))
    first = checked_quote(empty_store, {"text": "We have signed nothing."})
    assert (len(first["places"]), first["of"], first["next"]) == (PLACES, f"{PLACES + 3}", PLACES)
    asked = {"text": first["text"], "speaker": first["speaker"], "start": first["next"]}
    rest = checked_quote(empty_store, asked)
    assert (len(rest["places"]), rest["next"]) == (3, None)
    assert len({place["place"] for place in first["places"] + rest["places"]}) == PLACES + 3


def test_places_past_those_that_are_told_at_once_are_given_too(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.page_quotes.MOST", PLACES + 2)
    said = "Radio Fjord: And?\nAna Vell: We have signed nothing.\n" * (2 * PLACES + 3)
    add(empty_store, as_incoming("many.txt", f"03/04/2031 | Press briefing\n{said}"))
    asked = {"text": "We have signed nothing.", "start": 0}
    shown = checked_quote(empty_store, asked)
    assert shown["told"].endswith(f"more than {PLACES + 2} times.") and shown["of"] == f"more than {PLACES + 2}"
    places = shown["places"]
    while shown["next"]:
        shown = checked_quote(empty_store, asked | {"start": shown["next"]})
        places += shown["places"]
    assert len({place["place"] for place in places}) == 2 * PLACES + 3


def test_article_is_cut_at_its_quotations_and_loses_no_character(store: Store, tmp_path: Path) -> None:
    shown = checked_article(store, {"text": STORY}, tmp_path)
    assert [(quote["n"], quote["verdict"]) for quote in shown["quotes"]] == [(1, "exact"), (2, "open")]
    assert shown["summary"] == "2 quotations: 1 exact, 1 open."
    told = ["".join(piece["text"] for piece in pieces) for pieces in shown["paragraphs"]]
    assert "\n\n".join(told) == STORY
    assert shown["report"].startswith("<!doctype html>")


def test_uploaded_article_is_read_as_what_it_is(store: Store, tmp_path: Path) -> None:
    sent = upload(tmp_path, b"# The accord\n\n> We have signed nothing.\n")
    shown = checked_article(store, sent, tmp_path / "uploads")
    assert [quote["verdict"] for quote in shown["quotes"]] == ["exact"]


def test_no_file_but_an_upload_is_read(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(STORY)
    shown = checked_article(store, {"file": {"path": str(secret), "name": "a.txt"}}, tmp_path / "uploads")
    assert shown["problem"] == "a.txt: the upload is no longer there."


@pytest.mark.parametrize("typed", ["/etc/hosts", "file:///etc/hosts", "-", "", "story.txt"])
def test_only_web_addresses_are_fetched(store: Store, tmp_path: Path, typed: str) -> None:
    fetched: list[str] = []

    def read(url: str) -> Article:
        fetched.append(url)
        return Article("story", None, STORY)

    assert checked_article(store, {"address": typed}, tmp_path, read=read)["status"] == "failed"
    assert not fetched
    assert checked_article(store, {"address": " HTTPS://fjord.example/story"}, tmp_path, read=read)["quotes"]
    assert fetched == ["https://fjord.example/story"]


NONSENSE = [None, 7, {}, {"text": ""}, {"text": 3}, {"text": "x" * (LONGEST_ARTICLE + 1)}, {"path": "x"}]


@pytest.mark.parametrize("sent", NONSENSE, ids=lambda sent: str(sent)[:30])
def test_nonsense_from_a_browser_is_refused(store: Store, tmp_path: Path, sent: object) -> None:
    for answer in (checked_article(store, sent, tmp_path), checked_quote(store, sent)):
        assert answer["status"] == "failed" and answer["mend"] and "inside OnRecord" not in answer["problem"]
