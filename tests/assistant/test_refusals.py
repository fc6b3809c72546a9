"""When a reply is told as a refusal: what the reporter asked, and what stands beside the refusal."""

from dataclasses import replace

from assistant.answer_types import wanted
from assistant.choosing import refusals
from assistant.judging import SHARED_WORDS, Judged
from assistant.questions import asks_to_confirm
from assistant.types import Marker
from store.nonanswers import only_declines
from tests.assistant.scenes import hit

ASKED = "Can you give us an idea of when the summit will be held in Halmark?"
TOLD = "Yes, on Monday at nine: eleven ministers come to Halmark, and each of them has a speech to give."
REFUSED = "On the specifics, I'd refer you to the organisers."


def judged(*scores: float) -> Judged:
    """A reply that tells something and then refuses; the scores are those of its two sentences."""
    found = hit(("question", ASKED), ("answer", TOLD), ("answer", REFUSED))
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    return Judged(1, found, marked, question_fit=5.0, fit=5.0, scores=scores)


def test_a_refusal_is_told_where_nothing_beside_it_fits_much_better() -> None:
    assert [s.text for _, s in refusals(judged(2.0, 1.0), SHARED_WORDS)] == [REFUSED]
    assert refusals(judged(9.0, 1.0), SHARED_WORDS) == []


def test_what_was_said_about_something_is_told_and_not_that_the_rest_was_refused() -> None:
    assert refusals(judged(2.0, 1.0), SHARED_WORDS, broadly=True) == []
    found = hit(("question", ASKED), ("answer", REFUSED))
    alone = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    nothing = Judged(1, found, alone, question_fit=5.0, fit=5.0, scores=(1.0,))
    assert [s.text for _, s in refusals(nothing, SHARED_WORDS, broadly=True)] == [REFUSED]


def test_one_who_refuses_takes_nothing_from_what_another_tells() -> None:
    question, ferry, nothing = (
        "Will the ferry sail?",
        "It is a matter of the weather.",
        "I have nothing to add on the ferry.",
    )
    found = hit(("question", question), ("answer", ferry), ("answer", nothing))
    other = replace(found.sentences[2], speaker="Bo Lund")
    by_one, by_two = (
        Judged(1, found, tuple((Marker(1, n), s) for n, s in enumerate(said, start=1)), 5.0, 5.0, scores=(1.0, 2.0))
        for said in (found.sentences, (*found.sentences[:2], other))
    )
    assert refusals(by_one, SHARED_WORDS, broadly=True) != []
    assert refusals(by_two, SHARED_WORDS, broadly=True) == []


def test_whether_something_was_confirmed_is_settled_by_a_refusal() -> None:
    assert [s.text for _, s in refusals(judged(9.0, 1.0), SHARED_WORDS, to_confirm=True)] == [REFUSED]
    assert asks_to_confirm("Has she confirmed that the summit is in Halmark?")
    assert asks_to_confirm("中方是否证实了会谈？")
    assert not asks_to_confirm("What did she say about the summit?")


def test_a_reporter_who_asked_for_another_kind_of_thing_did_not_ask_this() -> None:
    where, when = "In which city will the summit be held?", "When will the summit be held?"
    assert refusals(judged(2.0, 1.0), SHARED_WORDS, kind=wanted(where, where)) == []
    assert refusals(judged(2.0, 1.0), SHARED_WORDS, kind=wanted(when, when)) != []


def test_a_sentence_that_refuses_and_yet_tells_is_no_refusal() -> None:
    assert only_declines(REFUSED)
    assert not only_declines("I won't speak for the others, but we do not expect the summit to be put off.")
