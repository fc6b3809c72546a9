"""A built-in model taught something more: low-rank changes added to its quantised weights.

After Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (ICLR 2022): a weight W of shape (in, out)
becomes W + down @ up, with `down` (in, rank) and `up` (rank, out). Only these two are kept, about a fiftieth of
the model. Heads that give each token a score may come with them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnx import ModelProto

_QUANTISED = "_quantized"
# What a token's scores tell, in this order: what the model was taught, and that it declines.
_HEADS = ("tokens", "declines")
_LARGEST = 127  # of a weight in 8 bits, symmetric: its zero point is 0


def adapted(model: Path, changes: Path) -> bytes:
    """An ONNX model of weights in 8 bits, with changes to some of them, ready for a session.

    `changes` is a NumPy archive that holds `NAME.down` and `NAME.up` for each weight it changes, where the model
    holds `NAME_quantized` (int8), `NAME_scale` (one float) and a zero point of 0. A changed weight is quantised
    anew, with one scale for all of it, as the model's were. With `tokens.weight` (dim,) and `tokens.bias` (1,) the
    model gives each token a score behind its own, and with the same of `declines` one more behind those. What
    `changes` holds by another name replaces what the model holds by it. Raises KeyError if the model lacks one.
    """
    import onnx

    network = onnx.load(str(model))
    kept = {tensor.name: tensor for tensor in network.graph.initializer}
    with np.load(changes) as given:
        for down in (name for name in given.files if name.endswith(".down")):
            name = down.removesuffix(".down")
            quantised, scale = kept[f"{name}{_QUANTISED}"], kept[f"{name}_scale"]
            before = onnx.numpy_helper.to_array(quantised).astype(np.float32) * onnx.numpy_helper.to_array(scale)
            change = given[down].astype(np.float32) @ given[f"{name}.up"].astype(np.float32)
            values, step = _quantised(before + change)
            quantised.CopyFrom(onnx.numpy_helper.from_array(values, quantised.name))
            scale.CopyFrom(onnx.numpy_helper.from_array(step, scale.name))
        heads = {part: given[part].astype(np.float32) for part in _parts_of_heads() if part in given.files}
        for name in (name for name in given.files if not name.endswith((".down", ".up")) and name not in heads):
            kept[name].CopyFrom(onnx.numpy_helper.from_array(given[name].astype(np.float32), name))
        if heads:
            _score_tokens(network, heads)
    serialised: bytes = network.SerializeToString()
    return serialised


def states_of(network: "ModelProto") -> str:
    """What a network calls the last states of its tokens, (texts, tokens, dim)."""
    return str(next(node.input[0] for node in network.graph.node if node.name.endswith("/pooler/Gather")))


def _parts_of_heads() -> list[str]:
    return [f"{head}.{part}" for head in _HEADS for part in ("weight", "bias")]


def _score_tokens(network: "ModelProto", heads: Mapping[str, npt.NDArray[np.float32]]) -> None:
    """Let a model of one output (texts, 1) give (texts, 1 + tokens for each head): that, and what each token scores."""
    import onnx

    graph, states = network.graph, states_of(network)
    scores = [graph.output[0].name]
    for name, values in heads.items():
        graph.initializer.append(onnx.numpy_helper.from_array(values, name))
    for head in (head for head in _HEADS if f"{head}.weight" in heads):
        weighed, scored = f"{head}.weighed", f"{head}.scores"
        graph.node.append(onnx.helper.make_node("MatMul", [states, f"{head}.weight"], [weighed]))
        graph.node.append(onnx.helper.make_node("Add", [weighed, f"{head}.bias"], [scored]))
        scores.append(scored)
    graph.node.append(onnx.helper.make_node("Concat", scores, ["scores"], axis=1))
    del graph.output[:]
    graph.output.append(onnx.helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, ["texts", "scores"]))


def _quantised(weights: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    step = np.float32(np.abs(weights).max() / _LARGEST)
    return np.round(weights / step).astype(np.int8), np.asarray(step, dtype=np.float32)
