"""Word documents: every paragraph, wherever it stands, and what is bold."""

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_document
from tests.store.formats.files import WORD, archive, docx, paragraph


def test_paragraphs_come_in_order_with_their_bold_words() -> None:
    document = read_document(docx(paragraph("*Harbour ", "*Times: ", "When?") + paragraph("Ana: May.")), "a.docx")
    assert document.text == "Harbour Times: When?\n\nAna: May."
    assert [document.text[part.start : part.end] for part in document.bold] == ["Harbour Times:"]


def test_words_in_tables_boxes_and_controls_are_kept_and_deleted_ones_are_not() -> None:
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('Ana Vell')}</w:tc><w:tc>{paragraph('Yes.')}</w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent>{paragraph('Radio Fjord: Why?')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:r></w:p>"
        "<w:p><w:ins><w:r><w:t>Ana Vell: It is</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> not</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t> so.</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>Quite.</w:t></w:r></w:p>"
    )
    assert read_document(docx(body), "a.docx").text == (
        "Ana Vell\tYes.\n\nRadio Fjord: Why?\n\nIn a box.\n\nAna Vell: It is so.\nQuite."
    )


def test_table_of_names_and_words_becomes_labels() -> None:
    row = "<w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = row.format(paragraph("Harbour Times"), paragraph("When?")) + row.format(paragraph("Ana:"), paragraph("May."))
    assert read_document(docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx").text == "Harbour Times: When?\n\nAna: May."


def test_bold_and_title_come_from_styles_too() -> None:
    styles = (
        '<w:style w:styleId="Q"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    body = paragraph("Briefing", style="T") + paragraph("When?", style="Q") + paragraph("May.")
    document = read_document(docx(body, styles=styles), "a.docx")
    assert document.title == "Briefing"
    assert [document.text[part.start : part.end] for part in document.bold] == ["When?"]


BOMB = (
    f'<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="{WORD}"><w:t>&b;</w:t></w:document>'
)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (docx(paragraph("Ana: Yes."))[:100], "damaged or cut off"),
        (archive({"word/document.xml": "<w:document"}), "damaged or cut off"),
        (archive({"word/document.xml": "<a>" * 100_000}), "damaged or cut off"),
        (archive({"word/document.xml": BOMB}), "not a document that Word wrote"),
        (archive({"word/document.xml": " " * 40_000_000}), "unpacks to more than 200 times"),
        (docx(""), "holds no text"),
    ],
)
def test_document_that_cannot_be_read_is_an_error(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=problem):
        read_document(data, "a.docx")
