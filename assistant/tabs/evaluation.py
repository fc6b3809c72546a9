"""The Evaluation tab: the runs of `onrecord eval`, drawn from what the script asks for."""

import gradio as gr

from assistant.page_evaluation import comparison, question, run, runs
from assistant.tabs.components import drawn, for_script
from store.store import Store


class EvaluationTab:
    """Runs, one of them with its questions, or two compared."""

    def __init__(self, store: Store) -> None:
        with gr.Column(elem_id="runs"):
            drawn(
                "evaluation",
                {},
                "OnRecord.evaluation(element, server)",
                server_functions=for_script(store, runs, run, question, comparison),
            )
