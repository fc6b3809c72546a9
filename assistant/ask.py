"""ask(): the path of a question, one line per step."""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.citations import draft
from assistant.context import build_prompt
from assistant.grounding import verify
from assistant.questions import standalone
from assistant.types import (
    Answer,
    Citation,
    Draft,
    Message,
    Prompt,
    Question,
    Searched,
    Timings,
    Usage,
    Writer,
)
from store.lexical import match_terms
from store.store import Store
from store.types import Filters, Found, Hit, Sentence

_NEAREST = 3


def ask(
    asked: str,
    store: Store,
    writer: Writer,
    *,
    filters: Filters = Filters(),
    history: Sequence[Message] = (),
    limit: int = 8,
) -> Generator[Searched | Draft | Answer, None, None]:
    """Answer from the transcripts: yields what was found, the answer as it grows, then the checked Answer.

    Nothing found is an Answer too: one that says what was searched. Raises ModelError when the writer's
    server fails. Closing the iterator stops the writer.
    """
    started = time.perf_counter()
    question = standalone(asked, history, filters)
    found = store.search(question.text, filters, limit=limit)
    yield Searched(question, found)
    prompt = build_prompt(question, found.hits, writer.budget)
    reply, usage, first_token_ms = "", Usage(), 0.0
    with closing(_pieces(writer, prompt)) as pieces:
        for piece in pieces:
            first_token_ms = first_token_ms or (time.perf_counter() - started) * 1000
            if isinstance(piece, Usage):
                usage = piece
                continue
            reply += piece
            yield draft(reply, prompt, complete=False)
    checked = verify(draft(reply, prompt, complete=True), prompt)
    total_ms = (time.perf_counter() - started) * 1000
    timings = Timings(found.embed_ms, found.search_ms, first_token_ms, total_ms)
    yield _answer(question, found, checked, writer.name, timings, usage)


def _pieces(writer: Writer, prompt: Prompt) -> Generator[str | Usage, None, None]:
    """What the writer writes; nothing is asked of it when nothing was found."""
    if prompt.hits:
        yield from writer.write(prompt)
    else:
        yield "NOT_IN_TRANSCRIPTS"


def _answer(question: Question, found: Found, checked: Draft, writer: str, timings: Timings, usage: Usage) -> Answer:
    notice = None
    if checked.outcome is None:
        # The reply broke the format: what it cites may stand, and the passages are there to be read.
        notice = "The model did not keep to the reply format; check its statements against the passages found."
        checked = replace(checked, outcome="answered" if checked.citations else "not_in_transcripts")
    if usage.cut_short:
        notice = "The model's reply reached its length limit; its end may be missing."
    absent = checked.outcome == "not_in_transcripts"
    return Answer(
        question=question,
        outcome=checked.outcome or "not_in_transcripts",
        statements=() if absent else checked.statements,
        citations=() if absent else checked.citations,
        nearest=_nearest(question, found.hits) if absent else (),
        hits=found.hits,
        scope=found.scope,
        writer=writer,
        timings=timings,
        usage=usage,
        notice=notice,
    )


def _nearest(question: Question, hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The replies' sentences that share most words with the question: shown as near, never as an answer."""
    terms = match_terms(question.text)

    def shared(sentence: Sentence) -> tuple[bool, int]:
        words = sentence.text.lower()
        return sentence.part != "question", sum(term in words for term in terms)

    return tuple(
        Citation(n, max(hit.sentences, key=shared), hit.source) for n, hit in enumerate(hits[:_NEAREST], start=1)
    )
