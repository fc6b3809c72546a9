"""What the judge is shown of a question, and how well it then tells the two kinds apart."""

import json
import math
from pathlib import Path

from evals.statistics import roc_area
from evals.teaching.lessons import Lesson, pairs, read, text_of

ANSWERED = Lesson(
    "How long is the Halm bridge closed?",
    ("The bridge is shut.", "For how long?"),
    ("Well.", "For nine weeks.", "Then we see.", "The ferry runs.", "It costs two crowns.", "Thank you."),
    (1,),
    True,
)
NEAR_MISS = Lesson("What does the Halm bridge cost?", ANSWERED.asked, ANSWERED.reply, (4,), False)


def test_a_sentence_is_shown_behind_the_last_one_asked() -> None:
    assert text_of(ANSWERED, 1) == "For how long? For nine weeks."
    assert text_of(ANSWERED, 1, around=1) == "For how long? Well. For nine weeks. Then we see."


def test_what_answers_teaches_yes_and_the_rest_of_the_reply_no() -> None:
    shown = pairs([ANSWERED] * 20, seed=1, whole=0.45)
    assert all(pair.answers == ("nine weeks" in pair.text) for pair in shown)
    assert {pair.answers for pair in shown} == {True, False}


def test_nothing_of_a_near_miss_teaches_yes() -> None:
    shown = pairs([NEAR_MISS] * 20, seed=1, whole=0.45)
    assert shown and not any(pair.answers for pair in shown)
    assert any(pair.text == "For how long? It costs two crowns." for pair in shown)


def test_lessons_are_read_a_line_each(tmp_path: Path) -> None:
    row = {"question": "Q?", "asked": ["A?"], "reply": ["R."], "says": [0], "answers": True}
    file = tmp_path / "lessons.jsonl"
    file.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    assert read(file) == [Lesson("Q?", ("A?",), ("R.",), (0,), True)]


def test_the_area_is_how_often_a_right_one_scores_higher() -> None:
    assert roc_area([True, False], [2.0, 1.0]) == 1.0
    assert roc_area([True, False, False, True], [1.0, 1.0, 2.0, 3.0]) == (0.5 + 0 + 1 + 1) / 4
    assert math.isnan(roc_area([True], [1.0]))
