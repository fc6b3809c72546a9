"""A library that the tests of one file share, and leave as it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.store import Store
from tests.fakes import HashEmbedder


@pytest.fixture(scope="module")
def library(two_briefings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two briefings, of March and June 2031."""
    folder = tmp_path_factory.mktemp("shared") / "library"
    store = Store(Path(shutil.copytree(two_briefings, folder)), HashEmbedder())
    yield store
    store.close()
