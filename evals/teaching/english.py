"""ms-marco-MiniLM as a network that learns to judge English. Needs PyTorch."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from evals.teaching.bert import Bert
from evals.teaching.changed import NUMBERS, Changed, learnt, resume
from store.builtin_models import ANSWER_JUDGE_CHANGES, MS_MARCO_MINILM

_RANK = 16


class EnglishNetwork(Bert):
    """Weighs the first token of a question and a text."""

    window = 320  # tokens of a lesson
    whole = 0.45  # how many exchanges are shown as a whole
    kept = ANSWER_JUDGE_CHANGES

    def __init__(self) -> None:
        super().__init__(MS_MARCO_MINILM, within="bert.", rank=_RANK)
        self.pooled = self.weight("bert.pooler.dense.weight"), self.plain("bert.pooler.dense.bias")
        self.classifier = Changed("classifier.weight", self.weight("classifier.weight"), torch.zeros(1), rank=1)
        self.bias = nn.Parameter(self.plain("classifier.bias"))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Log odds (texts,) of token ids, their types and which are there (1) or padding (0), each (texts, tokens)."""
        weight, bias = self.pooled
        pooled = torch.tanh(self.states(ids, types, mask)[:, 0].float() @ weight + bias)
        return self.classifier(pooled.to(NUMBERS))[:, 0].float() + self.bias

    def changes(self) -> dict[str, npt.NDArray[np.generic]]:
        """What was learnt, as `store.adapting` reads it."""
        return learnt(self) | {"classifier.bias": self.bias.detach().numpy()}

    def resume(self, kept: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Go on from what was learnt before."""
        resume(self, kept)
        with torch.no_grad():
            self.bias.copy_(torch.from_numpy(np.asarray(kept["classifier.bias"], dtype=np.float32)))
