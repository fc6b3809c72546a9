"""Questions over several exchanges: their parts, and what they list."""

import datetime as dt

import pytest

from assistant.several import over_several
from assistant.timeframe import Timeframe
from assistant.types import Listed, Question
from assistant.understanding import Library, understood
from store.types import Entry, Filters


def entry(name: str, day: dt.date) -> Entry:
    return Entry(
        id=name,
        file=f"{name}.txt",
        title=None,
        date=day,
        speakers=("Ana Vell", "Bo Lund"),
        outlets=("Harbour Times", "Radio Fjord"),
        exchanges=3,
        source_url=None,
        added=dt.datetime(2031, 6, 1, tzinfo=dt.UTC),
    )


LIBRARY = Library((entry("march", dt.date(2031, 3, 4)), entry("june", dt.date(2031, 6, 2))))


def asked(text: str, filters: Filters = Filters()) -> Question:
    return over_several(understood(Question(text, text, filters), LIBRARY), LIBRARY)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Compare the answers on ferries and on tunnels.", ["the answers on ferries", "the answers on tunnels."]),
        ("What was said about ferries and about tunnels?", ["What was said on ferries", "What was said on tunnels"]),
    ],
)
def test_a_comparison_of_two_topics_has_a_part_for_each(text: str, parts: list[str]) -> None:
    assert [part.text.rstrip(".") for part in asked(text).parts] == [part.rstrip(".") for part in parts]


def test_a_comparison_of_two_speakers_has_a_part_for_each() -> None:
    parts = asked("How do Ana Vell and Bo Lund differ on ferries?").parts
    assert [part.filters.speakers for part in parts] == [("Ana Vell",), ("Bo Lund",)]
    assert {part.text for part in parts} == {"How do they differ on ferries?"}
    assert [part.named for part in parts] == ["Ana Vell", "Bo Lund"]


def test_a_change_between_two_days_has_a_part_for_each() -> None:
    parts = asked("How did the fare change from March 2031 to June 2031?").parts
    assert [part.prefers and part.prefers.text for part in parts] == ["March 2031", "June 2031"]
    assert all(isinstance(part.prefers, Timeframe) for part in parts)
    assert [part.named for part in parts] == ["March 2031", "June 2031"]


@pytest.mark.parametrize(
    "text",
    [
        "How did the fare change from March 2031 to June 2031?",
        "What happened to the fare between March 2031 and June 2031?",
    ],
)
def test_each_end_of_a_change_is_asked_for_as_a_state(text: str) -> None:
    assert [part.text for part in asked(text).parts] == [
        "What was the fare in March 2031?",
        "What was the fare in June 2031?",
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("What was said about the ferry on 4 March 2031 and on 2 June 2031?", "What was said about the ferry?"),
        (
            "Compare what was said about the ferry on 4 March 2031 and on 2 June 2031.",
            "Compare what was said about the ferry.",
        ),
        ("How did the answers on ferries differ between 4 March and 2 June 2031?", "What was said on ferries?"),
    ],
)
def test_what_was_said_on_two_days_is_looked_for_on_each_of_them_alone(text: str, part: str) -> None:
    parts = asked(text).parts
    assert [(one.text, one.named) for one in parts] == [(part, "4 March 2031"), (part, "2 June 2031")]
    assert [(one.filters.since, one.filters.until) for one in parts] == [(day, day) for day in LIBRARY.days]


def test_each_of_two_topics_keeps_its_own_day() -> None:
    parts = asked("What was said about ferries on 4 March 2031 and about tunnels on 2 June 2031?").parts
    assert [(one.named, one.prefers and one.prefers.text) for one in parts] == [
        ("ferries on 4 March 2031", "4 March 2031"),
        ("tunnels on 2 June 2031", "2 June 2031"),
    ]


def test_an_ordinary_question_has_no_parts() -> None:
    question = asked("What did Ana Vell say about ferries and tunnels?")
    assert question.parts == () and question.lists is None


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Which outlets asked questions?", "askers"),
        ("Which newsrooms put questions at the briefing of 4 March 2031?", "askers"),
        ("What did Radio Fjord want to know on 4 March 2031?", "asked"),
        ("Which topics did Radio Fjord raise?", "asked"),
        ("Which questions did Ana Vell decline to answer?", "declined"),
        ("On which subjects did Bo Lund answer on 2 June 2031?", "answered"),
    ],
)
def test_a_question_for_all_there_is_lists(text: str, listed: Listed) -> None:
    assert asked(text).lists == listed


@pytest.mark.parametrize(
    "text",
    ["Which outlets asked about ferries?", "What did Radio Fjord ask about the ferry?", "Who asked about tunnels?"],
)
def test_a_question_about_a_subject_lists_nothing(text: str) -> None:
    assert asked(text).lists is None


@pytest.mark.parametrize(
    "text",
    [
        "What did Harbour Times ask in March 2031?",
        "What was asked by Harbour Times in March 2031?",
        "In March 2031, what did Harbour Times ask?",
        "Which topics did Harbour Times raise in March 2031?",
        "Which questions did Ana Vell decline to answer in March 2031?",
    ],
)
def test_a_list_of_questions_is_held_to_the_days_it_names(text: str) -> None:
    question = asked(text)
    assert question.lists
    assert (question.filters.since, question.filters.until) == (dt.date(2031, 3, 1), dt.date(2031, 3, 31))
    assert [(one.kind, one.is_filter) for one in question.understood if one.kind == "date"] == [("date", True)]


@pytest.mark.parametrize("text", ["What did Ana Vell not answer?", "Which questions did Ana Vell refuse to answer?"])
def test_what_somebody_did_not_answer_is_a_list_of_what_they_declined(text: str) -> None:
    question = asked(text)
    assert (question.lists, question.filters.speakers) == ("declined", ("Ana Vell",))
