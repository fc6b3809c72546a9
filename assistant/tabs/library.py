"""The Library tab: files and addresses come in, transcripts are listed, read, corrected and removed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from assistant.page_adding import Calls, add, add_sample, job_json
from assistant.page_corrections import correct, corrected_note, correction, take_back
from assistant.page_library import library, remove, transcripts
from assistant.page_reader import reading, reading_on
from assistant.render import Json
from assistant.tabs.ask import AskTab
from assistant.tabs.components import drawn, for_script, quiet
from store.formats import SUFFIXES
from store.inputs import LARGEST_BYTES
from store.store import Store

_TAKEN = {"suffixes": sorted({*SUFFIXES, ".zip"}), "largest": LARGEST_BYTES}


class LibraryTab:
    """Files and addresses come in on top, with what became of them; the table, or a transcript to read, is below."""

    def __init__(self, store: Store) -> None:
        self.calls = Calls()
        with gr.Column(elem_id="shelf"):
            self.adding = drawn(
                "adding",
                {},
                "OnRecord.adding(element, props, watch, server, {begin: (data) => trigger('begin', data)})",
                server_functions=for_script(store, self.calls.cancel, self.calls.became),
                taken=_TAKEN,
            )
            self.table = drawn(
                "library",
                {},
                "OnRecord.table(element, props, watch, server, {remove: (data) => trigger('remove', data),"
                " corrected: (data) => trigger('corrected', data), sample: () => trigger('sample')})",
                server_functions=for_script(store, transcripts, reading, reading_on, correction, correct, take_back),
            )


def change_library(store: Store, ask: AskTab, shelf: LibraryTab, shown: list[gr.HTML], tabs: gr.Tabs) -> None:
    """Adding, removing and what follows a correction; each ends by drawing the library anew wherever it is `shown`."""
    changing = quiet(concurrency_id="library", concurrency_limit=1, trigger_mode="multiple")
    unchanged = [gr.skip()] * len(shown)

    def drawn_anew() -> list[Json]:
        return [library(store)] * len(shown)

    def added(event: gr.EventData) -> Iterator[Any]:
        for job in add(store, event.form, Path(get_upload_folder()), shelf.calls):
            yield [job, *unchanged]
        yield [gr.skip(), *drawn_anew()]

    def add_bundled() -> Iterator[Any]:
        adding: Json = {}
        for lines in add_sample(store):
            adding = {"adding": lines}
            yield [gr.skip(), library(store) | adding, gr.skip()]
        now = library(store)
        yield [now, now | adding, now]

    def add_bundled_here() -> Iterator[Any]:
        lines: list[Json] = []
        for lines in add_sample(store):
            yield [job_json("sample", lines, busy=True), *unchanged]
        yield [job_json("sample", lines, busy=False), *drawn_anew()]

    def removed(event: gr.EventData) -> list[Any]:
        return [remove(store, event.id), *drawn_anew()]

    def corrected(event: gr.EventData) -> list[Any]:
        return [corrected_note(store, event.id), *drawn_anew()]

    changed = [shelf.adding, *shown]
    shelf.adding.begin(added, None, changed, **changing)
    ask.invitation.sample(add_bundled, None, shown, **changing)
    shelf.table.sample(add_bundled_here, None, changed, **changing)
    shelf.table.remove(removed, None, changed, **changing)
    for corrector in (shelf.table, ask.panel):
        corrector.corrected(corrected, None, changed, **quiet(queue=False))
    ask.invitation.library(lambda: gr.Tabs(selected="library"), None, tabs, **quiet(queue=False))
