"""JSON, JSONL and CSV of turns."""

import datetime as dt
import json
from typing import Any

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_document, read_transcript
from store.formats.document import Document

ROWS: list[dict[str, Any]] = [
    {"speaker": "Harbour Times", "text": "When?", "start": 1.5},
    {"speaker": "Ana Vell", "text": "In May.", "start": "00:01:02,250"},
]
SAID = [("Harbour Times", "When?", 1.5), ("Ana Vell", "In May.", 62.25)]


def said(document: Document) -> list[tuple[str | None, str, float | None]]:
    return [(one.label, document.text[one.start : one.end], one.seconds) for one in document.utterances]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
@pytest.mark.parametrize("wrapper", [None, "turns", "transcript", "segments"])
def test_turns_are_found_in_every_wrapper(wrapper: str | None, name: str) -> None:
    data = json.dumps({wrapper: ROWS} if wrapper else ROWS).encode()
    document = read_document(data, name)
    assert said(document) == SAID
    assert document.text == "Harbour Times: When?\n\nAna Vell: In May."


@pytest.mark.parametrize(
    ("who", "what", "when"),
    [("name", "content", "time"), ("role", "words", "seconds"), ("Who", "Utterance", "timestamp")],
)
def test_usual_names_of_keys_are_known(who: str, what: str, when: str) -> None:
    rows = [{who: row["speaker"], what: row["text"], when: row["start"]} for row in ROWS]
    assert said(read_document(json.dumps(rows).encode(), "a.json")) == SAID


def test_lines_of_json_are_read_with_facts_in_the_first() -> None:
    facts = {"title": "Briefing", "date": "2031-05-03", "url": "https://norlandia.example/b"}
    data = "\n".join(json.dumps(row) for row in [facts, *ROWS]).encode()
    document = read_document(data, "a.jsonl")
    assert said(document) == SAID
    assert (document.title, document.date) == ("Briefing", dt.date(2031, 5, 3))
    assert document.source_url == "https://norlandia.example/b"


def test_words_of_a_recogniser_and_numbered_speakers_are_read() -> None:
    rows = [
        {"speaker": 0, "words": [{"word": "In"}, {"word": "May."}], "start": True},
        {"speaker": {"name": "Ana"}, "text": "Yes."},
    ]
    assert said(read_document(json.dumps({"results": {"utterances": rows}}).encode(), "a.json")) == [
        ("Speaker 0", "In May.", None), ("Ana", "Yes.", None),
    ]  # fmt: skip


def test_lone_surrogates_and_nuls_in_strings_are_replaced() -> None:
    document = read_document(b'[{"speaker": "A\\ud800na", "text": "ye\\u0000s\\r\\nno"}]', "a.json")
    assert said(document) == [("A\ufffdna", "ye\ufffds\nno", None)]


@pytest.mark.parametrize(
    "data",
    [
        b"speaker,start,text\nHarbour Times,1.5,When?\nAna Vell,1:02.25,In May.\n",
        b'\xef\xbb\xbfSpeaker;Start;Text\r\nHarbour Times;1.5;When?\r\nAna Vell;01:02.25;"In May."\r\n',
        b"text\tname\ttime\nWhen?\tHarbour Times\t1.5\textra\nIn May.\tAna Vell\t62.25\n\n",
    ],
)
def test_tables_are_read_whatever_separates_the_columns(data: bytes) -> None:
    assert said(read_document(data, "a.csv")) == SAID


def test_rows_without_a_speaker_have_no_label_and_rows_without_words_are_passed_over() -> None:
    document = read_document(b"speaker,text\n,Good morning.\nAna Vell,\nAna Vell:,Yes.\n", "a.csv")
    assert said(document) == [(None, "Good morning.", None), ("Ana Vell", "Yes.", None)]


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_rows_of_one_speaker_are_one_turn_without_a_label_inside(name: str) -> None:
    rows = [("Ana Vell", "The ferry sails."), ("Ana Vell", "The port pays."), ("Per Dahl", "Why?")]
    table = "speaker,text\n" + "".join(f"{who},{what}\n" for who, what in rows)
    data = table if name == "a.csv" else json.dumps([{"speaker": who, "text": what} for who, what in rows])
    reading = read_transcript(data.encode(), name)
    turns = [reading.text[turn.start : turn.end] for each in reading.exchanges for turn in each.turns]
    assert turns == ["The ferry sails.\n\nThe port pays.", "Why?"]


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b'[{"speaker": "Ana", "te', "a.json", "not valid JSON"),
        (b'{"speaker": "Ana", "text": "Yes."}\n{"spea', "a.jsonl", "line 2 is not valid JSON"),
        (b"[1, 2]", "a.json", "not a list of turns"),
        (b'{"a": 1}', "a.json", "not a list of turns"),
        (b'"text"', "a.json", "not a list of turns"),
        (b"[]", "a.json", "no row holds any words"),
        (b"[" * 100_000, "a.json", "nested too deeply"),
        (b"[{}," + b"{}," * 3_000_000, "a.json", "more than 3,000,000"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a.json", "not valid JSON"),
        (b"a,b\n1,2\n", "a.csv", "no column for the speaker"),
        (b"speaker,text\n", "a.csv", "no row holds any words"),
    ],
)
def test_wrong_shapes_are_clear_errors(data: bytes, name: str, problem: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=problem) as caught:
        read_document(data, name)
    assert "\n" not in str(caught.value)
