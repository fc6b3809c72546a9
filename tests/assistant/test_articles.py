"""Quotations are found whatever their marks, with whom the article credits."""

import pytest

from assistant.articles import quotations
from assistant.quote_types import Article


def found(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.speaker) for one in quotations(Article("a", None, text))]


@pytest.mark.parametrize(
    "text",
    [
        "“We will sign.”", '"We will sign."', "„We will sign.“", "„We will sign.”", "«We will sign.»",
        "「We will sign.」",
        "『We will sign.』", "‘We will sign.’", "'We will sign.'", "> We will sign.",
        '“We will sign."', '"We will sign.”', '„We will sign."', "‘We will sign.'", "'We will sign.’",
    ],
)  # fmt: skip
def test_quotations_are_found_between_marks_of_every_kind(text: str) -> None:
    assert found(f"It was said.\n\n{text}\n\nThat was all.") == [("We will sign.", None)]


@pytest.mark.parametrize(
    "text",
    [
        "“We will sign,” Ana Vell told Reuters.",
        "“We will sign,” said Ana Vell, the spokeswoman.",
        "Ana Vell said on Monday: “We will sign.”",
        "According to Ana Vell, “we will sign”.",
        "Ana Vell told Harbour Times: “We will sign.”",
        "Ana Vell came late. She told Bo Lund, “We will sign.”",
        "Ana Vell: “We will sign.”",
        "According to Ana Vell, Norlandia is ready and “will sign”.",
        "Ana Vell, who spoke for the ministry, was brief: “We will sign.”",
        "Ana Vell came late. “We will sign,” she said.",
        "Ana Vell told Harbour Times in Port Clair: in May. “We will sign,” she said.",
        "Ana Vell came late. In March the ferry did. “We will sign,” she said.",
        "Ana Vell said:\n\n> We will sign.",
        "> We will sign.\n>\n> — Ana Vell, spokeswoman",
        "« We will sign », a déclaré Ana Vell.",
        "«We will sign», dijo Ana Vell.",
        "„We will sign“, sagte Ana Vell.",
        "“We will sign,” said Norlandia’s foreign ministry spokesperson Ana Vell.",
        "“We will sign,” Norlandian foreign minister Ana Vell said.",
        "“We will sign,” Foreign Ministry spokesperson Ana Vell told reporters.",
        "“We will sign,” according to Norlandia's foreign minister Ana Vell.",
        "Norlandian foreign minister Ana Vell emphasized: “We will sign.”",
        "“We will sign,” said former Norlandian prime minister Ana Vell.",
        "“We will sign,” said Ana Vell to party leader Bo Lund late Monday.",
        "“We will sign,” Ana Vell reiterated.",
        "“We will sign,” said Ana Vell. Bo Lund was not there.",
        "“We will sign,” vowed Ana Vell.",
        "Ana Vell called it “We will sign.”",
        "Ana Vell dismissed the plan as a “We will sign.”",
        "Ana Vell acknowledged that “we will sign”.",
    ],
)
def test_who_is_credited_is_told_wherever_it_stands(text: str) -> None:
    assert [speaker for _, speaker in found(text)] == ["Ana Vell"]


@pytest.mark.parametrize(
    "credit",
    [
        "said Norlandia’s foreign ministry", "Norlandia Ferries' chief said", "a spokeswoman for Ana Vell said",
        "according to Ana Vell's office", "according to the Foreign Ministry", "said the Foreign Ministry",
        "a Foreign Ministry statement said", "Ana Vell's spokesman said",
    ],
)  # fmt: skip
def test_who_only_belongs_to_the_office_is_not_credited(credit: str) -> None:
    assert found(f"“We will sign,” {credit}.") == [("We will sign,", None)]


def test_who_is_spoken_to_or_is_nobody_is_not_credited() -> None:
    assert found("She told Harbour Times: “We will sign.”") == [("We will sign.", None)]
    assert found("The Foreign Ministry said: “We will sign.”") == [("We will sign.", None)]
    assert found("The minister told Bo Lund, “We will sign.”") == [("We will sign.", None)]


def test_words_on_both_sides_of_the_credit_are_one_quotation() -> None:
    text = "“We will sign,” she said, “when the ice allows it.” Bo Lund said, “So will we.”"
    assert found(f"Ana Vell arrived. {text}") == [
        ("We will sign, when the ice allows it.", "Ana Vell"),
        ("So will we.", "Bo Lund"),
    ]
    assert found("“我们欢迎，”林海棠说，“所有国家。”") == [("我们欢迎， 所有国家。", "林海棠")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("« Nous signerons, a-t-elle déclaré, lundi à midi. »", "Nous signerons lundi à midi."),
        ("« Nous signerons, a déclaré Ana Vell mardi, lundi à midi », et voilà.", "Nous signerons lundi à midi"),
        ("« Nous signerons lundi, dit-elle. »", "Nous signerons lundi"),
        ("« Nous signerons », a-t-elle ajouté, « lundi à midi ».", "Nous signerons lundi à midi"),
        ("« Nous signerons, a dit le port, lundi. »", "Nous signerons, a dit le port, lundi."),
    ],
)
def test_a_credit_between_french_marks_is_not_quoted(text: str, words: str) -> None:
    assert found(f"Ana Vell était là. {text}") == [(words, "Ana Vell" if "port" not in text else None)]


