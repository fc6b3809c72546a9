"""Vectors from an OpenAI-compatible server: what is sent, what is taken, and each failure in words for the person."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import numpy as np
import pytest

from store.embedders import EmbeddingServer
from store.errors import EmbedderError
from store.server_embedder import ServerEmbedder

Answer = Callable[[list[str]], httpx2.Response]


def vectors(texts: list[str], *, dimensions: int = 3) -> httpx2.Response:
    """Vectors that tell the length of each text, in the wrong order."""
    rows = [{"index": i, "embedding": [len(text), 4.0, *[0.0] * (dimensions - 2)]} for i, text in enumerate(texts)]
    return httpx2.Response(200, json={"object": "list", "data": rows[::-1]})


def refusal(status: int, message: str = "", **error: Any) -> Answer:
    return lambda _: httpx2.Response(status, json={"error": {"message": message, **error}})


class Server:
    """Answers with a script, the last answer again and again."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(json.loads(request.content) | {"key": request.headers["Authorization"]})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(self.requests[-1]["input"])


def embedder(*answers: Answer, key: str | None = "the-key", retries: int = 0) -> tuple[ServerEmbedder, Server]:
    server = Server(*answers)
    client = httpx2.Client(transport=httpx2.MockTransport(server))
    there = EmbeddingServer("http://localhost:1234/v1", key, timeout=5)
    return ServerEmbedder("org/model:1", there, retries=retries, http_client=client), server


def test_vectors_come_in_the_order_of_the_texts_with_length_1() -> None:
    one, server = embedder(vectors)
    found = dict(one.embed(["aaa", "", "\ud800"]))
    assert np.allclose(found[0], [0.6, 0.8, 0]) and all(v.dtype == np.float32 for v in found.values())
    assert server.requests == [
        {"model": "org/model:1", "input": ["aaa", ".", "?"], "encoding_format": "float", "key": "Bearer the-key"}
    ]


def test_many_texts_are_sent_in_batches() -> None:
    one, server = embedder(vectors)
    found = list(one.embed([str(n) for n in range(150)]))
    assert [position for position, _ in found] == list(range(150))
    assert [len(request["input"]) for request in server.requests] == [64, 64, 22]


def test_the_fingerprint_names_the_model_and_its_dimensions() -> None:
    one, server = embedder(vectors)
    assert one.fingerprint == one.fingerprint == "org-model-1-3" and one.spec == "openai:org/model:1"
    assert len(server.requests) == 1


def test_tokens_are_counted_without_the_server_and_never_far_too_low() -> None:
    one, server = embedder(vectors)
    english, chinese, thai = one.count_tokens(
        ["Will the ferry sail in winter?", "渔业配额提高了", "เรือจะออกเดินทางในฤดูหนาวหรือไม่"]
    )
    assert english == 7 and chinese >= 7 and thai >= 20
    assert not server.requests


def test_a_question_that_is_too_long_is_cut() -> None:
    one, server = embedder(vectors)
    one.embed_query("ferry " * 2000)
    assert len(server.requests[0]["input"][0].split()) <= 400


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            refusal(401, "bad key the-key"),
            r"refused the key \(401\): bad key \*\*\* \(model org/model:1\). Check OPENAI",
        ),
        (refusal(403), r"refused the key \(403\) \(model"),
        (refusal(404, "no such model"), r"no such model .* Check ONRECORD_EMBEDDER"),
        (refusal(429, "slow down"), r"takes no more requests \(429\): slow down .* Wait a minute"),
        (refusal(429, code="insufficient_quota"), "Check the plan and billing"),
        (refusal(503, "loading"), r"is not ready \(503\): loading"),
        (refusal(500), r"answered with an error \(500\)"),
        (refusal(400, "input exceeds the context length"), r"too long \(400\).* sees at least 512 tokens"),
        (refusal(413), "too long"),
        (lambda _: httpx2.Response(200, text="<html>"), "not embeddings"),
        (lambda _: httpx2.Response(200, json={"data": []}), "not embeddings"),
        (lambda _: httpx2.Response(200, json={"data": [{"index": 0, "embedding": "AAAA"}]}), "not embeddings"),
        (lambda _: httpx2.Response(200, text='{"data": [{"index": 0, "embedding": [NaN]}]}'), "not embeddings"),
        (lambda texts: vectors([*texts, "one too many"]), "not embeddings"),
    ],
)
def test_each_failure_says_what_happened_and_what_to_do(answer: Answer, said: str) -> None:
    one, _ = embedder(answer)
    with pytest.raises(EmbedderError, match=said) as raised:
        list(one.embed(["a text"]))
    assert "the-key" not in str(raised.value) and "\n" not in str(raised.value)


def test_a_server_without_a_key_is_told_from_one_with_a_wrong_key() -> None:
    one, server = embedder(refusal(401), key=None)
    with pytest.raises(EmbedderError, match=r"wants a key \(401\).* Set OPENAI_API_KEY"):
        one.embed_query("x")
    assert server.requests[0]["key"] == "Bearer none"


def test_failures_that_may_pass_are_tried_again_by_the_client() -> None:
    again = [lambda _: httpx2.Response(503, headers={"retry-after-ms": "1"})] * 2
    one, server = embedder(*again, vectors, retries=2)
    assert len(list(one.embed(["a text"]))) == 1 and len(server.requests) == 3


def test_vectors_of_another_dimension_are_refused() -> None:
    one, _ = embedder(vectors, lambda texts: vectors(texts, dimensions=5))
    list(one.embed(["a text"]))
    with pytest.raises(EmbedderError, match="vectors of 5 dimensions where it sent 3 before"):
        list(one.embed(["a text"]))


def test_a_slow_server_is_not_waited_for() -> None:
    def slow(_: list[str]) -> httpx2.Response:
        raise httpx2.ReadTimeout("slow")

    one, _ = embedder(slow)
    with pytest.raises(EmbedderError, match=r"did not answer in time .* try again"):
        one.embed_query("x")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    one = ServerEmbedder("m", EmbeddingServer("http://me:secret@127.0.0.1:9/v1"), retries=0)
    with pytest.raises(EmbedderError, match=r"at http://127.0.0.1:9/v1 does not answer .* Start it, or correct"):
        one.embed_query("x")


@pytest.mark.parametrize(("url", "said"), [(None, "needs a key"), ("localhost:1234", "no valid address")])
def test_what_cannot_be_asked_is_told_before_anything_is_sent(url: str | None, said: str) -> None:
    with pytest.raises(EmbedderError, match=said):
        ServerEmbedder("m", EmbeddingServer(url)).embed_query("x")
