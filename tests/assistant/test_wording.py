"""Wording over time, and stock phrases."""

import datetime as dt
import json

import pytest

from assistant.wording import stock_phrases, wording
from assistant.wording_json import stock_phrases_json, wording_json
from assistant.wording_terminal import stock_phrase_lines, wording_lines
from store.store import Store
from store.types import Filters
from tests.assistant.speeches import briefing, with_briefings
from tests.conftest import add
from tests.samples import as_incoming


@pytest.fixture
def years(empty_store: Store) -> Store:
    return with_briefings(empty_store)


def test_a_topic_gives_its_line_with_first_and_last_day(years: Store) -> None:
    found = wording(years, "Halden accord")
    assert [(len(line.sayings), line.first.day, line.last.day) for line in found.lines] == [
        (4, dt.date(2031, 3, 4), dt.date(2032, 6, 10))
    ]


def test_each_change_of_wording_has_its_day_and_words(years: Store) -> None:
    changes = wording(years, "position on the Halden accord").lines[0].changes
    assert [(change.after.day.isoformat(), change.dropped, change.added) for change in changes] == [
        ("2031-05-12", ("and clear",), ()),
        ("2032-06-10", (), ("and we will sign it",)),
    ]


def test_a_sentence_finds_what_is_nearly_the_same(years: Store) -> None:
    found = wording(years, "Norlandia's position on the Halden treaty is consistent and clear.")
    assert len(found.lines[0].sayings) == 4


def test_a_line_that_lost_the_words_of_the_topic_is_still_found(years: Store) -> None:
    add(
        years,
        as_incoming(
            "lost.txt",
            briefing(
                "2033-01-05", "North Wire", "And now?", "Norlandia's position on the accord is consistent and clear."
            ),
        ),
    )
    assert wording(years, "position on the Halden accord").lines[0].last.day == dt.date(2033, 1, 5)


def test_a_line_about_something_else_is_not_of_the_topic(years: Store) -> None:
    other = "Norlandia's position on the Kestrel accord is consistent and clear."
    add(years, as_incoming("other.txt", briefing("2033-01-05", "North Wire", "And Kestrel?", other)))
    assert wording(years, "Halden").lines[0].last.day == dt.date(2032, 6, 10)


def test_of_a_topic_in_too_many_exchanges_the_newest_are_read_and_the_rest_is_told(years: Store) -> None:
    every, some = wording(years, "Halden accord"), wording(years, "Halden accord", most_read=2)
    assert (every.unread, some.exchanges, some.unread) == (0, every.exchanges, every.exchanges - 2)
    assert [saying.day for saying in some.sayings][-1] == every.sayings[-1].day
    told = " ".join("\n".join(wording_lines(some)).split())
    assert f"The words stand in {every.exchanges} exchanges; the newest 2 were read" in told


def test_the_first_day_is_of_all_exchanges_however_few_are_read(years: Store) -> None:
    earliest = "The Halden accord was debated in parliament for nine hours."
    add(years, as_incoming("first.txt", briefing("2029-01-05", "North Wire", "What of Halden?", earliest)))
    some = wording(years, "Halden accord", most_read=1)
    assert wording_json(some)["first"] == "2029-01-05"
    assert "first 5 January 2029" in next(wording_lines(some))
    assert earliest not in [saying.sentence.text for saying in some.sayings]


def test_a_sentence_of_four_words_is_a_line_and_has_near_ones(empty_store: Store) -> None:
    said = ["Norlandia's position is consistent."] * 2 + ["Norlandia's position is consistent and clear."]
    days = [f"2031-0{month}-04" for month in (1, 2, 3)]
    add(
        empty_store,
        *(
            as_incoming(f"{day}.txt", briefing(day, "North Wire", "Well?", words))
            for day, words in zip(days, said, strict=True)
        ),
    )
    assert [len(line.sayings) for line in stock_phrases(empty_store).repeated] == [3]
    assert len(empty_store.lines.like(["Norlandia's position is consistent."])[0]) == 3


def test_four_words_that_end_in_another_are_another_line(empty_store: Store) -> None:
    for month, end in enumerate(("far", "costly", "far", "costly"), 1):
        day = f"2031-0{month}-04"
        add(empty_store, as_incoming(f"{day}.txt", briefing(day, "North Wire", "Well?", f"The island is {end}.")))
    assert [len(line.sayings) for line in stock_phrases(empty_store).repeated] == [2, 2]


def test_what_reporters_say_is_counted_and_never_a_line(years: Store) -> None:
    found = wording(years, "patrol boats")
    assert (found.lines, found.once, found.asked) == ((), (), 2)
    assert [len(line.sayings) for line in found.replies] == [2]


def test_only_the_words_of_the_speaker_asked_for_count(years: Store) -> None:
    add(
        years,
        as_incoming(
            "lund.txt",
            briefing(
                "2033-01-05",
                "North Wire",
                "Halden?",
                "Norlandia's position on the Halden accord is consistent.",
                "Bo Lund",
            ),
        ),
    )
    found = wording(years, "Halden accord", filters=Filters(speakers=("lund",)))
    assert [saying.sentence.speaker for saying in found.sayings] == ["Bo Lund"]


