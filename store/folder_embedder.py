"""An embedder of your own: a folder with an ONNX model as sentence-transformers lays it out.

`model.onnx` or `onnx/model.onnx`, `tokenizer.json`, and where they are there: `1_Pooling/config.json`,
`config_sentence_transformers.json` (prompts), `sentence_bert_config.json`, `tokenizer_config.json` (window).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from store.builtin_models import WINDOW
from store.embedders import Vector, unit
from store.errors import EmbedderError
from store.lexical import is_latin
from store.onnx_model import OnnxModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_POOLINGS: dict[str, Callable[[Vector], Vector]] = {
    "cls": lambda states: states[0],
    "mean": lambda states: np.asarray(states.mean(axis=0), dtype=np.float32),
    "max": lambda states: np.asarray(states.max(axis=0), dtype=np.float32),
    "lasttoken": lambda states: states[-1],
}
_SHORTEST_WINDOW = 32
# A model that has learnt a script has tokens for its words, or in Chinese and Japanese for its characters;
# others spell it letter by letter, or do not know the letters at all.
_TOKENS_A_LETTER = {True: 1.3, False: 0.6}
_UNKNOWN_SHARE = 0.1
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


class FolderEmbedder:
    """An ONNX model on the CPU; loads on first use. Raises EmbedderError when the folder holds none."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        self._folder, self._threads = folder.resolve(), threads
        self.spec = str(self._folder)
        self._model_path = self._file("model.onnx", "onnx/model.onnx")
        self._tokenizer_path = self._file("tokenizer.json")
        pooling = self._pooling()
        self._pool = _POOLINGS[pooling]
        prompts = self._read("config_sentence_transformers.json").get("prompts") or {}
        self._query_prompt = str(prompts.get("query") or "")
        self._passage_prompt = str(prompts.get("passage") or prompts.get("document") or "")
        self._settings = f"{pooling}\0{self._query_prompt}\0{self._passage_prompt}"

    @cached_property
    def fingerprint(self) -> str:
        """The folder's name with a hash of the model, its tokenizer, pooling and prompts."""
        digest = hashlib.sha256(self._settings.encode())
        # Weights of large models lie beside it, as model.onnx_data.
        for path in (self._tokenizer_path, *sorted(self._model_path.parent.glob(f"{self._model_path.name}*"))):
            try:
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
            except OSError as error:
                raise self._error(f"{path.name} cannot be read ({error.strerror})") from error
        name = re.sub(r"[^a-z0-9]+", "-", self._folder.name.lower()).strip("-")[:40] or "model"
        return f"{name}-{digest.hexdigest()[:8]}"

    @cached_property
    def window(self) -> int:
        """The most tokens of a text that are seen, without special ones and prompt."""
        tokenizer = self._read("tokenizer_config.json")
        said = (
            self._read("sentence_bert_config.json").get("max_seq_length"),
            tokenizer.get("model_max_length"),
            (self._read("tokenizer.json").get("truncation") or {}).get("max_length"),
        )
        # Longer passages than the built-in ones would take the whole room of an answer.
        whole = min([WINDOW, *(int(window) for window in said if isinstance(window, int | float) and window > 0)])
        around = len(self._counter.encode(self._passage_prompt).ids)
        if whole - around < _SHORTEST_WINDOW:
            raise self._error(f"it sees {whole} tokens, too few for a passage")
        return whole - around

    @cached_property
    def _model(self) -> OnnxModel:
        around = len(self._counter.encode(self._passage_prompt).ids)
        try:
            return OnnxModel(self._model_path, self._tokenizer_path, window=self.window + around, threads=self._threads)
        except Exception as error:  # whatever onnxruntime and tokenizers raise, all mean one thing
            raise self._error(f"it cannot be loaded ({str(error).splitlines()[0]})") from error

    @cached_property
    def _counter(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        try:
            counter = Tokenizer.from_file(str(self._tokenizer_path))
        except Exception as error:  # tokenizers raises no class of its own
            raise self._error(f"tokenizer.json cannot be read ({error})") from error
        counter.no_padding()
        counter.no_truncation()
        return counter

    def reads(self, text: str) -> bool:
        """Whether the tokenizer has tokens for words like these; every model is taken to read Latin script."""
        if is_latin(text):
            return True
        tokens = self._counter.encode(text, add_special_tokens=False).tokens
        letters = sum(char.isalpha() for char in text)
        unknown = sum(token in ("[UNK]", "<unk>") for token in tokens)
        is_spaceless = len(_SPACELESS.findall(text)) * 2 > letters
        return unknown <= _UNKNOWN_SHARE * len(tokens) and len(tokens) <= _TOKENS_A_LETTER[is_spaceless] * letters + 1

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, uncut and without special ones and prompt."""
        encodings = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """Each text's position and vector, in the order they are ready."""
        encodings = self._model.tokenizer.encode_batch([self._passage_prompt + text for text in texts])
        return self._model.run_all(encodings, self._vector)

    def embed_query(self, text: str) -> Vector:
        """The vector of a question."""
        return self._vector(self._model.run(self._model.tokenizer.encode(self._query_prompt + text)))

    def _vector(self, output: Vector) -> Vector:
        vector = unit(self._pool(output) if output.ndim == 2 else output)
        if vector.ndim != 1 or not np.isfinite(vector).all():
            raise self._error(f"what it gives is not the vector of a text (shape {output.shape})")
        return vector

    def _pooling(self) -> str:
        modules = self._read("modules.json", list)
        if any(str(module.get("type", "")).endswith(".Dense") for module in modules):
            raise self._error("it has a Dense layer behind the model, which is not supported")
        said = self._read("1_Pooling/config.json")
        modes = [key.removeprefix("pooling_mode_") for key, value in said.items() if value is True and "_mode_" in key]
        name = " and ".join(modes) or str(said.get("pooling_mode", "mean"))
        pooling = name.removesuffix("_token").removesuffix("_tokens")
        if pooling not in _POOLINGS:
            raise self._error(f"its pooling ({name}) is not supported; {', '.join(_POOLINGS)} are")
        return pooling

    def _file(self, *names: str) -> Path:
        for name in names:
            if (self._folder / name).is_file():
                return self._folder / name
        raise self._error(f"there is no {' or '.join(names)} in it")

    def _read(self, name: str, kind: type = dict) -> Any:
        """A JSON file of the folder; empty when it is not there."""
        path = self._folder / name
        try:
            value = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else kind()
        except (OSError, ValueError) as error:
            raise self._error(f"{name} cannot be read ({error})") from error
        return value if isinstance(value, kind) else kind()

    def _error(self, why: str) -> EmbedderError:
        return EmbedderError(
            f"{self._folder}: cannot be used as an embedder: {why}.",
            "Give ONRECORD_EMBEDDER a folder with model.onnx and tokenizer.json of a sentence-transformers model.",
        )
