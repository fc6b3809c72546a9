"""Rows of tokens, put together. Needs PyTorch."""

import random
from collections.abc import Sequence

import torch
from torch import Tensor


def batches(lengths: Sequence[int], *, tokens: int) -> list[list[int]]:
    """Places of rows of about the same length, in any order; with padding no more than `tokens` at once."""
    together: list[list[int]] = [[]]
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if together[-1] and lengths[place] * (len(together[-1]) + 1) > tokens:
            together.append([])
        together[-1].append(place)
    random.shuffle(together)
    return together


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """(rows, tokens), filled up with 0."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
