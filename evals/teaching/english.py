"""ms-marco-MiniLM as a network that learns to judge English exchanges and their sentences. Needs PyTorch."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from evals.teaching.batches import padded
from evals.teaching.bert import Bert
from evals.teaching.changed import DIM, NUMBERS, Changed, cross_entropy, learnt, resume
from evals.teaching.exchanges import Shown, shown
from evals.teaching.lessons import Lesson
from store.builtin_models import ANSWER_JUDGE_CHANGES, MS_MARCO_MINILM

_RANK = 24
_LEARN = 8  # of twelve layers, the last: a fifth of the time is saved
_SENTENCES = 2.0  # what the sentences weigh beside the whole


class EnglishNetwork(Bert):
    """Weighs the first token of a question and an exchange, and the mean of the tokens of each sentence."""

    kept = ANSWER_JUDGE_CHANGES

    def __init__(self) -> None:
        super().__init__(MS_MARCO_MINILM, within="bert.", rank=_RANK)
        self.layers[:-_LEARN].requires_grad_(False)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.pooled = self.weight("bert.pooler.dense.weight"), self.plain("bert.pooler.dense.bias")
        self.classifier = Changed("classifier.weight", self.weight("classifier.weight"), torch.zeros(1), rank=1)
        self.bias = nn.Parameter(self.plain("classifier.bias"))
        self.of_token = nn.Linear(DIM, 1)
        nn.init.normal_(self.of_token.weight, std=0.02)

    def shown(self, lessons: Sequence[Lesson], *, seed: int) -> list[Shown]:
        """What it is shown of lessons."""
        return shown(lessons, self.tokenizer, seed=seed)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Log odds (texts,), and those of each token (texts, tokens).

        Of token ids, their types and which are there (1) or padding (0), each (texts, tokens).
        """
        weight, bias = self.pooled
        states = self.states(ids, types, mask)
        pooled = torch.tanh(states[:, 0].float() @ weight + bias)
        whole = self.classifier(pooled.to(NUMBERS))[:, 0].float() + self.bias
        return whole, self.of_token(states.float())[:, :, 0]

    def loss(self, some: Sequence[Shown]) -> Tensor:
        """Cross entropy of whether each window answers, and of whether each sentence does."""
        whole, sentences = self._judged(some)
        counts = torch.tensor([each.counts for each in some])
        right = torch.tensor([float(each.answers) for each in some])
        says = torch.tensor([float(said) for each in some for said in each.says])
        # A long reply teaches more than a short one, but not as much more as it has sentences.
        weights = torch.tensor([weight / len(each.says) ** 0.5 for each in some for weight in each.weights])
        return cross_entropy(whole, right, counts) + _SENTENCES * cross_entropy(sentences, says, weights)

    def scores(self, some: Sequence[Shown]) -> list[float]:
        """Log odds that each window answers: as a whole and by its best sentence."""
        whole, sentences = self._judged(some)
        of_each = sentences.split([len(each.says) for each in some])
        return [float(score + best.max()) / 2 for score, best in zip(whole, of_each, strict=True)]

    def _judged(self, some: Sequence[Shown]) -> tuple[Tensor, Tensor]:
        rows = [each.window for each in some]
        mask = padded([[1] * len(row.ids) for row in rows]).float()
        whole, tokens = self(padded([row.ids for row in rows]), padded([row.type_ids for row in rows]), mask)
        sentences = [tokens[at, start:end].mean() for at, row in enumerate(rows) for _, start, end in row.spans]
        return whole, torch.stack(sentences)

    def changes(self) -> dict[str, npt.NDArray[np.generic]]:
        """What was learnt, as `store.adapting` reads it."""
        return learnt(self) | {
            "classifier.bias": self.bias.detach().numpy(),
            "tokens.weight": self.of_token.weight[0].detach().numpy(),
            "tokens.bias": self.of_token.bias.detach().numpy(),
        }

    def resume(self, kept: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Go on from what was learnt before."""
        resume(self, kept)
        with torch.no_grad():
            self.bias.copy_(_numbers(kept["classifier.bias"]))
            self.of_token.weight[0] = _numbers(kept["tokens.weight"])
            self.of_token.bias.copy_(_numbers(kept["tokens.bias"]))


def _numbers(kept: npt.NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(np.asarray(kept, dtype=np.float32))
