"""Intervals and tests against values worked by hand and published examples."""

import math

import pytest

from evals.statistics import Interval, bootstrap, holm, kappa, mcnemar, permutation, wilson


def test_bootstrap_of_a_coin_is_as_wide_as_the_normal_approximation() -> None:
    interval = bootstrap([1.0, 0.0] * 100, [1.0] * 200)
    assert interval is not None
    reach = 1.96 * math.sqrt(0.25 / 200)  # .0693
    assert interval.low == pytest.approx(0.5 - reach, abs=0.01) and interval.high == pytest.approx(
        0.5 + reach, abs=0.01
    )


def test_bootstrap_draws_groups_whole() -> None:
    # Two groups of 50 that agree within: one draw in four has only the first, one only the second.
    assert bootstrap([50.0, 0.0], [50.0, 50.0]) == Interval(0.0, 1.0)


def test_bootstrap_of_a_ratio_weighs_groups_by_their_denominator() -> None:
    assert bootstrap([1.0], [4.0]) == Interval(0.25, 0.25)
    assert bootstrap([0.0, 0.0], [0.0, 0.0]) is None
    # Draws of the group that counts nothing are passed over.
    assert bootstrap([1.0, 0.0], [2.0, 0.0]) == Interval(0.5, 0.5)


def test_bootstrap_is_the_same_every_time() -> None:
    assert bootstrap([1.0, 0.0, 0.5], [1.0] * 3) == bootstrap([1.0, 0.0, 0.5], [1.0] * 3)


@pytest.mark.parametrize(
    ("only_first", "only_second", "p"),
    [(0, 0, 1.0), (0, 5, 2 / 32), (1, 9, 22 / 1024), (9, 1, 22 / 1024), (3, 3, 1.0), (2, 4, 2 * 22 / 64)],
)
def test_mcnemar_is_twice_the_binomial_tail(only_first: int, only_second: int, p: float) -> None:
    assert mcnemar(only_first, only_second) == pytest.approx(p)


def test_mcnemar_takes_thousands_of_cases() -> None:
    assert 0 <= mcnemar(2000, 3000) < 1e-40


@pytest.mark.parametrize(
    ("differences", "p"),
    [([], 1.0), ([0.0, 0.0], 1.0), ([1, 2, 3], 2 / 8), ([1, 1, -1], 1.0), ([0.1, 0.2, 0.3, 0.0, -0.1], 6 / 16)],
)
def test_permutation_of_few_groups_is_exact(differences: list[float], p: float) -> None:
    assert permutation(differences) == pytest.approx(p)


def test_permutation_gives_fishers_result_for_darwins_maize() -> None:
    """The Design of Experiments (1935), 21: 863 of 32,768 patterns reach 314 eighths of an inch, on each side."""
    maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    assert permutation([float(d) for d in maize]) == pytest.approx(2 * 863 / 32_768, abs=0.005)


def test_permutation_by_draws_is_never_zero() -> None:
    assert permutation([1.0] * 40) == 1 / 20_001


def test_holm_keeps_the_order_and_never_falls() -> None:
    """R: p.adjust(c(.01, .04, .03, .005), "holm") is .03 .06 .06 .02."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == [1.0, 1.0] and holm([]) == []


def test_kappa_of_two_judges_worked_by_hand() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreed .7, by chance .5.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = kappa(first, second)
    assert found is not None and found.value == pytest.approx(0.4) and found.n == 50


def test_kappa_gives_the_published_interval() -> None:
    """Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), table 18.1: .68, error .087."""
    table = {("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4, ("n", "o"): 1, ("o", "o"): 10}
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    found = kappa([a for a, _ in pairs], [b for _, b in pairs])
    assert found is not None and found.value == pytest.approx(0.6765, abs=0.0001)
    assert (found.interval.high - found.interval.low) / 2 / 1.96 == pytest.approx(0.087, abs=0.001)


def test_kappa_needs_something_that_chance_leaves_open() -> None:
    assert kappa([], []) is None and kappa(["a", "a"], ["a", "a"]) is None
    perfect = kappa(["a", "b"], ["a", "b"])
    assert perfect is not None and perfect.interval == Interval(1.0, 1.0)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_table(successes: int, n: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    interval = wilson(successes, n)
    assert interval is not None
    assert [interval.low, interval.high] == pytest.approx([low, high], abs=1e-4)


def test_wilson_of_nothing_is_none_and_of_everything_ends_at_one() -> None:
    assert wilson(0, 0) is None
    assert (wilson(20, 20) or Interval(0, 0)).high == 1.0
