"""What the commands share: their options, and how the library and the writer are opened."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.history import History
    from assistant.keeping import Keep, Recall
    from assistant.llm import ChatWriter
    from assistant.local_model import LocalWriter
    from assistant.requests import BadLine, Request
    from assistant.settings import Settings
    from assistant.types import Message, Writer
    from store.dense_server import ChromaServer
    from store.embedders import Embedder
    from store.store import Store
    from store.types import Filters

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

NonAnswers = Annotated[bool, typer.Option("--non-answers", help="Only exchanges whose reply gives no information.")]
AsAsked = Annotated[
    bool, typer.Option("--as-asked", help="Take no dates, names or transcripts from the question as filters.")
]


def requests_of(
    text: str | None,
    batch: str | None,
    filters: "Filters",
    *,
    history: "tuple[Message, ...]" = (),
    as_asked: bool = False,
    what: str = "a question",
    example: str = "onrecord ask 'What was said?'",
) -> "Iterator[Request | BadLine]":
    """The one question or quote of the command line, or those of the batch. Raises SettingsError."""
    from assistant.comparison import has_words
    from assistant.errors import SettingsError
    from assistant.requests import Request, read_batch

    if (text is None) == (batch is None):
        raise SettingsError(f"Give {what} or --batch, one of the two.", f"Example: {example}")
    if text is not None and not has_words(text):
        raise SettingsError(f"{what[:1].upper()}{what[1:]} needs words.", f"Example: {example}")
    if text is not None:
        return iter([Request(None, text, history, filters, as_asked)])
    if batch == "-":
        return read_batch(sys.stdin, "stdin")
    try:
        lines = Path(str(batch)).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{batch}: cannot be read ({error}).", "Check the path; the file must be UTF-8.") from error
    return read_batch(lines, str(batch))


def settings_of(context: typer.Context, **options: object) -> "Settings":
    """The settings from the environment, or the options where they are given. Raises SettingsError."""
    from assistant.settings import load_settings

    given = {name: value for name, value in {"data": context.obj, **options}.items() if value is not None}
    return load_settings().model_copy(update=given)


def open_store(settings: "Settings") -> "Store":
    from store.store import Store

    return Store(settings.data.expanduser(), embedder_of(settings), chroma=chroma_server(settings))


def label(store: "Store") -> None:
    """Label the replies of a library that an older version made, with a line on stderr that says how far it is."""
    done = 0
    for at, total in store.replies.label():
        done = total
        print(f"\rlabelling replies: {at} of {total} transcripts", end="", file=sys.stderr, flush=True)
    if done:
        print(f"\rlabelling replies: {done} of {done} transcripts", file=sys.stderr)


def embedder_of(settings: "Settings") -> "Embedder":
    """The embedder that is set, or else the one the library was made with.

    Raises LibraryError, and SettingsError for one that is set and not there.
    """
    from assistant.errors import SettingsError
    from store.embedders import BUILT_IN, EmbeddingServer, UnusableEmbedder, make_embedder
    from store.errors import EmbedderError
    from store.spaces import made_with

    made = made_with(settings.data.expanduser())
    spec = settings.embedder or (made.spec if made else BUILT_IN)
    key = settings.openai_api_key
    url = settings.embedder_url or settings.openai_base_url
    server = EmbeddingServer(url, key.get_secret_value() if key else None, settings.timeout)
    try:
        return make_embedder(spec, threads=settings.threads, server=server)
    except EmbedderError as error:
        if settings.embedder:
            raise SettingsError(f"ONRECORD_EMBEDDER={spec}: {error.problem}", error.mend) from error
        # Nobody asked for it now: what the library holds can still be listed, read and searched by words.
        return UnusableEmbedder(spec, error)


def chroma_server(settings: "Settings") -> "ChromaServer | None":
    """The Chroma server that is configured, if one is. Raises LibraryError for an address that is none."""
    if not settings.chroma_url:
        return None
    from store.dense_server import ChromaServer

    token = settings.chroma_token
    return ChromaServer(settings.chroma_url, token.get_secret_value() if token else None)


def make_writer(settings: "Settings") -> "Writer":
    """The model that is configured, behind the cache if that is on, or else the writer that quotes.

    Raises SettingsError for a model file that cannot be used.
    """
    if settings.model:
        writer = model_writer(settings)
        if not settings.cache:
            return writer
        from assistant.cached import CachedWriter

        return CachedWriter(writer, open_history(settings))
    from assistant.extractive import ExtractiveWriter
    from assistant.reranker import CrossEncoder

    return ExtractiveWriter(CrossEncoder(threads=settings.threads))


def model_writer(settings: "Settings") -> "ChatWriter | LocalWriter":
    """The model that is configured: behind its server, or a file run in this process. Raises SettingsError."""
    assert settings.model
    from assistant.local_model import LocalWriter, is_model_file

    if is_model_file(settings.model) and not settings.openai_base_url:
        return LocalWriter(
            settings.model, budget=settings.context_tokens, threads=settings.threads, timeout=settings.timeout
        )
    from assistant.llm import ChatWriter

    key = settings.openai_api_key
    return ChatWriter(
        settings.model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        timeout=settings.timeout,
        budget=settings.context_tokens,
    )


def open_history(settings: "Settings") -> "History":
    from assistant.history import History

    return History(settings.data.expanduser())


def keeper(settings: "Settings", store: "Store") -> "Keep":
    """What keeps each answer, or nothing where the history is off."""
    from assistant.keeping import Keeper, keep_nothing

    if not settings.history:
        return keep_nothing
    mattered: dict[str, object] = {"hits": settings.hits, "context_tokens": settings.context_tokens}
    if settings.model:
        mattered |= {"model": settings.model, "server": _without_password(settings.openai_base_url)}
    return Keeper(open_history(settings), store, mattered)


def recaller(settings: "Settings") -> "Recall":
    """What finds a kept answer again by its id, or nothing where the history is off."""
    from assistant.keeping import recall_nothing

    return open_history(settings).answer if settings.history else recall_nothing


def _without_password(url: str | None) -> str | None:
    return url and re.sub(r"(?<=//)[^/@]*@", "", url)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def print_error(error: Exception | str) -> None:
    print(f"error: {' '.join(str(error).split())}", file=sys.stderr, flush=True)
