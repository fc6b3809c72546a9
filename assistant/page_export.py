"""What the page exports: the answer it holds, checked, as a file that the browser saves. Knows no Gradio."""

import base64
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant import exports
from assistant.page_input import LONGEST_ADDRESS, Sent, form
from assistant.render import Json, failure_json, web_address
from assistant.types import Outcome, Support
from store.errors import ReportedError

_MOST = 500  # statements or citations of an answer

_Text = Annotated[str, Field(max_length=100_000)]
_Name = Annotated[str | None, Field(max_length=1000)]
_Day = Annotated[str | None, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Statement(_Told):
    text: _Text
    citations: list[int]
    support: Support
    why: _Name = None


class _Citation(_Told):
    n: int
    transcript: _Text
    file: str
    role: Literal["question", "answer", "opening"]
    speaker: _Name
    outlet: _Name
    date: _Day
    title: _Name
    start: int
    end: int
    quote: _Text
    seconds: float | int | None
    source_url: _Name
    relays: _Name = None
    link: Annotated[str, Field(pattern=r"^\?e=[^\s()<>]{1,300}$")]


class _Filters(_Told):
    since: _Day = Field(default=None, alias="from")
    until: _Day = Field(default=None, alias="to")
    speaker: list[_Text] = Field(default=[], max_length=_MOST)
    outlet: list[_Text] = Field(default=[], max_length=_MOST)
    transcript: list[_Text] = Field(default=[], max_length=_MOST)
    non_answers: bool = False


class _Searched(_Told):
    transcripts: int
    since: _Day = Field(alias="from")
    until: _Day = Field(alias="to")
    filters: _Filters


class _Answer(_Told):
    question: _Text
    standalone: _Text
    outcome: Outcome
    notice: str | None
    statements: list[_Statement] = Field(max_length=_MOST)
    citations: list[_Citation] = Field(max_length=_MOST)
    nearest: list[_Citation] = Field(max_length=_MOST)
    searched: _Searched
    writer: str
    unread: bool


class ExportForm(Sent):
    """An answer in the contract's JSON, the form it is wanted in, and the address of the page that shows it."""

    form: Literal["markdown", "docx"]
    page: str = Field(max_length=LONGEST_ADDRESS)
    answer: _Answer


def exported(sent: object) -> Json:
    """The file's bytes in base64, or the problem. What was sent comes from the browser as it likes."""
    try:
        wanted = form(sent, ExportForm)
        if web_address(wanted.page) is None:
            raise ReportedError("The page has no address of its own.", "Load the page again.")
    except ReportedError as error:
        return failure_json(error)
    told = wanted.answer.model_dump(by_alias=True)
    try:
        if wanted.form == "markdown":
            written = exports.markdown(told, wanted.page).encode("utf-8", "replace")
        else:
            written = exports.docx(told, wanted.page)
    except ValueError:  # such as a 31st of February
        return failure_json(ReportedError("This answer cannot be written down.", "Ask again, then export."))
    return {"data": base64.b64encode(written).decode("ascii")}
