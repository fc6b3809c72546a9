"""Figures of a run: every metric with its interval, by tag and by half, and two runs compared. Pure functions.

Cases of one group (the same question in other words, one conversation) are not independent and are drawn together.
Repeats of a case are averaged first, so that each case counts once. Items whose call failed are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import get_args

from assistant.types import Outcome
from evals.matching import normalised
from evals.metrics import METRICS
from evals.statistics import Interval, bootstrap, holm, mcnemar, permutation, wilson
from evals.types import Case, Comparison, Expect, Figure, Item, PairedDifference, Suite

Key = tuple[str, str]  # suite and case, or suite and group

# What two runs are compared by, when nothing else is asked for.
COMPARED = (
    "pass", "outcome_right", "fact_recall", "sentence_precision", "exchange_precision", "recall_at_5", "ndcg_at_10",
)  # fmt: skip


def group_of(case: Case, suite: Suite) -> str:
    """The id of the first case of the suite that belongs together with this one, over any number of steps.

    Cases belong together if one is `same_as` the other, or if they begin with the same words: a conversation is known
    by its first message, which is `ask` where there is no `after`.
    """
    roots = {other.id: other.id for other in suite.cases}

    def root(id: str) -> str:
        while roots[id] != id:
            id = roots[id]
        return id

    order = {other.id: place for place, other in enumerate(suite.cases)}
    openings: dict[str, str] = {}
    for other in suite.cases:
        opening = normalised(other.after[0] if other.after else other.ask).casefold()
        for neighbour in (other.same_as, openings.setdefault(opening, other.id)):
            if neighbour is not None:
                first, later = sorted((root(other.id), root(neighbour)), key=order.__getitem__)
                roots[later] = first
    return root(case.id)


@dataclass(frozen=True, slots=True)
class Sums:
    """A case's part in a ratio: what is added above and below the line, and which group it belongs to."""

    group: Key
    top: float
    bottom: float


def figures_of(items: Iterable[Item]) -> tuple[Figure, ...]:
    """Every metric of `METRICS`, in its order, with its 95 % interval.

    `n` counts the cases that the metric applies to (consistency: the groups).
    """
    scored = _scored(items)
    special = {
        **_abstention(scored),
        "twin_consistency": _consistency(scored, _is_twins),
        "multi_turn_consistency": _consistency(scored, _is_conversation),
    }
    return tuple(
        ratio(
            name, special[name] if name in special else _means(scored, name), METRICS[name].kind in ("rate", "graded")
        )
        for name in METRICS
    )


def by_tag(items: Iterable[Item]) -> dict[str, Figure]:
    """PASS of the cases with each tag, by the tag's name, in alphabetical order."""
    scored = _scored(items)
    tags = sorted({tag for item in scored for tag in item.tags})
    return {tag: _pass([item for item in scored if tag in item.tags]) for tag in tags}


def by_half(items: Iterable[Item]) -> dict[str, Figure]:
    """PASS of the questions the program may be tuned on ("tuned") and of those held out ("held out")."""
    scored = _scored(items)
    halves = {"tuned": [i for i in scored if not i.is_held_out], "held out": [i for i in scored if i.is_held_out]}
    return {name: _pass(half) for name, half in halves.items() if half}


def outcomes(items: Iterable[Item]) -> dict[str, dict[str, int]]:
    """How many answers had each outcome, by what was expected: expected -> given -> how many, zeros included."""
    table = {expect: dict.fromkeys(get_args(Outcome), 0) for expect in get_args(Expect)}
    for item in _scored(items):
        table[item.expect][item.observed.outcome] += 1
    return table


def _scored(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.score.is_scored]


def _pass(items: Sequence[Item]) -> Figure:
    return ratio("pass", _means(items, "pass"), True)


def ratio(name: str, sums: Sequence[Sums], is_share: bool) -> Figure:
    """All of these above the line by all of them below it; no value where nothing stands below.

    The interval is the percentile bootstrap over groups; for a share of exactly 0 or 1, where that has no width,
    Wilson's over the number of groups.
    """
    top, bottom = sum(s.top for s in sums), sum(s.bottom for s in sums)
    n = sum(s.bottom > 0 for s in sums)
    if not bottom:
        return Figure(name, None, None, None, n)
    groups = _by_group(sums)
    if is_share and top in (0, bottom):
        counted = sum(below > 0 for _, below in groups.values())
        interval = wilson(counted if top else 0, counted)
    else:
        interval = bootstrap([above for above, _ in groups.values()], [below for _, below in groups.values()])
    assert interval is not None  # something is counted
    return Figure(name, top / bottom, interval.low, interval.high, n)


