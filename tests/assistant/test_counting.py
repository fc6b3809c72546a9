"""Questions for a number of questions, mentions or non-answers: counted over the whole library, by no model."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.ask import ask
from assistant.contract import answer_json
from assistant.extractive import ExtractiveWriter
from assistant.reranker import CrossEncoder
from assistant.types import Answer, Message
from assistant.understanding import EVERYTHING
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import HashEmbedder, ScriptedWriter
from tests.samples import as_incoming

BRIEFINGS = {
    "ferry.txt": """\
03/03/2031 | Press briefing | Ministry of Tides
Harbour Times: Will the ferry to Skarn run this winter?
Ana Vell: The ferry will run until January. After that, the harbour is closed for ice.
Radio Fjord: How many ships did Estmark send to the strait?
Ana Vell: Estmark sent four ships. We have told them to leave.
Harbour Times: And what do the ferries cost?
Ana Vell: I have nothing to add on that.
Fjord: Does trade with Valdria grow?
Ana Vell: Trade with Valdria grew by six percent.
""",
    "storm.txt": """\
03/05/2031 | Press briefing | Ministry of Tides
Harbour Times: The ferry did not sail yesterday. Why?
Bo Lund: A storm kept the ferry in the harbour. Nobody was hurt.
Harbour Times: Is there a date for the trade fair?
Bo Lund: I refer you to the organisers.
""",
    "accord.txt": """\
06/10/2031 | Press briefing | Ministry of Tides
Radio Fjord: Who will pay for the new patrol boats?
Ana Vell: I have nothing to share on that today.
""",
    "渡轮.txt": """\
2031年6月12日 外交部例行记者会
路透社记者：渡轮什么时候恢复？
林若棠：渡轮将于七月恢复通航。
路透社记者：贸易协定何时签署？
林若棠：我没有可以提供的信息。
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(Store(tmp_path_factory.mktemp("counted") / "library", HashEmbedder())) as store:
        add(store, *(as_incoming(name, text) for name, text in BRIEFINGS.items()))
        yield store


