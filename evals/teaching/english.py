"""ms-marco-MiniLM as a network that learns to judge English. Needs PyTorch."""

import numpy as np
import numpy.typing as npt
import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from evals.teaching.changed import NUMBERS, Changed, attended, learnt, normed
from store.builtin_models import ANSWER_JUDGE, MS_MARCO_MINILM, files_of

RANK = 16
_PARTS = {
    "attention/self/query": "query",
    "attention/self/key": "key",
    "attention/self/value": "value",
    "attention/output/dense": "output",
    "intermediate/dense": "wider",
    "output/dense": "narrower",
}


class EnglishNetwork(nn.Module):
    """Read from its ONNX file of weights in 8 bits."""

    window = 320  # tokens of a lesson
    whole = 0.45  # how many exchanges are shown as a whole
    kept = ANSWER_JUDGE.changes

    def __init__(self) -> None:
        super().__init__()
        model, tokenizer = files_of(MS_MARCO_MINILM)
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        network = onnx.load(str(model))
        held = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in network.graph.initializer}

        def plain(name: str) -> Tensor:
            return torch.from_numpy(np.array(held[name], dtype=np.float32))

        def weight(name: str) -> Tensor:
            return (plain(f"{name}_quantized") - plain(f"{name}_zero_point")) * plain(f"{name}_scale")

        names: dict[tuple[int, str], str] = {}
        for node in network.graph.node:
            if node.op_type == "MatMulInteger" and "/layer." in node.name:
                layer, _, part = node.name.split("/layer.")[1].removesuffix("/MatMul_quant").partition("/")
                names[int(layer), part] = node.input[1].removesuffix("_quantized")
        self.layers = nn.ModuleList()
        self.norms: list[tuple[Tensor, Tensor, Tensor, Tensor]] = []
        for layer in range(1 + max(layer for layer, _ in names)):
            at = f"bert.encoder.layer.{layer}."
            parts = {
                part: Changed(
                    names[layer, path],
                    weight(names[layer, path]),
                    plain(f"{at}{path.replace('/', '.')}.bias"),
                    rank=RANK,
                )
                for path, part in _PARTS.items()
            }
            self.layers.append(nn.ModuleDict(parts))
            after_attention, after_all = f"{at}attention.output.LayerNorm", f"{at}output.LayerNorm"
            self.norms.append(
                (
                    plain(f"{after_attention}.weight"),
                    plain(f"{after_attention}.bias"),
                    plain(f"{after_all}.weight"),
                    plain(f"{after_all}.bias"),
                )
            )
        at = "bert.embeddings."
        self.words = weight(f"{at}word_embeddings.weight")
        self.types = weight(f"{at}token_type_embeddings.weight")
        self.places = weight(f"{at}position_embeddings.weight")
        self.first_norm = plain(f"{at}LayerNorm.weight"), plain(f"{at}LayerNorm.bias")
        self.pooled = weight("bert.pooler.dense.weight"), plain("bert.pooler.dense.bias")
        self.classifier = Changed("classifier.weight", weight("classifier.weight"), torch.zeros(1), rank=RANK)
        self.bias = nn.Parameter(plain("classifier.bias"))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Log odds (texts,) of token ids, their types and which are there (1) or padding (0), each (texts, tokens)."""
        states = self.words[ids] + self.types[types] + self.places[: ids.shape[1]]
        states = normed(states, *self.first_norm)
        for layer, norms in zip(self.layers, self.norms, strict=True):
            seen = attended(layer["query"](states), layer["key"](states), layer["value"](states), mask)
            states = normed(states + layer["output"](seen), *norms[:2])
            states = normed(states + layer["narrower"](functional.gelu(layer["wider"](states))), *norms[2:])
        weight, bias = self.pooled
        pooled = torch.tanh(states[:, 0].float() @ weight + bias)
        return self.classifier(pooled.to(NUMBERS))[:, 0].float() + self.bias

    def changes(self) -> dict[str, npt.NDArray[np.generic]]:
        """What was learnt, as `store.adapting` reads it."""
        return learnt(self) | {"classifier.bias": self.bias.detach().numpy()}
