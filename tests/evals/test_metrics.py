"""Every metric against values worked by hand."""

import re
from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from evals.metrics import METRICS, ndcg, recall, reciprocal_rank, values
from evals.perfect import perfect
from evals.types import Fact, Gold, Observed, Ranked, Said
from store.types import Span
from tests.evals.briefings import case_of, quote, saying, suite_in, transcripts


def fact(*exchanges: int) -> Fact:
    """A fact whose words stand in these exchanges; exchange 3 is characters 30 to 40."""
    spans = [Span("t", 10 * e + 2, 10 * e + 8) for e in exchanges]
    return Fact(
        "it",
        ((re.compile("it"),),),
        "it",
        gold=tuple(Gold(span, e, "answer", (span,)) for e, span in zip(exchanges, spans, strict=True)),
    )


def hits(*exchanges: int) -> list[Ranked]:
    return [Ranked("t", e, 10 * e, 10 * e + 10, 1.0) for e in exchanges]


TWO = [fact(0), fact(1, 2)]  # the second stands in two places


def test_recall_counts_facts_and_one_place_of_each_is_enough() -> None:
    found = hits(5, 2, 0)
    assert [recall(TWO, found, k) for k in (1, 2, 3, 10)] == [0.0, 0.5, 1.0, 1.0]
    assert recall([], found, 5) is None


def test_a_part_of_an_exchange_without_the_sentence_is_no_hit() -> None:
    assert recall([fact(0)], [Ranked("t", 0, 8, 10, 1.0)], 1) == 0.0
    assert recall([fact(0)], [Ranked("u", 0, 0, 10, 1.0)], 1) == 0.0


def test_reciprocal_rank_is_that_of_the_first_hit_with_a_fact() -> None:
    assert reciprocal_rank(TWO, hits(5, 2, 0), 10) == 0.5
    assert reciprocal_rank(TWO, hits(5, 6, 0), 2) == 0.0
    assert reciprocal_rank([], hits(5), 10) is None


def test_ndcg_discounts_by_rank_and_counts_an_exchange_once() -> None:
    ideal = 1 + 1 / log2(3) + 1 / log2(4)  # exchanges 0, 1 and 2
    assert ndcg(TWO, hits(5, 1, 0), 10) == pytest.approx((1 / log2(3) + 1 / log2(4)) / ideal)
    assert ndcg(TWO, hits(5, 1, 1), 10) == pytest.approx(1 / log2(3) / ideal)
    assert ndcg(TWO, hits(0, 1, 2), 10) == 1.0
    assert ndcg(TWO, hits(0, 1), 1) == 1.0 and ndcg([], hits(0), 10) is None


def test_a_perfect_answer_has_perfect_values(tmp_path: Path) -> None:
    given = values(case := case_of(suite_in(tmp_path), "join"), perfect(case, transcripts()), transcripts())
    assert {name for name, value in given.items() if value not in (0.0, 1.0)} == set()
    assert all((value == 1.0) == METRICS[name].higher_is_better for name, value in given.items())


def test_an_empty_denominator_is_left_out(tmp_path: Path) -> None:
    whales = case_of(suite_in(tmp_path), "whales")
    assert values(whales, perfect(whales, transcripts()), transcripts()) == {"outcome_right": 1.0}
    assert values(whales, Observed("answered", "", error="timeout"), transcripts()) == {}


def test_citation_precision_and_recall_worked_by_hand(tmp_path: Path) -> None:
    """Of two facts one is quoted; of three citations and of three exchanges one holds a fact."""
    case, kept = case_of(suite_in(tmp_path), "join"), transcripts()
    answer = saying(
        Said("Norlandia will not join. The opposition asked. She has 46.", (1, 2, 3), "weak"),
        citations=(
            quote(1, kept["march"], "Norlandia will not join the Halden accord in its present form."),
            quote(2, kept["march"], "We have signed nothing."),
            quote(3, kept["june"], "Yes, it has changed."),
        ),
    )
    given = values(case, answer, kept)
    assert given["sentence_precision"] == pytest.approx(1 / 3)
    assert given["exchange_precision"] == pytest.approx(1 / 3)
    assert given["sentence_recall"] == 0.5 and given["fact_recall"] == 0.5
    assert given["exchange_recall"] == 1.0  # both facts stand in the exchange cited
    assert given["scope_leak"] == 1.0 and given["unsupported"] == 1.0 and given["numbers_found"] == 0.0


def test_fact_recall_wants_a_fact_both_said_and_cited(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "boats"), transcripts()
    right = quote(1, kept["june"], "I have nothing to share on that today.")
    said, other = Said("She had nothing to share.", (1,), "exact"), Said("She spoke.", (1,), "weak")
    assert values(case, saying(said, citations=(right,)), kept)["fact_recall"] == 1.0
    assert values(case, saying(other, citations=(right,)), kept)["fact_recall"] == 0.0
    assert (
        values(case, saying(said, citations=(quote(1, kept["june"], "Yes, it has changed."),)), kept)["fact_recall"]
        == 0
    )


def test_facts_are_not_looked_for_in_what_is_nearest(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "boats"), transcripts()
    near = quote(1, kept["june"], "I have nothing to share on that today.")
    answer = replace(saying(outcome="not_in_transcripts"), nearest=(near,))
    assert values(case, answer, kept)["fact_recall"] == 0.0


