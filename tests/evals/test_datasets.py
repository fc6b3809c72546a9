"""Known data sets: files in the shapes they are published in, and gold that stands where its turns do."""

import datetime as dt
import json
from pathlib import Path

import pytest

from evals.datasets import DATASETS, Dataset, DatasetError, GoldTurns, gold_of_turns, load_dataset, resolved_dataset
from evals.datasets.published import COMPARABLE, PUBLISHED, published_lines
from evals.datasets.shapes import turn_extents
from store.formats import read_transcript
from store.types import Transcript

TURNS = [
    ("Member A", "Shall we move the ferry to the old pier ?"),
    ("Member B", "A"),
    ("Member B", ""),
    ("Member A", "Right ."),
    ("Member C", "No . The old pier costs 40,000 crowns . It is not worth it ."),
    ("Member A", "Right ."),
]
MEETING = {
    "specific_query_list": [
        {"query": "What does the old pier cost?", "answer": "40,000 crowns.", "relevant_text_span": [["3", "4"]]}
    ],
    "general_query_list": [{"query": "Summarize the meeting.", "answer": "They spoke of the ferry."}],
    "meeting_transcripts": [{"speaker": speaker, "content": words} for speaker, words in TURNS],
}
SCENE = {
    "title": "s09_e01_c01",
    "paragraphs": [
        {
            "utterances:": [
                {"uid": 0, "speakers": ["Ana Vell"], "utterance": "I sold the boat ."},
                {"uid": 1, "speakers": ["Bo Hald", "Cy Dorn"], "utterance": "To whom ?"},
                {"uid": 2, "speakers": ["Ana Vell"], "utterance": "To the harbour - master 's son ."},
            ],
            "qas": [
                {
                    "id": f"s09_e01_c01_Who{end}",
                    "question": "Who bought the boat ?",
                    "answers": [
                        {"answer_text": "the harbour - master 's son .", "utterance_id": 2},
                        {"answer_text": "harbour - master 's son", "utterance_id": 2},
                    ],
                }
                for end in ("", "_Paraphrased")
            ],
        }
    ],
}


def passage(id: str, words: str, value: str = "yes") -> dict[str, object]:
    return {
        "document_id": id,
        "title": "Ferries of Norlandia",
        "text": words,
        "feedback": {"relevant": {"ana": {"value": value, "timestamp": 1}}},
    }


TASK = {
    "task_id": "c1<::>2",
    "conversation_id": "c1",
    "Answerability": ["ANSWERABLE"],
    "contexts": [passage("d1", "The ferry sails at nine in winter.")],
    "input": [
        {"speaker": "user", "text": "Is there a ferry?"},
        {"speaker": "agent", "text": "Yes."},
        {"speaker": "user", "text": "When does it sail?"},
    ],
    "targets": [{"speaker": "agent", "text": "At nine."}],
}
CONVERSATION = {
    "author": "ana",
    "messages": [
        {"speaker": "user", "text": "Is there a ferry?", "timestamp": 10},
        {
            "speaker": "agent",
            "text": "Yes.",
            "timestamp": 11,
            "contexts": [passage("d1", "The ferry sails at nine."), passage("d2", "Trams are blue.", "no")],
        },
        {"speaker": "user", "text": "Who owns it?", "timestamp": 12},
        {"speaker": "agent", "text": "I do not know.", "timestamp": 13, "contexts": []},
    ],
}


