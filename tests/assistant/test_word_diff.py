"""Differences between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.comparison import plain
from assistant.word_diff import Edit, added, dropped, marked, word_diff

WORDS = st.lists(st.sampled_from(["the", "quota", "will", "not", "—", ",", "rise", "立", "场", "“so”"]), max_size=12)


def test_what_was_dropped_and_added_is_told() -> None:
    edits = word_diff("We will not sign the accord.", "We will gladly sign the accord.")
    assert (dropped(edits), added(edits)) == (("not",), ("gladly",))
    assert marked(edits) == "We will [-not-]{+gladly+} sign the accord."


def test_a_chinese_wording_differs_by_characters() -> None:
    edits = word_diff("立场是一贯的。", "立场是一贯和明确的。")
    assert added(edits) == ("和明确",)
    assert marked(edits) == "立场是一贯{+和明确+}的。"


def test_quotation_marks_spaces_and_the_first_letters_case_are_no_change() -> None:
    assert {edit.op for edit in word_diff("Norlandia's  “view”", 'norlandia’s "view"')} == {"equal"}


def test_capitals_are_a_change_unless_any_case_is_the_same() -> None:
    assert marked(word_diff("Our accord.", "Our Accord.")) == "Our [-accord-]{+Accord+}."
    assert {edit.op for edit in word_diff("Our accord.", "Our Accord.", any_case=True)} == {"equal"}


def test_exchanges_with_next_to_nothing_between_them_are_told_as_one() -> None:
    edits = word_diff("firmly, clearly opposed", "wholly, plainly opposed")
    assert (dropped(edits), added(edits)) == (("firmly, clearly",), ("wholly, plainly",))
    assert marked(word_diff("反对任何形式行为。", "谴责一切形式活动。")) == "[-反对任何形式行为-]{+谴责一切形式活动+}。"


def test_words_put_in_at_two_places_are_told_one_by_one() -> None:
    edits = word_diff("the port of Vell", "the old port of the free Vell")
    assert marked(edits) == "the {+old+} port of {+the free+} Vell"


def test_an_ellipsis_is_one_mark() -> None:
    assert marked(word_diff("We hope so. We wait. It is late.", "We hope so. ... It is late.")) == (
        "We hope so. [-We wait.-]{+...+} It is late."
    )


def test_marks_alone_are_no_words() -> None:
    assert dropped((Edit("delete", " — "),)) == ()


@given(WORDS, WORDS)
def test_the_pieces_make_up_both_wordings(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    edits = word_diff(before, after)
    assert "".join(edit.text for edit in edits if edit.op != "insert") == before
    kept = "".join(edit.text for edit in edits if edit.op != "delete")
    assert "".join(plain(kept).split()).lower() == "".join(plain(after).split()).lower()
