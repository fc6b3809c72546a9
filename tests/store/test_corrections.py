"""What a person says about a transcript stands beside it, and outlives a new version of the file."""

import pytest

from store.corrections import CorrectionError, Corrections, anchor, corrected, from_json, merged, to_json
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
