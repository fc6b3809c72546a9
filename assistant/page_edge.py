"""The edge of the page: what a function of a tab answers when something is wrong. Knows no Gradio."""

import logging
from collections.abc import Callable

from assistant.errors import BUG
from assistant.render import Json, failure_json
from store.errors import ReportedError, UnknownTranscriptError
from store.store import Store
from store.types import Transcript

logger = logging.getLogger(__name__)


def answered(answer: Callable[[], Json]) -> Json:
    """What a function gives, or the problem and its mend; a bug is logged, and leaves no page waiting."""
    try:
        return answer()
    except ReportedError as error:
        return failure_json(error)
    except Exception:
        logger.exception("an answer to the page failed")
        return failure_json(BUG)


def transcript_of(store: Store, transcript_id: object, gone: ReportedError) -> Transcript:
    """The transcript of an id that a browser sent. Raises `gone` without one."""
    try:
        if isinstance(transcript_id, str) and transcript_id.isprintable():
            return store.transcript(transcript_id)
    except UnknownTranscriptError:
        pass
    raise gone
