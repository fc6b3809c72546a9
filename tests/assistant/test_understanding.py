"""A question's filters: whom, which newsroom, which days and which transcript it means."""

import datetime as dt
import time

import pytest

from assistant.ask import ask
from assistant.contract import answer_json
from assistant.finding import preferred
from assistant.names_meant import outlet_names, outlets_meant, speaker_names, speakers_meant
from assistant.nothing_left import nothing_there
from assistant.questions import standalone
from assistant.terminal import understood_line
from assistant.timeframe import Timeframe
from assistant.types import Answer, Message, Question
from assistant.understanding import EVERYTHING, Library, known, understood
from store.store import Store
from store.types import Entry, Filters, Hit, Passage, Source, Span
from tests.fakes import ScriptedWriter

MARCH, JUNE = dt.date(2031, 3, 4), dt.date(2031, 6, 10)
SPEAKERS = speaker_names(
    ["Ana Vell", "Ms. Vell", "Spokesperson Vell", "Bo Lund", "Minister Ingrid Saar", "Tom Vellinger"]
)
OUTLETS = outlet_names(["Harbour Times", "Radio Fjord", "The Daily Ledger", "路透社", "《海港周报》"])


def entry(id: str, day: dt.date | None, title: str, speakers: tuple[str, ...] = ("Ana Vell",)) -> Entry:
    added = dt.datetime(2031, 7, 1, tzinfo=dt.UTC)
    return Entry(id, f"{id}.txt", title, day, speakers, ("Harbour Times", "Radio Fjord"), 5, None, added)


LIBRARY = Library(
    (
        entry("briefing-2031-03-04", MARCH, "Daily briefing of March"),
        entry("briefing-2031-06-10", JUNE, "Daily briefing of June", ("Bo Lund", "Ms. Vell")),
    )
)


def meant(text: str, filters: Filters = Filters(), *history: str) -> Question:
    messages = [Message("user", words) for words in history]
    return understood(standalone(text, messages, filters), LIBRARY, messages)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What did Ana Vell say about the quota?", "Ana Vell"),
        ("What did ana vell say about the quota?", "Ana Vell"),
        ("What did Ms. Vell answer?", "Ana Vell"),
        ("What did Vell tell reporters?", "Ana Vell"),
        ("How did Minister Saar respond?", "Minister Ingrid Saar"),
        ("According to Bo Lund, when will it sail?", "Bo Lund"),
        ("What was Bo Lund's answer on the ferry?", "Bo Lund"),
        ("Quotes by Bo Lund on the ferry", "Bo Lund"),
        ("Is it shut, as Bo Lund put it?", "Bo Lund"),
        ("What has Bo Lund said on the ferry?", "Bo Lund"),
        ("Which questions did Bo Lund refuse to answer?", "Bo Lund"),
        ("When did Bo Lund first mention the ferry?", "Bo Lund"),
        ("¿Qué dijo Bo Lund sobre el ferry?", "Bo Lund"),
        ("Qu'a dit Bo Lund du ferry ?", "Bo Lund"),
        ("Was sagte Bo Lund zur Fähre?", "Bo Lund"),
    ],
)
def test_whose_words_are_wanted_is_a_speaker(text: str, name: str) -> None:
    assert [one.text for one in speakers_meant(text, SPEAKERS)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Did Ingrid Saar travel to Drossen?",
        "Who asked whether Ingrid Saar said so?",
        "When will Minister Saar meet her counterpart?",
        "What was said about Bo Lund?",
        "Does Ingrid Saar regret it?",
        "Did Ingrid Saar refuse to travel?",
        "Will Bo Lund run for prime minister?",
        "What did Otto Hask say?",
        "Did the Vellinger bridge fall?",
    ],
)
def test_one_who_is_only_talked_about_is_no_speaker(text: str) -> None:
    assert speakers_meant(text, SPEAKERS) == []


