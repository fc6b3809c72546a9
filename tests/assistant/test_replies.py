"""A model that breaks the format, a prompt too long for it, many questions at once, a reply that was given before."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from assistant.answering import ask_requests
from assistant.ask import ask
from assistant.cached import CachedWriter
from assistant.errors import ModelError
from assistant.history import FILE, History
from assistant.llm import ChatWriter
from assistant.replies import HALVED, LENGTH_LIMIT, OUT_OF_FORMAT, UNREAD
from assistant.requests import Request
from assistant.types import Answer, Usage, Writer
from store.store import Store
from store.types import Filters
from tests.assistant.chat_server import Reply, chat_server, event, refusal, whole
from tests.assistant.scenes import PROMPT
from tests.conftest import add
from tests.samples import as_incoming

ASKED = "Will Norlandia join the Halden accord?"
GOOD = whole("ANSWERED\n", "[1.2] Yes, it has ", "changed.\n")
CHAT = whole("They will ", "probably join.")
TOO_LONG = refusal(400, "the request exceeds the available context size", code="context_length_exceeded")


@contextmanager
def writer(url: str, **options: Any) -> Iterator[ChatWriter]:
    with httpx2.Client(trust_env=False) as client:
        yield ChatWriter("tiny", base_url=url, timeout=5, http_client=client, **options)


def answer(store: Store, by: Writer) -> Answer:
    *_, last = ask(ASKED, store, by)
    assert isinstance(last, Answer)
    return last


# A reply that breaks the format


@pytest.mark.parametrize("broken", [CHAT, whole("ANSWERED\n[77.1] It will sail.\n"), whole("\n \n")])
def test_reply_out_of_format_is_asked_for_once_more(store: Store, broken: Reply) -> None:
    with chat_server(broken, GOOD) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert (got.outcome, got.notice, got.is_unread) == ("answered", None, False)
    assert got.statements[0].text == "Yes, it has changed."
    first, second = (request["messages"] for request in server.requests)
    assert second[:2] == first
    assert [message["role"] for message in second[2:]] == ["assistant", "user"]
    assert "format" in second[3]["content"]


def test_both_requests_are_counted_and_the_kept_reply_is_the_one_that_counts(store: Store) -> None:
    with chat_server(CHAT, GOOD) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert got.usage == Usage(80, 5)
    assert got.reply == "ANSWERED\n[1.2] Yes, it has changed.\n"
    assert got.prompt and len(got.prompt.follow_up) == 2


def test_two_broken_replies_leave_the_passages_and_ask_no_third_time(store: Store) -> None:
    with chat_server(CHAT, CHAT) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert (got.outcome, got.notice, got.is_unread) == ("not_in_transcripts", UNREAD, True)
    assert (got.statements, got.citations) == ((), ())
    assert len(got.nearest) == len(got.hits) > 3
    assert len(server.requests) == 2


def test_of_two_broken_replies_one_that_cites_stands(store: Store) -> None:
    with chat_server(whole("[1.2] Yes, it has changed."), CHAT) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert (got.outcome, got.notice, len(got.citations)) == ("answered", OUT_OF_FORMAT, 1)


def test_reply_that_ran_on_to_its_limit_is_not_asked_for_again(store: Store) -> None:
    with chat_server(whole("word " * 99, finish="length")) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert got.is_unread and got.notice == f"{LENGTH_LIMIT} {UNREAD}"
    assert len(server.requests) == 1


def test_server_that_fails_on_the_second_request_loses_nothing(store: Store) -> None:
    with chat_server(CHAT, refusal(400, "no")) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert got.is_unread and got.reply == "They will probably join."


@pytest.mark.parametrize("reply", [GOOD, whole("NOT_IN_TRANSCRIPTS"), whole("**DECLINED**\n(1.2) She declined.")])
def test_reply_in_format_is_asked_for_once(store: Store, reply: Reply) -> None:
    with chat_server(reply) as server, writer(server.url) as chat:
        answer(store, chat)

    assert len(server.requests) == 1


def test_stopping_during_the_second_request_closes_it(store: Store) -> None:
    endless = Reply([event("word ")], endless=True)

    with chat_server(CHAT, endless) as server, writer(server.url) as chat:
        with closing(ask(ASKED, store, chat)) as steps:
            while len(server.requests) < 2:
                next(steps)
            next(steps)
        assert server.gone.wait(5)


# A prompt that is too long


@pytest.mark.parametrize(
    "refused",
    [
        TOO_LONG,
        refusal(400, "This model's maximum context length is 4096 tokens. However, you requested 6000 tokens"),
        refusal(400, "Trying to keep the first 5000 tokens when context the overflows: exceeds context length"),
        refusal(413, "Payload too large"),
        Reply(['data: {"error": {"message": "exceeds the context size"}}\n\n']),
    ],
)
def test_prompt_too_long_is_sent_again_with_half_of_its_passages(store: Store, refused: Reply) -> None:
    with chat_server(refused, whole("ANSWERED\n[1.2] Yes, it has changed.")) as server, writer(server.url) as chat:
        got = answer(store, chat)

    assert (got.outcome, got.notice) == ("answered", HALVED)
    long, short = (request["messages"][1]["content"].partition("</transcripts>")[0] for request in server.requests)
    assert 0 < len(short) <= 0.6 * len(long)
    assert short.strip() in long or short.splitlines()[1] in long


def test_prompt_that_is_too_long_twice_is_an_error(store: Store) -> None:
    with (
        chat_server(TOO_LONG, TOO_LONG) as server,
        writer(server.url) as chat,
        pytest.raises(ModelError, match="ONRECORD_CONTEXT_TOKENS"),
    ):
        answer(store, chat)

    assert len(server.requests) == 2


# Many at once


def numbered(number: int) -> str:
    return (
        "Harbour Times: What is planned for pier " + str(number) + "?\n"
        f"Ana Vell: The pier number {number} will be rebuilt in the year {2100 + number}, as planned.\n"
    )


def pier_asked(request: dict[str, Any]) -> Reply:
    """Cites the sentence about the pier that is asked about."""
    user = request["messages"][1]["content"]
    asked = re.findall(r"pier (\d+)", user.rpartition("Question:")[2])[-1]
    (marker,) = re.findall(rf"^(\[\d+\.\d+\]) answer: The pier number {asked} ", user, re.MULTILINE)
    return Reply(
        [*map(event, ["ANSWERED\n", f"{marker} The pier number {asked} ", "will be rebuilt."]), event(finish="stop")],
        pause=0.02,
    )


def test_twenty_questions_at_once_are_answered_and_none_is_mixed_up(empty_store: Store) -> None:
    add(empty_store, *(as_incoming(f"pier{n}.txt", numbered(n)) for n in range(20)))
    requests = [
        Request(n, f"What is planned for pier {n}?", (), Filters(transcripts=(f"pier{n}.txt",))) for n in range(20)
    ]
    printed: list[Mapping[str, Any]] = []

    with chat_server(by=pier_asked) as server, writer(server.url) as chat:
        failures = ask_requests(iter(requests), empty_store, chat, limit=8, at_once=20, print_json=printed.append)

    assert failures == 0
    assert [line["id"] for line in printed] == list(range(20))
    for line in printed:
        assert line["answer"] == f"The pier number {line['id']} will be rebuilt."
        assert line["citations"][0]["file"] == f"pier{line['id']}.txt"


def test_failing_server_fails_each_question_by_itself(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    requests = [Request(n, ASKED, (), Filters()) for n in range(20)]
    turn = iter(range(20))
    lock = threading.Lock()

    def every_second(_: dict[str, Any]) -> Reply:
        with lock:
            return GOOD if next(turn) % 2 else refusal(400, "no")

    printed: list[Mapping[str, Any]] = []
    # Nothing is left out of a request any more, so that each question is one request.
    with chat_server(by=every_second) as server, writer(server.url) as chat:
        chat._refused |= {"temperature", "stream_options"}
        failures = ask_requests(iter(requests), store, chat, limit=8, at_once=20, print_json=printed.append)

    assert failures == 10
    assert sum("error" in line for line in printed) == 10
    assert capsys.readouterr().err.count("error: ") == 10


# The cache of replies


def test_same_request_is_answered_from_the_cache_and_says_so(tmp_path: Path) -> None:
    with chat_server(GOOD) as server, writer(server.url) as chat:
        cached = CachedWriter(chat, History(tmp_path))
        first, again = (list(filter(None, cached.write(PROMPT))) for _ in range(2))

    assert first[-1] == Usage(40, 3)
    assert again == ["ANSWERED\n[1.2] Yes, it has changed.\n", Usage(is_cached=True)]
    assert len(server.requests) == 1


def test_another_model_or_prompt_is_another_request(tmp_path: Path) -> None:
    other = ChatWriter("other", base_url="http://127.0.0.1:9/v1")
    same = ChatWriter("tiny", base_url="http://127.0.0.1:9/v1", api_key="sk-other")
    chat = ChatWriter("tiny", base_url="http://127.0.0.1:9/v1")

    assert chat.identity(PROMPT) == same.identity(PROMPT) != other.identity(PROMPT)


@pytest.mark.parametrize(
    "broken", [Reply([event("ANSWERED\n")]), whole("ANSWERED\n[1.2] We", finish="length")], ids=["cut", "length"]
)
def test_reply_that_is_not_whole_is_not_kept(tmp_path: Path, broken: Reply) -> None:
    with chat_server(broken, GOOD) as server, writer(server.url) as chat:
        cached = CachedWriter(chat, History(tmp_path))
        with suppress(ModelError):
            list(cached.write(PROMPT))
        assert list(cached.write(PROMPT))[-1] == Usage(40, 3)


def test_closing_a_cached_writer_closes_the_connection_and_keeps_nothing(tmp_path: Path) -> None:
    with chat_server(Reply([event("word ")], endless=True)) as server, writer(server.url) as chat:
        cached = CachedWriter(chat, History(tmp_path))
        with closing(cached.write(PROMPT)) as pieces:
            next(filter(None, pieces))
        assert server.gone.wait(5)
    assert History(tmp_path).reply(chat.identity(PROMPT)) is None


def test_broken_cache_is_passed_by(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).write_text("this is no database" * 100)

    with chat_server(GOOD) as server, writer(server.url) as chat:
        assert list(CachedWriter(chat, History(tmp_path)).write(PROMPT))[-1] == Usage(40, 3)
    assert "kept answers cannot be used" in caplog.text
