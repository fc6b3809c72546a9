"""The built-in judge as a network that learns: its own weights stay, and low-rank changes to them are learnt.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022. Needs PyTorch.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

RANK = 16
_HEADS, _DIM, _EPSILON = 12, 384, 1e-12
_PARTS = {
    "attention/self/query": "query",
    "attention/self/key": "key",
    "attention/self/value": "value",
    "attention/output/dense": "output",
    "intermediate/dense": "wider",
    "output/dense": "narrower",
}


class Changed(nn.Module):
    """A linear layer whose weight stays, and the low-rank change to it. Computes in bfloat16, learns in float32."""

    def __init__(self, name: str, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.name, self.weight, self.bias = name, weight.bfloat16(), bias.bfloat16()
        self.down = nn.Parameter(torch.randn(len(weight), RANK) / len(weight) ** 0.5)
        self.up = nn.Parameter(torch.zeros(RANK, weight.shape[1]))

    def forward(self, states: Tensor) -> Tensor:
        """States (..., in) to (..., out)."""
        change = states @ self.down.bfloat16() @ self.up.bfloat16()
        return states @ self.weight + self.bias + change


class JudgeNetwork(nn.Module):
    """A BERT-like model read from its ONNX file of weights in 8 bits."""

    def __init__(self, model: Path) -> None:
        super().__init__()
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
                    names[layer, path], weight(names[layer, path]), plain(f"{at}{path.replace('/', '.')}.bias")
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
        self.classifier = Changed("classifier.weight", weight("classifier.weight"), torch.zeros(1))
        self.bias = nn.Parameter(plain("classifier.bias"))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Log odds (texts,) of token ids, their types and which are there (1) or padding (0), each (texts, tokens)."""
        states = self.words[ids] + self.types[types] + self.places[: ids.shape[1]]
        states = _normed(states, *self.first_norm)
        unseen = ((1 - mask)[:, None, None, :] * -1e4).bfloat16()
        for layer, norms in zip(self.layers, self.norms, strict=True):
            attended = layer["output"](_attention(layer, states, unseen))
            states = _normed(states + attended, *norms[:2])
            states = _normed(states + layer["narrower"](functional.gelu(layer["wider"](states))), *norms[2:])
        weight, bias = self.pooled
        pooled = torch.tanh(states[:, 0].float() @ weight + bias)
        return self.classifier(pooled.bfloat16())[:, 0].float() + self.bias

    def changes(self) -> dict[str, np.ndarray]:
        """What was learnt, as `store.adapting` reads it: `NAME.down` (in, rank) and `NAME.up` (rank, out)."""
        found = {"classifier.bias": self.bias.detach().numpy()}
        for part in self.modules():
            if isinstance(part, Changed):
                found[f"{part.name}.down"] = part.down.detach().numpy().astype(np.float16)
                found[f"{part.name}.up"] = part.up.detach().numpy().astype(np.float16)
        return found


def _attention(layer: nn.ModuleDict, states: Tensor, unseen: Tensor) -> Tensor:
    texts, tokens, _ = states.shape
    query, key, value = (
        layer[part](states).view(texts, tokens, _HEADS, -1).transpose(1, 2) for part in ("query", "key", "value")
    )
    shares = torch.softmax(query @ key.transpose(2, 3) / query.shape[-1] ** 0.5 + unseen, -1)
    return (shares @ value).transpose(1, 2).reshape(texts, tokens, _DIM)


def _normed(states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return functional.layer_norm(states.float(), (_DIM,), weight, bias, _EPSILON).bfloat16()
