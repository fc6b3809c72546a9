"""How the page draws an answer."""

from dataclasses import replace
from datetime import date

from assistant.render_answer import answer_json, draft_json, kept_json, searched_json
from assistant.types import Answer, Citation, Draft, Question, Searched, Statement, Timings, Usage
from store.types import Filters, Found, Scope
from tests.assistant.scenes import REFERRED, TREATY

QUESTION = Question("Will Norlandia sign the treaty?", "Will Norlandia sign the treaty?")
SCOPE = Scope(12, date(2021, 1, 5), date(2025, 1, 30), Filters())
ANSWER = Answer(
    question=QUESTION,
    outcome="answered",
    statements=(Statement("It will not sign.", (1,), "exact"), Statement("The envoy was called home.", (2, 3), "weak")),
    citations=(
        Citation(1, TREATY.sentences[1], TREATY.source),
        Citation(2, REFERRED.sentences[0], REFERRED.source),
        Citation(3, TREATY.sentences[3], TREATY.source),
    ),
    nearest=(),
    hits=(TREATY, REFERRED),
    scope=SCOPE,
    writer="scripted",
    timings=Timings(0, 0, 0, 0),
    usage=Usage(),
)


def test_searched_says_how_much_of_what_and_how_long() -> None:
    found = Found((TREATY,), SCOPE, embed_ms=90, search_ms=210)
    shown = searched_json(Searched(replace(QUESTION, text="Will Norlandia sign the fishing treaty?"), found))
    assert shown["searched"] == "Searched 12 transcripts, Jan 2021 – Jan 2025 (0.3 s)"
    assert shown["understood"] == "Will Norlandia sign the fishing treaty?"
    assert shown["passages"][0]["who"] == "Harbour Times → Ana Vell"
    assert shown["passages"][0]["text"].endswith("…")


def test_draft_tells_nothing_about_support_yet() -> None:
    shown = draft_json(Draft("partly", ANSWER.statements, ANSWER.citations))
    assert [statement["note"] for statement in shown["statements"]] == [None, None]
    assert shown["outcome"]["text"].startswith("Partly answered")


def test_answer_carries_quotes_notes_and_one_card_per_exchange() -> None:
    shown = answer_json(ANSWER)
    assert shown["outcome"] is None
    assert [statement["note"] for statement in shown["statements"]] == [None, "weakly supported"]
    assert [citation["quote"] for citation in shown["citations"]] == [c.sentence.text for c in ANSWER.citations]
    assert shown["citations"][0]["label"] == "Source 1: Harbour Times to Ana Vell, 14 Mar 2025"
    assert [source["cited"] for source in shown["sources"]] == [[1, 3], [2]]


def test_words_of_an_asker_are_shown_as_the_askers() -> None:
    assert answer_json(ANSWER)["citations"][1]["who"] == "Coast Radio (asking)"


def test_absence_says_what_was_searched_and_shows_the_nearest() -> None:
    absent = replace(ANSWER, outcome="not_in_transcripts", statements=(), citations=(), nearest=ANSWER.citations[:1])
    shown = answer_json(absent)
    assert shown["outcome"]["text"] == "Not in these transcripts: 12 searched, Jan 2021 – Jan 2025."
    assert shown["nearest"][0]["quote"] == "We will not sign the treaty this year."


def test_declining_is_said_by_name() -> None:
    referred = Citation(1, REFERRED.sentences[1], REFERRED.source)
    shown = answer_json(replace(ANSWER, outcome="declined", citations=(referred,)))
    assert shown["outcome"] == {"kind": "declined", "text": "Ana Vell declined to answer."}
    nobody = answer_json(replace(ANSWER, outcome="declined", statements=(), citations=()))
    assert nobody["outcome"]["text"] == "The speaker declined to answer."


def test_search_by_words_alone_is_told() -> None:
    found = Found((TREATY,), SCOPE, embed_ms=0, search_ms=1)
    assert searched_json(Searched(QUESTION, found))["warning"] is None
    assert "words alone" in searched_json(Searched(QUESTION, replace(found, by_words=True)))["warning"]


def test_kept_answer_is_shown_as_it_was_given() -> None:
    told = answer_json(ANSWER, "abcd2345")["record"]
    kept = {
        "question": QUESTION.asked,
        "standalone": QUESTION.text,
        "kept": "2031-03-04T10:05:00+00:00",
        "answer": told,
    }
    shown = kept_json(kept, [])
    assert shown["kept"] == "This answer was given on 4 Mar 2031 at 10:05 UTC and is shown as it was."
    assert shown["searched"] == "Searched 12 transcripts, Jan 2021 – Jan 2025"
    assert (shown["statements"], shown["record"]["answer_id"]) == (answer_json(ANSWER)["statements"], "abcd2345")
