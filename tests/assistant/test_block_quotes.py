"""Block quotes are quotations without marks, in files of every kind, with whoever stands below them."""

import pytest

from assistant.article_reading import article_of
from assistant.articles import quotations
from tests.store.formats.files import docx, paragraph, pdf

_LONG = "It was a long day at the port of Norlandia and many people came to see the ferry sail at noon."


def found(data: bytes, name: str) -> list[tuple[str, str | None]]:
    article = article_of(data, name)
    assert not {"\ue000", "\ue001"} & set(article.text) and "\n\n\n" not in article.text
    return [(one.text, one.speaker) for one in quotations(article)]


def in_page(body: str) -> list[tuple[str, str | None]]:
    page = f"<html><body><article><p>{_LONG}</p>{body}<p>It rained on Bo Lund.</p></article></body></html>"
    return found(page.encode(), "a.html")


def in_markdown(text: str) -> list[tuple[str, str | None]]:
    return found(f"{_LONG}\n\n{text}\n\nIt rained.".encode(), "a.md")


@pytest.mark.parametrize(
    "body",
    [
        "<p>Ana Vell said:</p><blockquote><p>We will sign.</p></blockquote>",
        "<blockquote><p>We will sign.</p><p>— Ana Vell</p></blockquote>",
        "<blockquote><p>We will sign.</p><footer>— Ana Vell, <cite>Harbour Times</cite></footer></blockquote>",
        "<blockquote><p>We will sign.</p><footer>Ana Vell</footer></blockquote>",
        "<blockquote><p>We will sign.</p><cite>Ana Vell</cite></blockquote>",
        "<blockquote>We will sign. <cite>&mdash; Ana Vell, spokeswoman</cite></blockquote>",
        "<blockquote>We will sign.<br>— Ana Vell, spokeswoman</blockquote>",
        "<figure><blockquote><p>We will sign.</p></blockquote><figcaption>— Ana Vell</figcaption></figure>",
        "<figure><blockquote><p>We will sign.</p></blockquote><figcaption>Ana Vell</figcaption></figure>",
        "<blockquote><p>We will sign.</p></blockquote><p>— Ana Vell, spokeswoman</p>",
        "<blockquote><p>We will sign.</p></blockquote><p><cite>Ana Vell</cite></p>",
        "<blockquote><p>“We will sign.”</p><cite>Ana Vell</cite></blockquote>",
        "<blockquote><p>We will sign.</p><p>— Norlandia’s foreign minister Ana Vell to Harbour Times</p></blockquote>",
    ],
)
def test_whoever_stands_below_a_block_of_a_page_is_credited(body: str) -> None:
    assert in_page(body) == [("We will sign.", "Ana Vell")]


@pytest.mark.parametrize(
    "text",
    [
        "> We will sign.\n>\n> — Ana Vell",
        "> We will sign.\n> -- Ana Vell, spokeswoman",
        "> We will sign.\n\n— Ana Vell",
        "> We will sign.\n> *Ana Vell, spokeswoman*",
        "Ana Vell said:\n\n> > We **will** *sign*.",
    ],
)
def test_whoever_stands_below_a_block_of_markdown_is_credited(text: str) -> None:
    assert in_markdown(text) == [("We will sign.", "Ana Vell")]


def test_a_line_that_names_nobody_is_no_credit() -> None:
    assert in_markdown("> We will:\n> - sign\n> - pay") == [("We will: - sign - pay", None)]
    assert in_markdown("> We will sign.\n\n— The port was quiet then.") == [("We will sign.", None)]


def test_each_block_between_credits_is_a_quotation() -> None:
    text = "> We will sign.\n> — Ana Vell\n>\n> So will we.\n> — Bo Lund"
    assert in_markdown(text) == [("We will sign.", "Ana Vell"), ("So will we.", "Bo Lund")]


def test_words_quoted_within_a_block_are_part_of_it() -> None:
    words = "We told Solmar that “never again” means never, and we will sign."
    assert in_page(f"<blockquote><p>{words}</p></blockquote>") == [(words, None)]


