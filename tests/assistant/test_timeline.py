"""Topics counted by month, outlet and speaker."""

import datetime as dt
import json

import pytest

from assistant.timeline import mentions_of, months_between, quotes_of, timeline, timeline_json
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.samples import as_incoming

LATE = """\
01/15/2033 | Press briefing | Ministry of External Affairs of Norlandia
North Wire: Does the Halden accord still stand?
Bo Lund: The Halden accord stands. The accord of Halden is law.
"""
CHINESE = """\
2031年5月6日外交部例行记者会
海港时报记者：诺兰迪亚是否会加入哈尔登渔业协定？
安薇尔：诺兰迪亚不会加入目前形式的哈尔登渔业协定。
"""


@pytest.fixture
def years(store: Store) -> Store:
    """Briefings of March and June 2031, and of January 2033."""
    add(store, as_incoming("late.txt", LATE))
    return store


def test_every_month_between_the_first_and_the_last_transcript_is_there(years: Store) -> None:
    line = timeline(years, "Halden accord")
    assert len(line.months) == 23
    assert [(month.first, month.total) for month in line.months if month.total] == [
        (dt.date(2031, 3, 1), 1), (dt.date(2031, 6, 1), 1), (dt.date(2033, 1, 1), 1),
    ]  # fmt: skip


def test_an_empty_month_tells_whether_there_were_transcripts(years: Store) -> None:
    months = {month.first: month for month in timeline(years, "patrol boats").months}
    assert (months[dt.date(2031, 3, 1)].total, months[dt.date(2031, 3, 1)].transcripts) == (0, 1)
    assert (months[dt.date(2031, 4, 1)].total, months[dt.date(2031, 4, 1)].transcripts) == (0, 0)


def test_exchanges_are_counted_by_who_asked_or_who_answered(years: Store) -> None:
    assert timeline(years, "Halden accord").groups == (("Harbour Times", 2), ("North Wire", 1))
    assert timeline(years, "Halden accord", by="speaker").groups == (("Ana Vell", 2), ("Bo Lund", 1))


def test_all_words_of_a_topic_count_where_they_do_not_stand_in_a_row(years: Store) -> None:
    line = timeline(years, "quota for towns")
    assert [(one.source.file, one.is_phrase) for one in line.mentions] == [("march.txt", False)]


def test_filters_hold_counts_months_and_scope(years: Store) -> None:
    line = timeline(years, "Halden accord", filters=Filters(until=dt.date(2031, 12, 31)))
    assert [month.first for month in line.months] == list(months_between(dt.date(2031, 3, 4), dt.date(2031, 6, 10)))
    assert line.scope.transcripts == 2
    theirs = timeline(years, "Halden", filters=Filters(speakers=("lund",)))
    assert [one.speaker for one in theirs.mentions] == ["Bo Lund"]


def test_where_no_exchange_holds_the_words_what_a_search_finds_is_counted(years: Store) -> None:
    line = timeline(years, "coastal fishermen quota dispute")
    assert line.basis == "search"
    assert line.mentions
    assert sum(month.total for month in line.months) == len(line.mentions)


def test_what_a_search_finds_besides_is_near_and_not_counted(years: Store) -> None:
    line = timeline(years, "patrol boats")
    assert [one.link for one in line.mentions] == [line.mentions[0].link]
    assert line.near
    assert sum(month.total for month in line.months) == 1


def test_quotes_are_the_sentences_with_the_words(years: Store) -> None:
    line = timeline(years, "Halden accord")
    quotes = quotes_of(years, line.topic, mentions_of(line, month=dt.date(2033, 1, 9)))
    assert [quote.sentence.text for quote in quotes] == ["The Halden accord stands."]
    assert quotes[0].link.startswith(line.mentions[-1].link)
    assert years.quote(quotes[0].sentence.span) == quotes[0].sentence.text


def test_a_chinese_topic_is_found_within_a_run_of_characters(empty_store: Store) -> None:
    add(empty_store, as_incoming("zh.txt", CHINESE))
    line = timeline(empty_store, "渔业协定")
    assert [(month.first, month.total) for month in line.months] == [(dt.date(2031, 5, 1), 1)]
    assert line.mentions[0].is_phrase
    assert timeline(empty_store, "业渔").mentions == () or timeline(empty_store, "业渔").basis == "search"


@pytest.mark.parametrize("topic", ["", "  ", "?!", '"', "the of", 'quota" OR "x', "NOT AND"])
def test_any_text_may_be_a_topic(years: Store, topic: str) -> None:
    assert timeline(years, topic).months


def test_an_empty_library_has_no_months(empty_store: Store) -> None:
    line = timeline(empty_store, "Halden accord")
    assert (line.months, line.mentions, line.groups) == ((), (), ())


def test_the_json_holds_every_count_and_link(years: Store) -> None:
    line = timeline(years, "Halden accord")
    told = json.loads(json.dumps(timeline_json(line, quotes_of(years, line.topic, line.mentions))))
    assert told["months"][0]["month"] == "2031-03"
    assert told["months"][0]["counts"] == [{"group": "Harbour Times", "count": 1}]
    assert [one["link"] for one in told["mentions"]] == [one.link for one in line.mentions]
    assert len(told["quotes"]) == 3
