"""What a reply is called, by what it quotes. Every marker in these replies is valid."""

import pytest

from assistant.citations import draft
from assistant.grounding import verify
from tests.assistant.scenes import hit, prompt

ASKED = "Will Norlandia sign the treaty?"
SIGNING = hit(
    ("question", "Will Norlandia sign the treaty, and does the minister agree?"),
    ("answer", "Norlandia will sign the treaty in the autumn, and the minister agrees."),
    ("answer", "The harbour stays open all winter, and five crews will work there."),
)
EVADING = hit(
    ("question", "Will Norlandia sign the treaty?"),
    ("answer", "The treaty with Norlandia was signed by nine countries in the autumn."),
    ("answer", "As for us, I have nothing to share on that today."),
    exchange=1,
)
TOLD = "[1.2] Norlandia will sign the treaty in the autumn."


def outcome(reply: str, asked: str = ASKED) -> str | None:
    given = prompt(SIGNING, EVADING, question=asked)
    return verify(draft(reply, given, complete=True), given).outcome


@pytest.mark.parametrize("called", ["DECLINED", "NOT_IN_TRANSCRIPTS", "PARTLY"])
def test_what_cites_a_sentence_that_answers_is_an_answer(called: str) -> None:
    assert outcome(f"{called}\n{TOLD}") == "answered"


@pytest.mark.parametrize(
    ("why", "statements"),
    [
        ("a refusal is cited too", f"{TOLD}\n[2.3] She has nothing to share on that today."),
        ("the exchange refuses beside it", "[2.2] The treaty was signed by nine countries in the autumn."),
        ("it is about something else", "[1.3] The harbour stays open all winter."),
        ("it is not borne out", "[1.2] Norlandia will not sign the treaty in the autumn."),
        ("it says that she refused", "[1.2] She declined to say whether Norlandia will sign the treaty."),
        ("something is said without a quote", f"{TOLD}\nNobody says why."),
        ("only the asker is cited", "[1.1] It was asked whether Norlandia will sign the treaty."),
        ("nothing is cited", "She would not say."),
    ],
)
@pytest.mark.parametrize("called", ["DECLINED", "NOT_IN_TRANSCRIPTS", "PARTLY"])
def test_what_may_be_no_answer_stays_as_it_was_called(called: str, why: str, statements: str) -> None:
    assert outcome(f"{called}\n{statements}") == called.lower(), why


@pytest.mark.parametrize(
    "asked",
    [
        "Will Norlandia sign the treaty, and what about Sudland?",
        "Will Norlandia sign the treaty and the Halden accord?",
        "How many copies of the treaty will Norlandia sign?",
    ],
)
def test_an_answer_that_leaves_something_open_stays_partial(asked: str) -> None:
    assert outcome(f"PARTLY\n{TOLD}", asked) == "partly"


def test_a_day_in_the_question_is_nothing_left_open() -> None:
    asked = "What did Ana Vell say in March 2025 about whether Norlandia will sign the treaty?"

    assert outcome(f"PARTLY\n{TOLD}", asked) == "answered"
