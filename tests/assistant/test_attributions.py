"""A quotation is credited to one person, or to nobody where several are named or it is not clear who is meant."""

import pytest

from assistant.articles import quotations
from assistant.quote_types import Article


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("“We will sign,” Ana Vell and Bo Lund said in a joint statement.", [None]),
        ("“We will sign,” Vell and Lund said in a joint statement.", [None]),
        ("Ana Vell and Bo Lund said in a joint statement: “We will sign.”", [None]),
        ("In a joint statement, Ana Vell and Bo Lund said: “We will sign.”", [None]),
        ("“We will sign,” said Ana Vell and Bo Lund.", [None]),
        ("“We will sign,” said Ana Vell, the minister, and her deputy Bo Lund.", [None]),
        ("“We will sign,” Vell, the minister, and her deputy Lund said.", [None]),
        ("Vell, the minister, and her deputy Lund said: “We will sign.”", [None]),
        ("Ana Vell, the minister, and Bo Lund, her deputy, said: “We will sign.”", [None]),
        ("“We will sign,” Ana Vell told Harbour Times, according to Radio Fjord.", ["Ana Vell"]),
        ("“We will sign,” Vell told Harbour Times, according to Radio Fjord.", ["Vell"]),
        ("Ana Vell told Harbour Times, according to Radio Fjord: “We will sign.”", ["Ana Vell"]),
        ("According to Radio Fjord, Ana Vell told Harbour Times: “We will sign.”", ["Ana Vell"]),
        ("According to Radio Fjord, Ana Vell said “we will sign”.", ["Ana Vell"]),
        ("“We will sign,” the minister told Harbour Times, according to Radio Fjord.", [None]),
        ("“We will sign,” Radio Fjord quoted Ana Vell as saying.", ["Ana Vell"]),
        ("Radio Fjord quoted Ana Vell as saying: “We will sign.”", ["Ana Vell"]),
        ("“We will sign,” Ana Vell was quoted as saying by Radio Fjord.", ["Ana Vell"]),
        ("“We will sign,” according to Radio Fjord, citing Ana Vell.", ["Ana Vell"]),
        ("“We will sign,” said Ana Vell, and Bo Lund agreed.", ["Ana Vell"]),
        ("“We will sign,” said Ana Vell and left the room.", ["Ana Vell"]),
        ("“We will sign,” said Ana Vell on behalf of Bo Lund.", ["Ana Vell"]),
        ("“We will sign,” Ana Vell said after Bo Lund told her so.", ["Ana Vell"]),
        ("Asked by Bo Lund of Radio Fjord, Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("Asked whether Bo Lund agreed, Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("Bo Lund said that Ana Vell had told him: “We will sign.”", ["Ana Vell"]),
        ("Ana Vell met Bo Lund on Monday. “We will sign,” she said.", [None]),
        ("Ana Vell and Bo Lund came. “We will sign,” they said.", [None]),
        (
            "Ana Vell came. “We will sign,” she said. Lund nodded. “So will we,” he said. It was Bo Lund who left.",
            ["Ana Vell", None],
        ),
        ("Ana Vell said: “We will sign.”\n\nBo Lund was glad. “So are we,” he said.", ["Ana Vell", "Bo Lund"]),
        ("“We will sign,” Ana Vell said. “It is time.”", ["Ana Vell", "Ana Vell"]),
        ("“We will sign,” Ana Vell said. Bo Lund smiled. “It is time.”", ["Ana Vell", None]),
        ("Ana Vell replied to Bo Lund: “We will sign.”", ["Ana Vell"]),
        ("Bo Lund asked Ana Vell: “Will you sign?” “We will,” she replied.", ["Bo Lund", None]),
        ("“We will sign,” she told Bo Lund. Ana Vell left.", [None]),
        ("Both Ana Vell and Bo Lund called it “we will sign”.", [None]),
        ("“We will sign,” both ministers said.", [None]),
        ("“We will sign,” said Ana Vell, spokeswoman of the ministry, who met Bo Lund.", ["Ana Vell"]),
        ("“We will sign,” said a spokesman for Ana Vell and Bo Lund.", [None]),
        ("“We will sign,” the ministers Ana Vell and Bo Lund said.", [None]),
        ("“We will sign,” wrote Ana Vell & Bo Lund.", [None]),
        ("„Wir werden unterschreiben“, sagten Ana Vell und Bo Lund.", [None]),
        ("„Wir werden unterschreiben“, sagte Ana Vell der Zeitung Hafenblatt.", ["Ana Vell"]),
        ("« Nous signerons », ont déclaré Ana Vell et Bo Lund.", [None]),
        ("«Firmaremos», dijeron Ana Vell y Bo Lund.", [None]),
        ("Ana Vell, flanked by Bo Lund, said: “We will sign.”", ["Ana Vell"]),
        ("Standing beside Bo Lund, Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("In Norlandia and Solmar, Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("After talks in Norlandia and beyond, Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("It rained, and Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("It rained and Ana Vell said: “We will sign.”", ["Ana Vell"]),
        ("Ana Vell came late and said: “We will sign.”", ["Ana Vell"]),
        ("Ana Vell smiled and said: “We will sign.” Bo Lund did not.", ["Ana Vell"]),
        ("The minister and Ana Vell said: “We will sign.”", [None]),
        ("Foreign Minister Ana Vell and her deputy said: “We will sign.”", [None]),
        ("Ana Vell, along with Bo Lund, said: “We will sign.”", [None]),
        ("“We will sign,” Ana Vell told reporters, while Bo Lund added: “In May.”", ["Ana Vell", "Bo Lund"]),
        ("“Yes,” Ana Vell said. “It is a gift,” say others.", ["Ana Vell", None]),
        ("“Yes,” Ana Vell said. “It is a gift,” a fisherman said.", ["Ana Vell", None]),
        ("Ana Vell (interrupting): “We will sign.”", ["Ana Vell"]),
        ("Ana Vell, asked about it: “We will sign.”", ["Ana Vell"]),
        ("In the words of Ana Vell, “we will sign”.", ["Ana Vell"]),
        ("Ana Vell, for her part, spoke of “a sign”.", ["Ana Vell"]),
        ("“We will sign,” tweeted Ana Vell.", ["Ana Vell"]),
        ("The director said of Ana Vell: “We will sign.”", [None]),
        ("A spokesman for Ana Vell said: “We will sign.”", [None]),
        ("Ana Vell's critics say “we will sign”.", [None]),
        ("According to Ana Vell's deputy Bo Lund, “we will sign”.", ["Bo Lund"]),
        ("Ana Vell was asked by Radio Fjord about it. “We will sign,” she said.", ["Ana Vell"]),
    ],
)
def test_one_person_is_credited_or_nobody(text: str, credited: list[str | None]) -> None:
    assert [one.speaker for one in quotations(Article("a", None, text))] == credited


def test_an_office_and_a_name_before_the_verb_are_that_person() -> None:
    text = "The union chief Ana Vell said yesterday: “We will sign.”"
    assert [one.speaker for one in quotations(Article("a", None, text))] == ["Ana Vell"]
