"""An answer handed on: quotes in three forms, Markdown, Word, and what the page may ask to be written."""

import base64
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import html
from markdown_it import MarkdownIt

from assistant import exports, quotations
from assistant.contract import answer_json, citation_json
from assistant.page_export import exported
from assistant.quotations import time_code
from assistant.render import Json
from assistant.render_source import quoted_url
from assistant.types import Citation
from store.types import Filters, Source
from tests.assistant.scenes import REFERRED, TREATY
from tests.assistant.test_render_answer import ANSWER

PAGE = "http://localhost:7860/"
PAYLOADS = (Path(__file__).parents[1] / "browser" / "payloads.txt").read_text("utf-8").splitlines()
TOLD: Json = {**answer_json(ANSWER)}


def test_quote_is_copied_with_who_to_whom_when_and_where() -> None:
    citation = citation_json(Citation(1, TREATY.sentences[1], TREATY.source))
    assert quotations.plain(citation) == (
        "“We will not sign the treaty this year.” — Ana Vell, answering, asked by Harbour Times, 14 Mar 2025, "
        "Norlandia press briefing"
    )
    assert quotations.reference(citation) == (
        "Ana Vell (14 Mar 2025). Norlandia press briefing [answering; asked by Harbour Times]. "
        "briefing.txt, characters 75–113."
    )
    asker = citation_json(Citation(1, REFERRED.sentences[0], REFERRED.source))
    assert "— Coast Radio, asking, 14 Mar 2025" in quotations.plain(asker)


def test_markdown_quote_links_its_source_and_holds_no_mark_up_of_others() -> None:
    source = Source("t1", "a.txt", "Briefing [x](javascript:alert(1))", None, "https://example.org/a")
    written = quotations.markdown(citation_json(Citation(1, TREATY.sentences[1], source)))
    assert written.startswith("> We will not sign the treaty this year.\n>\n> — Ana Vell, answering")
    assert r"[Briefing \[x\](javascript:alert(1))](<https://example.org/a>)" in written


@pytest.mark.parametrize(
    "words", [*PAYLOADS, "# 1", "- 1", "+ 1", "1. one", "2) two", "---", "===", "~~~", "$1 and $2"]
)
def test_markdown_shows_the_very_words_and_nothing_made_of_them(words: str) -> None:
    shown = html.fromstring(MarkdownIt("commonmark", {"html": True}).render(f"> {quotations.inert(words)}"))
    assert [node.tag for node in shown.iter()] == ["blockquote", "p"]
    assert shown.text_content().strip() == " ".join(words.split())


@pytest.mark.parametrize(("seconds", "code"), [(None, None), (0, "0:00"), (65.9, "1:05"), (3845, "1:04:05")])
def test_time_in_a_recording_is_minutes_and_seconds(seconds: float | None, code: str | None) -> None:
    assert time_code(seconds) == code


def test_source_link_leads_to_the_words() -> None:
    assert quoted_url("https://example.org/a", "Ice-free, we say.") == (
        "https://example.org/a#:~:text=Ice%2Dfree%2C%20we%20say."
    )
    long = " ".join(f"w{n}" for n in range(30))
    assert quoted_url("https://example.org/a#top", long) == (
        "https://example.org/a#top:~:text=w0%20w1%20w2%20w3%20w4%20w5,w24%20w25%20w26%20w27%20w28%20w29"
    )
    assert quoted_url(None, long) is None


def test_markdown_has_the_answer_then_every_quote_with_its_link() -> None:
    written = exports.markdown(TOLD, PAGE)
    assert written.startswith("# Will Norlandia sign the treaty?\n\nIt will not sign. \\[1\\]")
    assert "The envoy was called home. \\[2\\] \\[3\\] (weakly supported)" in written
    assert "1. > “We will not sign the treaty this year.”" in written
    assert f"[Open the exact words]({PAGE}?e=t1.0.1-75-jypv4a)" in written


def test_word_file_has_the_answer_then_every_quote_with_its_link() -> None:
    told = TOLD | {"question": "Will it\x00 <sign>?"}
    document = docx.Document(io.BytesIO(exports.docx(told, PAGE)))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "Will it <sign>?"
    assert words[1].startswith("Understood as")
    assert any(line == "[1] “We will not sign the treaty this year.”" for line in words)
    links = [part.target_ref for part in document.part.rels.values() if part.is_external]
    assert [link.split("-")[0] for link in links] == [f"{PAGE}?e=t1.0.1", f"{PAGE}?e=t1.1.0", f"{PAGE}?e=t1.0.3"]
    assert links[0].endswith("-75-jypv4a")


