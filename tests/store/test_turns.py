"""What is a turn and what is not: cases that golden files do not show by themselves."""

from datetime import date
from pathlib import Path

import pytest

from store.errors import UnreadableTranscriptError
from store.formats.document import Document, Utterance
from store.formats.reading import reading_of
from store.types import Extent, Reading


def _read(text: str, name: str = "x.txt") -> Reading:
    return reading_of(Document(text), name)


def _said(reading: Reading) -> list[str]:
    return [reading.text[turn.start : turn.end] for each in reading.exchanges for turn in each.turns]


def test_report_about_somebody_is_no_transcript() -> None:
    with pytest.raises(UnreadableTranscriptError):
        _read('The treaty was signed on Monday, he said.\n\n"We hope for the best," he added later.\n')


def test_false_label_inside_an_answer_stays_in_it() -> None:
    text = "Q: What matters?\nMS. QUILL: Two things.\n\nClimate: it is warm.\n\nQ: And?\nMS. QUILL: Trade.\n"
    assert _said(_read(text))[1] == "Two things.\n\nClimate: it is warm."


def test_hard_wrapped_line_with_a_colon_is_no_label() -> None:
    text = (
        "MS. QUILL: We spoke at length with members of the House and the\nRepublicans: nobody was against it,"
        " and nobody who was in the room\nwill say so today.\n\nQ: Sure?\n\nMS. QUILL: Sure.\n"
    )
    assert len(_said(_read(text))) == 3


def test_head_is_no_speech_and_gives_the_date() -> None:
    reading = _read("Press Briefing, 4 March 2031\n2:10 p.m. NST\n\nQ: Will it?\nMR SABLE: It will.\n")
    assert (reading.title, reading.date) == ("Press Briefing, 4 March 2031", date(2031, 3, 4))
    assert _said(reading) == ["Will it?", "It will."]


def test_name_of_the_file_gives_the_date_when_nothing_else_does() -> None:
    assert _read("Q: Will it?\nA: Yes.\n", "2031-03-04_brief.txt").date == date(2031, 3, 4)


def test_page_break_inside_an_answer_is_an_aside() -> None:
    foot = "\n\nPage {n} of 4\n\nMarch 4, 2031\n\nChair Lind's Press Conference\n\n"
    text = "CHAIR LIND. We begin" + "".join(foot.format(n=n) + f"and go on {n}" for n in (1, 2, 3, 4)) + " to the end."
    reading = _read(text)
    asides = " ".join(text[aside.start : aside.end] for aside in reading.asides)
    assert asides.count("Press Conference") == 4 and "go on" not in asides


def test_office_stays_where_the_file_names_nobody() -> None:
    reading = _read("THE PREMIER: Good evening.\n\nQ: Will it rain?\n\nTHE PREMIER: It will.\n")
    assert reading.exchanges[1].answerer == "The Premier"


def test_label_keeps_what_the_source_wrote() -> None:
    reading = _read("By Press Secretary Mara Quill\n\nQ: Will it?\n\nMS. QUILL: Yes.\n\nQ: When?\n\nMS. QUILL: Soon.\n")
    turn = reading.exchanges[0].answer[0]
    assert (turn.label, turn.speaker) == ("MS. QUILL", "Mara Quill")


def test_misspelt_name_is_the_commoner_one() -> None:
    lines = [f"Kurier: Question {n}?\nMarta Kallberg: Answer {n}.\n" for n in range(4)]
    reading = _read("".join(lines) + "Kurier: Last?\nMarta Kalberg: Yes.\n")
    assert {each.answerer for each in reading.exchanges} == {"Marta Kallberg"}


def test_voices_of_a_container_are_believed_and_joined() -> None:
    text = "Will it?\nIt will.\nSoon."
    voices = (Utterance("Jane", 0, 8, 1.0), Utterance("Ana", 9, 17, 2.0), Utterance("Ana", 18, 23, 3.0))
    reading = reading_of(Document(text, utterances=voices), "x.vtt")
    assert [(turn.speaker, turn.seconds) for turn in reading.exchanges[0].turns] == [
        ("Jane", 1.0),
        ("Ana", 2.0),
    ]


def test_captions_without_voices_are_one_turn() -> None:
    text = "Good morning.\nThe harbour opens."
    reading = reading_of(
        Document(text, utterances=(Utterance(None, 0, 13, 0.5), Utterance(None, 14, 32, 4.0))), "x.srt"
    )
    assert _said(reading) == [text] and reading.exchanges[0].answer[0].seconds == 0.5


def test_bold_questions_of_a_container_ask() -> None:
    text = "Will it rain?\n\nIt will.\n\nAnd snow?\n\nNo.\n"
    bold = tuple(Extent(text.index(words), text.index(words) + len(words)) for words in ("Will it rain?", "And snow?"))
    reading = reading_of(Document(text, bold=bold), "x.html")
    assert [len(each.question) for each in reading.exchanges] == [1, 1]


def test_voices_numbered_by_a_machine_never_become_one() -> None:
    text, voices = "", []
    for at, number in enumerate([1, 15] * 6 + [6, 1]):
        voices.append(Utterance(f"Speaker {number}", len(text), len(text) + 9, float(at)))
        text += f"Words {at:02}.\n"
    reading = reading_of(Document(text, utterances=tuple(voices)), "x.vtt")
    assert all(turn.speaker == turn.label for each in reading.exchanges for turn in each.turns)


def test_people_with_like_names_stay_apart() -> None:
    lines = [f"Kurier: Question {n}?\nJane Moe: Answer {n}.\n" for n in range(6)]
    reading = _read("".join(lines) + "Kurier: Last?\nJane Roe: Yes.\n")
    assert reading.exchanges[-1].answerer == "Jane Roe"


