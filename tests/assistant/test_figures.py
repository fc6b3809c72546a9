"""Scales, titles and initials beside figures."""

from decimal import Decimal

import pytest

from assistant.figures import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 February 2032 Ms. Vell", [9, 2032]),
        ("In 2032 Mr. Dahl and in 2033 M. Dahl", [2032, 2033]),
        ("2032 M Dahl", [2032]),
        ("2032 B. Moe", [2032]),
        ("450m, 450 m and 450 M.", [450_000_000]),
        ("3 M EUR", [3_000_000]),
        ("5M. The rest", [5_000_000]),
        ("3bn, 3 billions", [3_000_000_000]),
        ("3亿人", [300_000_000]),
    ],
)
def test_title_or_initial_after_a_figure_is_no_scale(text: str, expected: list[int]) -> None:
    assert numbers(text) == {Decimal(value) for value in expected}
