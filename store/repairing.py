"""Mends what is derived from the transcripts; texts, readings and corrections are never touched."""

import datetime as dt
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from store.catalog import Catalog, count_change, put_names
from store.check_catalog import DERIVED_TABLES, ROWS_OF_TRANSCRIPT, Kept, read_fault
from store.check_index import check_index
from store.check_lines import mend_lines
from store.check_vectors import EXTRA, malformed, missing_hashes, words_by_hash
from store.checking import check
from store.corrections import corrected
from store.cutting import hash_of, passages_of, sentences_of
from store.database import Connection, Database
from store.dense_server import ChromaServer, ServerIndexes
from store.embedders import Embedder
from store.errors import LibraryError
from store.findings import Finding, Kind, Notice, Repaired, Step
from store.index import Index
from store.leftovers import leftovers, remove
from store.lock import writing
from store.passage_rows import PassageRows
from store.replies import Replies
from store.rows import indexed_words, name_runs
from store.schema import MIGRATIONS
from store.span_faults import words_of_passages
from store.types import Transcript

_BATCH = 256
_BEYOND = "It could not be mended: import a backup, or save what can be read: onrecord export --salvage FILE"
_COLUMNS = "words, speakers, outlets, title, date"


def repair(
    folder: Path, embedder: Embedder, *, sample: int | None, server: ChromaServer | None = None
) -> Iterator[Step | Notice | Finding | Repaired]:
    """Check, mend what can be mended, check again; yields what was repaired, and the findings that remain.

    Interrupted, it leaves the library as good as before: the same command goes on.
    Raises LibraryLockedError, LibraryError.
    """
    with writing(folder, "repairing the library"):
        found = yield from _findings(check(folder, embedder, sample=sample, server=server, is_writer=True))
        if found and all(finding.kind != "catalog" for finding in found):
            with closing(Database(folder / "catalog.sqlite3", MIGRATIONS)) as database:
                yield from _mend(database, folder, embedder, server, found)
            before = found
            found = yield from _findings(check(folder, embedder, sample=sample, server=server, is_writer=True))
            remaining: set[Kind] = {finding.kind for finding in found}
            yield from (Repaired(finding) for finding in before if finding.kind not in remaining)
            found = [replace(finding, mend=_BEYOND) if finding.can_repair else finding for finding in found]
        yield from found


def _findings(checking: Iterator[Finding | Notice | Step]) -> Generator[Step | Notice, None, list[Finding]]:
    """Pass on everything but the findings, which are returned."""
    found: list[Finding] = []
    for item in checking:
        if isinstance(item, Finding):
            found.append(item)
        else:
            yield item
    return found


def rebuild(folder: Path, embedder: Embedder, *, server: ChromaServer | None = None) -> Iterator[Step]:
    """Make the index anew from the catalog, beside the old one, which answers until it is done.

    Passages without a sound vector are embedded first. Raises LibraryLockedError, LibraryError.
    """
    if not (folder / "catalog.sqlite3").is_file():
        raise LibraryError(f"{folder}: there is no library.", "Name its folder with --data.")
    with (
        writing(folder, "rebuilding the index"),
        closing(Database(folder / "catalog.sqlite3", MIGRATIONS)) as database,
    ):
        _forget(database, embedder.fingerprint, list(malformed(database, embedder.fingerprint)))
        yield from _embed(database, embedder, missing_hashes(database, embedder.fingerprint))
        yield from _publish(database, folder, embedder, server)
        for item in check_index(database, folder, embedder.fingerprint, server):
            if isinstance(item, Step):
                yield item
            elif isinstance(item, Finding):
                raise LibraryError(f"The new index is not right: {item.what}", "Check the disk: onrecord check")


def _mend(
    database: Database, folder: Path, embedder: Embedder, server: ChromaServer | None, found: Sequence[Finding]
) -> Iterator[Step]:
    kinds = {finding.kind for finding in found}
    if "spans" in kinds:
        ids = [id for finding in found if finding.kind == "spans" for id in finding.keys]
        yield from _cut_again(database, embedder, ids)
    if kinds & {"spans", "names", "words"}:
        yield from _derive_names_and_words(database)
    if "lines" in kinds:
        yield from mend_lines(database, [id for finding in found if finding.kind == "lines" for id in finding.keys])
    if "replies" in kinds:
        replies = Replies(database)
        replies.forget(id for finding in found if finding.kind == "replies" for id in finding.keys)
        yield from (Step("labelling replies again", *step) for step in replies.label())
    if "vectors" in kinds or "spans" in kinds:
        wrong = [hash for finding in found if finding.kind == "vectors" for hash in finding.keys]
        _forget(database, embedder.fingerprint, wrong)
        yield from _embed(database, embedder, missing_hashes(database, embedder.fingerprint))
    if kinds & {"spans", "vectors", "index"}:
        yield from _publish(database, folder, embedder, server)
    generation = PassageRows(database).generation()
    if kinds & {"index", "leftovers"}:
        remove(leftovers(folder, generation.name if generation else None))