@pytest.mark.parametrize("when", ["", "6月12日", "在2031年6月", "2031年6月12日"])
def test_a_day_may_stand_between_a_speaker_and_the_saying_in_chinese(when: str) -> None:
    (found,) = speakers_meant(f"林若棠{when}对贸易谈判怎么说？", speaker_names(["林若棠"]))
    assert found.text == "林若棠"


def test_an_office_is_nobodys_name() -> None:
    assert speakers_meant("What did the president say?", speaker_names(["The President", "Ana Vell"])) == []


def test_every_spelling_of_a_person_passes_but_nobody_else() -> None:
    (found,) = speakers_meant("What did Ana Vell say?", SPEAKERS)
    assert set(found.values) == {"Ana Vell", "Ms. Vell", "Spokesperson Vell"}


def test_first_names_tell_two_people_of_one_name_apart() -> None:
    names = speaker_names(["Ana Vell", "Otto Vell", "Ms. Vell"])
    (found,) = speakers_meant("What did Otto Vell say?", names)
    assert set(found.values) == {"Otto Vell", "Ms. Vell"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What did Harbour Times ask about the quota?", "Harbour Times"),
        ("What did the Daily Ledger ask?", "The Daily Ledger"),
        ("What was raised by Radio Fjord?", "Radio Fjord"),
        ("Which topics were brought up by the reporter from Radio Fjord?", "Radio Fjord"),
        ("What was the answer to Radio Fjord's question?", "Radio Fjord"),
        ("Questions from Radio Fjord", "Radio Fjord"),
        ("What did she tell Radio Fjord?", "Radio Fjord"),
        ("路透社记者提问了什么？", "路透社"),
        ("路透社在6月12日问了什么？", "路透社"),
        ("路透社6月12日问了什么？", "路透社"),
        ("路透社记者提到渡轮停航几天？", "路透社"),
        ("路透社记者在提问时说，渡轮停航几天？", "路透社"),
        ("海港周报记者称灯塔有多高？", "《海港周报》"),
        ("《海港周报》记者援引谁的话？", "《海港周报》"),
    ],
)
def test_who_asked_is_an_outlet(text: str, name: str) -> None:
    assert [one.text for one in outlets_meant(text, OUTLETS)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "What did Harbour Times report?",
        "Is the Daily Ledger right?",
        "Who owns Radio Fjord?",
        "路透社记者被捕一事，外交部怎么说？",
    ],
)
def test_a_newsroom_that_is_only_talked_about_is_no_filter(text: str) -> None:
    assert outlets_meant(text, OUTLETS) == []


def test_a_question_becomes_filters_and_says_so() -> None:
    question = meant("What did Bo Lund say on 10 June 2031 about the ferry?")
    assert question.filters == Filters(JUNE, JUNE, ("Bo Lund",))
    assert understood_line(question) == "Taken as: 10 June 2031 · speaker Bo Lund (--as-asked searches without)"


def test_filters_of_the_person_are_never_changed() -> None:
    filters = Filters(MARCH, MARCH, ("Ana Vell",), ("Radio Fjord",))
    question = meant("What did Bo Lund say in June 2031 when Harbour Times asked?", filters)
    assert question.filters == filters


def test_a_transcript_is_meant_by_its_file_or_title() -> None:
    for text in ("What is in briefing-2031-03-04.txt?", "What was said in the Daily briefing of March?"):
        assert meant(text).filters.transcripts == ("briefing-2031-03-04",), text


def test_a_title_that_all_share_is_no_filter() -> None:
    library = Library((entry("a-2031", MARCH, "Daily briefing"), entry("b-2031", JUNE, "Daily briefing")))
    assert not understood(standalone("What was said in the Daily briefing?"), library).filters


def test_a_follow_up_keeps_who_and_when() -> None:
    question = meant("And on the ferry?", Filters(), "What did Bo Lund say on 10 June 2031 about the quota?")
    assert question.filters == Filters(JUNE, JUNE, ("Bo Lund",))


