"""What programs are given of wordings over time, and of non-answers; see `results`."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from assistant.results import Citation, Day, Searched
from assistant.types import By
from assistant.word_diff import Op

First = Annotated[Day | None, Field(description="the first day it was said")]
Last = Annotated[Day | None, Field(description="the last day it was said")]


class Form(TypedDict):
    """One wording of a line."""

    text: str
    count: int
    first: First
    last: Last


class Change(TypedDict):
    """A time a line was said in other words than the time before."""

    date: Day | None
    before: Annotated[int, Field(description="the `n` of the citation before")]
    after: Annotated[int, Field(description="the `n` of the citation after")]
    back_to: Annotated[int | None, Field(description="the `n` of the citation that had these words before, if any")]
    dropped: Annotated[list[str], Field(description="what was left out")]
    added: Annotated[list[str], Field(description="what came in")]
    diff: Annotated[list[tuple[Op, str]], Field(description="`delete` stands before only, `insert` after only")]


class Silence(TypedDict):
    """A long time in which a line was not said."""

    after: Day
    until: Day
    days: int


class CountedOutlet(TypedDict):
    """How often a newsroom asked."""

    outlet: str
    count: int


class CountedSpeaker(TypedDict):
    """How often somebody said it."""

    speaker: str
    count: int


class CountedMonth(TypedDict):
    """How often it was said in a month."""

    month: Annotated[str, Field(description="as in `2031-03`")]
    count: int


class Line(TypedDict):
    """Sentences that say the same in nearly the same words."""

    text: Annotated[str, Field(description="its commonest wording, as it was said last")]
    count: int
    first: First
    last: Last
    wordings: list[Form]
    changes: list[Change]
    silences: list[Silence]
    asked_by: list[CountedOutlet]
    speakers: list[CountedSpeaker]
    months: list[CountedMonth]
    citations: Annotated[list[Citation], Field(description="every place, oldest first")]


class Wording(TypedDict):
    """What was said in the words of a text, or nearly so, by those who answer."""

    text: str
    count: Annotated[int, Field(description="how many sentences")]
    first: First
    last: Last
    asked: Annotated[int, Field(description="in how many exchanges reporters used the words")]
    exchanges: Annotated[int, Field(description="how many hold them")]
    unread: Annotated[int, Field(description="how many of these, the oldest, were not read: there are too many")]
    lines: Annotated[list[Line], Field(description="what recurs, most frequent first")]
    once: Annotated[list[Citation], Field(description="the newest of the others, oldest first")]
    replies: Annotated[list[Line], Field(description="lines without the words that recur in answers to them")]
    searched: Searched


class StockPhrases(TypedDict):
    """Without a text: the lines that are repeated."""

    repeated: Annotated[list[Line], Field(description="most repeated first")]
    new: Annotated[list[Line], Field(description="never said before `new_since`")]
    new_since: Day | None
    searched: Searched


class Share(TypedDict):
    """How many of some replies give no information."""

    by: Annotated[By | Literal["topic", "all"], Field(description="what was counted by")]
    name: Annotated[str | None, Field(description="null where nobody is named, and for all together")]
    asked: Annotated[int, Field(description="how many replies")]
    declined: Annotated[int, Field(description="how many of them give no information")]
    share: Annotated[float | None, Field(description="from 0 to 1; null where nothing was asked")]


class Shares(TypedDict):
    """All replies together, then by speaker, outlet or month."""

    topic: str | None
    all: Share
    shares: list[Share]