def _cut_again(database: Database, embedder: Embedder, ids: Sequence[str]) -> Iterator[Step]:
    """Turns, sentences and passages from what was read and corrected."""
    catalog = Catalog(database)
    with database.transaction() as connection:
        for table in DERIVED_TABLES:
            connection.execute(f"DELETE FROM {table} WHERE transcript_id NOT IN (SELECT id FROM transcripts)")
    for done, id in enumerate(ids):
        yield Step("cutting transcripts again", done, len(ids))
        row = database.rows("SELECT * FROM transcripts WHERE id = ?", (id,))[0]
        as_read, said = catalog.as_read(id)
        reading = corrected(as_read, said)
        sentences = sentences_of(reading, id)
        catalog.put(
            Transcript(id, row["file"], row["sha256"], dt.datetime.fromisoformat(row["added"]), reading),
            origin=row["origin"],
            reader=row["reader"],
            as_read=as_read,
            corrections=said,
            sentences=sentences,
            passages=passages_of(sentences, embedder.count_tokens, embedder.window),
            embedder=embedder.fingerprint,
            vectors={},
        )


def _derive_names_and_words(database: Database) -> Iterator[Step]:
    """Who speaks where, and the full-text index, of every transcript, in one transaction."""
    ids = [row["id"] for row in database.rows("SELECT id FROM transcripts")]
    with database.transaction() as connection:
        connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")
        connection.execute("DELETE FROM passages_fts WHERE rowid NOT IN (SELECT id FROM passages)")
        connection.execute("DELETE FROM name_runs")
        for done, id in enumerate(ids):
            yield Step("indexing words again", done, len(ids))
            row = database.rows("SELECT * FROM transcripts WHERE id = ?", (id,))[0]
            if read_fault(row):  # a person decides
                continue
            kept = Kept.of(row, *(database.rows(sql, (id,)) for sql in ROWS_OF_TRANSCRIPT))
            places = [(passage.id, passage.exchange) for passage in kept.passages]
            put_names(connection, name_runs(kept.reading.exchanges, places))
            _put_words(connection, kept)
        count_change(connection)


def _put_words(connection: Connection, kept: Kept) -> None:
    words = words_of_passages(kept.reading, kept.sentences, kept.passages)
    for passage, now in zip(kept.passages, words, strict=True):
        if hash_of(now) != passage.hash:  # its text is damaged: a person decides
            continue
        right = indexed_words(kept.reading, passage.exchange, now)
        there = connection.execute(f"SELECT {_COLUMNS} FROM passages_fts WHERE rowid = ?", (passage.id,)).fetchone()
        if there is None or tuple(there) != right:
            connection.execute("DELETE FROM passages_fts WHERE rowid = ?", (passage.id,))
            connection.execute(
                f"INSERT INTO passages_fts (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", (passage.id, *right)
            )


def _forget(database: Database, fingerprint: str, wrong: Sequence[str]) -> None:
    """Delete wrong vectors, and those that no passage has."""
    with database.transaction() as connection:
        connection.executemany(
            "DELETE FROM vectors WHERE hash = ? AND embedder = ?", ((hash, fingerprint) for hash in wrong)
        )
        connection.execute(f"DELETE FROM vectors WHERE {EXTRA}")
        count_change(connection)


def _embed(database: Database, embedder: Embedder, hashes: Sequence[str]) -> Iterator[Step]:
    """Vectors for passages that have none, a batch a transaction: interrupted, the next run goes on."""
    for start in range(0, len(hashes), _BATCH):
        batch = list(words_by_hash(database, hashes[start : start + _BATCH]).items())
        vectors: dict[str, bytes] = {}
        for position, vector in embedder.embed([words for _, words in batch]):
            yield Step("embedding passages", start + len(vectors), len(hashes))
            hash, words = batch[position]
            if hash_of(words) == hash:
                vectors[hash] = vector.tobytes()
        with database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                ((hash, embedder.fingerprint, vector) for hash, vector in vectors.items()),
            )
            count_change(connection)


def _publish(database: Database, folder: Path, embedder: Embedder, server: ChromaServer | None) -> Iterator[Step]:
    """A new index beside the old one. Raises LibraryError when it cannot be made; then the old one answers on."""
    rows = PassageRows(database)
    before = rows.generation()
    on_server = ServerIndexes(server, Catalog(database).library_id()) if server else None
    with closing(Index(rows, folder, embedder.fingerprint, on_server)) as index:
        try:
            for done, total in index.publish(anew=True):
                yield Step("building the index", done, total)
        finally:
            after = rows.generation()
            if after == before:  # interrupted, or no room
                remove(leftovers(folder, before.name if before else None))
    if after is None or after == before or after.place != (server.url if server else ""):
        raise LibraryError(
            f"{folder}: the index could not be built; searches go on without it.",
            "Check free space" + (" and the Chroma server." if server else "."),
        )
