"""The routes for programs: the contract's JSON, errors in one shape, answers as a stream."""

import json
from collections.abc import Iterator

import anyio
import httpx2
import pytest
from starlette.testclient import TestClient

from assistant.api import _events
from assistant.errors import ModelError
from assistant.guarding import Rules
from assistant.llm import ChatWriter
from assistant.offers import OFFERS, Desk, QuestionAsked
from assistant.types import Prompt, Usage
from store.store import Store
from tests.assistant.chat_server import ChatServer, Reply, chat_server
from tests.assistant.page_client import client_of
from tests.fakes import ScriptedWriter

REPLY = "ANSWERED\n[1.3] Norlandia will join the Halden accord on July 1.\n"


class FailingWriter(ScriptedWriter):
    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        yield "ANSWERED\n"
        raise ModelError("The model's server broke off.", "Ask again.", can_retry=True)


@pytest.fixture(scope="module")
def client(library: Store) -> Iterator[TestClient]:
    with client_of(library, Rules(), ScriptedWriter(*REPLY)) as client:
        yield client


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    parted = (event.split("\n", 1) for event in text.strip().split("\n\n"))
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in parted]


def test_answer_is_the_contracts_and_its_quotes_are_the_transcripts(client: TestClient, library: Store) -> None:
    answer = client.post("/api/v1/ask", json={"id": 7, "question": "Will Norlandia join the Halden accord?"}).json()
    assert (answer["id"], answer["outcome"]) == (7, "answered")
    assert answer["statements"][0]["citations"] == [1]
    for citation in answer["citations"]:
        text = library.transcript(citation["transcript"]).reading.text
        assert citation["quote"] == text[citation["start"] : citation["end"]]


def test_filters_hold_as_in_a_batch(client: TestClient) -> None:
    filters = {"from": "2031-06-01", "outlet": ["Harbour Times"], "understood": "off"}
    found = client.post("/api/v1/search", json={"question": "accord", "filters": filters, "limit": 5}).json()
    assert {hit["date"] for hit in found["hits"]} == {"2031-06-10"}
    assert {hit["outlet"] for hit in found["hits"]} == {"Harbour Times"}


def test_conversation_makes_a_follow_up(client: TestClient) -> None:
    history = [{"role": "user", "content": "Will Norlandia join the Halden accord?"}]
    answer = client.post("/api/v1/ask", json={"question": "And why?", "history": history}).json()
    assert "Halden" in answer["standalone"]


def test_stream_tells_every_step_and_ends_with_the_same_answer(client: TestClient) -> None:
    sent = {"question": "Will Norlandia join the Halden accord?"}
    answer = client.post("/api/v1/ask/stream", json=sent)
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = events(answer.text)
    names = [name for name, _ in told]
    assert names[0] == "searched" and names[-1] == "answer" and set(names[1:-1]) <= {"draft"}
    plain = client.post("/api/v1/ask", json=sent).json()
    assert told[-1][1]["citations"] == plain["citations"]


def test_stream_that_fails_ends_with_the_problem(library: Store) -> None:
    with client_of(library, Rules(), FailingWriter()) as client:
        told = events(client.post("/api/v1/ask/stream", json={"question": "Will it join?"}).text)
        assert told[-1] == ("error", {"error": {"problem": "The model's server broke off.", "mend": "Ask again."}})
        assert client.post("/api/v1/ask", json={"question": "Will it join?"}).status_code == 502


def test_client_that_goes_away_ends_a_request_that_nothing_has_come_of(library: Store) -> None:
    async def read(writer: ChatWriter) -> None:
        async for event in _events(Desk(library, writer), QuestionAsked(question="Will it join?")):
            assert event.startswith("event: searched")

    async def leave(server: ChatServer, writer: ChatWriter) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(read, writer)
            while not server.requests:
                await anyio.sleep(0.01)
            group.cancel_scope.cancel()

    with chat_server(Reply(silent=True)) as server, httpx2.Client(trust_env=False) as client:
        anyio.run(leave, server, ChatWriter("tiny", base_url=server.url, http_client=client))
        assert server.gone.wait(3)


