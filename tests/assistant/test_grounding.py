"""What the cited sentences bear out, rule by rule. Every marker in these replies is valid."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import draft
from assistant.figures import numbers
from assistant.grounding import verify
from assistant.types import Prompt, Statement, Support
from store.types import Filters
from tests.assistant.scenes import PROMPT, hit, prompt

UNION = prompt(
    hit(
        ("question", "Does the European Union back the Sudland embargo, and does Norlandia oppose it?"),
        ("answer", "We firmly oppose the embargo against Sudland."),
        (
            "answer",
            "Norlandia and the European Union said “no port will close — not one”, and they agreed on twelve visits.",
        ),
        ("answer", "If Sudland lifts the ban, we will send the two ships, but not before spring."),
        ("answer", "China and the US were invited."),
    )
)


def verified(reply: str, given: Prompt = PROMPT) -> tuple[Statement, ...]:
    return verify(draft(reply, given, complete=True), given).statements


def support(statement: str, given: Prompt = PROMPT, *, outcome: str = "ANSWERED") -> Support:
    (judged,) = verified(f"{outcome}\n{statement}", given)
    return judged.support


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("ANSWERED\n[2.2] The envoy was called home, she said.", "declined"),
        ("PARTLY\n[2.2] The competent authorities know why.", "declined"),
        ("ANSWERED\n[2.2] She referred to the authorities.\n[1.2] They will not sign the treaty.", "answered"),
        ("ANSWERED\n[2.1] The envoy was called home.", "answered"),
    ],
)
def test_what_cites_nothing_but_a_refusal_is_no_answer(reply: str, outcome: str) -> None:
    assert verify(draft(reply, PROMPT, complete=True), PROMPT).outcome == outcome


@pytest.mark.parametrize(
    ("filters", "cited"),
    [
        (Filters(speakers=("Vell",)), ["1.1", "1.2"]),
        (Filters(speakers=("Lund",)), ["1.1"]),
        (Filters(outlets=("harbour",)), ["1.1", "1.2"]),
        (Filters(outlets=("Coast",)), ["1.2"]),
    ],
)
def test_words_of_others_than_the_filters_name_are_not_cited(filters: Filters, cited: list[str]) -> None:
    held = replace(PROMPT, question=replace(PROMPT.question, filters=filters))
    reply = draft(
        "ANSWERED\n[1.1] Will they sign the treaty?\n[1.2] They will not sign the treaty.", held, complete=True
    )
    kept = verify(reply, held).citations
    assert [str(citation.n) for citation in kept] == [marker[-1] for marker in cited]


@pytest.mark.parametrize(
    "statement",
    [
        "[1.2] We will not sign the treaty this year.",
        "[1.2] Ana Vell said: we will not sign the treaty this year",
        "[1.2] Ana Vell, asked by Harbour Times on 14 March 2025: “We will not sign the treaty this year.”",
        '[1.2] Ana Vell said Norlandia "will not sign the treaty".',
        "[1.2] [1.3] “We will not sign the treaty this year. Trade with Sudland grew by 2.3 percent”",
        "[1.1] Harbour Times asked: “Will Norlandia sign the treaty this year”",
    ],
)
def test_words_cut_from_a_cited_sentence_are_exact(statement: str) -> None:
    assert support(statement) == "exact"


def test_typographic_quotes_and_dashes_do_not_count_as_changes() -> None:
    assert support('[1.3] They said "no port will close - not one".', UNION) == "exact"


@pytest.mark.parametrize(
    "statement",
    [
        "[1.2] Ana Vell said Norlandia will not sign the treaty this year.",
        "[1.3] Trade with Sudland exceeded 450bn dollars after growing by 2.3 %.",
        "[1.4] 5 crews will work at the harbour, which stays open in winter.",
        "[1.2] On March 14, 2025, Ana Vell said that the treaty will not be signed.",
    ],
)
def test_paraphrase_with_the_same_words_is_supported(statement: str) -> None:
    assert support(statement) == "supported"


@pytest.mark.parametrize(
    "statement",
    [
        "[1.3] Trade with Sudland exceeded US$ 540 billion.",
        "[1.3] Trade with Sudland grew by 3.2 percent.",
        "[1.4] Six crews will work at the harbour this winter.",
        "[1.3] Trade with Sudland exceeded 450 million.",
    ],
)
def test_changed_number_is_weak(statement: str) -> None:
    assert support(statement) == "weak"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("[1.3] Norlandia, Eastmark and the European Union agreed on twelve visits.", "weak"),
        ("[1.3] Norlandia and the EU agreed on 12 visits.", "supported"),
        ("[1.5] The Chinese and the United States were invited.", "supported"),
        ("[1.2] Tom Ek said they oppose the embargo against Sudland.", "weak"),
        ("[1.2] Ana Vell said they oppose the embargo against Sudland.", "supported"),
    ],
)
def test_name_that_no_cited_sentence_holds_is_weak(statement: str, expected: Support) -> None:
    assert support(statement, UNION) == expected


def test_name_at_the_start_of_a_statement_is_checked_too() -> None:
    assert support("[1.4] Sudland stays open all winter.") == "weak"


@pytest.mark.parametrize(
    "statement",
    [
        "[1.2] Norlandia will sign the treaty this year.",
        "[1.2] Sign the treaty this year.",
        '[1.2] Norlandia will "sign the treaty this year".',
        "[1.4] The harbour does not stay open all winter.",
    ],
)
def test_reversed_position_is_weak(statement: str) -> None:
    assert support(statement) == "weak"


def test_support_for_what_the_speaker_opposes_is_weak() -> None:
    assert support("[1.2] They firmly support the embargo against Sudland.", UNION) == "weak"


def test_positive_clause_beside_a_negated_one_may_be_reported_alone() -> None:
    assert support("[1.4] They will send two ships if Sudland lifts the ban.", UNION) == "supported"


def test_other_words_than_those_cited_are_weak() -> None:
    assert support("[1.4] The fishing quota will be negotiated again next month.") == "weak"


def test_statement_of_nothing_but_names_is_weak() -> None:
    assert support("[1.2] Ana Vell said so.") == "weak"


def test_quotation_marks_around_words_nobody_said_are_taken_away() -> None:
    (statement,) = verified("ANSWERED\n[1.2] The treaty, “a gift to all”, will not be signed this year.")

    why = "“a gift to all” is not in the quote"
    assert statement == Statement("The treaty, a gift to all, will not be signed this year.", (1,), "weak", why)


def test_real_quote_beside_an_invented_one_keeps_its_marks() -> None:
    (statement,) = verified('ANSWERED\n[1.2] They "will not sign" this "gift".')

    assert statement == Statement('They "will not sign" this gift.', (1,), "weak", "“gift” is not in the quote")


def test_quote_is_looked_for_in_cited_sentences_only() -> None:
    (statement,) = verified("ANSWERED\n[1.2] They will not sign, “five crews will work there”.")

    assert "“" not in statement.text


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("we firmly oppose … Sudland", "exact"),
        ("Sudland … we firmly oppose", "weak"),
        ("If Sudland lifts the ban, we will send … before spring", "weak"),
        ("we fir", "weak"),
    ],
)
def test_trimmed_quote_stays_in_order_and_drops_no_negation(quote: str, expected: Support) -> None:
    assert support(f"[1.2] [1.4] “{quote}”", UNION) == expected


def test_apostrophe_is_no_quotation_mark() -> None:
    assert support("[1.2] They won't sign the treaty, and that's this year's news.") == "supported"


def test_claim_about_the_speaker_that_cites_only_the_question_is_weak() -> None:
    assert support("[1.1] Ana Vell promised that Norlandia will sign the treaty this year.") == "weak"
    assert support("[1.1] The spokesperson promised to sign the treaty this year.") == "weak"


def test_askers_words_as_the_askers_are_supported() -> None:
    assert support("[1.1] Harbour Times asked whether the minister promised to sign the treaty.") == "supported"


def test_claim_about_the_speaker_is_held_against_the_speakers_own_sentences() -> None:
    assert support("[1.1] [1.4] Ana Vell said the minister promised the treaty.") == "weak"


def test_refusal_may_name_what_was_asked() -> None:
    statement = "[2.2] Ana Vell gave no information on the Sudland envoy and referred to the competent authorities."

    assert support(statement, outcome="DECLINED") == "supported"
    assert support(statement.replace("Sudland", "Eastmark"), outcome="DECLINED") == "weak"


def test_sentence_that_declines_bears_out_that_nothing_was_said() -> None:
    assert support("[2.2] Ana Vell declined to comment.", outcome="DECLINED") == "supported"
    assert support("[1.4] Ana Vell declined to comment.", outcome="DECLINED") == "weak"


def test_statement_without_a_citation_is_dropped_beside_others() -> None:
    assert [s.text for s in verified("ANSWERED\nThree things were said:\n[1.2] We will not sign.\n[9.9] No.")] == [
        "We will not sign."
    ]


def test_statements_without_any_citation_stay_and_say_so() -> None:
    statements = verified("NOT_IN_TRANSCRIPTS\nThe transcripts do not say.")

    assert statements == (Statement("The transcripts do not say.", (), "none"),)


PIECES = st.sampled_from(
    "[1.2] [1.3] [2.2] [9.9] “ ” \" ' : … ... not U.S. Ana Vell Sudland 450bn five 条约 - \n".split(" ")
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=15).map(" ".join))
def test_any_statement_can_be_judged(text: str) -> None:
    before = draft(f"ANSWERED\n{text}", PROMPT, complete=True)

    after = verify(before, PROMPT)

    assert after.outcome in (before.outcome, "declined")
    assert [c.sentence for c in after.citations] == [c.sentence for c in before.citations]
    assert {n for s in after.statements for n in s.citations} == {c.n for c in after.citations}
    assert all((s.support == "none") == (not s.citations) for s in after.statements)


def test_chinese_words_are_compared() -> None:
    given = prompt(hit(("question", "条约何时签署？"), ("answer", "我们今年不会签署这项条约。"), speaker="安维尔"))

    assert support("[1.2] 今年不会签署条约。", given) == "supported"
    assert support("[1.2] 今年会签署条约。", given) == "weak"
    assert support("[1.2] 我们今年不会签署这项条约", given) == "exact"
    assert support("[1.2] 港口冬季开放。", given) == "weak"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("[1.2] 港口将在五月重新开放。", "weak"),
        ("[1.2] 港口五月可能重新开放。", "supported"),
        ("[1.3] 如果提高配额，诺兰将加入协定。", "supported"),
        ("[1.3] 诺兰将会加入该协定。", "weak"),
        ("[1.3] 诺兰将加入协定。", "weak"),
        ("[1.4] 诺兰没有接到报告。", "supported"),
        ("[1.4] 诺兰接到了报告。", "weak"),
        ("[1.5] 双方合作正不断加强。", "supported"),
    ],
)
def test_chinese_that_denies_leaves_open_or_sets_a_condition_is_compared(statement: str, expected: Support) -> None:
    lines = (
        "港口可能在五月重新开放。",
        "如果配额提高，诺兰将加入协定。",
        "诺兰没有接到这份报告。",
        "双方合作不断加强。",
    )
    given = prompt(hit(("question", "港口何时开放？"), *(("answer", line) for line in lines), speaker="安维尔"))
    assert support(statement, given) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US$ 450 billion", [450_000_000_000]),
        ("450bn", [450_000_000_000]),
        ("5 % or five", [5]),
        ("twenty-five crews", [25]),
        ("two hundred and fifty thousand", [250_000]),
        ("a million", [1_000_000]),
        ("60,000 or 60 thousand", [60_000]),
        ("2.50", [Decimal("2.5")]),
        ("4500亿 and 1万亿", [450_000_000_000, 1_000_000_000_000]),
        ("two and three, attention to tense", [2, 3]),
        ("from nineteen to twenty twenty-six", [19, 20, 26]),
    ],
)
def test_numbers_are_read_as_values(text: str, expected: list[int]) -> None:
    assert numbers(text) == {Decimal(value) for value in expected}
