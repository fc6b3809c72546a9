"""The built-in judge tells what answers a question from what is merely about the same."""

from assistant.judging import Judge, Judged
from assistant.questions import wordings
from assistant.reranker import CrossEncoder
from assistant.types import Marker
from store.types import Part
from tests.assistant.scenes import hit

ASKED = "How is the work on the Halm bridge going?"
COST = "The bridge will cost the town of Halmark four million crowns."
TIME = "It stays shut for nine weeks, and then we see."
FERRY = "The ferry to Skarn runs every hour from the old pier."


def passage(number: int, *said: tuple[Part, str]) -> Judged:
    found = hit(*said)
    return Judged(number, found, tuple((Marker(number, n), s) for n, s in enumerate(found.sentences, start=1)))


def test_what_answers_is_told_from_what_is_about_the_same(encoder: CrossEncoder) -> None:
    answers, near_miss = encoder.answering("How much will the Halm bridge cost?", [COST, TIME])
    assert answers > 0 > near_miss
    answers, near_miss = encoder.answering("How long will the Halm bridge be closed?", [f"{ASKED} {TIME}", COST])
    assert answers > 0 > near_miss


def test_the_exchange_that_answers_comes_first_wherever_it_was_found(encoder: CrossEncoder) -> None:
    found = [
        passage(1, ("question", ASKED), ("answer", TIME)),
        passage(2, ("question", "And the ferry?"), ("answer", FERRY)),
        passage(3, ("question", "What does it all cost?"), ("answer", COST)),
    ]
    judged = Judge(encoder).passages("How much will the Halm bridge cost?", found)
    assert judged[0].number == 3
    assert judged[0].value > judged[1].value


def test_only_the_sentences_of_the_best_and_of_the_nearest_question_are_judged(encoder: CrossEncoder) -> None:
    found = [passage(n, ("question", f"And ferry number {n}?"), ("answer", FERRY)) for n in range(1, 9)]
    judged = Judge(encoder).passages("How much will the Halm bridge cost?", found)
    assert len(judged) == 5  # of six that are looked at
    assert all(len(p.scores) == 1 for p in judged)


def test_a_country_whose_spokesperson_replies_is_left_out() -> None:
    assert wordings("What did Norlandia say about the bridge?") == (
        "What did Norlandia say about the bridge?",
        "What was said about the bridge?",
        "the bridge",
    )
    assert wordings("How much will the bridge cost?") == ("How much will the bridge cost?",)
