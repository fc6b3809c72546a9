"""What programs are given of a checked quote; see `results`."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from assistant.quote_types import MOST, Lost, Verdict
from assistant.results import End, Id, Link, Quoted, Searched, Start
from assistant.word_diff import Op


class Cut(TypedDict):
    """What the quote lost by where it was cut, or what it left out."""

    kind: Lost
    why: str
    sentence: Annotated[str, Field(description="the whole of it as it was said")]


class Stretch(TypedDict):
    """Words that an ellipsis joins to others."""

    start: Start
    end: End


class Match(Quoted):
    """A place that the quote, or a part of it, is compared with."""

    n: Annotated[int, Field(description="its number here, from 1")]
    link: Link
    part: Annotated[str | None, Field(description="the part of the quote it stands for; null: all of it")]
    parts: list[Stretch]
    diff: Annotated[list[tuple[Op, str]], Field(description="`delete` was said only, `insert` is quoted only")]
    cut: Cut | None


class CheckTimings(TypedDict):
    """Milliseconds."""

    check_ms: float


class QuoteCheck(TypedDict):
    """Whether a quote is on the record."""

    id: Id
    text: str
    speaker: Annotated[str | None, Field(description="who is claimed to have said it")]
    verdict: Verdict
    why: Annotated[str | None, Field(description="what the verdict alone does not tell")]
    cut: Annotated[Cut | None, Field(description="what it lost, where every place is told and says more")]
    matches: Annotated[
        list[Match], Field(description=f"oldest first, at most {MOST} without `all`; of a spliced quote in its order")
    ]
    more: Annotated[bool, Field(description="whether it stands in more places, which `all` tells")]
    nearest: Annotated[Match | None, Field(description="the sentence that came nearest, only where nothing was found")]
    searched: Searched
    timings: CheckTimings
