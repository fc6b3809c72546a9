"""Libraries to be damaged: made once, copied for each test."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming
from tests.store.damage import sql


@pytest.fixture(scope="session")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two briefings and a long hearing: over 1,000 passages, so that Chroma writes its graph to files."""
    folder = tmp_path_factory.mktemp("whole") / "library"
    hearing = "".join(f"Radio Fjord: What of ferry {n}?\nAna Vell: Ferry {n} sails on day {n}.\n" for n in range(1100))
    with closing(Store(folder, HashEmbedder())) as store:
        add(store, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE), as_incoming("hearing.txt", hearing))
    return folder


@pytest.fixture
def whole(_whole: Path, tmp_path: Path) -> Iterator[Path]:
    """A library with everything in it."""
    yield Path(shutil.copytree(_whole, tmp_path / "library"))


@pytest.fixture
def small(two_briefings: Path, tmp_path: Path) -> Path:
    """A library of two briefings whose index is not published yet."""
    folder = Path(shutil.copytree(two_briefings, tmp_path / "library"))
    sql(folder, "DELETE FROM generations")
    for part in ("chroma", "vectors"):
        shutil.rmtree(folder / part)
    return folder
