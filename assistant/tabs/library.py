"""The Library tab: files and addresses come in, transcripts are listed, corrected and removed."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.page_corrections import correct, corrected_lines, correction, take_back
from assistant.page_input import LONGEST_ADDRESS
from assistant.page_library import add_address, add_files, add_sample, is_added, library, remove
from assistant.render import Json
from assistant.tabs.ask import AskTab
from assistant.tabs.components import drawn, for_script, quiet
from store.store import Store


class LibraryTab:
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
            self.results = drawn("results", [], "OnRecord.results(element, props, watch)")
            self.table = drawn(
                "library",
                {},
                "OnRecord.table(element, props, watch, server, {remove: (data) => trigger('remove', data),"
                " corrected: (data) => trigger('corrected', data)})",
                server_functions=for_script(store, correction, correct, take_back),
            )


def change_library(store: Store, ask: AskTab, shelf: LibraryTab, shown: list[gr.HTML], tabs: gr.Tabs) -> None:
    """Adding, removing and what follows a correction; each ends by drawing the library anew wherever it is `shown`."""
    changing = quiet(concurrency_id="library", concurrency_limit=1, trigger_mode="multiple")
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

    changed = [shelf.results, *shown]
    shelf.upload.upload(add_uploaded, [shelf.upload], [*changed, shelf.upload], **changing)
    shelf.address.submit(add_typed, [shelf.address], [*changed, shelf.address], **changing)
    ask.invitation.sample(add_bundled, None, shown, **changing)
    shelf.table.remove(removed, None, changed, **changing)
    for corrector in (shelf.table, ask.panel):
        corrector.corrected(corrected, None, changed, **quiet(queue=False))
    ask.invitation.library(lambda: gr.Tabs(selected="library"), None, tabs, **quiet(queue=False))
