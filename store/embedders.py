"""Text -> vectors: what every embedder does, the built-in one (bge-small-en), and how one is chosen."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import numpy as np
import numpy.typing as npt

from store.builtin_models import BGE_SMALL, QUESTION_ENCODER, WINDOW, builtin_model, builtin_tokenizer
from store.errors import EmbedderError
from store.lexical import is_latin
from store.onnx_model import OnnxModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vector = npt.NDArray[np.float32]

# What the model's authors put before a query (not before a passage): https://huggingface.co/BAAI/bge-small-en
QUERY_PREFIX = "Represent this sentence for searching relevant passages: "
_SPECIAL_TOKENS = 2

BUILT_IN, MULTILINGUAL, SERVER = "built-in", "multilingual", "openai:"


class Embedder(Protocol):
    """Turns texts into vectors of length 1 and shape (dim,), float32.

    One whose model is out of reach raises EmbedderError from whatever needs it, the fingerprint included.
    """

    @property
    def spec(self) -> str:
        """The setting that makes this embedder, as the library records it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Names the space the vectors live in, with letters, digits, dots and hyphens.

        Vectors of two fingerprints are never compared.
        """
        ...

    @property
    def window(self) -> int:
        """The most tokens of a text that are seen."""
        ...

    def reads(self, text: str) -> bool:
        """Whether vectors of texts like this say anything about their meaning."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut."""
        ...

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector, in the order they are ready."""
        ...

    def embed_query(self, text: str) -> Vector:
        """The vector of a question."""
        ...


class BuiltinEmbedder:
    """bge-small-en on the CPU, 384 dimensions; loads on first use. The vector is that of the first token.

    Questions are read by the same model taught what answers them: other words for a thing lead to it then. Their
    vectors lie in the space of the passages' ones, which are those of the model as it came.
    """

    spec = BUILT_IN
    fingerprint = f"bge-small-en-{BGE_SMALL.model_sha256[:8]}"
    window = WINDOW - _SPECIAL_TOKENS

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    @property
    def _model(self) -> OnnxModel:
        return builtin_model(BGE_SMALL, threads=self._threads)

    @cached_property
    def _counter(self) -> "Tokenizer":
        return builtin_tokenizer(BGE_SMALL)

    def reads(self, text: str) -> bool:
        """The model learnt from English; in other scripts its vectors are noise."""
        return is_latin(text)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut and without special ones."""
        encodings = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector, in the order they are ready."""
        encodings = self._model.tokenizer.encode_batch(list(texts))
        return self._model.run_all(encodings, _first_token)

    def embed_query(self, text: str) -> Vector:
        """The vector of a question."""
        model = builtin_model(QUESTION_ENCODER, threads=self._threads)
        return _first_token(model.run(model.tokenizer.encode(QUERY_PREFIX + text)))


def _first_token(output: Vector) -> Vector:
    return unit(output[0])


def unit(vector: Vector) -> Vector:
    """The vector with length 1."""
    scaled: Vector = (vector / (np.linalg.norm(vector) or 1.0)).astype(np.float32)
    return scaled


class UnusableEmbedder:
    """Stands for the embedder of a library whose model is not on this machine: whatever needs it says so."""

    window = 0

    def __init__(self, spec: str, error: EmbedderError) -> None:
        self.spec, self._error = spec, error

    @property
    def fingerprint(self) -> str:
        """Not to be had."""
        self._fail()

    def reads(self, text: str) -> bool:
        """Nobody can tell."""
        return True

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Not to be had."""
        self._fail()

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Not to be had."""
        self._fail()

    def embed_query(self, text: str) -> Vector:
        """Not to be had."""
        self._fail()

    def _fail(self) -> NoReturn:
        raise EmbedderError(self._error.problem, self._error.mend)


@dataclass(frozen=True, slots=True)
class EmbeddingServer:
    """Where an OpenAI-compatible server is; without `url` it is OpenAI's. `timeout` in seconds."""

    url: str | None = None
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0


def make_embedder(spec: str, *, threads: int, server: EmbeddingServer = EmbeddingServer()) -> Embedder:
    """The embedder of a setting: `built-in`, `multilingual`, `openai:MODEL` or a folder with an ONNX model.

    Nothing is loaded or sent yet. Raises EmbedderError when there is no such embedder on this machine.
    """
    if spec == BUILT_IN:
        return BuiltinEmbedder(threads=threads)
    if spec == MULTILINGUAL:
        from store.multilingual_embedder import MultilingualEmbedder

        return MultilingualEmbedder(threads=threads)
    if spec.startswith(SERVER):
        from store.server_embedder import ServerEmbedder

        return ServerEmbedder(spec.removeprefix(SERVER), server)
    from store.folder_embedder import FolderEmbedder

    folder = Path(spec).expanduser()
    if not folder.is_dir():
        raise EmbedderError(
            f"{spec}: there is no such embedder.",
            f"Set ONRECORD_EMBEDDER to {BUILT_IN}, {MULTILINGUAL}, {SERVER}MODEL or a folder with an ONNX model.",
        )
    return FolderEmbedder(folder, threads=threads)


@dataclass(frozen=True, slots=True)
class Trial:
    """How an embedder fared: `dimensions` of its vectors, `ms` that a question took once it was loaded."""

    dimensions: int
    ms: float


def try_out(embedder: Embedder) -> Trial:
    """Let an embedder tell an answer from something else. Raises EmbedderError when it cannot."""
    texts = ["The harbour opens on the first of July.", "Thank you all for coming."]
    vectors = dict(embedder.embed(texts))
    embedder.embed_query("Does it load?")
    started = time.perf_counter()
    question = embedder.embed_query("When does the harbour open?")
    ms = (time.perf_counter() - started) * 1000
    if not question @ vectors[0] > question @ vectors[1]:
        raise EmbedderError(
            f"The embedder {embedder.spec} does not tell an answer from other words.",
            "Set ONRECORD_EMBEDDER to a model that was made for searching.",
        )
    return Trial(len(question), ms)
