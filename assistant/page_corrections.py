"""What the page does to correct a transcript: its dialog and the bounds in the source panel. Knows no Gradio.

Each function takes what the browser sent as it likes, and gives JSON: what was asked for, or the problem.
"""

import logging

from assistant.page_edge import answered, transcript_of
from assistant.page_input import Bound, CorrectionForm, corrections_of, form
from assistant.page_library import note
from assistant.page_source import shown_exchange
from assistant.render import Json, count_text
from assistant.render_corrections import correction_json
from store.corrections import Corrections, anchor
from store.errors import ReportedError
from store.store import Store
from store.types import Exchange, Transcript

logger = logging.getLogger(__name__)

_GONE = ReportedError("This transcript is no longer in the library.", "Load the page again.")
_CHANGED = ReportedError("This transcript has changed meanwhile.", "Open the source again.")


def correction(store: Store, transcript_id: object) -> Json:
    """Everything the dialog shows of a transcript."""

    def shown() -> Json:
        transcript = transcript_of(store, transcript_id, _GONE)
        return correction_json(transcript, *store.as_read(transcript.id))

    return answered(shown)


def correct(store: Store, sent: object) -> Json:
    """Correct what the dialog's form says; only what was changed is in it."""

    def done() -> Json:
        said = form(sent, CorrectionForm)
        transcript = transcript_of(store, said.id, _GONE)
        now = corrections_of(said, *store.as_read(transcript.id))
        if now:
            store.edit(transcript.id, now)
        return {"status": "done"}

    return answered(done)


def take_back(store: Store, transcript_id: object) -> Json:
    """Take every correction of a transcript back."""

    def done() -> Json:
        store.edit(transcript_of(store, transcript_id, _GONE).id, Corrections(), reset=True)
        return {"status": "done"}

    return answered(done)


def bound(store: Store, sent: object) -> Json:
    """Make a turn begin an exchange, or its exchange continue the one before; gives the exchange it is in then."""

    def done() -> Json:
        said = form(sent, Bound)
        transcript = transcript_of(store, said.id, _GONE)
        exchange, position = _turn(transcript, said.turn)
        begins, is_first = said.bound == "begin", position == 0
        if begins == is_first or (exchange.index == 0 and not begins):
            raise _CHANGED
        words = (anchor(transcript.reading, exchange.turns[position]),)
        store.edit(transcript.id, Corrections(begins=words) if begins else Corrections(joins=words))
        return _at_turn(store, transcript.id, said.turn, begins)

    return answered(done)


def corrected_note(store: Store, transcript_id: object) -> Json:
    """What was last said about a transcript, in one line; nothing if it is not there."""
    try:
        entry = store.entry(transcript_of(store, transcript_id, _GONE).id)
    except ReportedError:
        return {}
    log = store.corrections(entry.id)
    text = "Corrected" if not log or log[-1][1] else "Corrections taken back"
    return note(entry.file, "done", f"{text}, {count_text(entry.exchanges, 'exchange')}")


def _turn(transcript: Transcript, start: int) -> tuple[Exchange, int]:
    """The exchange of the turn that starts here, and its position among the turns."""
    for exchange in transcript.reading.exchanges:
        for position, turn in enumerate(exchange.turns):
            if turn.start == start:
                return exchange, position
    raise _CHANGED


def _at_turn(store: Store, transcript_id: str, start: int, begins: bool) -> Json:
    """The exchange of a turn whose bound was corrected, and what is so now, in words."""
    transcript = transcript_of(store, transcript_id, _GONE)
    exchange, _ = _turn(transcript, start)
    shown = shown_exchange(store, transcript, exchange.index)
    what = "An exchange begins here now" if begins else "Joined to the exchange before"
    return shown | {"done": f"{what}; {count_text(len(transcript.reading.exchanges), 'exchange')} in all."}
