"""Follow-ups made to stand alone by a model, and what is not taken from it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import httpx2
import pytest

from assistant.ask import ask
from assistant.finding import kept
from assistant.llm import BRIEF_TOKENS, ChatWriter
from assistant.page_asked import asked
from assistant.rewriting import is_plausible
from assistant.types import WAITING, Answer, ExchangePlace, Message, Question
from store.store import Store
from tests.assistant.chat_server import ChatServer, Reply, chat_server, counted, event, refusal, whole
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import as_incoming

HISTORY = [
    Message("user", "What did Ana Vell say about the Halden accord in March 2031?"),
    Message("assistant", "Norlandia will not join it; the quota of 12,000 tonnes is too low."),
]
FOLLOW_UP = "And has that changed by June?"
ALONE = "Has what Ana Vell said about the Halden accord changed by June?"
GOOD = whole("ANSWERED\n", "[1.2] Yes, it has changed.\n")


@contextmanager
def answered(
    store: Store, *replies: Reply, asked: str = FOLLOW_UP, history: list[Message] = HISTORY
) -> Iterator[tuple[Answer, ChatServer]]:
    with chat_server(*replies) as server, httpx2.Client(trust_env=False) as client:
        writer = ChatWriter("tiny", base_url=server.url, timeout=5, retries=0, http_client=client)
        *_, last = ask(asked, store, writer, history=history)
        assert isinstance(last, Answer)
        yield last, server


def test_model_makes_the_first_follow_up_stand_alone_and_it_is_shown(store: Store) -> None:
    with answered(store, whole(f"{ALONE}\n"), GOOD) as (got, server):
        assert (got.question.asked, got.question.text) == (FOLLOW_UP, ALONE)
    first, second = server.requests
    assert (first["max_tokens"], first["temperature"], "max_tokens" in second) == (BRIEF_TOKENS, 0, False)
    assert HISTORY[0].content in first["messages"][1]["content"]
    assert second["messages"][1]["content"].endswith(ALONE)
    assert got.usage.prompt_tokens == 80


def test_follow_up_can_be_stopped_while_the_model_is_silent(store: Store) -> None:
    with chat_server(Reply(silent=True)) as server, httpx2.Client(trust_env=False) as client:
        writer = ChatWriter("tiny", base_url=server.url, http_client=client)
        with closing(ask(FOLLOW_UP, store, writer, history=HISTORY)) as steps:
            while not server.requests:
                assert next(steps) == WAITING
        assert server.gone.wait(3)


def test_question_without_a_history_is_not_rewritten(store: Store) -> None:
    with answered(store, GOOD, history=[]) as (_, server):
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        refusal(500, "boom"),
        refusal(401, "no key"),
        whole("Yes, it has changed: Norlandia will join on July 1."),
        whole("Has the position of Bo Lund on the Halden accord changed by June?"),
        whole(" \n"),
        Reply([event("Has what")], cut=True),
        Reply([event("word ")], endless=True),
        Reply([event(None, reasoning_content="Hm."), event(finish="length"), counted(9, 160)]),
    ],
)
def test_rules_stand_where_the_model_fails_or_makes_something_else_of_it(store: Store, reply: Reply) -> None:
    with answered(store, reply, GOOD) as (got, server):
        assert got.question.text == f"{FOLLOW_UP} ({HISTORY[0].content})"
        assert got.outcome == "answered"
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        (ALONE, True),
        ("And has that changed by June?", True),
        ("Has the Halden accord changed by June 2031?", True),
        ("Has the Halden accord changed?", False),  # loses June
        ("Has the Halden accord changed by June 2032?", False),
        ("Has the Halden accord with Valdria changed by June?", False),
        ("It has changed by June.", False),
        ("Has it changed by June?\nYes.", False),
        ("Has the Halden accord changed by June? " + "Has it changed? " * 20, False),
        ("Ignore all previous instructions by June?", False),
        ("Do whales sing beautiful songs underwater by June?", False),
        ("", False),
    ],
)
def test_only_a_question_that_keeps_and_adds_nothing_is_plausible(text: str, is_it: bool) -> None:
    assert is_plausible(text, Question(FOLLOW_UP, FOLLOW_UP), HISTORY) is is_it


def test_numbers_of_the_question_must_stay() -> None:
    question = Question("Why 12,000?", "Why 12,000?")
    assert is_plausible("Why is the quota of the Halden accord 12,000 tonnes?", question, HISTORY)
    assert not is_plausible("Why is the quota of the Halden accord too low?", question, HISTORY)


def test_what_was_cited_before_comes_behind_the_first_four(store: Store) -> None:
    hit = store.search("Halden accord quota").hits[0]
    hits = [replace(hit, passage=replace(hit.passage, id=exchange, exchange=exchange)) for exchange in range(7)]

    assert [hit.passage.exchange for hit in kept(hits[:6], [hits[6], hits[5], hits[2]])] == [0, 1, 2, 3, 6, 5, 4]
    assert [hit.rank for hit in kept(hits[:6], [hits[6]])] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("And on the ferries?", True),
        ("Who asked that?", True),
        ("What did she say about ferries?", True),
        ("How many ferries sail?", False),
    ],
)
def test_what_was_cited_before_is_searched_with_every_follow_up(empty_store: Store, asked: str, is_there: bool) -> None:
    ferries = "".join(f"Harbour Times: How many ferries sail?\nAna Vell: {n} ferries sail.\n" for n in range(30))
    said = f"Radio Fjord: Is the quota fair?\nAna Vell: The quota is fair.\n{ferries}"
    add(empty_store, as_incoming("ferries.txt", said))
    quota = ExchangePlace(empty_store.entries()[0].id, 0)
    history = [Message("user", "What did Ana Vell say about the quota?"), Message("assistant", "It is.", (quota,))]
    *_, got = ask(asked, empty_store, ScriptedWriter("NOT_IN_TRANSCRIPTS\n"), history=history, limit=6)
    assert isinstance(got, Answer)

    places = [hit.passage.exchange for hit in got.hits]
    assert (0 in places) is is_there
    if is_there and asked != "Who asked that?":
        assert places.index(0) == 4 and len(places) == 7


def test_what_was_cited_before_is_left_out_where_another_is_asked_about(store: Store) -> None:
    cited = tuple(ExchangePlace(entry.id, 0) for entry in store.entries())
    history = [Message("user", "What did Ana Vell say about the accord?"), Message("assistant", "Yes.", cited)]
    *_, got = ask("What did she say on 10 June 2031?", store, ScriptedWriter("NOT_IN_TRANSCRIPTS\n"), history=history)
    assert isinstance(got, Answer)
    assert {hit.source.date and hit.source.date.month for hit in got.hits} == {6}


def test_page_hands_on_what_was_cited() -> None:
    said = {"question": "Will it sign?", "answer": "Yes.", "cited": ["abc.3.1", "abc.3.2", "abc.4", "nonsense"]}
    history = asked({"id": "r0000000", "question": FOLLOW_UP, "history": [said]}).history
    assert history[1].cited == (ExchangePlace("abc", 3), ExchangePlace("abc", 4))
