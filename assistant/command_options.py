"""What the commands share: their options, and how the library and the writer are opened."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.types import Writer
    from store.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one line a result.")]
Batch = Annotated[
    str | None,
    typer.Option(metavar="FILE.jsonl", help='Many at once: a line each, {"id", "question", "filters"}; - is stdin.'),
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only transcripts of this day or later.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only transcripts of this day or earlier.")]
SpeakerOption = Annotated[
    list[str], typer.Option("--speaker", metavar="NAME", help="Only answers of this speaker (part of the name).")
]
OutletOption = Annotated[
    list[str], typer.Option("--outlet", metavar="NAME", help="Only questions of this outlet (part of the name).")
]
Rename = Annotated[
    list[str], typer.Option("--rename", metavar="NAME=RIGHT", help="A speaker's or outlet's right name.")
]
RoleOption = Annotated[
    list[str], typer.Option("--role", metavar="NAME=ROLE", help="Who is asker, answerer or moderator.")
]
Begin = Annotated[
    list[str],
    typer.Option("--begin", metavar="EXCHANGE.TURN", help="This turn begins an exchange; counted from 0, as shown."),
]
Join = Annotated[list[int], typer.Option("--join", metavar="EXCHANGE", help="This exchange continues the one before.")]
TranscriptOption = Annotated[
    list[str], typer.Option("--transcript", metavar="ID", help="Only this transcript (id or file name).")
]


def settings_of(context: typer.Context) -> "Settings":
    from assistant.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"data": context.obj}) if context.obj else settings


def open_store(settings: "Settings") -> "Store":
    from store.embedders import BuiltinEmbedder
    from store.store import Store

    return Store(settings.data.expanduser(), BuiltinEmbedder(threads=settings.threads))


def make_writer(settings: "Settings") -> "Writer":
    """The model that is configured, or else the writer that quotes."""
    if settings.model:
        from assistant.llm import ChatWriter

        key = settings.openai_api_key
        return ChatWriter(
            settings.model,
            api_key=key.get_secret_value() if key else None,
            base_url=settings.openai_base_url,
            timeout=settings.timeout,
            budget=settings.context_tokens,
        )
    from assistant.extractive import ExtractiveWriter
    from assistant.reranker import CrossEncoder

    return ExtractiveWriter(CrossEncoder(threads=settings.threads))


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def print_error(error: Exception | str) -> None:
    print(f"error: {' '.join(str(error).split())}", file=sys.stderr, flush=True)
