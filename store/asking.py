"""Every exchange, with who asks and who answers in it: what questions and mentions are counted by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from store.database import Database, Row
from store.lexical import is_latin
from store.mentions import words_expression
from store.scopes import Scopes
from store.types import Filters


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in one turn of an exchange, `turn` being its position there."""

    turn: int
    asks: bool
    speaker: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """One exchange with those who ask and answer in it, in order; moderators aside.

    `informs` tells whether the reply gives information; None where nothing was asked or replied, or not labelled yet.
    """

    transcript_id: str
    exchange: int
    voices: tuple[Voice, ...]
    informs: bool | None

    @property
    def place(self) -> tuple[str, int]:
        """Its transcript and number."""
        return self.transcript_id, self.exchange


class Asking:
    """Lists who was heard. Safe to share between threads."""

    def __init__(self, database: Database, scopes: Scopes) -> None:
        self._rows, self._scopes = database.rows, scopes

    def exchanges(self, filters: Filters = Filters()) -> Iterator[Heard]:
        """Every exchange that the filters let pass; oldest first, undated last."""
        allowed = self._scopes.of(filters)
        rows = self._rows(
            "SELECT u.transcript_id, u.exchange, u.position, u.asks, u.speaker, u.outlet, p.passage, r.informs"
            " FROM turns u JOIN transcripts t ON t.id = u.transcript_id"
            " JOIN (SELECT transcript_id, exchange, min(id) AS passage FROM passages GROUP BY 1, 2) p"
            "  ON p.transcript_id = u.transcript_id AND p.exchange = u.exchange"
            " LEFT JOIN replies r ON r.transcript_id = u.transcript_id AND r.exchange = u.exchange"
            " WHERE u.role = CASE WHEN u.asks THEN 'asker' ELSE 'answerer' END"
            " ORDER BY t.date IS NULL, t.date, t.file, u.transcript_id, u.exchange, u.position"
        )
        for (transcript_id, exchange), group in groupby(rows, key=_place):
            turns = list(group)
            voices = tuple(Voice(t["position"], bool(t["asks"]), t["speaker"], t["outlet"]) for t in turns)
            if allowed.mask[min(turns[0]["passage"], len(allowed.mask) - 1)]:
                informs = turns[0]["informs"]
                yield Heard(transcript_id, exchange, voices, None if informs is None else bool(informs))

    def forms(self, word: str) -> list[str]:
        """The forms in which transcripts have a word, lower-cased: those that the index takes for one."""
        if not is_latin(word):  # no endings; of Chinese the index has only characters and pairs
            return [word]
        rows = self._rows(
            "SELECT highlight(passages_fts, 0, char(2), char(3)) FROM passages_fts WHERE passages_fts MATCH ?",
            (f"words : ({words_expression(word)})",),
        )
        return sorted({form.casefold() for row in rows for form in re.findall("\x02(.*?)\x03", row[0], re.S)})


def _place(row: Row) -> tuple[str, int]:
    return row["transcript_id"], row["exchange"]
