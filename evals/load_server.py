"""The server that `load` asks: the real application over a library, with an embedder that costs nothing."""

import re
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.types import Prompt, Usage, Writer
from store.embedders import Vector
from store.store import Store

_DIMENSIONS = 256
FIRST_PIECE_SECONDS, PIECES, PIECE_SECONDS = 0.4, 30, 0.03


class WordHasher:
    """Words hashed into a vector: it asks for no model, so that what is measured is everything else."""

    spec = fingerprint = "word-hasher"
    window = 200

    def reads(self, text: str) -> bool:
        """Every text."""
        return True

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of words."""
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector."""
        yield from enumerate(map(self.embed_query, texts))

    def embed_query(self, text: str) -> Vector:
        """A unit vector of the text's words."""
        vector = np.zeros(_DIMENSIONS, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % _DIMENSIONS] += 1
        unit: Vector = vector / (np.linalg.norm(vector) or 1)
        return unit


class DistantModel:
    """Takes the time of a model on another machine, and cites the first sentence it is shown."""

    name = "distant"
    budget = 6000

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """A reply in pieces, at a pace."""
        marker, sentence = next(iter(prompt.sentences.items()))
        words = f"ANSWERED\n{marker} {' '.join(sentence.text.split())}\n"
        size = len(words) // PIECES + 1
        time.sleep(FIRST_PIECE_SECONDS)
        for start in range(0, len(words), size):
            time.sleep(PIECE_SECONDS)
            yield words[start : start + size]


def writer_of(name: str) -> Writer:
    """`distant` or `built-in`."""
    if name == "distant":
        return DistantModel()
    from assistant.extractive import ExtractiveWriter
    from assistant.reranker import CrossEncoder

    return ExtractiveWriter(CrossEncoder(threads=2))


def main(folder: str, port: str, writer: str) -> None:
    """Serve until ended."""
    import uvicorn

    from assistant.app import build

    app = build(Store(Path(folder), WordHasher()), writer_of(writer), limit=8)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