def test_exchange_is_whole_with_its_neighbours(client: TestClient, library: Store) -> None:
    text = library.transcript("march.txt").reading.text
    found = client.get("/api/v1/exchange", params={"transcript": "march.txt", "exchange": 1}).json()
    assert (found["previous"], found["exchange"], found["next"]) == (0, 1, None)
    turns = found["question"] + found["answer"]
    assert [turn["text"] for turn in turns] == [text[turn["start"] : turn["end"]] for turn in turns]
    assert (turns[0]["outlet"], turns[-1]["speaker"]) == ("Radio Fjord", "Ana Vell")
    assert all(one["quote"] == text[one["start"] : one["end"]] for one in found["sentences"])


def test_transcripts_are_listed_newest_first_and_in_parts(client: TestClient) -> None:
    first = client.get("/api/v1/transcripts", params={"limit": 1}).json()
    rest = client.get("/api/v1/transcripts", params={"offset": 1}).json()
    assert first["total"] == 2
    assert [one["file"] for one in first["transcripts"] + rest["transcripts"]] == ["june.txt", "march.txt"]


def test_altered_quote_is_told_with_its_difference(client: TestClient, library: Store) -> None:
    sent = {"id": 3, "text": "Norlandia will join the Halden accord in its present form", "speaker": "Vell"}
    check = client.post("/api/v1/quote", json=sent).json()
    assert (check["id"], check["verdict"], check["cut"]["kind"]) == (3, "altered", "negation")
    [match] = check["matches"]
    text = library.transcript(match["transcript"]).reading.text
    assert match["quote"] == text[match["start"] : match["end"]]
    assert ["delete", "not "] in match["diff"]


def test_speaker_among_the_filters_is_the_one_claimed_to_have_said_a_quote(client: TestClient) -> None:
    sent = {"text": "you have already signed it in secret", "filters": {"speaker": "Ana Vell"}}
    assert client.post("/api/v1/quote", json=sent).json()["verdict"] == "other_speaker"


def test_wording_of_a_topic_and_repeated_lines_are_given(client: TestClient) -> None:
    found = client.post("/api/v1/wording", json={"text": "Halden accord"}).json()
    assert (found["count"], found["first"], found["last"]) == (2, "2031-03-04", "2031-06-10")
    assert set(client.post("/api/v1/wording", json={}).json()) == {"repeated", "new", "new_since", "searched"}


def test_non_answers_are_counted(client: TestClient) -> None:
    found = client.post("/api/v1/non_answers", json={"by": "outlet"}).json()
    assert (found["all"]["declined"], found["all"]["asked"]) == (1, 4)
    assert {one["name"]: one["declined"] for one in found["shares"]} == {"Radio Fjord": 1, "Harbour Times": 0}


@pytest.mark.parametrize(
    ("method", "route", "sent", "status"),
    [
        ("POST", "ask", {}, 422),
        ("POST", "ask", {"question": ""}, 422),
        ("POST", "ask", {"question": " ?"}, 422),
        ("POST", "search", {"question": " ?"}, 422),
        ("POST", "ask", {"question": "x" * 4001}, 422),
        ("POST", "ask", {"question": "x", "filters": {"from": "yesterday"}}, 422),
        ("POST", "ask", {"question": "x", "filter": {}}, 422),
        ("POST", "search", {"question": "x", "limit": 0}, 422),
        ("POST", "quote", {"text": ""}, 422),
        ("POST", "quote", {"text": "!?"}, 400),
        ("POST", "wording", {"text": "x", "limit": 0}, 422),
        ("POST", "non_answers", {"by": "day"}, 422),
        ("GET", "exchange?transcript=nowhere&exchange=0", None, 404),
        ("GET", "exchange?transcript=march.txt&exchange=99", None, 404),
        ("GET", "exchange?transcript=march.txt", None, 422),
        ("GET", "ask", None, 405),
        ("GET", "nothing", None, 404),
    ],
)
def test_every_failure_says_what_happened_and_what_to_do(
    client: TestClient, method: str, route: str, sent: object, status: int
) -> None:
    answer = client.request(method, f"/api/v1/{route}", json=sent)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"problem", "mend"} and all(answer.json()["error"].values())


def test_body_that_is_no_json_is_told_as_such(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code == 422 and "JSON" in answer.json()["error"]["problem"]


def test_description_names_everything_on_offer_and_the_page_runs_no_script(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {f"/{offer.name}" for offer in OFFERS} | {"/ask/stream"}
    page = client.get("/api/v1/docs").text
    assert all(f"/api/v1{path}" in page for path in described["paths"])
    assert "<script" not in page and "http://" not in page.replace("http://127.0.0.1:7860", "")
