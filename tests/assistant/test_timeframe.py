"""When a question means, and whether that is when it was said."""

import datetime as dt

import pytest

from assistant.named_days import Period, month_of, named_days, shifted, year_of
from assistant.timeframe import timeframe, with_other_days

DAYS = [
    dt.date(2029, 2, 11),
    dt.date(2030, 3, 12),
    dt.date(2030, 6, 24),
    dt.date(2031, 3, 4),
    dt.date(2031, 5, 27),
    dt.date(2031, 9, 22),
    dt.date(2032, 6, 14),
]
OURS = frozenset("ana vell bo lund daily press briefing of the ministry of external affairs norlandia 安娜".split())


def when(text: str) -> tuple[str, str]:
    """What is understood, and how: said (a filter), first (a preference), or an order."""
    found = timeframe(text, today_of_library=DAYS[-1], days=DAYS, ours=OURS)
    if found is None:
        return "", ""
    return found.text, "said" if found.is_of_saying else found.order or "first"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("What did Ana Vell say in September 2031?", "September 2031"),
        ("What did Ana Vell say on 4 March 2031 about the quota?", "4 March 2031"),
        ("What did Ana Vell say on March 4, 2031?", "4 March 2031"),
        ("What did Ana Vell say on 2031-03-04?", "4 March 2031"),
        ("What did Ana Vell say on 2031/3/4?", "4 March 2031"),
        ("What did Ana Vell say on March 4th, 2031?", "4 March 2031"),
        ("What did Ana Vell say on 4 March?", "4 March 2031"),
        ("What did Ana Vell say on 27/05/2031?", "27 May 2031"),
        ("What did Ana Vell say on 5/27/2031 about grain?", "27 May 2031"),
        ("What did Ana Vell say on 28-05-2031?", "28 May 2031"),
        ("What did Ana Vell say on 04/03/2031?", "4 March 2031"),
        ("What did Ana Vell say on 03/04/2031?", "4 March 2031"),
        ("What did Ana Vell say on 04.03.2031?", "4 March 2031"),
        ("What did Ana Vell say between 01/06/2031 and 30/06/2031?", "June 2031"),
        ("What did Ana Vell say from 06/01/2031 to 06/30/2031?", "June 2031"),
        ("What did Ana Vell say between 01/02/2031 and 04/03/2031?", "1 February 2031 to 4 March 2031"),
        ("What has Ana Vell said since 04/03/2031?", "since 4 March 2031"),
        ("What did Ms. Vell tell reporters in 2031?", "2031"),
        ("Did Ana Vell say in June 2030 that the cabinet may act?", "June 2030"),
        ("Did Ana Vell deny in June 2030 that a ransom was paid?", "June 2030"),
        ("What did the ministry say in January 2033 about the engineers?", "January 2033"),
        ("What did Norlandia say in May 2031 about the treaty?", "May 2031"),
        ("What was said in May 2031 about the cable?", "May 2031"),
        ("In May 2031, what did the ministry say about the cable?", "May 2031"),
        ("On 4 March 2031, did Ana Vell answer the question?", "4 March 2031"),
        ("What did she say about the cable, in May 2031?", "May 2031"),
        ("Which newsrooms put questions at the briefing of 22 September 2031?", "22 September 2031"),
        ("What was new at the press conference on 12 March 2030?", "12 March 2030"),
        ("What was announced in the June 2030 briefing?", "June 2030"),
        ("What was asked on 4 March 2031?", "4 March 2031"),
        ("Who asked in June 2030 about the tariff?", "June 2030"),
        ("How large must the quota be, according to Ana Vell in February 2029?", "February 2029"),
        ("How much was set aside, by the ministry's word in June 2030?", "June 2030"),
        ("How long will it stay shut, as Ana Vell saw it in May 2031?", "May 2031"),
        ("Was it certain when Ana Vell spoke in September 2031?", "September 2031"),
        ("What has Ana Vell said since May 2031 about patrols?", "since 1 May 2031"),
        ("What did Ana Vell say before June 2030?", "until 31 May 2030"),
        ("What did Ana Vell say after May 2031?", "since 1 June 2031"),
        ("What did Ana Vell say until March 2031?", "until 31 March 2031"),
        ("What did Ana Vell say since the summit in May 2031?", "since 1 May 2031"),
        ("What did Ana Vell say since the summit last month?", "since 1 May 2032"),
        ("What did Ana Vell say before the vote in June 2031?", "until 30 June 2031"),
        ("What did Ana Vell say before the June 2031 vote?", "until 30 June 2031"),
        ("What did Ana Vell say after the accord of 2030?", "since 1 January 2030"),
        ("What did Ana Vell say after the talks in Drossen in May 2031?", "since 1 May 2031"),
        ("What did Ana Vell say after the briefing of 4 March?", "since 5 March 2031"),
        ("What did Ana Vell say before the end of June 2031?", "until 30 June 2031"),
        ("What was said at the last briefing before the collision of August 2031?", "until 31 August 2031"),
        ("Was sagte Ana Vell seit dem Gipfel im Mai 2031?", "since 1 May 2031"),
        ("What did Ana Vell say between March and May 2031?", "March 2031 to May 2031"),
        ("What did Ana Vell say from 2030 to 2031 about grain?", "2030 to 2031"),
        ("What did the ministry say last month?", "May 2032"),
        ("What did the ministry say this year about grain?", "2032"),
        ("What was said in the last three months?", "14 March 2032 to 14 June 2032"),
        ("What was said in the past two weeks?", "31 May 2032 to 14 June 2032"),
        ("What did Ana Vell say today?", "14 June 2032"),
        ("What did Ana Vell tell reporters this morning?", "14 June 2032"),
        ("What was said three days ago?", "11 June 2032"),
        ("What did the ministry say two weeks ago?", "31 May 2032 to 6 June 2032"),
        ("What did the ministry say a month ago?", "May 2032"),
        ("What did Ana Vell say on Monday?", "14 June 2032"),
        ("What did Ana Vell say last Monday?", "7 June 2032"),
        ("What did Ana Vell say last Tuesday about grain?", "8 June 2032"),
        ("What has Ana Vell said since Friday?", "since 11 June 2032"),
        ("What did Ana Vell say on Tuesday 4 March 2031?", "4 March 2031"),
        ("今天外交部怎么回应关税问题？", "14 June 2032"),
        ("What was said at the briefing of 4 March?", "4 March 2031"),
        ("What did Ana Vell say in June?", "June 2032"),
        ("What was new at the latest briefing?", "14 June 2032"),
        ("发言人2031年3月4日说了什么？", "4 March 2031"),
        ("2031年5月的记者会上谈了什么？", "May 2031"),
        ("去年外交部怎么回应关税问题？", "2031"),
        ("最近一次记者会说了什么？", "14 June 2032"),
        ("¿Qué dijo Ana Vell en septiembre de 2031 sobre la pesca?", "September 2031"),
        ("¿Qué dijo la portavoz el 4 de marzo de 2031?", "4 March 2031"),
        ("Qu'a dit Ana Vell en mars 2031 sur la pêche ?", "March 2031"),
        ("Was sagte Ana Vell im März 2031 zur Fischerei?", "March 2031"),
        ("Was sagte Ana Vell am 4. März 2031?", "4 March 2031"),
    ],
)
def test_a_date_tied_to_the_saying_is_when_it_was_said(text: str, days: str) -> None:
    assert when(text) == (days, "said")