_SET_IN = '<w:p><w:pPr><w:ind w:{}="720" w:{}="720"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
_STYLES = (
    '<w:style w:styleId="Zitat1"><w:name w:val="Quote"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="Pulled"/><w:basedOn w:val="Zitat1"/></w:style>'
    '<w:style w:styleId="In"><w:name w:val="In"/><w:pPr><w:ind w:left="567" w:right="567"/></w:pPr></w:style>'
    '<w:style w:styleId="List"><w:name w:val="List"/><w:pPr><w:ind w:left="567"/></w:pPr></w:style>'
)


@pytest.mark.parametrize(
    "quoted",
    [
        *(paragraph("We will sign.", style=style) for style in "Quote IntenseQuote BlockText Zitat Citation".split()),
        *(paragraph("We will sign.", style=style) for style in "Zitat1 Own In 引用".split()),
        _SET_IN.format("left", "right", "We will sign."),
        _SET_IN.format("start", "end", "We will sign."),
        paragraph("We will ", "sign.", style="Quote"),
    ],
)  # fmt: skip
def test_paragraphs_set_off_in_a_document_are_quoted(quoted: str) -> None:
    body = paragraph(_LONG) + quoted + paragraph("— Ana Vell, spokeswoman") + paragraph("It rained.")
    assert found(docx(body, styles=_STYLES), "a.docx") == [("We will sign.", "Ana Vell")]


def test_paragraphs_that_follow_one_another_are_one_quotation() -> None:
    quoted = [paragraph(words, style="Quote") for words in ("We will sign.", "In May.", "— Ana Vell")]
    assert found(docx(paragraph(_LONG) + "".join(quoted)), "a.docx") == [("We will sign. In May.", "Ana Vell")]


def test_indents_that_most_paragraphs_have_or_of_one_side_quote_nothing() -> None:
    narrow = [_SET_IN.format("left", "right", words) for words in (_LONG, "We will sign.", _LONG)]
    assert found(docx("".join(narrow) + paragraph("So.")), "a.docx") == []
    assert found(docx(paragraph(_LONG) + paragraph("We will sign.", style="List"), styles=_STYLES), "a.docx") == []


_WIDE = "It was a long day at the port of Norlandia and many people came to see how the ferry"
_NARROW = ("We will sign the accord in May when the ice", "allows it, and not before that day.")


def _lines(*texts: str, top: float, left: float = 72) -> list[tuple[float, float, str]]:
    return [(left, top - 14 * number, text) for number, text in enumerate(texts)]


def test_a_block_set_off_on_both_sides_of_a_printed_page_is_quoted() -> None:
    page = [
        *_lines(_WIDE, "sailed, as Ana Vell said:", top=700),
        *_lines(*_NARROW, top=660, left=108),
        *_lines(_WIDE, "sailed in the end.", top=620),
    ]
    assert found(pdf([page]), "a.pdf") == [(" ".join(_NARROW), "Ana Vell")]


@pytest.mark.parametrize(
    "block",
    [
        _lines(_WIDE, _WIDE[:60], top=660, left=90),  # an indent of the left side only
        _lines("• " + _NARROW[0], _NARROW[1], top=660, left=108),
        _lines("Port of Norlandia", "Harbour Street 1", top=660, left=108),
        _lines("Bo Lund: Thank you. Go ahead, Radio Fjord.", "Radio Fjord: And the ferry?", top=660, left=108),
        _lines("Ana Vell: About how—", "Bo Lund: About the fees of the port", top=660, left=108),
    ],
)
def test_lists_and_narrow_lines_of_a_printed_page_are_not_quoted(block: list[tuple[float, float, str]]) -> None:
    page = [*_lines(_WIDE, "sailed.", top=700), *block, *_lines(_WIDE, "sailed in the end.", top=620)]
    assert found(pdf([page]), "a.pdf") == []


def test_the_middle_of_three_columns_is_not_quoted() -> None:
    words = (
        "Many people came to see",
        "how the ferry sailed from",
        "the port of Norlandia then",
        "and in the years after it.",
    )
    page = [line for left in (40, 220, 400) for line in _lines(*words, top=700, left=left)]
    assert found(pdf([page]), "a.pdf") == []
