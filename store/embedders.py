"""Text -> vectors. The built-in embedder is bge-small-en; others fit behind the same Protocol."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from store.builtin_models import BGE_SMALL, WINDOW, BuiltinModel
from store.lexical import is_latin

Vector = npt.NDArray[np.float32]

# What the model's authors put before a query (not before a passage): https://huggingface.co/BAAI/bge-small-en
_QUERY_PREFIX = "Represent this sentence for searching relevant passages: "
_SPECIAL_TOKENS = 2


class Embedder(Protocol):
    """Turns texts into vectors of length 1 and shape (dim,), float32."""

    @property
    def fingerprint(self) -> str:
        """Names the space the vectors live in; vectors of two fingerprints are never compared."""
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
    """bge-small-en on the CPU, 384 dimensions; loads on first use. The vector is that of the first token."""

    fingerprint = f"bge-small-en-{BGE_SMALL.model_sha256[:8]}"
    window = WINDOW - _SPECIAL_TOKENS

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    @cached_property
    def _model(self) -> BuiltinModel:
        return BuiltinModel(BGE_SMALL, threads=self._threads)

    @cached_property
    def _counter(self) -> "object":
        from tokenizers import Tokenizer

        counter = Tokenizer.from_str(self._model.tokenizer.to_str())
        counter.no_truncation()
        return counter

    def reads(self, text: str) -> bool:
        """The model learnt from English; in other scripts its vectors are noise."""
        return is_latin(text)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut and without special ones."""
        encodings = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)  # type: ignore[attr-defined]
        return [len(encoding.ids) for encoding in encodings]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector, in the order they are ready."""
        encodings = self._model.tokenizer.encode_batch(list(texts))
        return self._model.run_all(encodings, _first_token)

    def embed_query(self, text: str) -> Vector:
        """The vector of a question."""
        return _first_token(self._model.run(self._model.tokenizer.encode(_QUERY_PREFIX + text)))


def _first_token(output: Vector) -> Vector:
    vector = output[0]
    unit: Vector = (vector / (np.linalg.norm(vector) or 1.0)).astype(np.float32)
    return unit
