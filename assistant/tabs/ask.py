"""The Ask tab: the conversation, the box below it, and the source beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.page_corrections import bound
from assistant.page_events import PageEvents, Round
from assistant.page_source import exchange
from assistant.tabs.components import drawn, for_script, quiet

ANSWERS_AT_ONCE = 4


class AskTab:
    """The conversation, the box below it, and the panel with the source beside it."""

    def __init__(self, events: PageEvents) -> None:
        with gr.Row(elem_id="ask"):
            with gr.Column(elem_id="reading"):
                self.invitation = drawn(
                    "invitation",
                    {},
                    "OnRecord.invitation(element, props, watch, {ask: (data) => trigger('ask', data),"
                    " sample: () => trigger('sample'), library: () => trigger('library')})",
                )
                self.conversation = drawn(
                    "conversation",
                    {"rounds": []},
                    "OnRecord.conversation(element, props, watch, {without: (data) => trigger('without', data)})",
                )
                with gr.Row(elem_id="composer"):
                    self.box = gr.Textbox(
                        label="Question",
                        show_label=False,
                        placeholder="Ask what was said…",
                        container=False,
                        lines=1,
                        max_lines=6,
                        max_length=4000,
                        submit_btn="Ask",
                        scale=1,
                        elem_id="box",
                    )
                    self.stop = gr.Button("Stop", scale=0, min_width=80, elem_id="stop")
            with gr.Column(elem_id="source"):
                self.panel = drawn(
                    "panel",
                    {},
                    "OnRecord.panel(element, server, {corrected: (data) => trigger('corrected', data)})",
                    server_functions=for_script(events.store, exchange, bound),
                )

    def answer_from(self, events: PageEvents, rounds: gr.State, demo: gr.Blocks) -> None:
        """A question comes from the box, from an example, or with the page's address: one event each."""
        shown = [self.conversation, rounds]
        answering = quiet(concurrency_id="answer", concurrency_limit=ANSWERS_AT_ONCE, trigger_mode="multiple")

        def answer(question: str, asked: list[Round]) -> Iterator[Any]:
            if not question.strip():
                yield gr.skip(), gr.skip()
                return
            for conversation in events.ask(question.strip(), asked):
                yield conversation, asked

        def from_box(question: str, asked: list[Round]) -> Iterator[Any]:
            emptied = "" if question.strip() else gr.skip()
            for conversation, state in answer(question, asked):
                yield conversation, state, emptied
                emptied = gr.skip()

        def from_example(asked: list[Round], event: gr.EventData) -> Iterator[Any]:
            yield from answer(str(event.question), asked)

        def without(asked: list[Round], event: gr.EventData) -> Iterator[Any]:
            for conversation in events.ask_without(event.round, event.kind, asked):
                yield conversation, asked

        def from_address(asked: list[Round], request: gr.Request) -> Iterator[Any]:
            yield from answer(request.query_params.get("q", ""), asked)

        self.box.submit(from_box, [self.box, rounds], [*shown, self.box], **answering)
        self.invitation.ask(from_example, [rounds], shown, **answering)
        self.conversation.without(without, [rounds], shown, **answering)
        demo.load(from_address, [rounds], shown, **answering)
        self.stop.click(events.stop, [rounds], [self.conversation], **quiet(queue=False))
