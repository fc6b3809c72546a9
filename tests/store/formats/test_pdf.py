"""Printed pages become flowing paragraphs."""

import zlib

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_document
from tests.store.formats.files import pdf

FULL = "Ana Vell: The harbour of Norlandia will open again in the spring of next year"


def read(*pages: list[tuple[float, float, str]]) -> str:
    return read_document(pdf(pages), "a.pdf").text


def lines(*texts: str, top: float = 700, left: float = 72) -> list[tuple[float, float, str]]:
    return [(left, top - 14 * number, text) for number, text in enumerate(texts)]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert read(lines(FULL, "and the ferries will run.")) == f"{FULL} and the ferries will run."


def test_line_that_ends_early_ends_a_paragraph() -> None:
    text = read(lines("Harbour Times: When?", FULL, "with the ferries.", "Radio Fjord: Why?"))
    assert text.split("\n\n") == ["Harbour Times: When?", f"{FULL} with the ferries.", "Radio Fjord: Why?"]


def test_larger_gap_and_first_line_indent_begin_paragraphs() -> None:
    long = "and it was said that nothing at all would change for those who live on the islands"
    page = [*lines(FULL, long), *lines(FULL, long, top=640), (90, 612, FULL), (72, 598, long)]
    assert read(page) == "\n\n".join([f"{FULL} {long}"] * 3)


def test_running_heads_and_page_numbers_go_and_the_first_head_stays() -> None:
    pages = [
        [(72, 760, "Briefing of 3 May 2031"), *lines(FULL, f"{word} more."), (290, 40, f"Page {page} of 4")]
        for page, word in enumerate(("once", "twice", "thrice", "still"), 1)
    ]
    text = read(*pages)
    assert text.count("Briefing of 3 May 2031") == 1
    assert "Page" not in text
    assert [text.count(f"{word} more.") for word in ("once", "twice", "thrice", "still")] == [1] * 4


def test_paragraph_runs_over_the_page() -> None:
    text = read([*lines(FULL, top=60), (300, 30, "1")], [*lines("when the works are done."), (300, 30, "2")])
    assert text == f"{FULL} when the works are done."


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the har-", "bour was closed. The harbour opens.", "the harbour was closed."),
        ("a longer-", "run view. The longer-run view.", "a longer-run view."),
        ("the Ministry-", "Harbour line.", "the Ministry-Harbour line."),
    ],
)
def test_hyphen_at_a_line_end_is_undone_where_the_word_has_none(first: str, second: str, joined: str) -> None:
    padded = f"Ana Vell: I said that nobody who lives here should have to fear for {first}"
    assert joined in read(lines(padded, second))


def test_footnote_follows_the_paragraph_it_interrupts() -> None:
    note = (72, 40, ".1 Ana Vell meant the northern harbour.")
    text = read([*lines(FULL, FULL, top=90), note], lines("when the works are done.", "Radio Fjord: Why?"))
    assert text.split("\n\n")[-2:] == ["[1 Ana Vell meant the northern harbour.]", "Radio Fjord: Why?"]
    assert f"{FULL} when the works are done." in text


def test_bold_extents_are_told_by_the_font() -> None:
    document = read_document(pdf([[(72, 700, "*Harbour Times:"), (72, 660, "Ana Vell: No.")]]), "a.pdf")
    assert [document.text[part.start : part.end] for part in document.bold] == ["Harbour Times:"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (pdf([[(72, 700, FULL)]])[:-200], "damaged or cut off"),
        (b"%PDF-1.4\nnothing\n%%EOF", "cannot be read"),
        (pdf([[]]), "holds no text, only images"),
        (
            pdf(
                [[(72, 700, FULL)]],
                extra=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"11" * 32, b"22" * 32),
            ),
            "protected by a password",
        ),
    ],
)
def test_pdf_that_cannot_be_read_is_an_error(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=problem) as caught:
        read_document(data, "a.pdf")
    assert caught.value.problem.startswith("a.pdf: ")


def test_pdf_that_unpacks_to_too_much_is_refused() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0" * 10_000_000) for _ in range(21)) + packer.flush()
    data = pdf([[(72, 700, FULL)]])
    bomb = data.replace(b"xref", b"9 0 obj\n<</Filter/FlateDecode>>stream\n%s\nendstream endobj\nxref" % packed, 1)
    with pytest.raises(UnreadableTranscriptError, match="unpacks to more than"):
        read_document(bomb, "a.pdf")
