"""Teaches the judges by examples whose answer is known, and says how well they tell those they did not see.

python -m evals teach-judge FILE --minutes 60 [--multilingual] [--further]

Needs PyTorch (`pip install torch`), which nothing else but teaching does.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from evals.statistics import roc_area
from evals.teaching.batches import batches
from evals.teaching.course import Course
from evals.teaching.english import EnglishNetwork
from evals.teaching.exchanges import Shown
from evals.teaching.lessons import is_held_out, read
from evals.teaching.multilingual import MultilingualNetwork

_AT_ONCE = 2048  # tokens of a step, padding included
_RATE = 1e-3
_SEED = 1

Network = EnglishNetwork | MultilingualNetwork


def teach(
    file: Path, *, minutes: float, multilingual: bool = False, further: bool = False, out: Path | None = None
) -> Iterator[str]:
    """Learn from a file of lessons (`evals.teaching.lessons`) for so long; yields a line now and then.

    From the beginning, or `further` than what is in use. The changes are written to `out`, or where the judge has them.
    """
    torch.manual_seed(_SEED)
    network: Network = MultilingualNetwork() if multilingual else EnglishNetwork()
    if further:
        with np.load(network.kept) as kept:
            network.resume(kept)
    lessons = read(file)
    taught = [lesson for lesson in lessons if not is_held_out(lesson)]
    held_out = [lesson for lesson in lessons if is_held_out(lesson)]
    unseen = network.shown(held_out, seed=_SEED)
    yield f"{len(taught)} questions teach, {len(held_out)} do not; before: {_area(network, unseen):.3f}"
    course = Course(network, rate=_RATE, minutes=minutes)
    while course.passed < 1:
        shown = network.shown(taught, seed=_SEED + course.steps)
        for batch in _batches(shown):
            if course.passed >= 1:
                break
            if line := course.step(network.loss([shown[place] for place in batch])):
                yield line
    np.savez(out or network.kept, allow_pickle=False, **network.changes())
    yield f"{course.steps} steps; after: {_area(network, unseen):.3f} (area under the ROC curve)"


def _batches(shown: Sequence[Shown]) -> list[list[int]]:
    return batches([len(each.window.ids) for each in shown], tokens=_AT_ONCE)


def _area(network: Network, shown: Sequence[Shown]) -> float:
    scores = np.zeros(len(shown))
    with torch.no_grad():
        for batch in _batches(shown):
            scores[batch] = network.scores([shown[place] for place in batch])
    return roc_area([each.answers for each in shown], scores.tolist())