def asked(library: Store, text: str, filters: Filters = Filters(), history: tuple[Message, ...] = ()) -> Answer:
    """The answer; whatever a model would write would be wrong."""
    writer = ScriptedWriter("ANSWERED\n[1.1] They asked 99 questions.\n")
    *_, got = ask(text, library, writer, filters=filters, history=history)
    assert isinstance(got, Answer)
    assert bool(got.question.counts) == (not writer.prompts)
    return got


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How many questions did Harbour Times ask?", "Harbour Times asked 4 questions"),
        ("How many questions did Fjord ask?", "Fjord asked 1 question"),
        ("How many questions did Harbour Times and Fjord ask?", "Harbour Times and Fjord asked 5 questions"),
        ("How many questions were asked by Harbour Times on 3 March 2031?", "Harbour Times asked 2 questions"),
        ("How many questions did Ana Vell take in March 2031?", "Ana Vell took 4 questions"),
        ("How many questions did Radio Fjord put to Ana Vell?", "Radio Fjord put 2 questions to Ana Vell"),
        ("How many questions were asked in storm.txt?", "2 questions were asked"),
        (
            "How many questions did Harbour Times ask about trade?",
            "Harbour Times asked 1 question with the word “trade”",
        ),
        ("How many outlets asked?", "4 outlets asked questions"),
        ("How many reporters asked questions?", "4 reporters asked questions"),
        ("How many different outlets asked about the ferry?", "1 outlet asked questions with the word “ferry”"),
        ("How many outlets asked Ana Vell about trade?", "1 outlet put questions with the word “trade” to Ana Vell"),
        ("How many newsrooms raised trade in March 2031?", "2 outlets asked questions with the word “trade”"),
        ("How many media organisations asked about trade?", "2 outlets asked questions with the word “trade”"),
        ("有多少记者问到贸易？", "1 reporter asked questions with the word “贸易”"),
        ("《路透社》问了几个问题？", "路透社 asked 2 questions"),
        ("有几家媒体问到渡轮？", "1 outlet asked questions with the word “渡轮”"),
        ("How often was the ferry raised?", "3 questions with the word “ferry” were asked"),
        ("How often did Ana Vell mention the ferry?", "Ana Vell said “ferry” in 1 exchange"),
        ("How often was the ferry mentioned?", "“ferry” is said in 3 exchanges"),
        ("How many times did the word ferry come up?", "“ferry” is said in 3 exchanges"),
        ("How often was the term “ferry” used by Ana Vell?", "Ana Vell said “ferry” in 1 exchange"),
        ("How often did Ana Vell say the word ferry?", "Ana Vell said “ferry” in 1 exchange"),
        ("How often was the phrase trade fair used?", "“trade” and “fair” are said in 1 exchange"),
        ("How often did Ana Vell not answer?", "Ana Vell gave no information in 2 of 5 replies"),
        ("How many times did Ana Vell dodge a question?", "Ana Vell gave no information in 2 of 5 replies"),
        ("How many questions did Radio Fjord ask Ana Vell?", "Radio Fjord put 2 questions to Ana Vell"),
        ("How often did Ana Vell say “closed”?", "Ana Vell said “closed” in 1 exchange"),
        ("How often did Bo Lund use the word storm?", "Bo Lund said “storm” in 1 exchange"),
        ("How often was the harbour ice mentioned?", "“harbour” and “ice” are said in 1 exchange"),
        ("How often did Bo Lund give no information?", "Bo Lund gave no information in 1 of 2 replies"),
        ("How many replies gave no information?", "Those who answer gave no information in 4 of 9 replies"),
        ("How many times did Ana Vell decline to answer?", "Ana Vell gave no information in 2 of 5 replies"),
        ("How many questions did Bo Lund dodge?", "Bo Lund gave no information in 1 of 2 replies"),
        ("路透社提了几个问题？", "路透社 asked 2 questions"),
        ("路透社提了几个关于贸易的问题？", "路透社 asked 1 question with the word “贸易”"),
        ("渡轮被问到几次？", "1 question with the word “渡轮” was asked"),
        ("林若棠没有回答几个问题？", "林若棠 gave no information in 1 of 2 replies"),
    ],
)
def test_what_was_asked_is_counted_exactly(library: Store, text: str, told: str) -> None:
    got = asked(library, text)
    assert got.statements[0].text.startswith(f"{told}, counted over ")
    assert (got.outcome, got.writer) == ("answered", "extractive")
    assert all(library.quote(c.sentence.span) == c.sentence.text for c in got.citations)


@pytest.mark.parametrize(
    "text",
    [
        "How many ships did Estmark send?",
        "How many people were hurt?",
        "How often did the ferry sail?",
        "How often was the ferry used?",
        "How often did Bo Lund say the ferry would sail?",
        "How often was the fare raised?",
        "How often did Valdria raise the ferry?",
        "How many questions did the committee ask?",
        "How many outlets sell tickets for the ferry?",
        "Which questions?",
        "What did Estmark ask about the ships?",
        "What was Estmark asked to pay for the ships?",
        "发言人对路透社记者说了什么？",
        "What did Ana Vell say when she was asked about the ferry?",
        "How many questions does the exam have?",
        "How many questions did Harbour Times ask about why the ferry did not sail?",
        "中国派了几艘船？",
    ],
)
def test_a_number_that_somebody_told_is_left_to_what_was_said(library: Store, text: str) -> None:
    assert asked(library, text).question.counts is None


