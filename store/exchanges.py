"""Turns -> exchanges -> passages. Pure functions."""

from collections.abc import Callable, Sequence

from store.types import Exchange, Sentence, Turn


def exchanges(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Cut turns into exchanges: a question after an answer opens the next one.

    Several askers before one answer share it; turns before the first question are an exchange without
    a question; a hand-over by a moderator opens the exchange it leads to.
    """
    cut: list[Exchange] = []
    question: list[Turn] = []
    answer: list[Turn] = []
    for position, turn in enumerate(turns):
        if turn.role == "asker" or (turn.role == "moderator" and _leads_to_question(turns, position)):
            if answer:
                cut.append(Exchange(len(cut), tuple(question), tuple(answer)))
                question, answer = [], []
            question.append(turn)
        else:
            answer.append(turn)
    if question or answer:
        cut.append(Exchange(len(cut), tuple(question), tuple(answer)))
    return tuple(cut)


def _leads_to_question(turns: Sequence[Turn], position: int) -> bool:
    return position + 1 < len(turns) and turns[position + 1].role == "asker"


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
