"""The models that come with the package: the right files, in the right space."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from assistant.reranker import CrossEncoder
from store.builtin_models import BGE_SMALL, builtin_model
from store.embedders import BuiltinEmbedder
from store.errors import LibraryError


def test_a_question_is_nearer_to_its_answer_than_to_others(embedder: BuiltinEmbedder) -> None:
    texts = ["The harbour stays open all winter.", "The quota was raised to 18,000 tonnes.", "Thank you."]
    vectors = dict(embedder.embed(texts))
    question = embedder.embed_query("How large is the fishing quota?")
    assert max(range(3), key=lambda i: float(question @ vectors[i])) == 1
    assert all(vector.shape == (384,) and np.isclose(np.linalg.norm(vector), 1) for vector in vectors.values())


def test_other_words_for_a_thing_lead_to_it(embedder: BuiltinEmbedder) -> None:
    texts = [
        "Q: It is a cold winter. A: Everybody over seventy gets two hundred crowns in January, without having to ask.",
        "Q: It costs twice as much now. A: Parliament has voted another forty million crowns, borrowed over ten years.",
        "Q: Clinics turn people away. A: Eighty thousand doses arrived on Monday, and every clinic has its share.",
        "Q: Can planes land on Skarn? A: The runway has cracks, and the inspectors will not sign it off before May.",
    ]
    vectors = dict(embedder.embed(texts))
    for place, asked in enumerate(
        ["Will pensioners get help with heating?", "How will the ministry pay for the tunnel?"]
    ):
        question = embedder.embed_query(asked)
        assert max(range(4), key=lambda i: float(question @ vectors[i])) == place


def test_threads_change_nothing_about_a_vector(embedder: BuiltinEmbedder) -> None:
    texts = ["One ferry sails today.", "Two ferries sail tomorrow, if the weather holds.", "Three."]
    alone = dict(BuiltinEmbedder(threads=1).embed(texts))
    together = dict(embedder.embed(texts))
    assert all(np.array_equal(alone[i], together[i]) for i in range(3))


def test_tokens_are_counted_beyond_the_window(embedder: BuiltinEmbedder) -> None:
    assert embedder.count_tokens(["ferry " * 900, "one ferry"]) == [900, 2]


def test_the_cross_encoder_prefers_what_answers(encoder: CrossEncoder) -> None:
    scores = encoder.scores(
        "When does the harbour open?", ["It opens on 1 July.", "The harbour opens on 1 July.", "We like boats."]
    )
    assert scores[1] == max(scores) and scores[2] == min(scores)


def test_many_who_judge_at_once_get_their_own_scores(encoder: CrossEncoder) -> None:
    asked = [(f"When does pier {n} open?", [f"Pier {n} opens on {day} July." for day in (1, 2)]) for n in range(12)]
    alone = [encoder.scores(question, texts) for question, texts in asked]
    with ThreadPoolExecutor(12) as pool:
        together = list(pool.map(lambda one: encoder.scores(*one), asked))
    assert together == alone and len({scores[0] for scores in alone}) == 12


def test_a_text_that_comes_twice_is_scored_alike(encoder: CrossEncoder) -> None:
    opens, thanks = "It opens on 1 July.", "Thank you."
    first, other, again = encoder.scores("When does the harbour open?", [opens, thanks, opens])
    assert first == again > other


def test_a_model_is_loaded_once() -> None:
    assert builtin_model(BGE_SMALL, threads=2) is builtin_model(BGE_SMALL, threads=2)


def test_a_model_that_is_not_the_pinned_one_is_refused() -> None:
    with pytest.raises(LibraryError, match="pip install --force-reinstall"):
        builtin_model(replace(BGE_SMALL, model_sha256="0" * 64), threads=1)
