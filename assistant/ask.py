"""ask(): the path of a question, one line per step."""

import time
from collections.abc import Collection, Generator, Sequence
from dataclasses import replace

from assistant.addressed import notice_of
from assistant.counting import counting
from assistant.extractive import ExtractiveWriter
from assistant.finding import find, list_notice
from assistant.grounding import verify
from assistant.nothing_left import nothing_passes, nothing_there
from assistant.questions import is_completed, standalone
from assistant.replies import Written, written_by
from assistant.rewriting import rewritten
from assistant.several import over_several
from assistant.spelling import respelled
from assistant.tally import tally
from assistant.types import (
    Answer,
    BriefWriter,
    Citation,
    Draft,
    Kind,
    Message,
    Question,
    Searched,
    Timings,
    Usage,
    Writer,
)
from assistant.unanswered import notice_of as left_notice
from assistant.understanding import known, understood
from assistant.unheard import notice_of as unheard_notice
from assistant.unheard import unheard
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
    without: Collection[Kind] = (),
) -> Generator[Searched | Draft | Answer, None, None]:
    """Answer from the transcripts: yields what was found, the answer as it grows, then the checked Answer.

    Nothing found is an Answer too: one that says what was searched. A number that can be counted is, and no writer is
    asked. Raises ModelError when the writer's server fails. Closing the iterator stops the writer: while a model is
    waited for, a Draft without anything new comes now and then, also before what was found. What is `without` is not
    taken from the question's words.
    """
    started = time.perf_counter()
    library = known(store)
    spelled, slips = (asked, ()) if "spelling" in without else respelled(asked, store, library)
    by_rules = standalone(spelled, history, filters, people=library.people)
    alone, before = yield from _standing_alone(by_rules, history, writer)
    question = over_several(understood(alone, library, history, without=without), library, without)
    to_count = counting(question, library, store.voices, without)
    counted = (
        tally(store, to_count, to_count.counts) if to_count.counts and not nothing_passes(filters, store) else None
    )
    question = to_count if counted or not to_count.counts else question
    question = replace(question, asked=asked, understood=slips + question.understood)
    cited = history[-1].cited if history and is_completed(alone) else ()
    found = counted.found if counted else find(store, question, limit=limit, cited=cited)
    question = replace(question, unheard=() if counted else unheard(question.text, found.hits, store))
    yield Searched(question, found)
    if not found.scope.transcripts and question.filters:
        why = nothing_passes(filters, store) or nothing_there(question, library)
        yield _nothing_left(question, why, store.search(question.sought, filters, limit=_NEAREST), writer, started)
        return
    written = counted.written if counted else (yield from written_by(writer, question, found.hits))
    written = replace(written, usage=written.usage.and_before(before))
    checked = verify(written.draft, written.prompt) if written.prompt else written.draft
    first_ms, total_ms = ((moment - started) * 1000 for moment in (written.began, time.perf_counter()))
    timings = Timings(found.embed_ms, found.search_ms, first_ms, total_ms)
    name = ExtractiveWriter.name if counted else writer.name
    yield _answer(question, found, written, checked, name, timings)


def _standing_alone(
    question: Question, history: Sequence[Message], writer: Writer
) -> Generator[Draft, None, tuple[Question, Usage]]:
    """The question as a model has it stand alone, where a model answers follow-ups; else as the rules have it."""
    if not history or not isinstance(writer, BriefWriter):
        return question, Usage()
    text, usage = yield from rewritten(writer, question, history)
    return (replace(question, text=text) if text else question), usage


def _nothing_left(question: Question, why: str, near: Found, writer: Writer, started: float) -> Answer:
    """The answer where the filters leave no transcript: why, and what is near without those taken from the question."""
    now = time.perf_counter()
    written = Written(None, "", Draft("not_in_transcripts", (), ()), Usage(), now, (why,))
    total_ms = (now - started) * 1000
    timings = Timings(near.embed_ms, near.search_ms, total_ms, total_ms)
    return _answer(question, near, written, written.draft, writer.name, timings)


def _answer(
    question: Question, found: Found, written: Written, checked: Draft, writer: str, timings: Timings
) -> Answer:
    # A reply that broke the format may stand with what it cites; without that, only the passages are there.
    is_unread = not (written.keeps_format or checked.citations)
    outcome = "not_in_transcripts" if is_unread else checked.outcome or "answered"
    absent = outcome == "not_in_transcripts"
    near = found.hits if is_unread else found.hits[:_NEAREST]
    told = (
        left_notice(question.sought, checked, written.usage),
        notice_of(found.hits),
        unheard_notice(question.unheard),
        list_notice(question, found, checked.citations),
        *question.unfound,
    )
    more = [one for one in told if one]
    return Answer(
        question=question,
        outcome=outcome,
        statements=() if absent else checked.statements,
        citations=() if absent else checked.citations,
        nearest=_nearest(question, near) if absent else (),
        hits=found.hits,
        scope=found.scope,
        writer=writer,
        timings=timings,
        usage=written.usage,
        notice=" ".join((*written.notices, *more)) or None,
        is_unread=is_unread,
        prompt=written.prompt,
        reply=written.reply,
    )


def _nearest(question: Question, hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """The replies' sentences that share most words with the question: shown as near, never as an answer."""
    terms = match_terms(question.sought)

    def shared(sentence: Sentence) -> tuple[bool, int]:
        words = sentence.text.lower()
        return sentence.part != "question", sum(term in words for term in terms)

    return tuple(Citation(n, max(hit.sentences, key=shared), hit.source) for n, hit in enumerate(hits, start=1))
