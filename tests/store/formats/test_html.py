"""Pages: the main text is found, nothing that was said is lost, what stands around it is left out."""

import datetime as dt

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_document

ASKED = "Harbour Times: When will the harbour of Norlandia open, and who pays for the works after the storm?"
SAID = "Ana Vell: It opens in spring, and the ferries to the islands will run every hour, as they did before."
SHORT = ["Radio Fjord: Is it true?", "Ana Vell: No."]
LONG = "We will say more when the council has met, which will be in the week after next, and not before then."
TURNS = [ASKED, SAID, *SHORT, LONG]
MENU = "<nav><ul><li><a href='/a'>Home</a></li><li><a href='/b'>Ministry of the Sea</a></li></ul></nav>"
LINKS = "<h3>Related news</h3><ul>" + "<li><a href='/n'>Minister visits the fishermen</a></li>" * 3 + "</ul>"
FOOT = "<div id='footer'><p>Ministry of the Sea, 1 Quay Street. All rights reserved by the ministry.</p></div>"


def paragraphs(turns: list[str]) -> str:
    return "".join(f"<p>{turn}</p>" for turn in turns)


def read(body: str, head: str = "") -> str:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{MENU}{body}{LINKS}{FOOT}</body></html>"
    return read_document(page.encode(), "briefing.html").text


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='c'>{paragraphs(TURNS)}</div>",
        "<div>" + "<br><br>".join(TURNS) + "</div>",
        "<div>" + "".join(f"<div>{turn}</div>" for turn in TURNS) + "</div>",
        "<div><section class='qa'>"
        + paragraphs(TURNS[:2])
        + "</section><section class='qa'>"
        + paragraphs(TURNS[2:])
        + "</section></div>",
        f"<form><div>{paragraphs(TURNS)}</div></form>",
        f"<div style='display:none'>{paragraphs(TURNS)}</div>",
        f"<div class='has-sidebar'>{paragraphs(TURNS)}</div>",
        f"<table><tr><td>{MENU}</td><td>{paragraphs(TURNS)}</td></tr></table>",
        "<ul>" + "".join(f"<li>{turn}</li>" for turn in TURNS) + "</ul>",
        "<div>" + paragraphs(TURNS[:3]) + "<blockquote>" + paragraphs(TURNS[3:]) + "</blockquote></div>",
        "<pre>" + "\n\n".join(TURNS) + "</pre>",
        "<div>"
        + paragraphs(TURNS[:3])
        + "<script>ad()</script><p>Ana Vell: N<!-- x -->o.</p>"
        + paragraphs(TURNS[4:])
        + "</div>",
    ],
)
def test_every_layout_gives_the_same_turns(body: str) -> None:
    assert read(body) == "\n\n".join(TURNS)


@pytest.mark.parametrize(
    "body",
    [
        "<table>"
        + "".join("<tr><td>{}</td><td><p>{}</p></td></tr>".format(*turn.split(": ", 1)) for turn in TURNS[:4])
        + "</table>",
        "<dl>" + "".join("<dt>{}</dt><dd>{}</dd>".format(*turn.split(": ", 1)) for turn in TURNS[:4]) + "</dl>",
        "<div>"
        + "".join("<div><b class='speaker'>{}</b> <p>{}</p></div>".format(*turn.split(": ", 1)) for turn in TURNS[:4])
        + "</div>",
        "<div>"
        + "".join("<p><span class='speaker'>{}</span>: {}</p>".format(*turn.split(": ", 1)) for turn in TURNS[:4])
        + "</div>",
    ],
)
def test_cell_or_class_that_names_the_speaker_becomes_a_label(body: str) -> None:
    assert read(body) == "\n\n".join(TURNS[:4])


def test_short_last_section_is_kept_because_its_labels_occur_before() -> None:
    body = f"<div class='main'>{paragraphs([ASKED, SAID] * 3)}</div><div class='rest'>{paragraphs(SHORT)}</div>"
    assert read(body).endswith("\n\n".join(SHORT))


def test_page_of_nothing_but_short_lines_is_read() -> None:
    assert read(f"<div>{paragraphs(SHORT)}</div>") == "\n\n".join(SHORT)


