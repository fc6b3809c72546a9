"""Replies whose words leave open whether they give information, as the judge reads them beside the question."""

import math

import pytest

from store.builtin_models import REPLY_JUDGE, builtin_model
from store.nonanswers import any_informs, gives_information
from store.reply_judge import last_words, odds_beside

ASKED = "Is a ban on the table?"
OPEN = ["A ban remains on the table.", "I just do not have a date for you."]
SURE = ["I have nothing to announce on the ferry today."]


def test_what_the_words_leave_open_is_told_by_the_judge_and_nothing_else_is() -> None:
    seen: list[tuple[str, str, float]] = []

    def judge(question: str, reply: str, odds: float) -> float:
        seen.append((question, reply, odds))
        return answer

    for answer in (1.0, -1.0):
        assert gives_information(OPEN, ASKED, judge) == (answer <= 0)
        assert any_informs([("Ana Vell", said) for said in OPEN], ASKED, judge) == (answer <= 0)
    assert {(question, reply) for question, reply, _ in seen} == {(ASKED, " ".join(OPEN))}
    assert all(abs(odds) < 2 for _, _, odds in seen)
    seen.clear()
    assert not gives_information(SURE, "Will the ferry sail?", judge)
    assert not seen


@pytest.mark.parametrize(
    ("question", "told", "refused"),
    [
        ("Who pays the fine?", "The owner of the ship pays it.", "That is something the port will have to tell you."),
        ("Is the dam safe?", "The engineers went over it in May and found no crack.", "Let me ask the engineers."),
        ("When is the vote?", "They vote on Thursday at ten.", "That is one the speaker will have to tell you about."),
    ],
)
def test_the_judge_tells_a_refusal_from_an_answer_to_the_same_question(question: str, told: str, refused: str) -> None:
    assert odds_beside(question, refused, 0.0) > odds_beside(question, told, 0.0)


def test_a_reply_without_a_word_for_the_judge_leaves_the_odds_as_they_are() -> None:
    assert odds_beside("Will it sail?", "", 0.7) == 0.7
    assert math.isfinite(odds_beside("", "We shall see about that.", 0.0))


def test_the_judge_reads_the_end_of_a_long_question_without_its_marks() -> None:
    question = f"{'salt ' * 100} // Is there // a shortage?"
    assert last_words(question).endswith("salt Is there a shortage?")
    assert len(last_words(question).split()) == 60


def test_a_reply_that_breaks_off_at_once_refuses_nothing() -> None:
    assert gives_information(["I don't --"], "Would anything change your mind?", lambda *_: 1.0)
    assert not gives_information(["I don't have anything on that --"], "Would anything change?", lambda *_: 1.0)


def test_a_model_is_loaded_once_for_as_many_threads_as_are_asked_for() -> None:
    assert builtin_model(REPLY_JUDGE, threads=1) is builtin_model(REPLY_JUDGE, threads=1)
    assert [builtin_model(REPLY_JUDGE, threads=threads).threads for threads in (1, 2)] == [1, 2]
