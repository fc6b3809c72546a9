"""The shapes of a quote check: what was asked, where the words stand, what was changed or cut off."""

import sys
from dataclasses import dataclass
from typing import Literal

from assistant.word_diff import Edit
from store.types import Extent, Scope, Sentence, Source, Span

MOST = 500  # places of a check that are told
EVERY = sys.maxsize  # of them

Verdict = Literal["exact", "altered", "spliced", "other_speaker", "not_found"]
ArticleVerdict = Literal["exact", "altered", "spliced", "other_speaker", "not_found", "open"]
Lost = Literal["negation", "condition", "attribution", "question"]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a quote lost by where it was cut or what it left out; `sentence` is the whole of it as it was said."""

    kind: Lost
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A place that a quote, or a part of it, is compared with; `n` counts from 1 within a check.

    `words` is the transcript's text of `span`; `sentence` the one it begins in. `parts` are what an ellipsis joins
    there. `part` is the stretch of the quote this place stands for, None for all of it. The `equal` and `delete`
    stretches of `diff` together are `words`, the `equal` and `insert` ones the quote, spelling and the marks at its
    ends aside.
    """

    n: int
    sentence: Sentence
    source: Source
    span: Span
    words: str
    parts: tuple[Span, ...] = ()
    part: str | None = None
    diff: tuple[Edit, ...] = ()
    cut: Cut | None = None

    @property
    def link(self) -> str:
        """The page's address of the sentence: `?e=TRANSCRIPT.EXCHANGE.SENTENCE`."""
        s = self.sentence
        return f"?e={s.span.transcript_id}.{s.exchange}.{s.index}"

    @property
    def voice(self) -> str | None:
        """Who said it: the speaker, or the newsroom of a reporter without a name."""
        return self.sentence.speaker or (self.sentence.outlet if self.sentence.part == "question" else None)


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Whether a quote is on the record. `speaker` is who is claimed to have said it.

    Matches are oldest first, those of a spliced quote in the order of its parts. `cut` is set where every place
    is known and says more than the quote does; `why` tells in a sentence what the verdict alone does not. `nearest` is
    the sentence that came nearest, only when nothing was found. There may be `more` places than were to be told.
    """

    text: str
    speaker: str | None
    verdict: Verdict
    matches: tuple[QuoteMatch, ...]
    scope: Scope
    nearest: QuoteMatch | None = None
    cut: Cut | None = None
    why: str | None = None
    more: bool = False
    check_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words in an article; `extents` are where they stand in its text, without their marks, in order.

    Several where a quotation runs over paragraphs or around its credit; `otherwise` is then what else it may read.
    `speaker` is who the article says said them, as it calls them; None where it does not say.
    """

    text: str
    extents: tuple[Extent, ...]
    is_block: bool = False
    speaker: str | None = None
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its name; `blocks` are the stretches that its mark-up sets off as quoted."""

    name: str
    title: str | None
    text: str
    blocks: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleQuote:
    """A quotation of an article and its check. `why_open` says why it is left open; `verdict` is then `open`."""

    n: int
    quotation: Quotation
    check: QuoteCheck | None
    why_open: str | None = None

    @property
    def verdict(self) -> ArticleVerdict:
        """The check's verdict, or `open` where nobody here could have said it."""
        return self.check.verdict if self.check and not self.why_open else "open"


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """An article with every quotation in it, in order."""

    article: Article
    quotes: tuple[ArticleQuote, ...]
    scope: Scope
    check_ms: float = 0.0