def test_days_hold_what_is_found(years: Store) -> None:
    found = wording(years, "Halden accord", filters=Filters(since=dt.date(2032, 1, 1)))
    assert [saying.day for saying in found.sayings] == [dt.date(2032, 6, 10)]


def test_chinese_lines_are_found_by_a_phrase(empty_store: Store) -> None:
    for month, answer in ((1, "诺方在渔业问题上的立场是一贯的。"), (2, "诺方在渔业问题上的立场是一贯的、明确的。")):
        text = f"2031年{month}月6日外交部例行记者会\n海港时报记者：有何评论？\n安薇尔：{answer}\n"
        add(empty_store, as_incoming(f"zh{month}.txt", text))
    line = wording(empty_store, "立场是一贯的").lines[0]
    assert [change.added for change in line.changes] == [("、明确的",)] or line.changes[0].added == ("明确的",)


def test_the_most_repeated_lines_come_first(years: Store) -> None:
    found = stock_phrases(years, filters=Filters(speakers=("Ana Vell",)))
    assert [len(line.sayings) for line in found.repeated] == [4, 2]


def test_new_is_what_was_never_said_before(years: Store) -> None:
    found = stock_phrases(years, filters=Filters(since=dt.date(2032, 6, 1)))
    assert [line.first.day for line in found.new] == [dt.date(2032, 7, 1)]


def test_without_a_day_new_means_the_last_month(years: Store) -> None:
    assert stock_phrases(years).new_since == dt.date(2032, 8, 1)


@pytest.mark.parametrize("said", ["Thank you all very much for coming today.", "That’s a good question."])
def test_courtesies_are_no_lines(empty_store: Store, said: str) -> None:
    days = ("2031-01-02", "2031-02-02")
    add(empty_store, *(as_incoming(f"{day}.txt", briefing(day, "North Wire", "Hello?", said)) for day in days))
    assert stock_phrases(empty_store).repeated == ()


@pytest.mark.parametrize("text", ["?!", "the of", '" OR "', "zebra", "Halden " * 400])
def test_any_text_may_be_looked_for(years: Store, text: str) -> None:
    assert wording(years, text).scope.transcripts == 6


def test_an_empty_library_has_no_lines(empty_store: Store) -> None:
    assert wording(empty_store, "Halden accord is here today").sayings == ()
    assert stock_phrases(empty_store).repeated == ()


def test_every_place_is_a_citation_that_is_the_text_of_its_transcript(years: Store) -> None:
    told = json.loads(json.dumps(wording_json(wording(years, "Halden accord"))))
    citations = told["lines"][0]["citations"]
    assert len(citations) == told["count"] == 4
    for citation in citations:
        text = years.transcript(citation["transcript"]).reading.text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert citation["link"].startswith(f"?e={citation['transcript']}.")
    change = told["lines"][0]["changes"][0]
    assert (change["before"], change["after"], change["dropped"]) == (2, 3, ["and clear"])


def test_stock_phrases_as_json_hold_both_lists(years: Store) -> None:
    told = stock_phrases_json(stock_phrases(years, filters=Filters(since=dt.date(2032, 6, 1))))
    assert (len(told["new"]), told["new_since"]) == (1, "2032-06-01")


def test_the_terminal_shows_differences_as_signs(years: Store) -> None:
    shown = "\n".join(wording_lines(wording(years, "Halden accord")))
    assert "4 times, first 4 March 2031, last 10 June 2032" in shown
    assert "12 May 2031: Norlandia's position on the Halden accord is consistent [-and clear-]." in shown
    assert "asked by Harbour Times (2)" in shown


def test_a_return_to_earlier_words_is_told_with_their_day(years: Store) -> None:
    clear = "Norlandia's position on the Halden accord is consistent and clear."
    add(years, as_incoming("back.txt", briefing("2033-01-05", "North Wire", "And Halden?", clear)))
    found = wording(years, "Halden accord")
    told = wording_json(found)["lines"][0]
    assert [(change["date"], change["back_to"]) for change in told["changes"]][-1] == ("2033-01-05", 2)
    assert told["citations"][1]["date"] == "2031-04-09"
    shown = " ".join("\n".join(wording_lines(found)).split())
    assert "5 January 2033 (back to the words of 9 April 2031): Norlandia's position" in shown


def test_the_terminal_says_that_nothing_was_found(years: Store) -> None:
    assert next(wording_lines(wording(years, "zebra"))) == "Nobody who answers said this, or anything like it."


def test_the_terminal_shows_new_lines(years: Store) -> None:
    shown = "\n".join(stock_phrase_lines(stock_phrases(years, filters=Filters(since=dt.date(2032, 6, 1)))))
    assert "New since 1 June 2032" in shown
