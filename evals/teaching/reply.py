"""ms-marco-MiniLM as a network that learns to tell replies that give no information. Needs PyTorch."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from evals.teaching.batches import padded
from evals.teaching.changed import cross_entropy
from evals.teaching.english import EnglishNetwork
from store.builtin_models import ANSWER_JUDGE_CHANGES, REPLY_JUDGE_CHANGES, WINDOW


class ReplyNetwork(EnglishNetwork):
    """Begins as the judge of answers: the first token and the mean of the reply's, added up, are log odds."""

    kept = REPLY_JUDGE_CHANGES

    def __init__(self) -> None:
        super().__init__()
        with np.load(ANSWER_JUDGE_CHANGES) as known:
            self.resume(known)
        self.tokenizer.enable_truncation(WINDOW)
        with torch.no_grad():  # what tells an answer tells nothing of this: every score begins with 0
            self.classifier.down.copy_(-self.classifier.weight)
            self.classifier.up.fill_(1)
            for weight in (self.bias, self.of_token.weight, self.of_token.bias):
                weight.zero_()

    def odds(self, replies: Sequence[Any]) -> Tensor:
        """Log odds (replies,) that these give no information, each encoded behind its question."""
        types, mask = (padded([getattr(reply, name) for reply in replies]) for name in ("type_ids", "attention_mask"))
        whole, tokens = self(padded([reply.ids for reply in replies]), types, mask.float())
        said = types.float()
        said[torch.arange(len(replies)), mask.sum(1) - 1] = 0  # the last one ends it
        of_reply: Tensor = (tokens * said).sum(1) / said.sum(1).clamp(min=1)
        return whole + of_reply

    def taught(self, replies: Sequence[Any], right: Tensor, counts: Tensor) -> Tensor:
        """The cross entropy of what is right (1: no information), each counting as much as it is told to."""
        return cross_entropy(self.odds(replies), right, counts)
