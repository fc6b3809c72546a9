"""A library that the tests of one file share, and leave as it is."""

from collections.abc import Iterator

import pytest

from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two briefings, of March and June 2031."""
    store = Store(tmp_path_factory.mktemp("shared") / "library", HashEmbedder())
    add(store, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE))
    yield store
    store.close()
