"""Lines that recur: which sentences of the library are alike, told by their signatures."""

import datetime as dt
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from store.database import Connection, Database
from store.sayings import Saying, sayings_at, sayings_of
from store.scopes import Allowed, Scopes
from store.signatures import (
    BANDS,
    SIGNATURE,
    VERSION,
    Bands,
    Signatures,
    bands_of,
    signatures_of,
    speaker_number,
    words,
)
from store.types import Filters, Sentence

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_SHARED = 2  # bands that sentences which are alike share; one is shared by too many others
_MOST_ALIKE = 20_000  # sentences looked at for one text
_AT_ONCE = 50  # transcripts in one transaction


@dataclass(frozen=True)
class _Table:
    """Every signature of the library at one revision: of transcript `ids[owners[i]]`, on day `days[i]` (an ordinal)."""

    revision: str
    ids: tuple[str, ...]
    owners: Numbers
    days: Numbers
    signatures: Signatures
    bands: Bands  # shape (BANDS, n): each band in one piece of memory, which is compared in a fifth of the time

    def place(self, at: int) -> tuple[str, int, int]:
        row = self.signatures[at]
        return self.ids[int(self.owners[at])], int(row["exchange"]), int(row["position"])


class Lines:
    """Finds sentences that are alike. Keeps the signatures of the last state it saw. Safe to share between threads."""

    def __init__(self, database: Database, scopes: Scopes) -> None:
        self._database, self._scopes = database, scopes
        self._lock = threading.Lock()
        self._table: _Table | None = None

    def prepare(self) -> Iterator[tuple[int, int]]:
        """Make the signatures that a library of an older version lacks; yields how many transcripts of how many."""
        yield from fill(self._database)

    def like(self, texts: Sequence[str], filters: Filters = Filters()) -> list[list[Saying]]:
        """For each text what speakers say that is likely alike: its words must tell whether it is."""
        table = self._current()
        allowed = self._allowed(table, filters)
        wanted = [words(text) for text in texts]
        found = [self._near(table, allowed, one) if one else np.zeros(0, dtype=np.int64) for one in wanted]
        said = self._sayings(table, np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64))
        return [[said[at] for at in one.tolist() if at in said] for one in found]

    def most_repeated(
        self, filters: Filters = Filters(), *, limit: int, new_since: dt.date | None = None
    ) -> list[Saying]:
        """A sentence of each of the largest groups that are likely alike, largest first; some may be of one group.

        With `new_since` only of groups of which nothing was said before that day.
        """
        table = self._current()
        places = np.flatnonzero(self._allowed(table, filters))
        bands = table.bands[:, places].astype(np.uint64)
        firsts, sizes = [], []
        for pair in range(0, BANDS, 2):
            keys = bands[pair] << np.uint64(32) | bands[pair + 1]
            first, size = _groups(keys, table.days[places], new_since)
            firsts.append(first)
            sizes.append(size)
        order = np.argsort(-np.concatenate(sizes), kind="stable")
        ranked = dict.fromkeys(places[np.concatenate(firsts)[order][: limit * BANDS]].tolist())
        chosen = list(ranked)[:limit]
        said = self._sayings(table, np.array(chosen, dtype=np.int64))
        return [said[at] for at in chosen if at in said]

    def _near(self, table: _Table, allowed: Mask, wanted: Sequence[str]) -> Numbers:
        bands = bands_of([wanted])[0]
        shared = np.zeros(len(allowed), dtype=np.uint8)
        for band in range(BANDS):
            shared += table.bands[band] == bands[band]
        near = np.flatnonzero((shared >= _SHARED) & allowed)
        return near[np.argsort(-shared[near].astype(np.int64), kind="stable")][:_MOST_ALIKE]

    def _sayings(self, table: _Table, places: Numbers) -> dict[int, Saying]:
        """The sentences at these places of the table; those that changed meanwhile are left out."""
        at = {table.place(place): place for place in places.tolist()}
        return {at[saying.place]: saying for saying in sayings_at(self._database, at)}

    def _allowed(self, table: _Table, filters: Filters) -> Mask:
        """Which signatures are of sentences that the filters leave."""
        if not filters:
            return np.ones(len(table.owners), dtype=np.bool_)
        kept = self._in_exchanges(self._scopes.of(filters), table)
        if filters.speakers:
            kept &= np.isin(table.signatures["speaker"], self._speakers(filters.speakers))
        return kept

    def _in_exchanges(self, allowed: Allowed, table: _Table) -> Mask:
        """Which signatures stand in an exchange of which a passage is allowed."""
        number_of = {id: number for number, id in enumerate(table.ids)}
        rows = self._database.rows(
            "SELECT id, transcript_id, exchange FROM passages WHERE id BETWEEN ? AND ?", allowed.ends
        )
        pairs = [
            number_of[row["transcript_id"]] << 32 | row["exchange"]
            for row in rows
            if row["transcript_id"] in number_of and allowed.mask[min(row["id"], len(allowed.mask) - 1)]
        ]
        return np.isin(table.owners << 32 | table.signatures["exchange"].astype(np.int64), pairs)

    def _speakers(self, names: Collection[str]) -> list[int]:
        """The numbers of all speakers in whose name one of these stands."""
        wanted = [name.casefold() for name in names]
        rows = self._database.rows("SELECT DISTINCT speaker FROM turns WHERE speaker IS NOT NULL")
        return [speaker_number(row[0]) for row in rows if any(name in row[0].casefold() for name in wanted)]

    def _current(self) -> _Table:
        with self._lock:
            for _ in fill(self._database):
                pass
            revision = self._scopes.of(Filters()).revision
            if self._table is None or self._table.revision != revision:
                self._table = _read(self._database, revision)
            return self._table