def test_what_was_counted_is_told_with_the_first_of_it_and_how_much_more_there_is(library: Store) -> None:
    got = asked(library, "How many questions did Harbour Times ask?")
    told = "counted over 4 transcripts, 3 March 2031 to 12 June 2031. The first 3 are quoted; and 1 more."
    assert got.statements[0].text == f"Harbour Times asked 4 questions, {told}"
    assert [c.sentence.text for c in got.citations] == [
        "Will the ferry to Skarn run this winter?",
        "And what do the ferries cost?",
        "The ferry did not sail yesterday.",
    ]
    assert got.statements[0].citations == (1, 2, 3) and [s.support for s in got.statements[1:]] == ["exact"] * 3
    assert len(got.hits) == 4
    assert got.notice and got.notice.endswith("To list them all, ask: Which questions did Harbour Times ask?")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which questions did Ana Vell decline?", ["And what do the ferries cost?", "Who will pay for the new patrol"]),
        ("Which questions were declined by Bo Lund?", ["Is there a date for the trade fair?"]),
        ("Which questions did Radio Fjord ask Ana Vell in March 2031?", ["How many ships did Estmark send to the"]),
        ("林若棠没有回答哪些问题？", ["贸易协定何时签署？"]),
        ("路透社提了哪些问题？", ["渡轮什么时候恢复？", "贸易协定何时签署？"]),
        ("What was asked on 5 March 2031?", ["Why?", "Is there a date for the trade fair?"]),
        ("What did the press ask on 5 March 2031?", ["Why?", "Is there a date for the trade fair?"]),
        ("What was Bo Lund asked?", ["Why?", "Is there a date for the trade fair?"]),
        ("List the questions of June 2031.", ["Who will pay for", "渡轮什么时候恢复？", "贸易协定何时签署？"]),
        ("路透社记者问到了什么？", ["渡轮什么时候恢复？", "贸易协定何时签署？"]),
        ("路透社记者说了什么？", ["渡轮什么时候恢复？", "贸易协定何时签署？"]),
        ("2031年6月12日谁提问了？", ["渡轮什么时候恢复？"]),
    ],
)
def test_which_questions_lists_just_those_that_how_many_counts(
    library: Store, encoder: CrossEncoder, text: str, told: list[str]
) -> None:
    *_, got = ask(text, library, ExtractiveWriter(encoder))
    assert isinstance(got, Answer) and got.outcome == "answered"
    questions = [c.sentence.text for c in got.citations if c.sentence.part == "question"]
    assert all(one.startswith(start) for one, start in zip(questions, told, strict=True))
    assert {one.support for one in got.statements} == {"exact"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("What did Harbour Times ask about the ferry?", ["Will the ferry", "And what do", "The ferry did not", "Why?"]),
        ("List the questions Harbour Times asked about the ferry on 5 March 2031.", ["The ferry did not", "Why?"]),
        ("Which questions about trade did Harbour Times ask?", ["Is there a date for the trade fair?"]),
        ("What was asked about trade?", ["Does trade with", "Is there a date"]),
        ("What was Ana Vell asked about trade?", ["Does trade with"]),
        ("Did anyone ask about trade?", ["Does trade with", "Is there a date"]),
        ("Has any reporter ever asked about the patrol boats?", ["Who will pay"]),
        ("Was she asked about the strait?", ["How many ships"]),
        ("So, was Ana Vell ever asked about trade?", ["Does trade with"]),
        ("Was anyone asked about trade?", ["Does trade with", "Is there a date"]),
        ("Did Harbour Times ask about trade?", ["Is there a date"]),
        ("Did anyone ask Bo Lund about the ferry?", ["The ferry did not sail", "Why?"]),
        ("List all questions about trade.", ["Does trade with", "Is there a date"]),
        ("Name the different outlets that asked about trade.", ["Does trade with", "Is there a date"]),
        ("Which outlets asked about trade?", ["Does trade with", "Is there a date"]),
        ("Which outlets asked in March 2031?", ["Will the ferry", "How many ships", "Does trade with"]),
        ("Which questions about the ferry did Ana Vell decline?", ["And what do"]),
        ("路透社就贸易问了什么？", ["贸易协定何时签署？"]),
        ("哪些媒体提问了？", ["Will the ferry", "How many ships", "Does trade with", "渡轮什么时候恢复？"]),
    ],
)
def test_what_was_asked_about_a_topic_and_by_whom_is_listed_in_order(
    library: Store, text: str, told: list[str]
) -> None:
    got = asked(library, text)
    questions = [c.sentence.text for c in got.citations if c.sentence.part == "question"]
    assert all(one.startswith(start) for one, start in zip(questions, told, strict=True))
    assert got.outcome == "answered" and {one.support for one in got.statements} == {"exact"}