@pytest.mark.parametrize("text", ["What did Ana Vell say on 06/10/2031?", "What did Ana Vell say on 10-06-2031?"])
def test_a_day_in_numbers_with_a_transcript_of_neither_or_both_of_its_readings_is_not_guessed(text: str) -> None:
    both = [dt.date(2031, 6, 10), dt.date(2031, 10, 6)]
    assert when(text) == ("", "")
    assert timeframe(text, today_of_library=both[-1], days=both, ours=OURS) is None
    assert timeframe(text, today_of_library=both[0], days=both[:1], ours=OURS)
    assert with_other_days("And the year before?", text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("How large was trade in 2024?", "2024"),
        ("What are the pledges for 2035?", "2035"),
        ("When will the bridge open in 2038?", "2038"),
        ("How much aid did Estmark get after the floods of March 2030?", "since 1 March 2030"),
        ("What did the ministry say about the cable in 2029?", "2029"),
        ("What did Otto Hask say in June 2030 about the tariff?", "June 2030"),
        ("What did the opposition leader say in June 2030?", "June 2030"),
        ("Who claimed in January 2031 that the cut was sabotage?", "January 2031"),
        ("Did Norlandia and Valdria agree in June 2030 on patrols?", "June 2030"),
        ("Who was seized in June 2032?", "June 2032"),
        ("What was decided at the meeting of 4 March 2031?", "4 March 2031"),
        ("How often did they sail since the collision of 19 August 2031?", "since 19 August 2031"),
        ("What did Ana Vell say about the quota before the vote in June 2031?", "until 30 June 2031"),
        ("What has Ana Vell said since the summit in May?", "since 1 May 2031"),
        ("What did Ana Vell say before the vote in June?", "until 30 June 2032"),
        ("What did Ana Vell say before the court in June 2031?", "June 2031"),
        ("What did the imports cost in the third quarter of 2030?", "July 2030 to September 2030"),
        ("Why did they quarrel in autumn 2031?", "September 2031 to November 2031"),
        ("Was the aid for 2034 higher than that of 2031?", "2034 and 2031"),
        (
            "Which was higher, the tariff announced in June 2030 or that of February 2032?",
            "June 2030 and February 2032",
        ),
        ("How did the position change between February 2029 and September 2031?", "February 2029 and September 2031"),
        ("How did the tariff change from 2030 to 2035?", "2030 and 2035"),
        ("How many ferries sailed from 2030 to 2032?", "2030 to 2032"),
        ("Did Ana Vell say that the tariff of June 2030 will stay?", "June 2030"),
    ],
)
def test_a_date_of_what_is_asked_about_only_comes_first(text: str, days: str) -> None:
    assert when(text) == (days, "first")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("What is the latest on the joint patrols?", "latest"),
        ("What is the most recent figure for aid?", "latest"),
        ("Where do things stand at present?", "latest"),
        ("最新的立场是什么？", "latest"),
        ("What did Bo Lund announce at his first briefing?", "first"),
        ("When was the cable first mentioned?", "first"),
        ("What was the earliest answer on the embassy?", "first"),
    ],
)
def test_newest_and_first_are_an_order(text: str, order: str) -> None:
    assert when(text) == ("", order)


