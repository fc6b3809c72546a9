"""The Ask tab: conversations and filters, the conversation with the box below it, and the source beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.page_corrections import bound
from assistant.page_events import PageEvents, Round
from assistant.page_export import exported
from assistant.page_library import transcripts
from assistant.page_source import exchange
from assistant.render import Json
from assistant.tabs.components import drawn, for_script, quiet

ANSWERS_AT_ONCE = 4


class AskTab:
    """The sidebar, the conversation with its box, and the panel with the source."""

    def __init__(self, events: PageEvents) -> None:
        with gr.Row(elem_id="ask"):
            with gr.Column(elem_id="side"):
                drawn("sidebar", {}, "OnRecord.sidebar(element)")
            with gr.Column(elem_id="reading"):
                self.invitation = drawn(
                    "invitation",
                    {},
                    "OnRecord.invitation(element, props, watch, server, {sample: () => trigger('sample'),"
                    " library: () => trigger('library')})",
                    server_functions=for_script(events.store, transcripts),
                )
                self.conversation = drawn(
                    "conversation",
                    {"rounds": []},
                    "OnRecord.conversation(element, props, watch, server, {ask: (sent) => trigger('ask', {sent}),"
                    " stop: (sent) => trigger('stop', {sent})})",
                    server_functions=[_named("exported", exported), _named("kept", events.kept)],
                )
                drawn("composer", {}, "OnRecord.composer(element)")
            with gr.Column(elem_id="source"):
                self.panel = drawn(
                    "panel",
                    {},
                    "OnRecord.panel(element, server, {corrected: (data) => trigger('corrected', data)})",
                    server_functions=for_script(events.store, exchange, bound),
                )

    def answer_from(self, events: PageEvents, rounds: gr.State) -> None:
        """Whatever is asked, from the box, a suggestion or an address, is one event with all that belongs to it."""
        answering = quiet(concurrency_id="answer", concurrency_limit=ANSWERS_AT_ONCE, trigger_mode="multiple")

        def answer(asked: list[Round], event: gr.EventData) -> Iterator[Any]:
            for conversation in events.ask(event.sent, asked):
                yield conversation, asked

        asking = self.conversation.ask(answer, [rounds], [self.conversation, rounds], **answering)
        asking.failure(None, None, None, js="() => OnRecord.conversations.refused()", **quiet())

        def stop(asked: list[Round], event: gr.EventData) -> Json:
            return events.stop(event.sent, asked)

        self.conversation.stop(stop, [rounds], [self.conversation], **quiet(queue=False, trigger_mode="multiple"))


def _named(name: str, function: Any) -> Any:
    """A function that the page's script may call by this name, with one value that it makes up as it likes."""

    def call(sent: Any) -> Json:
        answer: Json = function(sent)
        return answer

    call.__name__ = name
    return call
