"""Finds what is wrong in the catalog: what is derived from the transcripts, and what can be told of the texts."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from store.corrections import corrected, from_json
from store.cutting import hash_of
from store.database import Database, Row
from store.findings import Finding, Step, counted
from store.nonanswers import RULE
from store.replies import Reply, Said, replies_of
from store.rows import NameRun, as_read, exchanges_of, indexed_words, name_runs, reading_of
from store.span_faults import PassageRow, SentenceRow, span_fault, turn_fault, words_of_passages
from store.types import Reading

# Where the rows of one transcript are, in the order `Kept.of` takes them.
ROWS_OF_TRANSCRIPT = (
    "SELECT * FROM turns WHERE transcript_id = ? ORDER BY exchange, position",
    "SELECT * FROM sentences WHERE transcript_id = ? ORDER BY exchange, position",
    "SELECT * FROM passages WHERE transcript_id = ? ORDER BY id",
)
# What a value that cannot be read raises: JSON, a date, a field that is missing.
UNREADABLE = (ValueError, KeyError, TypeError, IndexError)
DERIVED_TABLES = ("turns", "sentences", "passages", "replies", "signatures")


@dataclass(frozen=True, slots=True)
class Kept:
    """A transcript as its rows say: read, corrected, cut into turns, sentences and passages."""

    reading: Reading
    right: Reading
    sentences: Sequence[SentenceRow]
    passages: Sequence[PassageRow]

    @staticmethod
    def of(row: Row, turns: Sequence[Row], sentences: Sequence[Row], passages: Sequence[Row]) -> "Kept":
        """Raises one of UNREADABLE."""
        return Kept(
            reading_of(row, exchanges_of(turns)),
            corrected(as_read(row), from_json(row["corrections"])),
            [SentenceRow(s["exchange"], s["position"], s["turn"], s["start"], s["end"]) for s in sentences],
            [PassageRow(p["id"], p["exchange"], p["part"], p["start"], p["end"], p["hash"]) for p in passages],
        )

    def fault(self) -> str | None:
        """The first thing that does not fit the text or what was read; None if everything does."""
        if self.right != self.reading:
            return "its turns are not as they were read and corrected"
        return span_fault(self.reading, self.sentences, self.passages)


@dataclass(slots=True)
class _Faults:
    """What is found, by transcript, with an example in words."""

    unreadable: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    spans: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    runs: int = 0
    words: int = 0


def check_transcripts(database: Database) -> Iterator[Finding | Step]:
    """Texts, spans, names and full-text words of every transcript."""
    faults = _Faults()
    ids = [row["id"] for row in database.rows("SELECT id FROM transcripts ORDER BY first_passage")]
    for done, id in enumerate(ids):
        yield Step("comparing what is kept with the texts", done, len(ids))
        _examine(database, id, faults)
    yield from _told(faults)
    yield from _orphans(database)
    runs = database.rows("SELECT count(*) FROM name_runs")[0][0]
    if faults.names or (runs != faults.runs and not faults.spans and not faults.unreadable):
        count = len(faults.names) or abs(runs - faults.runs)
        yield Finding("names", f"who speaks where is wrong in {count:,} places of the index of names.", count)
    if faults.replies:
        count, example = len(faults.replies), next(iter(faults.replies.values()))
        told = f"which replies give no information is wrong in {counted(count, 'transcript')} ({example})."
        yield Finding("replies", told, count, keys=tuple(faults.replies))
    yield from _check_words(database, faults.words)


def _examine(database: Database, id: str, faults: _Faults) -> None:
    row = database.rows("SELECT * FROM transcripts WHERE id = ?", (id,))[0]
    file = row["file"]
    if fault := read_fault(row):
        faults.unreadable[id] = f"{file}: {fault}"
        return
    try:
        kept = Kept.of(row, *(database.rows(sql, (id,)) for sql in ROWS_OF_TRANSCRIPT))
        fault = kept.fault() or _ends_fault(row, kept)
    except UNREADABLE as error:
        fault = str(error)
    if fault:
        faults.spans[id] = f"{file}: {fault}"
        return
    words = words_of_passages(kept.reading, kept.sentences, kept.passages)
    indexed = _indexed_words(database, kept)
    for passage, now in zip(kept.passages, words, strict=True):
        right = indexed_words(kept.reading, passage.exchange, now)
        before = indexed.get(passage.id)
        if passage.hash != hash_of(now):
            # Two witnesses against the text: the hash and the words as they were indexed.
            is_text = before is not None and before[0] != right[0]
            (faults.changed if is_text else faults.spans)[id] = f"{file}: passage {passage.id} has other words"
        else:
            faults.words += before != right
    _compare_names(database, row, kept, faults)
    if row["labelled"] == RULE:  # by another rule, or by none yet: labelled when it is asked for
        _compare_replies(database, row, kept, faults)


def read_fault(row: Row) -> str | None:
    """Why what was read and said about a transcript cannot be used; None if it can."""
    try:
        reading = corrected(as_read(row), from_json(row["corrections"]))
    except UNREADABLE as error:
        return f"what was read cannot be understood: {error}"
    return turn_fault(reading)


def _ends_fault(row: Row, kept: Kept) -> str | None:
    ends = (kept.passages[0].id, kept.passages[-1].id) if kept.passages else (None, None)
    return None if ends == (row["first_passage"], row["last_passage"]) else "its run of passages is wrong"


def _indexed_words(database: Database, kept: Kept) -> dict[int, tuple[str, ...]]:
    rows = database.rows(
        "SELECT rowid, words, speakers, outlets, title, date FROM passages_fts WHERE rowid BETWEEN ? AND ?",
        (kept.passages[0].id, kept.passages[-1].id) if kept.passages else (0, -1),
    )
    return {row[0]: tuple(row)[1:] for row in rows}


def _compare_names(database: Database, row: Row, kept: Kept, faults: _Faults) -> None:
    rows = database.rows(
        "SELECT n.name, r.asks, r.first, r.last FROM name_runs r JOIN names n ON n.id = r.name_id"
        " WHERE r.first BETWEEN ? AND ?",
        (row["first_passage"] or 0, row["last_passage"] or -1),
    )
    right = name_runs(kept.reading.exchanges, [(passage.id, passage.exchange) for passage in kept.passages])
    faults.runs += len(rows)
    if sorted(NameRun(*found) for found in rows) != sorted(right):
        faults.names[row["id"]] = row["file"]


def _tells_nothing(_question: str, _reply: str, _odds: float) -> float:
    return math.inf


def _informs(_question: str, _reply: str, _odds: float) -> float:
    return -math.inf


def _compare_replies(database: Database, row: Row, kept: Kept, faults: _Faults) -> None:
    rows = database.rows(
        "SELECT exchange, informs FROM replies WHERE transcript_id = ? ORDER BY exchange", (row["id"],)
    )
    said = [Said(s.exchange, s.turn, kept.reading.text[s.start : s.end]) for s in kept.sentences]
    found = [Reply(reply["exchange"], bool(reply["informs"])) for reply in rows]
    # What is left to the judge may come out differently on another processor: either is right.
    most = replies_of(kept.reading.exchanges, said, _informs)
    if found == most:
        return
    least = replies_of(kept.reading.exchanges, said, _tells_nothing)
    if [reply.exchange for reply in found] != [reply.exchange for reply in most] or not {*found} <= {*least, *most}:
        faults.replies[row["id"]] = row["file"]


def _told(faults: _Faults) -> Iterator[Finding]:
    for kept, problem in (
        (faults.unreadable, "what was read of {} is damaged ({})."),
        (faults.changed, "the text of {} is not what was added ({})."),
    ):
        if kept:
            told = problem.format(counted(len(kept), "transcript"), next(iter(kept.values())))
            yield Finding("text", told, len(kept), _add_again(kept), can_repair=False, keys=tuple(kept))
    if spans := {id: example for id, example in faults.spans.items() if id not in faults.changed}:
        count, example = len(spans), next(iter(spans.values()))
        yield Finding(
            "spans",
            f"spans do not fit the text in {counted(count, 'transcript')} ({example}).",
            count,
            keys=tuple(spans),
        )


def _add_again(ids: Iterable[str]) -> str:
    some = list(islice(ids, 21))
    return f"Remove them and add their files again: onrecord remove {' '.join(some[:20])}{' ...' * (len(some) > 20)}"


def _orphans(database: Database) -> Iterator[Finding]:
    counts = {
        table: database.rows(f"SELECT count(*) FROM {table} WHERE transcript_id NOT IN (SELECT id FROM transcripts)")[
            0
        ][0]
        for table in DERIVED_TABLES
    }
    if count := sum(counts.values()):
        where = ", ".join(f"{number:,} {table}" for table, number in counts.items() if number)
        yield Finding("spans", f"rows of transcripts that are not there: {where}.", count)


def _check_words(database: Database, wrong: int) -> Iterator[Finding]:
    foreign = database.rows("SELECT count(*) FROM passages_fts WHERE rowid NOT IN (SELECT id FROM passages)")[0][0]
    if wrong:
        yield Finding("words", f"the full-text index lacks the words of {counted(wrong, 'passage')}.", wrong)
    if foreign:
        yield Finding("words", f"the full-text index has words of {counted(foreign, 'passage')} too many.", foreign)
