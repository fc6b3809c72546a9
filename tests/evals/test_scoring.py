"""A perfect answer passes; each condition of PASS fails an answer by itself, and says so in plain words."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals.damage import also_citing, rebuilt
from evals.perfect import in_marks, introduced, perfect
from evals.places import sentences
from evals.scoring import score
from evals.types import Case, Observed, Said, Suite
from tests.evals.briefings import QUESTIONS, case_of, quote, saying, suite_in, transcripts


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return suite_in(tmp_path)


@pytest.fixture
def join(suite: Suite) -> Case:
    """Two facts of March, with a filter."""
    return case_of(suite, "join")


def faults(case: Case, observed: Observed) -> str:
    judged = score(case, observed, transcripts())
    assert judged.is_scored and judged.is_passed == (not judged.faults) == (judged.values["pass"] == 1)
    return "; ".join(judged.faults)


def right(case: Case) -> Observed:
    return perfect(case, transcripts())


def test_the_perfect_answer_passes_whatever_is_expected(suite: Suite) -> None:
    assert [faults(case, right(case)) for case in suite.cases] == [""] * 6


@pytest.mark.parametrize(
    ("id", "outcome", "fault"),
    [
        ("join", "not_in_transcripts", "it says that the transcripts do not answer, but the transcripts answer this"),
        ("join", "declined", "it says that the speaker gave no information, but"),
        ("boats", "answered", "it gives an answer, but the speaker was asked this and gave no information"),
        ("secret", "declined", "but the question assumes something false"),
        ("whales", "partly", "it gives part of an answer, but the transcripts do not answer this"),
    ],
)
def test_another_outcome_fails(id: str, outcome: str, fault: str, suite: Suite) -> None:
    case = case_of(suite, id)
    assert fault in faults(case, replace(right(case), outcome=outcome))  # type: ignore[arg-type]


def test_a_partial_answer_counts_as_an_answer(join: Case) -> None:
    assert faults(join, replace(right(join), outcome="partly")) == ""


def test_a_fact_unsaid_fails(join: Case) -> None:
    answer = right(join)
    first, second = answer.statements
    assert faults(join, rebuilt(answer, [first, replace(second, text="She went on.")])) == (
        "said nothing of: A quota of 12,000 tonnes is too low"
    )


def test_a_fact_uncited_fails_and_the_score_says_which(join: Case) -> None:
    answer = right(join)
    first, second = answer.statements
    judged = score(join, rebuilt(answer, [first, replace(second, citations=(1,))], answer.citations[:1]), transcripts())
    assert [(fact.is_said, fact.is_cited) for fact in judged.facts] == [(True, True), (True, False)]
    assert "does not quote the words for: A quota of 12,000 tonnes is too low (“The quota" in judged.faults[0]


def test_a_nice_fact_may_be_left_out(tmp_path: Path) -> None:
    nice = QUESTIONS.replace("from: The quota of 12,000 tonnes is too low", "from: The quota of\n        need: nice")
    case = case_of(suite_in(tmp_path, nice), "join")
    answer = right(case)
    assert faults(case, rebuilt(answer, answer.statements[:1], answer.citations[:1])) == ""


def test_forbidden_words_fail(suite: Suite) -> None:
    case = case_of(suite, "strike")
    answer = right(case)
    more = replace(answer.statements[0], text="Norlandia has DECLARED WAR.")
    assert faults(case, rebuilt(answer, [*answer.statements, more])) == "says what it must not: “DECLARED WAR”"


@pytest.mark.parametrize("citations", [(), (9,), (1, 9)])
def test_a_statement_without_its_quotes_fails(citations: tuple[int, ...], join: Case) -> None:
    answer = right(join)
    more = Said("Talks have ended.", citations, "none")
    assert "says without a quote: “Talks have ended.”" in faults(join, rebuilt(answer, [*answer.statements, more]))


def test_an_altered_quote_fails(join: Case) -> None:
    answer = right(join)
    altered = replace(answer.citations[0], quote=answer.citations[0].quote.replace("will not", "will"))
    assert "quote [1] is not what the transcript has at that place: “Norlandia will join" in faults(
        join, replace(answer, citations=(altered, *answer.citations[1:]))
    )


def test_an_altered_nearest_quote_fails_too(suite: Suite) -> None:
    whales = case_of(suite, "whales")
    near = quote(1, transcripts()["march"], "We have signed nothing.")
    assert faults(whales, replace(right(whales), nearest=(near,))) == ""
    assert faults(whales, replace(right(whales), nearest=(replace(near, quote="We have signed it."),)))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("speaker", "Radio Fjord", "given to Radio Fjord (answer); Ana Vell said it (answer)"),
        ("role", "question", "given to Ana Vell (question); Ana Vell said it (answer)"),
        ("outlet", "Radio Fjord", "said to be asked by Radio Fjord; it was Harbour Times"),
        ("date", "2032-03-04", "dated 2032-03-04; the transcript is of 2031-03-04"),
        ("exchange", 1, "placed in exchange 1; it stands in 0"),
    ],
)
def test_a_quote_of_another_is_not_a_quote(field: str, value: str | int, fault: str, join: Case) -> None:
    answer = right(join)
    changed = replace(answer.citations[0], **{field: value})  # type: ignore[arg-type]
    assert fault in faults(join, replace(answer, citations=(changed, *answer.citations[1:])))


def test_a_quote_over_two_speakers_is_nobodys(join: Case) -> None:
    answer, text = right(join), transcripts()["march"].reading.text
    first = answer.citations[0]
    both = replace(first, start=first.start - 30, quote=text[first.start - 30 : first.end])
    assert "is not the words of any one speaker" in faults(join, replace(answer, citations=(both, answer.citations[1])))


def test_invented_quotation_marks_fail(join: Case) -> None:
    answer = right(join)
    more = replace(answer.statements[0], text="She called it “a dead letter”.")
    assert faults(join, rebuilt(answer, [*answer.statements, more])) == (
        "has in quotation marks what its quotes do not hold: “a dead letter”"
    )


def test_a_number_nobody_said_fails(join: Case) -> None:
    answer = right(join)
    more = replace(answer.statements[0], text="It wants 15,000 tonnes, she said in May 2031.")
    assert faults(join, rebuilt(answer, [*answer.statements, more])) == (
        "says 15000, which its quotes do not hold; says May, which its quotes do not hold"
    )


def test_a_number_of_the_question_may_be_repeated(join: Case) -> None:
    answer = right(join)
    asked = replace(join, ask="Will it join with 15,000 tonnes?")
    assert faults(asked, rebuilt(answer, [*answer.statements, replace(answer.statements[0], text="Not 15,000.")])) == ""


def test_the_reporters_words_as_the_speakers_fail(join: Case) -> None:
    answer, kept = right(join), transcripts()
    asked = next(s for s in sentences(kept["march"]) if s.part == "question")
    assert faults(join, also_citing(answer, kept, f"Ana Vell: “{asked.text}”", [asked])).startswith(
        "passes off the asker's words as the speaker's: “Ana Vell:"
    )
    assert faults(join, also_citing(answer, kept, f"Harbour Times asked: “{asked.text}”", [asked])) == ""


def test_a_citation_outside_the_filters_fails(join: Case) -> None:
    kept = transcripts()
    june = next(s for s in sentences(kept["june"]) if s.part == "answer")
    text = f"{introduced(june, kept['june'])}: {in_marks(june.text)}"
    assert faults(join, also_citing(right(join), kept, text, [june])) == (
        "goes outside the dates, speakers or transcripts asked for: june exchange 0"
    )


def test_more_than_half_of_the_exchanges_must_not_be_beside_the_point(suite: Suite) -> None:
    kept, strike = transcripts(), case_of(suite, "strike")
    answer = right(strike)
    extra = [s for name in ("march", "june") for s in sentences(kept[name]) if s.part == "answer"]
    one = also_citing(answer, kept, f"Ana Vell: {in_marks(extra[0].text)}", extra[:1])
    assert faults(strike, one) == ""  # one of two
    two = also_citing(one, kept, f"Ana Vell: {in_marks(extra[2].text)}", extra[2:3])
    assert faults(strike, two) == "quotes 3 exchanges of which 1 has the answer"


def test_more_than_three_citations_a_fact_and_two_are_too_many(suite: Suite) -> None:
    strike = case_of(suite, "strike")
    answer = right(strike)
    again = [replace(answer.citations[0], n=n) for n in range(2, 7)]
    assert faults(strike, replace(answer, citations=(*answer.citations, *again[:4]))) == ""
    most = replace(answer, citations=(*answer.citations, *again))
    assert faults(strike, most) == "quotes 6 sentences where 5 would be many"


def test_the_right_exchange_is_not_enough(suite: Suite) -> None:
    strike, kept = case_of(suite, "strike"), transcripts()
    other = quote(1, kept["hostile"], "We hope the airport strike ends soon.")
    answer = saying(Said("Flights: “We hope the airport strike ends soon.”", (1,), "exact"), citations=(other,))
    assert "said nothing of: 46 on Monday" in faults(strike, answer)


def test_an_absent_case_may_not_be_answered_by_the_way(suite: Suite) -> None:
    whales, kept = case_of(suite, "whales"), transcripts()
    said = Said("Ana Vell: “We have signed nothing.”", (1,), "exact")
    answer = saying(said, citations=(quote(1, kept["march"], "We have signed nothing."),), outcome="not_in_transcripts")
    assert "and then answers" in faults(whales, answer)


def test_a_failed_call_is_not_scored(join: Case) -> None:
    judged = score(join, Observed("not_in_transcripts", "", error="timeout"), transcripts())
    assert (judged.is_scored, judged.is_passed, judged.values) == (False, False, {})
    assert judged.faults == ("not scored, the call failed: timeout",)
