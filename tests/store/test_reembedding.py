"""A library over time: it goes from one embedder to another without loss, and never mixes their vectors."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from store.corrections import Corrections
from store.embedders import Vector
from store.errors import EmbedderError, LibraryError
from store.spaces import Made, made_with
from store.store import Store
from store.types import Added, Progress
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming

ONE, TWO = Made("one", "one-embedder"), Made("two", "two-embedder")


class FailingEmbedder(HashEmbedder):
    """Out of reach after `good` texts; the rest of them once `good` is raised."""

    def __init__(self, name: str, *, good: int) -> None:
        super().__init__(name, window=20)
        self.good = good

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        for position, vector in super().embed(texts):
            if len(self.embedded) > self.good:
                raise EmbedderError("It is down.", "Start it.")
            yield position, vector

    def embed_query(self, text: str) -> Vector:
        if self.good < 0:
            raise EmbedderError("It is down.", "Start it.")
        return super().embed_query(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two briefings by the embedder `one`."""
    library = Store(tmp_path, HashEmbedder("one"))
    add(library, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE))
    library.edit("march.txt", Corrections(title="Of March"))
    library.close()
    return tmp_path


def spaces_of(store: Store) -> set[str]:
    return {row[0] for row in store._database.rows("SELECT DISTINCT embedder FROM vectors")}


def by_meaning(store: Store) -> set[str]:
    """The files whose passages have a vector of the embedder in use."""
    ids, _ = store.vectors()
    return {source.file for _, source in store._passages.passages([int(id) for id in ids]).values()}


def test_a_library_says_which_embedder_it_was_made_with(folder: Path, tmp_path: Path) -> None:
    assert made_with(folder) == ONE
    assert made_with(tmp_path / "none") is None


def test_a_correction_keeps_the_vectors(folder: Path) -> None:
    library = Store(folder, HashEmbedder("one"))
    assert by_meaning(library) == {"march.txt", "june.txt"}
    library.close()


def test_the_whole_library_is_embedded_anew_before_something_is_added(folder: Path) -> None:
    old = Store(folder, HashEmbedder("one"))
    before = [(entry.id, entry.added, entry.title) for entry in old.entries()]
    old.close()
    library = Store(folder, HashEmbedder("two", window=20))
    steps = list(library.add([as_incoming("july.txt", JUNE.replace("06/10", "07/10"))]))
    moving = [step for step in steps if isinstance(step, Progress) and step.file.startswith("the library: ")]
    assert [step.stage for step in moving] == ["embedding"] * len(moving) and moving
    assert all(0 <= step.done <= step.total for step in moving)
    assert moving == sorted(moving, key=lambda step: step.done)
    assert spaces_of(library) == {"two-embedder"} and made_with(folder) == TWO
    assert by_meaning(library) == {"march.txt", "june.txt", "july.txt"}
    after = [(entry.id, entry.added, entry.title) for entry in library.entries()]
    assert set(before) < set(after)
    library.close()


def test_passages_are_cut_for_the_window_of_the_new_embedder(folder: Path) -> None:
    library = Store(folder, HashEmbedder("two", window=20))
    before = len(library.vectors()[0])
    list(library.reembed())
    assert before == 0 and len(library.vectors()[0]) > 4
    generation = library._passages.generation()
    assert generation and (generation.embedder, generation.size) == ("two-embedder", len(library.vectors()[0]))
    library.close()


def test_nothing_is_done_in_a_library_of_this_embedder(folder: Path) -> None:
    embedder = HashEmbedder("one")
    library = Store(folder, embedder)
    assert list(library.reembed()) == [] and not embedder.embedded
    library.close()


def test_searches_go_by_words_until_then_and_say_so_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    library = Store(folder, HashEmbedder("two"))
    for _ in range(3):
        hits = library.search("Who will pay for the patrol boats?").hits
        assert (hits[0].source.file, hits[0].outlet) == ("june.txt", "Radio Fjord")
    assert [record.message for record in caplog.records] == [
        "The library was made with the embedder one; two has embedded 0 % of it. "
        "The rest is searched by words alone. To embed it anew, run: onrecord rebuild"
    ]
    library.close()


def test_an_embedder_that_fails_leaves_a_library_of_two_halves_that_goes_on(folder: Path) -> None:
    embedder = FailingEmbedder("two", good=3)
    library = Store(folder, embedder)
    with pytest.raises(EmbedderError, match="It is down"):
        list(library.reembed())
    assert by_meaning(library) == {"june.txt"} and made_with(folder) == ONE
    files = [hit.source.file for hit in library.search("Halden accord patrol boats", limit=9).hits]
    assert set(files) == {"march.txt", "june.txt"}
    old = Store(folder, HashEmbedder("one"))
    assert "march.txt" in by_meaning(old)
    old.close()
    embedder.good, embedder.embedded = 100, []
    list(library.reembed())
    assert not any("18,000" in text for text in embedder.embedded)  # june.txt was done
    assert spaces_of(library) == {"two-embedder"}
    library.close()


