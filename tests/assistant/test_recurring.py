"""Sentences grouped into lines."""

import datetime as dt

from assistant.recurring import Line, lines_of
from store.sayings import Saying
from store.types import Sentence, Source, Span


def saying(day: str | None, text: str, *, outlet: str = "Harbour Times", exchange: int = 0) -> Saying:
    """A sentence of the briefing of a day."""
    date = dt.date.fromisoformat(day) if day else None
    sentence = Sentence(Span(f"t{day}", 0, len(text)), exchange, 0, 1, "answer", "Ana Vell", outlet, None, text)
    return Saying(sentence, Source(f"t{day}", f"{day}.txt", None, date, None))


CLEAR = "Our position on the accord is consistent and clear."
SHORTER = "Our position on the accord is consistent."
FERRY = "The ferry sails again in the first week of May."


def line(*sayings: Saying) -> Line:
    found = lines_of(sayings)
    assert len(found) == 1
    return found[0]


def test_nearly_the_same_words_are_one_line_and_others_another() -> None:
    found = lines_of([saying("2031-03-04", CLEAR), saying("2031-04-09", SHORTER), saying("2031-05-12", FERRY)])
    assert [len(line.sayings) for line in found] == [2, 1]


def test_each_change_of_wording_is_told_and_a_return_as_one() -> None:
    told = line(*(saying(f"2031-0{month}-01", text) for month, text in enumerate([CLEAR, CLEAR, SHORTER, CLEAR], 1)))
    assert [(change.after.day, change.dropped, change.added) for change in told.changes] == [
        (dt.date(2031, 3, 1), ("and clear",), ()),
        (dt.date(2031, 4, 1), (), ("and clear",)),
    ]
    assert [change.back_to and change.back_to.day for change in told.changes] == [None, dt.date(2031, 2, 1)]


def test_capitals_marks_and_apostrophes_change_no_wording() -> None:
    told = line(
        saying("2031-03-04", "Norlandia's view of it is clear."),
        saying("2031-04-04", "norlandia’s view of it is clear!"),
    )
    assert told.changes == ()
    assert told.forms[0].count == 2


def test_a_long_silence_is_told() -> None:
    days = ["2031-01-01", "2031-01-20", "2031-02-10", "2032-02-10", "2032-02-20"]
    told = line(*(saying(day, CLEAR) for day in days))
    assert [(silence.after, silence.days) for silence in told.silences] == [(dt.date(2031, 2, 10), 365)]


def test_a_line_said_once_a_year_has_no_silence() -> None:
    told = line(*(saying(f"203{year}-01-01", CLEAR) for year in range(5)))
    assert told.silences == ()


def test_who_asked_is_counted() -> None:
    told = line(
        *(
            saying(f"2031-0{n}-01", CLEAR, outlet=outlet)
            for n, outlet in enumerate(["North Wire", "North Wire", "Radio Fjord"], 1)
        )
    )
    assert told.askers == (("North Wire", 2), ("Radio Fjord", 1))


def test_undated_words_are_neither_first_nor_last_nor_a_change() -> None:
    told = line(saying(None, SHORTER), saying("2031-03-04", CLEAR), saying("2031-04-09", CLEAR))
    assert (told.first.day, told.last.day) == (dt.date(2031, 3, 4), dt.date(2031, 4, 9))
    assert told.changes == ()
    assert len(told.sayings) == 3


def test_one_conference_kept_twice_is_no_repetition() -> None:
    first = saying("2031-03-04", CLEAR)
    copy = Saying(first.sentence, Source("t-copy", "copy.txt", None, first.source.date, None))
    assert not line(first, copy).recurs


def test_many_wordings_are_grouped_as_few_are() -> None:
    many = [
        saying("2031-03-04", f"Ferry {n} leaves pier {n * 7} for island {n * 13} at dawn of day {n * 3}.", exchange=n)
        for n in range(90)
    ]
    found = lines_of([*many, saying("2031-05-01", CLEAR), saying("2031-06-01", SHORTER)])
    assert [len(line.sayings) for line in found if CLEAR in {s.sentence.text for s in line.sayings}] == [2]
