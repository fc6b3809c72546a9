"""Questions made to stand alone, and what they ask for."""

import pytest

from assistant.askers import asker_topic
from assistant.questions import asks_who_said, is_broad, standalone, whose
from assistant.types import Message

BEFORE = [
    Message("user", "What did Norlandia say about the Halden accord?"),
    Message("assistant", "Norlandia will not join it."),
]


def test_a_question_without_history_stays_as_it_is() -> None:
    question = standalone("  Who asked\n that? ")
    assert (question.asked, question.text) == ("  Who asked\n that? ", "Who asked that?")


@pytest.mark.parametrize("asked", ["And about patrol boats?", "What about patrol boats?", "and on patrol boats"])
def test_a_new_topic_takes_the_place_of_the_old_one(asked: str) -> None:
    assert standalone(asked, BEFORE).text == "What did Norlandia say about patrol boats?"


def test_a_question_that_points_back_carries_the_one_before() -> None:
    assert standalone("Who asked that?", BEFORE).text == f"Who asked that? ({BEFORE[0].content})"


@pytest.mark.parametrize("asked", ["Why?", "When will it?"])
def test_a_bare_question_word_carries_the_question_before(asked: str) -> None:
    assert standalone(asked, BEFORE).text == f"{asked} ({BEFORE[0].content})"


PEOPLE = frozenset({"ana vell", "bo lund", "vell", "lund"})


@pytest.mark.parametrize(
    ("before", "asked", "text"),
    [
        ("What did Ana Vell say?", "And the cost?", "And the cost? (What did Ana Vell say?)"),
        ("What did Ana Vell say about the ferry?", "and in March?", "What did Ana Vell say about the ferry in March?"),
        ("What did Ana Vell say about the ferry?", "And Bo Lund?", "What did Bo Lund say about the ferry?"),
        ("What did Ana Vell say about the ferry?", "What about Bo Lund?", "What did Bo Lund say about the ferry?"),
        ("What did Ana Vell say about Norlandia?", "And Valdria?", "What did Ana Vell say about Valdria?"),
        ("外交部对渔业协定有何评论？", "那关税呢？", "外交部对关税有何评论？"),
        ("外交部关于渔业协定说了什么？", "还有签证呢？", "外交部关于签证说了什么？"),
        ("渔业协定什么时候生效？", "为什么？", "为什么？ (渔业协定什么时候生效？)"),
        ("谁签署了渔业协定？", "他说了什么？", "他说了什么？ (谁签署了渔业协定？)"),
    ],
)  # fmt: skip
def test_short_follow_ups_carry_over_what_they_leave_out(before: str, asked: str, text: str) -> None:
    assert standalone(asked, [Message("user", before), Message("assistant", "x")], people=PEOPLE).text == text


def test_a_question_that_points_back_names_the_one_it_goes_on_from() -> None:
    assert standalone("Who asked that?", BEFORE).goes_on_from == BEFORE[0].content
    assert standalone("And about patrol boats?", BEFORE).goes_on_from is None


def test_asking_for_the_exact_words_asks_the_same_again() -> None:
    assert standalone("Give me his exact words.", BEFORE).text == BEFORE[0].content


def test_another_topic_is_not_answered_with_the_old_one() -> None:
    assert standalone("What did he say about ferries?", BEFORE).text == "What did he say about ferries?"


def test_a_topic_that_points_back_needs_the_question_before() -> None:
    asked = "What did he say about trade with that country?"
    assert standalone(asked, BEFORE).text == f"{asked} ({BEFORE[0].content})"


def test_a_question_of_its_own_is_left_alone() -> None:
    assert (
        standalone("Will the ferry to Halden sail in winter?", BEFORE).text
        == "Will the ferry to Halden sail in winter?"
    )


def test_a_broad_question_asks_what_was_said() -> None:
    assert is_broad("What did she say about boats?") and is_broad("外交部对此有何评论")
    assert not is_broad("When does the ferry sail?")


@pytest.mark.parametrize(
    ("text", "name", "without"),
    [
        ("What did Ana Vell say about boats?", {"ana", "vell"}, "What did they say about boats?"),
        ("What did Minister Vell say?", {"vell"}, "What did they say?"),
        ("According to the Foreign Ministry, what now?", {"foreign", "ministry"}, "According to they, what now?"),
    ],
)
def test_whose_words_are_wanted_is_told_by_the_name(text: str, name: set[str], without: str) -> None:
    named = whose(text)
    assert named and (set(named.name), named.without) == (name, without)


@pytest.mark.parametrize("text", ["What was said about Ana Vell?", "how big was it"])
def test_a_question_that_names_no_speaker_asks_for_everybody(text: str) -> None:
    assert whose(text) is None


def test_whoever_asks_who_said_it_wants_the_words_and_not_the_asker() -> None:
    assert asks_who_said("Who says that the ferry will sail?") and asks_who_said("谁说过渡轮会开？")
    assert not asks_who_said("Who asked about the ferry?") and asker_topic("Who says that the ferry will sail?") is None
