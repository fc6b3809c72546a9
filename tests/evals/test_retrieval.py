"""How well passages are found, against values worked by hand and on a meeting that was never held."""

import json
from pathlib import Path

import pytest

from evals.retrieval import METRICS, figures_of, measured, scores, table_lines
from evals.types import Gold
from store.types import Span
from tests.evals.test_datasets import MEETING, written
from tests.fakes import HashEmbedder


def gold(start: int, end: int, transcript: str = "t") -> Gold:
    return Gold(Span(transcript, start, end), 0, "answer", (Span(transcript, start, end),))


def test_scores_are_those_worked_by_hand() -> None:
    hits = [Span("t", 0, 10), Span("other", 20, 30), Span("t", 20, 40)]
    found = scores(hits, [gold(20, 25), gold(35, 50), gold(60, 70), gold(90, 99)])
    assert found == {
        "hit@1": 0.0,
        "hit@5": 1.0,
        "hit@10": 1.0,
        "mrr@10": pytest.approx(1 / 3),
        "recall@5": 0.5,
        "recall@10": 0.5,
    }


def test_words_that_only_touch_are_not_found() -> None:
    assert scores([Span("t", 0, 10)], [gold(10, 20)])["hit@10"] == 0


def test_what_comes_eleventh_counts_nothing() -> None:
    hits = [Span("other", 0, 1)] * 10 + [Span("t", 0, 10)]
    assert set(scores(hits, [gold(0, 5)]).values()) == {0.0}


def test_questions_on_one_transcript_are_drawn_together() -> None:
    right, wrong = dict.fromkeys(METRICS, 1.0), dict.fromkeys(METRICS, 0.0)
    rows = [right] * 10 + [wrong] * 10
    apart = figures_of(rows, [str(number) for number in range(20)])[0]
    together = figures_of(rows, ["a"] * 10 + ["b"] * 10)[0]
    assert apart.value == together.value == 0.5
    assert (together.low, together.high) == (0.0, 1.0)
    assert apart.low is not None
    assert apart.low > 0.2


def test_every_way_is_measured_within_a_meeting_and_across_all(tmp_path: Path) -> None:
    other = {**MEETING, "meeting_transcripts": [{"speaker": "Cy Dorn", "content": "Bread is dear this year ."}]}
    other["specific_query_list"] = []
    path = written(tmp_path, MEETING, other)
    found = measured("qmsum", path, tmp_path / "library", HashEmbedder(), tell=lambda _: None)
    values = {(each.scope, each.way): each.figures for each in found}
    assert [figure.value for figure in values["within one", "fused"]][:2] == [1.0, 1.0]
    assert {way for _, way in values} == {
        "fused", "BM25 alone", "vectors alone", "chance", "- BM25 alone", "- vectors alone",
    }  # fmt: skip
    assert len(list(table_lines(found))) == 1 + 2 * len(found)


def test_a_library_that_is_there_is_used_again(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(MEETING), "utf-8")
    twice = [measured("qmsum", path, tmp_path / "library", HashEmbedder(), tell=lambda _: None) for _ in range(2)]
    assert twice[0] == twice[1]
