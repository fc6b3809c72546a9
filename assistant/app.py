"""The Gradio page: components and events. What an event does is in `page_*.py`, how it looks in `page/`."""

import os
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by gradio while it is imported

import gradio as gr
from fastapi import FastAPI

from assistant.guarding import Guard, Rules
from assistant.keeping import Keep, keep_nothing
from assistant.offers import Desk
from assistant.page_corrections import bound, correct, corrected_lines, correction, take_back
from assistant.page_events import PageEvents, Round
from assistant.page_input import LONGEST_ADDRESS
from assistant.page_library import add_address, add_files, add_sample, is_added, library, remove
from assistant.page_source import exchange
from assistant.programs import offer_to_programs
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


def build(store: Store, writer: Writer, *, limit: int, keep: Keep = keep_nothing, rules: Rules = Rules()) -> FastAPI:
    """The page at `/` over a store and a writer, and `GET /healthz` for whoever watches the process.

    `limit` is how many passages a question is answered from; each answer is handed to `keep`. `rules` say who
    is let in.
    """
    app = FastAPI(openapi_url=None)
    app.add_middleware(Guard, rules=rules, head=_head())
    offer_to_programs(app, Desk(store, writer, limit=limit, keep=keep))
    app.add_api_route("/healthz", lambda: {"ok": True})
    demo = _page(PageEvents(store, writer, limit=limit, keep=keep))
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
        root_path=rules.root_path or None,
        max_file_size=UPLOAD_LIMIT,
    )
    return mounted


def _head() -> str:
    """Styles and scripts of the page. As `css=` gradio would rewrite the selectors, and break some."""
    page = files("assistant") / "page"
    parts = [("style", "css"), ("script", "js")]
    return "".join(
        f"<{tag}>{(page / f'{name}.{kind}').read_text('utf-8')}</{tag}>"
        for tag, kind in parts
        for name in ("onrecord", "corrections")  # in this order: the second uses what the first offers
    )


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
                shelf = _LibraryTab(events.store)
        shown = [header, ask.invitation, shelf.table]
        ask.answer_from(events, rounds, demo)
        _change_library(events.store, ask, shelf, shown, tabs)
        demo.load(lambda: [library(events.store)] * len(shown), None, shown, **_quiet(queue=False))
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
                self.panel = _drawn(
                    "panel",
                    {},
                    "OnRecord.panel(element, server, {corrected: (data) => trigger('corrected', data)})",
                    server_functions=_for_script(events.store, exchange, bound),
                )

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

        def without(asked: list[Round], event: gr.EventData) -> Iterator[Any]:
            for conversation in events.ask_without(event.round, event.kind, asked):
                yield conversation, asked

        def from_address(asked: list[Round], request: gr.Request) -> Iterator[Any]:
            yield from answer(request.query_params.get("q", ""), asked)

        self.box.submit(from_box, [self.box, rounds], [*drawn, self.box], **answering)
        self.invitation.ask(from_example, [rounds], drawn, **answering)
        self.conversation.without(without, [rounds], drawn, **answering)
        demo.load(from_address, [rounds], drawn, **answering)
        self.stop.click(events.stop, [rounds], [self.conversation], **_quiet(queue=False))


class _LibraryTab:
    """Files and addresses come in on top, what became of them is told below, and the library is listed last."""

    def __init__(self, store: Store) -> None:
        with gr.Column(elem_id="shelf"):
            self.upload = gr.File(label="Add transcripts", file_count="multiple", height=150, elem_id="upload")
            self.address = gr.Textbox(
                label="Add from a web address",
                placeholder="https://…",
                lines=1,
                max_lines=1,
                max_length=LONGEST_ADDRESS,
                submit_btn="Add",
                html_attributes=gr.InputHTMLAttributes(autocapitalize="off", autocomplete="off", spellcheck=False),
                elem_id="address",
            )
            self.results = _drawn("results", [], "OnRecord.results(element, props, watch)")
            self.table = _drawn(
                "library",
                {},
                "OnRecord.table(element, props, watch, server, {remove: (data) => trigger('remove', data),"
                " corrected: (data) => trigger('corrected', data)})",
                server_functions=_for_script(store, correction, correct, take_back),
            )


def _change_library(store: Store, ask: _AskTab, shelf: _LibraryTab, shown: list[gr.HTML], tabs: gr.Tabs) -> None:
    """Adding, removing and what follows a correction; each ends by drawing the library anew wherever it is `shown`."""
    changing = _quiet(concurrency_id="library", concurrency_limit=1, trigger_mode="multiple")
    unchanged = [gr.skip()] * len(shown)

    def drawn_anew() -> list[Json]:
        return [library(store)] * len(shown)

    def add_uploaded(paths: list[str] | None) -> Iterator[Any]:
        for lines in add_files(store, paths or []):
            yield [lines, *unchanged, gr.skip()]
        yield [gr.skip(), *drawn_anew(), None]

    def add_typed(typed: str) -> Iterator[Any]:
        lines: list[Json] = []
        for lines in add_address(store, typed):
            yield [lines, *unchanged, gr.skip()]
        yield [gr.skip(), *drawn_anew(), "" if is_added(lines) else gr.skip()]

    def add_bundled() -> Iterator[Any]:
        adding: Json = {}
        for lines in add_sample(store):
            adding = {"adding": lines}
            yield [gr.skip(), library(store) | adding, gr.skip()]
        now = library(store)
        yield [now, now | adding, now]

    def removed(event: gr.EventData) -> list[Any]:
        return [remove(store, str(event.id)), *drawn_anew()]

    def corrected(event: gr.EventData) -> list[Any]:
        return [corrected_lines(store, str(event.id)), *drawn_anew()]

    drawn = [shelf.results, *shown]
    shelf.upload.upload(add_uploaded, [shelf.upload], [*drawn, shelf.upload], **changing)
    shelf.address.submit(add_typed, [shelf.address], [*drawn, shelf.address], **changing)
    ask.invitation.sample(add_bundled, None, shown, **changing)
    shelf.table.remove(removed, None, drawn, **changing)
    for corrector in (shelf.table, ask.panel):
        corrector.corrected(corrected, None, drawn, **_quiet(queue=False))
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


def _for_script(store: Store, *functions: Callable[[Store, object], Json]) -> list[Callable[[Any], Json]]:
    """What the page's script may call by name, with one value that it makes up as it likes."""

    def named(function: Callable[[Store, object], Json]) -> Callable[[Any], Json]:
        def call(sent: Any) -> Json:
            return function(store, sent)

        call.__name__ = function.__name__
        return call

    return [named(function) for function in functions]


def _quiet(**options: Any) -> dict[str, Any]:
    """Options of an event that shows its own progress and is no part of a public API."""
    return {"show_progress": "hidden", "api_visibility": "private", **options}
