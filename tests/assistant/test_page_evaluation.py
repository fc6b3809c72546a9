"""What the Evaluation tab gets, whatever the browser sends."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.page_evaluation import comparison, offered, question, run, runs
from store.store import Store
from tests.evals import made_up
from tests.evals.test_page_runs import FIRST, SECOND, keep


def test_the_package_of_evaluations_offers_itself() -> None:
    assert offered() is not None


def test_runs_of_the_library_are_shown(store: Store) -> None:
    assert runs(store, None)["runs"] == []
    keep(store.folder, FIRST, made_up.many())
    assert [each["id"] for each in runs(store, None)["runs"]] == [FIRST]
    assert run(store, FIRST)["suites"] == "norlandia"


def test_place_that_the_library_holds_is_named_by_its_title_and_opens(store: Store) -> None:
    held = next(entry for entry in store.entries() if entry.source.title)
    made = made_up.item()
    hits = (replace(made.observed.hits[0], transcript=held.id), *made.observed.hits[1:])
    keep(store.folder, FIRST, (replace(made, observed=replace(made.observed, hits=hits)),))
    found = question(store, {"run": FIRST, "number": 0})["found"]
    assert [place["opens"] for place in found] == [held.source.title, None]


@pytest.mark.parametrize(
    "sent", [None, 7, "last", "../..", {"run": FIRST}, {"run": "../x", "number": 0}, {"first": FIRST, "second": SECOND}]
)
def test_nonsense_from_a_browser_is_refused(store: Store, tmp_path: Path, sent: object) -> None:
    for answer in (run(store, sent), question(store, sent), comparison(store, sent)):
        assert answer["status"] == "failed" and answer["mend"] and "inside OnRecord" not in answer["problem"]
