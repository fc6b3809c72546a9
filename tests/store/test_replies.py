"""Replies that give no information, as the library keeps them: told when added, kept right, counted, filtered."""

from contextlib import closing
from pathlib import Path

from store.archive import export, import_
from store.corrections import Corrections, anchor
from store.database import Database
from store.nonanswers import RULE
from store.schema import MIGRATIONS
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import as_incoming
from tests.store.damage import findings, sql

_NONE = Filters(non_answers=True)


def counts(store: Store) -> dict[str, int | None]:
    return {entry.file: entry.non_answers for entry in store.entries()}


def found(store: Store, filters: Filters) -> set[tuple[str, int]]:
    hits = store.search("Norlandia patrol boats accord", filters).hits
    return {(hit.source.file, hit.passage.exchange) for hit in hits}


def as_of_before(folder: Path) -> None:
    """What a library of a version that knew no labels is after its migration."""
    sql(folder, "DELETE FROM replies")
    sql(folder, "UPDATE transcripts SET labelled = 0")


def test_adding_tells_replies_that_give_no_information(store: Store) -> None:
    assert counts(store) == {"march.txt": 0, "june.txt": 1}
    replies = {(reply.day, reply.exchange): reply for reply in store.replies.asked()}
    assert len(replies) == 4
    declined = replies["2031-06-10", 1]
    assert (declined.informs, declined.speaker, declined.outlet) == (False, "Ana Vell", "Radio Fjord")


def test_the_filter_leaves_exchanges_without_information(store: Store) -> None:
    assert found(store, _NONE) == {("june.txt", 1)}
    assert store.scope(_NONE).transcripts == 1
    assert found(store, Filters(non_answers=True, outlets=("Harbour",))) == set()


def test_a_replaced_transcript_is_labelled_anew(store: Store) -> None:
    add(store, as_incoming("june.txt", "Radio Fjord: Who will pay?\nAna Vell: The coast guard pays for the boats.\n"))
    assert counts(store)["june.txt"] == 0
    assert found(store, _NONE) == set()


def test_joining_exchanges_labels_them_together(store: Store) -> None:
    reading, _ = store.as_read("june.txt")
    store.edit("june.txt", Corrections(joins=(anchor(reading, reading.exchanges[1].turns[0]),)))
    assert counts(store)["june.txt"] == 0
    assert findings(store.folder) == []


def test_a_removed_transcript_leaves_no_label(store: Store) -> None:
    store.remove("june.txt")
    assert found(store, _NONE) == set()
    assert sql(store.folder, "SELECT count(*) FROM replies") == [(2,)]


def test_an_older_library_is_labelled_when_it_is_asked_for(store: Store) -> None:
    as_of_before(store.folder)
    assert counts(store) == {"march.txt": None, "june.txt": None}
    assert findings(store.folder) == []
    assert found(store, _NONE) == {("june.txt", 1)}
    assert counts(store) == {"march.txt": 0, "june.txt": 1}
    assert list(store.replies.label()) == []


def test_labels_of_an_older_rule_are_made_anew(store: Store) -> None:
    sql(store.folder, "UPDATE replies SET informs = 0")
    sql(store.folder, "UPDATE transcripts SET labelled = ?", RULE - 1)
    assert sum(not reply.informs for reply in store.replies.asked()) == 1


def test_a_library_of_the_version_before_gets_its_labels(tmp_path: Path, store: Store) -> None:
    older = tmp_path / "older.sqlite3"
    with closing(Database(older, MIGRATIONS[:3])) as database, database.transaction() as connection:
        connection.execute("INSERT INTO corrections_log VALUES (1, '', '', '', '')")
    with closing(Database(older, MIGRATIONS)) as database:
        assert database.rows("SELECT count(*) FROM replies")[0][0] == 0


def test_an_archive_brings_the_labels_along(tmp_path: Path, store: Store) -> None:
    for _ in export(store.folder, tmp_path / "library.zip"):
        pass
    for _ in import_(tmp_path / "library.zip", tmp_path / "moved"):
        pass
    with closing(Store(tmp_path / "moved", HashEmbedder())) as moved:
        assert counts(moved) == {"march.txt": 0, "june.txt": 1}


_PANEL = """\
Radio Fjord: Who will pay for the new patrol boats?
Ana Vell: I have nothing to share on that today.
Bo Lund: The coast guard pays for the boats, from the budget of next year.
Harbour Times: Has the accord been signed?
Ana Vell: I have nothing to share on that today.
Bo Lund: I won't comment on that either.
Ana Vell: Thank you.
Radio Fjord: When does the ferry sail?
Ana Vell: I have nothing to share on that today.
Bo Lund: Thanks, good question.
"""


def test_a_reply_of_several_gives_no_information_only_if_none_of_them_does(empty_store: Store) -> None:
    add(empty_store, as_incoming("panel.txt", _PANEL))
    assert [reply.informs for reply in empty_store.replies.asked()] == [True, False, False]


def test_replies_of_several_in_a_library_of_the_rule_before_are_labelled_anew(empty_store: Store) -> None:
    add(empty_store, as_incoming("panel.txt", _PANEL))
    sql(empty_store.folder, "UPDATE replies SET informs = 0")
    sql(empty_store.folder, "UPDATE transcripts SET labelled = 2")
    assert counts(empty_store) == {"panel.txt": None}
    assert found(empty_store, _NONE) == {("panel.txt", 1), ("panel.txt", 2)}
    assert findings(empty_store.folder) == []
