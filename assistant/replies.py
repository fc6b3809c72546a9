"""What a writer makes of the passages found: its reply, read as it grows.

Two things are asked for once more, and only once: a prompt that is too long for the model, with half of its
passages; and a reply that breaks the format, in this format.
"""

import time
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from assistant.citations import draft
from assistant.context import build_half_prompt, build_prompt, build_repair
from assistant.errors import ModelError
from assistant.types import Draft, Prompt, Question, Usage, Writer
from store.types import Hit

HALVED = "The passages found did not fit the model's context: it was shown the best half of them."
LENGTH_LIMIT = "The model's reply reached its length limit; its end may be missing."
OUT_OF_FORMAT = "The model did not keep to the reply format; check its statements against the passages found."
UNREAD = "The model did not keep to the reply format; these are the passages found."


@dataclass(frozen=True, slots=True)
class Written:
    """The reply that counts, read against the prompt it was given; `prompt` is None where nothing was asked.

    `began` is when its first piece came, by `time.perf_counter`; `usage` counts every request.
    """

    prompt: Prompt | None
    reply: str
    draft: Draft
    usage: Usage
    began: float
    notices: tuple[str, ...] = ()

    @property
    def keeps_format(self) -> bool:
        """Whether there is an outcome and, where something is claimed, at least one known sentence cited."""
        return self.draft.outcome == "not_in_transcripts" or (
            self.draft.outcome is not None and bool(self.draft.citations)
        )


def written_by(writer: Writer, question: Question, hits: Sequence[Hit]) -> Generator[Draft, None, Written]:
    """Have the writer answer from the passages: yields the answer as it grows, returns the reply that counts.

    Nothing is asked of it where no passage is shown. Raises ModelError when its server fails.
    """
    prompt = build_prompt(question, hits, writer.budget)
    if not prompt.hits:
        return Written(None, "", Draft("not_in_transcripts", (), ()), Usage(), time.perf_counter())
    notices: tuple[str, ...] = ()
    try:
        first = yield from _read(writer, prompt)
    except ModelError as error:
        if not error.is_too_long:
            raise
        prompt = build_half_prompt(question, hits, writer.budget)
        if not prompt.hits:
            raise
        notices = (HALVED,)
        first = yield from _read(writer, prompt)
    counted = first
    if not first.keeps_format:
        counted = yield from _repaired(writer, prompt, first)
    if counted.usage.cut_short:
        notices += (LENGTH_LIMIT,)
    return replace(counted, began=first.began, notices=notices + counted.notices)


def _read(writer: Writer, prompt: Prompt, shown: Draft | None = None) -> Generator[Draft, None, Written]:
    """One reply. With `shown`, that stays what is shown while this one grows."""
    reply, usage, began = "", Usage(), 0.0
    with closing(_pieces(writer, prompt)) as pieces:
        for piece in pieces:
            if piece:
                began = began or time.perf_counter()
            if isinstance(piece, Usage):
                usage = piece
                continue
            reply += piece
            yield shown or draft(reply, prompt, complete=False)
    return Written(prompt, reply, draft(reply, prompt, complete=True), usage, began or time.perf_counter())


def _pieces(writer: Writer, prompt: Prompt) -> Generator[str | Usage, None, None]:
    yield from writer.write(prompt)


def _repaired(writer: Writer, prompt: Prompt, first: Written) -> Generator[Draft, None, Written]:
    """The reply after it was asked for once more; of two broken ones, one that cites something."""
    second = first
    if not first.usage.cut_short:  # a model that ran on to its limit would do so again
        with suppress(ModelError):  # what came the first time is still there
            second = yield from _read(writer, build_repair(prompt, first.reply), shown=first.draft)
    tried = (second, first)
    best = next((w for w in tried if w.keeps_format), None) or next((w for w in tried if w.draft.citations), second)
    notice = None if best.keeps_format else OUT_OF_FORMAT if best.draft.citations else UNREAD
    usage = best.usage if second is first else _both(first.usage, second.usage, cut_short=best.usage.cut_short)
    return replace(best, usage=usage, notices=(notice,) if notice else ())


def _both(first: Usage, second: Usage, *, cut_short: bool) -> Usage:
    return Usage(
        first.prompt_tokens + second.prompt_tokens,
        first.completion_tokens + second.completion_tokens,
        cut_short,
        first.is_cached and second.is_cached,
    )