def _by_group(sums: Iterable[Sums]) -> dict[Key, tuple[float, float]]:
    groups: dict[Key, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for s in sums:
        above, below = groups[s.group]
        groups[s.group] = (above + s.top, below + s.bottom)
    return groups


def _case_means(items: Iterable[Item], name: str) -> dict[Key, float]:
    """A metric's value for each case it applies to, averaged over repeats."""
    found: dict[Key, list[float]] = defaultdict(list)
    for item in items:
        if name in item.score.values:
            found[item.suite, item.case].append(item.score.values[name])
    return {key: fmean(values) for key, values in found.items()}


def _groups(items: Iterable[Item]) -> dict[Key, Key]:
    return {(item.suite, item.case): (item.suite, item.group) for item in items}


def _means(items: Sequence[Item], name: str) -> list[Sums]:
    groups = _groups(items)
    return [Sums(groups[key], value, 1) for key, value in _case_means(items, name).items()]


def _abstention(items: Sequence[Item]) -> dict[str, list[Sums]]:
    """Precision TP / (TP + FP), recall TP / (TP + FN) and F1 2 TP / (2 TP + FP + FN).

    Positive is an answer that says "not in the transcripts", true is a case that expects that. Repeats are shares.
    """
    cases: dict[Key, list[tuple[bool, bool]]] = defaultdict(list)
    for item in items:
        abstains = item.observed.outcome == "not_in_transcripts"
        cases[item.suite, item.case].append((abstains, item.expect == "absent"))
    groups = _groups(items)
    precision, recall, f1 = [], [], []
    for key, pairs in cases.items():
        both = fmean(abstains and absent for abstains, absent in pairs)
        given = fmean(abstains for abstains, _ in pairs)
        wanted = fmean(absent for _, absent in pairs)
        precision.append(Sums(groups[key], both, given))
        recall.append(Sums(groups[key], both, wanted))
        f1.append(Sums(groups[key], 2 * both, given + wanted))
    return {"abstention_precision": precision, "abstention_recall": recall, "abstention_f1": f1}


def _is_twins(items: Sequence[Item]) -> list[Item]:
    """The members of a group that ask without a conversation before them."""
    return [item for item in items if not item.after]


def _is_conversation(items: Sequence[Item]) -> list[Item]:
    """All of a group in which something is asked after something else; nothing of any other group."""
    return list(items) if any(item.after for item in items) else []


def _consistency(items: Sequence[Item], members: Callable[[Sequence[Item]], list[Item]]) -> list[Sums]:
    """Groups of at least two cases of which one passes at least: how many there are, and in how many all pass.

    Groups in which nothing passes are left out, so that a program which fails everywhere does not count as consistent.
    Each repeat of a run is looked at by itself.
    """
    together: dict[tuple[Key, int], list[Item]] = defaultdict(list)
    for item in items:
        together[(item.suite, item.group), item.repeat].append(item)
    found: dict[Key, list[bool]] = defaultdict(list)
    for (group, _), all_items in together.items():
        passes = [item.score.is_passed for item in members(all_items)]
        if len(passes) > 1 and any(passes):
            found[group].append(all(passes))
    return [Sums(group, fmean(holds), 1) for group, holds in found.items()]


def compared(
    first: Sequence[Item],
    second: Sequence[Item],
    names: tuple[str, str] = ("first", "second"),
    *,
    metrics: Sequence[str] = COMPARED,
) -> Comparison:
    """Two runs on the cases that both scored; `names` are those of the runs, `metrics` what is compared.

    Differences are second minus first, with the percentile bootstrap interval over groups. p is of the exact McNemar
    test for `pass` (of the permutation test where it changed for several cases of a group, which are not independent,
    or in some repeats only), of the paired permutation test over groups for all others; `p_holm` is corrected for all
    metrics compared. A metric that applies to no case in both runs is left out, and so is a case that is asked or
    judged otherwise in the second run.
    """
    before, now = _meant(first), _meant(second)
    both = {key for key, meant in before.items() if now.get(key) == meant}
    ones, others = ([i for i in _scored(items) if (i.suite, i.case) in both] for items in (first, second))
    suites = Counter(case for _, case in {(i.suite, i.case) for i in (*first, *second)})

    def named(keys: Iterable[Key]) -> tuple[str, ...]:
        return tuple(case if suites[case] == 1 else f"{suite}/{case}" for suite, case in keys)

    groups = _groups(ones)
    found = []
    for name in metrics:
        pairs = _pairs(_case_means(ones, name), _case_means(others, name))
        if pairs:
            found.append(_difference(name, pairs, groups))
    corrected = holm([p for *_, p in found])
    passes = _pairs(_case_means(ones, "pass"), _case_means(others, "pass"))
    return Comparison(
        first=names[0],
        second=names[1],
        n=len(both),
        differences=tuple(
            PairedDifference(name, a, b, b - a, i.low, i.high, n, p, p_holm)
            for (name, a, b, i, n, p), p_holm in zip(found, corrected, strict=True)
        ),
        newly_passing=named(key for key, (a, b) in passes.items() if a < b),
        newly_failing=named(key for key, (a, b) in passes.items() if a > b),
        left_out=named(key for key, meant in before.items() if now.get(key, meant) != meant),
    )


def _meant(items: Iterable[Item]) -> dict[Key, object]:
    """What each case asks and expects, as far as a run keeps it of those that were scored."""
    return {
        (i.suite, i.case): (i.ask, i.after, i.expect, [(fact.say, fact.is_needed) for fact in i.score.facts])
        for i in _scored(items)
    }


Pairs = Mapping[Key, tuple[float, float]]


def _pairs(first: Mapping[Key, float], second: Mapping[Key, float]) -> Pairs:
    return {key: (value, second[key]) for key, value in first.items() if key in second}


def _difference(name: str, pairs: Pairs, groups: Mapping[Key, Key]) -> tuple[str, float, float, Interval, int, float]:
    sums = _by_group(Sums(groups[key], b - a, 1) for key, (a, b) in pairs.items())
    interval = bootstrap([above for above, _ in sums.values()], [below for _, below in sums.values()])
    assert interval is not None  # there are pairs
    changes = [above for above, _ in sums.values()]
    if name == "pass" and set(changes) <= {-1, 0, 1}:
        p = mcnemar(changes.count(-1), changes.count(1))
    else:
        p = permutation(changes)
    first, second = (fmean(pair[side] for pair in pairs.values()) for side in (0, 1))
    return name, first, second, interval, len(pairs), p
