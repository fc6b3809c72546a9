"""Turns -> exchanges -> passages. Pure functions."""

from collections.abc import Callable, Collection, Sequence

from store.types import Exchange, Sentence, Turn


def exchanges(
    turns: Sequence[Turn], *, opens: Collection[int] = (), closes: Collection[int] = ()
) -> tuple[Exchange, ...]:
    """Cut turns into exchanges: a question after an answer opens the next one.

    Several askers before one answer share it; turns before the first question are an exchange without
    a question; a hand-over by a moderator opens the exchange it leads to. `opens` are the positions of turns
    that begin an exchange although they ask nothing (an announcement), `closes` those of askers' turns that
    end the one before (a last thank-you).
    """
    leads = _leads_to_question(turns)
    cut: list[Exchange] = []
    question: list[Turn] = []
    answer: list[Turn] = []
    for position, turn in enumerate(turns):
        is_asking = (turn.role == "asker" and position not in closes) or leads[position]
        if answer and (is_asking or position in opens):
            cut.append(Exchange(len(cut), tuple(question), tuple(answer)))
            question, answer = [], []
        (question if is_asking else answer).append(turn)
    if question or answer:
        cut.append(Exchange(len(cut), tuple(question), tuple(answer)))
    return tuple(cut)


def _leads_to_question(turns: Sequence[Turn]) -> list[bool]:
    """For each turn whether it is a moderator's and the next that is not asks."""
    leads = [False] * len(turns)
    asks_next = False
    for position in range(len(turns) - 1, -1, -1):
        if turns[position].role == "moderator":
            leads[position] = asks_next
        else:
            asks_next = turns[position].role == "asker"
    return leads


def passages(
    sentences: Sequence[Sentence], tokens_of: Callable[[Sentence], int], window: int
) -> list[tuple[Sentence, ...]]:
    """One exchange's sentences in runs of at most `window` tokens each; mostly a single run.

    A sentence longer than the window stands alone; the embedder cuts it.
    """
    runs: list[tuple[Sentence, ...]] = []
    run: list[Sentence] = []
    used = 0
    for sentence in sentences:
        tokens = tokens_of(sentence)
        if run and used + tokens > window:
            runs.append(tuple(run))
            run, used = [], 0
        run.append(sentence)
        used += tokens
    if run:
        runs.append(tuple(run))
    return runs
