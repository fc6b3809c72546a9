"""The one definition of verbatim: what is a change, and what is only spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.comparison import plain, spelled
from assistant.verbatim import places, stands_in

SAID = plain(
    "We welcome the vote. We do not expect trouble. He told us that the ferry will sail on 4 March, if the ice allows "
    "it. We will not sign. We can't wait for 12,000 tonnes. They walk — every day — to the “old” pier."
)


@pytest.mark.parametrize(
    "words",
    [
        "We welcome the vote.", "we welcome the vote", "“We welcome the vote,”", "We  welcome\nthe vote",
        "we can’t wait", "They walk–every day–to the 'old' pier", "they walk - every day - to the «old» pier",
        "We welcome the vote … the ferry will sail", "the ferry will […] on 4 March", "…the ferry will sail…",
        "[The minister] told us that [the boat] will sail", "[T]he ferry will sail", "They walk[ed] — every day",
        "the ferry [Halden II] will sail", "He told us that the ferry [sic] will sail",
    ],
)  # fmt: skip
def test_spelling_ellipses_and_brackets_are_no_changes(words: str) -> None:
    assert stands_in(words, SAID)


@pytest.mark.parametrize(
    "words",
    [
        "We welcome this vote.", "We welcome the Vote.", "We will sign", "We will … sign", "We will [always] sign",
        "We welcome, the vote", "We can", "12", "the ferry will sail … allows it", "the ferry will sail … the vote",
        "come the vote", "We welcome the vo",
    ],
)  # fmt: skip
def test_anything_else_is_a_change(words: str) -> None:
    assert not stands_in(words, SAID)


def test_every_place_is_found_with_its_full_stop() -> None:
    found = places("we will see", plain("We will see. And then we will see"))
    assert [(place.extent.start, place.extent.end) for place in found] == [(0, 12), (22, 33)]


def test_spaces_between_chinese_characters_are_no_changes() -> None:
    assert stands_in("中国的立场是一贯的", plain("发言人：中国\n的立场 是一贯的。"))


@given(st.text(alphabet="ab5中文 .…—-'“”«»\n\u00a0e\u0301", max_size=60))
def test_every_character_of_a_spelling_knows_where_it_came_from(text: str) -> None:
    found = spelled(text)
    assert found.text == plain(text) == plain(found.text)
    places = [found.extent(n, n + 1).start for n in range(len(found.text))]
    assert places == sorted(places)
    assert all(char == text[place] for char, place in zip(found.text, places, strict=True) if char in "ab中文")
    assert not places or found.extent(0, len(places)).end <= len(text)


@pytest.mark.parametrize(
    "words",
    [
        "We will [not] sign the accord", "We will [never] sign", "We [will not] sign", "We will (not) sign",
        "[Never] we will sign", "We will sign the accord [if asked]", "We can[not] wait", "We do[n't] mind",
        "they are [un]willing", "they [dis]agree",
    ],
)  # fmt: skip
def test_a_bracket_puts_in_no_not_and_no_if(words: str) -> None:
    said = plain(
        "We will sign the accord. We can wait. We do mind, and they are willing. If the ice holds, they agree."
    )
    assert not stands_in(words, said)
    assert stands_in("[If the winter is mild,] they agree", said)
    assert stands_in("[The crews] are willing", said)
