"""Dates in heads, addresses and file names."""

from datetime import date

import pytest

from store.formats.dates import date_in_name, find_date, is_day_first


@pytest.mark.parametrize(
    "text",
    [
        "March 4, 2031",
        "4 March 2031",
        "4th of March, 2031",
        "Tuesday, March 4, 2031",
        "2031-03-04",
        "2031年3月4日",
        "4 de marzo de 2031",
        "le 4 mars 2031",
        "4. März 2031",
        "4 марта 2031 года",
        "4 مارس 2031",
        "04.03.2031",
    ],
)
def test_date_is_found_in_many_languages(text: str) -> None:
    assert find_date(text) == date(2031, 3, 4)


@pytest.mark.parametrize(
    "name",
    [
        "2031-03-04_17.txt",
        "t20310304_99.shtml",
        "https://a.example/2031/03/04/x/",
        "briefing-march-4-2031.md",
    ],
)
def test_date_is_found_in_a_name(name: str) -> None:
    assert date_in_name(name) == date(2031, 3, 4)


def test_file_itself_tells_whether_the_day_comes_first() -> None:
    assert is_day_first("03/04/2031 and 25/03/2031", "en")
    assert not is_day_first("03/04/2031 and 03/25/2031", "es")
    assert is_day_first("03/04/2031", "fr")
    assert not is_day_first("03/04/2031", "en")


def test_no_date_is_made_of_impossible_numbers() -> None:
    assert find_date("31 February 2031, 45/45/2031") is None
