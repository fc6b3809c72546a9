"""Finds what is wrong with the signatures of recurring lines, and makes them again."""

from collections.abc import Collection, Iterator, Sequence

from store.database import Database
from store.findings import Finding, Step, counted
from store.lines import fill, kept_sentences
from store.signatures import VERSION, signatures_of


def check_lines(database: Database, faulty: Collection[str] = ()) -> Iterator[Finding | Step]:
    """Compare each transcript's signatures with its sentences; those that are not made yet are no fault.

    Transcripts that are `faulty` in text or spans are passed over: their sentences are not what was read.
    """
    rows = database.rows("SELECT transcript_id, sentences FROM signatures WHERE version = ?", (VERSION,))
    wrong = []
    for done, row in enumerate(rows):
        yield Step("comparing the signatures of sentences", done, len(rows))
        if row["transcript_id"] in faulty:
            continue
        if signatures_of(kept_sentences(database, row["transcript_id"])).tobytes() != row["sentences"]:
            wrong.append(row["transcript_id"])
    if wrong:
        told = f"the signatures of recurring lines do not fit {counted(len(wrong), 'transcript')}."
        yield Finding("lines", told, len(wrong), keys=tuple(wrong))


def mend_lines(database: Database, ids: Sequence[str]) -> Iterator[Step]:
    """Make the signatures of these transcripts, and any that are missing, again."""
    with database.transaction() as connection:
        connection.executemany("DELETE FROM signatures WHERE transcript_id = ?", ((id,) for id in ids))
    for done, total in fill(database):
        yield Step("comparing sentences again", done, total)
