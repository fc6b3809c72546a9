"""What programs may ask, whichever way they come: requests that are checked, answers in the contract's JSON."""

import logging
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_type_hints

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import quote_results, results, wording_results
from assistant.ask import ask
from assistant.contract import answer_json, entry_json, exchange_json, search_json
from assistant.errors import BUG
from assistant.keeping import Keep, keep_nothing
from assistant.quote_contract import quote_json
from assistant.quote_types import EVERY, MOST
from assistant.quotes import check_quote
from assistant.requests import SentFilters, SentMessage, Worded, fault_of, filters_of
from assistant.shares import share_json, shares
from assistant.types import Answer, By, Draft, Message, Searched, Writer
from assistant.understanding import EVERYTHING
from assistant.verbatim import WORD_FOR_WORD
from assistant.wording import MOST_READ, stock_phrases, wording
from assistant.wording_json import stock_phrases_json, wording_json
from store.errors import ReportedError, UnknownTranscriptError
from store.store import Store

logger = logging.getLogger(__name__)

ANSWERS_AT_ONCE = 8  # a model's server writes several at once; on two cores more only take turns
WAITING_AT_MOST = 64
LONGEST_QUESTION = 4000
LONGEST_QUOTE = 20_000

Result = Mapping[str, Any]
Steps = Generator[Searched | Draft | Answer, None, None]


class BusyError(ReportedError):
    """More questions wait than will be answered in time."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers programs: a library, a writer, and how many questions at once."""

    store: Store
    writer: Writer
    limit: int = 8
    keep: Keep = keep_nothing
    turns: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(ANSWERS_AT_ONCE))

    def check_queue(self) -> None:
        """Raises BusyError when too many wait already."""
        if self.turns.statistics().tasks_waiting >= WAITING_AT_MOST:
            raise BusyError("Too many questions wait for their turn.", "Ask again in a minute.")


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SearchAsked(_Asked):
    """Which exchanges fit a question."""

    id: Any = Field(default=None, description="comes back with the result")
    question: Worded = Field(min_length=1, max_length=LONGEST_QUESTION, description="what to look for, in plain words")
    filters: SentFilters = Field(default=SentFilters(), description="hold the search to dates, people, transcripts")
    limit: int = Field(default=10, ge=1, le=100, description="how many exchanges at most")


class QuestionAsked(_Asked):
    """A question to be answered from the transcripts."""

    id: Any = Field(default=None, description="comes back with the result")
    question: Worded = Field(min_length=1, max_length=LONGEST_QUESTION, description="the question, in plain words")
    history: list[SentMessage] = Field(default=[], max_length=40, description="the conversation so far, oldest first")
    filters: SentFilters = Field(default=SentFilters(), description="hold the answer to dates, people, transcripts")


class ExchangeAsked(_Asked):
    """One exchange, whole."""

    transcript: str = Field(min_length=1, max_length=300, description="a transcript's id or file name")
    exchange: int = Field(ge=0, le=1_000_000, description="the exchange's number, as a citation tells it")


class TranscriptsAsked(_Asked):
    """The library, newest first."""

    limit: int = Field(default=1000, ge=1, le=10_000, description="how many at most")
    offset: int = Field(default=0, ge=0, le=10_000_000, description="how many to pass over first")


class QuoteAsked(_Asked):
    """Whether a quote is on the record."""

    id: Any = Field(default=None, description="comes back with the result")
    text: str = Field(min_length=1, max_length=LONGEST_QUOTE, description="the quoted words")
    speaker: str | None = Field(default=None, max_length=300, description="who is claimed to have said it")
    filters: SentFilters = Field(default=SentFilters(), description="hold the check to dates, outlets, transcripts")
    all: bool = Field(default=False, description=f"every place, where a stock phrase stands in more than {MOST:,}")


