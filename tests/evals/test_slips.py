"""Questions mistyped by a fixed seed."""

import random

from evals.slips import mistyped
from store.lexical import query_words
from store.vocabulary import slips


def test_one_word_is_mistyped_the_same_way_each_time() -> None:
    asked = "What did Norlandia say about the fisheries accord?"
    wrong = mistyped(asked, random.Random(1))
    assert wrong == mistyped(asked, random.Random(1)) != asked
    assert len(set(query_words(str(wrong))) - set(query_words(asked))) == 1 <= slips("fisheries")


def test_question_without_a_long_word_is_left_out() -> None:
    assert mistyped("Who paid it?", random.Random(1)) is None