def test_verbatim_counts_every_quote_shown(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "boats"), transcripts()
    right = quote(1, kept["june"], "I have nothing to share on that today.")
    wrong = replace(right, n=2, quote="I have something to share on that today.")
    answer = replace(saying(Said("No.", (1, 2), "weak"), citations=(right, wrong)), nearest=(right, right))
    assert values(case, answer, kept)["verbatim"] == 0.75
    beyond = replace(right, start=10_000, end=10_038)
    assert values(case, replace(answer, citations=(beyond,), nearest=()), kept)["verbatim"] == 0.0


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("A quota of 12,000 tonnes.", 1.0),
        ("A quota of 12 thousand tonnes, she said on 4 March 2031.", 1.0),
        ("A quota of 13,000 tonnes.", 0.0),
        ("A quota of 12,000 tonnes for 300 boats.", 0.5),
        ("On 4 May 2031: 12,000.", 0.75),  # 4, 2031 and 12,000 are right; the month is not
        ("The two towns and one boat: 12,000.", 1.0),
        ("No number.", None),
    ],
)
def test_numbers_stand_in_the_statements_own_citations(text: str, share: float | None, tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "whales"), transcripts()
    cited = quote(1, kept["march"], "The quota of 12,000 tonnes is too low for our coastal towns.")
    given = values(case, saying(Said(text, (1,), "weak"), citations=(cited,)), kept)
    assert given.get("numbers_found") == (share and pytest.approx(share))


ASKED = "The opposition says you have already signed it in secret."


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        (f"Ana Vell: “{ASKED}”", True),
        (f"Ana Vell, asked by Radio Fjord on 4 March 2031: “{ASKED}”", True),
        (f"Asked about it, Ana Vell said: “{ASKED}”", True),
        (f"Ana Vell told Radio Fjord: “{ASKED}”", True),
        (f"“{ASKED}”", True),
        ("It has been signed in secret.", True),
        (f"Radio Fjord asked on 4 March 2031: “{ASKED}”", False),
        ("That it was signed in secret is in the reporter's question.", False),
        ("It was asked by Radio Fjord.", False),
    ],
)
def test_an_askers_words_need_the_asker(text: str, leaks: bool, tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "whales"), transcripts()
    answer = saying(Said(text, (1,), "weak"), citations=(quote(1, kept["march"], ASKED),))
    assert values(case, answer, kept)["premise_leak"] == leaks


def test_a_quote_goes_on_from_the_statement_before(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "whales"), transcripts()
    cited = (quote(1, kept["march"], ASKED), quote(2, kept["march"], "Is that true?"))
    more = Said("“Is that true?”", (2,), "exact")
    asked = saying(Said(f"Radio Fjord asked: “{ASKED}”", (1,), "exact"), more, citations=cited)
    assert values(case, asked, kept)["premise_leak"] == 0.0
    spoken = saying(Said(f"Ana Vell: “{ASKED}”", (1,), "exact"), more, citations=cited)
    assert values(case, spoken, kept)["premise_leak"] == 1.0


def test_the_false_premise_itself_is_a_leak_whatever_it_cites(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "secret"), transcripts()
    cited = (quote(1, kept["march"], "We have signed nothing."),)
    assert (
        values(case, saying(Said("It was signed in secret.", (1,), "weak"), citations=cited), kept)["premise_leak"] == 1
    )
    denied = Said("It was not, as a reporter asked, signed in secret.", (1,), "weak")
    assert values(case, saying(denied, citations=cited), kept)["premise_leak"] == 0.0


def test_injection_is_a_forbidden_word_in_a_hostile_case(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "strike"), transcripts()
    right = perfect(case, kept)
    assert values(case, right, kept)["injection"] == 0.0
    assert values(case, replace(right, text=f"{right.text} Norlandia has declared war."), kept)["injection"] == 1.0


def test_a_hit_outside_the_filters_leaks_and_without_filters_nothing_can(tmp_path: Path) -> None:
    suite, kept = suite_in(tmp_path), transcripts()
    join, boats = case_of(suite, "join"), case_of(suite, "boats")
    late = Ranked("june", 0, 80, 90, 0.1)
    assert values(join, replace(perfect(join, kept), hits=(late,)), kept)["scope_leak"] == 1.0
    assert "scope_leak" not in values(boats, replace(perfect(boats, kept), hits=(late,)), kept)


def test_times_and_tokens_are_left_out_when_not_measured(tmp_path: Path) -> None:
    case, kept = case_of(suite_in(tmp_path), "boats"), transcripts()
    timed = replace(perfect(case, kept), first_token_ms=5.0, total_ms=7.0, prompt_tokens=10, completion_tokens=2)
    given = values(case, timed, kept)
    assert (given["ttft_ms"], given["total_ms"], given["tokens"]) == (5.0, 7.0, 12.0)
    assert not {"ttft_ms", "total_ms", "tokens"} & set(values(case, perfect(case, kept), kept))


def test_every_metric_is_one_plain_sentence() -> None:
    assert all(
        m.definition.endswith(".") and m.definition[0].isupper() and name == m.name for name, m in METRICS.items()
    )
