"""What networks that learn are made of: layers whose own weight stays while a low-rank change is learnt. Needs PyTorch.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022.
"""

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

HEADS, DIM, EPSILON = 12, 384, 1e-12
# Processors without AVX-512 take some 80 times as long with the smaller numbers; the others half as long.
NUMBERS = torch.bfloat16 if "AVX512" in torch.backends.cpu.get_cpu_capability() else torch.float32


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


def attended(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Attention of all heads; states and result (texts, tokens, dim), `mask` (texts, tokens) 1 where there is one."""
    texts, tokens, _ = query.shape
    heads = [states.view(texts, tokens, HEADS, -1).transpose(1, 2) for states in (query, key, value)]
    unseen = ((1 - mask)[:, None, None, :] * -1e4).to(NUMBERS)
    shares = torch.softmax(heads[0] @ heads[1].transpose(2, 3) / heads[0].shape[-1] ** 0.5 + unseen, -1)
    return (shares @ heads[2]).transpose(1, 2).reshape(texts, tokens, DIM)


def normed(states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Layer normalisation, computed in float32."""
    return functional.layer_norm(states.float(), (DIM,), weight, bias, EPSILON).to(NUMBERS)


def learnt(network: nn.Module) -> dict[str, npt.NDArray[np.generic]]:
    """The changes in a network, as `store.adapting` reads them: `NAME.down` (in, rank) and `NAME.up` (rank, out)."""
    parts = [part for part in network.modules() if isinstance(part, Changed)]
    return {
        f"{part.name}.{which}": getattr(part, which).detach().half().numpy()
        for part in parts
        for which in ("down", "up")
    }
