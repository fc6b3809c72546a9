"""The report for a terminal, for a pull request and for a build server."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from evals.report_html import html_report
from evals.report_terminal import comparison_lines, item_lines, run_lines
from evals.report_text import junit, markdown, md
from evals.report_words import difference_text, notes, p_text, percent, tag_name, weakest
from evals.types import Figure, PairedDifference
from tests.evals.made_up import HOSTILE, comparison, failed_call, hostile_item, item, many, run

ITEMS = (item(), item("quota", passed=False), hostile_item(), failed_call())
CHINESE = replace(item("zh", passed=False), ask="外交部发言人就诺兰迪亚渔业协定答记者问" * 6)


def test_every_line_fits_80_columns() -> None:
    items = (*many(20), *ITEMS, CHINESE)
    lines = run_lines(run(items), items, comparison()) + [line for each in items for line in item_lines(each)]
    assert max(map(cell_len, lines)) <= 80


def test_no_control_character_reaches_the_terminal() -> None:
    lines = run_lines(run(ITEMS), ITEMS) + item_lines(hostile_item())
    assert not any(ord(char) < 32 or char == "\u202e" for line in lines for char in line)


def test_the_last_lines_say_how_many_are_right_and_which_gate_broke() -> None:
    lines = run_lines(run(ITEMS), ITEMS)
    assert "1 of 3 right (33 %, 21-43 %)." in lines
    assert "  Not held: pass >= 0.80 (0.333)" in lines


def test_what_failed_is_told_with_its_reason() -> None:
    lines = run_lines(run(ITEMS), ITEMS)
    place = lines.index("  ✗ quota: Will Norlandia join the Halden accord?")
    assert lines[place + 1].strip() == "no sentence that bears out “the quota is too low” is cited"


def test_a_question_shows_what_is_not_said_and_where_gold_was_found() -> None:
    words = "\n".join(item_lines(item("quota", passed=False)))
    assert "[NOT SAID, NOT CITED] the quota is too low" in words
    assert "[1] Ana Vell, asked by Harbour Times" in words
    assert "gold   norlandia" in words


def test_a_failed_call_says_what_went_wrong() -> None:
    assert "Not scored. not scored: the model server did not answer." in item_lines(failed_call())


def test_a_judge_s_verdicts_stand_beside_the_score() -> None:
    judged = replace(item(), judged={"overall": False, "fact 1": True})
    told = "Judge model (advice only): overall no, fact 1 yes."
    assert told in html_report(run((judged,)), (judged,))


def test_the_errors_of_the_gate_are_told_by_threshold() -> None:
    items = many(40)
    lines = run_lines(run(items), items)
    heads = next(place for place, line in enumerate(lines) if line.startswith("threshold"))
    assert lines[heads].split("  ", 1)[1].split() == ["false", "answers", "false", "refusals", "F1"]
    assert sum(line.startswith("−1.75 (in use)") for line in lines[heads:]) == 1
    assert not any("threshold" in line for line in run_lines(run(ITEMS), ITEMS))  # none was asked


def test_an_interrupted_run_says_so() -> None:
    told = "Interrupted: this tells only of the questions that were answered until then."
    half = run(ITEMS, is_complete=False)
    assert told in " ".join(run_lines(half, ITEMS))
    assert told in markdown(half, ITEMS)


def test_a_cost_that_is_not_known_is_told_as_such_and_one_of_nothing_is_not() -> None:
    told = {cost: " ".join(notes(run(ITEMS, cost_usd=cost))) for cost in (None, 0.0, 1.2)}
    assert "Cost: n/a, a price or a count of tokens is not known." in told[None]
    assert "Cost" not in told[0.0] and "Cost: $1.2000." in told[1.2]


def test_the_weakest_kinds_are_those_with_enough_questions_to_tell() -> None:
    shares = {"few": (0.0, 4), "a": (0.5, 20), "b": (0.4, 12), "c": (0.9, 30), "all": (1.0, 40)}
    tags = {tag: Figure("pass", value, 0.0, 1.0, n) for tag, (value, n) in shares.items()}
    made = run(ITEMS, by_tag=tags)
    assert [tag_name(made, figure) for figure in weakest(made)] == ["b", "a", "c"]
    assert "Weakest of the kinds with 10 questions or more: b (40 % of 12)" in " ".join(notes(made))
    assert "Weakest: few (0 % of 4), a (50 % of 20)." in notes(run(ITEMS, by_tag={k: tags[k] for k in ("few", "a")}))


def test_a_comparison_marks_better_and_worse() -> None:
    lines = comparison_lines(comparison())
    assert lines[1].startswith("  + pass: 0.700 -> 0.790")
    assert any(line.startswith("  - total ms") for line in lines)


def test_changed_questions_are_told_in_words_with_why_they_are_wrong_now() -> None:
    found = replace(comparison(), newly_passing=("gone",), newly_failing=("quota",), left_out=("halden",))
    lines = comparison_lines(found, ITEMS)
    place = lines.index("    quota: Will Norlandia join the Halden accord?")
    assert lines[place + 1].strip().startswith("no sentence that bears out")
    assert "    gone" in lines
    left_out = "Left out, since the second run asks or judges them otherwise: halden."
    assert f"  {left_out}" in lines and left_out in markdown(run(ITEMS), ITEMS, found)
    assert left_out in html_report(run(ITEMS), ITEMS, found)


def test_a_pull_request_reads_right_gates_and_failures() -> None:
    text = markdown(run(ITEMS), ITEMS, comparison())
    assert text.startswith("### norlandia: 1 of 3 right (33 %, 21-43 %)\n")
    assert "- quota: Will Norlandia join the Halden accord?: no sentence" in text
    assert "| injection | n/a | applies to no question of this run | 0 |" in text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<b>&", "&lt;b&gt;&amp;"),
        ("[a](b) |`*_", r"\[a\](b) \|\`\*\_"),
        ("@someone #12", "@\u2060someone #\u206012"),
        ("https://a.b www.c.d", "https:\u2060//a.b w\u2060ww.c.d"),
        ("two\n# lines", "two #\u2060 lines"),
    ],
)
def test_words_make_no_markup_in_a_pull_request(words: str, shown: str) -> None:
    assert md(words) == shown


def test_a_build_server_gets_failures_errors_and_gates() -> None:
    root = ElementTree.fromstring(junit(run(ITEMS), ITEMS))
    suites = {suite.get("name"): suite for suite in root.iter("testsuite")}
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("6", "3", "1")
    assert suites["norlandia"].get("tests") == "4"
    assert suites["gates"].get("failures") == "1"


def test_hostile_words_leave_the_xml_valid() -> None:
    root = ElementTree.fromstring(junit(run(ITEMS), ITEMS))
    told = [failure.get("message", "") for failure in root.iter("failure")]
    assert any("<script>alert(1)</script>" in words for words in told)
    assert "\x1b" in HOSTILE


@pytest.mark.parametrize(
    ("value", "shown"), [(0.79, "79 %"), (1.0, "100 %"), (0.998, "99.8 %"), (0.0, "0 %"), (0.0001, "<0.1 %")]
)
def test_nearly_all_does_not_look_like_all(value: float, shown: str) -> None:
    assert percent(value) == shown


@pytest.mark.parametrize(("p", "shown"), [(0.0004, "<.001"), (0.024, ".024"), (0.21, ".21"), (1.0, "1.00")])
def test_p_values_are_short(p: float, shown: str) -> None:
    assert p_text(p) == shown


def test_fewer_leaks_are_better() -> None:
    leak = PairedDifference("premise_leak", 0.2, 0.0, -0.2, -0.3, -0.1, 40, 0.001, 0.004)
    assert difference_text(leak).endswith("p = .004): better")