class WordingAsked(_Asked):
    """How the wording of a topic changed, or which lines are repeated."""

    text: str | None = Field(
        default=None, max_length=LONGEST_QUESTION, description="a topic, phrase or sentence; none: the repeated lines"
    )
    filters: SentFilters = Field(default=SentFilters(), description="hold it to dates, people, transcripts")
    limit: int = Field(default=20, ge=1, le=100, description="how many lines at most")
    read: int = Field(
        default=MOST_READ, ge=1, le=20_000, description="how many exchanges that hold the text are read, newest first"
    )


class SharesAsked(_Asked):
    """How many of the replies give no information."""

    topic: str | None = Field(
        default=None, max_length=LONGEST_QUESTION, description="only of the exchanges found for it"
    )
    by: By = Field(default="speaker", description="what is counted by: speaker, outlet or month")
    filters: SentFilters = Field(default=SentFilters(), description="hold the count to dates, people, transcripts")


def failure_json(problem: str, mend: str) -> results.Failure:
    """What every way in tells of a failure."""
    return {"error": {"problem": problem, "mend": mend}}


def steps_of(desk: Desk, asked: QuestionAsked) -> Steps:
    """A question's way to its answer, as `ask` yields it; the answer is kept. Raises ModelError."""
    history = tuple(Message(message.role, message.content) for message in asked.history)
    without = EVERYTHING if asked.filters.understood == "off" else ()
    filters = filters_of(asked.filters)
    return ask(
        asked.question, desk.store, desk.writer, filters=filters, history=history, limit=desk.limit, without=without
    )


def kept_json(desk: Desk, asked: QuestionAsked, answer: Answer) -> results.Answer:
    """The answer, once it is kept."""
    return answer_json(answer, id=asked.id, answer_id=desk.keep(answer))


def _answer(desk: Desk, asked: QuestionAsked) -> results.Answer:
    answers = [step for step in steps_of(desk, asked) if isinstance(step, Answer)]
    return kept_json(desk, asked, answers[-1])


def _search(desk: Desk, asked: SearchAsked) -> results.Hits:
    found = desk.store.search(asked.question, filters_of(asked.filters), limit=asked.limit)
    return search_json(asked.question, found, id=asked.id)


def _exchange(desk: Desk, asked: ExchangeAsked) -> results.Exchange:
    transcript = desk.store.transcript(asked.transcript)
    found = exchange_json(transcript, asked.exchange, desk.store.sentences(transcript.id, asked.exchange))
    if found is None:
        raise UnknownTranscriptError(
            f"{transcript.file} has no exchange {asked.exchange}.",
            f"They are counted from 0 to {len(transcript.reading.exchanges) - 1}.",
        )
    return found


def _transcripts(desk: Desk, asked: TranscriptsAsked) -> results.Transcripts:
    entries = desk.store.entries()
    shown = entries[asked.offset : asked.offset + asked.limit]
    return {"total": len(entries), "transcripts": [entry_json(entry) for entry in shown]}


def _quote(desk: Desk, asked: QuoteAsked) -> quote_results.QuoteCheck:
    """As in a batch, the speaker among the filters is who is claimed to have said it."""
    filters = filters_of(asked.filters)
    claimed = asked.speaker or next(iter(filters.speakers), None)
    check = check_quote(
        asked.text,
        desk.store,
        filters=replace(filters, speakers=()),
        speaker=claimed,
        most=EVERY if asked.all else MOST,
    )
    return quote_json(check, id=asked.id)


def _wording(desk: Desk, asked: WordingAsked) -> wording_results.Wording | wording_results.StockPhrases:
    filters = filters_of(asked.filters)
    for _ in desk.store.lines.prepare():  # a library that an older version made, once
        pass
    if asked.text and asked.text.strip():
        return wording_json(wording(desk.store, asked.text, filters=filters, limit=asked.limit, most_read=asked.read))
    return stock_phrases_json(stock_phrases(desk.store, filters=filters, limit=asked.limit))


