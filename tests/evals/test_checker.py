"""The bench of the checker, on a part of its mutants: every kind is there, and caught."""

import pytest

from evals.checker import SUITES, Bench, lines, measure


@pytest.fixture(scope="module")
def bench() -> Bench:
    return measure(SUITES, every=9)


@pytest.mark.slow
def test_planted_faults_are_caught(bench: Bench) -> None:
    assert len(bench.wrong) == 14
    caught = sum(tally.caught for tally in bench.wrong.values())
    assert caught >= 0.95 * sum(tally.total for tally in bench.wrong.values())


@pytest.mark.slow
def test_right_answers_pass(bench: Bench) -> None:
    assert bench.right["exact"].caught == 0
    assert sum(t.caught for t in bench.right.values()) <= 0.03 * sum(t.total for t in bench.right.values())


@pytest.mark.slow
def test_bench_is_told_in_lines(bench: Bench) -> None:
    assert any(line.startswith("speaker swapped") for line in lines(bench, examples=1))
