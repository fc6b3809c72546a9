"""The head of a Markdown file states facts; its text stays as it is."""

import datetime as dt

import pytest

from store.formats.markdown import read_markdown


def test_head_states_the_facts_and_is_no_part_of_the_transcript() -> None:
    text = "---\ntitle: Briefing\ndate: 2031-05-03\nurl: https://norlandia.example/b\n---\nAna Vell: Yes.\n"
    document = read_markdown(text)
    assert (document.title, document.date) == ("Briefing", dt.date(2031, 5, 3))
    assert document.source_url == "https://norlandia.example/b"
    assert document.text == text
    assert text[document.body :] == "Ana Vell: Yes.\n"


@pytest.mark.parametrize(
    "head",
    [
        "date: 2031-13-45",
        "title: [unclosed",
        "title: ~",
        "? [a]: b",
        "!!int ''",
        "a: &a [*a]",
        "- " * 900,
        "title: 5" * 9000,
    ],
)
def test_head_that_makes_no_sense_is_no_reason_to_refuse_a_file(head: str) -> None:
    document = read_markdown(f"---\n{head}\n---\nAna Vell: Yes.\n")
    assert document.date is None
    assert document.text.endswith("Ana Vell: Yes.\n")


def test_bold_is_what_stands_between_the_marks() -> None:
    document = read_markdown("**Harbour Times:** When?\n\n__Ana Vell:__ In * May ** soon.")
    assert [document.text[part.start : part.end] for part in document.bold] == ["Harbour Times:", "Ana Vell:"]
