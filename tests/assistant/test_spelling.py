"""A mistyped question: put right, shown, and asked without if wanted."""

import pytest

from assistant.ask import ask
from assistant.spelling import respelled
from assistant.terminal import understood_line
from assistant.types import Answer, Kind
from assistant.understanding import known
from store.store import Store
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import as_incoming

ASKED = "Will Norlandya join the Halden acord?"


def answer(store: Store, *, without: tuple[Kind, ...] = ()) -> Answer:
    *_, last = ask(ASKED, store, ScriptedWriter("NOT_IN_TRANSCRIPTS"), without=without)
    assert isinstance(last, Answer)
    return last


def test_mistyped_words_are_put_right_and_shown(store: Store) -> None:
    question = answer(store).question
    assert (question.asked, question.text) == (ASKED, "Will Norlandia join the Halden accord?")
    assert "Norlandya read as Norlandia · acord read as accord" in understood_line(question)
    assert not any(one.is_filter for one in question.understood)


def test_spelling_can_be_left_as_it_is(store: Store) -> None:
    question = answer(store, without=("spelling",)).question
    assert (question.text, question.understood) == (ASKED, ())


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("What did Ana Vell tell Radoi Fjord?", "What did Ana Vell tell Radio Fjord?"),
        ("HALDEN ACORD?", "HALDEN ACCORD?"),
        ("See www.acord.example and a-acord, or acord.txt", "See www.acord.example and a-acord, or acord.txt"),
        ("诺兰对哈尔登 acord 有何评论？", "诺兰对哈尔登 acord 有何评论？"),
        ("Norlandya's quota", "Norlandia's quota"),
    ],
)
def test_only_words_of_their_own_are_read_anew(store: Store, asked: str, read: str) -> None:
    assert respelled(asked, store, known(store))[0] == read


def test_words_that_ask_for_a_summary_are_no_slips(empty_store: Store) -> None:
    add(
        empty_store,
        as_incoming("a.txt", "Harbour Times: So?\nAna Vell: The report summarises it, and caps the recaps.\n"),
    )
    asked = "Summarize the briefing, with a rundown"
    assert respelled(asked, empty_store, known(empty_store)) == (asked, ())
