"""What the reader asks for: a transcript from some exchange on, or the problem with it. Knows no Gradio."""

import hashlib

from assistant.page_edge import transcript_of
from assistant.page_forms import Slice
from assistant.page_input import form
from assistant.render import Json, failure_json
from assistant.render_library import head_json, slice_json
from assistant.render_source import place
from store.errors import ReportedError
from store.store import Store
from store.types import Transcript

_GONE = ReportedError(
    "This transcript is not in the library.", "It may have been removed, or renamed since the link was copied."
)


def reading(store: Store, link: object) -> Json:
    """What stands above a transcript, its first slice, and the place that the link names.

    `link` is a transcript's id or a place in it, as the browser likes.
    """
    named = place(link)
    try:
        transcript = transcript_of(store, named.transcript_id if named else link, _GONE)
        shown = head_json(store.entry(transcript.id), transcript) | _slice(store, transcript, 0)
    except ReportedError as error:
        return failure_json(error)
    return shown | {"exchange": named.exchange if named else None, "sentence": named.sentence if named else None}


def reading_on(store: Store, sent: object) -> Json:
    """A slice further on in a transcript."""
    try:
        said = form(sent, Slice)
        return _slice(store, transcript_of(store, said.id, _GONE), said.first)
    except ReportedError as error:
        return failure_json(error)


def _slice(store: Store, transcript: Transcript, first: int) -> Json:
    """A slice; `version` changes with the file and with every correction, so that no two versions are mixed."""
    _, said = store.as_read(transcript.id)
    version = hashlib.sha256(f"{transcript.sha256} {said!r}".encode()).hexdigest()[:16]
    return slice_json(transcript, first, lambda exchange: store.sentences(transcript.id, exchange)) | {
        "version": version
    }
