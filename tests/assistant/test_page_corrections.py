"""Putting right what was read, without a browser: the dialog, and the bounds of exchanges."""

import pytest

from assistant.page_corrections import bound, correct, corrected_note, correction, take_back
from assistant.page_source import exchange
from assistant.render import Json
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming


def id_of(store: Store, file: str = "march.txt") -> str:
    return store.entry(file).id


def people(store: Store) -> list[tuple[str | None, str | None]]:
    return [(person["name"], person["role"]) for person in correction(store, id_of(store))["people"]]


def test_dialog_shows_the_transcript_and_everybody_in_it(store: Store) -> None:
    shown = correction(store, id_of(store))
    assert (shown["title"], shown["date"], shown["corrected"]) == ("Press briefing", "2031-03-04", False)
    assert people(store) == [("Harbour Times", "asker"), ("Ana Vell", "answerer"), ("Radio Fjord", "asker")]


def test_what_the_dialog_sends_is_corrected_and_told(store: Store) -> None:
    sent = {
        "id": id_of(store),
        "title": "The Halden\taccord",
        "date": "2031-03-05",
        "source_url": "https://example.org/halden",
        "people": [{"was": "Ana Vell", "name": "Anna Vell", "role": "moderator"}],
    }
    assert correct(store, sent) == {"status": "done"}
    entry = store.entry("march.txt")
    assert (entry.title, str(entry.date), entry.source_url) == (
        "The Halden accord",
        "2031-03-05",
        "https://example.org/halden",
    )
    assert ("Anna Vell", "moderator") in people(store)
    assert corrected_note(store, entry.id)["lines"][0]["text"].startswith("Corrected, ")


def test_corrected_name_is_corrected_again_and_keeps_its_role(store: Store) -> None:
    for was, name, role in (("Ana Vell", "Anna Vel", "moderator"), ("Anna Vel", "Anna Vell", None)):
        person = {"was": was, "name": name, "role": role}
        assert correct(store, {"id": id_of(store), "people": [person]})["status"] == "done"
    assert people(store)[1] == ("Anna Vell", "moderator")


def test_two_spellings_made_one_are_renamed_together(store: Store) -> None:
    twins = {"was": "Radio Fjord", "name": "Harbour Times"}
    both = {"was": "Harbour Times", "name": "The Harbour Times"}
    for person in (twins, both):
        assert correct(store, {"id": id_of(store), "people": [person]})["status"] == "done"
    assert people(store) == [("The Harbour Times", "asker"), ("Ana Vell", "answerer")]


def test_whoever_answers_without_a_name_gets_one(empty_store: Store) -> None:
    add(
        empty_store,
        as_incoming("march.txt", "Q: Will you sign the accord?\nA: We will not.\nQ: Why?\nA: It is late.\n"),
    )
    assert (None, "answerer") in people(empty_store)
    for was, name in ((None, "Ana Vel"), ("Ana Vel", "Ana Vell")):
        answer = correct(empty_store, {"id": id_of(empty_store), "people": [{"was": was, "name": name}]})
        assert answer["status"] == "done"
        assert empty_store.entry("march.txt").speakers == (name,)


def test_all_corrections_are_taken_back(store: Store) -> None:
    correct(store, {"id": id_of(store), "title": "Halden", "people": [{"was": "Ana Vell", "name": "X"}]})
    assert correction(store, id_of(store))["corrected"]
    assert take_back(store, id_of(store)) == {"status": "done"}
    assert (store.entry("march.txt").title, store.entry("march.txt").speakers) == ("Press briefing", ("Ana Vell",))
    assert corrected_note(store, id_of(store))["lines"][0]["text"] == "Corrections taken back, 2 exchanges"


HOSTILE_FORMS = [
    {"title": " "}, {"title": "x" * 300}, {"title": "a\x00b"}, {"title": "\ud800"}, {"title": 7},
    {"date": ""}, {"date": "yesterday"}, {"date": "2031-02-30"}, {"date": "20310304"}, {"date": "2031-W01-1"},
    {"source_url": ""}, {"source_url": "javascript:alert(1)"}, {"source_url": "/etc/passwd"},
    {"people": [{"was": "Nobody", "name": "Somebody"}]}, {"people": [{"was": "Nobody", "role": "asker"}]},
    {"people": [{"was": "Ana Vell", "role": "king"}]}, {"people": [{"was": "Ana Vell", "name": ""}]},
    {"people": [{"was": None, "name": "Ana Vell"}]}, {"people": [{"name": "Ana Vell"}]}, {"people": "Ana Vell"},
    {"speaker": "Ana Vell"}, {"begins": ["x"]}, {"id": "nowhere"}, {"id": None}, {"id": "\ud800"},
]  # fmt: skip


@pytest.mark.parametrize("sent", HOSTILE_FORMS, ids=str)
def test_form_from_a_browser_is_never_trusted(store: Store, sent: Json) -> None:
    before = store.entry("march.txt")
    answer = correct(store, {"id": before.id} | sent)
    assert answer["status"] == "failed" and answer["mend"]
    assert "inside OnRecord" not in answer["problem"]
    assert store.entry("march.txt") == before and store.corrections("march.txt") == []


@pytest.mark.parametrize("sent", [None, "x", 3, [], {"id": 1}, "nowhere"], ids=str)
def test_nonsense_instead_of_a_form_is_refused(store: Store, sent: object) -> None:
    for answer in (correct(store, sent), correction(store, sent), take_back(store, sent), bound(store, sent)):
        assert answer["status"] == "failed" and "inside OnRecord" not in answer["problem"]
    assert corrected_note(store, sent) == {}


def turns(shown: Json) -> list[tuple[int, str | None]]:
    """The turns of the exchange in the middle: where each starts, and what could be said at it."""
    (cited,) = (exchange for exchange in shown["exchanges"] if exchange["position"] == "cited")
    return [(turn["turn"], turn["bound"]) for turn in cited["turns"]]


def test_turn_begins_an_exchange_and_is_joined_again(store: Store) -> None:
    march = id_of(store)
    (_, first), (start, second) = turns(exchange(store, f"{march}.0"))
    assert (first, second) == (None, "begin")

    shown = bound(store, {"id": march, "turn": start, "bound": "begin"})
    assert (shown["place"], turns(shown)) == (f"{march}.1", [(start, "join")])
    assert shown["done"] == "An exchange begins here now; 3 exchanges in all."

    shown = bound(store, {"id": march, "turn": start, "bound": "join"})
    assert (shown["place"], len(turns(shown))) == (f"{march}.0", 2)
    assert shown["done"] == "Joined to the exchange before; 2 exchanges in all."


def test_bound_that_does_not_fit_is_refused(store: Store) -> None:
    march = id_of(store)
    (first, _), (second, _) = turns(exchange(store, f"{march}.0"))
    for start, said in ((first, "join"), (first, "begin"), (second, "join"), (second + 1, "begin"), (-1, "begin")):
        answer = bound(store, {"id": march, "turn": start, "bound": said})
        assert answer["problem"] == "This transcript has changed meanwhile."
    for wrong in ({"bound": "end"}, {"turn": "0"}, {"turn": True}, {"id": "nowhere"}, {"more": 1}):
        assert bound(store, {"id": march, "turn": second, "bound": "begin"} | wrong)["status"] == "failed"
    assert store.corrections(march) == []