def put_signatures(connection: Connection, transcript_id: str, sentences: Sequence[Sentence]) -> None:
    """Keep the signatures of a transcript's sentences, in place of any it has; none of one that is gone."""
    connection.execute(
        "INSERT OR REPLACE INTO signatures SELECT id, ?, ? FROM transcripts WHERE id = ?",
        (VERSION, signatures_of(sentences).tobytes(), transcript_id),
    )


def fill(database: Database) -> Iterator[tuple[int, int]]:
    """Make what signatures are missing or of an older version; yields how many transcripts of how many are done."""
    rows = database.rows(
        "SELECT id FROM transcripts WHERE id NOT IN (SELECT transcript_id FROM signatures WHERE version = ?)",
        (VERSION,),
    )
    for start in range(0, len(rows), _AT_ONCE):
        with database.transaction() as connection:
            for row in rows[start : start + _AT_ONCE]:
                put_signatures(connection, row["id"], kept_sentences(database, row["id"]))
        yield min(start + _AT_ONCE, len(rows)), len(rows)


def kept_sentences(database: Database, transcript_id: str) -> list[Sentence]:
    """Every sentence of a transcript as the catalog has it."""
    numbers = database.rows("SELECT DISTINCT exchange FROM turns WHERE transcript_id = ?", (transcript_id,))
    return [said.sentence for said in sayings_of(database, {transcript_id: [row[0] for row in numbers]})]


def _read(database: Database, revision: str) -> _Table:
    rows = database.rows(
        "SELECT g.transcript_id, t.date, g.sentences FROM signatures g JOIN transcripts t ON t.id = g.transcript_id"
        " WHERE g.version = ?",
        (VERSION,),
    )
    each = [np.frombuffer(row["sentences"], dtype=SIGNATURE) for row in rows]
    counts = [len(one) for one in each]
    days = [dt.date.fromisoformat(row["date"] or "9999-12-31").toordinal() for row in rows]
    whole = np.concatenate(each) if each else np.zeros(0, dtype=SIGNATURE)
    return _Table(
        revision,
        tuple(row["transcript_id"] for row in rows),
        np.repeat(np.arange(len(rows), dtype=np.int64), counts),
        np.repeat(np.array(days, dtype=np.int64), counts),
        whole,
        np.ascontiguousarray(whole["bands"].T),
    )


def _groups(keys: npt.NDArray[np.uint64], days: Numbers, new_since: dt.date | None) -> tuple[Numbers, Numbers]:
    """For each key that two or more have: where the first that has it stands, and how many have it."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=~keys[order[:1]]) != 0)
    sizes = np.diff(np.append(starts, len(keys)))
    kept = sizes > 1
    if new_since and len(starts):
        kept &= np.minimum.reduceat(days[order], starts) >= new_since.toordinal()
    return order[starts[kept]], sizes[kept]
