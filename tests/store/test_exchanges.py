"""Turns -> exchanges."""

from store.exchanges import exchanges
from store.types import Role, Turn

ROLES: dict[str, Role] = {"Q": "asker", "A": "answerer", "M": "moderator"}


def _cut(line: str, opens: tuple[int, ...] = (), closes: tuple[int, ...] = ()) -> list[str]:
    turns = [Turn(None, None, ROLES[role], at, at + 1) for at, role in enumerate(line)]
    shown = {turn.start: role for turn, role in zip(turns, line, strict=True)}
    return [
        "".join(shown[turn.start] for turn in each.question) + "|" + "".join(shown[turn.start] for turn in each.answer)
        for each in exchanges(turns, opens=opens, closes=closes)
    ]


def test_opening_words_have_no_question() -> None:
    assert _cut("AQA") == ["|A", "Q|A"]


def test_askers_before_one_answer_share_it() -> None:
    assert _cut("QQA") == ["QQ|A"]


def test_second_speaker_finishes_an_answer() -> None:
    assert _cut("QAAQA") == ["Q|AA", "Q|A"]


def test_hand_over_opens_the_exchange_it_leads_to() -> None:
    assert _cut("AMQAMQA") == ["|A", "MQ|A", "MQ|A"]


def test_two_hand_overs_in_a_row_lead_to_one_question() -> None:
    assert _cut("QAMMQA") == ["Q|A", "MMQ|A"]


def test_closing_words_of_a_moderator_stay_with_the_last_answer() -> None:
    assert _cut("QAM") == ["Q|AM"]


def test_announcement_between_questions_stands_alone() -> None:
    assert _cut("QAAQA", opens=(2,)) == ["Q|A", "|A", "Q|A"]


def test_last_thanks_stay_with_the_answer_they_thank_for() -> None:
    assert _cut("QAQMQA", closes=(2,)) == ["Q|AQ", "MQ|A"]
