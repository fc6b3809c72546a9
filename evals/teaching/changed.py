"""What networks that learn are made of: layers whose own weight stays while a low-rank change is learnt. Needs PyTorch.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022.
"""

import time
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

HEADS, DIM, EPSILON = 12, 384, 1e-12


def _quicker() -> torch.dtype:
    """Of bfloat16 and float32 the one in which this processor multiplies faster: either may be 2 to 80 times slower."""
    took = {}
    for numbers in (torch.float32, torch.bfloat16):
        states, weight = torch.ones(512, DIM, dtype=numbers), torch.ones(DIM, 4 * DIM, dtype=numbers)
        times = []
        for _ in range(3):
            began = time.perf_counter()
            states @ weight
            times.append(time.perf_counter() - began)
        took[numbers] = min(times)
    return min(took, key=lambda numbers: took[numbers])


NUMBERS = _quicker()


class Changed(nn.Module):
    """Learns in float32, whatever it computes in."""

    def __init__(self, name: str, weight: Tensor, bias: Tensor, *, rank: int) -> None:
        super().__init__()
        self.name, self.weight, self.bias = name, weight.to(NUMBERS), bias.to(NUMBERS)
        self.down = nn.Parameter(torch.randn(len(weight), rank) / len(weight) ** 0.5)
        self.up = nn.Parameter(torch.zeros(rank, weight.shape[1]))

    def forward(self, states: Tensor) -> Tensor:
        """States (..., in) to (..., out)."""
        change = states @ self.down.to(NUMBERS) @ self.up.to(NUMBERS)
        return states @ self.weight + self.bias + change


class Head(nn.Module):
    """Weighs the mean of a text's tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(DIM, 1)
        nn.init.normal_(self.linear.weight, std=0.02)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Log odds (texts,) of states (texts, tokens, dim); `mask` (texts, tokens) is 1 where there is a token."""
        there = mask[:, :, None]
        return self.linear((states.float() * there).sum(1) / there.sum(1))[:, 0]

    def weights(self) -> dict[str, npt.NDArray[np.generic]]:
        """As `store.e5_network` reads them."""
        return {
            "head.weight": self.linear.weight[0].detach().numpy(),
            "head.bias": self.linear.bias.detach().numpy(),
        }

    def resume(self, kept: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Weigh as it was learnt before."""
        with torch.no_grad():
            self.linear.weight[0] = torch.from_numpy(np.asarray(kept["head.weight"], dtype=np.float32))
            self.linear.bias.copy_(torch.from_numpy(np.asarray(kept["head.bias"], dtype=np.float32)))


def attended(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Attention of all heads; states and result (texts, tokens, dim), `mask` (texts, tokens) 1 where there is one."""
    texts, tokens, _ = query.shape
    heads = [states.view(texts, tokens, HEADS, -1).transpose(1, 2) for states in (query, key, value)]
    unseen = ((1 - mask)[:, None, None, :] * -1e4).to(NUMBERS).expand(texts, HEADS, tokens, tokens)
    seen: Tensor = functional.scaled_dot_product_attention(*heads, attn_mask=unseen)
    return seen.transpose(1, 2).reshape(texts, tokens, DIM)


def normed(states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Layer normalisation, computed in float32."""
    return functional.layer_norm(states.float(), (DIM,), weight, bias, EPSILON).to(NUMBERS)


def cross_entropy(scores: Tensor, right: Tensor, counts: Tensor) -> Tensor:
    """The mean over log odds, of what is right (1) or not (0); each counts as much as it is told to."""
    each = functional.binary_cross_entropy_with_logits(scores, right, reduction="none")
    return (counts * each).sum() / counts.sum()


def learnt(network: nn.Module) -> dict[str, npt.NDArray[np.generic]]:
    """The changes in a network, as `store.adapting` reads them: `NAME.down` (in, rank) and `NAME.up` (rank, out)."""
    parts = [part for part in network.modules() if isinstance(part, Changed)]
    return {
        f"{part.name}.{which}": getattr(part, which).detach().half().numpy()
        for part in parts
        for which in ("down", "up")
    }


def resume(network: nn.Module, kept: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Go on from changes learnt before, of whatever rank they are. Raises KeyError if one lacks."""
    for part in (part for part in network.modules() if isinstance(part, Changed)):
        for which in ("down", "up"):
            getattr(part, which).data = torch.from_numpy(np.asarray(kept[f"{part.name}.{which}"], dtype=np.float32))