@pytest.mark.parametrize(
    "answer",
    [
        "Great.",
        "I spoke to Secretary of State Ole Brandt.",
        "He is Bo Lind of Estmark.",
        "God bless Norlandia.",
    ],
)
def test_names_in_an_answer_are_no_newsroom_of_the_next_asker(answer: str) -> None:
    reading = _read(f"Q: Will it?\n\nMS. QUILL: {answer}\n\nQ: When?\n\nMS. QUILL: Soon.\n")
    assert [turn.outlet for each in reading.exchanges for turn in each.turns] == [None] * 4


def test_bold_topics_in_an_answer_are_no_speakers() -> None:
    reading = _read(
        "**Kari Moe:** Does it sail?\n\n**Ana Vell:** It does. I have two things.\n\n"
        "**Ticket Prices:** They rise.\n\n**Ferry Safety:** It is fine.\n\n"
        "**Kari Moe:** And who pays?\n\n**Ana Vell:** The port.\n\n**Ana Vell:** One more thing: thank you.\n"
    )
    assert {turn.speaker for each in reading.exchanges for turn in each.turns} == {"Kari Moe", "Ana Vell"}


def test_first_turn_without_an_end_mark_is_no_title() -> None:
    reading = _read("Kari Moe: hello\n\nAna Vell: hi\n\nPer Dahl: good morning\n\nAna Vell: we begin\n")
    assert reading.exchanges[0].turns[0].speaker == "Kari Moe"


def test_spokesperson_of_the_head_gives_the_name_of_the_answers() -> None:
    reading = _read("Spokesperson: Ana Vell\n\nQ: Does it sail?\n\nA: On Monday.\n\nQ: Who pays?\n\nA: The port.\n")
    assert (reading.title, reading.exchanges[0].answerer) == (None, "Ana Vell")


def test_who_answers_is_no_reporter_who_introduces_himself() -> None:
    reading = _read("By Press Secretary Ana Vell\n\nQ: Ana Vell, Norlandia. Is it so?\n\nMS. VELL: Yes.\n\nQ: When?\n")
    assert (reading.exchanges[0].turns[0].speaker, reading.exchanges[0].turns[0].outlet) == (None, None)


def test_office_met_once_holds_for_the_bare_name_after_it() -> None:
    text = (Path(__file__).parents[1] / "data" / "minister_by_name.txt").read_text("utf-8")
    text = text.replace("The Minister for Transport (Ana Vell):", "The Minister for Transport (Ms Ana Vell):")
    roles = {turn.role for each in _read(text).exchanges for turn in each.turns if turn.speaker == "Ana Vell"}
    assert roles == {"answerer"}


def test_head_of_a_page_is_nobody() -> None:
    head = "\n\nPage {n} of 4\n\nChair Lind's Press Conference\n\n"
    text = "CHAIR LIND. We begin" + "".join(head.format(n=n) + f"and go on {n}" for n in range(1, 5)) + "."
    assert [turn.speaker for each in _read(text).exchanges for turn in each.turns] == ["Chair Lind"]


@pytest.mark.parametrize(
    ("first_words", "outlet"),
    [("Hi there. Can you hear me okay?", "North Wire"), ("Will the port open in May?", None)],
)
def test_who_is_called_and_asks_whether_he_is_heard_asks_the_next_question(
    first_words: str, outlet: str | None
) -> None:
    text = (
        "MR. TARN: Thanks for joining. Next question. Let's go to Ida Quist at North Wire.\n\n"
        f"Q: {first_words}\n\nMR. TARN: Yep.\n\nMS. VELL: We can.\n\n"
        "Q: Okay, great. How many ships will the ministry buy for the northern ports this year?\n\n"
        "MS. VELL: The ministry will buy four ships for the northern ports, and two of them will come in June.\n\n"
        "Q: And what will they cost?\n\nMS. VELL: They will cost nine million crowns together, as we said in March.\n"
    )
    asked = [each.asker for each in _read(text).exchanges if each.asker]
    assert [turn.outlet for turn in asked] == ["North Wire", outlet, None]


def test_chair_who_only_names_the_next_to_ask_hands_over_to_them() -> None:
    reading = _read(
        "CHAIR WELL: Dr. Holm, you have the floor.\n\nDR. HOLM: The strike is over.\n\n"
        "CHAIR WELL: Thank you. Senator Abel?\n\nSENATOR ABEL: Did you take money?\n\nDR. HOLM: Never.\n\n"
        "CHAIR WELL: Senator Bruun, please.\n\nSENATOR BRUUN: Will there be another strike?\n\nDR. HOLM: No.\n"
    )
    assert [[(turn.role, turn.speaker) for turn in each.question] for each in reading.exchanges] == [
        [],
        [("moderator", "Chair Well"), ("asker", "Senator Abel")],
        [("moderator", "Chair Well"), ("asker", "Senator Bruun")],
    ]


def test_two_capitals_are_a_newsroom_among_newsrooms_and_else_stay_initials() -> None:
    asked = "AP: Will you resign?\nAna Vell: I will not.\n{}: Who pays for the ferry?\nAna Vell: The state pays.\n"
    askers = [each.question[0] for each in _read(asked.format("Reuters")).exchanges]
    assert [(turn.speaker, turn.outlet) for turn in askers] == [(None, "AP"), (None, "Reuters")]
    askers = [each.question[0] for each in _read(asked.format("MH")).exchanges]
    assert [(turn.speaker, turn.outlet) for turn in askers] == [("AP", None), ("MH", None)]
