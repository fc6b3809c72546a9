"""Teaches the judges by examples whose answer is known, and says how well they tell those they did not see.

python -m evals teach-judge FILE --minutes 60 [--multilingual] [--further]

Needs PyTorch (`pip install torch`), which nothing else but teaching does. Cross entropy.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from evals.statistics import roc_area
from evals.teaching.course import Course
from evals.teaching.english import EnglishNetwork
from evals.teaching.lessons import Pair, is_held_out, pairs, read
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
    tokenizer = network.tokenizer
    tokenizer.no_padding()
    tokenizer.enable_truncation(network.window, strategy="only_second")
    lessons = read(file)
    taught = [lesson for lesson in lessons if not is_held_out(lesson)]
    held_out = [lesson for lesson in lessons if is_held_out(lesson)]
    unseen = pairs(held_out, seed=_SEED, whole=network.whole)
    yield f"{len(taught)} questions teach, {len(held_out)} do not; before: {_area(network, tokenizer, unseen):.3f}"
    course = Course(network, rate=_RATE, minutes=minutes)
    while course.passed < 1:
        shown = pairs(taught, seed=_SEED + course.steps, whole=network.whole)
        for batch in _batches(tokenizer, shown):
            if course.passed >= 1:
                break
            chosen = [shown[place] for place in batch]
            right = torch.tensor([float(pair.answers) for pair in chosen])
            counts = torch.tensor([pair.counts for pair in chosen])
            each = functional.binary_cross_entropy_with_logits(
                network(*_padded(tokenizer, chosen)), right, reduction="none"
            )
            if line := course.step((counts * each).sum() / counts.sum()):
                yield line
    np.savez(out or network.kept, allow_pickle=False, **network.changes())
    yield f"{course.steps} steps; after: {_area(network, tokenizer, unseen):.3f} (area under the ROC curve)"


def _batches(tokenizer: Tokenizer, shown: Sequence[Pair]) -> list[list[int]]:
    """Places of pairs of about the same length, in any order."""
    lengths = [len(encoding.ids) for encoding in tokenizer.encode_batch([(p.question, p.text) for p in shown])]
    batches: list[list[int]] = [[]]
    for place in sorted(range(len(shown)), key=lambda place: lengths[place]):
        if batches[-1] and lengths[place] * (len(batches[-1]) + 1) > _AT_ONCE:
            batches.append([])
        batches[-1].append(place)
    random.shuffle(batches)
    return batches


def _padded(tokenizer: Tokenizer, shown: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    encodings = tokenizer.encode_batch([(pair.question, pair.text) for pair in shown])
    longest = max(len(encoding.ids) for encoding in encodings)

    def padded(rows: Sequence[Sequence[int]]) -> Tensor:
        return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])

    return (
        padded([encoding.ids for encoding in encodings]),
        padded([encoding.type_ids for encoding in encodings]),
        padded([encoding.attention_mask for encoding in encodings]).float(),
    )


def _area(network: Network, tokenizer: Tokenizer, shown: Sequence[Pair]) -> float:
    scores = np.zeros(len(shown))
    with torch.no_grad():
        for batch in _batches(tokenizer, shown):
            scores[batch] = network(*_padded(tokenizer, [shown[place] for place in batch])).numpy()
    return roc_area([pair.answers for pair in shown], scores.tolist())
