"""How a network learns for so many minutes, whatever it is taught. Needs PyTorch.

AdamW (Loshchilov and Hutter, 2019), the rate of learning rising over the first steps and falling to nothing over the
last seven tenths of the time.
"""

import time
from collections import deque

import torch
from torch import Tensor, nn

_RISING, _STEADY = 50, 0.3  # steps until the highest rate; share of the time until it falls
_TOLD = 100  # every so many steps how far it is


class Course:
    """A network's lessons until the time is up. `rate` is the highest rate of learning."""

    def __init__(self, network: nn.Module, *, rate: float, minutes: float) -> None:
        self._network, self._rate, self._seconds = network, rate, minutes * 60
        self._optimiser = torch.optim.AdamW(network.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01)
        self._began = time.monotonic()
        self._losses = deque[float](maxlen=_TOLD)
        self.steps = 0

    @property
    def passed(self) -> float:
        """The share of the time that is over; 1 and more once it is up."""
        return (time.monotonic() - self._began) / self._seconds

    def step(self, loss: Tensor) -> str | None:
        """Learn from a loss; now and then a line that tells how far it is."""
        rate = self._rate * min(1, (self.steps + 1) / _RISING) * min(1, max(0, 1 - self.passed) / (1 - _STEADY))
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self.steps += 1
        self._losses.append(loss.item())
        return (
            f"{self.steps} steps, loss {sum(self._losses) / len(self._losses):.3f}" if self.steps % _TOLD == 0 else None
        )
