"""The Chroma index: derived, published whole, never in the way of a right answer."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming


def indexes(store: Store) -> set[str]:
    return {path.name for path in (store.folder / "chroma").iterdir()}


def found(store: Store, query: str) -> list[tuple[str, int, float]]:
    return [(hit.source.file, hit.passage.exchange, hit.score) for hit in store.search(query, limit=10).hits]


def test_every_change_publishes_a_new_index_and_keeps_one_old_one(store: Store) -> None:
    before = indexes(store)
    add(store, as_incoming("july.txt", JUNE.replace("06/10", "07/10")))
    after = indexes(store)
    assert len(after) == 2 and len(after & before) == 1


def test_the_index_finds_what_exact_search_finds(store: Store) -> None:
    through_index = found(store, "Halden accord quota")
    everything = Filters(transcripts=("march.txt", "june.txt"))
    exact = [
        (hit.source.file, hit.passage.exchange, hit.score)
        for hit in store.search("Halden accord quota", everything, limit=10).hits
    ]
    assert [hit[:2] for hit in through_index] == [hit[:2] for hit in exact]
    assert [hit[2] for hit in through_index] == pytest.approx([hit[2] for hit in exact], abs=1e-4)


def test_a_missing_index_does_not_change_the_answer(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    right = found(store, "patrol boats")
    store.close()
    shutil.rmtree(store.folder / "chroma")
    assert found(store, "patrol boats") == right
    assert "searching exactly" in caplog.text


def test_the_next_add_makes_a_missing_index_anew(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.close()
    shutil.rmtree(store.folder / "chroma")
    add(store, as_incoming("july.txt", JUNE.replace("06/10", "07/10")))
    caplog.clear()
    assert found(store, "patrol boats")
    assert not caplog.text


def test_another_embedder_never_sees_the_vectors_of_the_first(tmp_path: Path) -> None:
    first = Store(tmp_path, HashEmbedder("one"))
    add(first, as_incoming("march.txt", MARCH))
    first.close()
    second = Store(tmp_path, HashEmbedder("two"))
    add(second, as_incoming("june.txt", JUNE))
    assert {hit.source.file for hit in second.search("fisheries", limit=10).hits} == {"march.txt", "june.txt"}
    second.close()


def test_a_reader_sees_what_another_store_adds(store: Store) -> None:
    reader = Store(store.folder, HashEmbedder())
    assert found(reader, "lighthouse") == found(store, "lighthouse")
    text = "Radio Fjord: Is the lighthouse open?\nAna Vell: The lighthouse is open.\n"
    add(store, as_incoming("light.txt", text))
    assert found(reader, "Is the lighthouse open?")[0][:2] == ("light.txt", 0)
    reader.close()


def test_threads_search_while_one_adds(store: Store) -> None:
    def best() -> set[str]:
        return {store.search("Halden accord", limit=2).hits[0].source.file for _ in range(20)}

    with ThreadPoolExecutor(3) as readers:
        reading = [readers.submit(best) for _ in range(3)]
        for n in range(5):
            add(store, as_incoming(f"{n}.txt", f"Radio Fjord: What of ferry {n}?\nAna Vell: Ferry {n} sails.\n"))
        assert all(one.result() <= {"march.txt", "june.txt"} for one in reading)
