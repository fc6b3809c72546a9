"""The built-in judge tells what answers a question from what is merely about the same."""

from assistant.judging import Judge, Judged
from assistant.questions import wordings
from assistant.reading import Exchange
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
    cost, time = Exchange((ASKED,), (COST,)), Exchange((ASKED,), (TIME,))
    answers, near_miss = encoder.read("How much will the Halm bridge cost?", [cost, time])
    assert answers.answers > 0 > near_miss.answers
    answers, near_miss = encoder.read("How long will the Halm bridge be closed?", [time, cost])
    assert answers.answers > 0 > near_miss.answers


def test_each_sentence_of_a_reply_is_judged_among_its_neighbours(encoder: CrossEncoder) -> None:
    said = ("Good question.", "It is four million crowns.", "Then it stays shut for nine weeks.", FERRY)
    for asked, place in (("How much will the Halm bridge cost?", 1), ("How long will the Halm bridge be shut?", 2)):
        (reading,) = encoder.read(
            asked, [Exchange(("What will the Halm bridge cost, and how long is it shut?",), said)]
        )
        assert reading.sentences[place] == max(reading.sentences)


def test_the_exchange_that_answers_comes_first_wherever_it_was_found(encoder: CrossEncoder) -> None:
    found = [
        passage(1, ("question", ASKED), ("answer", TIME)),
        passage(2, ("question", "And the ferry?"), ("answer", FERRY)),
        passage(3, ("question", "What does it all cost?"), ("answer", COST)),
    ]
    judged = Judge(encoder).passages("How much will the Halm bridge cost?", found)
    assert judged[0].number == 3
    assert judged[0].value > judged[1].value


def test_a_country_whose_spokesperson_replies_is_left_out() -> None:
    assert wordings("What did Norlandia say about the bridge?") == (
        "What did Norlandia say about the bridge?",
        "What was said about the bridge?",
        "the bridge",
    )
    assert wordings("What was the position on the bridge in March 2031?")[-1] == "the bridge"
    assert wordings("What was said about the bridge of May 2031 and June?")[-1] == "the bridge"
    assert wordings("How much will the bridge cost?") == ("How much will the bridge cost?",)