def test_a_list_tells_what_was_counted_for_it(library: Store) -> None:
    got = asked(library, "What did Harbour Times ask about the ferry?")
    assert got.notice and got.notice.startswith("Harbour Times asked 3 questions with the word “ferry”, counted over ")
    assert "“ferry” was counted as ferries, ferry." in got.notice


def test_a_list_without_its_word_in_any_question_is_asked_like_any_other(library: Store) -> None:
    got = asked(library, "What did Radio Fjord ask about the fleet?")
    assert got.question.counts is None and [one.text for one in got.question.understood] == ["Radio Fjord"]


@pytest.mark.parametrize(
    "text",
    [
        "Did anyone ask about the fleet?",
        "Did Estmark ask about the ferry?",
        "Did the reporter ask about trade?",
        "Was the minister asked about trade?",
        "Were they asked about trade?",
    ],
)
def test_whether_somebody_asked_is_listed_only_where_it_is_told_who_and_they_did(library: Store, text: str) -> None:
    got = asked(library, text)
    assert got.question.counts is None and not got.question.filters


def test_a_list_of_what_was_answered_has_no_reply_that_gives_no_information(
    library: Store, encoder: CrossEncoder
) -> None:
    *_, got = ask("Which questions did Bo Lund answer?", library, ExtractiveWriter(encoder))
    assert isinstance(got, Answer)
    assert [c.sentence.text for c in got.citations] == ["A storm kept the ferry in the harbour."]


def test_the_forms_in_which_a_word_was_counted_are_told(library: Store) -> None:
    notice = asked(library, "How often was the ferry raised?").notice
    assert notice and "“ferry” was counted as ferries, ferry." in notice


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How many questions did Reuters ask?", "No question by Reuters in these transcripts"),
        (
            "How many questions did Radio Fjord ask about the ferry?",
            "No question by Radio Fjord with the word “ferry” in",
        ),
        ("How often was the tunnel mentioned?", "“tunnel” is not said in these transcripts"),
        ("How often was the storm tunnel mentioned?", "“storm” and “tunnel” are not said in these transcripts"),
        ("法新社提了几个问题？", "No question by 法新社 in these transcripts"),
    ],
)
def test_none_is_told_as_what_is_not_there(library: Store, text: str, told: str) -> None:
    got = asked(library, text)
    assert got.outcome == "not_in_transcripts" and got.notice and told in got.notice
    assert "counted over 4 transcripts" in got.notice and got.scope.transcripts == 4


def test_a_newsroom_that_asked_nothing_is_told_with_the_nearest_unless_it_is_there(library: Store) -> None:
    got = asked(library, "How many questions did Harbor Times ask?")
    assert got.notice and got.notice.endswith("No outlet is called “Harbor Times”. Nearest: Harbour Times.")
    got = asked(library, "How many questions did Radio Fjord ask about the ferry?")
    assert got.notice and "is called" not in got.notice


def test_a_file_called_by_a_day_is_where_to_look(empty_store: Store) -> None:
    add(empty_store, as_incoming("2031-03-03.txt", BRIEFINGS["ferry.txt"]))
    got = asked(empty_store, "How many questions were asked in 2031-03-03.txt about trade?")
    assert got.statements[0].text.startswith("1 question with the word “trade” was asked")


