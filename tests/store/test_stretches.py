"""Where a stretch of words begins, told from lists of passages and from their indexed words."""

import numpy as np

from store.lexical import index_text
from store.stretches import beginnings, near_to, starts_of


def test_places_are_where_few_passages_together_hold_every_word() -> None:
    starts = starts_of(np.array([5, 20, 40]), 2)
    assert starts.tolist() == [4, 5, 19, 20, 39, 40]
    assert near_to(starts, np.array([6, 19, 21, 90]), 2).tolist() == [5, 19, 20]


def test_words_begin_in_the_passage_that_holds_the_first_of_them_over_two_borders() -> None:
    indexed = {7: "We said: the quota", 8: "of the winter", 9: "is low. The quota", 11: "of the winter is low"}
    assert list(beginnings(indexed, "the quota of the Winter is low".split())) == [7]


def test_words_are_found_in_every_passage_even_behind_a_beginning_that_overlaps() -> None:
    assert list(beginnings({1: "it is no", 2: "no no", 4: "no no no"}, ["no", "no"])) == [1, 2, 4]


def test_characters_are_found_in_their_order_over_marks_and_lines() -> None:
    indexed = {3: index_text("中方对\n此，表示欢迎"), 4: index_text("此对方中"), 5: index_text("GDP增长5%")}
    assert list(beginnings(indexed, list("对此表示"))) == [3]
    assert list(beginnings(indexed, ["GDP", "增", "长", "5"])) == [5]
