"""The routes for programs as `curl` asks them, on the loopback."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.guarding import Rules
from store.store import Store
from tests.assistant.page_client import serving
from tests.fakes import ScriptedWriter

REPLY = "ANSWERED\n[1.3] Norlandia will join the Halden accord on July 1.\n"
QUESTION = {"question": "Will Norlandia join the Halden accord?"}

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture(scope="module")
def address(library: Store) -> Iterator[str]:
    with serving(library, Rules(), ScriptedWriter(REPLY)) as address:
        yield f"{address}/api/v1"


def curl(address: str, sent: dict[str, Any]) -> str:
    options = "--silent --show-error --fail --no-buffer --noproxy * --max-time 60".split()
    header = ["-H", "Content-Type: application/json"]
    return subprocess.run(
        ["curl", *options, address, *header, "-d", json.dumps(sent)], check=True, capture_output=True, text=True
    ).stdout


def test_curl_searches(address: str) -> None:
    found = json.loads(curl(f"{address}/search", QUESTION | {"limit": 2}))
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]


def test_curl_gets_an_answer_step_by_step(address: str) -> None:
    events = [event.splitlines() for event in curl(f"{address}/ask/stream", QUESTION).strip().split("\n\n")]
    names = [name for name, _ in events]
    assert (names[0], names[-1]) == ("event: searched", "event: answer")
    assert json.loads(events[-1][1].removeprefix("data: "))["citations"][0]["quote"]
