"""Sentences that give no information, and sentences that only sound like it."""

import pytest

from store.nonanswers import declines


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
        "I am not going to tell you.",
        "We do not disclose the terms of single contracts.",
        "I will not put a date on it.",
        "I do not have that figure with me.",
        "That is a question for the port authority.",
        "You would have to put that to the police.",
        "I don't have anything more for you on that.",
        "She was not prepared to give an answer.",
        "这个问题请你向渔业部门询问。",
        "对此无意置评。",
        "No voy a hacer comentarios sobre eso.",
        "No puedo dar el nombre.",
        "Je n'ai pas de nom à vous donner.",
        "Dazu gibt es keinen Kommentar.",
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
        "We will not be moved.",
        "We do not want a quarrel.",
        "They do not have any ships there.",
        "Nothing has changed for the fishermen.",
        "No vamos a firmar el acuerdo.",
        "我们已经签署了协议。",
    ],
)
def test_an_answer_is_not_taken_for_a_refusal(sentence: str) -> None:
    assert not declines(sentence)
