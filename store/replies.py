"""Which replies give no information, as the catalog keeps it: told when a transcript is added, or when first asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from store.database import Connection, Database
from store.nonanswers import RULE, Judge, any_informs
from store.reply_judge import odds_beside
from store.rows import exchanges_of
from store.types import Exchange, Sentence

_BATCH = 4  # transcripts labelled in one transaction; others who write wait that long


class Reply(NamedTuple):
    """An exchange in which somebody asked and somebody replied, and whether the reply gives information."""

    exchange: int
    informs: bool


class Said(NamedTuple):
    """A sentence: of which exchange and turn, and its words."""

    exchange: int
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply with what it is counted by: its first passage, the day as `YYYY-MM-DD`, who answered, who asked."""

    transcript_id: str
    exchange: int
    informs: bool
    passage: int
    day: str | None
    speaker: str | None
    outlet: str | None


def replies_of(exchanges: Sequence[Exchange], sentences: Iterable[Said], judge: Judge = odds_beside) -> list[Reply]:
    """The replies of a transcript; its sentences come in order. What a moderator says is no reply.

    `judge` tells of those whose words leave it open, as in `store.nonanswers`.
    """
    return [
        Reply(exchange, any_informs(words, question, judge))
        for exchange, question, words in spoken_replies(exchanges, sentences)
    ]


def spoken_replies(
    exchanges: Sequence[Exchange], sentences: Iterable[Said]
) -> Iterator[tuple[int, str, list[tuple[str | None, str]]]]:
    """The exchanges with a reply: their number, the question, and the reply's sentences with who says each."""
    said = {index: list(group) for index, group in groupby(sentences, key=lambda sentence: sentence.exchange)}
    for exchange in exchanges:
        turns = {at for at, turn in enumerate(exchange.turns) if turn.role == "answerer"}
        turns -= set(range(len(exchange.question)))
        spoken = said.get(exchange.index, [])
        words = [
            (exchange.turns[sentence.turn].speaker, sentence.text) for sentence in spoken if sentence.turn in turns
        ]
        if exchange.asker and words:
            asked = [sentence for sentence in spoken if sentence.turn < len(exchange.question)]
            yield exchange.index, in_turns(asked), words


def in_turns(asked: Iterable[Said | Sentence]) -> str:
    """The words of a question's sentences, in order, with `//` between its turns."""
    return " // ".join(" ".join(s.text for s in turn) for _, turn in groupby(asked, key=lambda s: s.turn))


def put_replies(connection: Connection, transcript_id: str, replies: Iterable[Reply]) -> None:
    """Keep what was told of a transcript's replies, in place of what was."""
    connection.execute("DELETE FROM replies WHERE transcript_id = ?", (transcript_id,))
    connection.executemany("INSERT INTO replies VALUES (?, ?, ?)", ((transcript_id, *reply) for reply in replies))
    connection.execute("UPDATE transcripts SET labelled = ? WHERE id = ?", (RULE, transcript_id))


class Replies:
    """The labels of a library's replies. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def label(self) -> Iterator[tuple[int, int]]:
        """Label what no rule, or an older one, has labelled; yields how many of how many transcripts are done.

        Interrupted, it goes on where it stopped.
        """
        ids = [row["id"] for row in self._rows("SELECT id FROM transcripts WHERE labelled < ?", (RULE,))]
        for start in range(0, len(ids), _BATCH):
            yield start, len(ids)
            with self._transaction() as connection:
                for id in ids[start : start + _BATCH]:
                    put_replies(connection, id, _read_replies(connection, id))

    def passages(self) -> npt.NDArray[np.int64]:
        """The ids of all passages of exchanges whose reply gives no information. Labels what is not labelled yet."""
        for _ in self.label():
            pass
        rows = self._rows(
            "SELECT p.id FROM replies r JOIN passages p"
            " ON p.transcript_id = r.transcript_id AND p.exchange = r.exchange WHERE NOT r.informs"
        )
        return np.array([row["id"] for row in rows], dtype=np.int64)

    def forget(self, transcript_ids: Iterable[str]) -> None:
        """Let these be labelled again."""
        with self._transaction() as connection:
            connection.executemany("UPDATE transcripts SET labelled = 0 WHERE id = ?", ((id,) for id in transcript_ids))

    def asked(self) -> list[Asked]:
        """Every reply of the library, oldest transcripts first. Labels what is not labelled yet."""
        for _ in self.label():
            pass
        rows = self._rows(
            "SELECT r.transcript_id, r.exchange, r.informs, t.date,"
            " (SELECT min(p.id) FROM passages p WHERE p.transcript_id = r.transcript_id AND p.exchange = r.exchange)"
            "   AS passage,"
            " (SELECT a.speaker FROM turns a WHERE a.transcript_id = r.transcript_id AND a.exchange = r.exchange"
            "   AND NOT a.asks AND a.speaker IS NOT NULL ORDER BY a.position LIMIT 1) AS speaker,"
            " (SELECT q.outlet FROM turns q WHERE q.transcript_id = r.transcript_id AND q.exchange = r.exchange"
            "   AND q.role = 'asker' AND q.asks ORDER BY q.position DESC LIMIT 1) AS outlet"
            " FROM replies r JOIN transcripts t ON t.id = r.transcript_id ORDER BY t.date, t.file, r.exchange"
        )
        return [
            Asked(
                r["transcript_id"],
                r["exchange"],
                bool(r["informs"]),
                r["passage"],
                r["date"],
                r["speaker"],
                r["outlet"],
            )
            for r in rows
        ]


def _read_replies(connection: Connection, transcript_id: str) -> list[Reply]:
    """The replies of a kept transcript, from its rows."""
    of = " WHERE transcript_id = ? ORDER BY exchange, position"
    row = connection.execute("SELECT text FROM transcripts WHERE id = ?", (transcript_id,)).fetchone()
    if row is None:  # removed a moment ago
        return []
    turns = connection.execute(f"SELECT * FROM turns{of}", (transcript_id,)).fetchall()
    sentences = connection.execute(f"SELECT exchange, turn, start, end FROM sentences{of}", (transcript_id,))
    said = (Said(s["exchange"], s["turn"], row["text"][s["start"] : s["end"]]) for s in sentences)
    return replies_of(exchanges_of(turns), said)