def written(folder: Path, *records: object, name: str = "set.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


def transcripts_of(dataset: Dataset) -> dict[str, Transcript]:
    """What a library would keep of the data set's transcripts, under ids of its own."""
    found = {}
    for each in dataset.suite.transcripts:
        data = each.incoming.data or b""
        reading = read_transcript(data, each.incoming.file)
        id = f"stored-{each.id}"
        found[each.id] = Transcript(id, each.incoming.file, "", dt.datetime.now(dt.UTC), reading)
    return found


def gold_words(dataset: Dataset, case: int = 0) -> list[str]:
    kept = transcripts_of(dataset)
    by_store_id = {transcript.id: transcript for transcript in kept.values()}
    suite = resolved_dataset(dataset, kept)
    golds = [gold for fact in suite.cases[case].facts for gold in fact.gold]
    return [by_store_id[g.span.transcript_id].reading.text[g.span.start : g.span.end] for g in golds]


def test_turns_are_found_though_words_repeat_and_stand_in_labels() -> None:
    text = "\n\n".join(f"{speaker}: {words}" for speaker, words in TURNS if words)
    extents = turn_extents(text, [words for _, words in TURNS])
    assert [extent and text[extent.start : extent.end] for extent in extents] == [words or None for _, words in TURNS]
    starts = [extent.start for extent in extents if extent]
    assert starts == sorted(starts)


def test_a_meeting_is_read_as_it_is_published(tmp_path: Path) -> None:
    dataset = load_dataset("qmsum", written(tmp_path, MEETING))
    (case,) = dataset.suite.cases
    assert case.ask == "What does the old pier cost?"
    assert case.filters.transcripts == ("meeting-001",)
    assert gold_words(dataset) == [TURNS[3][1], TURNS[4][1]]


def test_filters_name_the_library_s_ids_once_they_are_known(tmp_path: Path) -> None:
    dataset = load_dataset("qmsum", written(tmp_path, MEETING))
    suite = resolved_dataset(dataset, transcripts_of(dataset))
    assert suite.cases[0].filters.transcripts == ("stored-meeting-001",)


def test_what_no_quote_can_bear_out_is_not_asked(tmp_path: Path) -> None:
    dataset = load_dataset("qmsum", written(tmp_path, MEETING))
    assert resolved_dataset(dataset, {}).cases == ()


def test_a_scene_is_read_as_it_is_published(tmp_path: Path) -> None:
    dataset = load_dataset("friendsqa", written(tmp_path, {"data": [SCENE]}, name="dev.json"))
    first, second = dataset.suite.cases
    assert first.tags == ("friendsqa", "who")
    assert second.same_as == first.id
    assert gold_words(dataset) == [SCENE["paragraphs"][0]["utterances:"][2]["utterance"]]  # type: ignore[index]


def test_any_annotator_s_answer_counts_in_any_spacing(tmp_path: Path) -> None:
    case = load_dataset("friendsqa", written(tmp_path, {"data": [SCENE]})).suite.cases[0]
    ((alternatives),) = case.facts[0].match
    assert any(pattern.search("It was the harbour-master's son") for pattern in alternatives)
    assert not any(pattern.search("It was the baker") for pattern in alternatives)


def test_a_task_keeps_what_was_said_before_it(tmp_path: Path) -> None:
    dataset = load_dataset("mtrag", written(tmp_path, TASK))
    (case,) = dataset.suite.cases
    assert (case.ask, case.after) == ("When does it sail?", ("Is there a ferry?", "Yes."))
    assert gold_words(dataset) == ["The ferry sails at nine in winter."]


def test_a_conversation_is_a_task_for_each_question(tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([CONVERSATION]), "utf-8")
    dataset = load_dataset("mtrag", path)
    assert [case.expect for case in dataset.suite.cases] == ["answer", "absent"]
    assert [each.id for each in dataset.suite.transcripts] == ["d1"]  # d2 was judged not to be relevant
    assert dataset.suite.cases[1].after == ("Is there a ferry?", "Yes.")


def test_small_talk_is_left_out(tmp_path: Path) -> None:
    talk = {**TASK, "task_id": "c1<::>3", "Answerability": ["CONVERSATIONAL"], "contexts": []}
    assert len(load_dataset("mtrag", written(tmp_path, TASK, talk)).suite.cases) == 1


def test_a_headline_is_not_in_what_is_searched_for_it(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    document = "外交部就渡轮答记者问\n问：渡轮冬天开吗？\n答：渡轮冬天照开。\n"
    (tmp_path / "press" / "1.txt").write_text(document, "utf-8")
    headline = {"query": "渡轮", "title": "外交部就渡轮答记者问", "doc": "press/1.txt"}
    dataset = load_dataset("headlines", written(tmp_path, headline, {**headline, "doc": "press/gone.txt"}))
    (kept,) = dataset.suite.transcripts
    assert "答记者问" not in (kept.incoming.data or b"").decode()
    assert len(dataset.suite.cases) == 1
    assert gold_words(dataset) == ["渡轮冬天开吗？", "渡轮冬天照开。"]


def test_gold_of_turns_is_told_in_order_and_once(tmp_path: Path) -> None:
    dataset = load_dataset("qmsum", written(tmp_path, MEETING))
    transcript = transcripts_of(dataset)["meeting-001"]
    turns = [GoldTurns("meeting-001", 3, 5), GoldTurns("meeting-001", 4, 4)]
    golds = gold_of_turns(transcript, [words for _, words in TURNS], turns)
    assert len(golds) == 3
    assert [gold.span.start for gold in golds] == sorted(gold.span.start for gold in golds)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("qmsum", "not json", "line 1 is not valid JSON"),
        ("qmsum", '{"turns": []}', "meeting_id: field required"),
        ("qmsum", '{"meeting_transcripts": []}', "record 1 is of another shape"),
        ("friendsqa", '{"data": [{"title": "x"}]}', "record 1 is of another shape"),
        ("mtrag", '{"task_id": "x"}', "record 1 is of another shape"),
        ("headlines", '{"query": "a", "title": "b", "doc": "no/such.txt"}', "none of its documents is there"),
        ("nothing", "{}", "no such data set"),
    ],
)
def test_a_wrong_file_is_told_with_the_mend(tmp_path: Path, name: str, content: str, problem: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(DatasetError, match=problem) as told:
        load_dataset(name, path)
    assert told.value.mend


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        load_dataset("qmsum", tmp_path / "gone.jsonl")


@pytest.mark.parametrize("name", DATASETS)
def test_every_published_figure_has_a_source_and_every_set_says_what_is_comparable(name: str) -> None:
    assert all(each.source for each in PUBLISHED[name])
    assert COMPARABLE[name] in "\n".join(published_lines(name))
