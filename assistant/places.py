"""How links name an exchange or a sentence, and where a link leads once the transcript has changed.

A place is `TRANSCRIPT.EXCHANGE[.SENTENCE]`; a new version of the file or a corrected bound counts both anew. The page's
own links therefore go on `-START-WORDS[-WHOLE]`: where the sentence begins in the text (for an exchange: its first),
a fingerprint of its words, and one of all words of the exchange that is meant.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from store.errors import ReportedError
from store.store import Store
from store.types import Sentence, Transcript

_PLACE = re.compile(
    r"([^.\s]{1,200})\.([0-9]{1,6})(?:\.([0-9]{1,6}))?"
    r"(?:-([0-9]{1,9})-([a-z2-7]{6})(?:-([a-z2-7]{6}))?)?"
)
_GONE = ReportedError(
    "The words this link leads to are no longer in this transcript.",
    "What stands at their number now is shown instead; it may be about something else.",
)
_CHANGED = ReportedError(
    "This exchange was changed since the link was copied.", "Its words, or where it begins and ends, are others now."
)
_SEVERAL = ReportedError(
    "This transcript was changed since the link was copied, and has these words in several places.",
    "The one nearest to where they stood is shown; look around it.",
)


class Marks(NamedTuple):
    """What a sentence is known by when it is counted anew: its start in the text, and fingerprints."""

    start: int
    words: str
    whole: str | None = None


class Place(NamedTuple):
    """An exchange, or one sentence of it, as links name it."""

    transcript_id: str
    exchange: int
    sentence: int | None
    marks: Marks | None = None


def place(text: object) -> Place | None:
    """The place that text from a link or a browser names; None if it names none."""
    match = _PLACE.fullmatch(text) if isinstance(text, str) and text.isprintable() else None
    if match is None:
        return None
    transcript_id, exchange, sentence, start, words, whole = match.groups()
    marks = Marks(int(start), words, whole) if words else None
    return Place(transcript_id, int(exchange), None if sentence is None else int(sentence), marks)


def marks_of(start: int, words: str) -> str:
    """The end of a link to a sentence, by which it is found again."""
    return f"-{start}-{_fingerprint([words])}"


def sentence_place(sentence: Sentence) -> str:
    """A place that outlasts changes around the sentence."""
    at = f"{sentence.span.transcript_id}.{sentence.exchange}.{sentence.index}"
    return at + marks_of(sentence.span.start, sentence.text)


def exchange_place(transcript_id: str, exchange: int, sentences: Sequence[Sentence]) -> str:
    """A place that outlasts changes around the exchange of these sentences, all it has."""
    at = f"{transcript_id}.{exchange}"
    if not sentences:
        return at
    return f"{at}{marks_of(sentences[0].span.start, sentences[0].text)}-{_whole(sentences)}"


def leads_to(named: Place, transcript: Transcript, store: Store) -> tuple[Place | None, ReportedError | None]:
    """Where a link to this transcript leads as it is now, if anywhere, and what the reader has to know of that.

    What has no marks is taken by its numbers.
    """
    id, marks = transcript.id, named.marks
    counted = store.sentences(id, named.exchange)
    if marks is None:
        is_there = named.exchange < len(transcript.reading.exchanges) and (
            named.sentence is None or any(s.index == named.sentence for s in counted)
        )
        return (Place(id, *named[1:]), None) if is_there else (None, None)
    unmoved = [s for s in counted if s.span.start == marks.start]
    alike = _with_words(unmoved, marks) or _with_words(_every(transcript, store), marks)
    if not alike:
        return leads_to(Place(id, named.exchange, None), transcript, store)[0], _GONE
    wholes = {s.exchange: _whole(store.sentences(id, s.exchange)) for s in alike} if marks.whole else {}
    best = min(alike, key=lambda s: (wholes.get(s.exchange) != marks.whole, abs(s.span.start - marks.start)))
    is_whole = wholes.get(best.exchange) == marks.whole
    is_sure = len(alike) == 1 or best.span.start == marks.start or (marks.whole is not None and is_whole)
    notice = _SEVERAL if not is_sure else None if is_whole else _CHANGED
    return Place(id, best.exchange, None if named.sentence is None else best.index), notice


def _with_words(sentences: Iterable[Sentence], marks: Marks) -> list[Sentence]:
    return [sentence for sentence in sentences if _fingerprint([sentence.text]) == marks.words]


def _every(transcript: Transcript, store: Store) -> Iterable[Sentence]:
    exchanges = ((transcript.id, exchange.index) for exchange in transcript.reading.exchanges)
    return (saying.sentence for saying in store.mentions.sayings_in(exchanges))


def _whole(sentences: Iterable[Sentence]) -> str:
    return _fingerprint(sentence.text for sentence in sentences)


def _fingerprint(texts: Iterable[str]) -> str:
    """Six letters and digits that tell words apart; where lines end in them does not count."""
    words = " ".join(" ".join(texts).split())
    return base64.b32encode(hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest())[:6].decode().lower()
