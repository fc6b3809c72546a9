"""Which of several questions put at once is meant, and what of the reply is to that one."""

import pytest

from assistant.choosing import refusals
from assistant.judging import SHARED_WORDS, Judged
from assistant.put_at_once import to_the_one_meant
from assistant.types import Marker
from tests.assistant.scenes import hit

FERRY, LIGHT = "渡轮为什么停航了九天？", "灯塔是否由瓦尔德里亚出资重建？"
SAILS, COSTS = "关于第一个问题，渡轮停航是因为机舱进水。", "修理花了四万克朗，由海港局支付。"
NOTHING = "关于第二个问题，我不了解你提到的具体情况。"
NUMBERED = f"第一个问题，{FERRY}", f"第二个问题，{LIGHT}"


def judged(asked: tuple[str, ...], *replied: str) -> Judged:
    lines = [*(("question", text) for text in asked), *(("answer", text) for text in replied)]
    found = hit(*lines)  # type: ignore[arg-type]
    marked = tuple((Marker(1, n), sentence) for n, sentence in enumerate(found.sentences, start=1))
    return Judged(1, found, marked, question_fit=0.0, value=0.0, scores=tuple(map(float, range(len(replied)))))


def replies(passage: Judged) -> list[str]:
    return [sentence.text for _, sentence in passage.pool(asks=False)]


@pytest.mark.parametrize(
    "asked", [NUMBERED, (FERRY, LIGHT), (f"第一，{FERRY}", f"第二，{LIGHT}"), (FERRY, f"另外，{LIGHT}")]
)
def test_what_was_replied_to_the_question_meant_is_told_by_its_number(asked: tuple[str, ...]) -> None:
    passage = judged(asked, SAILS, COSTS, NOTHING)
    of_ferry, of_light = (to_the_one_meant(text, passage) for text in ("渡轮停航了几天？", "谁出资重建灯塔？"))
    assert (replies(of_ferry), of_ferry.scores) == ([SAILS, COSTS], (0.0, 1.0))
    assert (replies(of_light), of_light.scores) == ([NOTHING], (2.0,))


def test_one_question_declined_declines_not_the_other() -> None:
    passage = judged(NUMBERED, SAILS, COSTS, NOTHING)
    assert refusals(to_the_one_meant("渡轮停航了几天？", passage), SHARED_WORDS) == []
    declined = refusals(to_the_one_meant("谁出资重建灯塔？", passage), SHARED_WORDS)
    assert [sentence.text for _, sentence in declined] == [NOTHING]


def test_that_a_position_was_stated_before_declines_a_question_of_which_no_more_is_said() -> None:
    stated = "关于第二个问题，我们已多次就此阐述立场。"
    passage = judged(NUMBERED, stated, SAILS, COSTS)
    declined = refusals(to_the_one_meant("谁出资重建灯塔？", passage), SHARED_WORDS)
    assert [sentence.text for _, sentence in declined] == [stated]


@pytest.mark.parametrize(
    "passage",
    [
        judged((FERRY,), SAILS, COSTS, NOTHING),
        judged(NUMBERED, "我不了解情况。", COSTS),
        judged((FERRY, LIGHT), "首先，第一，渡轮停航是因为机舱进水。", "第二，修理花了四万克朗。"),
    ],
)
def test_a_reply_that_numbers_no_questions_is_left_whole(passage: Judged) -> None:
    assert to_the_one_meant("渡轮停航了几天？", passage) is passage


def test_a_reply_is_left_whole_where_no_question_is_nearer() -> None:
    passage = judged(NUMBERED, SAILS, COSTS, NOTHING)
    assert to_the_one_meant("大桥哪天通车？", passage) is passage
