"""What is given is what the descriptions say, field by field: over HTTP, as a stream, and by every MCP tool."""

import json
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp.client.client import Client
from starlette.testclient import TestClient

from assistant.contract import step_json
from assistant.guarding import Rules
from assistant.mcp_server import server_of
from assistant.offers import OFFERS, Desk, QuestionAsked, steps_of
from assistant.types import Answer
from store.store import Store
from tests.assistant.page_client import client_of
from tests.assistant.speeches import with_briefings
from tests.fakes import ScriptedWriter

REPLY = "ANSWERED\n[1.3] Norlandia will join the Halden accord on July 1.\n"
EVERY_FILTER = {
    "from": "2031-01-01",
    "to": "2031-12-31",
    "speaker": "Vell",
    "outlet": "Radio Fjord",
    "transcript": "june.txt",
    "non_answers": True,
}
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("ask", {"id": 7, "question": "What did Ana Vell say about the Halden accord in June 2031?"}),
    ("ask", {"question": "Who will pay for the new patrol boats?", "filters": EVERY_FILTER}),
    ("ask", {"question": "zebra", "filters": {"to": "1999-01-01"}}),
    ("search", {"id": {"a": [1]}, "question": "Halden accord"}),
    ("exchange", {"transcript": "march.txt", "exchange": 1}),
    ("transcripts", {}),
    ("quote", {"text": "Norlandia will join the Halden accord in its present form", "speaker": "Vell"}),
    ("quote", {"text": "Norlandia will not join … The quota of 12,000 tonnes is too low"}),
    ("quote", {"text": "We have signed nothing … The quota of 12,000 tonnes is too low for our coastal towns"}),
    ("quote", {"text": "The quota of herrings is a matter of the Halden moon"}),
    ("wording", {"text": "position on the Halden accord"}),
    ("wording", {}),
    ("non_answers", {}),
    ("non_answers", {"by": "month", "topic": "patrol boats"}),
]
FAILING = ("exchange", {"transcript": "nowhere", "exchange": 0})


@pytest.fixture(scope="module")
def briefings(library: Store) -> Store:
    return with_briefings(library)


@pytest.fixture(scope="module")
def client(briefings: Store) -> Iterator[TestClient]:
    with client_of(briefings, Rules(), ScriptedWriter(*REPLY)) as client:
        yield client


def given(client: TestClient, name: str, sent: dict[str, Any]) -> Any:
    is_read = next(offer for offer in OFFERS if offer.name == name).method == "GET"
    route = f"/api/v1/{name}"
    return (client.get(route, params=sent) if is_read else client.post(route, json=sent)).json()


def streamed(client: TestClient) -> list[Any]:
    told = client.post("/api/v1/ask/stream", json=ASKED[0][1]).text
    return [json.loads(line.removeprefix("data: ")) for line in told.splitlines() if line.startswith("data: ")]


def steps(store: Store) -> list[Any]:
    """What a stream tells before the answer: every step, where a quick stream leaves drafts out."""
    told = steps_of(Desk(store, ScriptedWriter(*REPLY)), QuestionAsked.model_validate(ASKED[0][1]))
    return [json.loads(json.dumps(step_json(step))) for step in told if not isinstance(step, Answer)]


def closed(schema: Any) -> Any:
    """The same, letting no field pass that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return {name: closed(one) for name, one in schema.items()} | shut


def faults(schema: Any, value: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(closed(schema)).iter_errors(value)
    return [f"{error.json_path}: {error.message[:300]}" for error in errors]


def described(client: TestClient, path: str, status: int = 200) -> Any:
    """The schema of what a route gives, with all that it refers to."""
    told = client.get("/api/v1/openapi.json").json()
    [route] = told["paths"][path].values()
    [content] = route["responses"][str(status)]["content"].values()
    return content["schema"] | {"components": told["components"]}


def told_objects(client: TestClient) -> dict[str, Any]:
    """The objects that are described, without those that are sent."""
    parts = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    return {name: one for name, one in parts.items() if not name.endswith("Asked") and not name.startswith("Sent")}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from objects(one)


@pytest.mark.parametrize(("name", "sent"), ASKED)
def test_result_has_the_described_fields_and_no_other(client: TestClient, name: str, sent: dict[str, Any]) -> None:
    assert faults(described(client, f"/{name}"), given(client, name, sent)) == []


def test_every_event_of_a_stream_is_described(client: TestClient, briefings: Store) -> None:
    schema = described(client, "/ask/stream")
    assert [fault for event in streamed(client) + steps(briefings) for fault in faults(schema, event)] == []


def test_failure_is_described(client: TestClient) -> None:
    for path in ("/exchange", "/ask/stream"):
        assert faults(described(client, path, 404), given(client, *FAILING)) == []


def test_every_object_described_was_among_these_results(client: TestClient, briefings: Store) -> None:
    results = [*steps(briefings), *(given(client, name, sent) for name, sent in (*ASKED, FAILING))]
    seen = {frozenset(one) for one in objects(results)}
    assert [name for name, one in told_objects(client).items() if frozenset(one["properties"]) not in seen] == []


def test_result_of_every_tool_is_as_the_tool_describes_it(briefings: Store) -> None:
    async def use() -> list[str]:
        async with Client(server_of(Desk(briefings, ScriptedWriter(*REPLY)))) as session:
            schemas = {tool.name: tool.output_schema for tool in (await session.list_tools()).tools}
            results = [(name, await session.call_tool(name, sent)) for name, sent in (*ASKED, FAILING)]
            assert set(schemas) == {name for name, _ in results}
            assert {schema["type"] for schema in schemas.values() if schema} == {"object"}
            return [fault for name, told in results for fault in faults(schemas[name], told.structured_content)]

    assert anyio.run(use) == []


def test_page_shows_every_field_of_every_result(client: TestClient) -> None:
    page = client.get("/api/v1/docs").text
    for name, schema in told_objects(client).items():
        shown = page.split(f'<h3 id="{name}">')[1].split("<h3")[0]
        assert all(f"<td><code>{field}</code></td>" in shown for field in schema["properties"]), name
    assert 'list of <a href="#Citation">Citation</a>' in page
