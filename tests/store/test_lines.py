"""Sentences that are alike are found by their signatures, in every library."""

import datetime as dt
from contextlib import closing
from pathlib import Path

from store.archive import export, import_
from store.corrections import Corrections
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import as_incoming
from tests.store.damage import findings, mended, sql

POSITION = "Norlandia's position on the Halden accord is consistent and clear."


def briefing(day: int, answer: str, speaker: str = "Ana Vell") -> str:
    return f"03/{day:02}/2031 | Press briefing | Norlandia\nHarbour Times: What of it?\n{speaker}: {answer}\n"


def filled(store: Store) -> Store:
    """Three briefings: two with nearly one answer."""
    answers = [POSITION, POSITION.replace(" and clear", ""), "The ferry sails again in the first week of May."]
    add(store, *(as_incoming(f"{day}.txt", briefing(day, answer)) for day, answer in enumerate(answers, 1)))
    return store


def alike(store: Store, filters: Filters = Filters()) -> list[str]:
    return sorted(saying.source.file for saying in store.lines.like([POSITION], filters)[0])


def test_what_is_nearly_the_same_is_found(empty_store: Store) -> None:
    assert alike(filled(empty_store)) == ["1.txt", "2.txt"]


def test_what_is_added_later_is_found_too(empty_store: Store) -> None:
    store = filled(empty_store)
    alike(store)
    add(store, as_incoming("9.txt", briefing(9, POSITION)))
    assert alike(store) == ["1.txt", "2.txt", "9.txt"]


def test_what_is_removed_or_replaced_is_no_longer_found(empty_store: Store) -> None:
    store = filled(empty_store)
    store.remove("1.txt")
    add(store, as_incoming("2.txt", briefing(2, "The harbour is closed until the end of June.")))
    assert alike(store) == []


def test_filters_hold_what_is_found(empty_store: Store) -> None:
    store = filled(empty_store)
    add(store, as_incoming("lund.txt", briefing(20, POSITION, "Bo Lund")))
    assert alike(store, Filters(speakers=("lund",))) == ["lund.txt"]
    assert alike(store, Filters(until=dt.date(2031, 3, 1))) == ["1.txt"]
    assert alike(store, Filters(transcripts=("2.txt",))) == ["2.txt"]


def test_a_corrected_name_is_the_name_that_is_found(empty_store: Store) -> None:
    store = filled(empty_store)
    store.edit("1.txt", Corrections(names=(("Ana Vell", "Ida Quist"),)))
    assert alike(store, Filters(speakers=("quist",))) == ["1.txt"]


def test_the_most_repeated_come_first_and_the_new_ones_alone(empty_store: Store) -> None:
    store = filled(empty_store)
    ferry = "The ferry sails again in the first week of May."
    add(store, as_incoming("8.txt", briefing(8, ferry)), as_incoming("9.txt", briefing(9, ferry)))
    add(store, as_incoming("7.txt", briefing(7, POSITION)))
    assert store.lines.most_repeated(limit=9)[0].sentence.text == ferry
    new = store.lines.most_repeated(limit=9, new_since=dt.date(2031, 3, 2))
    assert {saying.sentence.text for saying in new} == {ferry}


def test_questions_and_scraps_have_no_signature(empty_store: Store) -> None:
    add(empty_store, as_incoming("q.txt", briefing(1, "Yes. That is so.")))
    assert empty_store.lines.like(["What of it?", "Yes.", "That is so.", ""]) == [[], [], [], []]


def test_a_library_of_an_earlier_version_is_made_ready_at_the_first_use(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(Store(folder, HashEmbedder())) as store:
        filled(store)
    sql(folder, "DELETE FROM signatures")  # as the migration leaves it
    assert findings(folder) == []
    with closing(Store(folder, HashEmbedder())) as store:
        assert list(store.lines.prepare()) == [(3, 3)]
        assert list(store.lines.prepare()) == []
        assert alike(store) == ["1.txt", "2.txt"]


def test_a_transcript_without_sentences_is_made_ready_once(empty_store: Store) -> None:
    add(empty_store, as_incoming("scraps.txt", briefing(1, "Yes.")))
    sql(empty_store.folder, "DELETE FROM signatures")
    sql(empty_store.folder, "DELETE FROM sentences")
    assert list(empty_store.lines.prepare()) == [(1, 1)]
    assert list(empty_store.lines.prepare()) == []


def test_signatures_of_an_earlier_way_are_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(Store(folder, HashEmbedder())) as store:
        filled(store)
    sql(folder, "UPDATE signatures SET version = 0, sentences = x'00'")
    assert findings(folder) == []
    with closing(Store(folder, HashEmbedder())) as store:
        assert alike(store) == ["1.txt", "2.txt"]


def test_an_imported_library_finds_the_same(empty_store: Store, tmp_path: Path) -> None:
    before = alike(filled(empty_store))
    for _ in export(empty_store.folder, tmp_path / "library.zip"):
        pass
    for _ in import_(tmp_path / "library.zip", tmp_path / "other"):
        pass
    with closing(Store(tmp_path / "other", HashEmbedder())) as store:
        assert alike(store) == before


def test_another_embedder_changes_nothing(empty_store: Store) -> None:
    before = alike(filled(empty_store))
    with closing(Store(empty_store.folder, HashEmbedder("other"))) as store:
        for _ in store.reembed():
            pass
        assert alike(store) == before


def test_wrong_signatures_are_found_and_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(Store(folder, HashEmbedder())) as store:
        filled(store)
    sql(folder, "UPDATE signatures SET sentences = x'00' WHERE transcript_id = (SELECT max(id) FROM transcripts)")
    assert [(finding.kind, finding.count) for finding in findings(folder)] == [("lines", 1)]
    assert mended(folder) == ({"lines"}, [])
    with closing(Store(folder, HashEmbedder())) as store:
        assert alike(store) == ["1.txt", "2.txt"]


def test_signatures_of_nothing_are_found_and_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with closing(Store(folder, HashEmbedder())) as store:
        filled(store)
    sql(folder, "INSERT INTO signatures VALUES ('nobody', 1, x'')")
    assert [finding.kind for finding in findings(folder)] == ["spans"]
    assert mended(folder) == ({"spans"}, [])
