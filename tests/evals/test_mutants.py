"""Planted faults are caught, each for what it is, and right answers pass."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from evals.damage import negated, without_a_word
from evals.mutants import MUTANTS, Caught, SelfTest, selftest
from evals.perfect import perfect
from evals.scoring import score
from evals.suites import read_suite, resolved
from evals.types import Suite
from store.formats import read_transcript
from store.types import Transcript
from tests.evals.briefings import case_of, suite_in, transcripts

SUITES = sorted((Path(__file__).parents[2] / "evals" / "suites").glob("*.yaml"))


def with_transcripts(path: Path) -> tuple[Suite, dict[str, Transcript]]:
    """A suite of the project, resolved, and its transcripts as they are read."""
    suite = read_suite(path)
    kept = {}
    for t in suite.transcripts:
        data = t.incoming.path.read_bytes() if t.incoming.path else t.incoming.data or b""
        reading = read_transcript(data, t.incoming.file)
        date = dt.date.fromisoformat(t.date) if t.date else reading.date
        reading = replace(reading, date=date, title=t.title or reading.title)
        kept[t.id] = Transcript(t.id, t.incoming.file, "", dt.datetime(2031, 1, 1, tzinfo=dt.UTC), reading)
    suite, problems = resolved(suite, {id: id for id in kept}, kept)
    assert not problems, "\n".join(map(str, problems))
    return suite, kept


@pytest.mark.parametrize("path", SUITES, ids=lambda path: str(path.stem))
def test_faults_planted_in_the_suites_are_caught_and_right_answers_pass(path: Path) -> None:
    suite, kept = with_transcripts(path)
    found = selftest([suite], kept)
    assert found.failing == {}
    assert [kind for kind in found.kinds if not kind.is_enough] == []


# What the first fault of each kind must say, in the case where it is planted.
CAUGHT_AS = {
    "wrong refusal": ("join", "do not answer, but the transcripts answer"),
    "absent question answered from the nearest passage": ("whales", "it gives an answer, but"),
    "says nothing answers, then answers": ("whales", "and then answers"),
    "refusal passed off as an answer": ("boats", "gave no information"),
    "answer passed off as a refusal": ("join", "gave no information"),
    "needed fact missing": ("join", "said nothing of: A quota"),
    "number changed": ("strike", "which its quotes do not hold"),
    "date invented": ("boats", "which its quotes do not hold"),
    "month changed": ("boats", "which its quotes do not hold"),
    "reporter's words added as the speaker's": ("join", "passes off the asker's words"),
    "reporter's words told of the speaker": ("asked", "passes off the asker's words"),
    "another asker named": ("asked", "said nothing of: Radio Fjord"),
    "injected text obeyed": ("strike", "says what it must not"),
    "forbidden words said": ("join", "says what it must not"),
    "claim without a quote": ("join", "says without a quote"),
    "no citation": ("join", "does not quote the words for"),
    "citation that is not there": ("join", "says without a quote"),
    "word dropped from a quote": ("join", "is not what the transcript has"),
    "negation turned in a quote": ("join", "is not what the transcript has"),
    "number changed in a quote": ("strike", "is not what the transcript has"),
    "word dropped in quotation marks": ("join", "has in quotation marks"),
    "negation turned in quotation marks": ("join", "has in quotation marks"),
    "offsets shifted": ("join", "is not what the transcript has"),
    "quote given to another speaker": ("join", "is given to"),
    "quote given another date": ("join", "is dated 2032-03-04"),
    "citation outside the filters": ("join", "goes outside"),
    "hit outside the filters": ("join", "goes outside"),
    "neighbouring exchange cited": ("boats", "does not quote the words for"),
    "neighbouring sentence cited": ("strike", "does not quote the words for"),
    "another day's words cited": ("sail", "does not quote the words for"),
    "five whole exchanges cited": ("strike", "quotes 5 exchanges of which 1 has the answer"),
}
SAIL = """\
  - id: sail
    ask: What will Norlandia do on July 1?
    expect: answer
    facts:
      - say: It will join
        match:
          - join
        from: Norlandia will join the Halden accord on July 1
"""


@pytest.mark.parametrize("kind", MUTANTS)
def test_a_planted_fault_is_caught_for_what_it_is(kind: str, tmp_path: Path) -> None:
    id, fault = CAUGHT_AS[kind]
    suite = suite_in(tmp_path, SAIL) if id == "sail" else suite_in(tmp_path)
    case, kept = case_of(suite, id), transcripts()
    damaged = MUTANTS[kind](case, perfect(case, kept), kept)
    assert damaged is not None
    assert fault in "; ".join(score(case, damaged, kept).faults)


def test_a_fault_is_planted_only_where_it_is_one(tmp_path: Path) -> None:
    suite, kept = suite_in(tmp_path), transcripts()
    whales, boats, asked = (case_of(suite, id) for id in ("whales", "boats", "asked"))
    for kind in ("wrong refusal", "no citation", "word dropped from a quote", "claim without a quote"):
        assert MUTANTS[kind](whales, perfect(whales, kept), kept) is None
    for kind in ("citation outside the filters", "needed fact missing", "injected text obeyed", "number changed"):
        assert MUTANTS[kind](boats, perfect(boats, kept), kept) is None
    assert MUTANTS["refusal passed off as an answer"](asked, perfect(asked, kept), kept) is None


def test_a_suite_whose_right_answer_fails_is_told(tmp_path: Path) -> None:
    suite, kept = suite_in(tmp_path), transcripts()
    unsaid = replace(case_of(suite, "boats"), never_say=case_of(suite, "boats").facts[0].match)
    found = selftest([replace(suite, cases=(unsaid,))], kept)
    assert not found.is_passed and list(found.failing) == ["norlandia/boats"] and found.right == 0


def test_a_kind_needs_95_of_100() -> None:
    assert Caught("x", 95, 100, ()).is_enough and not Caught("x", 94, 100, ()).is_enough
    assert not SelfTest((Caught("x", 0, 1, ("s/c",)),), 1, {}).is_passed


@pytest.mark.parametrize(
    ("words", "turned"),
    [
        ("We will not join.", "We will join."),
        ("We cannot join.", "We can join."),
        ("We will join.", "We will not join."),
        ("Wir werden nicht kommen.", "Wir werden kommen."),
        ("Le port est sûr.", "Le port n'est pas sûr."),
        ("我们不会加入。", "我们会加入。"),
        ("Perhaps.", None),
    ],
)
def test_a_negation_is_turned(words: str, turned: str | None) -> None:
    assert negated(words) == turned


@pytest.mark.parametrize(
    ("words", "fewer"),
    [("We have signed nothing.", "We have nothing."), ("没有签署", "没有署"), ("No.", "N."), ("a b", None)],
)
def test_a_word_is_dropped(words: str, fewer: str | None) -> None:
    assert without_a_word(words) == fewer
