"""What a format reader makes of a file before anybody looks for turns in it."""

import datetime as dt
from dataclasses import dataclass

from store.types import Extent


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words whose speaker the container itself names: a caption with a voice, a row of a table.

    [start, end) are the words in the document's text; `seconds` count from the start of the recording.
    """

    label: str | None
    start: int
    end: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file and what its container says about it.

    `text` is final: every later offset refers to it. `body` is where the transcript begins in it, after
    a head that is no part of it. `bold` are the stretches the mark-up sets off, in order; `blocks` the
    paragraphs it sets off as quoted, those that follow one another as one. `utterances` are given by
    containers that name speakers themselves; empty, the labels in the text must tell. Facts the
    container does not state are None.
    """

    text: str
    body: int = 0
    title: str | None = None
    date: dt.date | None = None
    source_url: str | None = None
    language: str | None = None
    bold: tuple[Extent, ...] = ()
    blocks: tuple[Extent, ...] = ()
    utterances: tuple[Utterance, ...] = ()
