"""An exchange is read whole where it fits, in windows where it does not; or text by text."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.reading import WINDOW, Exchange, Window, read_one_by_one, windows
from store.builtin_models import MS_MARCO_MINILM, builtin_tokenizer

QUESTION = "How long is the Halm bridge shut?"
SHORT = Exchange(("The bridge is old.", "How long is it shut?"), ("Well.", "For nine weeks.", "Then we see."))


def read_windows(exchange: Exchange, question: str = QUESTION) -> list[Window]:
    return list(windows(builtin_tokenizer(MS_MARCO_MINILM), question, exchange))


def test_a_short_exchange_is_read_as_the_model_would_encode_it() -> None:
    (window,) = read_windows(SHORT)
    encoding = builtin_tokenizer(MS_MARCO_MINILM).encode(QUESTION, SHORT.whole)
    assert (window.ids, window.type_ids) == (encoding.ids, encoding.type_ids)


def test_the_tokens_of_each_sentence_are_known() -> None:
    (window,) = read_windows(SHORT)
    tokenizer = builtin_tokenizer(MS_MARCO_MINILM)
    assert [tokenizer.decode(window.ids[start:end]) for _, start, end in window.spans] == [
        "well.",
        "for nine weeks.",
        "then we see.",
    ]


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange(("How long?",), tuple(f"It is shut for {n} weeks and then some." for n in range(90))),
        Exchange(("word " * 600,), ("It is shut for nine weeks.",)),
        Exchange((), ("word " * 600, "It is shut for nine weeks.")),
        Exchange(("A question. " * 9,) * 20, ("It is shut.",)),
    ],
    ids=["long reply", "long question", "long sentence", "many questions"],
)
@pytest.mark.parametrize("question", [QUESTION, "How long? " * 200], ids=["asked", "asked at length"])
def test_what_is_too_long_is_read_in_windows_that_miss_no_sentence(exchange: Exchange, question: str) -> None:
    read = read_windows(exchange, question)
    assert all(len(window.ids) <= WINDOW and len(window.ids) == len(window.type_ids) for window in read)
    assert [place for window in read for place, *_ in window.spans] == list(range(len(exchange.reply)))
    assert all(0 < start < end < len(window.ids) for window in read for _, start, end in window.spans)


def test_without_such_a_model_a_sentence_is_scored_behind_the_last_one_asked() -> None:
    texts: list[str] = []

    def score(given: Sequence[str]) -> list[float]:
        texts.extend(given)
        return np.arange(len(given), dtype=float).tolist()

    first, second = read_one_by_one(score, [SHORT, Exchange((), ("Yes.",))])
    assert texts == [
        SHORT.whole,
        "How long is it shut? Well.",
        "How long is it shut? For nine weeks.",
        "How long is it shut? Then we see.",
        "Yes.",
        "Yes.",
    ]
    assert (first.answers, first.sentences, second.answers) == (0.0, (1.0, 2.0, 3.0), 4.0)