def test_a_pronoun_keeps_the_speaker() -> None:
    question = meant("What did he say about tolls?", Filters(), "What did Bo Lund say about the quota?")
    assert (question.text, question.filters.speakers) == ("What did he say about tolls?", ("Bo Lund",))


def test_a_follow_up_with_its_own_days_takes_those() -> None:
    question = meant("And in June?", Filters(), "What did Ana Vell say in March 2031 about the quota?")
    assert question.text == "What did Ana Vell say in June 2031 about the quota?"
    assert (question.filters.since, question.filters.until) == (dt.date(2031, 6, 1), dt.date(2031, 6, 30))


def test_a_follow_up_with_its_own_speaker_takes_that() -> None:
    question = meant("And what did Bo Lund say?", Filters(), "What did Ana Vell say in June 2031 about the quota?")
    assert question.filters.speakers == ("Bo Lund",)


def test_a_question_of_its_own_keeps_nothing() -> None:
    for text in ("How long is the Halden bridge?", "Is there a plan for the Halden bridge?"):
        assert not meant(text, Filters(), "What did Bo Lund say in June 2031?").filters


def test_what_is_left_out_is_not_understood() -> None:
    asked = standalone("What did Bo Lund say in June 2031?")
    assert understood(asked, LIBRARY, without=EVERYTHING) == asked
    assert understood(asked, LIBRARY, without=["date"]).filters == Filters(speakers=("Bo Lund",))


def test_days_without_a_transcript_are_named_with_those_there_are() -> None:
    question = meant("What did Ana Vell say on 5 April 2031?")
    assert nothing_there(question, LIBRARY) == (
        "No transcript is of 5 April 2031. Those there are: 4 March 2031 and 10 June 2031."
    )


def hit(rank: int, score: float, day: dt.date | None) -> Hit:
    source = Source(f"t{rank}", "f.txt", None, day, None)
    return Hit(rank, score, Passage(rank, 0, 0, Span(f"t{rank}", 0, 1)), source, None, None, "x", ())


def ranked(time: Timeframe, *scored: tuple[float, dt.date | None]) -> list[int]:
    hits = [hit(rank, score, day) for rank, (score, day) in enumerate(scored, start=1)]
    found = preferred(hits, time)
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    return [int(one.source.transcript_id[1:]) for one in found]


def test_days_that_are_preferred_come_first_among_those_that_fit() -> None:
    question = meant("How much was paid in June 2031?")
    assert question.prefers and not question.filters
    assert ranked(question.prefers, (0.9, MARCH), (0.8, JUNE), (0.2, JUNE), (0.1, None)) == [2, 1, 3, 4]


def test_the_newest_comes_first_only_if_it_fits_well() -> None:
    assert ranked(Timeframe(order="latest"), (0.9, MARCH), (0.8, JUNE), (0.2, dt.date(2031, 7, 1))) == [2, 1, 3]
    assert ranked(Timeframe(order="first"), (0.9, JUNE), (0.8, MARCH)) == [2, 1]


def test_both_ends_of_a_comparison_come_first() -> None:
    question = meant("How did the quota change between March 2031 and June 2031?")
    assert question.prefers
    assert ranked(question.prefers, (1.0, JUNE), (0.95, JUNE), (0.7, MARCH)) == [3, 1, 2]


def answered(asked: str, store: Store, **options: object) -> Answer:
    *_, answer = ask(asked, store, ScriptedWriter("ANSWERED\n[1.1] Yes.\n"), **options)  # type: ignore[arg-type]
    assert isinstance(answer, Answer)
    return answer


def test_a_date_of_the_saying_without_a_transcript_is_said(store: Store) -> None:
    answer = answered("What was said at the briefing of 1 May 2031 about the treaty?", store)
    assert answer.outcome == "not_in_transcripts"
    assert answer.notice and answer.notice.startswith("No transcript is of 1 May 2031.")
    assert answer.nearest


