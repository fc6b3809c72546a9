"""LocalWriter: a model file run in this process, through the same ChatWriter as every other server.

llama.cpp's own server runs inside the process (`xllamacpp`) on a loopback port that only this process has the key
of. It is started when the first reply is asked for, answers one question at a time, and ends with the process.
"""

import atexit
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx2

from assistant.calls import LOOK_UP_SECONDS
from assistant.errors import ModelError, SettingsError
from assistant.llm import ChatWriter
from assistant.types import Prompt, Usage

SUFFIX = ".gguf"
EXTRA = "local"  # of the package, which brings xllamacpp
LONGEST_REPLY = 768  # tokens: some twenty statements; a small model may run on without end
_INSTRUCTIONS = 1024  # tokens: those around the passages, the question, a broken reply that is asked for again
# Our count is that of another tokenizer; a small model's takes up to a fifth more for English.
_TOKENS_MORE = 1.25
# A processor may read a prompt for minutes before the first token, and nobody else can take the server away.
_PATIENCE = 900.0  # seconds
_MAGIC = b"GGUF"


def is_model_file(model: str) -> bool:
    """Whether a model is named by its file."""
    return model.lower().endswith(SUFFIX)


class LocalWriter:
    """A Writer over a GGUF file. Loaded at the first `write`, shared by all threads, one question at a time.

    `budget` is how many tokens of passages go into a prompt; the model's context has room for the instructions
    and the reply besides, as far as the model was made for it.
    """

    def __init__(self, file: str, *, budget: int, threads: int, timeout: float = 60.0) -> None:
        """Raises SettingsError when the file cannot be a model's, or the extra that runs it is not installed."""
        self._path = Path(file).expanduser().absolute()
        self.name, self.budget = self._path.stem, budget
        self._threads, self._timeout = threads, max(timeout, _PATIENCE)
        self._chat: ChatWriter | None = None
        self._server: Any = None
        self._loading, self._writing = threading.Lock(), threading.Lock()
        _check(self._path)

    def write(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """The reply, piece by piece, then a Usage; waits for those asked before. Raises ModelError."""
        yield from self._in_turn(self.load().write(prompt))

    def brief(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """A short reply; waits for those asked before. Raises ModelError."""
        yield from self._in_turn(self.load().brief(prompt))

    def identity(self, prompt: Prompt) -> str:
        """The sha256 of everything that decides the reply; the file is known by its path, size and time."""
        stat = self._path.stat()
        asked = [str(self._path), stat.st_size, stat.st_mtime_ns, ChatWriter(self.name).identity(prompt)]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()

    def load(self) -> ChatWriter:
        """The model, loaded if it is not yet. Raises ModelError."""
        with self._loading:
            if self._chat is None:
                key = secrets.token_urlsafe()
                self._server = _serve(self._path, key, self._context, self._threads)
                atexit.register(self.close)
                self._chat = ChatWriter(
                    self.name,
                    api_key=key,
                    base_url=f"{self._server.listening_address}/v1",
                    timeout=self._timeout,
                    budget=self.budget,
                    http_client=httpx2.Client(trust_env=False),  # no proxy stands before ourselves
                )
            return self._chat

    def close(self) -> None:
        """Let go of the model and its memory; the next `write` loads it again."""
        with self._loading:
            self._chat = self._server = None

    def _in_turn(self, pieces: Generator[str | Usage, None, None]) -> Generator[str | Usage, None, None]:
        # Not an RLock: the page may take the next piece in another thread.
        while not self._writing.acquire(timeout=LOOK_UP_SECONDS):
            yield ""
        try:
            yield from pieces
        finally:
            self._writing.release()

    @property
    def _context(self) -> int:
        return int(self.budget * _TOKENS_MORE) + _INSTRUCTIONS + LONGEST_REPLY


def _check(path: Path) -> None:
    """Raises SettingsError for what can be told without loading anything."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise SettingsError(
            f"ONRECORD_MODEL={path}: cannot be read ({error.strerror}).",
            "Give the path of a model's .gguf file; for a model of that name on a server, set OPENAI_BASE_URL.",
        ) from error
    if magic != _MAGIC:
        raise SettingsError(f"ONRECORD_MODEL={path}: this is not a GGUF file.", "Download the model's file again.")
    if find_spec("xllamacpp") is None:
        raise SettingsError(
            f"ONRECORD_MODEL={path}: what runs model files is not installed.",
            f"Install it: python -m pip install 'onrecord[{EXTRA}]'",
        )


def _serve(path: Path, key: str, context: int, threads: int) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = os.fspath(path)
    params.n_ctx, params.n_predict, params.n_parallel = context, LONGEST_REPLY, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    params.ui = params.endpoint_slots = params.warmup = False
    params.cache_ram_mib = 0  # prompts of earlier questions are not worth gigabytes
    params.enable_reasoning = 0  # a model that thinks aloud would spend the reply on it
    params.verbosity = -1
    try:
        return xllamacpp.Server(params)
    except RuntimeError as error:
        raise ModelError(
            f"{path.name} cannot be loaded: it is damaged, of a kind that llama.cpp does not know, or larger than "
            "the memory.",
            "Try another file, or lower ONRECORD_CONTEXT_TOKENS.",
            can_retry=False,
        ) from error
