"""Differences between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.word_diff import Edit, added, dropped, marked, word_diff

WORDS = st.lists(st.sampled_from(["the", "quota", "will", "not", "—", ",", "rise", "立场", "“so”"]), max_size=12)


def test_what_was_dropped_and_added_is_told() -> None:
    edits = word_diff("We will not sign the accord.", "We will gladly sign the accord.")
    assert (dropped(edits), added(edits)) == (("not",), ("gladly",))
    assert marked(edits) == "We will [-not-] {+gladly+} sign the accord."


def test_a_chinese_wording_differs_by_characters() -> None:
    edits = word_diff("立场是一贯的。", "立场是一贯和明确的。")
    assert added(edits) == ("和明确",)
    assert marked(edits) == "立场是一贯{+和明确+}的。"


def test_quotation_marks_case_and_spaces_are_no_change() -> None:
    assert {edit.kind for edit in word_diff("Norlandia's  “view”", 'norlandia’s "view"')} == {"equal"}


def test_changes_with_a_mark_between_them_are_told_as_one() -> None:
    edits = word_diff("firmly, clearly opposed", "wholly, plainly opposed")
    assert (dropped(edits), added(edits)) == (("firmly, clearly",), ("wholly, plainly",))


def test_marks_alone_are_no_words() -> None:
    assert dropped((Edit("delete", " — "),)) == ()


@given(WORDS, WORDS)
def test_equal_and_inserted_pieces_make_up_the_new_wording(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    edits = word_diff(before, after)
    assert "".join(edit.text for edit in edits if edit.kind != "delete") == after
    kept = "".join(edit.text for edit in edits if edit.kind != "insert")
    assert "".join(kept.split()) == "".join(before.split())
