"""What a suite's `match` finds."""

import pytest

from evals.matching import alternatives, matched, normalised, wanted_words


def finds(item: str, text: str) -> bool:
    return matched(alternatives(item), normalised(text)) is not None


def test_typography_and_spaces_do_not_matter() -> None:
    assert normalised("“It’s\u00a0a \n long‐term”  plan…") == '"It\'s a long-term" plan...'


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("commend | welcom", "Norlandia WELCOMES it."),
        ("won't", "It won’t."),
        ("one-China", "the one–China principle"),
        (r"five | /\b5\b/", "for 5 years"),
        ("/a|b/ | c", "b"),
        ("46", "(46)."),
        ("1 trillion", "US$ 1 trillion"),
        ("赞赏", "中方赞赏俄方立场"),
        ("/km\\/h/", "at 80 km/h"),
    ],
)
def test_an_alternative_is_found(item: str, text: str) -> None:
    assert finds(item, text)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("stable", "an unstable sea"),
        ("RIA", "a material change"),
        ("46", "in 1946"),
        ("46", "46.5 tonnes"),
        ("July 1", "on July 12"),
        ("18", "18,000 tonnes"),
        ("450", "1,450"),
        (r"/\bnot\b/", "another"),
    ],
)
def test_words_begin_where_a_word_begins_and_numbers_are_whole(item: str, text: str) -> None:
    assert not finds(item, text)


@pytest.mark.parametrize(
    ("item", "why"),
    [("a |", "empty"), ("a || b", "empty"), ("", "empty"), ("/join", "closing slash"), ("/(/", "regular expression")],
)
def test_a_broken_alternative_is_told(item: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        alternatives(item)


def test_the_words_of_a_pattern_are_known_again() -> None:
    patterns = alternatives("1,550 | U.S. and Russia | 战 | /a+/")
    assert [wanted_words(pattern) for pattern in patterns] == ["1,550", "U.S. and Russia", "战", None]