def test_what_was_understood_stands_in_the_json(store: Store) -> None:
    answer = answered("What was said in March 2031 about the treaty?", store)
    assert answer_json(answer)["understood"] == [
        {"kind": "date", "text": "March 2031", "value": "2031-03-01/2031-03-31", "filter": True}
    ]
    assert {one.source.date and one.source.date.month for one in answer.hits} == {3}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What has Ana Vell said since the summit?", "since the summit"),
        ("What did Ana Vell say about grain before the election?", "before the election"),
        ("Has the position changed since the last vote?", "since the last vote"),
        ("What did Ana Vell say a few weeks ago?", "a few weeks ago"),
        ("What did Ana Vell say last winter about grain?", "last winter"),
        ("What did Ana Vell say on 31/04/2031 about grain?", "on 31/04/2031"),
        ("What has Ana Vell said since 5/7/31?", "since 5/7/31"),
    ],
)
def test_a_time_whose_day_nobody_can_tell_is_told(text: str, words: str) -> None:
    (told,) = meant(text).unfound
    assert (
        told == f"“{words}” was not understood as a time: all days were searched. Name its date to search from there."
    )


def test_a_day_in_numbers_that_may_be_another_is_told_and_not_searched_for() -> None:
    question = meant("What did Ana Vell say on 05/07/2031 about the treaty?")
    assert question.unfound == (
        "“05/07/2031” may be 5 July 2031 or 7 May 2031: all days were searched. Write its month as a word.",
    )
    assert question.filters.since is None and question.sought == "What did Ana Vell say about the treaty?"


@pytest.mark.parametrize(
    "text",
    [
        "What has Ana Vell said since the summit in May?",
        "What did Ana Vell say before the court?",
        "Since the talks are over, will Norlandia sign?",
        "Since the government is against it, what did Ana Vell say?",
        "Did Ana Vell say that the ferry will sail before the election?",
        "Will the state pay the company after the collision?",
        "Is it colder than last winter?",
        "What did Ana Vell say of 2031-03-04 and about order 31/04/2031?",
        "What did she say about budget.pdf?",
        "What is in briefing-2031-03-04.txt?",
        "Is https://example.org/in-briefing.html right?",
    ],
)
def test_what_is_no_time_of_the_saying_and_no_file_to_look_in_is_not_told(text: str) -> None:
    assert meant(text).unfound == ()


def test_days_that_are_kept_out_are_not_said_to_be_searched() -> None:
    (told,) = meant("What did Ana Vell say in March 2031 before the election?").unfound
    assert "all days" not in told


def test_a_day_counted_from_now_is_told_where_no_transcript_has_a_date() -> None:
    undated = Library((entry("notes", None, "Notes"),))
    (told,) = understood(standalone("What did Ana Vell say last month?"), undated).unfound
    assert told.startswith("“last month” was not understood as a time")


def test_a_transcript_that_is_not_there_is_told_with_the_answer(store: Store) -> None:
    asked = "What did Ana Vell say about the treaty in briefing-x.txt?"
    told = "No transcript is called “briefing-x.txt”, so all were searched. The library's list has their names."
    assert answered(asked, store).notice == told
    assert answered(asked, store, without=EVERYTHING).notice is None


def test_a_library_is_read_again_when_it_changes(store: Store) -> None:
    before = known(store)
    assert known(store) is before
    store.remove(store.entries()[0].id)
    assert len(known(store).entries) == 1


def test_a_question_is_understood_within_milliseconds() -> None:
    day = dt.date(2029, 1, 1)
    entries = tuple(
        entry(f"file-{n}", day + dt.timedelta(n), f"Briefing number {n}", (f"Speaker{n % 200} Name{n % 200}",))
        for n in range(900)
    )
    library = Library(entries)
    asked = standalone("What did Speaker7 Name7 say in June 2030 about the tariff announced in May 2029?")
    understood(asked, library)
    started = time.perf_counter()
    for _ in range(20):
        understood(asked, library)
    assert (time.perf_counter() - started) / 20 < 0.02  # 5 ms on an idle machine
