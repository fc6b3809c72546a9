"""Which kind of thing a question asks for, and whether a sentence gives one."""

import pytest

from assistant.answer_types import asks_for_another, gives, wanted


def answers(question: str, sentence: str) -> bool:
    kind = wanted(question, question)
    assert kind is not None
    return gives(sentence, kind)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much does a ticket cost?", "A ticket costs 12 crowns."),
        ("What will the tram cost?", "It is free of charge."),
        ("How many people work there?", "It has 40 staff, and 12 of them work at night."),
        ("How many of the flats are standing?", "None."),
        ("How many tonnes may they catch?", "The quota is 12,000 tonnes."),
        ("How long will the bridge be closed?", "For three weeks."),
        ("How much time will she spend on board?", "She stays for an hour or two."),
        ("How long is the bridge?", "It is 240 metres from shore to shore."),
        ("How far is it to Skerry?", "Some 30 kilometres."),
        ("When does the ferry sail again?", "On Monday, if the wind drops."),
        ("In which year was it built?", "It was built in 2019."),
        ("What is the top speed of the Petrel?", "She makes 22 knots."),
        ("What share of homes is without power?", "A third of them."),
        ("Which company won the tender?", "The tender went to Skarn Cable."),
        ("What is the name of the captain?", "Her captain is Eskil Rond."),
        ("项目花费多少钱？", "总投资为86亿克朗。"),
        ("渡轮什么时候开？", "渡轮6月15日恢复。"),
        ("¿Cuántas horas dura el viaje?", "Son nueve horas."),
    ],
)
def test_a_sentence_with_the_kind_asked_for_answers(question: str, sentence: str) -> None:
    assert answers(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much does a ticket cost?", "Tickets are sold at the harbour."),
        ("How many people work there?", "The station has cost 88 million crowns."),
        ("How many people have used the waiver?", "They may stay for 90 days."),
        ("How many warheads are there?", "The treaty was signed in 2031."),
        ("When does the ferry sail again?", "The ferry is a fine ship."),
        ("In which year was she born?", "She was born in Port Ansgar."),
        ("What is the top speed of the Petrel?", "She is retired after 31 years."),
        ("Which company won the tender?", "The tender is open to all."),
        ("航道有多深？", "吞吐量将增加到150万箱。"),
    ],
)
def test_a_sentence_about_the_subject_without_it_does_not(question: str, sentence: str) -> None:
    assert not answers(question, sentence)


def test_a_question_that_tells_no_kind_wants_none() -> None:
    assert wanted("What did Ana Vell say about the ferry?", "What did Ana Vell say about the ferry?") is None


def test_a_follow_up_that_asks_nothing_itself_wants_what_the_whole_question_wants() -> None:
    whole = "And for crews? (How many days may visitors stay?)"
    kind = wanted("And for crews?", whole)
    assert kind is not None and "duration" in kind.kinds
    assert wanted("Why is that?", f"Why is that? {whole}") is None


@pytest.mark.parametrize(
    ("question", "sentence", "is_given"),
    [
        ("On what date did the envoy cross the border?", "She helped in carrying the case across.", False),
        ("On what date did the envoy cross the border?", "She crossed it in the spring.", True),
        ("How many of the 80 ships will go to Halmark?", "We will send 80 ships abroad in all.", False),
        ("How many of the 80 ships will go to Halmark?", "Of the 80 ships, 12 will go there.", True),
        ("How many times has she been there?", "This is her fourth visit.", True),
        ("For how long will they rest?", "They rest for the next several weeks.", True),
        ("In which state will the plant be built?", "A plant will be built there.", False),
        ("In which state will the plant be built?", "It will be built in Norlandia.", True),
        ("研讨会有多少人参加？", "研讨会以线上方式举行，重申一个中国原则。", False),
        ("研讨会有多少人参加？", "约三百人参加了研讨会。", True),
        ("会谈持续了多少个小时？", "双方举行了新一轮会谈。", False),
        ("会谈持续了多少个小时？", "会谈持续了九个小时。", True),
        ("危害的概率有多大？", "造成危害的概率极低。", True),
        ("两只幼崽叫什么名字？", "幼崽取名为“圆圆”。", True),
        ("两只幼崽叫什么名字？", "幼崽非常健康。", False),
    ],
)
def test_near_misses_give_nothing_of_the_kind(question: str, sentence: str, is_given: bool) -> None:
    assert answers(question, sentence) is is_given


def test_a_reporter_who_asked_when_did_not_ask_where() -> None:
    asked = wanted("In which city will they meet?", "In which city will they meet?")
    assert asked is not None
    assert asks_for_another(asked, "Can you give us an idea of when they will meet?")
    assert not asks_for_another(asked, "Can you say more about the meeting?")
