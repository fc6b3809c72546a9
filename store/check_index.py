"""Finds what is wrong with the published index."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from store.chroma_child import Page, read_apart
from store.database import Database
from store.dense_server import ChromaServer, ServerIndexes
from store.errors import BrokenIndexError
from store.findings import Finding, Notice, Step, counted
from store.passage_rows import Generation, Ids, PassageRows, Vectors
from store.seal import broken_seal
from store.vector_file import VectorFiles

_PAGE = 500
# Chroma may scale a vector anew.
_TOLERANCE = 1e-5


def check_index(
    database: Database, folder: Path, fingerprint: str, server: ChromaServer | None
) -> Iterator[Finding | Notice | Step]:
    """Compares the published index with the catalog, vector by vector."""
    rows = PassageRows(database)
    generation = rows.generation()
    if generation is None or generation.embedder != fingerprint:
        if database.rows("SELECT 1 FROM passages LIMIT 1"):
            yield Notice("No index is published yet: searches compare every passage. Make one: onrecord rebuild")
        return
    yield from _compare("vector file", generation, rows, _file_pages(folder, generation.name))
    if generation.place == "":
        reason = broken_seal(folder / "chroma" / generation.name)
        if not (folder / "chroma" / generation.name).is_dir():
            yield Finding("index", "the Chroma index: its folder is missing.", 1)
        elif reason:
            yield Finding("index", f"the Chroma index: {reason}.", 1)
        else:
            pages = read_apart(folder / "chroma", generation.name, generation.size)
            yield from _compare("Chroma index", generation, rows, pages)
    elif server and generation.place == server.url:
        library = database.rows("SELECT value FROM state WHERE name = 'library'")[0][0]
        pages = ServerIndexes(server, library).pages(generation.name, generation.size)
        yield from _compare("Chroma index", generation, rows, pages)
    elif server or generation.place == "none":
        yield Finding("index", "the Chroma index could not be made: searches compare every passage.", 1)
    else:
        yield Notice(f"The Chroma index is at {generation.place}, which is not set (ONRECORD_CHROMA_URL): not checked.")


def _file_pages(folder: Path, name: str) -> Iterator[Page]:
    files = VectorFiles(folder / "vectors")
    ids, vectors = files.read(name)
    for start in range(0, len(ids), _PAGE):
        yield ids[start : start + _PAGE], vectors[start : start + _PAGE]


def _compare(what: str, generation: Generation, rows: PassageRows, pages: Iterator[Page]) -> Iterator[Finding | Step]:
    """Whether pages of ids and vectors are the passages that the generation holds, as far as they are still there."""
    seen, wrong = 0, 0
    known = rows.passage_ids(generation.embedder)
    expected = known[known <= generation.up_to]
    found: list[Ids] = [np.zeros(0, dtype=np.int64)]
    try:
        for ids, vectors in pages:
            yield Step(f"comparing the {what}", seen, generation.size)
            seen += len(ids)
            found.append(ids)
            wrong += _wrong(ids, vectors, expected, rows, generation.embedder)
    except BrokenIndexError as error:
        yield Finding("index", f"the {what} cannot be read ({error}).", 1)
        return
    held = np.concatenate(found)
    missing = len(np.setdiff1d(expected, held))
    if len(held) != generation.size or len(np.unique(held)) != len(held):
        yield Finding("index", f"the {what} holds {len(held):,} of {generation.size:,} passages.", 1)
    if missing:
        yield Finding("index", f"the {what} lacks {counted(missing, 'passage')}.", missing)
    if foreign := int((held > generation.up_to).sum()):
        yield Finding("index", f"the {what} has {counted(foreign, 'passage')} too many.", foreign)
    if wrong:
        yield Finding("index", f"the {what} differs from the catalog in {counted(wrong, 'vector')}.", wrong)


def _wrong(ids: Ids, vectors: Vectors, expected: Ids, rows: PassageRows, fingerprint: str) -> int:
    """How many vectors of passages that are still there are not the catalog's."""
    is_kept = np.isin(ids, expected)
    ids, vectors = ids[is_kept], vectors[is_kept]
    order = np.argsort(ids)
    try:
        right = rows.vectors_of(ids, fingerprint) if len(ids) else vectors
    except ValueError:  # vectors of several lengths, which the catalog's own check tells
        return 0
    if right.shape != vectors.shape:
        return len(ids)
    with np.errstate(all="ignore"):  # overwritten bytes may be any number
        return int((~(np.abs(vectors[order] - right) <= _TOLERANCE).all(axis=1)).sum())
