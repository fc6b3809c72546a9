"""What the browser sends with a question -> a question that can be asked. Raises ReportedError for the rest."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from assistant.page_input import Sent, day, form
from assistant.places import place
from assistant.types import ExchangePlace, Kind, Message
from store.errors import ReportedError
from store.types import Filters

LONGEST_QUESTION = 4000
_LONGEST_ANSWER = 20_000
_MOST_ROUNDS = 20  # earlier rounds that go along; a question leads three back at most
_MOST_NAMES = 50

_ID = re.compile(r"[a-z0-9]{8,32}")
_ANSWER_ID = re.compile(r"[a-z0-9]{8}")

_Names = Annotated[list[Annotated[str, Field(max_length=400)]], Field(max_length=_MOST_NAMES)]


class FilterForm(Sent):
    """What the person set in the sidebar; a day as `YYYY-MM-DD`, or empty. `non_answers`: nothing else is searched."""

    since: str = ""
    until: str = ""
    speaker: _Names = Field(default=[])
    outlet: _Names = Field(default=[])
    transcript: _Names = Field(default=[])
    non_answers: bool = False


class Said(Sent):
    """An earlier round, as the browser kept it; `cited` are the places of its quotes."""

    question: str = Field(max_length=LONGEST_QUESTION)
    answer: str = Field(max_length=_LONGEST_ANSWER)
    cited: _Names = Field(default=[])


class QuestionForm(Sent):
    """What the page sends to ask."""

    id: str
    question: str = Field(max_length=LONGEST_QUESTION)
    filters: FilterForm = FilterForm()
    history: list[Said] = Field(default=[], max_length=_MOST_ROUNDS)
    without: list[Kind] = Field(default=[], max_length=10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question from the page: what it follows, what it is held to and `without` taking what from its words."""

    question: str
    filters: Filters
    history: tuple[Message, ...]
    without: frozenset[Kind]


def round_id(sent: object) -> str | None:
    """The id that the page gave to the round of a question, or None where it gave none."""
    id = sent.get("id") if isinstance(sent, dict) else None
    return id if isinstance(id, str) and _ID.fullmatch(id) else None


def answer_id(sent: object) -> str | None:
    """The whole id of a kept answer. Half of one would do for the command line, but not for a stranger."""
    return sent if isinstance(sent, str) and _ANSWER_ID.fullmatch(sent) else None


def asked(sent: object) -> Asked:
    """The question that was sent, with all that belongs to it. Raises ReportedError."""
    question = form(sent, QuestionForm)
    text = question.question.strip()
    if not text:
        raise ReportedError("Nothing was asked.", "Type a question.")
    history = tuple(
        message
        for said in question.history
        for message in (Message("user", said.question), Message("assistant", said.answer, _exchanges(said.cited)))
    )
    return Asked(text, filters_of(question.filters), history, frozenset(question.without))


def filters_of(sent: FilterForm) -> Filters:
    """The filters that were set. Raises ReportedError for a day that is none and for two the wrong way round."""
    since, until = _day(sent.since), _day(sent.until)
    if since and until and since > until:
        raise ReportedError("“From” is after “To”: no day lies between them.", "Change one of the dates.")
    return Filters(
        since, until, tuple(sent.speaker), tuple(sent.outlet), tuple(sent.transcript), non_answers=sent.non_answers
    )


def _exchanges(places: list[str]) -> tuple[ExchangePlace, ...]:
    """The exchanges that places name, each once; what names none is passed over."""
    named = (ExchangePlace(found.transcript_id, found.exchange) for text in places if (found := place(text)))
    return tuple(dict.fromkeys(named))


def _day(text: str) -> dt.date | None:
    return day(text) if text else None
