"""What the source panel asks for: the exchange at a place, or the problem with it. Knows no Gradio."""

from assistant import quotations
from assistant.contract import citation_json
from assistant.page_edge import transcript_of
from assistant.places import Place, leads_to, place
from assistant.render import Json, failure_json, notice_json
from assistant.render_source import exchange_json, quoted_url
from assistant.types import Citation
from store.errors import ReportedError
from store.store import Store
from store.types import Sentence, Transcript

_NO_SUCH_PLACE = ReportedError(
    "This link leads to nothing in the library.",
    "The transcript may have been removed, or changed since the link was copied.",
)


def exchange(store: Store, where: object) -> Json:
    """The exchange that a link leads to, or the problem with it; `where` comes from the browser as it likes.

    `notice` is what has changed since the link was made, None where its words still stand.
    """
    named = place(where)
    try:
        transcript = transcript_of(store, named and named.transcript_id, _NO_SUCH_PLACE)
    except ReportedError as error:
        return failure_json(error)
    there, notice = leads_to(named, transcript, store) if named else (None, None)
    shown = there and _exchange_json(store, transcript, there)
    return shown | {"notice": notice_json(notice)} if shown else failure_json(_NO_SUCH_PLACE)


def shown_exchange(store: Store, transcript: Transcript, index: int) -> Json:
    """An exchange that is there."""
    return _exchange_json(store, transcript, Place(transcript.id, index, None)) or {}


def _exchange_json(store: Store, transcript: Transcript, named: Place) -> Json | None:
    shown = exchange_json(transcript, named, lambda exchange: store.sentences(transcript.id, exchange))
    if shown is None or named.sentence is None:
        return shown
    opened = next(s for s in store.sentences(transcript.id, named.exchange) if s.index == named.sentence)
    return shown | {"quote": quote_json(opened, transcript), "source_url": quoted_url(shown["source_url"], opened.text)}


def quote_json(sentence: Sentence, transcript: Transcript) -> Json:
    """A sentence as it is copied: plain, as Markdown, and as an entry of a list of references."""
    citation = citation_json(Citation(1, sentence, transcript.source))
    forms = {"plain": quotations.plain, "markdown": quotations.markdown, "reference": quotations.reference}
    return {name: write(citation) for name, write in forms.items()}
