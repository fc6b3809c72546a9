"""What a damaged catalog still tells: its transcripts, row by row."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from store.catalog import Catalog
from store.check_catalog import ROWS_OF_TRANSCRIPT, UNREADABLE, Kept, read_fault
from store.check_vectors import is_unit
from store.corrections import Corrections, corrected, from_json
from store.cutting import hash_of, passages_of, sentences_of
from store.database import Database, Row, Wreck
from store.embedders import Embedder
from store.errors import DamagedCatalogError, LibraryError
from store.rows import as_read
from store.span_faults import words_of_passages
from store.types import Reading, Transcript

_INDEXED = ("id", "origin", "sha256", "date")


@dataclass(frozen=True, slots=True)
class Lost:
    """A transcript that cannot be saved, by whatever of its name can be told, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Saved:
    row: Row
    as_read: Reading
    said: Corrections


def readable(path: Path) -> tuple[int, int]:
    """How many transcripts of a damaged catalog can be saved, and how many cannot."""
    try:
        with closing(Wreck(path)) as wreck:
            found = [isinstance(item, _Saved) for item in _transcripts(wreck)]
    except DamagedCatalogError:
        return 0, 0
    return sum(found), len(found) - sum(found)


def salvage(path: Path, target: Database, embedder: Embedder) -> Iterator[tuple[int, int] | Lost]:
    """Put every transcript that can be read into the new catalog `target`, with its corrections and vectors.

    Yields how many of how many are done, and each that is lost. Raises DamagedCatalogError if nothing can be read.
    """
    catalog = Catalog(target)
    with closing(Wreck(path)) as wreck:
        total = len(wreck.rowids("transcripts", _INDEXED))
        for done, item in enumerate(_transcripts(wreck)):
            yield done, total
            if isinstance(item, Lost):
                yield item
                continue
            try:
                _put(catalog, item, wreck, embedder)
            except LibraryError as error:
                yield Lost(item.row["file"], error.problem)
        with target.transaction() as connection:
            logged, _ = wreck.rows("SELECT number, made, transcript_id, file, corrections FROM corrections_log")
            connection.executemany("INSERT INTO corrections_log VALUES (?, ?, ?, ?, ?)", map(tuple, logged))


def _transcripts(wreck: Wreck) -> Iterator[_Saved | Lost]:
    for rowid in wreck.rowids("transcripts", _INDEXED):
        rows, fault = wreck.rows("SELECT * FROM transcripts WHERE rowid = ?", (rowid,))
        if not rows:
            # A number without a fault was never used, or its transcript was removed.
            if fault:
                named, _ = wreck.rows("SELECT id, file FROM transcripts WHERE rowid = ?", (rowid,))
                told, _ = wreck.rows("SELECT id FROM transcripts WHERE rowid = ?", (rowid,))
                name = named[0]["file"] if named else told[0]["id"] if told else f"row {rowid}"
                yield Lost(name, fault)
            continue
        row = rows[0]
        if why := read_fault(row):
            yield Lost(row["file"], why)
        elif _is_changed(wreck, row):
            yield Lost(row["file"], "its text is not what was added")
        else:
            yield _Saved(row, as_read(row), from_json(row["corrections"]))


def _is_changed(wreck: Wreck, row: Row) -> bool:
    """Whether passages that can still be read, and fit the text, had other words when they were kept."""
    parts = [wreck.rows(sql, (row["id"],)) for sql in ROWS_OF_TRANSCRIPT]
    if any(fault for _, fault in parts):
        return False
    try:
        kept = Kept.of(row, *(rows for rows, _ in parts))
        if kept.fault():
            return False
    except UNREADABLE:
        return False
    words = words_of_passages(kept.reading, kept.sentences, kept.passages)
    return any(hash_of(now) != passage.hash for now, passage in zip(words, kept.passages, strict=True))


def _put(catalog: Catalog, saved: _Saved, wreck: Wreck, embedder: Embedder) -> None:
    row = saved.row
    reading = corrected(saved.as_read, saved.said)
    transcript = Transcript(row["id"], row["file"], row["sha256"], dt.datetime.fromisoformat(row["added"]), reading)
    sentences = sentences_of(reading, transcript.id)
    passages = passages_of(sentences, embedder.count_tokens, embedder.window)
    vectors = {}
    for hash in {passage.hash for passage in passages}:
        rows, _ = wreck.rows("SELECT vector FROM vectors WHERE hash = ? AND embedder = ?", (hash, embedder.fingerprint))
        if rows and is_unit(rows[0]["vector"]):
            vectors[hash] = rows[0]["vector"]
    catalog.put(
        transcript,
        origin=row["origin"],
        reader=row["reader"],
        as_read=saved.as_read,
        corrections=saved.said,
        sentences=sentences,
        passages=passages,
        embedder=embedder.fingerprint,
        vectors=vectors,
    )
