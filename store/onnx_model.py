"""A BERT-like ONNX model and its tokenizer on the CPU."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class OnnxModel:
    """A model of one text at a time. Safe to share between threads.

    Texts are run one by one, since padding a batch of unequal texts was 2 to 6 times slower; `threads`
    of them run at once, each on one core, whoever asks: many callers wait their turn, the first one first.
    What is longer than `window` tokens, special ones included, is cut.
    """

    def __init__(self, model: Path | bytes, tokenizer: "Path | Tokenizer", *, window: int, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        source = model if isinstance(model, bytes) else str(model)
        self._session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        self._wanted = {wanted.name for wanted in self._session.get_inputs()}
        shapes = [output.shape for output in self._session.get_outputs()]
        # Where a model gives both, the states of its tokens (batch, tokens, dim) are what is asked for.
        self._output = next((place for place, shape in enumerate(shapes) if len(shape) == 3), 0)
        self.tokenizer = Tokenizer.from_file(str(tokenizer)) if isinstance(tokenizer, Path) else tokenizer
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(window)
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads)

    def run(self, encoding: Any) -> npt.NDArray[np.float32]:
        """The model's output for one encoded text, without its batch dimension: (tokens, dim) for most."""
        given = {name: value for name, value in self.inputs(encoding).items() if name in self._wanted}
        output: npt.NDArray[np.float32] = self._session.run(None, given)[self._output][0]
        return output

    def inputs(self, encoding: Any) -> dict[str, npt.NDArray[Any]]:
        """What the model may take of one encoded text, each (1, tokens)."""
        ids = np.array([encoding.ids], dtype=np.int64)
        types = np.array([encoding.type_ids], dtype=np.int64)
        return {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}

    def run_all(
        self, encodings: Sequence[Any], take: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]
    ) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
        """`take` of each output with its position, as they are ready; the longest texts first."""
        if self.threads == 1 or len(encodings) == 1:
            for position, encoding in enumerate(encodings):
                yield position, take(self.run(encoding))
            return
        longest_first = sorted(range(len(encodings)), key=lambda i: -len(encodings[i].ids))
        running = {self._pool.submit(self.run, encodings[i]): i for i in longest_first}
        try:
            for done in as_completed(running):
                yield running[done], take(done.result())
        finally:
            for waiting in running:
                waiting.cancel()
