"""What the Timeline tab asks for on wording: how it changed on a topic, and what is repeated. Knows no Gradio."""

from assistant.page_edge import answered
from assistant.page_forms import Worded, WordedLine
from assistant.page_input import form
from assistant.page_timeline import filters_of_form, topic_of
from assistant.render import Json
from assistant.render_wording import changes_json, place_of, places_json, repeated_json, wording_json
from assistant.wording import StockPhrases, Wording, stock_phrases, wording
from store.errors import ReportedError
from store.store import Store

FIRST = 10  # lines of each kind
MOST = 100

_GONE = ReportedError("The library has changed, and with it this line.", "Choose Show again.")


def worded(store: Store, sent: object) -> Json:
    """The lines of a topic with their changes; without a topic, the lines that are repeated most and the new ones."""

    def found() -> Json:
        said = form(sent, Worded)
        lines, limit = _lines(store, said), _limit(said)
        return wording_json(lines, limit=limit) if isinstance(lines, Wording) else repeated_json(lines, limit=limit)

    return answered(found)


def more_of_line(store: Store, sent: object) -> Json:
    """More places or changes of one of the lines that `worded` gives."""

    def found() -> Json:
        said = form(sent, WordedLine)
        lines = _lines(store, said)
        kinds = (lines.lines, lines.replies) if isinstance(lines, Wording) else (lines.repeated, lines.new)
        line = next((line for kind in kinds for line in kind if place_of(line) == said.line), None)
        if line is None:
            raise _GONE
        return (places_json if said.part == "places" else changes_json)(line, said.start)

    return answered(found)


def _limit(said: Worded) -> int:
    return MOST if said.all else FIRST


def _lines(store: Store, said: Worded) -> Wording | StockPhrases:
    filters, limit = filters_of_form(said), _limit(said)
    for _ in store.lines.prepare():  # a library that an older version made, once
        pass
    if said.topic.strip():
        return wording(store, topic_of(said), filters=filters, limit=limit)
    return stock_phrases(store, filters=filters, limit=limit)
