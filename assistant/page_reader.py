"""What the reader asks for: a transcript from some exchange on, or the problem with it. Knows no Gradio."""

import hashlib

from assistant.page_edge import transcript_of
from assistant.page_forms import Slice
from assistant.page_input import form
from assistant.places import leads_to, place
from assistant.render import Json, failure_json, notice_json
from assistant.render_library import head_json, slice_json
from store.errors import ReportedError
from store.store import Store
from store.types import Transcript

_GONE = ReportedError(
    "This transcript is not in the library.", "It may have been removed, or renamed since the link was copied."
)
_NO_SUCH_EXCHANGE = ReportedError(
    "The exchange this link leads to is not in this transcript.",
    "It may have changed since the link was copied; search it for the words.",
)


def reading(store: Store, link: object) -> Json:
    """What stands above a transcript, its first slice, and the place that the link leads to.

    `link` is a transcript's id or a place in it, as the browser likes. `notice` is what has changed since it was made.
    """
    named = place(link)
    try:
        transcript = transcript_of(store, named.transcript_id if named else link, _GONE)
        shown = head_json(store.entry(transcript.id), transcript) | _slice(store, transcript, 0)
    except ReportedError as error:
        return failure_json(error)
    there, notice = leads_to(named, transcript, store) if named else (None, None)
    if named and not there:
        notice = _NO_SUCH_EXCHANGE
    return shown | {
        "exchange": there and there.exchange,
        "sentence": there and there.sentence,
        "notice": notice_json(notice),
    }


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