def _shares(desk: Desk, asked: SharesAsked) -> wording_results.Shares:
    for _ in desk.store.replies.label():  # likewise
        pass
    topic = (asked.topic or "").strip() or None
    found = shares(desk.store, asked.by, filters_of(asked.filters), topic=topic)
    return {"topic": topic, "all": share_json(found[0]), "shares": [share_json(share) for share in found[1:]]}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to ask: its name, what is sent, what answers it, and what a program should know of it."""

    name: str
    method: Literal["GET", "POST"]
    asked: type[BaseModel]
    answer: Callable[[Desk, Any], Result]
    about: str
    takes_turns: bool = False

    @property
    def gives(self) -> Any:
        """The type of what answers it, which its description is read off."""
        return get_type_hints(self.answer)["return"]

    async def reply(self, desk: Desk, sent: object) -> Result:
        """The answer to whatever was sent; an `error` with problem and mend where there is none."""
        try:
            return await self.answered(desk, self.asked.model_validate(sent))
        except ValidationError as error:
            return failure_json(f"{fault_of(error)}.", f"{self.name} takes: {', '.join(self.asked.model_fields)}.")
        except ReportedError as error:
            return failure_json(error.problem, error.mend)
        except Exception:  # the edge of the program: the caller learns that it failed, and nothing of the inside
            logger.exception("%s failed", self.name)
            return failure_json(BUG.problem, BUG.mend)

    async def answered(self, desk: Desk, asked: BaseModel) -> Result:
        """The answer, worked out in a thread, in its turn where that takes long. Raises ReportedError."""
        if self.takes_turns:
            desk.check_queue()
        return await to_thread.run_sync(self.answer, desk, asked, limiter=desk.turns if self.takes_turns else None)


OFFERS = (
    Offer(
        "ask",
        "POST",
        QuestionAsked,
        _answer,
        "Answer a question from the transcripts alone. `outcome` says whether it is answered, partly answered, "
        "declined by the speaker, or not in the transcripts. Every statement lists the numbers of its citations; a "
        "citation's `quote` is the exact words of the transcript with speaker, outlet that asked, date, title and "
        "link. Quote only those.",
        takes_turns=True,
    ),
    Offer(
        "search",
        "POST",
        SearchAsked,
        _search,
        "Find the exchanges that fit a question, best first, with the passage's words and where it stands. Faster than "
        "`ask`, and nothing is judged: read the passages yourself.",
    ),
    Offer(
        "exchange",
        "GET",
        ExchangeAsked,
        _exchange,
        "Read one exchange whole: who asked what, who answered, turn by turn, each sentence as a citation, and the "
        "numbers of the exchanges before and after. For the context of a quote.",
    ),
    Offer(
        "transcripts",
        "GET",
        TranscriptsAsked,
        _transcripts,
        "List the library's transcripts, newest first: id, file, title, date, speakers, outlets, number of exchanges.",
    ),
    Offer(
        "quote",
        "POST",
        QuoteAsked,
        _quote,
        "Check whether a quote is on the record, before you use it. `verdict` is `exact`, `altered`, `spliced` "
        "(parts from different places), `other_speaker` or `not_found`; `matches` are the places, oldest first, "
        f"at most {MOST} unless you want `all` (`more` says whether there are others), "
        "each a citation with `diff` (`delete` stands in the transcript only, `insert` in the quote only). `cut` "
        "tells of a negation, condition, attribution or question that the quote lost. Word for word means: "
        f"{WORD_FOR_WORD}",
    ),
    Offer(
        "wording",
        "POST",
        WordingAsked,
        _wording,
        "How the words on a topic changed: `lines` that recur, most frequent first, each with its count, first and "
        "last day, `changes` (what was dropped, what was added, when), `silences`, who asked, and every place as a "
        "citation. Without `text`: the lines that are repeated most, and the new ones.",
        takes_turns=True,
    ),
    Offer(
        "non_answers",
        "POST",
        SharesAsked,
        _shares,
        "Count the replies that give no information, by speaker, outlet or month, in all or on a topic. The rule "
        "misses some: a low share is no proof of candour.",
    ),
)
