"""Questions whether a position has changed."""

import datetime as dt

import pytest

from assistant.ask import ask
from assistant.extractive import ExtractiveWriter
from assistant.position_changes import topic_of_change
from assistant.reranker import CrossEncoder
from assistant.types import Answer
from store.store import Store
from store.types import Filters
from tests.assistant.speeches import briefing, with_briefings
from tests.conftest import add
from tests.samples import as_incoming

FIRST, NEWEST = dt.date(2031, 3, 4), dt.date(2032, 6, 10)


def answer(store: Store, encoder: CrossEncoder, question: str, filters: Filters = Filters()) -> Answer:
    steps = list(ask(question, store, ExtractiveWriter(encoder), filters=filters))
    assert isinstance(steps[-1], Answer)
    return steps[-1]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Has the position on the Halden accord changed?", "Halden accord"),
        ("How has Norlandia's wording on patrol boats changed since 2031?", "patrol boats"),
        ("Is the position on the ferry quota still the same?", "ferry quota"),
        ("Did their stance towards Valdria soften over the years?", "Valdria"),
        ("Has Ana Vell changed her position on the Halden accord?", "Halden accord"),
        ("Has anything changed in the language about the quota?", "quota"),
        ("诺兰迪亚在渔业问题上的立场有变化吗？", "渔业"),
        ("诺方对哈尔登协定的态度改变了吗？", "哈尔登协定"),
    ],
)
def test_the_topic_of_a_change_is_told(question: str, topic: str) -> None:
    assert topic_of_change(question) == topic


@pytest.mark.parametrize(
    "question",
    [
        "What is the position on the Halden accord?",
        "Has the quota changed?",
        "What did Ana Vell say about the position of the ferry?",
        "渔业问题上的立场是什么？",
        "Why did the price of tickets change?",
    ],
)
def test_other_questions_ask_for_no_change(question: str) -> None:
    assert topic_of_change(question) is None


def test_the_earliest_and_the_newest_statement_answer(empty_store: Store, encoder: CrossEncoder) -> None:
    store = with_briefings(empty_store)
    told = answer(store, encoder, "Has the position on the Halden accord changed?")
    assert told.outcome == "answered"
    assert [citation.source.date for citation in told.citations][:: len(told.citations) - 1] == [FIRST, NEWEST]
    assert all(statement.support in ("exact", "supported") for statement in told.statements)
    assert "4 March 2031" in told.statements[0].text
    assert "10 June 2032" in told.statements[-1].text


def test_the_statements_before_and_after_a_line_changed_its_words_are_quoted_too(
    empty_store: Store, encoder: CrossEncoder
) -> None:
    store = with_briefings(empty_store)
    other = "The Halden accord was debated in parliament for nine hours."
    add(store, as_incoming("2033.txt", briefing("2033-02-01", "North Wire", "What of Halden?", other)))
    told = answer(store, encoder, "Has the position on the Halden accord changed?")
    days = [FIRST, dt.date(2031, 5, 12), NEWEST, dt.date(2033, 2, 1)]
    assert [citation.source.date for citation in told.citations] == days
    assert "12 May 2031" in told.statements[1].text
    assert told.citations[2].sentence.text.endswith("is consistent, and we will sign it.")


def test_every_quote_is_a_numbered_sentence_of_the_prompt(empty_store: Store, encoder: CrossEncoder) -> None:
    store = with_briefings(empty_store)
    told = answer(store, encoder, "How has the wording on the Halden accord changed?")
    assert told.prompt is not None
    assert {citation.sentence for citation in told.citations} <= set(told.prompt.sentences.values())
    assert all(store.quote(citation.sentence.span) == citation.sentence.text for citation in told.citations)


def test_the_ends_are_found_however_many_exchanges_lie_between(empty_store: Store, encoder: CrossEncoder) -> None:
    store = with_briefings(empty_store)
    said = "The Halden accord is before parliament, and the Halden accord will be voted on."
    days = [f"2031-{month:02}-{day:02}" for month in (9, 10) for day in range(1, 20)]
    add(store, *(as_incoming(f"{day}.txt", briefing(day, "North Wire", "What of Halden?", said)) for day in days))
    told = answer(store, encoder, "Has the position on the Halden accord changed?")
    assert [citation.source.date for citation in told.citations] == [FIRST, dt.date(2031, 5, 12), NEWEST]


def test_what_a_reply_says_of_the_change_is_quoted_too(store: Store, encoder: CrossEncoder) -> None:
    told = answer(store, encoder, "Has the position on the Halden accord changed?")
    quotes = [citation.sentence.text for citation in told.citations]
    assert quotes[0].startswith("Norlandia will not join the Halden accord")
    assert quotes[1] == "Yes, it has changed."
    assert quotes[2].startswith("Norlandia will join the Halden accord on July 1")


def test_what_was_said_on_one_day_alone_is_answered_as_before(store: Store, encoder: CrossEncoder) -> None:
    filters = Filters(until=dt.date(2031, 3, 31))
    told = answer(store, encoder, "Has the position on the Halden accord changed?", filters)
    assert {citation.source.date for citation in told.citations} <= {dt.date(2031, 3, 4)}


def test_a_chinese_question_is_answered_by_both_ends(empty_store: Store, encoder: CrossEncoder) -> None:
    for month, words in ((1, "诺方在渔业问题上的立场是一贯的。"), (8, "诺方在渔业问题上愿意谈判。")):
        text = f"2031年{month}月6日外交部例行记者会\n海港时报记者：有何评论？\n安薇尔：{words}\n"
        add(empty_store, as_incoming(f"zh{month}.txt", text))
    told = answer(empty_store, encoder, "诺方在渔业问题上的立场有变化吗？")
    assert [citation.source.date and citation.source.date.month for citation in told.citations] == [1, 8]
