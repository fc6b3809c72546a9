"""The `doctor` command: what is configured, and whether it works."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.settings import Settings
from assistant.terminal import counted
from assistant.types import Writer
from store.embedders import try_out
from store.errors import ReportedError
from store.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` is empty when nothing is to be done."""

    name: str
    ok: bool
    found: str
    mend: str = ""


def examine(
    settings: Settings, open_store: Callable[[Settings], Store], make_writer: Callable[[Settings], Writer]
) -> Iterator[Finding]:
    """Look at the library, the built-in models and the writer, each by using it."""
    yield _finding("library", lambda: _library(settings, open_store))
    yield _finding("embedder", lambda: _embedder(settings, open_store))
    yield _finding("search", lambda: _search(settings, open_store))
    yield _finding("writer", lambda: _written_by(settings, make_writer))
    if settings.openai_api_key and not settings.model:
        yield Finding("model", True, "OPENAI_API_KEY is set but ONRECORD_MODEL is not.", "Set it to use a model.")


def _finding(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except ReportedError as error:
        return Finding(name, False, error.problem, error.mend)


def _library(settings: Settings, open_store: Callable[[Settings], Store]) -> str:
    entries = open_store(settings).entries()
    exchanges = sum(entry.exchanges for entry in entries)
    return f"{settings.data}, {counted(len(entries), 'transcript')}, {counted(exchanges, 'exchange')}"


def _search(settings: Settings, open_store: Callable[[Settings], Store]) -> str:
    found = open_store(settings).search("What was said?", limit=1)
    took = found.embed_ms + found.search_ms
    return f"{settings.threads} threads, {took:.0f} ms for the first question"


def _embedder(settings: Settings, open_store: Callable[[Settings], Store]) -> str:
    store = open_store(settings)
    state = store.embedding()
    trial = try_out(store.embedder)
    found = f"{state.spec}, {trial.dimensions} dimensions, {trial.ms:.0f} ms a question"
    if state.made and state.made.spec != state.spec:
        found += f"; the library was made with {state.made.spec}"
    share = store.embedding().share
    if share is not None and share < 1:
        return f"{found}, {state.spec} has embedded {share * 100:.0f} % of it. To embed it anew, run: onrecord rebuild"
    return found


def _written_by(settings: Settings, make_writer: Callable[[Settings], Writer]) -> str:
    # Asked itself, not what it once replied.
    writer = make_writer(settings.model_copy(update={"cache": False}))
    if not settings.model:
        from assistant.judging import Judge
        from assistant.reranker import CrossEncoder

        encoder = CrossEncoder(threads=settings.threads)
        Judge(encoder).load("Does it load?")
        other = "judged by a model" if encoder.reads("谁") else "judged by shared words"
        return (
            "extractive (quotes the best sentences; set ONRECORD_MODEL for a model that writes); Chinese and other"
            f" scripts are {other}"
        )
    from assistant.llm import ChatWriter
    from assistant.local_model import LocalWriter

    if isinstance(writer, LocalWriter):
        started = time.perf_counter()
        writer.load()
        took = time.perf_counter() - started
        writer.close()
        return f"{settings.model}, in this process, {settings.threads} threads, loaded in {took:.1f} s"
    assert isinstance(writer, ChatWriter)
    offered = writer.available_models()
    server = settings.openai_base_url or "https://api.openai.com/v1"
    if settings.model in offered:
        return f"{settings.model} at {server}"
    return f"{server} answers, but does not list {settings.model} (lists: {', '.join(offered[:5]) or 'nothing'})"