@pytest.mark.parametrize(
    "text",
    [
        "What may the ministry do about the march of the farmers?",
        "How many of the 2030 tonnes were landed?",
        "Was first aid given?",
        "Must it be paid at the latest when the ship leaves?",
        "Will Norlandia sign the accord by now?",
        "How many votes: 2,031?",
        "What did they set in order?",
        "Who is the first minister?",
        "Will the ferry sail on Monday?",
        "Does the ferry sail on Mondays?",
        "What was said about penguins on Mars?",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert when(text) == ("", "")


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert when("What was said on 31 February 2031?")[0] in ("", "February 2031")


def test_relative_days_need_a_dated_library() -> None:
    assert timeframe("What was said last month?", today_of_library=None, days=[]) is None


@pytest.mark.parametrize(
    ("text", "before", "now"),
    [
        (
            "And in June?",
            "What did Ana Vell say in May 2030 about grain?",
            "What did Ana Vell say in June 2030 about grain?",
        ),
        ("And in June 2031?", "What was said in May 2030?", "What was said in June 2031?"),
        ("What about 4 March 2031?", "What was said on 2 May 2030?", "What was said on 4 March 2031?"),
        ("And the year before?", "How much aid was there in 2036?", "How much aid was there in 2035?"),
        ("And two years after that?", "What was the aid in 2036?", "What was the aid in 2038?"),
        ("And a month later?", "What was said in December 2030?", "What was said in January 2031?"),
        ("And in June about grain?", "What was said in May 2030?", None),
        ("And in June?", "What was said about grain?", "What was said about grain in June?"),
        ("And in June about grain?", "What was said about grain?", None),
        ("And the year before?", "What was said in May?", None),
        ("And seven months later?", "What was said in March 2035 on it?", "What was said in October 2035 on it?"),
        ("And 18 months earlier?", "What was said in March 2035 on it?", "What was said in September 2033 on it?"),
        ("And in October of that year?", "What was offered in March 2030?", "What was offered in October 2030?"),
        ("And who pays in that year?", "What was offered in March 2030?", None),
    ],
)
def test_a_follow_up_may_name_only_other_days(text: str, before: str, now: str | None) -> None:
    assert with_other_days(text, before) == now


def test_days_are_found_where_they_stand() -> None:
    text = "From 4 March 2031 to June 2032."
    assert [text[found.start : found.end] for found in named_days(text)] == ["4 March 2031", "June 2032"]


def test_whole_months_stay_whole_when_shifted() -> None:
    assert shifted(month_of(2032, 2), -1) == month_of(2031, 2)
    assert shifted(year_of(2031), 2) == year_of(2033)


def test_a_period_is_told_as_people_write_it() -> None:
    assert str(Period(dt.date(2031, 3, 4), dt.date(2031, 3, 9))) == "4 March 2031 to 9 March 2031"
    assert str(Period()) == "any day"
