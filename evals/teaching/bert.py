"""The built-in models as networks that learn, read from their ONNX files of weights in 8 bits. Needs PyTorch."""

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from evals.teaching.changed import Changed, attended, normed
from store.builtin_models import ModelFiles, files_of

_PARTS = {
    "attention/self/query": "query",
    "attention/self/key": "key",
    "attention/self/value": "value",
    "attention/output/dense": "output",
    "intermediate/dense": "wider",
    "output/dense": "narrower",
}


class Bert(nn.Module):
    """Layers whose weights may be changed. `within` is what the file calls the encoder, with a dot, or nothing."""

    def __init__(self, files: ModelFiles, *, within: str, rank: int) -> None:
        super().__init__()
        model, tokenizer = files_of(files)
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        network = onnx.load(str(model))
        self._held = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in network.graph.initializer}
        names: dict[tuple[int, str], str] = {}
        for node in network.graph.node:
            if node.op_type == "MatMulInteger" and "/layer." in node.name:
                layer, _, part = node.name.split("/layer.")[1].removesuffix("/MatMul_quant").partition("/")
                names[int(layer), part] = node.input[1].removesuffix("_quantized")
        self.layers = nn.ModuleList()
        self.norms: list[tuple[Tensor, Tensor, Tensor, Tensor]] = []
        for layer in range(1 + max(layer for layer, _ in names)):
            at = f"{within}encoder.layer.{layer}."
            parts = {
                part: Changed(
                    names[layer, path],
                    self.weight(names[layer, path]),
                    self.plain(f"{at}{path.replace('/', '.')}.bias"),
                    rank=rank,
                )
                for path, part in _PARTS.items()
            }
            self.layers.append(nn.ModuleDict(parts))
            after_attention, after_all = f"{at}attention.output.LayerNorm", f"{at}output.LayerNorm"
            self.norms.append(
                (
                    self.plain(f"{after_attention}.weight"),
                    self.plain(f"{after_attention}.bias"),
                    self.plain(f"{after_all}.weight"),
                    self.plain(f"{after_all}.bias"),
                )
            )
        at = f"{within}embeddings."
        self.words = self.weight(f"{at}word_embeddings.weight")
        self.types = self.weight(f"{at}token_type_embeddings.weight")
        self.places = self.weight(f"{at}position_embeddings.weight")
        self.first_norm = self.plain(f"{at}LayerNorm.weight"), self.plain(f"{at}LayerNorm.bias")

    def plain(self, name: str) -> Tensor:
        """A tensor of the file, in float32."""
        return torch.from_numpy(np.array(self._held[name], dtype=np.float32))

    def weight(self, name: str) -> Tensor:
        """A weight of the file, from 8 bits."""
        return (self.plain(f"{name}_quantized") - self.plain(f"{name}_zero_point")) * self.plain(f"{name}_scale")

    def states(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """States (texts, tokens, dim) of token ids, their types and which are there (1) or padding (0).

        Each of these is of shape (texts, tokens).
        """
        states = normed(self.words[ids] + self.types[types] + self.places[: ids.shape[1]], *self.first_norm)
        for layer, norms in zip(self.layers, self.norms, strict=True):
            seen = attended(layer["query"](states), layer["key"](states), layer["value"](states), mask)
            states = normed(states + layer["output"](seen), *norms[:2])
            states = normed(states + layer["narrower"](functional.gelu(layer["wider"](states))), *norms[2:])
        return states
