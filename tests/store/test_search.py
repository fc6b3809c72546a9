"""Fusing scores, exact neighbours, and words for the full-text index."""

import numpy as np

from store.lexical import index_text, match_terms, query_words
from store.search import fuse, nearest


def test_a_weighted_sum_of_scaled_scores_orders_the_ids() -> None:
    order = fuse({1: 0.9, 2: 0.8, 3: 0.5}, {2: 12.0, 3: 2.0}, dense_weight=0.7)
    assert [id for id, _ in order] == [2, 1, 3]
    assert np.allclose([score for _, score in order], [0.7 * 0.75 + 0.3, 0.7, 0.0])


def test_an_id_missing_from_one_side_counts_nothing_there() -> None:
    assert dict(fuse({1: 0.4}, {2: 3.0}, dense_weight=0.7)) == {1: 0.7, 2: 0.30000000000000004}


def test_equal_sums_keep_the_dense_order() -> None:
    assert [id for id, _ in fuse({7: 0.5, 3: 0.5}, {})] == [7, 3]


def test_nothing_fuses_to_nothing() -> None:
    assert fuse({}, {}) == []


def test_nearest_gives_the_largest_cosines_first() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    scores = nearest(np.array([0, 1], dtype=np.float32), np.array([10, 20, 30]), vectors, 2, np.ones(3, np.bool_))
    assert list(scores) == [20, 30]
    assert np.allclose(list(scores.values()), [1.0, 0.8])


def test_only_what_may_be_found_is_near() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    allowed = np.array([True, False, True])
    assert list(nearest(np.array([0, 1], dtype=np.float32), np.array([10, 20, 30]), vectors, 2, allowed)) == [30, 10]


def test_words_of_questions_are_dropped_from_a_query() -> None:
    assert query_words("What did Norlandia say about the Halden accord?") == ["norlandia", "halden", "accord"]


def test_a_query_of_nothing_but_such_words_keeps_them() -> None:
    assert query_words("what is it?") == ["what", "is", "it"]


def test_a_query_cannot_break_out_of_its_expression() -> None:
    assert match_terms('quota" OR words:* NEAR(') == ["quota", "words", "near"]
    assert match_terms("?!") == []


def test_chinese_is_indexed_as_characters_and_pairs() -> None:
    assert index_text("谈渔业 ok").split() == ["谈", "渔", "业", "谈渔", "渔业", "ok"]
    assert match_terms("渔业") == ["渔", "业", "渔业"]
