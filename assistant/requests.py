"""Questions that come from outside: batch lines, histories and filters, checked where they enter."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from assistant.comparison import has_words
from assistant.errors import SettingsError
from assistant.types import Message
from store.types import Filters

_Names = str | list[str] | None


def _worded(text: str) -> str:
    if not has_words(text):
        raise ValueError("holds no words")
    return text


Worded = Annotated[str, AfterValidator(_worded)]


class SentFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    since: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = Field(default=None, alias="to")
    speaker: _Names = None
    outlet: _Names = None
    transcript: _Names = None
    non_answers: bool = False
    understood: Literal["on", "off"] = "on"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"from {self.since} is after to {self.until}: no day lies between them")
        return self


class SentMessage(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class _Line(BaseModel):
    id: Any = None
    question: Worded = Field(validation_alias=AliasChoices("question", "quote"))
    history: list[SentMessage] = []
    filters: SentFilters = SentFilters()


@dataclass(frozen=True, slots=True)
class Request:
    """One question with what belongs to it; `id` is the caller's and may be anything.

    `as_asked` takes no filters from the words of the question.
    """

    id: Any
    question: str
    history: tuple[Message, ...]
    filters: Filters
    as_asked: bool = False


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be taken, and why."""

    id: Any
    error: SettingsError


def read_batch(lines: Iterable[str], name: str) -> Iterator[Request | BadLine]:
    """Each line of a JSONL batch, in order; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        id = None
        try:
            value = json.loads(line)
            id = value.get("id") if isinstance(value, dict) else None
            parsed = _Line.model_validate(value)
        except json.JSONDecodeError as error:
            yield BadLine(
                id,
                SettingsError(f"{name}, line {number}: not JSON ({error.msg}).", "Write one JSON object a line."),
            )
        except ValidationError as error:
            yield BadLine(id, SettingsError(f"{name}, line {number}: {fault_of(error)}.", "Correct this line."))
        else:
            history = tuple(Message(message.role, message.content) for message in parsed.history)
            as_asked = parsed.filters.understood == "off"
            yield Request(parsed.id, parsed.question, history, filters_of(parsed.filters), as_asked)


def read_history(path: Path) -> tuple[Message, ...]:
    """The earlier messages of a conversation, from a JSON list. Raises SettingsError."""
    try:
        messages = TypeAdapter(list[SentMessage]).validate_json(path.read_bytes())
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).", "Check the path.") from error
    except ValidationError as error:
        raise SettingsError(
            f"{path}: {fault_of(error)}.", 'Write a list such as [{"role": "user", "content": "..."}].'
        ) from error
    return tuple(Message(message.role, message.content) for message in messages)


def make_filters(
    *,
    since: str | None,
    until: str | None,
    speakers: list[str],
    outlets: list[str],
    transcripts: list[str],
    non_answers: bool = False,
) -> Filters:
    """Filters from command-line options. Raises SettingsError for what is no date, and for two the wrong way round."""
    first, last = as_date(since, "--from"), as_date(until, "--to")
    if first and last and first > last:
        raise SettingsError(
            f"--from {first} is after --to {last}: no day lies between them.", "Change one of the dates."
        )
    return Filters(
        first,
        last,
        tuple(speakers),
        tuple(outlets),
        tuple(transcripts),
        non_answers,
    )


def as_date(text: str | None, option: str) -> dt.date | None:
    """A date such as 2025-09-23. Raises SettingsError."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"{option} {text}: not a date.", "Write it as YYYY-MM-DD, e.g. 2025-09-23.") from error


def filters_of(filters: SentFilters) -> Filters:
    return Filters(
        filters.since,
        filters.until,
        _names(filters.speaker),
        _names(filters.outlet),
        _names(filters.transcript),
        filters.non_answers,
    )


def _names(value: _Names) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def fault_of(error: ValidationError) -> str:
    """The first thing that is wrong, in one line."""
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    told = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {told}" if where else told
