"""Links to sentences and exchanges, opened after their transcript has changed."""

import pytest

from assistant.page_corrections import bound
from assistant.page_reader import reading
from assistant.page_source import exchange
from assistant.render import Json
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

PIERS = (
    ("Is the north pier open?", "It is open. I have nothing to add."),
    ("Is the south pier open?", "It was closed in May. I have nothing to add."),
    ("Who pays for the crane?", "I have nothing to add."),
    ("When does the ferry sail?", "It sails at noon.\nThe crew is ready."),
)
NEW = ("Is the fog gone?", "It is gone. I have nothing to add.")


def keep(store: Store, *exchanges: tuple[str, str]) -> str:
    """Keep a transcript of these questions and answers, in place of the one before; its id."""
    text = "".join(f"Harbour Times: {question}\nAna Vell: {answer}\n" for question, answer in exchanges)
    (added,) = add(store, as_incoming("piers.txt", text))
    return str(added.transcript_id)


def link(store: Store, id: str, place: str) -> str:
    """The link that is copied where this place is open."""
    return str(exchange(store, f"{id}.{place}")["link"])


def opened(store: Store, where: str) -> tuple[str | None, str | None]:
    """What a link opens, without the transcript's id, and what is told of it."""
    shown = exchange(store, where)
    notice: Json | None = shown.get("notice", shown)
    place = shown["place"].partition(".")[2] if "place" in shown else None
    return place, str(notice["problem"]) if notice else None


EVERY = ["0", "1", "2", "3", *(f"{n}.{m}" for n in range(4) for m in range(2)), "0.2", "1.2", "3.2"]


@pytest.mark.parametrize("place", EVERY)
def test_link_opens_its_words_after_exchanges_came_and_went_before_them(empty_store: Store, place: str) -> None:
    id = keep(empty_store, NEW, *PIERS)
    number, _, sentence = place.partition(".")
    at = link(empty_store, id, f"{int(number) + 1}{place.removeprefix(number)}")
    words = exchange(empty_store, at)["words"]
    for exchanges, moved in ((PIERS, 0), ((NEW, ("Why?", "Because."), *PIERS), 2)):
        assert keep(empty_store, *exchanges) == id
        where, told = opened(empty_store, at)
        # three sentences are the same: without their exchange's words, only that can be told
        assert told is None or (words == "I have nothing to add." and "several places" in told)
        assert told or where == f"{int(number) + moved}{'.' if sentence else ''}{sentence}"
        assert exchange(empty_store, at)["words"] == words


def test_words_that_are_gone_are_told_and_nothing_is_shown_as_if_it_were_them(empty_store: Store) -> None:
    id = keep(empty_store, *PIERS)
    sentence, whole, last = (link(empty_store, id, place) for place in ("1.1", "1", "3"))
    keep(empty_store, PIERS[0], *PIERS[2:])
    for where in (sentence, whole):
        assert opened(empty_store, where) == ("1", "The words this link leads to are no longer in this transcript.")
    assert opened(empty_store, last) == ("2", None)
    keep(empty_store, PIERS[0])
    assert opened(empty_store, whole) == (None, "This link leads to nothing in the library.")


def test_changed_exchange_is_opened_and_told(empty_store: Store) -> None:
    id = keep(empty_store, *PIERS)
    whole, sentence = link(empty_store, id, "3"), link(empty_store, id, "3.2")
    keep(empty_store, NEW, *PIERS[:3], ("When does the ferry sail?", "It sails at one. The crew is ready."))
    assert opened(empty_store, whole) == ("4", "This exchange was changed since the link was copied.")
    assert opened(empty_store, sentence) == ("4.2", None)


def test_same_words_wrapped_otherwise_are_the_same(empty_store: Store) -> None:
    id = keep(empty_store, *PIERS)
    whole = link(empty_store, id, "3")
    keep(empty_store, NEW, *PIERS[:3], ("When does\nthe ferry sail?", "It sails\nat noon. The crew is ready."))
    assert opened(empty_store, whole) == ("4", None)


def test_link_opens_its_words_after_bounds_were_corrected(empty_store: Store) -> None:
    id = keep(empty_store, *PIERS)
    links = {place: link(empty_store, id, place) for place in ("1", "1.1", "1.2", "2.1", "3", "3.1")}
    turn = exchange(empty_store, f"{id}.1")["exchanges"][1]["turns"][0]["turn"]
    bound(empty_store, {"id": id, "turn": turn, "bound": "join"})
    assert opened(empty_store, links["1"]) == ("0", "This exchange was changed since the link was copied.")
    assert [opened(empty_store, links[place]) for place in ("1.1", "1.2", "2.1", "3", "3.1")] == [
        ("0.4", None), ("0.5", None), ("1.1", None), ("2", None), ("2.1", None),
    ]  # fmt: skip
    bound(empty_store, {"id": id, "turn": turn, "bound": "begin"})
    assert all(opened(empty_store, where) == (place, None) for place, where in links.items())


@pytest.mark.parametrize("place", ["0", "3.1", "0.2"])
def test_link_without_marks_goes_on_counting(empty_store: Store, place: str) -> None:
    id = keep(empty_store, *PIERS)
    assert opened(empty_store, f"{id}.{place}") == (place, None)
    keep(empty_store, NEW, *PIERS)
    assert opened(empty_store, f"{id}.{place}") == (place, None)


def test_reader_opens_and_tells_the_same(empty_store: Store) -> None:
    id = keep(empty_store, *PIERS)
    sentence, gone = link(empty_store, id, "3.1"), link(empty_store, id, "1.1")
    copied = reading(empty_store, id)["exchanges"][3]["place"]
    assert copied == link(empty_store, id, "3")
    keep(empty_store, NEW, PIERS[0], *PIERS[2:], NEW)

    def shown(where: str) -> tuple[object, object, bool]:
        told = reading(empty_store, where)
        return told["exchange"], told["sentence"], told["notice"] is not None

    assert shown(sentence) == (3, 1, False)
    assert shown(copied) == (3, None, False)
    assert shown(gone) == (1, None, True)
    assert shown(f"{id}.99") == shown(f"{id}.1.99") == (None, None, True)
    assert shown(id) == (None, None, False)
