"""The report as one HTML file: what stands on top, inert words, links, missing figures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from evals.report_html import html_report
from evals.report_items import anchors
from tests.evals.made_up import HOSTILE, TEXTS, comparison, failed_call, hostile_item, item, many, run

ITEMS = (item(), item("quota", passed=False), hostile_item(), failed_call())
VOID = {"meta", "br", "img", "input"}


class Page(HTMLParser):
    """Every element and its attributes; fails on elements that are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, attribute: str) -> Iterator[str]:
        return (value for _, each in self.elements if (value := each.get(attribute)))


def page(*items: object, **options: object) -> Page:
    made = tuple(items) or ITEMS
    return Page(html_report(run(made), made, **options))  # type: ignore[arg-type]


def test_share_right_stands_before_everything_else() -> None:
    words = "".join(page(item(), item("quota", passed=False)).words)
    first = words.index("1 of 2 right (50 %, 38-60 %)")
    assert first < words.index("Gates") < words.index("What failed, and why") < words.index("All figures")


def test_hostile_words_stay_words() -> None:
    found = page(transcripts=TEXTS, comparison=comparison())
    assert [tag for tag, _ in found.elements].count("script") == 1
    assert not any(tag in ("img", "iframe", "object", "base", "link") for tag, _ in found.elements)
    assert not any(name.startswith("on") or name == "style" for _, each in found.elements for name in each)
    assert any("<script>alert(1)</script>" in words for words in found.words)


def test_nothing_turns_the_order_of_words_around() -> None:
    html = html_report(run(ITEMS), ITEMS, transcripts=TEXTS)
    assert "\u202e" in HOSTILE
    assert not re.search("[\x00\x1b\u202a-\u202e\u2066-\u2069]", html)


def test_no_other_host_is_named_where_a_browser_would_ask_it() -> None:
    found = page(transcripts=TEXTS)
    assert list(found.values("src")) == []
    assert all(link.startswith("#") for link in found.values("href"))


def test_only_its_own_script_and_style_may_run() -> None:
    policy = next(page().values("content"), "")
    policies = [value for value in page().values("content") if "default-src" in value]
    assert policy
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "unsafe" not in policies[0]


def test_every_link_leads_somewhere() -> None:
    found = page(*many(30), transcripts=TEXTS, comparison=comparison())
    ids = list(found.values("id"))
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in found.values("href")} <= set(ids)


def test_a_question_keeps_its_address_and_repeats_have_their_own() -> None:
    once, again = item("halden"), replace(item("halden"), repeat=1)
    assert anchors([once, again]) == ["q-norlandia-halden", "q-norlandia-halden-2"]
    assert anchors([again]) == ["q-norlandia-halden-2"]


def test_ids_that_become_alike_are_told_apart() -> None:
    assert anchors([item("a b"), item("a-b")]) == ["q-norlandia-a-b", "q-norlandia-a-b--2"]


def test_hits_show_their_words_and_which_are_gold() -> None:
    html = html_report(run(ITEMS), ITEMS, transcripts=TEXTS)
    assert "2 passages found: gold at rank 2" in html
    assert "Who will pay for the new patrol boats?" in html


def test_without_transcripts_hits_show_where_they_stand() -> None:
    html = html_report(run(ITEMS), ITEMS)
    assert "Who will pay for the new patrol boats?" not in html
    assert "norlandia, exchange 1 · score 0.910" in html


def test_quotes_name_their_speaker_and_the_asker() -> None:
    html = html_report(run(ITEMS), ITEMS)
    assert "Ana Vell, asked by Harbour Times · 2031-03-04" in html


@pytest.mark.parametrize(
    "words",
    [
        "n/a: applies to no question of this run",
        "n/a: needs questions that are not in the transcripts",
        "n/a: fewer than 20 answers told how sure they were",
        "1 question could not be scored because the call failed; not counted as wrong.",
        "Replayed: recorded replies, so this tests our code, not the model.",
    ],
)
def test_what_is_missing_is_said(words: str) -> None:
    assert words in html_report(run(ITEMS), ITEMS)


def test_the_errors_of_the_gate_are_a_picture_with_a_name_and_a_table() -> None:
    found = page(*many(40))
    assert any(
        label.startswith("False answers against false refusals; in use ") for label in found.values("aria-label")
    )
    assert found.words.count("in use") == 2  # on the error curve, and on F1
    assert found.words.count("−1.75 (in use)") == 1


def test_a_long_list_of_failures_folds_after_twelve() -> None:
    bad = [item(f"bad-{number}", passed=False) for number in range(15)]
    html = html_report(run(tuple(bad)), bad)
    assert "<summary>and 3 more</summary>" in html


def test_definitions_stand_with_the_figures() -> None:
    assert "Share of the needed facts that the first five passages found hold." in html_report(run(ITEMS), ITEMS)


def test_a_run_of_nothing_is_still_a_page() -> None:
    empty = run((), figures=(), by_tag={}, by_half={}, outcomes={}, gates=())
    html = html_report(empty, ())
    assert "Nothing could be scored" in html
    assert "No gate was set." in html


def test_a_comparison_says_what_is_clear_and_what_may_be_chance() -> None:
    html = html_report(run(ITEMS), ITEMS, comparison())
    assert "Clearly better: pass; worse: total ms." in html
    assert "Newly right: 2" in html
    chance = replace(comparison(), differences=comparison().differences[1:2])
    assert "No difference is shown" in html_report(run(ITEMS), ITEMS, chance)
