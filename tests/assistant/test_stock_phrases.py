"""A quote that stands in more places than are told at once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.cli import main
from assistant.quote_contract import quote_json
from assistant.quotes import check_quote
from store.spoken_turns import SpokenTurn
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.samples import as_incoming

DAYS = ("03/04/2033", "03/04/2031", "03/04/2032")


@pytest.fixture
def many(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Nine questions with their replies on three days, the latest added first; Bo Dahl said it last."""
    monkeypatch.setattr("store.spoken._AT_ONCE", 2)
    for day in DAYS:
        said = "Radio Fjord: You say we will see?\nAna Vell: We will see.\n" * 3
        last = "Radio Fjord: And?\nBo Dahl: We will see, all of us.\n" if day == DAYS[0] else ""
        add(empty_store, as_incoming(f"{day[-4:]}.txt", f"{day} | Briefing\n{said}{last}"))
    return empty_store


def test_the_oldest_places_are_told_and_that_there_are_more(many: Store) -> None:
    check = check_quote("we will see", many, most=4)
    assert [match.source.file for match in check.matches] == ["2031.txt"] * 4
    assert [match.n for match in check.matches] == [1, 2, 3, 4]
    assert check.verdict == "exact" and check.more and quote_json(check)["more"]


def test_all_places_are_told_where_they_are_no_more_than_that(many: Store) -> None:
    check = check_quote("we will see", many, most=19)
    assert (len(check.matches), check.more) == (19, False)
    days = [match.source.date for match in check.matches]
    assert days == sorted(days, key=str)


def test_those_of_the_speaker_are_found_past_those_of_others(many: Store) -> None:
    check = check_quote("we will see", many, speaker="Bo Dahl", most=2)
    assert [match.sentence.speaker for match in check.matches] == ["Bo Dahl"]
    assert (check.verdict, check.more) == ("exact", False)
    check = check_quote("we will see", many, speaker="Ana Vell", most=2)
    assert [match.sentence.speaker for match in check.matches] == ["Ana Vell"] * 2
    assert check.more


def test_others_are_named_as_at_fewer_places_the_oldest_first(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.spoken._AT_ONCE", 250)  # all in one, the latest first
    check = check_quote("we will see", many, speaker="Ida Moe", most=2)
    assert (check.verdict, len(check.matches), check.more) == ("other_speaker", 2, True)
    assert {match.source.file for match in check.matches} == {"2031.txt"}
    assert check.why == "Said by Radio Fjord, Ana Vell and others, not by Ida Moe."


def test_what_holds_of_every_place_is_told_only_where_all_are_known(many: Store) -> None:
    said = "Radio Fjord: You say, we may?\nAna Vell: Yes.\n" * 3 + "Radio Fjord: And?\nAna Vell: We may.\n"
    add(many, as_incoming("may.txt", f"03/04/2034 | Briefing\n{said}"))
    asked = Filters(transcripts=("may.txt",))
    assert check_quote("you say, we may", many, filters=asked).why == "Said in a question, not in an answer."
    assert check_quote("we may", many, filters=asked, most=3).why is None
    assert check_quote("you say", many, most=3).why is None


def test_a_transcript_that_is_replaced_meanwhile_is_read_as_it_was(
    many: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replaced_after_the_first(turns: Iterator[tuple[SpokenTurn, ...]]) -> Iterator[tuple[SpokenTurn, ...]]:
        yield next(turns)
        with ThreadPoolExecutor(1) as another:
            another.submit(add, many, as_incoming("2033.txt", "03/04/2033 | Briefing\nA: And?\nB: No.\n")).result()
        yield from turns

    of_store = many.turns_holding
    monkeypatch.setattr(many, "turns_holding", lambda *given, **by: replaced_after_the_first(of_store(*given, **by)))
    check = check_quote("we will see", many, speaker="Bo Dahl")
    assert [match.sentence.speaker for match in check.matches] == ["Bo Dahl"]


def test_the_command_tells_all_when_it_is_asked_to(
    many: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.quoting.MOST", 12)

    def told(*options: str) -> str:
        with pytest.raises(SystemExit):
            main(["--data", str(many.folder), "quote", *options])
        return "".join(capsys.readouterr())

    shown = told("we will see")
    assert shown.startswith("On the record, word for word, more than 12 times.")
    assert "... and more than 2 more places (--all gives them all)" in shown
    every = told("we will see", "--all")
    assert "more places" not in every and every.count("\n[") == 19
    assert len(json.loads(told("we will see", "--json"))["matches"]) == 12
    assert len(json.loads(told("we will see", "--json", "--all"))["matches"]) == 19
    assert "--all is for quotes" in told("--article", "story.md", "--all")
