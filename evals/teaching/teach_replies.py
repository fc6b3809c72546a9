"""Teaches the judge of replies by labelled ones which give no information.

python -m evals teach-replies FILE --minutes 45 [--further]

Needs PyTorch. It begins as the judge of answers, so that is to be taught first. The documents of one part in five
teach nothing: on what it makes of these `python -m evals fit-nonanswers FILE` fits how much it counts.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from evals.fit_nonanswers import HELD_OUT, Examples, read
from evals.statistics import roc_area
from evals.teaching.batches import batches
from evals.teaching.course import Course
from evals.teaching.reply import ReplyNetwork
from store.reply_judge import encoded

_AT_ONCE = 2048  # tokens of a step, padding included
_RATE = 5e-4
_SEED = 1


def teach_replies(file: Path, *, minutes: float, further: bool = False, out: Path | None = None) -> Iterator[str]:
    """Learn from labelled replies for so long; yields a line now and then.

    From the judge of answers, or `further` than what is in use. The changes are written to `out`, or where the judge
    of replies has them.
    """
    random.seed(_SEED)
    torch.manual_seed(_SEED)
    examples = read(file)
    network = ReplyNetwork()
    if further:
        with np.load(network.kept) as kept:
            network.resume(kept)
    encodings = [encoded(network.tokenizer, *texts) for texts in examples.texts]
    right, counts = (torch.tensor(values).float() for values in (examples.says_nothing, examples.counts))
    taught = np.flatnonzero(examples.part != HELD_OUT).tolist()
    course = Course(network, rate=_RATE, minutes=minutes)
    yield f"{len(taught)} replies teach"
    while course.passed < 1:
        for batch in batches([len(encodings[at].ids) for at in taught], tokens=_AT_ONCE):
            if course.passed >= 1:
                break
            some = [taught[place] for place in batch]
            if line := course.step(network.taught([encodings[at] for at in some], right[some], counts[some])):
                yield line
    np.savez(out or network.kept, allow_pickle=False, **network.changes())
    yield f"{course.steps} steps; {_area(network, examples, encodings)}"


def _area(network: ReplyNetwork, examples: Examples, encodings: Sequence[Any]) -> str:
    """How well it ranks the replies that taught nothing."""
    unseen = np.flatnonzero((examples.part == HELD_OUT) & (examples.counts == 1)).tolist()
    scores = np.zeros(len(unseen))
    with torch.no_grad():
        for batch in batches([len(encodings[at].ids) for at in unseen], tokens=_AT_ONCE):
            scores[batch] = network.odds([encodings[unseen[place]] for place in batch])
    area = roc_area([bool(examples.says_nothing[at]) for at in unseen], scores.tolist())
    return f"{len(unseen)} that did not: {area:.3f} (area under the ROC curve)"
