"""A large library from a small one: real transcripts multiplied with varied words, and vectors to match.

Embedding 100,000 exchanges takes half an hour; this takes minutes. In each copy the longer words are exchanged
for others about as frequent, so that the full-text index grows as it would; the vector of a varied passage is
the real one turned by some 25 degrees, about as far apart as passages on one matter.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from store.adding import read_bytes
from store.cutting import hash_of
from store.database import Database
from store.embedders import Embedder, Vector
from store.errors import ReportedError
from store.formats import read_transcript
from store.schema import MIGRATIONS
from store.store import Store
from store.types import Added, Incoming

_WORD = re.compile(r"\b[a-z]{6,14}\b")
_VOCABULARY = 2000
# Words by which turns, questions and refusals are told stay as they are.
_KEPT = frozenset("question questions reporter secretary comment thanks please because should whether".split())
_STEP = 37
_NOISE = 0.48  # the tangent of some 25 degrees


@dataclass(frozen=True)
class Variation:
    """Words of a text exchanged for others, and back. Variation 0 changes nothing."""

    number: int
    vocabulary: tuple[str, ...]

    def of(self, text: str) -> str:
        """The varied text."""
        return self._turned(text, self.number * _STEP)

    def back(self, text: str) -> str:
        """The text that was varied."""
        return self._turned(text, -self.number * _STEP)

    def _turned(self, text: str, by: int) -> str:
        size = len(self.vocabulary)

        def other(found: re.Match[str]) -> str:
            place = self._places.get(found.group())
            return found.group() if place is None else self.vocabulary[(place + by) % size]

        return _WORD.sub(other, text) if by else text

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.vocabulary)}


def vocabulary_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The frequent longer words, neighbours about equally frequent."""
    count = Counter(word for text in texts for word in _WORD.findall(text))
    return tuple(word for word, _ in count.most_common(_VOCABULARY) if word not in _KEPT)


class VariedEmbedder:
    """Embeds varied passages by what is known of the real ones; whatever is not known is embedded for real."""

    def __init__(self, real: Embedder, known: dict[str, Vector]) -> None:
        self._real, self._known = real, known
        self.spec, self.fingerprint, self.window = real.spec, real.fingerprint, real.window
        self.variation = Variation(0, ())

    def reads(self, text: str) -> bool:
        """As the real one."""
        return self._real.reads(text)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Of the texts before they were varied, so that passages are cut alike."""
        return self._real.count_tokens([self.variation.back(text) for text in texts])

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector."""
        originals = [self.variation.back(text) for text in texts]
        unknown = [position for position, text in enumerate(originals) if hash_of(text) not in self._known]
        for place, vector in self._real.embed([originals[position] for position in unknown]) if unknown else ():
            self._known[hash_of(originals[unknown[place]])] = vector
        for position, text in enumerate(originals):
            vector = self._known[hash_of(text)]
            yield position, vector if not self.variation.number else _turned(vector, texts[position])

    def embed_query(self, text: str) -> Vector:
        """The real vector of a question."""
        return self._real.embed_query(text)


def _turned(vector: Vector, text: str) -> Vector:
    """Another unit vector near this one; the same text gives the same."""
    noise = np.random.default_rng(int(hash_of(text)[:12], 16)).standard_normal(len(vector), dtype=np.float32)
    varied = vector + _NOISE * noise / np.linalg.norm(noise)
    unit: Vector = (varied / np.linalg.norm(varied)).astype(np.float32)
    return unit


def known_vectors(library: Path, fingerprint: str) -> dict[str, Vector]:
    """The vectors of a library by their passages' hash, so that nothing is embedded twice."""
    database = Database(library / "catalog.sqlite3", MIGRATIONS)
    rows = database.rows("SELECT hash, vector FROM vectors WHERE embedder = ?", (fingerprint,))
    database.close()
    return {row[0]: np.frombuffer(row[1], dtype=np.float32) for row in rows}


def enlarge(
    target: Path, sources: Sequence[Incoming], real: Embedder, exchanges: int, known: dict[str, Vector]
) -> Store:
    """A new library at `target` of about so many exchanges; `known` grows by what had to be embedded."""
    texts = [(item, read_bytes(item).decode()) for item in sources]
    counts = [_count(item, text) for item, text in texts]
    vocabulary = vocabulary_of([text for _, text in texts])
    embedder = VariedEmbedder(real, known)
    store = Store(target, embedder)

    def inputs() -> Iterator[Incoming]:
        left, number = exchanges, 0
        while left > 0:
            embedder.variation = Variation(number, vocabulary)
            for (item, text), count in zip(texts, counts, strict=True):
                if left > 0 and count:
                    data = embedder.variation.of(text).encode()
                    yield Incoming(f"{number}-{item.file}", f"copy-{number}:{item.origin}", data=data)
                    left -= count
            number += 1

    for step in store.add(inputs()):
        if isinstance(step, Added) and step.status == "failed":
            raise AssertionError(f"{step.file}: {step.problem}")
    return store


def _count(item: Incoming, text: str) -> int:
    """How many exchanges a source has; 0 if it is no transcript."""
    try:
        return len(read_transcript(text.encode(), item.file).exchanges)
    except ReportedError:
        return 0
