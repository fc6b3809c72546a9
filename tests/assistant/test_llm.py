"""A model server, well and unwell. Nothing is patched: the true client over a loopback server or a transport."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx2
import pytest

from assistant.calls import THREAD
from assistant.errors import ModelError
from assistant.llm import ChatWriter
from assistant.types import Usage
from tests.assistant.chat_server import DONE, SSE, Reply, chat_server, counted, event, refusal, whole
from tests.assistant.scenes import PROMPT

KEY = "sk-test-0123456789"
URL = "http://models.test/v1"


@contextmanager
def writer(url: str, *, key: str | None = KEY, timeout: float = 5) -> Iterator[ChatWriter]:
    with httpx2.Client(trust_env=False) as client:
        yield ChatWriter("tiny", api_key=key, base_url=url, timeout=timeout, http_client=client)


@contextmanager
def over(answer: Callable[[httpx2.Request], httpx2.Response], **options: Any) -> Iterator[ChatWriter]:
    """A writer whose requests `answer` answers, without a socket."""
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as client:
        settings = {"api_key": KEY, "base_url": URL, "timeout": 5, **options}
        yield ChatWriter("tiny", http_client=client, **settings)


def streamed(*lines: str, content_type: str = SSE) -> Callable[[httpx2.Request], httpx2.Response]:
    return lambda _: httpx2.Response(200, headers={"content-type": content_type}, text="".join(lines))


def told(pieces: Iterator[str | Usage]) -> Iterator[str | Usage]:
    """The pieces that say something."""
    return filter(None, pieces)


def written(by: ChatWriter) -> list[str | Usage]:
    return list(told(by.write(PROMPT)))


def failure(by: ChatWriter) -> ModelError:
    """The error a reply ends in; it names the server and the model, never the key."""
    with pytest.raises(ModelError) as caught:
        written(by)
    assert "The server at " in caught.value.problem
    assert "tiny" in caught.value.problem
    assert KEY not in str(caught.value)
    assert caught.value.mend
    return caught.value


# A reply as it should be


def test_reply_is_streamed_piece_by_piece_with_usage_last() -> None:
    with chat_server(whole("ANSWERED\n", "[1.2] ", "No.")) as server, writer(server.url) as chat:
        assert written(chat) == ["ANSWERED\n", "[1.2] ", "No.", Usage(40, 3)]

    assert server.requests[0]["messages"] == [
        {"role": "system", "content": PROMPT.system},
        {"role": "user", "content": PROMPT.user},
    ]
    assert server.requests[0]["stream_options"] == {"include_usage": True}
    assert server.keys == [f"Bearer {KEY}"]


def test_local_server_needs_no_key() -> None:
    with chat_server(whole("ANSWERED")) as server, writer(server.url, key=None) as chat:
        assert written(chat)[0] == "ANSWERED"


def test_hosted_service_without_a_key_is_not_asked() -> None:
    with over(streamed(), api_key=None, base_url=None) as chat:
        assert "OPENAI_API_KEY" in failure(chat).mend


def test_writer_without_a_server_can_be_made() -> None:
    assert ChatWriter("tiny", budget=700).budget == 700


def test_empty_pieces_and_reasoning_are_not_part_of_the_reply() -> None:
    lines = [event(None, role="assistant"), event(None, reasoning_content="Hm."), event(""), event("ANSWERED")]

    with over(streamed(*lines, event(finish="stop"), DONE)) as chat:
        assert written(chat) == ["ANSWERED", Usage()]


@pytest.mark.parametrize("finish", ["length", "model_length"])
def test_reply_at_the_length_limit_says_so(finish: str) -> None:
    with over(streamed(event("ANSWERED\n[1.2] We"), event(finish=finish), counted(9, 5), DONE)) as chat:
        assert written(chat)[-1] == Usage(9, 5, cut_short=True)


def test_connection_lost_after_the_end_takes_nothing_away() -> None:
    with chat_server(Reply([event("ANSWERED"), event(finish="stop")], cut=True)) as server, writer(server.url) as chat:
        assert written(chat) == ["ANSWERED", Usage()]


def test_closing_the_iterator_closes_the_connection() -> None:
    with chat_server(Reply([event("word ")], endless=True)) as server, writer(server.url) as chat:
        with closing(chat.write(PROMPT)) as pieces:
            next(told(pieces))

        assert server.gone.wait(5)


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Unsupported parameter: stream_options", {"temperature"}),
        ("temperature: only the default is supported", {"stream_options"}),
        ("Extra inputs are not permitted", set[str]()),
    ],
)
def test_server_that_refuses_an_extra_is_asked_again_without_it(message: str, left: set[str]) -> None:
    replies = [refusal(400, message), whole("ANSWERED"), whole("ANSWERED")]

    with chat_server(*replies) as server, writer(server.url) as chat:
        assert written(chat) == written(chat)

    extras = [{"temperature", "stream_options"} & set(request) for request in server.requests]
    assert extras == [{"temperature", "stream_options"}, left, left]


def test_server_that_refuses_one_extra_after_the_other_is_asked_more_plainly_each_time() -> None:
    replies = [refusal(400, "no 'max_tokens'"), refusal(400, "'temperature' does not support 0"), whole("Will it?")]

    with chat_server(*replies) as server, writer(server.url) as chat:
        assert [*told(chat.brief(PROMPT))] == ["Will it?", Usage(40, 1)]

    extras = [{"temperature", "stream_options", "max_tokens"} & set(request) for request in server.requests]
    assert extras == [
        {"temperature", "stream_options", "max_tokens"},
        {"temperature", "stream_options"},
        {"stream_options"},
    ]


def test_request_can_be_ended_before_anything_has_come() -> None:
    with chat_server(Reply(silent=True)) as server, writer(server.url) as chat:
        with closing(chat.write(PROMPT)) as pieces:
            while not server.requests:
                assert next(pieces) == ""
        assert server.gone.wait(3)


def test_every_request_has_a_connection_of_its_own_that_can_be_cut() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return streamed(event("ANSWERED"), event(finish="stop"))(request)

    with over(answer) as chat:
        written(chat)
    assert (asked[0].headers["connection"], "trace" in asked[0].extensions) == ("close", True)


def test_wait_for_a_busy_server_can_be_ended() -> None:
    before = set(threading.enumerate())
    with chat_server(refusal(429, "slow down", retry_after="60")) as server, writer(server.url) as chat:
        with closing(chat.write(PROMPT)) as pieces:
            assert next(pieces) == ""
            [thread] = [one for one in set(threading.enumerate()) - before if one.name == THREAD]
        thread.join(3)
        assert not thread.is_alive()
        assert len(server.requests) == 1


def test_busy_server_is_asked_again_after_the_time_it_names() -> None:
    with chat_server(refusal(429, "slow down", retry_after_ms="5"), whole("ANSWERED")) as server:
        with writer(server.url) as chat:
            assert written(chat)[0] == "ANSWERED"
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("raised", "times"),
    [
        (httpx2.ConnectError("refused"), 2),
        (httpx2.ConnectTimeout("timed out"), 2),
        (httpx2.ReadTimeout("timed out"), 1),
        (httpx2.ReadError("reset"), 1),
        (httpx2.RemoteProtocolError("disconnected"), 1),
    ],
)
def test_request_that_may_have_been_taken_is_not_sent_twice(raised: httpx2.TransportError, times: int) -> None:
    sent = []

    def fail(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        raise raised

    with over(fail, retries=1) as chat:
        failure(chat)
    assert len(sent) == times


@pytest.mark.parametrize(
    "reply", [refusal(429, "pay", code="insufficient_quota"), refusal(429, "x", retry_after="3600")]
)
def test_server_that_has_no_room_for_long_is_asked_once(reply: Reply) -> None:
    with chat_server(reply) as server, writer(server.url) as chat:
        assert "no more requests" in failure(chat).problem
        assert len(server.requests) == 1


def test_server_that_takes_a_request_and_says_nothing_is_told_after_one_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with writer(f"http://127.0.0.1:{silent.getsockname()[1]}/v1", timeout=0.2) as chat:
            assert "sent nothing for 0.2 seconds" in failure(chat).problem
        silent.settimeout(0.1)
        with closing(silent.accept()[0]), pytest.raises(TimeoutError):
            silent.accept()


# What goes wrong


@pytest.mark.parametrize(
    ("reply", "problem", "mend", "can_retry"),
    [
        (refusal(401, f"Incorrect API key provided: {KEY}"), "refused the key", "OPENAI_API_KEY", False),
        (refusal(403, "no access"), "refused the key", "OPENAI_API_KEY", False),
        (refusal(404, "The model `tiny` does not exist"), "does not know the model", "OPENAI_BASE_URL", False),
        (refusal(400, "model 'tiny' not found"), "does not know the model", "ONRECORD_MODEL", False),
        (refusal(400, "x", code="context_length_exceeded"), "too long", "ONRECORD_CONTEXT_TOKENS", False),
        (refusal(400, "exceeds the available context size"), "too long", "ONRECORD_CONTEXT_TOKENS", False),
        (refusal(413, "big"), "too long", "ONRECORD_CONTEXT_TOKENS", False),
        (refusal(400, "bad request"), "(400): bad request", "ONRECORD_MODEL", False),
        (Reply(['[{"error": {"message": "bad"}}]'], 400, "application/json"), "(400): bad (", "ONRECORD_MODEL", False),
        (refusal(429, "slow down"), "no more requests", "again", True),
        (refusal(429, "pay", code="insufficient_quota"), "no more requests", "billing", False),
        (refusal(402, "Insufficient Balance"), "no more requests (402): Insufficient Balance", "billing", False),
        (refusal(503, "Loading model"), "not ready (503): Loading model", "loading", True),
        (refusal(500, "boom"), "(500): boom", "again", True),
        (Reply(["<html>Bad gateway</html>"], 502, "text/html"), "an error (502) (model", "again", True),
    ],
)
def test_refusal_says_what_happened_and_what_to_do(reply: Reply, problem: str, mend: str, can_retry: bool) -> None:
    replies = [Reply(reply.lines, reply.status, reply.content_type, {"retry-after-ms": "5"})] * 3

    with chat_server(*replies) as server, writer(server.url) as chat:
        error = failure(chat)

    assert problem in error.problem
    assert mend in error.mend
    assert error.can_retry == can_retry


@pytest.mark.parametrize(("status", "sent"), [(503, 3), (500, 3), (504, 1), (524, 1), (501, 1)])
def test_what_a_server_may_be_working_on_is_not_sent_again(status: int, sent: int) -> None:
    seen: list[httpx2.Request] = []

    def refuse(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(status, json={}, headers={"retry-after-ms": "1"})

    with over(refuse) as chat:
        failure(chat)

    assert len(seen) == sent


def test_server_that_wants_a_key_says_where_to_set_it() -> None:
    with chat_server(refusal(401, "missing key")) as server, writer(server.url, key=None) as chat:
        assert failure(chat).mend == "Set OPENAI_API_KEY."


def test_unknown_model_names_those_the_server_offers() -> None:
    with chat_server(refusal(404, "no such model"), models=["small", "large"]) as server, writer(server.url) as chat:
        assert "It offers large, small: set ONRECORD_MODEL" in failure(chat).mend


def test_refusal_carries_the_request_id() -> None:
    with over(lambda _: httpx2.Response(400, json={}, headers={"x-request-id": "r-7"})) as chat:
        assert failure(chat).request_id == "r-7"


def test_nobody_listening_is_told_with_the_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with writer(url) as chat:
            error = failure(chat)

    assert f"The server at {url} does not answer (model tiny)" in error.problem
    assert error.can_retry


@pytest.mark.parametrize(
    ("raised", "problem"),
    [
        (httpx2.ConnectError("[Errno -2] Name or service not known"), "no such host"),
        (httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "certificate"),
        (httpx2.ConnectTimeout("timed out"), "cannot be reached"),
        (httpx2.ReadTimeout("timed out"), "sent nothing for 5 seconds"),
        (httpx2.RemoteProtocolError("disconnected"), "closed the connection"),
        (httpx2.LocalProtocolError(f"Illegal header value b'Bearer {KEY}'"), "cannot be sent this key"),
    ],
)
def test_connection_that_fails_is_told_in_words(raised: httpx2.TransportError, problem: str) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise raised

    with over(fail, retries=0) as chat:
        assert problem in failure(chat).problem


@pytest.mark.parametrize("url", ["localhost:11434/v1", "models", "http://[::1", "http://models.test:port/v1"])
def test_address_that_is_none_is_told(url: str) -> None:
    with writer(url) as chat:
        error = failure(chat)

    assert "OPENAI_BASE_URL" in error.mend
    assert not error.can_retry


def test_address_is_shown_without_its_password() -> None:
    with over(streamed(), base_url="http://me:secret@models.test/v1") as chat:
        assert "secret" not in str(failure(chat))


def test_key_with_a_foreign_letter_is_told() -> None:
    with over(streamed(), api_key="sk-schlüssel") as chat:
        assert "OPENAI_API_KEY" in failure(chat).mend


def test_silence_between_pieces_ends_in_an_error_after_what_came() -> None:
    slow = Reply([event("ANSWERED\n"), event("late")], pause=1)

    with chat_server(slow) as server, writer(server.url, timeout=0.1) as chat:
        pieces = told(chat.write(PROMPT))
        assert next(pieces) == "ANSWERED\n"
        with pytest.raises(ModelError, match=r"sent nothing for 0\.1 seconds.*ONRECORD_TIMEOUT"):
            next(pieces)


@pytest.mark.parametrize("line", [": PROCESSING\n\n", event(role="assistant"), "data: {}\n\n"])
def test_what_says_nothing_is_silence(line: str) -> None:
    with chat_server(Reply([line], endless=True)) as server, writer(server.url, timeout=0.3) as chat:
        assert "sent nothing for 0.3 seconds" in failure(chat).problem
        assert server.gone.wait(3)


def test_words_of_reasoning_are_a_sign_of_life() -> None:
    lines = [event(None, reasoning_content="Hm."), event(None, reasoning="Well."), event("ANSWERED")]

    with over(streamed(*lines, event(finish="stop"), DONE)) as chat:
        pieces = list(chat.write(PROMPT))
    assert pieces.count("") >= 2
    assert list(told(iter(pieces))) == ["ANSWERED", Usage()]


@pytest.mark.parametrize("delta", [{"content": "word "}, {"reasoning_content": "Hm."}])
def test_brief_reply_takes_no_longer_however_much_comes(delta: dict[str, str]) -> None:
    with chat_server(Reply([event(**delta)], endless=True)) as server, writer(server.url, timeout=0.3) as chat:
        with pytest.raises(ModelError, match="sent nothing"):
            list(chat.brief(PROMPT))
        assert server.gone.wait(3)


@pytest.mark.parametrize(
    ("tail", "problem"),
    [
        ([], "in the middle of the reply"),
        ([DONE], "in the middle of the reply"),
        (["data: {oops\n\n"], "not a chat completion"),
        (['data: {"error": {"message": "out of memory", "code": 500}}\n\n'], "while writing: out of memory"),
        (['data: {"error": "boom"}\n\n'], "while writing: boom"),
        (['data: {"error": {"message": "exceeds the context size"}}\n\n'], "too long"),
        ([event(finish="content_filter")], "content filter"),
        ([event(finish="error"), DONE], "in the middle of the reply"),
        ([event(finish="abort"), DONE], "in the middle of the reply"),
        ([event(finish="insufficient_system_resource"), DONE], "in the middle of the reply"),
    ],
)
def test_reply_that_breaks_off_raises_after_what_came(tail: list[str], problem: str) -> None:
    with over(streamed(event("ANSWERED\n"), *tail)) as chat:
        pieces = told(chat.write(PROMPT))
        assert next(pieces) == "ANSWERED\n"
        with pytest.raises(ModelError) as caught:
            next(pieces)
    assert problem in caught.value.problem


def test_connection_cut_in_the_middle_raises_after_what_came() -> None:
    with chat_server(Reply([event("ANSWERED\n")], cut=True)) as server, writer(server.url) as chat:
        pieces = told(chat.write(PROMPT))
        assert next(pieces) == "ANSWERED\n"
        with pytest.raises(ModelError, match="before the reply was complete") as caught:
            next(pieces)
    assert caught.value.can_retry


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<html>Sign in</html>", "text/html"),
        ('{"choices": [{"message": {"content": "ANSWERED"}}]}', "application/json"),
        ("", SSE),
    ],
)
def test_something_else_with_status_200_is_told(body: str, content_type: str) -> None:
    with over(streamed(body, content_type=content_type)) as chat:
        error = failure(chat)

    assert f"({content_type})" in error.problem
    assert "/v1" in error.mend


@pytest.mark.parametrize("finish", ["stop", "length"])
def test_reply_without_a_word_is_an_error(finish: str) -> None:
    with over(streamed(event(None, reasoning_content="Hm."), event(finish=finish), DONE)) as chat:
        assert "wrote no answer" in failure(chat).problem


def test_chunks_of_odd_shapes_are_passed_over() -> None:
    odd = ["data: 5\n\n", "data: null\n\n", "data: {}\n\n", 'data: {"choices": [{"delta": null}]}\n\n']

    with over(streamed(*odd, event("ANSWERED"), event(finish="stop"))) as chat:
        assert written(chat) == ["ANSWERED", Usage()]


# The models of a server


def test_models_of_the_server_are_listed() -> None:
    with chat_server(models=["small", "large"]) as server, writer(server.url) as chat:
        assert chat.available_models() == ["large", "small"]


@pytest.mark.parametrize(("body", "listed"), [({"data": None}, []), ([], []), ({"data": [{"id": "a"}, 3]}, ["a"])])
def test_list_of_models_may_be_odd(body: object, listed: list[str]) -> None:
    with over(lambda _: httpx2.Response(200, text=json.dumps(body))) as chat:
        assert chat.available_models() == listed


def test_page_instead_of_models_is_told() -> None:
    page = streamed("<html></html>", content_type="text/html")

    with over(page) as chat, pytest.raises(ModelError, match="OPENAI_BASE_URL"):
        chat.available_models()
