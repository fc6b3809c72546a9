"""The Quotes tab: a quote checked, and an article with every quotation in it, drawn from what the script asks for."""

from pathlib import Path

import gradio as gr
from gradio.utils import get_upload_folder

from assistant.page_quotes import checked_article, checked_quote
from assistant.render import Json
from assistant.tabs.components import drawn, for_script
from assistant.verbatim import WORD_FOR_WORD
from store.inputs import LARGEST_BYTES
from store.store import Store


class QuotesTab:
    """A box for a quote with what the library says of it, and below it an article."""

    def __init__(self, store: Store) -> None:
        def article(store: Store, sent: object) -> Json:
            return checked_article(store, sent, Path(get_upload_folder()))

        with gr.Column(elem_id="quotes"):
            drawn(
                "quoting",
                {},
                "OnRecord.quotes(element, props, server)",
                server_functions=for_script(store, checked_quote, article),
                largest=LARGEST_BYTES,
                verbatim=WORD_FOR_WORD,
            )
