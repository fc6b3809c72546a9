"""Checking and repairing a library: every damage to what is derived is found, and mended from the texts."""

import struct
from pathlib import Path

import pytest

from store.checking import check
from store.corrections import Corrections
from store.errors import LibraryError
from store.lock import writing
from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import as_incoming
from tests.store.damage import findings, hits, mended, notices, sql, truth

_A_HASH = "(SELECT hash FROM passages ORDER BY id LIMIT 1)"
_OLDER = "SELECT id FROM transcripts WHERE file <> 'june.txt'"
_MARCH = "(SELECT id FROM transcripts WHERE file = 'march.txt')"
NAN = struct.pack("<f", float("nan")) * 64

DAMAGES = {
    "vectors are missing": ("vectors", "DELETE FROM vectors WHERE hash IN (SELECT hash FROM passages LIMIT 2)"),
    "a vector belongs to nothing": (
        "vectors",
        "INSERT INTO vectors SELECT 'nothing', embedder, vector FROM vectors LIMIT 1",
    ),
    "a vector is too short": ("vectors", f"UPDATE vectors SET vector = substr(vector, 1, 40) WHERE hash = {_A_HASH}"),
    "a vector has no length": ("vectors", f"UPDATE vectors SET vector = zeroblob(256) WHERE hash = {_A_HASH}"),
    "a vector is no number": ("vectors", f"UPDATE vectors SET vector = x'{NAN.hex()}' WHERE hash = {_A_HASH}"),
    "a vector is another passage's": (
        "vectors",
        f"UPDATE vectors SET vector = (SELECT vector FROM vectors WHERE hash <> {_A_HASH}) WHERE hash = {_A_HASH}",
    ),
    "words are missing from full-text search": ("words", "DELETE FROM passages_fts WHERE rowid = 2"),
    "full-text search has a passage of nothing": (
        "words",
        "INSERT INTO passages_fts (rowid, words) VALUES (999, 'ghost')",
    ),
    "full-text search has other words": ("words", "UPDATE passages_fts_content SET c0 = 'ghost' WHERE id = 2"),
    "the full-text index is torn": ("words", "DELETE FROM passages_fts_data WHERE id > 10"),
    "a sentence begins too late": ("spans", "UPDATE sentences SET start = start + 3 WHERE exchange = 1"),
    "a sentence is missing": ("spans", f"DELETE FROM sentences WHERE transcript_id = {_MARCH} AND position = 1"),
    "sentences of nothing": ("spans", "INSERT INTO sentences VALUES ('ghost', 0, 0, 0, 0, 1, NULL)"),
    "a turn ends too late": ("spans", "UPDATE turns SET end = end + 2 WHERE exchange = 0 AND position = 0"),
    "a turn has another speaker": ("spans", "UPDATE turns SET speaker = 'Bo Lund' WHERE exchange = 1 AND asks = 0"),
    "an exchange is missing": ("spans", "DELETE FROM turns WHERE exchange = 0"),
    "a passage ends too early": ("spans", "UPDATE passages SET end = end - 1 WHERE id = 2"),
    "a passage has another hash": ("spans", "UPDATE passages SET hash = 'ghost' WHERE id = 2"),
    "a passage is missing": ("spans", "DELETE FROM passages WHERE id = 2"),
    "a run of passages is too short": ("spans", f"UPDATE transcripts SET last_passage = 1 WHERE id = {_MARCH}"),
    "a reply is labelled wrong": ("replies", "UPDATE replies SET informs = NOT informs WHERE exchange = 1"),
    "a reply is not labelled": ("replies", f"DELETE FROM replies WHERE transcript_id = {_MARCH}"),
    "a name's run is missing": ("names", "DELETE FROM name_runs WHERE first = 1"),
    "a name's run is of nothing": ("names", "INSERT INTO name_runs SELECT id, 0, 999, 999 FROM names LIMIT 1"),
}


def test_a_sound_library_gives_no_finding(whole: Path) -> None:
    assert findings(whole) == []
    assert notices(whole) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_to_what_is_derived_is_found_and_mended(small: Path, name: str) -> None:
    kind, statement = DAMAGES[name]
    right, before = hits(small), truth(small)
    sql(small, statement)
    found = findings(small)
    assert kind in {finding.kind for finding in found}
    assert all(finding.can_repair and "onrecord check --repair" in finding.mend for finding in found)
    done, left = mended(small)
    assert kind in done and left == []
    assert hits(small) == right and truth(small) == before


