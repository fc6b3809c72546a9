"""Whose words, how many of what, how certain: what a statement may get wrong although its marker is valid."""

import datetime as dt

import pytest

from assistant.checks.relays import relayed
from assistant.citations import draft
from assistant.contract import citation_json
from assistant.grounding import verify
from assistant.types import Prompt, Question, Statement, Support
from store.types import Filters
from tests.assistant.scenes import hit, prompt

TALKS = prompt(
    hit(
        ("question", "The port was sold last week, and some say it is gone for good."),
        ("answer", "We may consider measures before the harvest, and the fleet needs at least 21,000 tonnes."),
        ("answer", "Estmark receives 25 million crowns, the fee rises by 8 percent, and talks on the strait go on."),
        ("answer", "The auditor told us that the tender was sound."),
        ("answer", "We will send two ships to Port Ansgar, if Sudland lifts the ban."),
        ("answer", "The Republic of Korea takes part, as do those who have set nationally determined contributions."),
    ),
    hit(("question", "And the fishermen?"), ("answer", "They will be paid in May."), exchange=1, speaker="Bo Lund"),
)


def judged(statement: str, given: Prompt = TALKS) -> Statement:
    (found,) = verify(draft(f"ANSWERED\n{statement}", given, complete=True), given).statements
    return found


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("[1.3] Estmark receives 26 million crowns.", "the number 26,000,000 is not in the quote"),
        ("[1.3] Estmark receives 25 million euros.", "“25 million euros” is not in the quote: the unit is another"),
        ("[1.3] The fee rises by 8 percentage points.",
         "“8 percentage points” is not in the quote: the unit is another"),
        ("[1.2] The fleet needs up to 21,000 tonnes.", "the quote does not say “up to” of 21,000"),
        ("[1.2] The fleet needs 21,000 tonnes.", "the quote says “at least” of 21,000"),
        ("[1.2] They will consider measures before the harvest.", "the quote only says “may”"),
        ("[1.3] Estmark may receive 25 million crowns.", "the quote does not say “may”"),
        ("[1.3] They have agreed on the strait, and talks are over.", "the quote only says “talks”"),
        ("[1.5] They will send two ships to Port Ansgar.", "the quote says it under a condition: “if …”"),
        ("[1.5] On 15 March 2025, Ana Vell said they will send ships if Sudland lifts the ban.",
         "the date 15 March 2025 is not that of the quote"),
        ("[1.3] Bo Lund said that Estmark receives 25 million crowns.", "the words cited are not Bo Lund's"),
        ("[1.3] According to Bo Lund, Estmark receives 25 million crowns.", "the words cited are not Bo Lund's"),
        ("[1.1] The port was sold last week.", "the words cited are the question, not an answer"),
        ("[1.1] Ana Vell said the port was sold last week.", "the words cited are not Ana Vell's"),
        ("[1.1] Ana Vell, asked by Harbour Times: “The port was sold last week”", "the words cited are not Ana Vell's"),
        ("[1.2] Ana Vell: “consider measures before the harvest”", None),
        ("[1.5] Ana Vell: “We will send two ships to Port Ansgar”", "the quoted part leaves out a condition"),
        ("[1.4] Ana Vell: “the tender was sound”", "the quoted part leaves out who or what holds it"),
    ],
)  # fmt: skip
def test_weak_statement_says_why_in_words(statement: str, why: str | None) -> None:
    assert judged(statement).why == why


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("[1.3] Ana Vell said Estmark receives 25m crowns and the fee rises by 8 per cent.", "supported"),
        ("[1.2] Ana Vell said they might consider measures before the harvest.", "supported"),
        ("[1.2] The fleet needs no less than 21,000 tonnes.", "supported"),
        ("[1.4] Ana Vell said that the auditor had told them the tender was sound.", "supported"),
        ("[1.6] South Korea takes part.", "supported"),
        ("[1.6] South Korea and those with an NDC take part.", "supported"),
        ("[1.1] Harbour Times asked whether the port was sold.", "supported"),
        ("[1.1] Asked about the fleet, Harbour Times said the port was sold last week.", "supported"),
        ("[2.2] On 14 March 2025, Bo Lund said that they will be paid in May.", "supported"),
        ("[1.4] Ana Vell said the auditor told them: “the tender was sound”", "exact"),
    ],
)
def test_faithful_statement_is_not_flagged(statement: str, expected: Support) -> None:
    assert judged(statement).support == expected, judged(statement).why


def test_quote_that_goes_on_from_an_asked_one_stays_exact() -> None:
    given = prompt(hit(("question", "“The port is lost.”"), ("question", "Who sold it?"), ("answer", "Nobody.")))
    reply = "ANSWERED\n[1.1] Harbour Times asked: “The port is lost.”\n[1.2] “Who sold it?”"
    statements = verify(draft(reply, given, complete=True), given).statements
    assert [statement.support for statement in statements] == ["exact", "exact"]


def test_nothing_outside_the_filters_stays_cited() -> None:
    late = Question("?", "?", Filters(since=dt.date(2025, 4, 1)))
    given = Prompt(late, "", "", TALKS.hits, TALKS.sentences)
    checked = verify(draft("ANSWERED\n[1.3] Estmark receives 25 million crowns.", given, complete=True), given)
    assert (checked.citations, checked.statements[0].support) == ((), "none")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The minister told me this morning that she has never set foot there.", "The minister"),
        ("According to Putin, the treaty stands.", "Putin"),
        ("They say so, and we do not see it.", "They"),
        ("Russian President Vladimir Putin said yesterday that Russia is ready.", "Russian President Vladimir Putin"),
        ("I am told there will be a short press call.", "somebody"),
        ("We have said so in every round.", None),
        ("I said that it would open.", None),
        ("What I can say is that the cabinet may consider it.", None),
        ("Did the Minister say that it was sold?", None),
        ("According to our plan, it opens in May.", None),
        ("Nobody told us that it was closed.", None),
    ],
)
def test_relayed_words_are_marked_with_whose_they_are(sentence: str, who: str | None) -> None:
    assert relayed(sentence) == who


def test_relay_is_in_the_json() -> None:
    checked = verify(draft("ANSWERED\n[1.4] The tender was sound.", TALKS, complete=True), TALKS)
    assert citation_json(checked.citations[0])["relays"] == "The auditor"
