"""What filters leave of a library: which passages may be found, and how many transcripts of which days.

Filters are resolved here, never in Chroma, whose own filters take 30 to 110 times as long as an exact scan.
The passages of a transcript are a run of consecutive ids, and so are mostly those of a speaker; a library
of 100,000 exchanges is a few thousand runs.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from store.database import Database, Row
from store.replies import Replies
from store.types import Filters, Scope

Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Allowed:
    """The passages a search may find. `mask[id]` says whether; its last element is False, for ids past the end.

    `revision` is the state of the library this holds for, `firsts` the first passage of each of its transcripts that
    has any, the oldest transcripts first, those without a day last.
    """

    revision: str
    mask: Mask
    scope: Scope
    firsts: Ids

    @cached_property
    def count(self) -> int:
        """How many passages may be found."""
        return int(self.mask.sum())

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The first and the last id that may be found; (0, -1) if there is none."""
        ids = np.flatnonzero(self.mask)
        return (int(ids[0]), int(ids[-1])) if len(ids) else (0, -1)

    def holds(self, ids: Ids) -> Mask:
        """For each id whether it may be found."""
        return self.mask[np.minimum(ids, len(self.mask) - 1)]


class Scopes:
    """Resolves filters. Keeps the runs of the last state of the library it saw. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        self._replies = Replies(database)
        self._shelf: _Shelf | None = None
        self._nameless = lru_cache(maxsize=1)(self._read_nameless)

    def of(self, filters: Filters) -> Allowed:
        """What the filters leave, as of now."""
        shelf = self._current()
        if not filters:
            return shelf.everything
        is_kept = shelf.kept(filters)
        mask = shelf.mask(shelf.firsts[is_kept], shelf.lasts[is_kept])
        for names, asks in ((filters.speakers, 0), (filters.outlets, 1)):
            if names:
                mask &= shelf.mask(*self._runs(names, asks))
        if filters.non_answers:
            ids = self._replies.passages()
            mask &= shelf.mask(ids, ids)
        if filters.speakers or filters.outlets or filters.non_answers:
            so_far = np.concatenate(([0], np.cumsum(mask)))
            is_kept = is_kept & (so_far[shelf.lasts + 1] > so_far[shelf.firsts])
        return Allowed(shelf.revision, mask, shelf.scope(is_kept, filters), shelf.oldest_first)

    def among(self, allowed: Allowed, voices: Sequence[str]) -> Allowed:
        """Of these the passages of exchanges in which one of the voices speaks, or somebody without a name replies."""
        shelf = self._current()
        theirs = shelf.mask(*self._runs(voices, 0)) | shelf.mask(*self._runs(voices, 1)) | self._nameless(shelf)
        ids = np.arange(len(allowed.mask))
        return replace(allowed, mask=allowed.mask & theirs[np.minimum(ids, len(theirs) - 1)])

    def _current(self) -> "_Shelf":
        revision = str(self._rows("SELECT value FROM state WHERE name = 'revision'")[0][0])
        shelf = self._shelf
        if shelf is None or shelf.revision != revision:
            rows = self._rows("SELECT id, file, date, first_passage, last_passage FROM transcripts")
            shelf = self._shelf = _Shelf(revision, rows)
        return shelf

    def _runs(self, names: Sequence[str], asks: int) -> tuple[Ids, Ids]:
        """First and last ids of the runs in which somebody of such a name asks (1) or answers (0)."""
        wanted = [name.casefold() for name in names]
        ids = [
            str(row["id"])
            for row in self._rows("SELECT id, name FROM names")
            if any(name in row["name"].casefold() for name in wanted)
        ]
        rows = self._rows(
            "SELECT first, last FROM name_runs WHERE asks = ? AND name_id IN (SELECT value FROM json_each(?))",
            (asks, f"[{','.join(ids)}]"),
        )
        runs = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(len(rows), 2)
        return runs[:, 0], runs[:, 1]

    def _read_nameless(self, shelf: "_Shelf") -> Mask:
        """The passages of exchanges in which somebody without a name replies."""
        rows = self._rows(
            "SELECT json_group_array(id) FROM (SELECT p.id FROM turns u JOIN passages p"
            " ON p.transcript_id = u.transcript_id AND p.exchange = u.exchange WHERE u.speaker IS NULL AND NOT u.asks)"
        )
        ids = np.array(json.loads(rows[0][0]), dtype=np.int64)
        return shelf.mask(ids, ids)


class _Shelf:
    """Every transcript's names, day and run of passages at one state of the library."""

    def __init__(self, revision: str, rows: list[Row]) -> None:
        self.revision = revision
        self.keys = [(row["id"], row["file"]) for row in rows]
        # Days as YYYYMMDD; 0: not known.
        self.days = np.array([int((row["date"] or "0").replace("-", "")) for row in rows], dtype=np.int32)
        # A transcript without passages has the run 0..-1, which is empty.
        self.firsts = np.array([row["first_passage"] or 0 for row in rows], dtype=np.int64)
        self.lasts = np.array([row["last_passage"] or -1 for row in rows], dtype=np.int64)

    @cached_property
    def everything(self) -> Allowed:
        """The whole library."""
        every = np.ones(len(self.keys), dtype=np.bool_)
        mask = self.mask(self.firsts, self.lasts)
        return Allowed(self.revision, mask, self.scope(every, Filters()), self.oldest_first)

    @cached_property
    def oldest_first(self) -> Ids:
        """The first passages of the transcripts, by day, file and id."""
        keyed = zip(self.days == 0, self.days, (key[::-1] for key in self.keys), self.firsts, self.lasts, strict=True)
        return np.array([first for *_, first, last in sorted(keyed) if last >= first], dtype=np.int64)

    def kept(self, filters: Filters) -> Mask:
        """Which transcripts pass by day and name, in the order of `keys`."""
        kept = np.ones(len(self.keys), dtype=np.bool_)
        if filters.since:
            kept &= self.days >= int(filters.since.isoformat().replace("-", ""))
        if filters.until:
            kept &= (self.days <= int(filters.until.isoformat().replace("-", ""))) & (self.days > 0)
        if filters.transcripts:
            wanted = set(filters.transcripts)
            kept &= np.array([id in wanted or file in wanted for id, file in self.keys], dtype=np.bool_)
        return kept

    def mask(self, firsts: Ids, lasts: Ids) -> Mask:
        """True for every id of the runs; shape (highest id + 2,)."""
        steps = np.zeros(int(self.lasts.max(initial=0)) + 2, dtype=np.int32)
        # A run that is newer than this state ends past it.
        np.add.at(steps, np.minimum(firsts, len(steps) - 1), 1)
        np.add.at(steps, np.minimum(lasts + 1, len(steps) - 1), -1)
        mask: Mask = np.cumsum(steps) > 0
        mask[-1] = False
        return mask

    def scope(self, is_kept: Mask, filters: Filters) -> Scope:
        """How many transcripts that is, and of which days."""
        days = self.days[is_kept & (self.days > 0)]
        first, last = (
            (dt.date.fromisoformat(str(day)) for day in (days.min(), days.max())) if len(days) else (None, None)
        )
        return Scope(int(is_kept.sum()), first, last, filters)
