"""Who writes the answers of a run: the built-in writer, a model's server, its recording, or its replies replayed."""

from collections.abc import Sequence
from functools import partial

import httpx2

from assistant.command_options import make_writer as configured_writer
from assistant.errors import SettingsError
from assistant.extractive import ExtractiveWriter
from assistant.overlap import overlap_scores
from assistant.reading import Exchange, Reading, read_one_by_one
from assistant.reranker import CrossEncoder
from assistant.settings import Settings
from assistant.types import Writer
from evals.recordings import NOWHERE, RecordingError, Recordings
from evals.types import Mode


class WordOverlap(CrossEncoder):
    """Stands in the cross-encoder's place and judges by shared words alone (`--no-rerank`); no model is loaded."""

    def __init__(self) -> None:
        super().__init__(threads=1)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """The share of the question's telling words each text holds, on the scale of the cross-encoder."""
        return overlap_scores(question, texts)

    def read(self, question: str, exchanges: Sequence[Exchange]) -> list[Reading]:
        """The same of each exchange and its sentences."""
        return read_one_by_one(partial(overlap_scores, question), exchanges)


def make_writer(settings: Settings, mode: Mode, recordings: Recordings | None, *, with_reranker: bool) -> Writer:
    """The writer of a run. `recordings` are the suite's, for `record` and `replay`.

    Raises SettingsError when no model is named, RecordingError when there is nothing to replay.
    """
    if mode == "offline":
        return ExtractiveWriter(CrossEncoder(threads=settings.threads) if with_reranker else WordOverlap())
    if mode == "replay":
        assert recordings is not None
        return chat_writer(settings, _recorded_model(settings, recordings), mode, recordings)
    if not settings.model:
        mend = "Set ONRECORD_MODEL, or run with --mode offline."
        raise SettingsError(f"--mode {mode} needs a model.", mend)
    return chat_writer(settings, settings.model, mode, recordings)


def chat_writer(settings: Settings, model: str, mode: Mode, recordings: Recordings | None) -> Writer:
    """A model by its name: replayed in `replay`, its server recorded in `record`, else as it is configured.

    Raises SettingsError for a model file that cannot be used, or recorded.
    """
    if mode == "live":
        return configured_writer(settings.model_copy(update={"model": model}))
    assert recordings is not None
    # Its client takes as long to import as everything else here; an offline run does without.
    from assistant.llm import OPENAI_URL, ChatWriter
    from assistant.local_model import is_model_file

    if mode == "replay":
        client = httpx2.Client(transport=recordings.replayer())
        return ChatWriter(
            model, api_key=None, base_url=NOWHERE, budget=settings.context_tokens, retries=0, http_client=client
        )
    if is_model_file(model) and not settings.openai_base_url:
        raise SettingsError("What a model file replies is not recorded.", "Run with --mode live.")
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    transport = recordings.recorder(settings.openai_base_url or OPENAI_URL, key)
    return ChatWriter(
        model,
        api_key=key or None,
        base_url=settings.openai_base_url,
        timeout=settings.timeout,
        budget=settings.context_tokens,
        http_client=httpx2.Client(transport=transport, follow_redirects=True),
    )


def _recorded_model(settings: Settings, recordings: Recordings) -> str:
    """The model to replay: the one that is configured, else the only one there is."""
    models = recordings.models
    name = recordings.path.name
    if not models:
        mend = "Record them first: onrecord eval run SUITE --mode record"
        raise RecordingError(f"{name}: there are no recordings beside the suite.", mend)
    if settings.model:
        if settings.model not in models:
            mend = f"Set ONRECORD_MODEL to {' or '.join(models)}, or record again."
            raise RecordingError(f"{name}: holds nothing of {settings.model}.", mend)
        return settings.model
    if len(models) > 1:
        raise RecordingError(f"{name}: holds several models.", f"Set ONRECORD_MODEL to one: {', '.join(models)}.")
    return models[0]
