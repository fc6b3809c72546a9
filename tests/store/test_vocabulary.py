"""Mistyped words and other names of one thing."""

import pytest

from store.store import Store
from store.variants import VARIANTS, named_as_in, named_in
from store.vocabulary import is_english, nearest, slips
from tests.conftest import add
from tests.samples import as_incoming


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Norlandya", "Norlandia"),
        ("fisherise", "fisheries"),
        ("opositoin", "opposition"),
        ("acord", "accord"),
        ("accord", None),  # stands there
        ("accords", None),  # in another form
        ("12,000", None),
        ("whale", None),  # English
        ("Valdria", None),  # near nothing
        ("qota", None),  # too short to tell
        ("brogress", None),  # another first letter
    ],
)
def test_word_that_no_transcript_holds_is_read_as_the_nearest_that_one_does(
    store: Store, word: str, meant: str | None
) -> None:
    assert store.meant(word, []) == meant


def test_names_come_before_words(store: Store) -> None:
    assert store.meant("Harbuor", ["Harbour"]) == "Harbour"
    assert store.meant("Norlandya", ["Norlandja"]) == "Norlandja"


def test_what_is_added_later_is_known(store: Store) -> None:
    assert store.meant("lighthuose", []) is None
    add(store, as_incoming("july.txt", "Radio Fjord: Who lit it?\nAna Vell: The lighthouses were lit.\n"))
    assert store.meant("lighthuoses", []) == "lighthouses"


def test_longer_words_may_have_two_slips() -> None:
    assert [slips(word) for word in ("ferr", "ferry", "ferries", "fisheries")] == [0, 1, 2, 2]
    assert nearest("tarrifs", ["tariffs", "terrify"]) == "tariffs"


def test_english_words_are_known_with_their_endings() -> None:
    assert is_english("Whales") and is_english("quarrelled") is False and is_english("sailing")
    assert not is_english("tarrifs")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("What did the ROK say?", ["republic of korea", "south korea"]),
        ("south korea's climate pledges", ["rok", "republic of korea", "ndc", "nationally determined contribution"]),
        ("Who told us about the U.S.?", ["usa", "united states", "america"]),
        ("The United States", ["u s", "usa", "america"]),
        ("Where does New Delhi stand?", ["india"]),
        ("What does Seoul want?", ["rok", "republic of korea", "south korea"]),
        ("the Paris Agreement, as the Washington Post says", []),
        ("who fed the cats", []),
    ],
)
def test_named_in_of_one_thing_are_searched_too(text: str, other: list[str]) -> None:
    assert [name for named in named_in(text) for name in named.others] == other


def test_a_thing_is_called_as_it_was_said_where_its_own_name_was_not() -> None:
    asked = "Did the ROK and Cairo sign?"
    assert named_as_in(asked, "South Korea and Egypt did.") == "Did the South Korea and Egypt sign?"
    assert named_as_in(asked, "The ROK did, unlike South Korea; they met in Cairo.") == asked


def test_question_by_one_name_finds_an_answer_by_another(store: Store) -> None:
    said = "Radio Fjord: Who else came?\nAna Vell: South Korea sent two ships.\n"
    add(store, as_incoming("ships.txt", said))
    (first, *_) = store.search("ROK").hits
    assert "South Korea" in first.text


def test_other_names_count_only_where_they_are_commoner(store: Store) -> None:
    add(store, as_incoming("ships.txt", "Radio Fjord: Who came?\nAna Vell: The ROK sent two ships, and Halden one.\n"))
    before = [(hit.text, hit.score) for hit in store.search("Halden ROK").hits]
    add(store, as_incoming("other.txt", "Radio Fjord: Where from?\nAna Vell: From South Korea.\n"))
    assert before[0] == next((hit.text, hit.score) for hit in store.search("Halden ROK").hits)


def test_no_name_stands_in_two_groups() -> None:
    names = [name for group in VARIANTS for name in group.every]
    assert len(names) == len(set(names))
