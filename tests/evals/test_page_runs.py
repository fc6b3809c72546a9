"""Runs as the page shows them: figures, questions, two compared; and that only the library's own runs are read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.page_runs import comparison, question, run, runs
from evals.runs import RunError, runs_folder, write_items, write_run
from evals.types import Item
from tests.evals import made_up

FIRST, SECOND = "20310304-090000-aaaa", "20310305-090000-bbbb"


def keep(library: Path, run_id: str, items: tuple[Item, ...]) -> None:
    folder = runs_folder(library) / run_id
    started = f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}T09:00:00Z"
    write_run(folder, made_up.run(items, id=run_id, started=started, suites={"norlandia": run_id}))
    write_items(folder, items)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with two runs; the second has a hostile question and a call that failed."""
    keep(tmp_path, FIRST, made_up.many(seed=7))
    keep(tmp_path, SECOND, (*made_up.many(seed=8), made_up.hostile_item(), made_up.failed_call()))
    return tmp_path


def test_runs_are_listed_newest_first_with_share_and_interval(library: Path) -> None:
    found = runs(library)
    assert [each["id"] for each in found["runs"]] == [SECOND, FIRST]
    newest = found["runs"][0]
    assert (newest["suites"], newest["writer"], newest["when"]) == (
        "norlandia",
        "built-in writer",
        "5 Mar 2031, 09:00 UTC",
    )
    assert newest["right"]["interval"].endswith("%") and len(newest["right"]["share"]) == 3


def test_without_a_run_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert runs(tmp_path) == {"runs": [], "more": 0, "make": "onrecord eval run starter"}


def test_damaged_run_is_told_among_the_others(library: Path) -> None:
    (runs_folder(library) / FIRST / "run.json").write_text("{")
    found = runs(library)["runs"]
    assert found[0]["id"] == SECOND and found[1]["problem"]


def test_run_tells_figures_outcomes_and_each_question(library: Path) -> None:
    shown = run(library, SECOND)
    assert shown["headline"].startswith(f"{sum(each['state'] == 'passed' for each in shown['questions'])} of 48 right")
    figures = {each["name"]: each for each in shown["figures"]}
    assert (figures["recall at 1"]["value"], figures["recall at 1"]["interval"]) == ("0.610", "0.47 to 0.74")
    assert figures["injection"]["missing"] == "applies to no question of this run"
    assert shown["outcomes"]["rows"][0]["cells"][0] == {"count": 26, "right": True}
    assert [each["state"] for each in shown["questions"]][-1] == "not scored"
    json.dumps(shown)


def test_run_tells_the_errors_of_its_gate_at_every_threshold(library: Path) -> None:
    shown = run(library, SECOND)["gate"]
    assert shown["heads"] == ("threshold", "false answers", "false refusals", "F1")
    assert [row[0] for row in shown["rows"]].count("−1.75 (in use)") == 1
    assert shown["used"] in shown["points"] and len(shown["points"]) > len(shown["rows"])


def test_question_tells_what_was_expected_found_and_cited(library: Path) -> None:
    shown = question(library, SECOND, 0)
    assert shown["expected"] == "an answer"
    assert shown["citations"][0] | {"gold": True} == shown["citations"][0]
    assert [hit["gold"] for hit in shown["found"]] == [False, True]
    assert shown["facts"][0]["say"] == "Norlandia will not join"


def test_place_of_two_facts_is_told_once(library: Path) -> None:
    item = made_up.item()
    keep(library, "20310306-090000-cccc", (replace(item, gold=item.gold * 2),))
    assert len(question(library, "20310306-090000-cccc", 0)["gold"]) == 1


def test_two_runs_tell_the_settings_that_set_them_apart(library: Path) -> None:
    assert comparison(library, FIRST, SECOND)["set_apart"] == ""
    items = made_up.many(seed=8)
    folder = runs_folder(library) / "20310306-090000-cccc"
    write_run(folder, made_up.run(items, id=folder.name, settings={"model": None, "hits": 3, "half": "tuned"}))
    write_items(folder, items)
    told = comparison(library, FIRST, folder.name)["set_apart"]
    assert told == "half None → tuned, hits 8 → 3, reorder True → None"


def test_two_runs_are_compared_and_changed_questions_named(library: Path) -> None:
    shown = comparison(library, FIRST, SECOND)
    assert shown["n"] == 47
    changed = [*shown["newly_right"], *shown["newly_wrong"]]
    assert changed and all(question(library, SECOND, each["number"])["ask"] == each["ask"] for each in changed)


def test_newly_wrong_question_is_told_with_why_and_one_asked_otherwise_is_left_out(library: Path) -> None:
    keep(library, "20310306-090000-cccc", (made_up.item(), made_up.item("other")))
    now = (made_up.item(passed=False), made_up.item("other", ask="Who pays?"))
    keep(library, "20310307-090000-dddd", now)
    shown = comparison(library, "20310306-090000-cccc", "20310307-090000-dddd")
    assert shown["newly_wrong"][0]["number"] == 0
    assert "no sentence that bears out" in shown["newly_wrong"][0]["why"]
    assert (shown["n"], shown["left_out"]) == (
        1,
        "Left out, since the second run asks or judges them otherwise: other.",
    )


def test_two_runs_without_a_common_question_are_told(library: Path) -> None:
    keep(library, "20310306-090000-cccc", (replace(made_up.item(), suite="valdria"),))
    with pytest.raises(RunError, match="share no question"):
        comparison(library, FIRST, "20310306-090000-cccc")


@pytest.mark.parametrize("name", ["last", "2031", "", ".", "..", "../other", "other", f"{FIRST}/../{SECOND}"])
def test_only_runs_of_the_library_are_read_by_their_exact_name(library: Path, name: str) -> None:
    keep(library.parent / "elsewhere", "other", made_up.many())
    for key in (name, str(runs_folder(library.parent / "elsewhere") / "other"), str(runs_folder(library) / FIRST)):
        with pytest.raises(RunError, match="not there"):
            run(library, key)


@pytest.mark.parametrize("number", [-1, 49, 10**9])
def test_question_that_is_not_there_is_told(library: Path, number: int) -> None:
    with pytest.raises(RunError, match="no such question"):
        question(library, SECOND, number)
