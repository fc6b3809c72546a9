"""Intervals and tests for evaluations: bootstrap, McNemar, permutation, Holm, kappa, Wilson. Pure; draws are seeded.

Everything here is worked by hand or taken from a published example in tests/evals/test_statistics.py.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

SEED = 20_310_304
BOOTSTRAP_DRAWS = 2_000
PERMUTATION_DRAWS = 20_000
_EXACT_GROUPS = 14  # 2^14 sign patterns are all tried

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; both ends belong to it."""

    low: float
    high: float


def bootstrap(
    sums: Sequence[float], counts: Sequence[float], *, level: float = 0.95, draws: int = BOOTSTRAP_DRAWS
) -> Interval | None:
    """The percentile bootstrap interval of sum(sums) / sum(counts), whole groups drawn with replacement.

    Each position is a group: the sum of its values and how many they are (for a ratio such as precision, its numerator
    and denominator). Draws in which nothing is counted are passed over. None when nothing is counted at all.
    Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13; clusters as in Field & Welsh, JRSS B 69 (2007).
    """
    tops, bottoms = np.asarray(sums, dtype=float), np.asarray(counts, dtype=float)
    if not bottoms.sum() > 0:
        return None
    weights = _drawn(len(tops), draws)
    below = weights @ bottoms
    ratios = (weights @ tops)[below > 0] / below[below > 0]
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def _drawn(groups: int, draws: int) -> Floats:
    """How often each group is drawn in each draw; shape (draws, groups), rows sum to `groups`."""
    rng = np.random.default_rng(SEED)
    return rng.multinomial(groups, np.full(groups, 1 / groups), size=draws).astype(float)


def mcnemar(only_first: int, only_second: int) -> float:
    """The two-sided p of the exact McNemar test.

    `only_first` cases pass in the first run alone, `only_second` in the second alone; under the null hypothesis either
    is Binomial(n, 1/2). 1 when there are none. McNemar, Psychometrika 12 (1947); exact by the sign test, as in Agresti,
    Categorical Data Analysis (2013), 11.1.
    """
    n, least = only_first + only_second, min(only_first, only_second)
    tail = sum(math.comb(n, k) for k in range(least + 1))
    return min(1.0, 2 * tail / (1 << n))


def permutation(differences: Sequence[float], *, draws: int = PERMUTATION_DRAWS) -> float:
    """The two-sided p of the paired permutation test: under the null hypothesis each difference may have either sign.

    Each difference is that of a group (the sum over its cases), whose sign changes as a whole. All 2^n patterns for at
    most 14 that are not 0; otherwise seeded draws, with the observed pattern counted among them (Phipson & Smyth, Stat.
    Appl. Genet. Mol. Biol. 9(1), 2010), so that p is never 0. 1 when nothing differs. Fisher, The Design of Experiments
    (1935), 21; for runs of a retrieval system Smucker, Allan & Carterette, CIKM 2007.
    """
    values = np.asarray([d for d in differences if d != 0], dtype=float)
    if not len(values):
        return 1.0
    # Sums of the same numbers in another order differ in their last digits.
    least = abs(values.sum()) - 1e-9 * np.abs(values).sum()
    if len(values) <= _EXACT_GROUPS:
        patterns = (np.arange(2 ** len(values))[:, None] >> np.arange(len(values))) & 1
        return float(np.mean(np.abs((patterns * 2 - 1) @ values) >= least))
    rng = np.random.default_rng(SEED)
    signs = rng.integers(0, 2, size=(draws, len(values)), dtype=np.int8) * 2 - 1
    return float((1 + np.count_nonzero(np.abs(signs @ values) >= least)) / (draws + 1))


def holm(ps: Sequence[float]) -> list[float]:
    """The p values corrected for being so many, in the given order; never below the raw ones or above 1.

    Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979).
    """
    corrected = [0.0] * len(ps)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        highest = max(highest, min(1.0, (len(ps) - place) * ps[index]))
        corrected[index] = highest
    return corrected


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance in [-1, 1], its interval, and over how many items."""

    value: float
    interval: Interval
    n: int


def kappa(first: Sequence[Hashable], second: Sequence[Hashable], *, level: float = 0.95) -> Kappa | None:
    """Cohen's kappa of two judges' labels of the same items. None without items, or when chance alone agrees fully.

    The interval is kappa ± z · SE with the large-sample standard error of Fleiss, Cohen & Everitt, Psychological
    Bulletin 72 (1969), eq. 13, cut off at -1 and 1. Cohen, Educational and Psychological Measurement 20 (1960).
    """
    n = len(first)
    labels = {label: i for i, label in enumerate(dict.fromkeys([*first, *second]))}
    table = np.zeros((len(labels), len(labels)))
    for one, other in zip(first, second, strict=True):
        table[labels[one], labels[other]] += 1
    if not n:
        return None
    p = table / n
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    agreed, by_chance = float(np.trace(p)), float(rows @ columns)
    if math.isclose(by_chance, 1):
        return None
    value = (agreed - by_chance) / (1 - by_chance)
    error = math.sqrt(max(0.0, _kappa_variance(p, rows, columns, agreed, by_chance)) / n)
    reach = _z(level) * error
    return Kappa(value, Interval(max(-1.0, value - reach), min(1.0, value + reach)), n)


def _kappa_variance(p: Floats, rows: Floats, columns: Floats, agreed: float, by_chance: float) -> float:
    """n times the squared standard error of kappa: Fleiss, Cohen & Everitt (1969), eq. 13."""
    value = (agreed - by_chance) / (1 - by_chance)
    means = rows[:, None] + columns[None, :]  # of row i and column j; the formula wants column i and row j
    on = float(np.sum(np.diag(p) * (1 - np.diag(means) * (1 - value)) ** 2))
    off = p * means.T**2
    away = (1 - value) ** 2 * float(off.sum() - np.trace(off))
    return (on + away - (value - by_chance * (1 - value)) ** 2) / (1 - by_chance) ** 2


def roc_area(are_right: Sequence[bool], scores: Sequence[float]) -> float:
    """How often a right one scores above a wrong one, ties halved: the area under the ROC curve. NaN without either.

    Hanley and McNeil, The meaning and use of the area under a ROC curve, Radiology 143 (1982).
    """
    right = np.sort([score for score, is_right in zip(scores, are_right, strict=True) if is_right])
    wrong = np.sort([score for score, is_right in zip(scores, are_right, strict=True) if not is_right])
    if not (len(right) and len(wrong)):
        return float("nan")
    below, up_to = np.searchsorted(wrong, right, "left"), np.searchsorted(wrong, right, "right")
    return float((below + up_to).mean() / 2 / len(wrong))


def wilson(successes: float, n: int, *, level: float = 0.95) -> Interval | None:
    """Wilson's score interval of a proportion; also at 0 and 1, where the bootstrap has none. None for n = 0.

    Wilson, JASA 22 (1927); recommended by Brown, Cai & DasGupta, Statistical Science 16 (2001).
    """
    if not n:
        return None
    z, share = _z(level), successes / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # At 0 and 1 the formula gives the end itself, but for rounding.
    return Interval(0.0 if successes == 0 else middle - reach, 1.0 if successes == n else middle + reach)


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
