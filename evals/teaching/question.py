"""bge-small-en as a network that learns to read questions. Needs PyTorch."""

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from evals.teaching.bert import Bert
from evals.teaching.changed import learnt
from store.builtin_models import BGE_SMALL, QUESTION_ENCODER_CHANGES
from store.embedders import QUERY_PREFIX

_RANK = 16


class QuestionNetwork(Bert):
    """Questions to vectors, in the space of the passages of the model as it came."""

    kept = QUESTION_ENCODER_CHANGES

    def __init__(self) -> None:
        super().__init__(BGE_SMALL, within="", rank=_RANK)
        self.tokenizer.enable_padding()
        self.tokenizer.enable_truncation(128)

    def forward(self, questions: list[str]) -> Tensor:
        """Vectors of length 1, (questions, dim)."""
        encodings = self.tokenizer.encode_batch([QUERY_PREFIX + question for question in questions])
        ids = torch.tensor([encoding.ids for encoding in encodings])
        mask = torch.tensor([encoding.attention_mask for encoding in encodings]).float()
        states = self.states(ids, torch.zeros_like(ids), mask)
        return functional.normalize(states[:, 0].float(), dim=-1)

    def changes(self) -> dict[str, npt.NDArray[np.generic]]:
        """What was learnt, as `store.adapting` reads it."""
        return learnt(self)
