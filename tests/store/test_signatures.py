"""MinHash signatures of sentences."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from store.signatures import BANDS, bands_of, likeness, may_recur, words

TEXTS = st.lists(st.lists(st.sampled_from("the quota of ferry harbour rises 立 场".split()), min_size=1), min_size=1)


def test_words_are_small_and_characters_where_there_are_no_spaces() -> None:
    assert words("Norlandia’s VIEW: 12,000 立场") == ["norlandia's", "view", "12", "000", "立", "场"]


def test_likeness_counts_words_and_pairs() -> None:
    assert likeness(["a", "b"], ["a", "b"]) == 1.0
    assert likeness(["a", "b"], ["a", "c"]) == 1 / 5  # a, of a b c, a-b, a-c
    assert likeness([], []) == 0.0


def test_four_words_may_recur_but_four_characters_say_too_little() -> None:
    assert may_recur(words("Norlandia's position is consistent."))
    assert may_recur(words("立场是一贯"))
    assert not may_recur(words("立场一贯"))
    assert not may_recur(words("That is so."))


@given(TEXTS)
def test_the_bands_of_a_text_do_not_depend_on_the_others(texts: list[list[str]]) -> None:
    alone = np.concatenate([bands_of([text]) for text in texts])
    assert (bands_of(texts) == alone).all()


def test_signatures_stay_the_same() -> None:
    # They are kept in libraries: what changes them must change VERSION.
    assert bands_of([["the", "quota", "is", "too", "low"]])[0, :3].tolist() == [1862992795, 435539254, 1073034190]


def test_sentences_meet_as_often_as_the_theory_says() -> None:
    chance = np.random.default_rng(1)
    met = []
    for _ in range(300):
        text = [f"w{n}" for n in chance.integers(0, 5000, 20)]
        other = [*text[:14], *(f"w{n}" for n in chance.integers(0, 5000, 6))]
        assert 0.5 < likeness(text, other) < 0.6
        first, second = bands_of([text, other])
        met.append(int((first == second).sum()) >= 2)
    assert 0.6 < np.mean(met) < 0.85
    assert len(first) == BANDS