def test_a_reembedded_library_finds_what_one_made_by_that_embedder_finds(folder: Path, tmp_path: Path) -> None:
    moved = Store(folder, HashEmbedder("two", window=20))
    list(moved.reembed())
    made = Store(tmp_path / "made", HashEmbedder("two", window=20))
    add(made, as_incoming("march.txt", MARCH), as_incoming("june.txt", JUNE))
    for question in ("Halden accord", "patrol boats", "signed in secret"):
        (one, other) = (store.search(question, limit=9).hits for store in (moved, made))
        assert [(h.source.file, h.text) for h in one] == [(h.source.file, h.text) for h in other]
        assert [h.score for h in one] == pytest.approx([h.score for h in other], abs=0.02)  # titles differ
    moved.close()
    made.close()


def test_a_library_that_comes_back_keeps_nothing_of_the_other_embedder(folder: Path) -> None:
    away = Store(folder, FailingEmbedder("two", good=3))
    with pytest.raises(EmbedderError):
        list(away.reembed())
    away.close()
    back = Store(folder, HashEmbedder("one"))
    list(back.reembed())
    assert spaces_of(back) == {"one-embedder"} and by_meaning(back) == {"march.txt", "june.txt"}
    back.close()


def test_what_was_opened_before_does_not_take_the_library_back(folder: Path) -> None:
    page = Store(folder, HashEmbedder("one"))
    other = Store(folder, HashEmbedder("two"))
    list(other.reembed())
    other.close()
    with pytest.raises(LibraryError, match=r"gone to the embedder two while this was running. Start it again"):
        add(page, as_incoming("july.txt", JUNE))
    with pytest.raises(LibraryError, match="Start it again"):
        page.edit("march.txt", Corrections(title="No"))
    assert page.search("patrol boats").hits
    page.close()


def test_a_server_that_is_down_costs_meaning_not_the_answer(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    library = Store(folder, FailingEmbedder("one", good=-1))
    for _ in range(3):
        assert library.search("Who will pay for the patrol boats?").hits[0].source.file == "june.txt"
    assert [record.message for record in caplog.records] == ["Searching by words alone: It is down. Start it."]
    library.close()


def test_a_server_that_is_down_stops_an_add_and_loses_nothing(folder: Path) -> None:
    library = Store(folder, FailingEmbedder("one", good=2))
    done = []
    with pytest.raises(EmbedderError, match="It is down"):
        for step in library.add(
            [as_incoming(f"{n}.txt", f"Radio Fjord: What of ferry {n}?\nAna Vell: It sails.\n") for n in range(5)]
        ):
            done += [step.file] if isinstance(step, Added) else []
    assert done == ["0.txt", "1.txt"]
    assert {entry.file for entry in library.entries()} == {"march.txt", "june.txt", *done}
    library.remove("0.txt")
    library.close()


def test_a_file_read_by_an_older_reader_is_still_read_again_after_a_move(folder: Path) -> None:
    library = Store(folder, HashEmbedder("two"))
    with library._database.transaction() as connection:
        connection.execute("UPDATE transcripts SET reader = 0 WHERE file = 'june.txt'")
    list(library.reembed())
    assert add(library, as_incoming("june.txt", JUNE))[0].status == "replaced"
    library.close()


@pytest.mark.slow
def test_killed_while_embedding_anew_the_next_command_goes_on(tmp_path: Path) -> None:
    library = Store(tmp_path, HashEmbedder("one"))
    add(library, *(as_incoming(f"{n}.txt", MARCH.replace("12,000", f"{n},000")) for n in range(12)))
    library.close()
    script = """
        import os, sys, time
        from pathlib import Path
        from store.store import Store
        from tests.fakes import HashEmbedder
        for step in Store(Path(sys.argv[1]), HashEmbedder("two", window=20)).reembed():
            print(step.done, flush=True)
            time.sleep(0.02)
    """
    for wait in (3, 11):
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout
        for _ in range(wait):
            assert child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
    embedder = HashEmbedder("two", window=20)
    library = Store(tmp_path, embedder)
    some = len(by_meaning(library))
    assert 0 < some < 12 and made_with(tmp_path) == ONE
    list(library.reembed())
    assert len(by_meaning(library)) == 12 and spaces_of(library) == {"two-embedder"}
    assert not {f"{n},000" for n in range(some)} & set(" ".join(embedder.embedded).split())
    assert np.isclose(library.search("quota of tonnes").hits[0].score, 1, atol=0.3)
    library.close()
