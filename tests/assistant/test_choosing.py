"""Which exchange comes first where the newest is wanted, and which sentences of one are quoted."""

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answer_types import wanted
from assistant.ask import ask
from assistant.choosing import best_of, in_order, refusals, said_by
from assistant.extractive import ExtractiveWriter
from assistant.judging import LOG_ODDS, Judged
from assistant.questions import whose
from assistant.reading import Exchange
from assistant.reranker import CrossEncoder
from assistant.types import Answer, Marker
from store.store import Store
from tests.assistant.scenes import hit
from tests.conftest import add
from tests.samples import as_incoming

MARCH, JUNE = dt.date(2031, 3, 4), dt.date(2031, 6, 2)
REPLY = ("Let me begin with the weather.", "The fare is nine crowns.", "Children go free.", "That is all.")


def judged(number: int, day: dt.date | None, value: float) -> Judged:
    found = hit(("question", "What is the fare?"), ("answer", REPLY[1]))
    found = replace(found, source=replace(found.source, date=day))
    marked = tuple((Marker(number, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    return Judged(number, found, marked, value=value, scores=(value,))


def test_of_those_that_answer_the_newest_or_the_oldest_comes_first() -> None:
    passages = [judged(1, MARCH, 4.0), judged(2, JUNE, 1.0), judged(3, None, 0.0)]
    assert [p.number for p in in_order("latest", passages, LOG_ODDS)] == [2, 1, 3]
    assert [p.number for p in in_order("first", passages, LOG_ODDS)] == [1, 2, 3]
    assert [p.number for p in in_order(None, passages, LOG_ODDS)] == [1, 2, 3]


@pytest.mark.parametrize("value", [LOG_ODDS.answers - 0.1, -2.0])
def test_what_does_not_answer_comes_no_further_up_for_being_new(value: float) -> None:
    passages = [judged(1, MARCH, 4.0), judged(2, JUNE, value)]
    assert [p.number for p in in_order("latest", passages, LOG_ODDS)] == [1, 2]


def test_the_best_sentences_are_quoted_in_their_order_and_not_the_first() -> None:
    found = hit(("question", "What is the fare?"), *(("answer", text) for text in REPLY))
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    passage = Judged(1, found, marked, scores=(1.0, 5.0, 2.0, -3.0))
    assert [s.text for _, s in best_of(passage, passage.pool(asks=False))] == list(REPLY[1:3])
    unjudged = replace(passage, scores=())
    assert [s.text for _, s in best_of(unjudged, passage.pool(asks=False))] == list(REPLY[:2])


def test_a_reply_that_surely_gives_the_day_declines_nothing_though_it_refuses_the_rest() -> None:
    asked = "When will the budget come out?"
    found = hit(("question", asked), ("answer", "I won't get ahead of it."), ("answer", "It comes out on 9 March."))
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    passage = Judged(1, found, marked, question_fit=9.0, value=4.0, scores=(3.0, 2.5))
    assert refusals(passage, LOG_ODDS, kind=wanted(asked, asked)) == []
    unsure = replace(passage, scores=(3.0, 0.5))
    assert [s.text for _, s in refusals(unsure, LOG_ODDS, kind=wanted(asked, asked))] == ["I won't get ahead of it."]
    answered = replace(unsure, declines=-4.0)  # as the model is sure
    assert refusals(answered, LOG_ODDS, kind=wanted(asked, asked)) == []


def test_the_model_tells_that_a_reply_declines_what_no_rule_knows() -> None:
    said = ("The mayor and the port speak often.", "We are not going to read out such calls, and it is a good port.")
    found = hit(("question", "What did the mayor tell the port?"), *(("answer", text) for text in said))
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    passage = Judged(1, found, marked, value=4.0, scores=(3.0, -2.0))
    assert refusals(passage, LOG_ODDS, is_best=True) == []
    refuses = replace(passage, declines=1.0)
    assert [s.text for _, s in refusals(refuses, LOG_ODDS, is_best=True)] == [said[1]]
    assert refusals(refuses, LOG_ODDS) == []  # another exchange is nearer to the question
    assert refusals(replace(refuses, value=-3.0), LOG_ODDS, is_best=True) == []  # it is about something else


def test_the_judge_tells_a_refusal_from_an_answer(encoder: CrossEncoder) -> None:
    asked = "What did the mayor tell the port?"
    said = ("I am not going to read out that call.", "She told them that the fare stays at nine crowns.")
    refused, answered = encoder.read(asked, [Exchange((asked,), (reply,)) for reply in said])
    assert (refused.declines or 0) > 0 > (answered.declines or 0)


@pytest.mark.parametrize(
    "courtesy",
    [
        "Hi, everyone.",
        "Good morning, and welcome to the ferry company's results call for the first quarter.",
        "With that, I am happy to take your questions.",
        "Please go ahead.",
    ],
)
def test_courtesies_are_never_quoted(courtesy: str) -> None:
    found = hit(("answer", courtesy), ("answer", REPLY[1]))
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    assert [s.text for _, s in Judged(1, found, marked).pool(asks=False)] == [REPLY[1]]


@pytest.mark.parametrize("said", ["I won't take questions on that.", "The minister refused to take any questions."])
def test_that_no_questions_are_taken_is_no_courtesy(said: str) -> None:
    found = hit(("answer", said))
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    assert len(Judged(1, found, marked).pool(asks=False)) == 1


def test_a_scrap_keeps_no_other_reply_to_a_broad_question_away(empty_store: Store, encoder: CrossEncoder) -> None:
    add(
        empty_store,
        as_incoming(
            "banks.txt",
            "Radio Fjord: Officials were asked about sanctions yesterday. Did they say that sanctions would come?\n"
            "Ana Vell: Yes, I did say that.\n"
            "Harbour Times: And do sanctions work?\n"
            "Ana Vell: They work over time. The pain grows with every month in which no bank of Valdria can pay.\n",
        ),
    )
    asked = "What did officials say when they were asked about sanctions?"
    *_, answer = ask(asked, empty_store, ExtractiveWriter(encoder))
    assert isinstance(answer, Answer) and answer.outcome == "answered"
    assert answer.citations[0].sentence.text == "They work over time."


def test_what_answers_is_quoted_from_a_part_of_a_long_exchange_that_was_not_found_first(
    empty_store: Store, encoder: CrossEncoder
) -> None:
    repairs = [f"Of jetty number {n} I can say that the repairs went on as they had been planned." for n in range(40)]
    thanks = "Sudland's support for the Merle lighthouse, which Sudland promised, is a support we value."
    said = " ".join(["Sudland promised the Merle lighthouse 150 million crowns.", *repairs, thanks])
    add(
        empty_store,
        as_incoming("lighthouse.txt", f"Ana Vell: Good morning. {said}\nHarbour Times: Is it cold?\nAna Vell: Yes.\n"),
    )
    asked = "How much support did Sudland promise for the Merle lighthouse?"

    *_, answer = ask(asked, empty_store, ExtractiveWriter(encoder))

    assert isinstance(answer, Answer) and "150 million" not in answer.hits[0].text
    assert [citation.sentence.text for citation in answer.citations] == [said[: said.index(" Of jetty")]]


def of_two(first: str, second: str, words: str) -> Judged:
    """A passage in which `second` says these words, of an exchange in which `first` replied before."""
    found = replace(hit(("answer", words), speaker=second), speaker=first)
    return Judged(1, found, ((Marker(1, 1), found.sentences[0]),))


def test_whoever_replies_second_in_an_exchange_has_said_it_too() -> None:
    handed_over = of_two("Ana Vell", "Bo Lund", "More than forty boats were counted.")
    other = of_two("Bo Lund", "Bo Lund", "Yes, ma'am.")
    asked = "What did Bo Lund say about the boats?"

    assert said_by(whose(asked), asked, [handed_over, other], is_theirs=True) == (
        "What did they say about the boats?",
        [handed_over, other],
    )


def test_what_somebody_else_tells_of_a_speaker_is_no_less_an_answer() -> None:
    told = of_two("Ana Vell", "Ana Vell", "Bo Lund was harbour master of Merle until 2029.")
    own = of_two("Bo Lund", "Bo Lund", "The harbour of Merle froze.")
    asked = "What post had Bo Lund held at Merle?"

    assert said_by(whose(asked), asked, [told, own]) == (asked, [told, own])
    assert said_by(whose(asked), asked, [own, told]) == ("What post had they held at Merle?", [own])
    assert said_by(whose(asked), asked, [told, own], is_theirs=True)[1] == [own]


@pytest.mark.parametrize(
    "asked",
    [
        "What did Bo Lund say on 10 June 2031 about the union?",
        "What did Bo Lund say on 10/06/2031 about the union?",
    ],
)
def test_the_day_on_which_it_was_said_need_not_stand_in_what_was_said(
    asked: str, empty_store: Store, encoder: CrossEncoder
) -> None:
    reply = "I do not expect a strike. The union has a contract until December."
    text = f"10 June 2031 | Press briefing\nHarbour Times: Will the union strike?\nBo Lund: {reply}\n"
    add(empty_store, as_incoming("union.txt", text))

    *_, answer = ask(asked, empty_store, ExtractiveWriter(encoder))

    assert isinstance(answer, Answer) and answer.outcome == "answered"
    assert " ".join(citation.sentence.text for citation in answer.citations) == reply
