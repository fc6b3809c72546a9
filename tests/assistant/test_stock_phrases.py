"""A quote that stands in more places than are told at once."""

import json

import pytest

from assistant.cli import main
from assistant.quote_contract import quote_json
from assistant.quotes import check_quote
from store.store import Store
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


def test_others_are_named_as_at_fewer_places(many: Store) -> None:
    check = check_quote("we will see", many, speaker="Ida Moe", most=2)
    assert (check.verdict, len(check.matches), check.more) == ("other_speaker", 2, True)


def test_the_command_tells_all_when_it_is_asked_to(
    many: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.cli_quotes.MOST", 12)

    def told(*options: str) -> str:
        with pytest.raises(SystemExit):
            main(["--data", str(many.folder), "quote", "we will see", *options])
        return capsys.readouterr().out

    shown = told()
    assert shown.startswith("On the record, word for word, more than 12 times.")
    assert "... and 2 more places and others (--all --json gives them all)" in shown
    assert "... and 9 more places (--json gives them all)" in told("--all")
    assert len(json.loads(told("--json"))["matches"]) == 12
    assert len(json.loads(told("--json", "--all"))["matches"]) == 19
