"""An answer in the contract's JSON -> a document to hand on: Markdown or Word. Pure functions.

Every quote stands in it word for word, with who said it to whom, when, where it is published and a link that opens it.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.places import marks_of
from assistant.questions import restated
from assistant.quotations import facts, inert, reference, spoken
from assistant.render_answer import outcome_text, searched_line

Json = Mapping[str, Any]

_SUPPORT = {"weak": "weakly supported", "none": "not found in the sources"}
_NEAREST = "Nearest passages (they do not answer the question)"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML takes these


def markdown(told: Json, page: str) -> str:
    """The answer as Markdown; `page` is the address of the page that its links lead to."""
    parts = [f"# {inert(told['question'])}", *map(inert, _before(told))]
    if told["statements"]:
        parts.append(
            " ".join(
                f"{inert(text)}{_marks(numbers)}{note and ' ' + inert(note)}" for text, numbers, note in _told(told)
            )
        )
    if quotes := told["citations"] or told["nearest"]:
        parts.append(f"## {'Sources' if told['citations'] else _NEAREST}")
        parts += [
            f"{citation['n']}. > {inert(spoken(citation))}\n\n   {inert(facts(citation))}  \n"
            f"   [Open the exact words]({_address(page, citation)})"
            for citation in quotes
        ]
    return "\n\n".join([*parts, inert(searched_line(told))]) + "\n"


def docx(told: Json, page: str) -> bytes:
    """The answer as a Word file."""
    word = Document()
    word.styles["Normal"].font.size = Pt(11)
    word.core_properties.title, word.core_properties.author = _xml(told["question"])[:255], "OnRecord"
    word.add_heading(_xml(told["question"]), level=1)
    for line in _before(told):
        word.add_paragraph(_xml(line)).runs[0].bold = True
    if told["statements"]:
        answer = word.add_paragraph()
        for text, numbers, note in _told(told):
            answer.add_run(_xml(text))
            answer.add_run("".join(f" [{n}]" for n in numbers)).font.superscript = True
            answer.add_run(f" {note} " if note else " ").italic = True
    if quotes := told["citations"] or told["nearest"]:
        word.add_heading("Sources" if told["citations"] else _NEAREST, level=2)
        for citation in quotes:
            _add_source(word, citation, page)
    word.add_paragraph(_xml(searched_line(told))).runs[0].italic = True
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _add_source(word: Word, citation: Json, page: str) -> None:
    word.add_paragraph(f"[{citation['n']}] {_xml(spoken(citation))}", style="Quote")
    told = word.add_paragraph(f"{_xml(reference(citation))} ")
    _add_link(word, told, "Open the exact words", _address(page, citation))


def _address(page: str, citation: Json) -> str:
    return f"{page}{citation['link']}{marks_of(citation['start'], citation['quote'])}"


def _add_link(word: Word, paragraph: Any, text: str, address: str) -> None:
    # python-docx writes no links of its own.
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = paragraph._p.makeelement(
        qn("w:hyperlink"), {qn("r:id"): word.part.relate_to(address, kind, is_external=True)}
    )
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _before(told: Json) -> Iterator[str]:
    if meant := restated(told["question"], told["standalone"]):
        yield f"Understood as: {meant}"
    if outcome := outcome_text(told):
        yield outcome
    if told["notice"]:
        yield told["notice"]


def _told(told: Json) -> Iterator[tuple[str, list[int], str]]:
    for statement in told["statements"]:
        note = ": ".join(filter(None, (_SUPPORT.get(statement["support"]), statement["why"])))
        yield statement["text"], statement["citations"], f"({note})" if note else ""


def _marks(numbers: list[int]) -> str:
    return "".join(f" \\[{n}\\]" for n in numbers)


def _xml(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
