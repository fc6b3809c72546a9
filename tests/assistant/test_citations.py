"""The citation check: what counts as a marker, what a reply may cite, and what a reader sees while it grows."""

from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.citations import draft
from assistant.types import Draft, Marker, Outcome, Statement
from tests.assistant.scenes import PROMPT


def read(reply: str) -> Draft:
    return draft(reply, PROMPT, complete=True)


def only(reply: str) -> Statement:
    (statement,) = read(reply).statements
    return statement


def cited(reply: str) -> list[Marker]:
    """The markers of the reply's citations, in the order of their numbers."""
    ids = {sentence: marker for marker, sentence in PROMPT.sentences.items()}
    return [ids[citation.sentence] for citation in read(reply).citations]


def test_reply_in_the_line_protocol_becomes_an_outcome_and_cited_statements() -> None:
    answer = read("ANSWERED\n[1.2] It will not sign.\n[1.3] [1.2] Trade grew.\n")

    assert answer.outcome == "answered"
    assert [(s.text, s.citations) for s in answer.statements] == [("It will not sign.", (1,)), ("Trade grew.", (2, 1))]
    assert [c.n for c in answer.citations] == [1, 2]


def test_quote_is_the_sentence_of_the_source() -> None:
    (citation,) = read("ANSWERED\n[1.2] It will not sign.").citations

    assert citation.sentence is PROMPT.sentences[Marker(1, 2)]
    assert citation.source is PROMPT.hits[0].source


@pytest.mark.parametrize(
    "line",
    [
        "[1.2] It will not sign.",
        "【1.2】It will not sign.",
        "［1.2］ It will not sign.",
        "(1.2) It will not sign.",
        "[[1.2]] It will not sign.",
        "**[1.2]** It will not sign.",
        "[1.2]: It will not sign.",
        "[1.2] - It will not sign.",
        "1.2: It will not sign.",
        "1.2) It will not sign.",
        "- [1.2] It will not sign.",
        "* [1.2] It will not sign.",
        "1. [1.2] It will not sign.",
        "2) **It will not sign** [1.2].",
        "It will not sign [1.2].",
        "It will not sign. [1.2]",
        "It will not sign (1.2).",
        "It will not sign (see [1.2]).",
        "It will 【1.2†briefing】 not sign.",
        "It will [1.2] not sign.",
        "[1.2]\nIt will not sign.",
        "It will not sign.\n[1.2]",
        "[1.2] `It will` _not_ *sign*.",
        "> [1.2] It will not sign.",
    ],
)
def test_marker_is_read_however_it_is_spelled(line: str) -> None:
    assert only(f"ANSWERED\n{line}") == Statement("It will not sign.", (1,), "weak")
    assert cited(line) == [(1, 2)]


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        ("[1.2] [1.3]", [(1, 2), (1, 3)]),
        ("[1.2][1.3]", [(1, 2), (1, 3)]),
        ("[1.2, 1.3]", [(1, 2), (1, 3)]),
        ("[1.2; 2.2]", [(1, 2), (2, 2)]),
        ("[1.2,3]", [(1, 2), (1, 3)]),
        ("[1.2] and [1.4]", [(1, 2), (1, 4)]),
        ("[1.2], and [1.4]", [(1, 2), (1, 4)]),
        ("[1.2-4]", [(1, 2), (1, 3), (1, 4)]),
        ("[1.2–1.4]", [(1, 2), (1, 3), (1, 4)]),
        ("[1.2]-[1.4]", [(1, 2), (1, 3), (1, 4)]),
        ("[1.2 to 1.4]", [(1, 2), (1, 3), (1, 4)]),
        ("[1.4-2.2]", [(1, 4), (2, 2)]),
        ("([1.2], [1.3])", [(1, 2), (1, 3)]),
        ("[1.1-400]", [(1, 1)]),
        ("1.2, 1.3:", [(1, 2), (1, 3)]),
    ],
)
def test_several_ids_are_read_one_by_one(markers: str, expected: list[tuple[int, int]]) -> None:
    assert cited(f"ANSWERED\n{markers} Trade grew.") == expected
    assert only(f"ANSWERED\n{markers} Trade grew.").text == "Trade grew."


@pytest.mark.parametrize(
    "text",
    [
        "Trade grew by (1.3) percent.",
        "Trade grew by 1.3 percent.",
        "Trade grew [1.3 million] last year.",
        "Trade grew (1.3 percent) last year.",
        "Trade grew (1.3) percent.",
        "1.3 percent is the growth.",
        "It rose to [1.3] billion.",
        "They read version (1.3).",
        "It fell (9.9) last year.",
        "[sic] is no marker, nor is [1] or (2).",
        "The score 5 * 3 stays as it is.",
        "The file is called snake_case_name.",
    ],
)
def test_figure_in_the_prose_is_no_marker(text: str) -> None:
    assert only(f"ANSWERED\n{text}") == Statement(text, (), "none")


def test_figure_and_marker_live_in_one_line() -> None:
    statement = only("ANSWERED\nTrade grew by (1.3) percent (1.3).")

    assert statement == Statement("Trade grew by (1.3) percent.", (1,), "weak")


def test_invented_marker_is_dropped() -> None:
    assert only("ANSWERED\n[9.9] [1.2] [1.77] It will not sign.").citations == (1,)
    assert cited("ANSWERED\n[9.9] [1.2] [1.77] It will not sign.") == [(1, 2)]


