"""Suites are read whole, and everything wrong with one is told at once, with its line."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.problems import Problem
from evals.suites import SuiteError, read_suite, resolved
from tests.evals.briefings import QUESTIONS, TEXTS, TRANSCRIPTS, case_of, kept, suite_in, transcripts, written

SHORT = """\
suite: short
questions:
  - id: a
    ask: Will it sail?
    expect: answer
    facts:
      - say: It will
        match: will
        from: It will sail.
"""


def problems_of(text: str, folder: Path, name: str = "s.yaml") -> list[Problem]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError) as raised:
        read_suite(path)
    return list(raised.value.problems)


def test_a_suite_is_read_with_all_its_keys(tmp_path: Path) -> None:
    suite = read_suite(written(tmp_path))
    join = case_of(suite, "join")
    assert [len(suite.transcripts), len(suite.cases), suite.name, suite.language] == [3, 6, "norlandia", "en"]
    assert join.filters.until == dt.date(2031, 3, 31) and join.tags == ("time_scope",) and len(join.never_say) == 1
    assert case_of(suite, "asked").facts[0].who == "asker" and join.line == TRANSCRIPTS.count("\n") + 1


def test_jsonl_reads_like_yaml(tmp_path: Path) -> None:
    fact = {"say": "It will", "match": ["will"], "from": "It will sail."}
    lines = [{"suite": "short"}, {"id": "a", "ask": "Will it sail?", "expect": "answer", "facts": [fact]}]
    (tmp_path / "s.jsonl").write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "s.yaml").write_text(SHORT, encoding="utf-8")
    one, other = read_suite(tmp_path / "s.jsonl"), read_suite(tmp_path / "s.yaml")
    assert one.name == other.name and one.cases[0].line == 3
    assert replace(one.cases[0], line=0, facts=()) == replace(other.cases[0], line=0, facts=())


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "mend"),
    [
        ("match: will", "match: 450", 8, "number", "'450'"),
        ("match: will", "match: no", 8, "yes or no", "'no'"),
        ("match: will", "match: /(/", 8, "regular expression", "words"),
        ("expect: answer", "expext: answer", 5, "expext", "expect"),
        ("expect: answer", "expect: answr", 5, "answr", "answer"),
        ("        from: It will sail.\n", "", 7, "from", "Add"),
        ("ask: Will it sail?", "ask: ''", 4, "empty", "text"),
        ("expect: answer", "expect: absent", 3, "absent and has facts", "Take them away"),
        ("    facts:\n", "    same_as: b\n    facts:\n", 3, "same as b", "id"),
        ("    facts:\n", "    only:\n      to: June\n    facts:\n", 7, "June", "2031-03-04"),
        ("    facts:\n", "    held_out: maybe\n    facts:\n", 6, "true nor false", "true"),
        ("    facts:\n", "    id: b\n    facts:\n", 6, "twice", "Keep one"),
        ("questions:\n", "questions: &x\n  - *x\n", 3, "alias", "quotes"),
        ("say: It will", "say: It: will", 7, "not YAML", "quotes"),
    ],
)
def test_a_problem_tells_its_line_and_its_mend(
    old: str, new: str, line: int, what: str, mend: str, tmp_path: Path
) -> None:
    assert old in SHORT
    told = problems_of(SHORT.replace(old, new), tmp_path)
    problem = next(problem for problem in told if what in problem.what)
    assert (problem.file, problem.line) == ("s.yaml", line) and mend in problem.mend


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    text = (
        SHORT.replace("match: will", "match: 450").replace("expect: answer", "expect: answr")
        + SHORT.partition("questions:\n")[2]
    )
    assert [problem.line for problem in problems_of(text, tmp_path)] == [5, 8, 10]


def test_transcripts_need_one_source_and_a_file_that_is_there(tmp_path: Path) -> None:
    head = "transcripts:\n  - id: a\n    file: none.txt\n  - id: a\n"
    whats = " ".join(problem.what for problem in problems_of(head + SHORT, tmp_path))
    assert "no file none.txt" in whats and "neither or both" in whats and "already" in whats


def test_a_filter_names_a_transcript_of_the_suite(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("      to: 2031-03-31", "      transcript: march")
    suite, problems = resolved(read_suite(written(tmp_path, questions)), {"march": "m1"}, {})
    assert suite.cases[0].filters.transcripts == ("m1",) and problems
    with pytest.raises(SuiteError, match="no transcript April"):
        read_suite(written(tmp_path, questions.replace("transcript: march", "transcript: April")))


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}'])
def test_a_bad_json_line_is_told(line: str, tmp_path: Path) -> None:
    assert problems_of(f'{{"suite": "s"}}\n{line}\n', tmp_path, "s.jsonl")[0].line == 2


def test_an_empty_or_missing_suite_is_told(tmp_path: Path) -> None:
    assert problems_of("", tmp_path)
    with pytest.raises(SuiteError, match="cannot be read"):
        read_suite(tmp_path / "none.yaml")


def test_gold_is_the_transcripts_own_characters_and_whole_sentences(tmp_path: Path) -> None:
    gold = case_of(suite_in(tmp_path), "join").facts[1].gold[0]
    text = transcripts()["march"].reading.text
    assert text[gold.span.start : gold.span.end] == "The quota of 12,000 tonnes is too low"
    assert [text[s.start : s.end] for s in gold.sentences] == [
        "The quota of 12,000 tonnes is too low for our coastal towns."
    ]
    assert (gold.exchange, gold.part) == (0, "answer")


SAILS = """\
Harbour Times: Will the “Skua” sail? It's late.
Ana Vell: The “Skua”  won’t
sail – not today… It's late.
Radio Fjord: And tomorrow?
Ana Vell: It's late.
"""


def found(words: str, folder: Path, more: str = "") -> tuple[list[str], list[Problem]]:
    path = folder / "s.yaml"
    path.write_text(SHORT.replace("It will sail.", json.dumps(words) + more), encoding="utf-8")
    ferry = kept("ferry", SAILS)
    suite, problems = resolved(read_suite(path), {}, {"ferry": ferry})
    spans = [gold.span for gold in suite.cases[0].facts[0].gold]
    return [ferry.reading.text[span.start : span.end] for span in spans], problems


def test_gold_is_found_whatever_its_quotes_dashes_and_spaces(tmp_path: Path) -> None:
    assert found('The "Skua" won\'t sail - not today...', tmp_path) == (["The “Skua”  won’t\nsail – not today…"], [])


def test_every_occurrence_in_the_right_part_counts(tmp_path: Path) -> None:
    assert found("It's late.", tmp_path)[0] == ["It's late."] * 2
    assert found("It's late.", tmp_path, "\n        who: asker")[0] == ["It's late."]


def test_of_a_list_of_words_any_is_gold(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(SHORT.replace("from: It will sail.", 'from: ["It\'s late.", "not today"]'), encoding="utf-8")
    suite, problems = resolved(read_suite(path), {}, {"ferry": kept("ferry", SAILS)})
    assert not problems and len(suite.cases[0].facts[0].gold) == 3


@pytest.mark.parametrize(
    ("words", "more", "what", "mend"),
    [
        ("And tomorrow?", "", "was asked, not answered", "who: asker"),
        ("not today", "\n        who: asker", "was answered, not asked", "away"),
        ("The Skua will not sail, not today", "", "in no transcript", "The “Skua”  won’t"),
        ("xyzzy plugh", "", "in no transcript", "Copy the words"),
        ("It's late. Radio Fjord: And tomorrow?", "", "two turns", "one speaker"),
    ],
)
def test_words_that_are_not_found_are_told_with_what_is_near(
    words: str, more: str, what: str, mend: str, tmp_path: Path
) -> None:
    gold, (problem,) = found(words, tmp_path, more)
    assert not gold and what in problem.what and mend in problem.mend and problem.line == 9


def test_gold_that_the_filters_keep_out_is_told(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("to: 2031-03-31", "from: 2031-06-01")
    _, problems = resolved(read_suite(written(tmp_path, questions)), {name: name for name in TEXTS}, transcripts())
    assert ["keeps it out" in problem.what for problem in problems] == [True, True]
