"""Sentences that give no information, and sentences that only sound like it."""

import pytest

from assistant.nonanswers import declines


@pytest.mark.parametrize(
    "sentence",
    [
        "I'd refer you to the competent authorities.",
        "I would leave that to the\ndepartment overseeing the matter.",
        "I have nothing to share on that today.",
        "I don’t have anything to announce on that.",
        "We have stated our position before, which you may refer to.",
        "We are not going to get ahead of that.",
        "I won't speculate.",
        "No comment.",
        "She declined to comment.",
        "We’ll get back to you on that.",
        "我没有可以提供的信息。",
        "建议你向中方主管部门了解。",
    ],
)
def test_a_refusal_is_recognised(sentence: str) -> None:
    assert declines(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norlandia will not join the Halden accord.",
        "We have signed nothing.",
        "The bill was referred to a committee.",
        "We have no ships in that area.",
        "She will leave the capital on Monday.",
        "We discuss this with all sides.",
        "我们坚决反对。",
    ],
)
def test_an_answer_is_not_taken_for_a_refusal(sentence: str) -> None:
    assert not declines(sentence)
