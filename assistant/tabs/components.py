"""What every tab is made of: components drawn by the page's scripts, and the options of their events."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.render import Json
from store.store import Store


def drawn(elem_id: str, value: Json | list[Json], js_on_load: str, **options: Any) -> gr.HTML:
    """A component that a script of page/ draws from its JSON value.

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


def for_script(store: Store, *functions: Callable[[Store, object], Json]) -> list[Callable[[Any], Json]]:
    """What the page's script may call by name, with one value that it makes up as it likes."""

    def named(function: Callable[[Store, object], Json]) -> Callable[[Any], Json]:
        def call(sent: Any) -> Json:
            return function(store, sent)

        call.__name__ = function.__name__
        return call

    return [named(function) for function in functions]


def quiet(**options: Any) -> dict[str, Any]:
    """Options of an event that shows its own progress and is no part of a public API."""
    return {"show_progress": "hidden", "api_visibility": "private", **options}
