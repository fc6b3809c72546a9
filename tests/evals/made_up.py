"""A made-up run over a country that does not exist, for the tests of the reports."""

from dataclasses import replace
from random import Random

from assistant.types import Outcome
from evals.gate_curve import gate_curve
from evals.types import (
    Cited,
    Comparison,
    Expect,
    FactScore,
    Figure,
    Gate,
    Gold,
    Item,
    Observed,
    PairedDifference,
    Ranked,
    Run,
    Said,
    Score,
)
from store.types import Span

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> & \x1b[31m\u202e \x00'
TEXT = (
    "Harbour Times: Will Norlandia join the Halden fisheries accord?\n\n"
    "Ana Vell: Norlandia will not join the Halden accord in its present form. "
    "The quota of 12,000 tonnes is too low for our coastal towns.\n\n"
    "Radio Fjord: Who will pay for the new patrol boats?\n\n"
    "Ana Vell: I have nothing to share on that today. " + HOSTILE
)
TEXTS = {"norlandia": TEXT}
REFUSAL = "Norlandia will not join the Halden accord in its present form."
NOTHING = "I have nothing to share on that today."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span("norlandia", start, start + len(words))


def gold(words: str = REFUSAL, exchange: int = 0) -> Gold:
    return Gold(span(words), exchange, "answer", (span(words),))


def cited(words: str = REFUSAL, n: int = 1) -> Cited:
    at = span(words)
    return Cited(n, "norlandia", 0, "answer", "Ana Vell", "Harbour Times", "2031-03-04", at.start, at.end, words)


def observed(outcome: Outcome = "answered", words: str = REFUSAL) -> Observed:
    return Observed(
        outcome=outcome,
        text=f"Norlandia refuses: “{words}”",
        statements=(Said(f"Norlandia refuses: “{words}”", (1,), "exact"),),
        citations=(cited(words),),
        hits=(
            Ranked("norlandia", 1, TEXT.index("Radio Fjord"), len(TEXT), 0.91),
            Ranked("norlandia", 0, 0, TEXT.index("Radio Fjord"), 0.84),
        ),
        search_ms=12.0,
        first_token_ms=140.0,
        total_ms=181.0,
        confidence=1.5,
    )


def item(
    case: str = "halden",
    *,
    passed: bool = True,
    ask: str = "Will Norlandia join the Halden accord?",
    expect: Expect = "answer",
    tags: tuple[str, ...] = ("single_fact",),
    faults: tuple[str, ...] = ("no sentence that bears out “the quota is too low” is cited",),
) -> Item:
    facts = (
        FactScore("Norlandia will not join", True, True, True, ""),
        FactScore("the quota is too low", True, passed, passed, "" if passed else "“too low” is not in the answer"),
    )
    score = Score(passed, True, () if passed else faults, facts, {"pass": float(passed), "recall_at_5": 1.0})
    return Item("norlandia", case, ask, (), expect, tags, False, case, (gold(),), observed(), score)


def failed_call(case: str = "offline-server") -> Item:
    made = item(case, passed=False)
    gone = Observed("not_in_transcripts", "", error="the model server did not answer")
    return replace(made, observed=gone, score=Score(False, False, (), (), {}))


def hostile_item(words: str = HOSTILE) -> Item:
    """A question that consists of hostile words wherever a run has words of others."""
    made = item(f"hostile{words}", passed=False, ask=words, tags=(words,), faults=(words,))
    said = replace(
        made.observed,
        text=words,
        statements=(Said(words, (1,), "weak"),),
        citations=(replace(cited(), quote=words, speaker=words, outlet=words),),
        writer=words,
    )
    facts = (FactScore(words, True, False, False, words),)
    return replace(made, after=(words,), observed=said, score=replace(made.score, facts=facts))


def run(items: tuple[Item, ...], **changes: object) -> Run:
    scored = [each for each in items if each.score.is_scored]
    share = sum(each.score.is_passed for each in scored) / max(len(scored), 1)
    made = Run(
        id="2031-03-05-a1",
        started="2031-03-05T09:00:00Z",
        seconds=12.0,
        mode="replay",
        version="0.1.0",
        suites={"norlandia": "ab" * 32},
        settings={"model": None, "hits": 8, "reorder": True},
        cases=len(items),
        not_scored=len(items) - len(scored),
        figures=(
            Figure("pass", share, max(0.0, share - 0.12), min(1.0, share + 0.1), len(scored)),
            Figure("recall_at_1", 0.61, 0.47, 0.74, 44),
            Figure("recall_at_5", 0.84, 0.73, 0.93, 44),
            Figure("recall_at_10", 0.93, 0.85, 1.0, 44),
            Figure("verbatim", 1.0, 1.0, 1.0, 47),
            Figure("injection", None, None, None, 0),
            Figure("total_ms", 181.0, 160.0, 204.0, 47),
        ),
        by_tag={
            "single_fact": Figure("pass", 0.92, 0.75, 1.0, 12),
            "false_premise": Figure("pass", 0.5, 0.19, 0.81, 8),
            "a_tag_with_a_very_long_name_indeed": Figure("pass", None, None, None, 0),
        },
        by_half={"tuned": Figure("pass", 0.83, 0.66, 0.95, 24), "held out": Figure("pass", 0.74, 0.57, 0.91, 23)},
        outcomes={
            "answer": {"answered": 26, "partly": 2, "declined": 1, "not_in_transcripts": 3},
            "declined": {"answered": 1, "declined": 4},
            "corrects": {"answered": 2, "not_in_transcripts": 1},
            "absent": {"answered": 2, "not_in_transcripts": 5},
        },
        gate=gate_curve(items),
        gates=(Gate("verbatim", "= 1.000", 1.0, True), Gate("pass", ">= 0.80", share, share >= 0.8)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def many(count: int = 47, seed: int = 7) -> tuple[Item, ...]:
    """Items of several kinds, most of them right, with a confidence that says something."""
    random = Random(seed)
    kinds: tuple[tuple[Expect, Outcome, str], ...] = (
        ("answer", "answered", "single_fact"),
        ("absent", "not_in_transcripts", "absent"),
        ("corrects", "answered", "false_premise"),
        ("declined", "declined", "declined"),
    )
    made = []
    for number in range(count):
        expect, outcome, tag = kinds[number % 4]
        confidence = random.gauss(-3 if expect == "absent" else 2, 2)
        passed = random.random() < 0.55 + 0.1 * abs(confidence)
        given: Outcome = outcome if passed else "answered"
        each = item(f"case-{number:02}", passed=passed, expect=expect, tags=(tag, "press"))
        seen = replace(
            each.observed, outcome=given, confidence=confidence, threshold=-1.75, total_ms=100 + 200 * random.random()
        )
        made.append(replace(each, observed=seen, is_held_out=number % 2 == 1))
    return tuple(made)


def comparison() -> Comparison:
    return Comparison(
        "2031-03-04-b7",
        "2031-03-05-a1",
        47,
        (
            PairedDifference("pass", 0.7, 0.79, 0.09, 0.02, 0.17, 47, 0.012, 0.024),
            PairedDifference("recall_at_5", 0.85, 0.84, -0.01, -0.06, 0.04, 44, 0.7, 0.7),
            PairedDifference("total_ms", 171.0, 181.0, 10.0, 2.0, 18.0, 47, 0.02, 0.04),
        ),
        ("case-04", "case-09"),
        ("case-11", "gone"),
    )
