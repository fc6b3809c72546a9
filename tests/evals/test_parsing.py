"""The scorer: a right reading scores 1, a wrong one less, and only where it is wrong."""

from dataclasses import replace

import pytest

from evals.golden import GoldenError, read_golden, write_golden
from evals.parsing import score
from store.formats.document import Document
from store.formats.reading import reading_of
from store.types import Exchange

TEXT = "Briefing, 4 March 2031\n\nKurier: Will it?\n\nAna Vell: It will.\n\nKurier: When?\n\nAna Vell: Soon.\n"
READING = reading_of(Document(TEXT), "x.txt")


def test_golden_file_read_back_is_the_reading() -> None:
    result = score(read_golden(write_golden(READING), TEXT), READING)
    assert (result.turns.f1, result.exchanges.f1, result.roles, result.kept, result.extra) == (1, 1, 1, 1, 0)


def test_lost_exchange_costs_recall_and_words() -> None:
    result = score(read_golden(write_golden(READING), TEXT), replace(READING, exchanges=READING.exchanges[:1]))
    assert (result.exchanges.right, result.exchanges.wanted, result.exchanges.found) == (1, 2, 1)
    assert result.kept == pytest.approx(4 / 6) and result.speakers == 0.5


def test_wrong_role_costs_roles_only() -> None:
    first = READING.exchanges[0]
    swapped = Exchange(0, first.question, tuple(replace(turn, role="moderator") for turn in first.answer))
    result = score(
        read_golden(write_golden(READING), TEXT), replace(READING, exchanges=(swapped, READING.exchanges[1]))
    )
    assert result.roles == 0.75 and result.turns.f1 == 1


def test_golden_file_of_other_words_is_refused_with_its_line() -> None:
    with pytest.raises(GoldenError, match="line 2"):
        read_golden("exchange 0\n  question asker - / -: Never said.\n", TEXT)
