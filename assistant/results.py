"""What programs are given: every field of every result (of quotes and wordings: `quote_results`, `wording_results`).

The functions that make the JSON return these types, so mypy holds them to it; openapi.json, the page that describes it
and the tools of the MCP server are read off them. More fields may be added; these keep their names and meaning.
"""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads the one of `typing` from Python 3.12 on only

from assistant.types import Kind, Outcome, Support
from store.types import Part, Role

Id = Annotated[Any, Field(description="whatever was sent as `id`")]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Start = Annotated[int, Field(description="where the words begin in the transcript's text, in code points")]
End = Annotated[int, Field(description="where they end; half-open")]
Seconds = Annotated[float | None, Field(description="from the start of the recording")]
Link = Annotated[str, Field(description="leads to the place: put it behind the page's address")]
Asker = Annotated[str | None, Field(description="the newsroom that asked")]


class Problem(TypedDict):
    """What went wrong."""

    problem: Annotated[str, Field(description="what happened")]
    mend: Annotated[str, Field(description="what to do")]


class Failure(TypedDict):
    """Instead of a result."""

    error: Problem


# --- what was searched, and found


_Filters = TypedDict(
    "_Filters",
    {
        "from": Day,
        "to": Day,
        "speaker": list[str],
        "outlet": list[str],
        "transcript": list[str],
        "non_answers": Literal[True],
    },
    total=False,
)
_Period = TypedDict(
    "_Period",
    {
        "from": Annotated[Day | None, Field(description="the day of the oldest")],
        "to": Annotated[Day | None, Field(description="the day of the newest")],
    },
)


class SetFilters(_Filters, total=False):
    """The filters that were set, the question's own among them."""


class Searched(_Period):
    """What was searched."""

    transcripts: Annotated[int, Field(description="how many")]
    filters: SetFilters


class Hit(TypedDict):
    """An exchange that fits, or a part of a long one."""

    rank: Annotated[int, Field(description="from 1, best first")]
    score: Annotated[float, Field(description="from 0 to 1, to be compared within one search")]
    transcript: str
    file: str
    exchange: int
    title: str | None
    date: Day | None
    speaker: Annotated[str | None, Field(description="who answers")]
    outlet: Asker
    text: Annotated[str, Field(description="the passage's words")]
    start: Start
    end: End
    link: Link


class SearchTimings(TypedDict):
    """Milliseconds."""

    embed_ms: float
    search_ms: float


class Hits(TypedDict):
    """The exchanges that fit a question."""

    id: Id
    question: str
    hits: list[Hit]
    timings: SearchTimings


# --- quoted words


class Quoted(TypedDict):
    """Words of a transcript, and where they stand."""

    transcript: str
    file: str
    exchange: int
    role: Annotated[Part, Field(description="the part of the exchange")]
    speaker: Annotated[str | None, Field(description="who said it")]
    outlet: Asker
    date: Day | None
    title: str | None
    start: Start
    end: End
    quote: Annotated[str, Field(description="the exact words, from `start` to `end`")]
    seconds: Seconds
    source_url: str | None


class QuotedSentence(Quoted):
    """One sentence of an exchange."""

    link: Link


class Citation(Quoted):
    """One sentence, quoted exactly."""

    n: Annotated[int, Field(description="its number here, from 1")]
    relays: Annotated[str | None, Field(description="whose words the speaker passes on")]
    link: Link


# --- answers


class Understood(TypedDict):
    """One thing the question was taken to mean."""

    kind: Kind
    text: Annotated[str, Field(description="as it is shown")]
    value: Annotated[str, Field(description="as programs read it")]
    filter: Annotated[bool, Field(description="whether all else was kept out, or only came later")]


class DraftStatement(TypedDict):
    """A statement not checked yet."""

    text: str
    citations: Annotated[list[int], Field(description="the `n` of its citations")]


class Statement(DraftStatement):
    """One sentence of the answer."""

    support: Annotated[Support, Field(description="how far its citations bear it out")]
    why: Annotated[str | None, Field(description="what they do not bear out, where `support` is `weak`")]


class Timings(SearchTimings):
    """Milliseconds."""

    first_token_ms: float
    total_ms: float


class Usage(TypedDict):
    """What the model's server says it counted."""

    prompt_tokens: int
    completion_tokens: int
    cached: Annotated[bool, Field(description="whether an earlier reply was given again")]


class Answer(TypedDict):
    """A checked answer."""

    id: Id
    answer_id: Annotated[str | None, Field(description="what the history keeps it under")]
    question: str
    standalone: Annotated[str, Field(description="the question made to stand alone")]
    understood: list[Understood]
    outcome: Outcome
    answer: Annotated[str, Field(description="all statements as plain text")]
    statements: list[Statement]
    citations: list[Citation]
    searched: Searched
    nearest: Annotated[list[Citation], Field(description="the closest quotes, only where nothing answers")]
    writer: Annotated[str, Field(description="`extractive`, or the model's name")]
    notice: Annotated[str | None, Field(description="what to know about how it came about")]
    unread: Annotated[bool, Field(description="whether the model's reply could not be read: nobody judged `nearest`")]
    timings: Timings
    usage: Usage


class Found(TypedDict):
    """What was found, before anything is written."""

    standalone: str
    understood: list[Understood]
    searched: Searched
    hits: list[Hit]


class Draft(TypedDict):
    """The answer so far."""

    outcome: Outcome | None
    statements: list[DraftStatement]
    citations: list[Citation]


# --- transcripts


class Turn(TypedDict):
    """One speaker until the next, in an answer."""

    speaker: str | None
    role: Role
    start: Start
    end: End
    seconds: Seconds


class QuestionTurn(Turn):
    """The same in a question."""

    outlet: Asker


class SaidTurn(Turn):
    """A turn of the answer with its words."""

    text: str


class SaidQuestionTurn(QuestionTurn):
    """A turn of the question with its words."""

    text: str


class Exchange(TypedDict):
    """One exchange whole."""

    transcript: str
    file: str
    title: str | None
    date: Day | None
    source_url: str | None
    exchange: int
    previous: Annotated[int | None, Field(description="the number of the exchange before")]
    next: Annotated[int | None, Field(description="the number of the exchange after")]
    link: Link
    question: list[SaidQuestionTurn]
    answer: list[SaidTurn]
    sentences: list[QuotedSentence]


class Transcript(TypedDict):
    """One transcript of the library."""

    transcript: Annotated[str, Field(description="its id")]
    file: Annotated[str, Field(description="the name it was added under")]
    title: str | None
    date: Day | None
    speakers: list[str]
    outlets: list[str]
    exchanges: Annotated[int, Field(description="how many")]
    non_answers: Annotated[int | None, Field(description="how many replies give no information; null until counted")]
    source_url: str | None
    added: Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Transcripts(TypedDict):
    """A part of the library."""

    total: Annotated[int, Field(description="how many the library has")]
    transcripts: list[Transcript]
