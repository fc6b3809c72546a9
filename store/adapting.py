"""A built-in model taught something more: low-rank changes added to its quantised weights.

After Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (ICLR 2022): a weight W of shape (in, out)
becomes W + down @ up, with `down` (in, rank) and `up` (rank, out). Only these two are kept, about a fiftieth of
the model. A head that gives each token a score may come with them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnx import ModelProto

_QUANTISED = "_quantized"
_HEAD = "tokens.weight", "tokens.bias"
_LARGEST = 127  # of a weight in 8 bits, symmetric: its zero point is 0


def adapted(model: Path, changes: Path) -> bytes:
    """An ONNX model of weights in 8 bits, with changes to some of them, ready for a session.

    `changes` is a NumPy archive that holds `NAME.down` and `NAME.up` for each weight it changes, where the model
    holds `NAME_quantized` (int8), `NAME_scale` (one float) and a zero point of 0. A changed weight is quantised
    anew, with one scale for all of it, as the model's were. With `tokens.weight` (dim,) and `tokens.bias` (1,) the
    model gives each token a score behind its own. What `changes` holds by another name replaces what the model holds
    by it. Raises KeyError if the model lacks one.
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
        for name in (name for name in given.files if not name.endswith((".down", ".up")) and name not in _HEAD):
            kept[name].CopyFrom(onnx.numpy_helper.from_array(given[name].astype(np.float32), name))
        if _HEAD[0] in given.files:
            _score_tokens(network, *(given[name].astype(np.float32) for name in _HEAD))
    serialised: bytes = network.SerializeToString()
    return serialised


def _score_tokens(network: "ModelProto", weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> None:
    """Let a model of one output (texts, 1) give (texts, 1 + tokens): that, and a score of each token's last state."""
    import onnx

    graph = network.graph
    states = next(node.input[0] for node in graph.node if node.name.endswith("/pooler/Gather"))
    whole = graph.output[0].name
    for name, values in zip(_HEAD, (weight, bias), strict=True):
        graph.initializer.append(onnx.numpy_helper.from_array(values, name))
    graph.node.extend(
        [
            onnx.helper.make_node("MatMul", [states, _HEAD[0]], ["tokens.weighed"]),
            onnx.helper.make_node("Add", ["tokens.weighed", _HEAD[1]], ["tokens.scores"]),
            onnx.helper.make_node("Concat", [whole, "tokens.scores"], ["scores"], axis=1),
        ]
    )
    del graph.output[:]
    graph.output.append(onnx.helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, ["texts", "scores"]))


def _quantised(weights: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    step = np.float32(np.abs(weights).max() / _LARGEST)
    return np.round(weights / step).astype(np.int8), np.asarray(step, dtype=np.float32)