def as_markdown(told: Mapping[str, object]) -> str:
    """What the page is given for Markdown."""
    return base64.b64decode(exported({"form": "markdown", "page": PAGE, "answer": told})["data"]).decode()


def test_absence_is_handed_on_with_what_was_searched() -> None:
    told = answer_json(replace(ANSWER, outcome="not_in_transcripts", statements=(), citations=()))
    assert "Not in these transcripts: 12 searched, Jan 2021 – Jan 2025." in as_markdown(told)
    assert "OnRecord searched 12 transcripts, 5 Jan 2021 to 30 Jan 2025. Answered by: scripted." in as_markdown(told)


def test_an_answer_that_quotes_names_its_writer_in_words() -> None:
    told = answer_json(replace(ANSWER, writer="extractive"))
    assert as_markdown(told).rstrip().endswith("Answered by: the built-in writer, which quotes.")


def test_filtered_absence_is_handed_on_with_its_filters() -> None:
    filters = Filters(since=date(2025, 3, 1), speakers=("Ana Vell", "Bo Lind"), transcripts=("t1", "t2"))
    nearest, scope = ANSWER.citations[:1], replace(ANSWER.scope, filters=filters)
    told = answer_json(replace(ANSWER, outcome="not_in_transcripts", statements=(), nearest=nearest, scope=scope))
    written = as_markdown(told)
    assert "Not in these transcripts: 12 searched with these filters, Jan 2021 – Jan 2025." in written
    held = "from 1 Mar 2025; speaker Ana Vell or Bo Lind; transcript Norlandia press briefing or t2"
    line = f"OnRecord searched 12 transcripts, 5 Jan 2021 to 30 Jan 2025, with these filters: {held}."
    assert line in written
    document = docx.Document(io.BytesIO(exports.docx(told, PAGE)))
    assert document.paragraphs[-1].text == f"{line} Answered by: scripted."
    assert told["searched"]["filters"]["speaker"] == ["Ana Vell", "Bo Lind"]


def test_reply_that_could_not_be_read_is_no_absence() -> None:
    unread = answer_json(replace(ANSWER, outcome="not_in_transcripts", is_unread=True))
    assert "No answer that can be checked." in as_markdown(unread)


def test_words_of_somebody_else_are_told_as_such() -> None:
    relayed = replace(ANSWER, citations=(Citation(1, TREATY.sentences[1], TREATY.source, "the minister"),))
    told = {"page": PAGE, "answer": answer_json(relayed)}
    markdown, word = (base64.b64decode(exported({"form": form, **told})["data"]) for form in ("markdown", "docx"))
    assert "answering, asked by Harbour Times, passing on the minister, 14 Mar 2025" in markdown.decode()
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs]
    assert any("[answering; asked by Harbour Times; passing on the minister]" in text for text in paragraphs)


def test_what_the_browser_holds_is_written() -> None:
    for form, begins in (("markdown", b"# Will"), ("docx", b"PK")):
        written = exported({"form": form, "page": PAGE, "answer": TOLD})
        assert base64.b64decode(written["data"]).startswith(begins)


CITED: Json = TOLD["citations"][0]
NOT_EXPORTED: list[object] = [
    None,
    "x",
    {},
    {"form": "pdf"},
    {"page": "file:///x"},
    {"answer": {}},
    {"answer": TOLD | {"outcome": "sold"}},
    {"answer": TOLD | {"citations": [{"n": 1}]}},
    {"answer": TOLD | {"searched": TOLD["searched"] | {"filters": {"speaker": "Ana Vell"}}}},
    {"answer": TOLD | {"searched": TOLD["searched"] | {"filters": {"from": "2031-02-31"}}}},
    {"answer": TOLD | {"citations": [CITED | {"date": "2031-02-31"}]}},
    {"answer": TOLD | {"citations": [CITED | {"link": "javascript:1"}]}},
]


@pytest.mark.parametrize("wrong", NOT_EXPORTED, ids=lambda wrong: str(wrong)[:40])
def test_what_no_page_holds_is_not_written(wrong: object) -> None:
    sent = {"form": "docx", "page": PAGE, "answer": TOLD} | wrong if isinstance(wrong, dict) and wrong else wrong
    assert exported(sent)["problem"]
