"""Small real stand-ins: an embedder without a model, writers that say what they are told."""

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.types import Prompt, Usage
from store.embedders import Vector


class HashEmbedder:
    """Words hashed into 64 dimensions: texts with words in common are near, always the same way."""

    def __init__(self, name: str = "hash", *, window: int = 60) -> None:
        self.spec, self.window = name, window
        self.fingerprint = f"{name}-embedder"
        self.embedded: list[str] = []

    def reads(self, text: str) -> bool:
        return True

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        for position, text in enumerate(texts):
            self.embedded.append(text)
            yield position, self.embed_query(text)

    def embed_query(self, text: str) -> Vector:
        vector = np.zeros(64, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
        unit: Vector = vector / (np.linalg.norm(vector) or 1)
        return unit


class ScriptedWriter:
    """Replies with the given pieces; what it was asked stands in `prompts`."""

    name = "scripted"
    budget = 100_000

    def __init__(self, *pieces: str | Usage) -> None:
        self._pieces = pieces
        self.prompts: list[Prompt] = []
        self.was_closed = False

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        self.prompts.append(prompt)
        try:
            yield from self._pieces
        finally:
            self.was_closed = True
