"""Questions for what was said that name no topic: a sentence of each exchange that who, when and where let pass."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.ask import ask
from assistant.contract import answer_json
from assistant.extractive import ExtractiveWriter
from assistant.reranker import CrossEncoder
from assistant.types import Answer, Kind, Message
from assistant.understanding import EVERYTHING
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import HashEmbedder, ScriptedWriter
from tests.samples import as_incoming

BRIEFINGS = {
    "ferry.txt": """\
03/03/2031 | Press briefing | Ministry of Tides
Ana Vell: Good morning, everyone. The harbour of Skarn opens on Monday, after two weeks of ice.
Harbour Times: Will the ferry to Skarn run this winter?
Ana Vell: Thank you. The ferry will run until the end of January. After that, the harbour is closed for ice.
Radio Fjord: How many ships did Estmark send to the strait?
Ana Vell: I have nothing to share on that today.
Harbour Times: And what do the tickets cost?
Ana Vell: Nothing has changed. Tickets cost twelve crowns, and children travel free.
Coast TV: Does trade with Valdria grow?
Ana Vell: Trade with Valdria grew by six percent last year.
""",
    "storm.txt": """\
05/05/2031 | Press briefing | Ministry of Tides
Radio Fjord: Why did the ferry not sail?
Bo Lund: A storm kept the ferry in the harbour. Nobody was hurt.
Harbour Times: Is there a date for the trade fair?
Bo Lund: I refer you to the organisers.
""",
    "渡轮.txt": """\
2031年5月12日 外交部例行记者会
路透社记者：渡轮什么时候恢复？
林若棠：渡轮将于七月恢复通航，票价不变。
港湾时报记者：贸易协定何时签署？
林若棠：我没有可以提供的信息。
""",
    "interview.txt": """\
06/10/2031 | Interview with Tove Lind
Radio Fjord: What did you find in the ice?
Tove Lind: We found that the ice is thinner than ever before.
Radio Fjord: Will you go back there?
Tove Lind: We sail again in the summer of 2032, with two ships.
""",
    "silence.txt": """\
