"""The MCP server, asked by the protocol's own client: on stdio and over HTTP, behind the guard."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from gradio_client import Client
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from assistant.guarding import Rules
from assistant.offers import OFFERS
from assistant.users import Users
from store.store import Store
from tests.assistant.page_client import serving, users_in
from tests.fakes import ScriptedWriter

REPLY = "ANSWERED\n[1.3] Norlandia will join the Halden accord on July 1.\n"
QUESTION = {"question": "Will Norlandia join the Halden accord?"}


@asynccontextmanager
async def over_http(address: str, token: str | None = None) -> AsyncIterator[ClientSession]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as client,  # the SDK's own client waits as patiently
        streamable_http_client(f"{address}/mcp", http_client=client) as (received, sent, *_),
        ClientSession(received, sent) as session,
    ):
        await session.initialize()
        yield session


def structured(result: Any) -> dict[str, Any]:
    assert json.loads(result.content[0].text) == result.structured_content
    value: dict[str, Any] = result.structured_content
    return value


def test_client_over_http_asks_and_reads_the_context(store: Store) -> None:
    async def use(address: str) -> None:
        async with over_http(address) as session:
            tools = (await session.list_tools()).tools
            assert [tool.name for tool in tools] == [offer.name for offer in OFFERS]
            answer = structured(await session.call_tool("ask", QUESTION))
            cited = answer["citations"][0]
            where = {"transcript": cited["transcript"], "exchange": cited["exchange"]}
            exchange = structured(await session.call_tool("exchange", where))
            assert cited["quote"] in [one["quote"] for one in exchange["sentences"]]
            assert structured(await session.call_tool("transcripts", {}))["total"] == 2
            assert structured(await session.call_tool("search", QUESTION))["hits"]
            checked = structured(
                await session.call_tool("quote", {"text": "We have signed nothing", "speaker": "Vell"})
            )
            assert (checked["verdict"], checked["matches"][0]["date"]) == ("exact", "2031-03-04")

    with serving(store, Rules(), ScriptedWriter(REPLY)) as address:
        anyio.run(use, address)


def test_client_over_http_gets_in_only_with_a_token(store: Store, tmp_path: Path) -> None:
    users, token = users_in(tmp_path)

    async def use(address: str) -> None:
        async with over_http(address, token) as session:
            assert structured(await session.call_tool("transcripts", {}))["total"] == 2
        with pytest.raises(BaseException) as raised:
            async with over_http(address):
                pass
        assert not isinstance(raised.value, KeyboardInterrupt)

    with serving(store, Rules(users, names=None), ScriptedWriter(REPLY)) as address:
        assert httpx2.post(f"{address}/mcp", json={}).status_code == 401
        anyio.run(use, address)
    assert isinstance(users, Users)


def test_failures_are_told_to_the_client_in_words(store: Store) -> None:
    async def use(address: str) -> None:
        async with over_http(address) as session:
            for name, sent in (
                ("exchange", {"transcript": "nowhere", "exchange": 0}),
                ("ask", {}),
                ("search", {"question": "x", "limit": "many"}),
            ):
                result = await session.call_tool(name, sent)
                assert result.is_error and set(structured(result)["error"]) == {"problem", "mend"}

    with serving(store, Rules(), ScriptedWriter(REPLY)) as address:
        anyio.run(use, address)


def test_gradios_client_finds_what_is_on_offer_and_no_event_of_the_page(store: Store, tmp_path: Path) -> None:
    users, token = users_in(tmp_path)
    with serving(store, Rules(users, names=None), ScriptedWriter(REPLY)) as address:
        client = Client(address, headers={"authorization": f"Bearer {token}"}, verbose=False)
        told = client.view_api(return_format="dict", print_info=False)
        assert isinstance(told, dict) and told["unnamed_endpoints"] == {}
        assert set(told["named_endpoints"]) == {f"/{offer.name}" for offer in OFFERS}
        answer = client.predict(QUESTION, api_name="/ask")
        assert answer["citations"][0]["quote"]
        assert set(client.predict({}, api_name="/exchange")["error"]) == {"problem", "mend"}
        client.close()


@pytest.mark.slow
def test_client_over_stdio_asks_the_command(store: Store) -> None:
    store.close()
    command = ["-m", "assistant", "--data", str(store.folder), "mcp"]
    environment = {"ONRECORD_EMBEDDER": "built-in", "ONRECORD_THREADS": "2"}
    parameters = StdioServerParameters(
        command=sys.executable, args=command, env=environment, cwd=Path(__file__).parents[2]
    )

    async def use() -> None:
        async with stdio_client(parameters) as (received, sent), ClientSession(received, sent) as session:
            await session.initialize()
            assert {tool.name for tool in (await session.list_tools()).tools} == {offer.name for offer in OFFERS}
            answer = structured(await session.call_tool("ask", QUESTION))
            assert answer["writer"] == "extractive" and answer["outcome"]

    anyio.run(use)
