"""Saved web pages -> Document: the main text, its bold stretches, and what the page says about itself."""

import re
from email import message_from_bytes, policy

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from store.errors import UnreadableTranscriptError
from store.formats.decode import decode
from store.formats.document import Document
from store.formats.page_facts import page_facts
from store.formats.page_main import main_content
from store.formats.page_text import page_text

# A tag takes about a kilobyte and 15 microseconds while a page is read; real pages have a few thousand.
_MOST_TAGS = 500_000
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
# What browsers write into a page they save.
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(\S+)")


def read_html(data: bytes, name: str) -> Document:
    """The main text of a page; navigation, related links, share buttons and the like are left out.

    Paragraphs are separated by a blank line, `<br>` is a newline. Offsets refer to this text.
    """
    source = _decoded(data)
    if source is None:
        raise _unreadable(name)
    if source.count("<") > _MOST_TAGS:
        raise UnreadableTranscriptError(
            f"{name}: the page holds more than {_MOST_TAGS:,} tags.", "Save its text as a .txt file."
        )
    root = _parsed(source, name)
    saved_from = _SAVED_FROM.search(source[:5000])
    del source  # of a page of 50 MB every copy counts
    facts = page_facts(root)
    text, bold = page_text(main_content(root))
    if not text:
        raise UnreadableTranscriptError(
            f"{name}: the page holds no text.",
            "Open it in a browser, wait until the transcript shows, and save the page again.",
        )
    return Document(
        text,
        title=facts.title,
        date=facts.date,
        source_url=facts.url or (saved_from.group(1) if saved_from else None),
        language=facts.language,
        bold=bold,
    )


def read_mhtml(data: bytes, name: str) -> Document:
    """A page that a browser saved into one file (.mhtml): its first HTML part."""
    message = message_from_bytes(data, policy=policy.default)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page else None
    if not isinstance(content, bytes):
        raise _unreadable(name)
    return read_html(content, name)


def _unreadable(name: str) -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        f"{name}: this is not a web page that can be read.",
        "Save the page again, or its text as a .txt file.",
    )


def _decoded(data: bytes) -> str | None:
    """Valid UTF-8 is UTF-8 whatever the page declares: pages are converted more often than corrected."""
    declared = _DECLARED.search(data[:4096])
    return decode(data, declared.group(1).decode("ascii") if declared else None)


def _parsed(source: str, name: str) -> HtmlElement:
    parser = HTMLParser(huge_tree=True, remove_pis=True)
    try:
        root = document_fromstring(_XML_DECLARATION.sub("", source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise _unreadable(name) from None
    # The parser leaves out what stands deeper; better no transcript than half of one.
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableTranscriptError(
            f"{name}: the tags of the page are nested too deeply.", "Save its text as a .txt file."
        )
    return root
