"""Finds vectors that are missing, have no passage, or are not those of their words."""

import random
from collections.abc import Iterator, Sequence

import numpy as np

from store.catalog import Catalog
from store.cutting import hash_of, words_of
from store.database import Database
from store.embedders import Embedder
from store.findings import Finding, Notice, Step, counted
from store.spaces import Spaces

_PAGE = 1000
# Of a vector's length and, in each dimension, of a vector made again: rounding differs with the batch.
_TOLERANCE = 1e-3

EXTRA = "NOT EXISTS (SELECT 1 FROM passages p WHERE p.hash = vectors.hash)"


def check_vectors(database: Database, embedder: Embedder, *, sample: int | None) -> Iterator[Finding | Notice | Step]:
    """Every vector by its form, and `sample` of them by embedding their words again; None: all of them."""
    yield Step("looking at vectors", 0, 0)
    if waiting := len(Spaces(database).waiting(embedder.fingerprint)):
        yield Notice(f"{waiting:,} transcripts were embedded by another embedder. Embed them anew: onrecord rebuild")
    if missing := len(missing_hashes(database, embedder.fingerprint)):
        yield Finding(
            "vectors",
            f"vectors are missing of {counted(missing, 'passage')}: questions find them by words alone.",
            missing,
        )
    if extra := database.rows(f"SELECT count(*) FROM vectors WHERE {EXTRA}")[0][0]:
        yield Finding("vectors", f"there is no passage of {counted(extra, 'vector')}.", extra)
    wrong = set(malformed(database, embedder.fingerprint))
    for found in differing(database, embedder, sample, wrong):
        if isinstance(found, Step):
            yield found
        else:
            wrong.add(found)
    if wrong:
        what = f"wrong vectors: {counted(len(wrong), 'passage')} cannot be found by meaning."
        yield Finding("vectors", what, len(wrong), keys=tuple(sorted(wrong)))


def missing_hashes(database: Database, fingerprint: str) -> list[str]:
    """The hashes of passages that were cut for this embedder and have no vector by it, in the order of the passages."""
    rows = database.rows(
        "SELECT p.hash FROM passages p JOIN transcripts t ON t.id = p.transcript_id AND t.embedder = ?1"
        " LEFT JOIN vectors v ON v.hash = p.hash AND v.embedder = ?1"
        " WHERE v.hash IS NULL GROUP BY p.hash ORDER BY min(p.id)",
        (fingerprint,),
    )
    return [row[0] for row in rows]


def malformed(database: Database, fingerprint: str) -> Iterator[str]:
    """The hashes of vectors that are no unit vectors of the dimensions most have."""
    sizes = database.rows(
        "SELECT length(vector) AS size FROM vectors WHERE embedder = ? GROUP BY size ORDER BY count(*) DESC",
        (fingerprint,),
    )
    after = ""
    while rows := database.rows(
        "SELECT hash, vector FROM vectors WHERE embedder = ? AND hash > ? ORDER BY hash LIMIT ?",
        (fingerprint, after, _PAGE),
    ):
        after = rows[-1]["hash"]
        right = [row for row in rows if len(row["vector"]) == sizes[0]["size"]]
        yield from (row["hash"] for row in rows if row not in right)
        yield from (row["hash"] for row in right if not is_unit(row["vector"]))


def is_unit(vector: bytes) -> bool:
    """Whether these are the bytes of a vector of length 1."""
    if len(vector) % 4:
        return False
    with np.errstate(all="ignore"):  # overwritten bytes may be any number
        return bool(abs(np.linalg.norm(np.frombuffer(vector, dtype=np.float32)) - 1) <= _TOLERANCE)


def differing(database: Database, embedder: Embedder, sample: int | None, leave_out: set[str]) -> Iterator[Step | str]:
    """The hashes of vectors that are not what the embedder makes of the words."""
    hashes = [
        row[0]
        for row in database.rows("SELECT hash FROM vectors WHERE embedder = ? ORDER BY hash", (embedder.fingerprint,))
        if row[0] not in leave_out
    ]
    if sample is not None and sample < len(hashes):
        # Others every time, so that many checks see many vectors.
        hashes = random.sample(hashes, sample)
    for start in range(0, len(hashes), 100):
        yield Step("embedding passages again", start, len(hashes))
        batch = hashes[start : start + 100]
        known = [(hash, words) for hash, words in words_by_hash(database, batch).items() if hash_of(words) == hash]
        kept = {
            row["hash"]: np.frombuffer(row["vector"], dtype=np.float32)
            for row in database.rows(
                f"SELECT hash, vector FROM vectors WHERE embedder = ? AND hash IN ({', '.join('?' * len(batch))})",
                (embedder.fingerprint, *batch),
            )
        }
        for position, vector in embedder.embed([words for _, words in known]) if known else ():
            hash = known[position][0]
            if kept[hash].shape != vector.shape or np.abs(kept[hash] - vector).max() > _TOLERANCE:
                yield hash


def words_by_hash(database: Database, hashes: Sequence[str]) -> dict[str, str]:
    """The words of passages, by their hash; those without a passage are left out."""
    catalog = Catalog(database)
    rows = database.rows(
        "SELECT hash, transcript_id, exchange, start, end FROM passages"
        f" WHERE hash IN ({', '.join('?' * len(hashes))}) GROUP BY hash",
        hashes,
    )
    return {
        row["hash"]: words_of(
            sentence.text
            for sentence in catalog.sentences(row["transcript_id"], row["exchange"])
            if row["start"] <= sentence.span.start and sentence.span.end <= row["end"]
        )
        for row in rows
    }
