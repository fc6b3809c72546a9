"""What every test may use: an empty library, one with two briefings, the built-in models loaded once."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.reranker import CrossEncoder
from store.embedders import BuiltinEmbedder
from store.store import Store
from store.types import Added, Incoming
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming

# The same examples every time, so that a run fails for what was changed; look for new ones with
# `pytest --hypothesis-profile=explore`. No deadline: a busy machine is no fault.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("same")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Tests have the same names in every process that shares them out: bytes, as a ZIP's, may hold the time of day."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the person who runs it."""
    for name in list(os.environ):
        if name.startswith(("ONRECORD_", "OPENAI_")):
            monkeypatch.delenv(name)


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "library", HashEmbedder())
    yield store
    store.close()


@pytest.fixture(scope="session")
def two_briefings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of two briefings, of March and June 2031: made once, to be copied, never opened."""
    folder = tmp_path_factory.mktemp("briefings") / "library"
    with closing(Store(folder, HashEmbedder())) as store:
        add(store, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE))
    return folder


@pytest.fixture
def store(two_briefings: Path, tmp_path: Path) -> Iterator[Store]:
    """A library of two briefings, of March and June 2031."""
    store = Store(Path(shutil.copytree(two_briefings, tmp_path / "library")), HashEmbedder())
    yield store
    store.close()


@pytest.fixture(scope="session")
def embedder() -> BuiltinEmbedder:
    return BuiltinEmbedder(threads=2)


@pytest.fixture(scope="session")
def encoder() -> CrossEncoder:
    return CrossEncoder(threads=2)


def add(store: Store, *inputs: Incoming | Added) -> list[Added]:
    """Add everything and return what became of each."""
    return [step for step in store.add(inputs) if isinstance(step, Added)]
