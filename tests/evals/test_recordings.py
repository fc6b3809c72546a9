"""Replies kept and replayed: the real client over a loopback server, then over nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from assistant.errors import ModelError
from assistant.llm import ChatWriter
from assistant.types import Usage
from evals.recordings import NOWHERE, MissingRecordingError, RecordingError, Recordings, asking, request_key
from tests.assistant.chat_server import Reply, chat_server, event, refusal, whole
from tests.assistant.scenes import PROMPT

KEY = "sk-test-0123456789"
OTHER = replace(PROMPT, user="something else")
THIRD = replace(PROMPT, user="something else again")


@contextmanager
def recording(recordings: Recordings, url: str) -> Iterator[ChatWriter]:
    with httpx2.Client(transport=recordings.recorder(url, KEY)) as client:
        yield ChatWriter("tiny", api_key=KEY, base_url=url, http_client=client, retries=0)


@contextmanager
def replaying(recordings: Recordings) -> Iterator[ChatWriter]:
    with httpx2.Client(transport=recordings.replayer()) as client:
        yield ChatWriter("tiny", base_url=NOWHERE, http_client=client, retries=0)


def test_reply_is_replayed_byte_for_byte_without_a_server(tmp_path: Path) -> None:
    path = tmp_path / "s.recordings.jsonl"
    with (
        chat_server(whole("ANSWERED\n", "[1.2] ", "Nein – ünï.")) as server,
        recording(Recordings(path), server.url) as w,
    ):
        first = list(w.write(PROMPT))
    with replaying(Recordings(path)) as writer:
        assert list(writer.write(PROMPT)) == first == ["ANSWERED\n", "[1.2] ", "Nein – ünï.", Usage(40, 3)]


def test_recording_holds_no_key_host_or_prompt(tmp_path: Path) -> None:
    path = tmp_path / "s.recordings.jsonl"
    reply = whole(f"ANSWERED\n[1.2] the key is {KEY}")
    with chat_server(reply) as server, recording(Recordings(path), server.url) as writer, asking("treaty"):
        list(writer.write(PROMPT))
        host = server.url.split("//")[1].split("/")[0]
    text = path.read_text()
    assert KEY not in text and host not in text and "Bearer" not in text and PROMPT.system not in text
    assert json.loads(text)["case"] == "treaty" and json.loads(text)["model"] == "tiny"


def test_key_of_a_request_is_the_same_for_every_host_and_order_of_keys() -> None:
    one = httpx2.Request("POST", "http://a/v1/chat/completions", content=b'{"a": 1, "b": [2]}')
    other = httpx2.Request("POST", "https://b:1/x/v2/chat/completions", content=b'{"b":[2],"a":1}')
    third = httpx2.Request("POST", "http://a/v1/chat/completions", content=b'{"a": 1, "b": [3]}')
    assert request_key(one, "/v1") == request_key(other, "/x/v2/") != request_key(third, "/v1")


def test_miss_in_replay_names_the_question_and_the_mend(tmp_path: Path) -> None:
    path = tmp_path / "s.recordings.jsonl"
    with chat_server(whole("ANSWERED\n[1.1] Yes.")) as server, recording(Recordings(path), server.url) as writer:
        list(writer.write(PROMPT))
    kept = Recordings(path)
    with replaying(kept) as writer, asking("envoy"), pytest.raises(MissingRecordingError) as caught:
        list(writer.write(OTHER))
    assert "envoy" in caught.value.problem and "--mode record --only envoy" in caught.value.mend
    assert kept.missed == {"envoy"}


def test_refused_option_is_replayed_with_the_reply_that_follows(tmp_path: Path) -> None:
    path = tmp_path / "s.recordings.jsonl"
    replies = refusal(400, "temperature is not supported"), whole("ANSWERED\n", "[1.1] Yes.")
    with chat_server(*replies) as server, recording(Recordings(path), server.url) as writer:
        list(writer.write(PROMPT))
    with replaying(Recordings(path)) as writer:
        assert "".join(p for p in writer.write(PROMPT) if isinstance(p, str)) == "ANSWERED\n[1.1] Yes."


@pytest.mark.parametrize("reply", [refusal(503, "loading"), Reply([event("ANSW")], cut=True)])
def test_failures_are_not_kept(tmp_path: Path, reply: Reply) -> None:
    path = tmp_path / "s.recordings.jsonl"
    with chat_server(reply) as server, recording(Recordings(path), server.url) as writer, pytest.raises(ModelError):
        list(writer.write(PROMPT))
    assert not path.exists()


def test_recording_again_drops_what_the_question_no_longer_asks(tmp_path: Path) -> None:
    path = tmp_path / "s.recordings.jsonl"
    with chat_server(whole("A"), whole("B"), whole("C")) as server:
        for asked, question in ((PROMPT, "treaty"), (OTHER, "envoy")):
            with recording(Recordings(path), server.url) as writer, asking(question):
                list(writer.write(asked))
        again = Recordings(path)
        with recording(again, server.url) as writer, asking("treaty"):
            list(writer.write(THIRD))
        again.tidy()
    assert sorted(json.loads(line)["case"] for line in path.read_text().splitlines()) == ["envoy", "treaty"]
    assert len(Recordings(path)) == 2


def test_piece_of_a_line_is_survived_and_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.recordings.jsonl"
    path.write_text('{"key": "abc", "ca')
    with chat_server(whole("A")) as server, recording(Recordings(path), server.url) as writer:
        list(writer.write(PROMPT))
    with pytest.raises(RecordingError, match=r"line 1: this is no recording\. Take the line away"):
        Recordings(path)
