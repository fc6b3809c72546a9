"""Teaches the reader of questions which passages answer them, among all others there are.

python -m evals teach-search FILE --minutes 10

Needs PyTorch. Passages keep their vectors, so no library need be embedded anew and every passage is compared with in
every step: query-side fine-tuning, after Lee et al., "Learning Dense Representations of Phrases at Scale" (ACL 2021).
The softmax of the cosines over all passages, divided by a temperature.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from evals.teaching.course import Course
from evals.teaching.lessons import Lesson, is_held_out, read
from evals.teaching.question import QuestionNetwork
from store.cutting import words_of
from store.embedders import BuiltinEmbedder

_AT_ONCE = 64  # questions of a step
_RATE = 5e-4
_TEMPERATURE = 0.02
_NEAR_MISS = 0.5  # what a question counts that the exchange does not answer, but is about
_FIRST = 6  # passages that the judge looks at
_SEED = 1


def teach_search(file: Path, *, minutes: float, threads: int, out: Path | None = None) -> Iterator[str]:
    """Learn from a file of lessons (`evals.teaching.lessons`) for so long; yields a line now and then.

    The changes are written to `out`, or where the search has them.
    """
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    lessons = read(file)
    spoken = [words_of([*lesson.asked, *lesson.reply]) for lesson in lessons]
    passages = list(dict.fromkeys(spoken))
    place = {words: at for at, words in enumerate(passages)}
    vectors = torch.zeros(len(passages), 384)
    for at, vector in BuiltinEmbedder(threads=threads).embed(passages):
        vectors[at] = torch.from_numpy(vector)
    answers = [place[words] for words in spoken]
    taught = [at for at, lesson in enumerate(lessons) if not is_held_out(lesson)]
    unseen = [at for at, lesson in enumerate(lessons) if is_held_out(lesson) and lesson.answers]
    network = QuestionNetwork()
    before = _found(network, lessons, answers, unseen, vectors)
    yield f"{len(taught)} questions, {len(passages)} passages; before: {before}"
    course = Course(network, rate=_RATE, minutes=minutes)
    while course.passed < 1:
        some = chance.sample(taught, min(_AT_ONCE, len(taught)))
        cosines = network([lessons[at].question for at in some]) @ vectors.T / _TEMPERATURE
        right = torch.tensor([answers[at] for at in some])
        counts = torch.tensor([1.0 if lessons[at].answers else _NEAR_MISS for at in some])
        each = functional.cross_entropy(cosines, right, reduction="none")
        if line := course.step((counts * each).sum() / counts.sum()):
            yield line
    np.savez(out or network.kept, allow_pickle=False, **network.changes())
    yield f"{course.steps} steps; after: {_found(network, lessons, answers, unseen, vectors)}"


def _found(
    network: QuestionNetwork, lessons: Sequence[Lesson], answers: Sequence[int], unseen: Sequence[int], vectors: Tensor
) -> str:
    """How many questions it did not learn from have their passage first, and among those that are judged."""
    ranks = []
    with torch.no_grad():
        for at in unseen:
            cosines = vectors @ network([lessons[at].question])[0]
            ranks.append(int((cosines > cosines[answers[at]]).sum()))
    first, judged = (sum(rank < n for rank in ranks) / max(1, len(ranks)) for n in (1, _FIRST))
    return f"{first:.3f} first, {judged:.3f} among the first {_FIRST} of {len(ranks)}"
