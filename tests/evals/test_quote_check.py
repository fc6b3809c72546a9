"""The cases of the quote check are what they say, and nearly all get their verdict."""

import re

import pytest

from evals.quote_cases import Said
from evals.quote_check import measured


@pytest.mark.slow
def test_quotes_of_the_transcripts_here_get_their_verdicts() -> None:
    lines = list(measured(None, None, of_each=6, examples=0))
    recall = {
        found[1]: float(found[2])
        for line in lines
        if (found := re.match(r"(\w+) +[\d.]+ \([^)]*\) +([\d.]+) \(", line))
    }
    assert set(recall) == {"exact", "altered", "spliced", "other_speaker", "not_found"}
    assert recall["exact"] == 1.0
    assert min(recall.values()) > 0.8
    assert any(line.startswith("false alarms: 0.0") for line in lines)


def test_how_much_of_a_quote_is_changed_is_counted_at_its_nearest_place() -> None:
    said = Said(["The harbour will stay open in the winter of this year.", "今天是世界海洋日。"])
    assert said.least_changed("The harbour will stay open") == 0
    assert said.least_changed("The harbour will stay closed in winter") == pytest.approx(2 / 8)
    assert said.least_changed("今天是世界渡轮日") == pytest.approx(2 / 8)
    assert said.least_changed("Nobody came.") == 1
