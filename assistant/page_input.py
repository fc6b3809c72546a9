"""What the browser sent -> addresses and corrections that can be trusted. Raises ReportedError for the rest."""

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from functools import reduce
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.render import web_address
from store.corrections import Corrections, merged, renamed
from store.errors import ReportedError
from store.types import Reading, Role

LONGEST_ADDRESS = 2000
LONGEST_NAME = 200

_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Sent(BaseModel):
    """What a page sent, taken as it stands or not at all."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Person(Sent):
    """Somebody who speaks: what is said of who is called `was` by now; None for one without a name."""

    was: str | None
    name: str | None = None
    role: Role | None = None


class CorrectionForm(Sent):
    """What the dialog sends: only what was changed is there."""

    id: str
    title: str | None = None
    date: str | None = None
    source_url: str | None = None
    people: list[Person] = Field(default=[], max_length=2000)


class Bound(Sent):
    """The turn that starts here begins an exchange, or its exchange joins the one before."""

    id: str
    turn: int
    bound: Literal["begin", "join"]


_Form = TypeVar("_Form", bound=Sent)


def form(sent: object, kind: type[_Form]) -> _Form:
    """What was sent, as this kind of form."""
    try:
        return kind.model_validate(sent)
    except ValidationError as error:
        raise ReportedError("The page sent something that cannot be read.", "Load the page again.") from error


def address(typed: str, *, mend: str) -> str:
    """A web address, its scheme in small letters. Nothing else passes, least of all a path of this machine."""
    text = typed.strip()
    if len(text) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(text) or web_address(text) is None:
        shown = text if len(text) <= 80 else f"{text[:80]}…"
        raise ReportedError(f"{shown}: not a web address." if shown else "No web address was given.", mend)
    scheme, rest = text.split("://", 1)
    return f"{scheme.lower()}://{rest}"


def corrections_of(sent: CorrectionForm, reading: Reading, said: Corrections) -> Corrections:
    """What the form says about a transcript that was read so, and about which this was said before."""
    now = reduce(merged, (_person(person, reading, said) for person in sent.people), Corrections())
    if sent.title is not None:
        now = replace(now, title=_line(sent.title, "title"))
    if sent.date is not None:
        now = replace(now, date=day(sent.date))
    if sent.source_url is not None:
        now = replace(now, source_url=address(sent.source_url, mend="A source starts with http:// or https://."))
    return now


def _person(person: Person, reading: Reading, said: Corrections) -> Corrections:
    name = None if person.name is None else _line(person.name, "name")
    if person.was is None:
        _check_unnamed(reading)
        return Corrections(speaker=name)
    now = Corrections() if name is None else renamed(reading, said, person.was, name)
    if person.role:
        now = merged(now, Corrections(roles=((name or person.was, person.role),)))
    return now


def _check_unnamed(reading: Reading) -> None:
    answers = (turn for exchange in reading.exchanges for turn in exchange.answer)
    if not any(turn.role == "answerer" and turn.speaker is None for turn in answers):
        raise ReportedError("Everybody who answers has a name.", "Open the dialog again.")


def _line(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise ReportedError(f"The {what} is empty.", f"Write the right {what}, or put back what stood there.")
    if len(words) > LONGEST_NAME or any(unicodedata.category(character) in ("Cc", "Cs") for character in words):
        raise ReportedError(
            f"The {what} is no single line of at most {LONGEST_NAME} characters.", "Shorten it, or type it by hand."
        )
    return words


def day(text: str) -> dt.date:
    """A day as `YYYY-MM-DD`. Raises ReportedError."""
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise ReportedError("The date is not a whole date.", "Choose day, month and year, or put back what stood there.")
