"""Vectors from an OpenAI-compatible `/embeddings` server; its failures become EmbedderError.

`openai` is imported only here and in `assistant/llm.py`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import httpx2
import numpy as np
import openai
from tokenizers import Tokenizer

from store.builtin_models import BGE_SMALL, builtin_tokenizer
from store.embedders import SERVER, EmbeddingServer, Vector, unit
from store.errors import EmbedderError

_OPENAI_URL = "https://api.openai.com/v1"
# The client will not be built without a key; servers that need none take any.
_PLACEHOLDER_KEY = "none"
_CONNECT_SECONDS = 5.0
# Somebody waits for the answer, and search by words is there at once.
_QUESTION_SECONDS = 10.0
_BATCH = 64
_URLS = "ONRECORD_EMBEDDER_URL or OPENAI_BASE_URL"
_TOO_LONG = re.compile(r"context|too (?:long|large)|maximum.{0,40}tokens|exceed", re.IGNORECASE)


class ServerEmbedder:
    """The embeddings of one model behind a server. Nothing is sent before the first text.

    How many tokens a text has there is not known: they are counted by the built-in tokenizer, which rarely
    counts fewer, up to a window that leaves room in the 512 of most models. The server is taken to read
    every language. Failures that may pass are tried again by the client itself, `retries` times; for a question
    once. `http_client` is for tests.
    """

    window = 400

    def __init__(
        self, model: str, server: EmbeddingServer, *, retries: int = 2, http_client: httpx2.Client | None = None
    ) -> None:
        self.spec = f"{SERVER}{model}"
        self._model, self._retries, self._http_client = model, retries, http_client
        self._url = (server.url or _OPENAI_URL).rstrip("/")
        self._key = (server.key or "").strip()
        self._timeout = server.timeout
        self._dimensions = 0  # told by the first reply

    @property
    def fingerprint(self) -> str:
        """The model's name and how many dimensions its vectors have; asks the server if nothing was asked yet."""
        if not self._dimensions:
            self.embed_query("ferry")
        name = re.sub(r"[^A-Za-z0-9]+", "-", self._model).strip("-")[:60] or "model"
        return f"{name}-{self._dimensions}"

    def reads(self, text: str) -> bool:
        """Nobody can tell from here."""
        return True

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """About how many tokens each text has, rather too many: a script the tokenizer does not know is one."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [
            max(len(encoding.ids), len(text.encode("utf-8", "replace")) // 4)
            for text, encoding in zip(texts, encodings, strict=True)
        ]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector, in order."""
        for start in range(0, len(texts), _BATCH):
            vectors = self._request(texts[start : start + _BATCH], self._client)
            yield from enumerate(vectors, start=start)

    def embed_query(self, text: str) -> Vector:
        """The vector of a question, of its beginning if it is very long."""
        (tokens,) = self.count_tokens([text])
        if tokens > self.window:
            text = text[: len(text) * self.window // tokens]
        with self._translating():
            client = self._client.with_options(
                timeout=min(_QUESTION_SECONDS, self._timeout), max_retries=min(1, self._retries)
            )
        return self._request([text], client)[0]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return builtin_tokenizer(BGE_SMALL)

    @cached_property
    def _client(self) -> openai.OpenAI:
        if not self._key and self._url == _OPENAI_URL:
            raise self._error("needs a key", "Set OPENAI_API_KEY, or ONRECORD_EMBEDDER_URL for a local server.")
        if not self._url.startswith(("http://", "https://")):
            raise self._error("has no valid address", f"Correct {_URLS}: http://HOST:PORT/v1.")
        return openai.OpenAI(
            api_key=self._key or _PLACEHOLDER_KEY,
            base_url=self._url,
            timeout=httpx2.Timeout(self._timeout, connect=min(_CONNECT_SECONDS, self._timeout)),
            max_retries=self._retries,
            http_client=self._http_client,
        )

    def _request(self, texts: Sequence[str], client: openai.OpenAI) -> list[Vector]:
        # Servers refuse an empty text, and JSON cannot hold half a surrogate pair.
        sent = [text.strip().encode("utf-8", "replace").decode() or "." for text in texts]
        with self._translating():
            reply = client.embeddings.create(model=self._model, input=sent, encoding_format="float")
        return self._vectors(reply, len(texts))

    def _vectors(self, reply: Any, count: int) -> list[Vector]:
        """The reply's vectors in the order of the texts, of length 1, all in the space of the first reply."""
        try:
            rows = sorted(reply.data, key=lambda row: row.index)
            table = np.array([row.embedding for row in rows], dtype=np.float32)
        except (AttributeError, TypeError, ValueError) as error:
            raise self._unreadable() from error
        if table.ndim != 2 or len(table) != count or not table.shape[1] or not np.isfinite(table).all():
            raise self._unreadable()
        self._dimensions = self._dimensions or table.shape[1]
        if table.shape[1] != self._dimensions:
            raise self._error(
                f"sends vectors of {table.shape[1]} dimensions where it sent {self._dimensions} before",
                "Check that nobody exchanged the model; then the same command goes on from here.",
            )
        return [unit(row) for row in table]

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except (openai.OpenAIError, json.JSONDecodeError, httpx2.InvalidURL, UnicodeError) as error:
            raise self._translated(error) from error

    def _translated(self, error: Exception) -> EmbedderError:
        match error:
            case openai.APIStatusError():
                return self._refusal(error)
            case openai.APITimeoutError():
                return self._error("did not answer in time", "It may be busy or loading the model: try again.")
            case openai.APIConnectionError() if isinstance(error.__cause__, httpx2.ConnectError):
                return self._error("does not answer", f"Start it, or correct {_URLS}.")
            case openai.APIConnectionError():
                return self._error("closed the connection", "Try again in a moment.")
            case httpx2.InvalidURL():
                return self._error("has no valid address", f"Correct {_URLS}: http://HOST:PORT/v1.")
            case UnicodeError():
                return self._error("cannot be sent this key", "Check OPENAI_API_KEY.")
            case _:
                return self._unreadable()

    def _refusal(self, error: openai.APIStatusError) -> EmbedderError:
        status, said = error.status_code, self._said(error)
        quoted = f" ({status}){': ' + said if said else ''}"
        if status in (401, 403):
            verb, mend = ("refused the key", "Check") if self._key else ("wants a key", "Set")
            return self._error(f"{verb}{quoted}", f"{mend} OPENAI_API_KEY.")
        if status == 413 or (status in (400, 422, 500) and _TOO_LONG.search(said)):
            return self._error(
                f"says that a passage is too long{quoted}", "Choose a model that sees at least 512 tokens."
            )
        if status == 429:
            is_poor = error.code == "insufficient_quota"
            mend = "Check the plan and billing of this key." if is_poor else "Wait a minute and try again."
            return self._error(f"takes no more requests{quoted}", mend)
        if status == 503:
            return self._error(f"is not ready{quoted}", "It may still be loading the model: try again in a moment.")
        if status >= 500 or status in (408, 409):
            return self._error(f"answered with an error{quoted}", "Try again in a moment.")
        return self._error(
            f"does not give embeddings of this model{quoted}",
            f"Check ONRECORD_EMBEDDER, and that {_URLS} is right; for most servers it ends in /v1.",
        )

    def _said(self, error: openai.APIStatusError) -> str:
        """The server's own words in one short line, without the key; nothing of a page."""
        body = error.body.get("error", error.body) if isinstance(error.body, dict) else error.body
        message = body.get("message") or body.get("detail") if isinstance(body, dict) else body
        said = " ".join(str(message or "").split())
        if self._key:
            said = said.replace(self._key, "***")
        said = re.sub(r"\bsk-[\w*-]{4,}", "***", said)
        return "" if said.startswith("<") else said[:200].rstrip(".")

    def _unreadable(self) -> EmbedderError:
        return self._error(
            "sent something that is not embeddings",
            f"Check that {_URLS} is the address of an OpenAI-compatible server; most end in /v1.",
        )

    def _error(self, problem: str, mend: str) -> EmbedderError:
        """`problem` continues "The embedding server at ADDRESS"."""
        address = re.sub(r"(?<=//)[^/@]*@", "", self._url)
        return EmbedderError(f"The embedding server at {address} {problem} (model {self._model}).", mend)
