"""The judge of other scripts than Latin, where its optional package is installed; shared words where it is not."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import assistant.reranker
from assistant.overlap import overlap_scores
from assistant.reading import Exchange
from assistant.reranker import CrossEncoder
from store.e5_file import E5File, e5_tokenizer, installed_e5, read_e5
from store.embedders import make_embedder
from store.multilingual_judge import MultilingualJudge

needs_e5 = pytest.mark.skipif(installed_e5() is None, reason="the extra `multilingual` (91 MB) is not installed")

ASKED = "海港时报记者：哈尔登大桥的工程进展如何？"
COST = "大桥将花费哈尔马克镇四百万克朗。"
TIME = "大桥将关闭九个星期，之后再看情况。"
TEXTS = [
    "港口整个冬天开放。",
    "We do not comment on that.",
    "Пока нет.",
    "Naïve “quotes” ½ km² ﬁne…  and\ttabs",
    "ABC１２３",
]


@pytest.fixture(scope="module")
def file() -> E5File:
    path = installed_e5()
    assert path is not None
    return read_e5(path)


@needs_e5
def test_texts_have_as_many_tokens_as_the_package_counts(file: E5File) -> None:
    tokenizer, embedder = e5_tokenizer(file), make_embedder("multilingual", threads=1)
    counted = [len(tokenizer.encode(f"passage: {text}").ids) for text in ["", *TEXTS]]  # the package puts it before
    assert [count - counted[0] for count in counted[1:]] == embedder.count_tokens(TEXTS)


@needs_e5
def test_the_network_without_changes_is_that_of_the_package(file: E5File, tmp_path: Path) -> None:
    head = np.random.default_rng(1).normal(size=file.dim).astype(np.float32)
    changes = {"head.weight": head, "head.bias": np.zeros(1, np.float32)}
    for layer in range(file.layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            wide = {"fi": (384, 1536), "fo": (1536, 384)}.get(part, (384, 384))
            changes |= {
                f"l{layer}.{part}.w.{w}": np.zeros(s, np.float32)
                for w, s in (("down", (wide[0], 1)), ("up", (1, wide[1])))
            }
    np.savez(tmp_path / "none.npz", allow_pickle=False, **changes)
    network = MultilingualJudge(file, tmp_path / "none.npz", threads=1)
    weighed = [float(network.run(network.tokenizer.encode(f"passage: {text}"))[0]) for text in TEXTS]
    vectors = dict(make_embedder("multilingual", threads=1).embed(TEXTS))
    directions = [float(head @ vectors[place]) for place in range(len(TEXTS))]  # of vectors of length 1
    assert np.corrcoef(weighed, directions)[0, 1] > 0.99


@needs_e5
def test_what_answers_in_chinese_is_told_from_what_is_about_the_same(encoder: CrossEncoder) -> None:
    assert encoder.reads("哈尔登大桥要花多少钱？")
    cost, time = Exchange((ASKED,), (COST,)), Exchange((ASKED,), (TIME,))
    answers, near_miss = encoder.read("哈尔登大桥要花多少钱？", [cost, time])
    assert answers.answers > near_miss.answers
    answers, near_miss = encoder.read("哈尔登大桥要关闭多久？", [time, cost])
    assert answers.answers > near_miss.answers


@needs_e5
def test_an_english_question_is_judged_by_the_model_that_reads_each_exchange(encoder: CrossEncoder) -> None:
    english = Exchange((), ("The bridge will cost the town of Halmark four million crowns.",))
    chinese = Exchange((), (COST,))
    asked = "How much will the Halden bridge cost?"
    readings = encoder.read(asked, [chinese, english, chinese])
    assert readings == [*encoder.read(asked, [chinese]), *encoder.read(asked, [english]), readings[0]]


def test_english_alone_does_not_load_it(encoder: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(threads: int) -> None:
        raise AssertionError("it was loaded")

    monkeypatch.setattr(assistant.reranker, "multilingual_judge", loaded)
    assert encoder.read("How much will it cost?", [Exchange((), ("It will cost four crowns.",))])


@needs_e5
def test_many_who_judge_at_once_get_their_own_log_odds(encoder: CrossEncoder) -> None:
    asked = [
        (f"{n}号大桥何时开放？", [Exchange((), (f"{n}号大桥七月{day}日开放。",)) for day in (1, 2)]) for n in range(6)
    ]
    alone = [encoder.read(question, exchanges) for question, exchanges in asked]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda one: encoder.read(*one), asked)) == alone


def test_without_the_package_shared_words_judge(encoder: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.reranker, "multilingual_judge", lambda threads: None)
    asked = "哈尔登大桥要花多少钱？"
    assert not encoder.reads(asked) and encoder.reads("How much?")
    (reading,) = encoder.read(asked, [Exchange((), (COST, TIME))])
    assert [reading.answers, *reading.sentences] == overlap_scores(asked, [f"{COST} {TIME}", COST, TIME])


def test_another_file_than_the_packages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="not a file of multilingual-e5-small"):
        read_e5(path)
