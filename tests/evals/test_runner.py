"""Questions asked as everybody asks them; failures told apart from wrong answers."""

from pathlib import Path

import pytest

from evals.preparing import prepared
from evals.problems import SuiteError
from evals.runner import ServerDownError, chosen, run_suite
from evals.suites import read_suite
from tests.evals.small_suite import BOATS, DOCK, MARCH_SAYS, RIGHT, WILL, Quoting, ready, write_suite
from tests.fakes import HashEmbedder


def test_right_answers_pass_and_carry_what_was_cited_and_found(tmp_path: Path) -> None:
    with ready(tmp_path) as made:
        items = {item.case: item for item in run_suite(made, Quoting())}

    assert {name: item.score.faults for name, item in items.items()} == {"will": (), "boats": (), "dock": ()}
    seen = items["will"].observed
    assert [(c.quote, c.role, c.speaker, c.outlet, c.date) for c in seen.citations] == [
        (MARCH_SAYS, "answer", "Ana Vell", "Harbour Times", "2031-03-04")
    ]
    assert {hit.transcript for hit in seen.hits} == {seen.citations[0].transcript}  # `only: to:` keeps June out
    assert (seen.prompt_tokens, seen.completion_tokens, seen.writer) == (100, 10, "quoting")
    assert items["boats"].is_held_out and items["boats"].gold


def test_wrong_answer_fails_with_its_faults(tmp_path: Path) -> None:
    with ready(tmp_path) as made:
        (item,) = run_suite(made, Quoting(RIGHT | {WILL: "NOT_IN_TRANSCRIPTS"}), cases=[made.suite.cases[0]])
    assert item.score.is_scored and not item.score.is_passed
    assert "says that the transcripts do not answer" in item.score.faults[0]


def test_failed_call_is_not_scored_and_the_others_go_on(tmp_path: Path) -> None:
    with ready(tmp_path) as made:
        items = {item.case: item for item in run_suite(made, Quoting(RIGHT | {BOATS: "ERROR"}), workers=2)}
    assert not items["boats"].score.is_scored
    assert items["boats"].observed.error == "The server at nowhere does not answer. Start it."
    assert items["will"].score.is_passed and items["dock"].score.is_passed


def test_server_that_is_down_ends_the_run_and_keeps_what_was_asked(tmp_path: Path) -> None:
    writer = Quoting(dict.fromkeys(RIGHT, "ERROR"))
    seen = []
    with ready(tmp_path) as made, pytest.raises(ServerDownError, match=r"2 calls failed in a row.*Start it"):
        for item in run_suite(made, writer, give_up_after=2):
            seen.append(item)
    assert len(seen) == len(writer.asked) == 2


def test_what_is_done_is_not_asked_again_and_repeats_are_counted(tmp_path: Path) -> None:
    writer = Quoting()
    with ready(tmp_path) as made:
        items = list(run_suite(made, writer, repeat=2, done={("small", "will", 0), ("small", "dock", 1)}))
    assert sorted((item.case, item.repeat) for item in items) == [("boats", 0), ("boats", 1), ("dock", 0), ("will", 1)]
    assert sorted(writer.asked) == sorted([BOATS, BOATS, DOCK, WILL])


def test_cases_are_chosen_by_tag_id_and_half(tmp_path: Path) -> None:
    suite = read_suite(write_suite(tmp_path))
    assert [case.id for case in chosen(suite, tags=["two"])] == ["boats", "dock"]
    assert [case.id for case in chosen(suite, only=["dock"])] == ["dock"]
    assert [case.id for case in chosen(suite, held_out=True)] == ["boats"]
    assert [case.id for case in chosen(suite, held_out=False, tags=["two"])] == ["dock"]


def test_transcript_that_cannot_be_read_is_a_fault_of_the_suite(tmp_path: Path) -> None:
    path = write_suite(tmp_path)
    bad = path.read_text().replace("  - id: june\n", "  - id: empty\n    text: '.'\n  - id: june\n")
    path.write_text(bad)

    with (
        pytest.raises(SuiteError, match=r"small\.yaml, line 1: transcript empty: .*"),
        prepared(read_suite(path), library=lambda: pytest.fail("not asked"), embedder=HashEmbedder()),
    ):
        pass
