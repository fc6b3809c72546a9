"""Turns are found by their words, whole, wherever passages end."""

import pytest

from store.spoken_turns import SpokenTurn
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.samples import as_incoming


def held(store: Store, text: str, filters: Filters = Filters()) -> list[SpokenTurn]:
    return [turn for turns in store.turns_holding(text, filters) for turn in turns]


def test_words_over_the_border_of_two_passages_are_held_by_their_turn(empty_store: Store) -> None:
    said = " ".join(f"Sentence number {n} says nothing of note." for n in range(40))
    add(empty_store, as_incoming("long.txt", f"03/04/2031 | Briefing\nHarbour Times: Well?\nAna Vell: {said}"))
    for n in range(39):
        turns = held(empty_store, f"of note. Sentence number {n + 1} says")
        assert 40 in [len(turn.sentences) for turn in turns]


def test_only_turns_with_all_the_words_are_read_stage_directions_aside(empty_store: Store) -> None:
    said = "Harbour Times: Will the ferry sail?\nAna Vell: It will. (Laughter.) Ask the crew, not me."
    add(empty_store, as_incoming("ferry.txt", f"03/04/2031 | Briefing\n{said}"))
    (turn,) = held(empty_store, "it will. Ask the crew")
    assert (turn.speaker, turn.outlet, turn.part) == ("Ana Vell", "Harbour Times", "answer")
    assert [sentence.text for sentence in turn.sentences] == ["It will.", "Ask the crew, not me."]


def test_filters_hold_for_turns(store: Store) -> None:
    assert held(store, "Halden accord", Filters(transcripts=("june.txt",)))[0].source.file == "june.txt"
    assert held(store, "signed nothing", Filters(transcripts=("june.txt",))) == []


def test_turns_of_many_passages_come_the_oldest_first_and_are_read_as_they_are_asked_for(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.spoken._AT_ONCE", 3)
    for number, day in enumerate(("| ", "03/04/2033 | ", "03/04/2031 | ", "03/04/2032 | ")):
        said = "".join(f"Radio Fjord: And {n}?\nAna Vell: We will see about {number}.\n" for n in range(2 + number))
        add(empty_store, as_incoming(f"{number}.txt", f"{day}Briefing\n{said}"))
    read = [[turn.source.file for turn in turns] for turns in empty_store.turns_holding("we will see")]
    assert read == [4 * ["2.txt"], 5 * ["3.txt"], 3 * ["1.txt"], 2 * ["0.txt"]]
    assert next(empty_store.turns_holding("we will see"))[0].source.file == "2.txt"


def test_of_given_voices_only_their_exchanges_are_read_and_those_of_repliers_without_a_name(empty_store: Store) -> None:
    said = "Radio Fjord: Well?\nAna Vell: We will see.\nHarbour Times: And?\nBo Dahl: We will see.\n"
    add(empty_store, as_incoming("named.txt", f"03/04/2031 | Briefing\n{said}"))
    add(empty_store, as_incoming("plain.txt", "Briefing, 20 June 2031\n\nQ: When?\n\nA: We will see."))

    def read(*voices: str) -> list[str | None]:
        turns = empty_store.turns_holding("we will see", voices=voices)
        return [turn.speaker for some in turns for turn in some]

    assert read("BO DAHL") == ["Bo Dahl", None]
    assert read("Radio Fjord") == ["Ana Vell", None]
    assert read() == [None]
    assert len(held(empty_store, "we will see")) == 3


def test_turns_with_the_same_rare_words_come_first(store: Store) -> None:
    near = store.turns_near("new patrol ships that somebody pays for", limit=3)
    assert "patrol boats" in near.turns[0].sentences[0].text
    assert near.weights["patrol"] > near.weights["for"]


def test_everybody_who_speaks_is_named(store: Store) -> None:
    assert store.voices() == ("Ana Vell", "Harbour Times", "Radio Fjord")
    add(store, as_incoming("more.txt", "03/04/2032 | Briefing\nRadio Fjord: Well?\nBo Dahl: We will see.\n"))
    assert store.voices() == ("Ana Vell", "Bo Dahl", "Harbour Times", "Radio Fjord")


def test_words_without_letters_are_held_nowhere(store: Store) -> None:
    assert held(store, "…") == [] and store.turns_near("…", limit=3).turns == ()