def test_statement_with_invented_markers_only_stays_without_a_citation() -> None:
    assert only("ANSWERED\n[90.2] The harbour will close.") == Statement("The harbour will close.", (), "none")


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("ANSWERED", "answered"),
        ("answered.", "answered"),
        ("**PARTLY**", "partly"),
        ("Outcome: Declined", "declined"),
        ("**Outcome:** `NOT_IN_TRANSCRIPTS`", "not_in_transcripts"),
        ("Not in transcripts", "not_in_transcripts"),
        ("# Partially answered", "partly"),
        ("```\nANSWERED", "answered"),
        ("Here is my answer.\n\nANSWERED", "answered"),
    ],
)
def test_outcome_is_read_however_it_is_spelled(line: str, outcome: Outcome) -> None:
    answer = read(f"{line}\n[1.2] It will not sign.\n```")

    assert answer.outcome == outcome
    assert [s.text for s in answer.statements] == ["It will not sign."]


@pytest.mark.parametrize(
    "line", ["DECLINED [2.2] {}", "DECLINED: [2.2] {}", "Declined - [2.2] {}", "DECLINED {} [2.2]"]
)
def test_outcome_and_statement_may_share_a_line(line: str) -> None:
    answer = read(line.format("She referred to others."))

    assert answer.outcome == "declined"
    assert answer.statements == (Statement("She referred to others.", (1,), "weak"),)


def test_sentence_that_begins_like_an_outcome_stays_a_sentence() -> None:
    answer = read("Declined to comment, she said [2.2].")

    assert answer.outcome is None
    assert [s.text for s in answer.statements] == ["Declined to comment, she said."]


def test_reply_without_an_outcome_keeps_its_statements() -> None:
    answer = read("[1.2] It will not sign.")

    assert answer.outcome is None
    assert len(answer.statements) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "<think>[1.3] looks right.\nDECLINED?</think>\nANSWERED\n[1.2] It will not sign.",
        "[1.3] looks right.</think>ANSWERED\n[1.2] It will not sign.",
    ],
)
def test_reasoning_is_no_part_of_the_answer(reply: str) -> None:
    assert read(reply) == read("ANSWERED\n[1.2] It will not sign.")


def test_reasoning_that_has_not_ended_shows_nothing() -> None:
    assert draft("<think>[1.3] looks right", PROMPT, complete=False) == Draft(None, (), ())


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("ANSW", []),
        ("ANSWERED", []),
        ("Sure, here you are", []),
        ("ANSWERED\n[1", []),
        ("ANSWERED\n[1.2] It will not sign [1.", ["It will not sign"]),
        ("ANSWERED\n1.2", []),
        ("ANSWERED\n[1.2] It is so.\nDecl", ["It is so."]),
        ("ANSWERED\n[1.2] It grew by (1.3", ["It grew by"]),
        ("ANSWERED\n[1.2] It is so.\n- ", ["It is so."]),
        ("ANSWERED\n[1.2] It is **so", ["It is so"]),
        ("ANSWERED\n[1.2] It is so.<thi", ["It is so."]),
    ],
)
def test_half_written_marker_or_outcome_is_never_shown(reply: str, shown: list[str]) -> None:
    assert [s.text for s in draft(reply, PROMPT, complete=False).statements] == shown


PIECES = [" ", "\n", "\n\n", "", "\r\n"]
PIECES += (
    "ANSWERED PARTLY DECLINED NOT_IN_TRANSCRIPTS Declined answered: Outcome: **Outcome:** "
    "[1.2] [1.3] (1.2) (9.9) 【2.2】 [2.2†x] [[1.2]] [9.9] [1.2-4] ([1.2], 1.2: 1.2, [1.2,1.3] [1.2 [1 ( [ ] ) "
    "** * _ ` ``` # > - – — , . : ; and to see by percent million word It not 5 2.3 1. 2) "
    "<think> <think>x</think> < $ \u2028 ü 条约"
).split(" ")
REPLIES = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map(
    lambda pieces: "".join(piece + " " * (len(piece) > 3) for piece in pieces)
)


@given(st.text() | REPLIES)
def test_any_reply_parses_and_cites_only_what_was_shown(reply: str) -> None:
    answer = read(reply)

    assert answer.outcome in (None, *get_args(Outcome))
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {c.sentence for c in answer.citations} <= set(PROMPT.sentences.values())
    assert {n for s in answer.statements for n in s.citations} == {c.n for c in answer.citations}
    assert all(s.text.strip() and "\n" not in s.text for s in answer.statements)


@settings(max_examples=100)
@given(REPLIES)
@example("Sure.\n\nANSWERED\n- It grew by (1.3) percent [1.3] and [1.4], 2.3 times.\n**[1.2]** No: 2.3 percent\n")
@example("ANSWERED ANSWERED [1.2] <<think> ")
@example("ANSWERED [1.2] <<think>x</think> It opens. [1.3] <")
def test_text_once_shown_stays_and_citations_only_grow(reply: str) -> None:
    if "</think>" in reply.replace("<think>x</think>", ""):
        return
    shown = Draft(None, (), ())
    for end in range(len(reply) + 1):
        grown = draft(reply[:end], PROMPT, complete=False)
        assert_grown(shown, grown)
        shown = grown
    assert_grown(shown, read(reply))


def assert_grown(before: Draft, after: Draft) -> None:
    assert before.outcome in (None, after.outcome)
    assert after.citations[: len(before.citations)] == before.citations
    assert len(before.statements) <= len(after.statements)
    for old, new in zip(before.statements, after.statements, strict=False):
        assert new.text.startswith(old.text), (old, new)
        assert new.citations[: len(old.citations)] == old.citations
    settled = before.statements[:-1]
    assert after.statements[: len(settled)] == settled
