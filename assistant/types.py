"""The shapes between a question and its answer: Question, Prompt, Statement, Citation, Answer."""

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from assistant.named_days import Period
from assistant.timeframe import Timeframe
from store.lexical import STOPWORDS, query_words
from store.types import Filters, Found, Hit, Scope, Sentence, Source

Outcome = Literal["answered", "partly", "declined", "not_in_transcripts"]
Support = Literal["exact", "supported", "weak", "none"]
Listed = Literal["askers", "asked", "declined", "answered", "said"]
By = Literal["speaker", "outlet", "month"]  # what replies are counted by
Counted = Literal["questions", "declined", "mentions"]
Kind = Literal["spelling", "date", "order", "speaker", "outlet", "transcript"]


class ExchangePlace(NamedTuple):
    """An exchange of a transcript."""

    transcript_id: str
    exchange: int


@dataclass(frozen=True, slots=True)
class Message:
    """One earlier message of a conversation; `cited` are the exchanges an answer rests on, where that is known."""

    role: Literal["user", "assistant"]
    content: str
    cited: tuple[ExchangePlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing a question was taken to mean: `text` as it is shown, `value` as programs read it.

    A filter keeps everything else out; what is none only comes first.
    """

    kind: Kind
    text: str
    value: str
    is_filter: bool = True


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody as an answer calls them, and every spelling of their name in the library; anybody without one."""

    text: str
    names: tuple[str, ...]

    def has(self, *names: str | None) -> bool:
        """Whether one of these is theirs."""
        ours = {name.casefold() for name in self.names}
        return not ours or any(name is not None and name.casefold() in ours for name in names)


ANYBODY = Called("", ())


@dataclass(frozen=True, slots=True)
class Count:
    """What is to be counted: exchanges in which `asker` asks, `answerer` replies, and each word of a topic stands.

    It stands in what the asker asks; of `mentions` in what the answerer says, or anybody where that is not told.
    `declined`: only those whose reply gives no information. With `each`, `outlet` or what a reporter is called, those
    who ask are counted, each once. `is_listed`: every one is quoted, and what was counted is only noted.
    """

    of: Counted
    asker: Called
    answerer: Called
    words: tuple[str, ...] = ()
    each: str = ""
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` is what the person typed, `text` the same made to stand alone.

    `filters` are the person's and those that the question means; `understood` tells the latter, one by one.
    `prefers` is when the question means: what was said then comes first. `goes_on_from` is the earlier question,
    made to stand alone, that this one points back to. `parts` are the questions that it consists of, and `lists` what
    it wants every exchange for (`assistant.several`), `counts` what it wants counted (`assistant.counting`). `unheard`
    are the names in it that no transcript has. `unfound` says, a sentence each, which times and files it names that
    could not be found here; `untimed` are the words of such times. `named` is what sets a part apart from the others:
    its topic, speaker or days.
    """

    asked: str
    text: str
    filters: Filters = field(default_factory=Filters)
    prefers: Timeframe | None = None
    understood: tuple[Understood, ...] = ()
    goes_on_from: str | None = None
    parts: tuple["Question", ...] = ()
    lists: Listed | None = None
    counts: Count | None = None
    unheard: tuple[str, ...] = ()
    unfound: tuple[str, ...] = ()
    untimed: tuple[str, ...] = ()
    named: str = ""

    @property
    def sought(self) -> str:
        """`text` without the times that could not be found, if it still asks for something.

        Nobody need have said "since the summit".
        """
        text = self.text
        for words in self.untimed:
            text = re.sub(rf"\s*{re.escape(words)}", "", text)
        return self.text if set(query_words(text)) <= STOPWORDS else text.lstrip(" ,")

    @property
    def days_of_saying(self) -> str:
        """The words for the days on which what is asked for was said, where the filters keep to these days."""
        time, held = self.prefers, Period(self.filters.since, self.filters.until)
        return time.words if time and time.is_of_saying and time.periods == (held,) else ""


class Marker(NamedTuple):
    """How a reply names a sentence, `[2.3]`: third sentence of the prompt's second passage; both from 1."""

    passage: int
    sentence: int

    def __str__(self) -> str:
        return f"[{self.passage}.{self.sentence}]"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a writer is given: the messages for a model, and the sentences its markers may name.

    `system` and `user` are the texts sent to a chat model. `hits` are the passages shown, the first being
    passage 1; `sentences` has every sentence shown, by marker, in the order of the text. `follow_up` are the
    messages after these two, when a reply is asked for once more.
    """

    question: Question
    system: str
    user: str
    hits: tuple[Hit, ...]
    sentences: Mapping[Marker, Sentence]
    follow_up: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model's server says it counted; 0 where it says nothing.

    `cut_short` tells that the reply ran into the server's length limit and may lack its end, `is_cached` that
    it was kept from an earlier time and nothing was asked of the server. `confidence` is how sure the writer was
    that something answers, on its own scale, where it says so; `threshold` is what that was compared with,
    where this decided whether to answer; `left` are the parts of the question, as they are named, that nothing answers.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cut_short: bool = False
    is_cached: bool = False
    confidence: float | None = None
    threshold: float | None = None
    left: tuple[str, ...] = ()

    def and_before(self, other: "Usage") -> "Usage":
        """This one with the tokens of an earlier request for the same answer."""
        return replace(
            self,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )


class Writer(Protocol):
    """Writes a reply to a prompt in the line protocol of `assistant.citations`."""

    @property
    def name(self) -> str:
        """`extractive`, or the model's name."""
        ...

    @property
    def budget(self) -> int:
        """How many tokens of passages a prompt may hold."""
        ...

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """The reply, piece by piece; a Usage may come last. Raises ModelError when the server fails.

        An empty piece says only that it is still waited for, so that whoever has had enough can close the iterator.
        """
        ...


@runtime_checkable
class BriefWriter(Protocol):
    """A model, which besides answering can do something small first."""

    def brief(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """A short reply within seconds, asked for once, as `write` gives it. Raises ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of one sentence and where they stand. `n` counts from 1 within an answer.

    `relays` names whom the speaker passes on there ("the minister"), and is None where they speak for themselves.
    """

    n: int
    sentence: Sentence
    source: Source
    relays: str | None = None

    @property
    def link(self) -> str:
        """The page's address of this sentence: `?e=TRANSCRIPT.EXCHANGE.SENTENCE`."""
        s = self.sentence
        return f"?e={s.span.transcript_id}.{s.exchange}.{s.index}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer and the numbers of the citations that bear it out.

    `why` says in plain words what its citations do not bear out where `support` is `weak`, else None.
    """

    text: str
    citations: tuple[int, ...]
    support: Support
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """The first thing `ask` yields: what the question was taken to mean and what was found."""

    question: Question
    found: Found


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer as far as it is written. Statements only grow; `outcome` is None until it is known."""

    outcome: Outcome | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


WAITING = Draft(None, (), ())  # nothing is written yet


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds: the question's embedding, the search, the first piece of the reply, everything."""

    embed_ms: float
    search_ms: float
    first_token_ms: float
    total_ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. Its citations never change afterwards.

    `nearest` holds the closest quotes when nothing answers; it is empty otherwise. `notice` says in a
    sentence what the person should know about how the answer came about, or is None. `is_unread` tells that
    the writer's reply could not be read: `nearest` then stands for every passage found, and nobody has judged
    whether they answer. `prompt` and `reply` are what the writer was given last and what it wrote; no prompt
    where nothing was found, or it was counted.
    """

    question: Question
    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    scope: Scope
    writer: str
    timings: Timings
    usage: Usage
    notice: str | None = None
    is_unread: bool = False
    prompt: Prompt | None = None
    reply: str = ""

    @property
    def text(self) -> str:
        """The answer as plain text, without markers."""
        return " ".join(statement.text for statement in self.statements)
