"""Figures of a run and comparisons of two, on items whose values are written down."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.figures import by_half, by_tag, compared, figures_of, group_of, outcomes
from evals.statistics import wilson
from evals.types import FactScore, Figure, Item, Observed, Score
from tests.evals.briefings import QUESTIONS, item, suite_in


def figure(items: list[Item], name: str) -> Figure:
    return next(figure for figure in figures_of(items) if figure.name == name)


def passes(*pattern: int) -> list[Item]:
    return [item(f"c{i}", {"pass": float(p)}) for i, p in enumerate(pattern)]


def test_a_rate_is_the_share_of_cases_with_its_interval() -> None:
    found = figure(passes(1, 1, 1, 0), "pass")
    assert (found.value, found.n) == (0.75, 4)
    assert found.low is not None and found.high is not None and found.low < 0.75 < found.high


def test_repeats_of_a_case_are_averaged_first() -> None:
    items = [item("a", {"pass": p}, repeat=r) for r, p in enumerate((1.0, 1.0, 0.0))] + passes(0)
    assert figure(items, "pass").value == pytest.approx((2 / 3 + 0) / 2)
    assert figure(items, "pass").n == 2


def test_a_metric_that_applies_nowhere_has_no_value_and_failed_calls_do_not_count() -> None:
    failed = item("x", {})
    failed = replace(failed, score=replace(failed.score, is_scored=False))
    assert figure([*passes(1), failed], "recall_at_5") == Figure("recall_at_5", None, None, None, 0)
    assert figure([*passes(1), failed], "pass").n == 1
    assert figure([], "pass").value is None


def test_all_or_none_still_has_an_interval_over_groups() -> None:
    items = [replace(it, group=str(i // 2)) for i, it in enumerate(passes(*[1] * 40))]
    found, interval = figure(items, "pass"), wilson(20, 20)
    assert interval is not None and (found.low, found.high) == (interval.low, 1.0)


def test_groups_widen_the_interval() -> None:
    alone = figure(passes(*[1, 1, 0, 0] * 10), "pass")
    items = passes(*[1, 1, 0, 0] * 10)
    grouped = figure([replace(it, group=str(i // 2)) for i, it in enumerate(items)], "pass")
    assert alone.low is not None and grouped.low is not None and grouped.low < alone.low


def given(expect: str, outcome: str, case: str) -> Item:
    bare = item(case, {"pass": 1.0})
    return replace(bare, expect=expect, observed=Observed(outcome, ""))  # type: ignore[arg-type]


def test_abstention_worked_by_hand() -> None:
    """Three absent of which two are seen, two answerable of which one is refused: P 2/3, R 2/3, F1 2/3; then P 1/2."""
    absent = [given("absent", "not_in_transcripts", "a"), given("absent", "not_in_transcripts", "b")]
    items = [*absent, given("absent", "answered", "c"), given("answer", "answered", "d")]
    refused = given("answer", "not_in_transcripts", "e")
    run = [*items, refused]
    names = ("abstention_precision", "abstention_recall", "abstention_f1")
    assert [figure(run, name).value for name in names] == pytest.approx([2 / 3, 2 / 3, 2 / 3])
    assert [figure(items, name).value for name in names] == pytest.approx([1, 2 / 3, 4 / 5])
    assert figure([given("answer", "answered", "d")], "abstention_precision").value is None
    table = outcomes(run)
    assert table["absent"] == {"answered": 1, "partly": 0, "declined": 0, "not_in_transcripts": 2}
    assert table["answer"]["not_in_transcripts"] == 1 and table["corrects"]["answered"] == 0


def test_twins_are_consistent_if_all_pass_where_one_does() -> None:
    def twins(group: str, *pattern: int) -> list[Item]:
        return [item(f"{group}{i}", {"pass": float(p)}, group=group) for i, p in enumerate(pattern)]

    items = [*twins("a", 1, 1), *twins("b", 1, 0, 1), *twins("c", 0, 0), *twins("d", 1)]
    found = figure(items, "twin_consistency")
    assert (found.value, found.n) == (0.5, 2)  # a and b; nothing of c passes, and d has no twin
    assert figure(items, "multi_turn_consistency").value is None


def test_a_conversation_is_consistent_with_its_opening_question() -> None:
    opening = item("a", {"pass": 1.0}, group="a")
    follows = [item(f"f{i}", {"pass": float(p)}, group="a", after=("Q", "A")) for i, p in enumerate((1, 0))]
    assert figure([opening, follows[0]], "multi_turn_consistency").value == 1.0
    assert figure([opening, *follows], "multi_turn_consistency").value == 0.0
    assert figure([opening, *follows], "twin_consistency").value is None


def test_tags_and_halves_have_figures_of_their_own() -> None:
    one, other = passes(1, 0)
    items = [replace(one, tags=("number", "latest")), replace(other, tags=("number",), is_held_out=True)]
    assert {tag: figure.value for tag, figure in by_tag(items).items()} == {"latest": 1.0, "number": 0.5}
    assert {half: figure.value for half, figure in by_half(items).items()} == {"tuned": 1.0, "held out": 0.0}


def test_twins_and_conversations_are_one_group(tmp_path: Path) -> None:
    head, _, rest = QUESTIONS.partition("  - id: boats\n")
    boats = "  - id: boats\n" + rest
    twin = (
        boats.partition("  - id: secret")[0]
        .replace("id: boats", "id: again\n    same_as: boats")
        .replace("Who", "Who, then,", 1)
    )
    after = "    after:\n      - who will  pay for the new patrol boats?\n      - Nothing was shared.\n"
    follow = twin.replace("id: again\n    same_as: boats\n", f"id: follow\n{after}")
    suite = suite_in(tmp_path, head + twin + boats + follow)
    groups = {case.id: group_of(case, suite) for case in suite.cases}
    assert groups["boats"] == groups["again"] == groups["follow"] == "again"
    assert groups["join"] == "join"


def test_two_runs_are_compared_on_the_cases_both_have() -> None:
    """Of ten cases nine stay; one more passes in the second, and a case that only one run has is left out."""
    first, second = passes(*[1] * 5, *[0] * 5, 1), passes(*[1] * 6, *[0] * 4)
    found = compared(first, second, ("base", "new"), metrics=("pass",))
    difference = found.differences[0]
    assert (found.first, found.second, found.n, found.newly_passing, found.newly_failing) == (
        "base",
        "new",
        10,
        ("c5",),
        (),
    )
    assert (difference.first, difference.second, difference.difference) == pytest.approx((0.5, 0.6, 0.1))
    assert difference.p == 1.0 and difference.low <= 0.1 <= difference.high  # McNemar: one change of one


def test_p_values_are_corrected_for_how_many_there_are() -> None:
    def run(value: float) -> list[Item]:
        return [item(f"c{i}", {"pass": value, "fact_recall": value}) for i in range(8)]

    found = compared(run(0.0), run(1.0), metrics=("pass", "fact_recall", "recall_at_5"))
    assert [d.name for d in found.differences] == ["pass", "fact_recall"]
    assert [d.p for d in found.differences] == pytest.approx([2 / 256, 2 / 256])
    assert [d.p_holm for d in found.differences] == pytest.approx([4 / 256, 4 / 256])
    assert len(found.newly_passing) == 8


def test_repeats_take_the_permutation_test() -> None:
    first = [item(f"c{i}", {"pass": 0.0}, repeat=r) for i in range(4) for r in range(2)]
    second = [item(f"c{i}", {"pass": float(r)}, repeat=r) for i in range(4) for r in range(2)]
    assert compared(first, second, metrics=("pass",)).differences[0].p == pytest.approx(2 / 16)


def test_a_case_that_is_asked_or_judged_otherwise_now_is_another_case() -> None:
    first, second = passes(0, 0, 0, 0), passes(1, 1, 1, 1)
    fact = FactScore("It sank", True, True, True, "")
    second[0] = replace(second[0], ask="Who sank?")
    second[1] = replace(second[1], expect="absent")
    second[2] = replace(second[2], score=replace(second[2].score, facts=(fact,)))
    found = compared(first, second, metrics=("pass",))
    assert (found.n, found.left_out, found.newly_passing) == (1, ("c0", "c1", "c2"), ("c3",))


def test_a_call_that_failed_is_not_compared_nor_told_as_another_case() -> None:
    fact = FactScore("It sank", True, True, True, "")
    first = [replace(each, score=replace(each.score, facts=(fact,))) for each in passes(0, 0)]
    failed = replace(first[0], score=Score(False, False, (), (), {}))
    found = compared(first, [failed, first[1]], metrics=("pass",))
    assert (found.n, found.left_out) == (1, ())


def test_cases_of_a_group_that_change_together_count_as_one() -> None:
    """Six twins newly right are three changes: p is 2/2^3, not McNemar's 2/2^6."""
    first, second = ([replace(it, group=str(i // 2)) for i, it in enumerate(passes(*[p] * 6))] for p in (0, 1))
    assert compared(first, second, metrics=("pass",)).differences[0].p == pytest.approx(2 / 8)


def test_cases_of_two_suites_with_the_same_id_are_told_apart() -> None:
    def both(*pattern: int) -> list[Item]:
        return [replace(it, case="c", suite=name) for it, name in zip(passes(*pattern), ("a", "b"), strict=True)]

    found = compared([*both(0, 1), *passes(1)], [*both(1, 0), *passes(0)], metrics=("pass",))
    assert (found.newly_passing, found.newly_failing) == (("a/c",), ("b/c", "c0"))


def test_runs_without_a_case_in_common_compare_to_nothing() -> None:
    found = compared(passes(1), [item("z", {"pass": 1.0})])
    assert (found.n, found.differences, found.newly_passing) == (0, (), ())