06/20/2031 | Press briefing | Ministry of Tides
Harbour Times: Who pays for the new boats?
Ana Vell: I refer you to the treasury.
""",
}
OPENING = "The harbour of Skarn opens on Monday, after two weeks of ice."
FERRY = "The ferry will run until the end of January."
TICKETS = "Tickets cost twelve crowns, and children travel free."
TRADE = "Trade with Valdria grew by six percent last year."
STORM = "A storm kept the ferry in the harbour."
ICE = "We found that the ice is thinner than ever before."
SHIPS = "We sail again in the summer of 2032, with two ships."
通航 = "渡轮将于七月恢复通航，票价不变。"
MARCH = (dt.date(2031, 3, 3), dt.date(2031, 3, 3))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(Store(tmp_path_factory.mktemp("overview") / "library", HashEmbedder())) as store:
        add(store, *(as_incoming(name, text) for name, text in BRIEFINGS.items()))
        yield store


@pytest.fixture
def writer(encoder: CrossEncoder) -> ExtractiveWriter:
    return ExtractiveWriter(encoder)


def asked(
    store: Store,
    text: str,
    writer: ExtractiveWriter | ScriptedWriter,
    filters: Filters = Filters(),
    history: tuple[Message, ...] = (),
    without: tuple[Kind, ...] = (),
) -> Answer:
    *_, got = ask(text, store, writer, filters=filters, history=history, without=without)
    assert isinstance(got, Answer)
    return got


def quoted(answer: Answer) -> list[str]:
    return [citation.sentence.text for citation in answer.citations]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What did Ana Vell say on 3 March?", [OPENING, FERRY, TICKETS, TRADE]),
        ("Summarize the briefing of 3 March 2031", [OPENING, FERRY, TICKETS, TRADE]),
        ("In March 2031, what did Minister Vell tell reporters?", [OPENING, FERRY, TICKETS, TRADE]),
        ("Tell me what was said in ferry.txt", [OPENING, FERRY, TICKETS, TRADE]),
        ("Key takeaways from the 3 March briefing", [OPENING, FERRY, TICKETS, TRADE]),
        ("Did the spokesperson say anything on 5 May 2031?", [STORM]),
        ("What are the main points of this interview?", [ICE, SHIPS]),
        ("What was discussed in the interview with Tove Lind?", [ICE, SHIPS]),
        ("What did Tove Lind say to Radio Fjord?", [ICE, SHIPS]),
        ("林若棠5月12日说了什么？", [通航]),
        ("总结一下5月12日的记者会", [通航]),
        ("林若棠对路透社说了什么？", [通航]),
    ],
)
def test_each_exchange_is_told_by_what_it_says_first(
    library: Store, writer: ExtractiveWriter, text: str, said: list[str]
) -> None:
    got = asked(library, text, writer)
    assert (got.outcome, quoted(got)) == ("answered", said)


def test_it_is_told_who_was_asked_by_whom(library: Store, writer: ExtractiveWriter) -> None:
    got = asked(library, "What did Ana Vell say on 3 March?", writer)
    told = [statement.text for statement in got.statements]
    assert told[0].startswith("Ana Vell, on 3 March 2031: ")
    assert told[1].startswith("Ana Vell, asked by Harbour Times on 3 March 2031: ")
    assert got.question.filters == Filters(*MARCH, speakers=("Ana Vell",))
    assert answer_json(got)["statements"][1]["citations"] == [2]


def test_of_few_exchanges_more_is_quoted(library: Store, writer: ExtractiveWriter) -> None:
    got = asked(library, "What did Ana Vell tell Harbour Times in March 2031?", writer)
    assert quoted(got) == [FERRY, "After that, the harbour is closed for ice.", TICKETS]
    assert (got.question.filters.speakers, got.question.filters.outlets) == (("Ana Vell",), ("Harbour Times",))


@pytest.mark.parametrize(
    "text",
    [
        "What did Ana Vell tell Radio Fjord?",
        "What did the minister say in the latest briefing?",
        "What was discussed at the last press conference?",
        "Anything new from the ministry?",
        "林若棠对港湾时报说了什么？",
    ],
)
def test_where_everything_was_declined_that_is_the_answer(library: Store, writer: ExtractiveWriter, text: str) -> None:
    got = asked(library, text, writer)
    assert got.outcome == "declined"
    assert [citation.sentence.part for citation in got.citations] == ["question", "answer"]


def test_without_any_filter_the_newest_transcript_is_taken_and_told(library: Store, writer: ExtractiveWriter) -> None:
    got = asked(library, "What was said?", writer)
    assert {c.source.file for c in got.citations} == {"silence.txt"}
    assert [(one.kind, one.text) for one in got.question.understood] == [("transcript", "silence.txt, the newest")]
    for text, file in (("What was the interview about?", "interview.txt"), ("这次记者会谈了什么？", "渡轮.txt")):
        assert {c.source.file for c in asked(library, text, writer).citations} == {file}


def test_what_was_taken_can_be_taken_away(library: Store, writer: ExtractiveWriter) -> None:
    got = asked(library, "What was said?", writer, without=("transcript",))
    assert quoted(got) == [OPENING, FERRY, TICKETS, TRADE, STORM, 通航, ICE, SHIPS]
    on_any_day = asked(library, "What did Bo Lund say on 3 March?", writer, without=("date",))
    assert quoted(on_any_day)[0] == STORM
    assert asked(library, "What did Bo Lund say?", writer, without=EVERYTHING).question.lists is None


def test_filters_of_the_person_hold(library: Store, writer: ExtractiveWriter) -> None:
    got = asked(library, "What did she say?", writer, Filters(*MARCH, outlets=("Coast TV",)))
    assert quoted(got) == [TRADE]


def test_days_without_a_transcript_are_told_as_ever(library: Store, writer: ExtractiveWriter) -> None:
    got = asked(library, "What did Ana Vell say on 4 April 2031?", writer)
    assert (got.outcome, got.citations) == ("not_in_transcripts", ())
    assert got.notice and got.notice.startswith("No transcript is of 4 April 2031.")


def test_more_than_a_screenful_is_told_by_number(empty_store: Store, writer: ExtractiveWriter) -> None:
    for month in (3, 4):
        turns = "".join(
            f"Radio Fjord: What of harbour {n}?\nAna Vell: Harbour {n} opens in week {n} of month {month}.\n"
            for n in range(1, 9)
        )
        add(empty_store, as_incoming(f"{month}.txt", f"0{month}/03/2031 | Press briefing | Ministry\n{turns}"))
    got = asked(empty_store, "What did Ana Vell say?", writer)
    days = [citation.source.date for citation in got.citations]
    assert days == [dt.date(2031, 3, 3)] * 2 + [dt.date(2031, 4, 3)] * 8, "the newest, in their order"
    assert got.notice == "6 more exchanges tell something; name a topic to hear of it."
    assert len(got.hits) == 16


def test_of_more_exchanges_than_are_looked_through_the_newest_are(empty_store: Store, writer: ExtractiveWriter) -> None:
    turns = "".join(f"Radio Fjord: And pier {n}?\nAna Vell: Pier {n} opens on day {n}.\n" for n in range(1, 41))
    for month in (3, 4):
        add(empty_store, as_incoming(f"{month}.txt", f"0{month}/03/2031 | Press briefing | Ministry\n{turns}"))
    got = asked(empty_store, "What did Ana Vell say?", writer)
    assert [sum(hit.source.file == name for hit in got.hits) for name in ("3.txt", "4.txt")] == [20, 40]
    assert got.notice and "Only 60 exchanges were looked through" in got.notice


def test_a_long_reply_is_told_by_the_part_that_tells_first(empty_store: Store, writer: ExtractiveWriter) -> None:
    more = " ".join(f"Berth {n} is open to every ferry of the coast all day long." for n in range(1, 40))
    turns = f"Radio Fjord: And the port?\nAna Vell: The port is open again now. {more}\n"
    add(empty_store, as_incoming("port.txt", f"03/03/2031 | Press briefing | Ministry\n{turns}"))
    assert quoted(asked(empty_store, "What was said?", writer))[0] == "The port is open again now."


def test_a_model_is_given_the_passages_of_those_exchanges(library: Store) -> None:
    model = ScriptedWriter("ANSWERED\n[1.2] The harbour opens.\n")
    asked(library, "What did Ana Vell say on 3 March?", model)
    assert [hit.source.file for hit in model.prompts[0].hits] == ["ferry.txt"] * 5
    assert [hit.passage.exchange for hit in model.prompts[0].hits] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        "What did Ana Vell say about the ferry on 3 March?",
        "What did Ana Vell say about Radio Fjord?",
        "What did the ferry company say?",
        "What did Harbour Times say?",
        "What did Estmark say on 3 March?",
        "What did the mayor say?",
        "What did the minister not say?",
        "Why did Ana Vell say that?",
        "What is new in the accord?",
        "What did Ana Vell say the fare was?",
        "Was there any news of the four engineers?",
        "林若棠对渡轮说了什么？",
        "渡轮有什么消息？",
    ],
)
def test_a_question_with_a_topic_is_asked_like_any_other(library: Store, text: str) -> None:
    got = asked(library, text, ScriptedWriter("NOT_IN_TRANSCRIPTS\n"))
    assert got.question.lists is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("And on 5 May 2031?", []),
        ("And what did she tell Coast TV?", [TRADE]),
        ("And what did Tove Lind say in June 2031?", [ICE, SHIPS]),
    ],
)
def test_a_follow_up_without_a_topic_has_none(
    library: Store, writer: ExtractiveWriter, text: str, said: list[str]
) -> None:
    history = (Message("user", "What did Ana Vell say on 3 March 2031?"), Message("assistant", OPENING))
    got = asked(library, text, writer, history=history)
    assert (got.question.lists, quoted(got)) == ("said", said)


def test_a_follow_up_keeps_its_topic(library: Store) -> None:
    history = (Message("user", "Will the ferry to Skarn run in winter?"), Message("assistant", "Until January."))
    got = asked(library, "And what did Bo Lund say?", ScriptedWriter("NOT_IN_TRANSCRIPTS\n"), history=history)
    assert got.question.lists is None
