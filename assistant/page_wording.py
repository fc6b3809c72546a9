"""What the Timeline tab asks for on wording: how it changed on a topic, and what is repeated. Knows no Gradio."""

from assistant.page_edge import answered
from assistant.page_forms import Worded
from assistant.page_input import form
from assistant.page_timeline import filters_of_form, topic_of
from assistant.render import Json
from assistant.render_wording import repeated_json, wording_json
from assistant.wording import stock_phrases, wording
from store.store import Store

FIRST = 10  # lines of each kind
MOST = 100


def worded(store: Store, sent: object) -> Json:
    """The lines of a topic with their changes; without a topic, the lines that are repeated most and the new ones."""

    def found() -> Json:
        said = form(sent, Worded)
        filters, limit = filters_of_form(said), MOST if said.all else FIRST
        for _ in store.lines.prepare():  # a library that an older version made, once
            pass
        if said.topic.strip():
            return wording_json(wording(store, topic_of(said), filters=filters, limit=limit), limit=limit)
        return repeated_json(stock_phrases(store, filters=filters, limit=limit), limit=limit)

    return answered(found)
