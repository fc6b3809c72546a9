"""Exchanges read beside a question: does one answer, and which of its sentences do?

At once, by a model that was taught to: a sentence is judged among its neighbours, which tell who "he" is and what was
asked. What is longer than a window is read in several. Or one by one, by whatever scores a text.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from store.onnx_model import OnnxModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 384  # tokens read at once, as many as it was taught with
_QUESTION, _ASKED = 96, 96  # tokens of the question, and of the end of what the reporter said


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a reporter asked and what was replied, by sentences."""

    asked: tuple[str, ...]
    reply: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All of it."""
        return " ".join([*self.asked, *self.reply])


@dataclass(frozen=True, slots=True)
class Reading:
    """Log odds that an exchange answers, and that each sentence of its reply does; mostly between -9 and 5.

    `declines` are those that what it answers is a refusal, where the model was taught to tell.
    """

    answers: float
    sentences: tuple[float, ...]
    declines: float | None = None

    def less(self, stricter: float) -> "Reading":
        """On a scale that is so much stricter."""
        return Reading(self.answers - stricter, tuple(score - stricter for score in self.sentences))


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of the model, and which of them are which sentence of the reply: its place, the first, the one after."""

    ids: list[int]
    type_ids: list[int]
    spans: list[tuple[int, int, int]]


def read_one_by_one(score: Callable[[Sequence[str]], list[float]], exchanges: Sequence[Exchange]) -> list[Reading]:
    """By the score of the whole text, and of each sentence of the reply behind the reporter's last one."""
    texts = [[e.whole, *(" ".join([*e.asked[-1:], said]) for said in e.reply)] for e in exchanges]
    scores = iter(score([*chain.from_iterable(texts)]))  # at once: every core has work to the end
    return [Reading(next(scores), tuple(islice(scores, len(own) - 1))) for own in texts]


def read_at_once(model: OnnxModel, question: str, exchanges: Sequence[Exchange]) -> list[Reading]:
    """By a model that gives one score for all of a text, behind it one for each token, and maybe more for each."""
    read = [(at, window) for at, e in enumerate(exchanges) for window in windows(model.tokenizer, question, e)]
    answers = [-np.inf] * len(exchanges)
    sentences = [[-np.inf] * len(exchange.reply) for exchange in exchanges]
    declines: list[float | None] = [None] * len(exchanges)
    for place, scores in model.run_all([window for _, window in read], lambda output: output):
        at, window = read[place]
        says, refuses, _ = np.split(scores[1:], [len(window.ids), 2 * len(window.ids)])
        if refuses.size and scores[0] > answers[at]:
            declines[at] = float(refuses[window.spans[0][1] : window.spans[-1][2]].mean())
        answers[at] = max(answers[at], float(scores[0]))
        for sentence, start, end in window.spans:
            sentences[at][sentence] = float(says[start:end].mean())
    told = zip(answers, sentences, declines, strict=True)
    return [Reading(float(whole), tuple(each), refusal) for whole, each, refusal in told]


def windows(tokenizer: "Tokenizer", question: str, exchange: Exchange) -> Iterator[Window]:
    """What is read at once: the question, the end of what was asked, and as many sentences of the reply as fit."""
    first, *rest = tokenizer.encode_batch([question, *exchange.asked, *exchange.reply])
    begin, *of_question, end = first.ids
    asked = [encoding.ids[1:-1] for encoding in rest[: len(exchange.asked)]]
    reply = [encoding.ids[1:-1] for encoding in rest[len(exchange.asked) :]]
    head = [begin, *of_question[:_QUESTION], end]
    context = _last(asked)
    room = WINDOW - len(head) - len(context) - 1
    for places in _fitting(reply, room):
        text, spans = list(context), []
        for place in places:
            tokens = reply[place][:room]
            spans.append((place, len(head) + len(text), len(head) + len(text) + max(1, len(tokens))))
            text += tokens
        yield Window([*head, *text, end], [0] * len(head) + [1] * (len(text) + 1), spans)


def _last(asked: Sequence[list[int]]) -> list[int]:
    """The end of what the reporter said: whole sentences, but for a last one that is too long."""
    kept: list[int] = []
    for tokens in reversed(asked):
        if kept and len(kept) + len(tokens) > _ASKED:
            break
        kept = [*tokens, *kept]
    return kept[-_ASKED:]


def _fitting(reply: Sequence[list[int]], room: int) -> Iterator[list[int]]:
    """Places of the sentences of each window."""
    places: list[int] = []
    tokens = 0
    for place, sentence in enumerate(reply):
        if places and tokens + len(sentence) > room:
            yield places
            places, tokens = [], 0
        places.append(place)
        tokens += len(sentence)
    yield places
