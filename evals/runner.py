"""run_suite(): each question of a suite asked as everybody asks, by `assistant.ask`, and its answer scored."""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from assistant.ask import ask
from assistant.errors import ModelError
from assistant.types import Answer, Citation, Message, Writer
from evals.figures import group_of
from evals.preparing import Ready
from evals.recordings import MissingRecordingError, asking
from evals.runs import ItemKey
from evals.scoring import score
from evals.types import Case, Cited, Item, Observed, Ranked, Said, Suite
from store.errors import ReportedError
from store.store import Store

# So many failed calls in a row, and the server is taken to be down; each was tried three times by the client.
GIVE_UP = 5


class ServerDownError(ReportedError):
    """The model's server failed again and again, so the run was stopped."""


def chosen(
    suite: Suite, *, tags: Collection[str] = (), only: Collection[str] = (), held_out: bool | None = None
) -> list[Case]:
    """The cases with one of these tags, one of these ids, of this half; none of these keeps every case."""
    return [
        case
        for case in suite.cases
        if (not tags or set(tags) & set(case.tags))
        and (not only or case.id in only)
        and (held_out is None or case.is_held_out == held_out)
    ]


def run_suite(
    ready: Ready,
    writer: Writer,
    *,
    cases: Sequence[Case] | None = None,
    limit: int = 8,
    workers: int = 1,
    repeat: int = 1,
    done: Collection[ItemKey] = frozenset(),
    judge: Callable[[Item, Case], Item] | None = None,
    give_up_after: int | None = GIVE_UP,
) -> Generator[Item, None, None]:
    """Ask every case `repeat` times, `workers` at once; yields an Item as each is answered, in no certain order.

    What is in `done` is passed over. A failed call gives an Item that is not scored. Raises ServerDownError after
    `give_up_after` failures in a row (None: never); what was yielded until then stands. Closing the iterator drops
    what is not yet asked.
    """
    waiting = (
        (case, turn)
        for turn in range(repeat)
        for case in (ready.suite.cases if cases is None else cases)
        if (ready.suite.name, case.id, turn) not in done
    )

    def answer(pair: tuple[Case, int]) -> Item:
        case, turn = pair
        with asking(case.id):
            item = item_of(ready, case, observe(case, ready.store, writer, limit=limit), turn)
        if judge is None or not item.score.is_scored:
            return item
        with asking(case.id, as_judge=True):
            return judge(item, case)

    failures = 0
    for item in _unordered(answer, waiting, workers):
        yield item
        failures = failures + 1 if item.observed.error is not None else 0
        if give_up_after is not None and failures >= give_up_after + workers - 1:
            raise ServerDownError(f"{failures} calls failed in a row, the last one: {item.observed.error}", "")


def _unordered(
    answer: Callable[[tuple[Case, int]], Item], waiting: Iterator[tuple[Case, int]], workers: int
) -> Iterator[Item]:
    """The answers, as they are ready; at most `workers` are under way, and none is begun before it is needed."""
    pool = ThreadPoolExecutor(workers, thread_name_prefix="eval")
    running: set[Future[Item]] = set()
    try:
        for pair in waiting:
            running.add(pool.submit(answer, pair))
            if len(running) >= workers:
                ready, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ready)
        while running:
            ready, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in ready)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def observe(case: Case, store: Store, writer: Writer, *, limit: int) -> Observed:
    """Ask one case. A server that fails, or a request that was not recorded, gives an Observed with an error."""
    history = tuple(Message("assistant" if position % 2 else "user", text) for position, text in enumerate(case.after))
    try:
        *_, answer = ask(case.ask, store, writer, filters=case.filters, history=history, limit=limit)
    except (ModelError, MissingRecordingError) as error:
        told = _missing_recording(error) or error
        return Observed("not_in_transcripts", "", writer=writer.name, error=" ".join(str(told).split()))
    assert isinstance(answer, Answer)
    return observed_of(answer)


def observed_of(answer: Answer) -> Observed:
    """What an answer amounts to for the scorer."""
    return Observed(
        outcome=answer.outcome,
        text=answer.text,
        statements=tuple(Said(s.text, s.citations, s.support) for s in answer.statements),
        citations=tuple(map(_cited, answer.citations)),
        nearest=tuple(map(_cited, answer.nearest)),
        hits=tuple(
            Ranked(h.passage.span.transcript_id, h.passage.exchange, h.passage.span.start, h.passage.span.end, h.score)
            for h in answer.hits
        ),
        standalone=answer.question.text,
        writer=answer.writer,
        search_ms=answer.timings.embed_ms + answer.timings.search_ms,
        first_token_ms=answer.timings.first_token_ms,
        total_ms=answer.timings.total_ms,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        is_cached=answer.usage.is_cached,
        confidence=answer.usage.confidence,
        threshold=answer.usage.threshold,
    )


def item_of(ready: Ready, case: Case, observed: Observed, turn: int = 0) -> Item:
    """A case, its answer and its score."""
    return Item(
        suite=ready.suite.name,
        case=case.id,
        ask=case.ask,
        after=case.after,
        expect=case.expect,
        tags=case.tags,
        is_held_out=case.is_held_out,
        group=group_of(case, ready.suite),
        gold=tuple(gold for fact in case.facts for gold in fact.gold),
        observed=observed,
        score=score(case, observed, ready.transcripts),
        repeat=turn,
    )


def _cited(citation: Citation) -> Cited:
    sentence, source = citation.sentence, citation.source
    return Cited(
        n=citation.n,
        transcript=sentence.span.transcript_id,
        exchange=sentence.exchange,
        role=sentence.part,
        speaker=sentence.speaker,
        outlet=sentence.outlet,
        date=source.date.isoformat() if source.date else None,
        start=sentence.span.start,
        end=sentence.span.end,
        quote=sentence.text,
    )


def _missing_recording(error: BaseException | None) -> MissingRecordingError | None:
    """The miss behind an error: a client may report a fault of its transport as a lost connection."""
    while error is not None:
        if isinstance(error, MissingRecordingError):
            return error
        error = error.__cause__
    return None
