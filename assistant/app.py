"""The Gradio page: components and events. What an event does is in `page_events`, how it looks in `page/`."""

import os
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by gradio while it is imported

import gradio as gr
from fastapi import FastAPI

from assistant.page_events import PageEvents, Round
from assistant.render import Json
from assistant.types import Writer
from store.store import Store

ANSWERS_AT_ONCE = 4
WAITING_AT_MOST = 64
UPLOAD_LIMIT = "100mb"
KEPT_SECONDS = 3600  # uploaded copies are deleted after this long; the library keeps its own

_THEME = gr.themes.Base(
    primary_hue="indigo",
    neutral_hue="slate",
    radius_size="md",
    font=["system-ui", "sans-serif"],  # the page asks no other host for anything
    font_mono=["ui-monospace", "monospace"],
)


def build(store: Store, writer: Writer, *, limit: int) -> FastAPI:
    """The page at `/` over a store and a writer, and `GET /healthz` for whoever watches the process.

    `limit` is how many passages a question is answered from.
    """
    app = FastAPI(openapi_url=None)
    app.add_api_route("/healthz", lambda: {"ok": True})
    demo = _page(PageEvents(store, writer, limit=limit))
    demo.queue(max_size=WAITING_AT_MOST, default_concurrency_limit=ANSWERS_AT_ONCE, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        demo,
        "/",
        theme=_THEME,
        head=_head(),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size=UPLOAD_LIMIT,
    )
    return mounted


def _head() -> str:
    """Style and script of the page. As `css=` gradio would rewrite the selectors, and break some."""
    page = files("assistant") / "page"
    style, script = ((page / f"onrecord.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return f"<style>{style}</style><script>{script}</script>"


def _page(events: PageEvents) -> gr.Blocks:
    demo: gr.Blocks
    with gr.Blocks(
        title="OnRecord", fill_width=True, analytics_enabled=False, delete_cache=(KEPT_SECONDS, KEPT_SECONDS)
    ) as demo:
        rounds = gr.State([])
        header = _drawn("header", {}, "OnRecord.header(element, props, watch)")
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Ask", id="ask"):
                ask = _AskTab(events)
            with gr.Tab("Library", id="library", render_children=True):
                library = _LibraryTab()
        shown = [header, ask.invitation, library.table]
        ask.answer_from(events, rounds, demo)
        _change_library(events, ask, library, shown, tabs)
        demo.load(lambda: [events.library()] * len(shown), None, shown, **_quiet(queue=False))
    return demo


class _AskTab:
    """The conversation, the box below it, and the panel with the source beside it."""

    def __init__(self, events: PageEvents) -> None:
        with gr.Row(elem_id="ask"):
            with gr.Column(elem_id="reading"):
                self.invitation = _drawn(
                    "invitation",
                    {},
                    "OnRecord.invitation(element, props, watch, {ask: (data) => trigger('ask', data),"
                    " sample: () => trigger('sample'), library: () => trigger('library')})",
                )
                self.conversation = _drawn(
                    "conversation", {"rounds": []}, "OnRecord.conversation(element, props, watch)"
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
                _drawn("panel", {}, "OnRecord.panel(element, server)", server_functions=[_exchange(events)])

    def answer_from(self, events: PageEvents, rounds: gr.State, demo: gr.Blocks) -> None:
        """A question comes from the box, from an example, or with the page's address: one event each."""
        drawn = [self.conversation, rounds]
        answering = _quiet(concurrency_id="answer", concurrency_limit=ANSWERS_AT_ONCE, trigger_mode="multiple")

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

        def from_address(asked: list[Round], request: gr.Request) -> Iterator[Any]:
            yield from answer(request.query_params.get("q", ""), asked)

        self.box.submit(from_box, [self.box, rounds], [*drawn, self.box], **answering)
        self.invitation.ask(from_example, [rounds], drawn, **answering)
        demo.load(from_address, [rounds], drawn, **answering)
        self.stop.click(events.stop, [rounds], [self.conversation], **_quiet(queue=False))


class _LibraryTab:
    """Files come in on top, what became of them is told below, and the library is listed last."""

    def __init__(self) -> None:
        with gr.Column(elem_id="shelf"):
            self.upload = gr.File(label="Add transcripts", file_count="multiple", height=150, elem_id="upload")
            self.results = _drawn("results", [], "OnRecord.results(element, props, watch)")
            self.table = _drawn(
                "library",
                {},
                "OnRecord.table(element, props, watch, {remove: (data) => trigger('remove', data)})",
            )


def _change_library(
    events: PageEvents, ask: _AskTab, library: _LibraryTab, shown: list[gr.HTML], tabs: gr.Tabs
) -> None:
    """Adding and removing; both end by drawing the library anew wherever it is `shown`."""
    changing = _quiet(concurrency_id="library", concurrency_limit=1, trigger_mode="multiple")

    def add(lines_as_they_come: Iterator[list[Json]]) -> Iterator[Any]:
        for lines in lines_as_they_come:
            yield [lines, *[gr.skip()] * len(shown)]
        yield [gr.skip(), *[events.library()] * len(shown)]

    def add_files(paths: list[str] | None) -> Iterator[Any]:
        for step in add(events.add_files(paths or [])):
            yield [*step, gr.skip()]
        yield [*[gr.skip()] * (1 + len(shown)), None]

    def add_sample() -> Iterator[Any]:
        adding: Json = {}
        for lines in events.add_sample():
            adding = {"adding": lines}
            yield [gr.skip(), events.library() | adding, gr.skip()]
        now = events.library()
        yield [now, now | adding, now]

    def remove(event: gr.EventData) -> list[Any]:
        return [events.remove(str(event.id)), *[events.library()] * len(shown)]

    library.upload.upload(add_files, [library.upload], [library.results, *shown, library.upload], **changing)
    ask.invitation.sample(add_sample, None, shown, **changing)
    library.table.remove(remove, None, [library.results, *shown], **changing)
    ask.invitation.library(lambda: gr.Tabs(selected="library"), None, tabs, **_quiet(queue=False))


def _drawn(elem_id: str, value: Json | list[Json], js_on_load: str, **options: Any) -> gr.HTML:
    """A component that page/onrecord.js draws from its JSON value.

    The template never changes and holds no placeholder: Gradio would take transcript text in one for markup,
    and run `${...}` inside it. The events a component can trigger must stand in `js_on_load` by name.
    """
    return gr.HTML(
        value,
        html_template='<div class="or-root"></div>',
        js_on_load=js_on_load,
        elem_id=elem_id,
        apply_default_css=False,
        **options,
    )


def _exchange(events: PageEvents) -> Any:
    def exchange(where: str) -> Json:
        return events.exchange(where)

    return exchange


def _quiet(**options: Any) -> dict[str, Any]:
    """Options of an event that shows its own progress and is no part of a public API."""
    return {"show_progress": "hidden", "api_visibility": "private", **options}
