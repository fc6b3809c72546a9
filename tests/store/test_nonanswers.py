"""Sentences that give no information, and sentences that only sound like it."""

import pytest

from evals.nonanswers import labelled
from store.nonanswers import declines, gives_information


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
        "关于第二个问题，我不了解你提到的具体情况。",
        "双方已经发布了消息稿，目前我没有可以进一步提供的信息。",
        "我记得上周回答过类似问题。",
        "灯塔的事，建议你直接向海港局了解。",
        "你提到的数字我还不掌握。",
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
        "I'm not aware of any change.",
        "No vamos a firmar el acuerdo.",
        "我们已经签署了协议。",
        "外界不了解诺兰迪亚渔民的生活。",
        "外长昨天回答了记者的提问。",
        "渡轮没有停航，我们没有提供补贴。",
    ],
)
def test_an_answer_is_not_taken_for_a_refusal(sentence: str) -> None:
    assert not declines(sentence)


@pytest.mark.parametrize(
    "reply",
    [
        ["I have nothing to share on that today."],
        ["Good question.", "I'd refer you to the port authority.", "Bo, go ahead."],
        ["Let me check on that and get back to you."],
        ["I think I answered that a minute ago."],
        ["I don't know.", "We will keep you posted."],
        ["我不了解你提到的情况。", "中方的立场是一贯的、明确的。"],
        ["我刚才已经回答了这个问题。"],
        ["No tengo nada que anunciar sobre eso."],
        ["Pas de commentaire."],
        ["Dazu kann ich heute nichts sagen."],
    ],
)
def test_a_reply_of_nothing_but_a_refusal_gives_no_information(reply: list[str]) -> None:
    assert not gives_information(reply, "Will the ferry sail in May?")


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Will the ferry sail?", ["We do not comment lightly: the ferry will sail."]),
        ("When will the ferry sail?", ["I won't speculate, but the ferry sails on Monday."]),
        ("When will the ferry sail?", ["The ferry sails on Monday at nine.", "I don't have more for you."]),
        ("Has she called the king?", ["I don't believe so, but I don't have any calls to read out."]),
        ("Is that a fair reading?", ["I'm not sure I understand the question."]),
        ("Can I ask one more?", ["Go ahead."]),
        ("So 40 ferries sail today?", ["Correct.", "I would point you to the harbour board for any updates."]),
        ("Do the ferries sail today?", ["Yep.", "I'd refer you to the harbour board."]),
        ("Will the fares rise?", ["I'm not aware of any such plan."]),
        ("Anything else?", []),
        ("渡轮恢复了吗？", ["据我了解，渡轮已经恢复。", "具体情况请向港务部门询问。"]),
        ("渡轮停航了吗？", ["我不知道他们是从哪里听来的？", "我可以告诉你，这是假消息。"]),
        ("港口会关闭吗？", ["我刚才已经阐明了立场。", "港口将在三月关闭，船只停航两个星期。"]),
    ],
)
def test_a_refusal_beside_an_answer_gives_information(question: str, reply: list[str]) -> None:
    assert gives_information(reply, question)


def test_the_rule_holds_on_the_invented_exchanges_in_every_language() -> None:
    exchanges = labelled()
    for language in ("en", "zh", "es", "fr", "de"):
        own = [exchange for exchange in exchanges if exchange.group == language]
        assert sum(exchange.is_told_right for exchange in own) >= 0.9 * len(own), language
    assert len(exchanges) >= 120


def test_a_reply_takes_time_in_proportion_to_its_length_at_most() -> None:
    for words in ("I would ", "not have ", "请向" * 40, "I can not " * 20, "we will have " * 20):
        gives_information([words * 60], "Will the ferry sail in May?")
