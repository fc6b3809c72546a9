"""Suites drafted from a library: valid, seeded, and marked for correction."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from assistant.overlap import overlap_scores
from evals.draft_yaml import scalar, suite_yaml
from evals.drafting import DraftCase, drafted
from evals.perfect import perfect
from evals.scoring import score
from evals.suites import read_suite, resolved
from store.store import Store
from store.types import Filters, Transcript

AIRPORT = """\
06/17/2031 | Press briefing | Ministry of External Affairs of Norlandia
Daily Ledger: What is the ministry's comment on the airport strike in Port Ansgar?
Ana Vell: We hope the airport strike ends soon. The operator counted 46 cancelled flights on Monday.
Radio Fjord: Will the minister resign over the Tern cable?
Ana Vell: I would refer you to the minister's office.
"""


def transcripts(store: Store) -> list[Transcript]:
    from tests.conftest import add
    from tests.samples import as_incoming

    add(store, as_incoming("airport.txt", AIRPORT))
    return [store.transcript(entry.id) for entry in store.entries()]


def draft(kept: Sequence[Transcript], count: int = 10, seed: int = 1, filters: Filters = Filters()) -> list[DraftCase]:
    return drafted(kept, overlap_scores, filters, count=count, seed=seed)


def test_draft_is_a_valid_suite_whose_perfect_answers_pass(store: Store, tmp_path: Path) -> None:
    kept = transcripts(store)
    path = tmp_path / "draft.yaml"
    path.write_text(suite_yaml("draft", "en", draft(kept)), encoding="utf-8")
    by_id = {transcript.id: transcript for transcript in kept}
    suite, problems = resolved(read_suite(path), {}, by_id)

    assert not problems
    assert {case.expect for case in suite.cases} == {"answer", "declined", "absent"}
    assert "who_asked" in {tag for case in suite.cases for tag in case.tags}
    for case in suite.cases:
        assert score(case, perfect(case, by_id), by_id).faults == (), case.id


def test_every_question_says_what_a_person_should_check(store: Store) -> None:
    cases = draft(transcripts(store))
    assert all(case.checks for case in cases)
    assert suite_yaml("d", "en", cases).count("# check:") > len(cases)


def test_refusal_is_drafted_as_declined_and_who_asked_with_its_asker(store: Store) -> None:
    cases = draft(transcripts(store))
    assert next(c for c in cases if c.ask == "Will the minister resign over the Tern cable?").expect == "declined"
    (fact,) = next(case.facts for case in cases if "who_asked" in case.tags)
    assert fact.is_asker and fact.match == (fact.say,) and fact.say in ("Daily Ledger", "Radio Fjord", "Harbour Times")


def test_same_seed_drafts_the_same_and_filters_hold(store: Store) -> None:
    kept = transcripts(store)
    assert draft(kept) == draft(kept)
    held = draft(kept, filters=Filters(outlets=("Daily Ledger",)))
    assert next(case.ask for case in held if case.expect != "absent").startswith("What is the ministry's comment")
    assert draft(kept, filters=Filters(outlets=("Nobody",))) == []


def test_ids_are_unique(store: Store) -> None:
    ids = [case.id for case in draft(transcripts(store) * 2, count=20)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "text", ["46", "yes", "2031-03-04", "a: b", "it's # here", "- x", "null", "“so”", "/re/", "*a"]
)
def test_scalar_is_read_as_the_text_it_is(text: str) -> None:
    assert yaml.safe_load(f"k: {scalar(text)}") == {"k": text}
    assert yaml.safe_load(f"- {scalar(text)}") == [text]