def test_share_buttons_cookies_and_newsletters_are_left_out() -> None:
    around = (
        "<div id='cookie-banner'><p>We use cookies to make this site better and to count visits.</p></div>"
        "<aside><p>Subscribe to our newsletter and read about the sea every week in your mail.</p></aside>"
    )
    share = "<div class='share'><a>Facebook</a> Share this page with your friends</div><p>Print</p>"
    text = read(f"{around}<article>{share}{paragraphs(TURNS)}<p>Share this page</p></article>")
    assert text == "\n\n".join(TURNS)


def test_title_place_and_time_close_by_are_kept() -> None:
    body = f"<div>5:43 P.M.{paragraphs(TURNS)}</div>"
    text = read(f"<main><h1>Briefing</h1><div>Harbour Hall</div>{body}<div>6:10 P.M.</div></main>")
    assert text.startswith("Briefing\n\nHarbour Hall\n\n5:43 P.M.\n\nHarbour Times:")
    assert text.endswith("6:10 P.M.")


def test_bold_extents_are_the_marked_up_words() -> None:
    body = f"<p><b>Harbour</b> <strong>Times:</strong> {LONG}</p><p style='font-weight: 700'>Ana Vell: No.</p>"
    document = read_document(f"<html><body><div>{body}</div></body></html>".encode(), "a.html")
    assert [document.text[part.start : part.end] for part in document.bold] == [
        "Harbour Times:",
        "Ana Vell: No.",
    ]


def test_no_break_spaces_after_a_label_stay() -> None:
    assert read(f"<p>Q\u00a0\u00a0  {LONG}</p>").startswith("Q\u00a0\u00a0 We")


def test_facts_come_from_the_head() -> None:
    head = (
        "<title>Briefing on the harbour | Ministry of the Sea</title>"
        "<link rel='canonical' href='https://norlandia.example/briefing'>"
        "<meta property='article:published_time' content='2031-05-04T08:00:00Z'>"
    )
    page = f"<html lang='sv-SE'><head>{head}</head><body>{paragraphs(TURNS)}</body></html>"
    document = read_document(page.encode(), "a.html")
    assert document.title == "Briefing on the harbour"
    assert document.date == dt.date(2031, 5, 4)
    assert document.source_url == "https://norlandia.example/briefing"
    assert document.language == "sv"


def test_facts_come_from_linked_data_and_a_day_in_the_title_counts_first() -> None:
    linked = (
        '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Briefing of 3 May 2031",'
        '"datePublished": "2031-05-04", "url": "https://norlandia.example/b"}]}'
    )
    head = f"<script type='application/ld+json'>{linked}</script>"
    document = read_document(f"<html><head>{head}</head>{paragraphs(TURNS)}</html>".encode(), "a.html")
    assert (document.title, document.date) == ("Briefing of 3 May 2031", dt.date(2031, 5, 3))
    assert document.source_url == "https://norlandia.example/b"


def test_saved_page_remembers_its_address() -> None:
    comment = "<!-- saved from url=(0030)https://norlandia.example/b -->"
    page = f"<!DOCTYPE html>\n{comment}\n<html>{paragraphs(TURNS)}</html>"
    assert read_document(page.encode(), "a.html").source_url == "https://norlandia.example/b"


def test_declared_encoding_is_used() -> None:
    page = f"<html><meta charset='gb2312'><body><p>安娜：{'港口在春天开放。' * 9}</p></body></html>"
    assert read_document(page.encode("gb18030"), "a.html").text.startswith("安娜：港口")


def test_page_in_one_file_is_read() -> None:
    page = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"<html><p>Ana Vell: caf=C3=A9 {LONG}</p></html>\r\n--b--\r\n"
    )
    assert read_document(page.encode(), "a.mhtml").text.startswith("Ana Vell: café We")


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<html><body><script>run()</script></body></html>", "holds no text"),
        ("<html>" + "<div>" * 5000 + "Ana Vell: Yes.", "nested too deeply"),
        ("<html>" + "<b>" * 500_001, "tags"),
        ("<!-- never closed", "holds no text|cannot|not a web page"),
    ],
)
def test_page_that_cannot_be_read_is_an_error(page: str, problem: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=problem):
        read_document(page.encode(), "a.html")


def test_deep_page_is_read() -> None:
    assert read_document(("<html>" + "<div>" * 1500 + LONG).encode(), "a.html").text == LONG
