"""The Timeline tab: when a topic came up, who asked or answered, and the exchanges themselves."""

import gradio as gr

from assistant.page_shares import declined, shared
from assistant.page_timeline import behind, counted
from assistant.page_wording import more_of_line, worded
from assistant.tabs.components import drawn, for_script
from store.store import Store


class TimelineTab:
    """A topic counted by month. What else tells of a topic over time is drawn below it, in this column."""

    def __init__(self, store: Store) -> None:
        with gr.Column(elem_id="topics"):
            drawn(
                "timeline",
                {},
                "OnRecord.timeline(element, server)",
                server_functions=for_script(store, counted, behind, worded, more_of_line, shared, declined),
            )
