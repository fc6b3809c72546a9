"""What a person says about a transcript stands beside it, and outlives a new version of the file."""

import pytest

from store.corrections import (
    CorrectionError,
    Corrections,
    anchor,
    corrected,
    from_json,
    merged,
    renamed,
    right_names,
    to_json,
)
from store.formats import read_transcript
from store.store import Store
from store.types import Exchange, Reading
from tests.conftest import add
from tests.samples import MARCH, as_incoming

READING = read_transcript(MARCH.encode(), "march.txt")


def who(exchanges: tuple[Exchange, ...]) -> list[list[str | None]]:
    return [[turn.speaker or turn.outlet for turn in exchange.turns] for exchange in exchanges]


def words_of(reading: Reading) -> list[str]:
    return [reading.text[t.start : t.end] for e in reading.exchanges for t in e.turns]


def test_a_name_is_put_right_everywhere() -> None:
    got = corrected(READING, Corrections(names=(("Ana Vell", "Anna Vell"), ("Radio Fjord", "Fjord FM"))))
    assert who(got.exchanges) == [["Harbour Times", "Anna Vell"], ["Fjord FM", "Anna Vell"]]


def test_a_role_put_right_cuts_the_exchanges_anew() -> None:
    got = corrected(READING, Corrections(roles=(("Radio Fjord", "answerer"),)))
    assert who(got.exchanges) == [["Harbour Times", "Ana Vell", "Radio Fjord", "Ana Vell"]]
    assert got.exchanges[0].answer[1].speaker == "Radio Fjord"


def test_an_exchange_joins_the_one_before_and_nothing_is_lost() -> None:
    got = corrected(READING, Corrections(joins=(anchor(READING, READING.exchanges[1].turns[0]),)))
    assert len(got.exchanges) == 1 and len(got.exchanges[0].question) == 1
    assert words_of(got) == words_of(READING)


def test_a_turn_begins_an_exchange() -> None:
    got = corrected(READING, Corrections(begins=(anchor(READING, READING.exchanges[0].turns[1]),)))
    assert [(len(e.question), len(e.answer)) for e in got.exchanges] == [(1, 0), (0, 1), (1, 1)]
    assert words_of(got) == words_of(READING)


def test_a_turn_begins_an_exchange_within_a_joined_one() -> None:
    joined, begun = (anchor(READING, READING.exchanges[1].turns[position]) for position in (0, 1))
    got = corrected(READING, Corrections(begins=(begun,), joins=(joined,)))
    assert [len(e.turns) for e in got.exchanges] == [3, 1]
    assert words_of(got) == words_of(READING)


def test_a_question_that_was_cut_in_two_is_whole_again() -> None:
    first, second = READING.exchanges[0].turns
    apart = corrected(READING, Corrections(begins=(anchor(READING, second),)))
    got = corrected(apart, Corrections(joins=(anchor(READING, second),)))
    assert [(len(e.question), len(e.answer)) for e in got.exchanges] == [(1, 1), (1, 1)]
    assert got.exchanges[0].turns == (first, second)


def test_turns_of_the_same_words_are_told_apart() -> None:
    text = "Harbour Times: Why?\nAna Vell: No comment.\nRadio Fjord: Why?\nAna Vell: No comment.\n"
    reading = read_transcript(text.encode(), "short.txt")
    got = corrected(reading, Corrections(begins=(anchor(reading, reading.exchanges[1].turns[1]),)))
    assert [len(e.turns) for e in got.exchanges] == [2, 1, 1]


def test_a_corrected_name_is_found_by_what_was_read() -> None:
    said = Corrections(names=(("Ana Vell", "Anna"), ("Radio Fjord", "Harbour Times")), speaker="Bo Lund")
    assert right_names(READING, said) == {
        "Harbour Times": "Harbour Times",
        "Ana Vell": "Anna",
        "Radio Fjord": "Harbour Times",
    }
    assert renamed(READING, said, "Anna", "Anna Vell") == Corrections(names=(("Ana Vell", "Anna Vell"),))
    both = (("Harbour Times", "HT"), ("Radio Fjord", "HT"))
    assert renamed(READING, said, "Harbour Times", "HT") == Corrections(names=both)
    assert renamed(READING, said, "Bo Lund", "Bo Lundt") == Corrections(speaker="Bo Lundt")
    with pytest.raises(CorrectionError, match="There are: Anna, Harbour Times"):
        renamed(READING, said, "Ana Vell", "x")


def test_a_role_goes_along_with_a_new_name() -> None:
    before = Corrections(names=(("a", "b"),), roles=(("b", "moderator"),))
    assert dict(merged(before, Corrections(names=(("a", "c"),))).roles)["c"] == "moderator"


def test_a_name_lost_in_a_new_version_does_not_stop_a_correction(store: Store) -> None:
    store.edit("march.txt", Corrections(names=(("Radio Fjord", "Fjord FM"),)))
    add(store, as_incoming("march.txt", MARCH.replace("Radio Fjord", "Coast Radio")))
    assert store.edit("march.txt", Corrections(title="Halden")).title == "Halden"


def test_what_is_said_now_beats_what_was_said_before() -> None:
    both = merged(Corrections(title="Old", names=(("a", "b"),), joins=("x",)), Corrections(title="New", begins=("x",)))
    assert both == Corrections(title="New", names=(("a", "b"),), begins=("x",))


def test_corrections_survive_being_written_down() -> None:
    said = Corrections(title="T", date=READING.date, names=(("a", "b"),), roles=(("b", "asker"),), joins=("x",))
    assert from_json(to_json(said)) == said


def test_editing_twice_adds_up_and_reset_takes_it_back(store: Store) -> None:
    store.edit("march.txt", Corrections(title="Halden"))
    store.edit("march.txt", Corrections(names=(("Ana Vell", "Anna Vell"),)))
    entry = store.entry("march.txt")
    assert (entry.title, entry.speakers) == ("Halden", ("Anna Vell",))
    reset = store.edit("march.txt", Corrections(), reset=True)
    assert (reset.title, reset.speakers) == ("Press briefing", ("Ana Vell",))
    assert len(store.corrections("march.txt")) == 3


def test_a_correction_finds_its_turn_in_a_new_version(store: Store) -> None:
    reading = store.transcript("march.txt").reading
    store.edit("march.txt", Corrections(joins=(anchor(reading, reading.exchanges[1].turns[0]),)))
    add(store, as_incoming("march.txt", MARCH.replace("12,000", "twelve thousand")))
    assert store.entry("march.txt").exchanges == 1


def test_a_corrected_name_is_searched_and_cited(store: Store) -> None:
    store.edit("march.txt", Corrections(names=(("Ana Vell", "Anna Vell"),)))
    hit = next(hit for hit in store.search("Anna", limit=9).hits if hit.source.file == "march.txt")
    assert hit.speaker == "Anna Vell"


def test_a_name_that_nobody_bears_is_reported(store: Store) -> None:
    with pytest.raises(CorrectionError, match="There are: Ana Vell, Harbour Times, Radio Fjord"):
        store.edit("march.txt", Corrections(names=(("Vell", "x"),)))
