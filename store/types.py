"""The shapes that flow out of the store: transcripts, turns, exchanges, sentences, hits."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Role = Literal["asker", "answerer", "moderator"]
Part = Literal["question", "answer", "opening"]


@dataclass(frozen=True, slots=True)
class Extent:
    """A half-open range [start, end) of code points in a text that the context names."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range [start, end) of code points in one transcript's text."""

    transcript_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker until the next; [start, end) are the words without the label.

    `speaker` is a person's name in one spelling per transcript, `outlet` the newsroom an asker works for,
    `label` what the source wrote before the words, `seconds` the time from the start of a recording.
    """

    speaker: str | None
    outlet: str | None
    role: Role
    start: int
    end: int
    label: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question turn and the turns that answer it; opening remarks are one without a question.

    Turns are in the order of the text: all of `question`, then all of `answer`.
    """

    index: int
    question: tuple[Turn, ...]
    answer: tuple[Turn, ...]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn, in order."""
        return self.question + self.answer

    @property
    def extent(self) -> Extent:
        """From the first word of the first turn to the last word of the last."""
        return Extent(self.turns[0].start, self.turns[-1].end)

    @property
    def asker(self) -> Turn | None:
        """The last turn that asks: the one the answer follows."""
        return next((turn for turn in reversed(self.question) if turn.role == "asker"), None)

    @property
    def answerer(self) -> str | None:
        """The first speaker of the answer who has a name."""
        return next((turn.speaker for turn in self.answer if turn.speaker), None)


@dataclass(frozen=True, slots=True)
class Instant:
    """At code point `start` of a text, `seconds` of its recording had passed."""

    start: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file was read as. All offsets refer to `text`, which is never changed afterwards.

    `language` is an ISO 639-1 code, `source_line` who published it, as the head says. `asides` are stage
    directions and the like inside turns: kept in the text, never quoted as speech. `instants` are the times of
    captions, in order.
    """

    text: str
    title: str | None
    date: dt.date | None
    language: str
    source_url: str | None
    exchanges: tuple[Exchange, ...]
    source_line: str | None = None
    asides: tuple[Extent, ...] = ()
    instants: tuple[Instant, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where words come from, as a citation names it."""

    transcript_id: str
    file: str
    title: str | None
    date: dt.date | None
    source_url: str | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A reading that is kept: `file` is the name it was added under, `sha256` that of the file's bytes."""

    id: str
    file: str
    sha256: str
    added: dt.datetime
    reading: Reading

    @property
    def source(self) -> Source:
        """Where its words come from."""
        reading = self.reading
        return Source(self.id, self.file, reading.title, reading.date, reading.source_url)


@dataclass(frozen=True, slots=True)
class Entry:
    """One transcript as the library lists it; `exchanges` is how many it has.

    `non_answers` is in how many of them the reply gives no information; None until they are labelled.
    """

    id: str
    file: str
    title: str | None
    date: dt.date | None
    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    exchanges: int
    source_url: str | None
    added: dt.datetime
    non_answers: int | None = None

    @property
    def source(self) -> Source:
        """Where its words come from."""
        return Source(self.id, self.file, self.title, self.date, self.source_url)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input of `add`."""

    file: str
    transcript_id: str | None
    status: Literal["added", "unchanged", "replaced", "failed"]
    exchanges: int = 0
    problem: str | None = None
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence somebody said. `text` is the slice of the transcript between the span's ends.

    `index` counts within the exchange from 0; `turn` is the position of its turn in `Exchange.turns`.
    `speaker` said it, `outlet` is who asked in this exchange.
    """

    span: Span
    exchange: int
    index: int
    turn: int
    part: Part
    speaker: str | None
    outlet: str | None
    seconds: float | None
    text: str

    @property
    def place(self) -> tuple[str, int]:
        """The transcript and number of its exchange."""
        return self.span.transcript_id, self.exchange


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and shown: an exchange, or a part of a long one; `part` counts from 0."""

    id: int
    exchange: int
    part: int
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that fits a question. `rank` counts from 1, `score` lies in [0, 1] within one search.

    `speaker` answers, `outlet` asked; `text` is the slice of the passage's span. `whole` has every sentence of an
    exchange of which the passage is only a part; it is empty where the passage is all of it. `beside` are further
    parts of the exchange that fit, best first.
    """

    rank: int
    score: float
    passage: Passage
    source: Source
    speaker: str | None
    outlet: str | None
    text: str
    sentences: tuple[Sentence, ...]
    whole: tuple[Sentence, ...] = ()
    beside: "tuple[Hit, ...]" = ()

    @property
    def parts(self) -> tuple["Hit", ...]:
        """It, and the further parts of its exchange that fit."""
        return (self, *self.beside)

    @property
    def place(self) -> tuple[str, int]:
        """The transcript and number of its exchange."""
        return self.source.transcript_id, self.passage.exchange


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is held to. Dates are inclusive; an empty tuple lets everything pass.

    Within a tuple any may match, case aside; `transcripts` takes ids and file names. `non_answers`: only exchanges
    whose reply gives no information.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    non_answers: bool = False

    def __bool__(self) -> bool:
        return self != Filters()

    def admits_words(self, sentence: Sentence) -> bool:
        """Whether the names let these words pass: of an exchange of several people, those of one who is meant."""
        names = self.outlets if sentence.part == "question" else self.speakers
        who = f"{sentence.speaker or ''} {sentence.outlet or ''}".casefold()
        return not names or any(name.casefold() in who for name in names)

    def admits(self, source: Source) -> bool:
        """Whether the dates and transcripts let a source pass; a dated filter lets none without a day."""
        day = source.date
        if (self.since or self.until) and day is None:
            return False
        if day and ((self.since and day < self.since) or (self.until and day > self.until)):
            return False
        return not self.transcripts or bool({source.transcript_id, source.file} & set(self.transcripts))


@dataclass(frozen=True, slots=True)
class Scope:
    """What was searched: how many transcripts, of which days, under which filters."""

    transcripts: int
    first: dt.date | None
    last: dt.date | None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one search, best first, what was searched, and how long each step took.

    `by_words` tells that words alone were compared where the meaning should have been as well.
    """

    hits: tuple[Hit, ...]
    scope: Scope
    embed_ms: float
    search_ms: float
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One input of `add`: a file, or bytes that came another way (`data`).

    `file` is the name to show; `origin` tells whether the same thing comes again, so that it replaces
    its older version. None where only the name can tell: then its text has to be largely the same as well.
    `source_url` is where it was fetched from, for one that does not say so itself.
    """

    file: str
    origin: str | None
    path: Path | None = None
    data: bytes | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far `add` is with one input: `done` of `total` tokens embedded, or 0 of 0 while reading.

    While `indexing`, which is about the whole library, `done` of `total` passages. While the library moves to
    another embedder, `file` begins with `the library: ` and `done` of `total` characters are embedded.
    """

    file: str
    stage: Literal["reading", "embedding", "indexing"]
    done: int
    total: int
