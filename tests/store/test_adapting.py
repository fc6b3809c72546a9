"""What was taught to a built-in model lies over its weights."""

from pathlib import Path

import numpy as np
import pytest

from store.adapting import adapted
from store.builtin_models import MS_MARCO_MINILM, files_of
from store.onnx_model import OnnxModel

PAIR = ("How many boats were there?", "There were forty boats.")
QUERY = "onnx::MatMul_1662"  # the first layer's, (384, 384)


def score(model: Path | bytes) -> float:
    loaded = OnnxModel(model, files_of(MS_MARCO_MINILM)[1], window=64, threads=1)
    return float(loaded.run(loaded.tokenizer.encode(*PAIR))[0])


def changed(tmp_path: Path, **changes: np.ndarray) -> bytes:
    path = tmp_path / "changes.npz"
    np.savez(path, allow_pickle=False, **changes)
    return adapted(files_of(MS_MARCO_MINILM)[0], path)


def test_a_change_of_nothing_changes_nothing(tmp_path: Path) -> None:
    nothing = {f"{QUERY}.down": np.zeros((384, 2), np.float16), f"{QUERY}.up": np.zeros((2, 384), np.float16)}
    assert score(changed(tmp_path, **nothing)) == score(files_of(MS_MARCO_MINILM)[0])


def test_a_weight_is_changed_by_the_product_of_the_two(tmp_path: Path) -> None:
    ones = {f"{QUERY}.down": np.full((384, 1), 0.1, np.float16), f"{QUERY}.up": np.full((1, 384), 0.1, np.float16)}
    assert abs(score(changed(tmp_path, **ones)) - score(files_of(MS_MARCO_MINILM)[0])) > 0.01


def test_what_goes_by_its_own_name_is_replaced(tmp_path: Path) -> None:
    lower = score(changed(tmp_path, **{"classifier.bias": np.array([-5.0], np.float32)}))
    higher = score(changed(tmp_path, **{"classifier.bias": np.array([5.0], np.float32)}))
    assert higher - lower == pytest.approx(10, abs=1e-3)


def test_tokens_are_scored_behind_the_models_own_score(tmp_path: Path) -> None:
    weight = np.random.default_rng(1).normal(size=384).astype(np.float32)
    model = changed(tmp_path, **{"tokens.weight": weight, "tokens.bias": np.array([2.0], np.float32)})
    loaded = OnnxModel(model, files_of(MS_MARCO_MINILM)[1], window=64, threads=1)
    encoding = loaded.tokenizer.encode(*PAIR)
    whole, *tokens = loaded.run(encoding)
    assert whole == pytest.approx(score(files_of(MS_MARCO_MINILM)[0]))
    assert len(tokens) == len(encoding.ids) and len({round(float(token), 3) for token in tokens}) > 5


def test_two_heads_score_every_token_one_behind_the_other(tmp_path: Path) -> None:
    weight = np.random.default_rng(1).normal(size=384).astype(np.float32)
    heads = {f"{head}.weight": weight for head in ("declines", "tokens")}
    biases = {"tokens.bias": np.array([2.0], np.float32), "declines.bias": np.array([-1.0], np.float32)}
    loaded = OnnxModel(changed(tmp_path, **heads, **biases), files_of(MS_MARCO_MINILM)[1], window=64, threads=1)
    answers, declines = np.split(loaded.run(loaded.tokenizer.encode(*PAIR))[1:], 2)
    assert answers - declines == pytest.approx(3, abs=1e-4)


def test_a_weight_that_the_model_lacks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        changed(tmp_path, **{"nowhere.down": np.zeros((1, 1)), "nowhere.up": np.zeros((1, 1))})
