"""Who writes the answers of a run."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.llm import ChatWriter
from assistant.settings import Settings
from evals.recordings import Recordings
from evals.writers import chat_writer, make_writer


def settings(tmp_path: Path, **more: str) -> Settings:
    return Settings(data=tmp_path, _env_file=None, **more)  # type: ignore[call-arg,arg-type]


def test_a_model_file_is_asked_itself_and_no_server(tmp_path: Path) -> None:
    file = tmp_path / "tiny.gguf"
    file.write_bytes(b"no model")
    with pytest.raises(SettingsError, match="not a GGUF file"):
        make_writer(settings(tmp_path, model=str(file)), "live", None, with_reranker=True)


def test_a_model_file_that_judges_is_asked_itself_too(tmp_path: Path) -> None:
    file = tmp_path / "tiny.gguf"
    file.write_bytes(b"no model")
    with pytest.raises(SettingsError, match="not a GGUF file"):
        chat_writer(settings(tmp_path), str(file), "live", None)


def test_what_a_model_file_replies_is_not_recorded(tmp_path: Path) -> None:
    kept = Recordings(tmp_path / "kept.jsonl")
    with pytest.raises(SettingsError, match="not recorded"):
        make_writer(settings(tmp_path, model="tiny.gguf"), "record", kept, with_reranker=True)


def test_a_model_on_a_server_is_asked_there(tmp_path: Path) -> None:
    there = settings(tmp_path, model="some-model", openai_base_url="http://127.0.0.1:9/v1")
    assert isinstance(make_writer(there, "live", None, with_reranker=True), ChatWriter)


def test_a_run_with_a_model_needs_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="needs a model"):
        make_writer(settings(tmp_path), "live", None, with_reranker=True)
