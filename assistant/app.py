"""The Gradio page, mounted. Its parts are in `tabs/`, what an event does in `page_*.py`, how it looks in `page/`."""

import os
from base64 import b64encode
from collections.abc import Callable
from importlib.resources import files
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by gradio while it is imported

import gradio as gr
from fastapi import FastAPI

from assistant.early_head import EarlyHead
from assistant.guarding import Guard, Rules
from assistant.keeping import Keep, Recall, keep_nothing, recall_nothing
from assistant.offers import OFFERS, Desk, Offer
from assistant.page_events import PageEvents
from assistant.page_library import library
from assistant.plain_pages import logout_form
from assistant.programs import offer_to_programs
from assistant.tabs.ask import ANSWERS_AT_ONCE, AskTab
from assistant.tabs.components import drawn, quiet
from assistant.tabs.evaluation import EvaluationTab
from assistant.tabs.library import LibraryTab, change_library
from assistant.tabs.quotes import QuotesTab
from assistant.tabs.timeline import TimelineTab
from assistant.types import Writer
from store.store import Store

WAITING_AT_MOST = 64
UPLOAD_LIMIT = "100mb"
KEPT_SECONDS = 3600  # uploaded copies are deleted after this long; the library keeps its own

# In this order: the first of each holds what the others use.
_STYLES = (
    *("colours", "frame", "pieces", "header", "ask", "sidebar", "answer", "source", "forms", "library", "adding"),
    *("reader", "corrections", "evaluation", "timeline", "shares", "quotes", "wording", "access"),
)
_SCRIPTS = (
    *("tools", "header", "kept", "filters", "beside", "sidebar", "composer", "rounds", "after_answer", "conversation"),
    *("quote_card", "source_panel", "corrections"),
    *("uploads", "adding", "reader_search", "reader", "library"),
    *("word_diff", "quote_places", "quoted_article", "quotes"),
    *("evaluation_question", "evaluation_gate", "evaluation"),
    *("timeline_chart", "mentions", "shares", "wording", "timeline"),
)

_THEME = gr.themes.Base(
    primary_hue="indigo",
    neutral_hue="slate",
    radius_size="md",
    font=["system-ui", "sans-serif"],  # the page asks no other host for anything
    font_mono=["ui-monospace", "monospace"],
)


def build(
    store: Store,
    writer: Writer,
    *,
    limit: int,
    keep: Keep = keep_nothing,
    recall: Recall = recall_nothing,
    rules: Rules = Rules(),
    waiting: int = WAITING_AT_MOST,
) -> FastAPI:
    """The page at `/` over a store and a writer, and `GET /healthz` for whoever watches the process.

    `limit` is how many passages a question is answered from; each answer is handed to `keep`, and
    found again by its id with `recall`. `rules` say who is let in, `waiting` how many events may wait
    for their turn; more are refused.
    """
    app = FastAPI(openapi_url=None)
    app.add_middleware(EarlyHead, head=_early_head())
    app.add_middleware(Guard, rules=rules, head=_head())  # the last one is the outermost: it sees what the page became
    desk = Desk(store, writer, limit=limit, keep=keep)
    offer_to_programs(app, desk)
    app.add_api_route("/healthz", lambda: {"ok": True})
    demo = _page(PageEvents(store, writer, limit=limit, keep=keep, recall=recall), rules, desk)
    demo.queue(max_size=waiting, default_concurrency_limit=ANSWERS_AT_ONCE, api_open=False)
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
    # Gradio 6.31 checks that a path in an event is an upload only once `launch` has set this: without it,
    # whoever reaches the page reads any file of the server by sending its path as an upload.
    demo.has_launched = True
    return mounted


def _head() -> str:
    """Styles and scripts of the page. As `css=` gradio would rewrite the selectors, and break some."""
    page = files("assistant") / "page"
    styles = [f"<style>{(page / f'{name}.css').read_text('utf-8')}</style>" for name in _STYLES]
    scripts = [f"<script>{(page / f'{name}.js').read_text('utf-8')}</script>" for name in _SCRIPTS]
    return "".join(styles + scripts)


def _early_head() -> str:
    """What decides the theme, the colour of a page on which nothing is drawn yet, and the icon of its tab."""
    script = (files("assistant") / "page" / "theme.js").read_text("utf-8")
    ground = ":root[data-theme=light] body{background:#fff}:root[data-theme=dark] body{background:#0e1420}"
    icon = b64encode((files("assistant") / "page" / "icon.svg").read_bytes()).decode()
    return (
        f"<script>{script}</script><style>{ground}</style>"
        f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{icon}">'
    )


def _page(events: PageEvents, rules: Rules, desk: Desk) -> gr.Blocks:
    demo: gr.Blocks
    with gr.Blocks(
        title="OnRecord", fill_width=True, analytics_enabled=False, delete_cache=(KEPT_SECONDS, KEPT_SECONDS)
    ) as demo:
        rounds = gr.State([])
        header = drawn("header", {}, "OnRecord.header(element, props, watch)")
        if rules.users:
            gr.HTML(logout_form(f"{rules.root_path}/logout"), elem_id="account", apply_default_css=False)
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab("Ask", id="ask"):
                ask = AskTab(events)
            with gr.Tab("Library", id="library", elem_id="tab-library", render_children=True):
                shelf = LibraryTab(events.store)
            with gr.Tab("Quotes", id="quotes", elem_id="tab-quotes"):
                QuotesTab(events.store)
            with gr.Tab("Timeline", id="timeline", elem_id="tab-timeline"):
                TimelineTab(events.store)
            with gr.Tab("Evaluation", id="evaluation", elem_id="tab-evaluation"):
                EvaluationTab(events.store)
        shown = [header, ask.invitation, shelf.table]
        ask.answer_from(events, rounds)
        change_library(events.store, ask, shelf, shown, tabs)
        for offer in OFFERS:
            gr.api(_named(desk, offer), api_name=offer.name)  # type: ignore[attr-defined]
        demo.load(lambda: [library(events.store)] * len(shown), None, shown, **quiet(queue=False))
    return demo


def _named(desk: Desk, offer: Offer) -> Callable[..., Any]:
    """The same for `gradio_client`: takes and gives the JSON of the route of this name."""

    async def named(request: dict[str, Any]) -> dict[str, Any]:
        return dict(await offer.reply(desk, request))

    named.__doc__ = offer.about
    return named