@pytest.mark.parametrize(
    "said",
    [
        "A ban remains on the table. I just do not have a date for you.",
        "I am not a candidate. I have said it in the party, I have said it at home, and now I have said it here.",
    ],
)
def test_how_a_reply_is_labelled_that_only_the_judge_can_tell_is_no_damage(small: Path, said: str) -> None:
    store = Store(small, HashEmbedder())
    add(store, as_incoming("june.txt", f"Harbour Times: Is a ban on the table?\nAna Vell: {said}"))
    store.close()
    for _ in range(2):
        sql(small, f"UPDATE replies SET informs = NOT informs WHERE transcript_id NOT IN ({_OLDER})")
        assert findings(small) == []


def test_a_changed_text_is_told_and_left_as_it_is(small: Path) -> None:
    sql(small, "UPDATE transcripts SET text = replace(text, '12,000', '21,000')")
    before = truth(small)
    (found,) = findings(small)
    march = sql(small, "SELECT id FROM transcripts WHERE file = 'march.txt'")[0][0]
    assert (found.kind, found.can_repair, found.keys) == ("text", False, (march,))
    assert found.mend.endswith(f"add their files again: onrecord remove {march}")
    assert mended(small) == (set(), [found])
    assert truth(small) == before


@pytest.mark.parametrize("column, value", [("as_read", "{"), ("corrections", "[]"), ("asides", "[[9, 99999]]")])
def test_a_damaged_reading_is_told_and_does_not_keep_the_rest_from_being_mended(
    small: Path, column: str, value: str
) -> None:
    sql(small, f"UPDATE transcripts SET {column} = ? WHERE file = 'march.txt'", value)
    sql(small, "DELETE FROM vectors")
    assert {finding.kind for finding in findings(small)} == {"text", "vectors"}
    done, (left,) = mended(small)
    assert done == {"vectors"} and left.kind == "text" and "march.txt" in left.what


def test_corrections_outlive_a_repair(small: Path) -> None:
    store = Store(small, HashEmbedder())
    store.edit("march.txt", Corrections(names=(("Ana Vell", "Anna Vell"),)))
    store.close()
    sql(small, "UPDATE turns SET speaker = 'Bo Lund'")
    assert mended(small)[1] == []
    store = Store(small, HashEmbedder())
    assert store.entry("march.txt").speakers == ("Anna Vell",)
    store.close()


def test_a_check_writes_nothing(small: Path) -> None:
    sql(small, "DELETE FROM vectors")
    before = sql(small, "SELECT * FROM state")
    findings(small)
    assert sql(small, "SELECT count(*) FROM vectors") == [(0,)]
    assert sql(small, "SELECT * FROM state") == before


def test_only_a_sample_is_embedded_again(whole: Path) -> None:
    embedder = HashEmbedder()
    list(check(whole, embedder, sample=5))
    assert len(embedder.embedded) == 5


def test_what_a_live_writer_has_half_done_is_no_damage(small: Path) -> None:
    (small / "vectors" / "half-written").mkdir(parents=True)
    with writing(small, "adding transcripts"):
        assert findings(small) == []
        assert "written by process" in notices(small)[0]
    assert [finding.kind for finding in findings(small)] == ["leftovers"]


def test_a_library_between_two_embedders_is_not_damaged(small: Path) -> None:
    sql(small, "UPDATE transcripts SET embedder = 'other'")
    assert findings(small) == []
    assert "onrecord rebuild" in notices(small)[0]


def test_a_folder_without_a_library_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no library"):
        findings(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_lost_catalog_beside_its_index_is_not_taken_for_a_new_library(whole: Path, is_there: bool) -> None:
    for path in whole.glob("catalog.sqlite3*"):
        path.unlink()
    if is_there:
        (whole / "catalog.sqlite3").touch()
    (found,) = findings(whole)
    assert (found.kind, found.can_repair) == ("catalog", False) and "onrecord import" in found.mend


def test_the_library_can_be_used_after_a_repair(small: Path) -> None:
    sql(small, "UPDATE sentences SET start = start + 1")
    mended(small)
    store = Store(small, HashEmbedder())
    assert add(store, as_incoming("new.txt", "Radio Fjord: Is it open?\nAna Vell: The lighthouse is open.\n"))
    store.close()
    assert findings(small) == [] and hits(small, "lighthouse")[0][0] == "new.txt"