def test_a_count_keeps_to_the_filters_that_were_set(library: Store) -> None:
    march = Filters(since=dt.date(2031, 3, 4), until=dt.date(2031, 3, 31))
    got = asked(library, "How many questions did Harbour Times ask?", march)
    assert got.statements[0].text == "Harbour Times asked 2 questions, counted over 1 transcript, 5 March 2031."
    got = asked(library, "How many questions were asked?", Filters(outlets=("radio",)))
    assert got.statements[0].text.startswith("radio asked 2 questions")


def test_she_is_whom_the_question_before_named(library: Store) -> None:
    before = (Message("user", "What did Bo Lund say about the ferry?"), Message("assistant", "A storm kept it."))
    got = asked(library, "How many times did she decline to answer?", history=before)
    assert got.statements[0].text.startswith("Bo Lund gave no information in 1 of 2 replies")


def test_a_counted_answer_is_one_of_the_contract(library: Store) -> None:
    told = answer_json(asked(library, "How many questions did Harbour Times ask in March 2031?"))
    assert told["searched"] == {
        "transcripts": 2,
        "from": "2031-03-03",
        "to": "2031-03-05",
        "filters": {"from": "2031-03-01", "to": "2031-03-31", "outlet": ["Harbour Times"]},
    }
    assert [(one["kind"], one["value"]) for one in told["understood"]] == [
        ("date", "2031-03-01/2031-03-31"),
        ("outlet", "Harbour Times"),
    ]
    assert told["answer"].startswith("Harbour Times asked 4 questions")


def test_of_two_newsrooms_before_one_answer_each_is_quoted_with_its_own_words(empty_store: Store) -> None:
    shared = """\
03/03/2031 | Press briefing | Ministry of Tides
Harbour Times: Will the ferry to Skarn run this winter?
Radio Fjord: And when does the harbour close for ice?
Ana Vell: The ferry will run until January, when the harbour closes.
"""
    add(empty_store, as_incoming("shared.txt", shared))
    got = asked(empty_store, "How many questions did Harbour Times ask?")
    assert [one.text for one in got.statements] == [
        "Harbour Times asked 1 question, counted over 1 transcript, 3 March 2031.",
        "Harbour Times asked on 3 March 2031: “Will the ferry to Skarn run this winter?”",
    ]
    got = asked(empty_store, "Which outlets asked?")
    assert [one.text.split(" asked ")[0] for one in got.statements] == ["Harbour Times", "Radio Fjord"]
    got = asked(empty_store, "How many outlets asked about the ferry?")
    assert got.statements[0].text.startswith("1 outlet asked questions with the word “ferry”")


def test_asked_again_as_it_is_typed_nothing_is_counted(library: Store) -> None:
    writer = ScriptedWriter("NOT_IN_TRANSCRIPTS")
    *_, got = ask("How many questions did Harbour Times ask?", library, writer, without=EVERYTHING)
    assert writer.prompts and isinstance(got, Answer) and got.question.counts is None


def test_the_chair_who_calls_a_member_is_not_quoted_as_that_member(empty_store: Store, encoder: CrossEncoder) -> None:
    hearing = (
        "CHAIR WELL: Dr. Holm, you have the floor.\n\nDR. HOLM: The strike is over.\n\n"
        "CHAIR WELL: Senator Abel?\n\nSENATOR ABEL: Did you take money?\n\nDR. HOLM: Never, not one crown.\n\n"
        "SENATOR BRUUN: Will there be another strike?\n\nDR. HOLM: No, we have a contract.\n"
    )
    add(empty_store, as_incoming("hearing.txt", hearing))
    *_, got = ask("Which questions were asked?", empty_store, ExtractiveWriter(encoder))
    assert isinstance(got, Answer)
    assert [one.text for one in got.statements[:2]] == [
        "Chair Well asked: “Senator Abel?”",
        "Senator Abel: “Did you take money?”",
    ]