@pytest.mark.parametrize(
    "text",
    [
        "“We will sign,” said Ana Vell. “when the ice allows it.”",
        "“We will sign,” said Ana Vell, “When does the ice allow it?”",
        "“We will sign,” said Ana Vell, and Bo Lund added, “when the ice allows it.”",
        "Ana Vell called it “too low,” and she said it was “a shame”.",
    ],
)
def test_quotations_that_say_something_each_stay_two(text: str) -> None:
    assert len(found(text)) == 2


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ('Ana Vell said: "We will sign." Bo Lund said talks go on.', ["Ana Vell"]),
        ('Ana Vell said: "Will we sign?" Bo Lund said talks go on.', ["Ana Vell"]),
        ('Ana Vell said they "will sign". Bo Lund said talks go on.', ["Ana Vell"]),
        ('It was late. "We will sign." Bo Lund said talks go on.', [None]),
        ('"So," Ana Vell said. "We will sign." Bo Lund said, "So will we."', ["Ana Vell", "Ana Vell", "Bo Lund"]),
        ('When Ana Vell said talks go on, "nobody believed it," Bo Lund said.', ["Bo Lund"]),
        ("Asked whether Ana Vell had said “we will sign”, Bo Lund said no.", ["Ana Vell"]),
        ('It was late. "Will we sign?" Bo Lund asked. "We will." Ana Vell said.', ["Bo Lund", "Ana Vell"]),
    ],
)
def test_a_credit_in_the_sentence_after_a_quotation_is_not_its_own(text: str, credited: list[str | None]) -> None:
    assert [speaker for _, speaker in found(text)] == credited


def test_a_quotation_over_paragraphs_that_open_again_is_one() -> None:
    text = "“The ferry sails.\n\n“It sails in May.\n\n“It is full,” said Bo Lund."
    assert found(text) == [("The ferry sails. It sails in May. It is full,", "Bo Lund")]


def test_a_quotation_within_a_quotation_is_part_of_it() -> None:
    assert found("“She said ‘never again’ to me,” Bo Lund said.") == [("She said ‘never again’ to me,", "Bo Lund")]


@pytest.mark.parametrize("apostrophe", ["’", "'"])
def test_apostrophes_and_inches_open_nothing(apostrophe: str) -> None:
    text = 'It’s the minister’s 12" gun of ’29, and ’tis hers. Don’t take the ministers’ guns, nor the boys’.'
    assert found(text.replace("’", apostrophe)) == []


def test_an_apostrophe_closes_no_quotation_that_goes_on() -> None:
    text = "'We don't like the ministers' plan,' said Ana Vell, 'nor Bo Lund's.' They were the 'usual suspects' then."
    assert found(text) == [("We don't like the ministers' plan, nor Bo Lund's.", "Ana Vell")]


@pytest.mark.parametrize("close", ['"', "”"])
def test_what_stands_between_quotations_of_mixed_marks_is_not_quoted(close: str) -> None:
    text = f'“We will sign{close} Ana Vell said. And “the 12" guns, "so called", are ours{close}, she said.'
    assert [words for words, _ in found(text)] == ["We will sign", 'the 12" guns, "so called", are ours']


@pytest.mark.parametrize("mark", ['"', "“"])
def test_paragraphs_of_pasted_text_open_a_quotation_again(mark: str) -> None:
    text = f'{mark}The ferry sails.\n{mark}It sails in\nMay," said Bo Lund.\n{mark}So do we," said Ana Vell.'
    assert found(text) == [("The ferry sails. It sails in May,", "Bo Lund"), ("So do we,", "Ana Vell")]


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    assert found("“We will sign\n\nAnd then “we left”, he said.") == [("we left", None)]


@pytest.mark.parametrize(
    "text",
    [
        "外交部发言人林海棠表示：“我们欢迎。”",
        '外交部发言人林海棠5日在例行记者会上表示："我们欢迎。"',
        "外交部发言人林海棠7月5日就渡轮问题答记者问时说，“我们欢迎。”",
        "“我们欢迎。”外交部发言人林海棠15日在北港举行的例行记者会上说。",
        "外交部发言人林海棠则表示：“我们欢迎。”",
        "外交部发言人林海棠称其为“我们欢迎。”",
    ],
)
def test_chinese_credits_are_told(text: str) -> None:
    assert found(text) == [("我们欢迎。", "外交部发言人林海棠")]
