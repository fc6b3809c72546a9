"""Files -> readings: what a file says, who says it, and where each exchange begins and ends."""

from store.errors import UnreadableTranscriptError
from store.exchanges import exchanges
from store.formats.dates import find_date
from store.formats.decode import decode
from store.formats.document import Document
from store.formats.head import read_head
from store.formats.labels import find_labels
from store.formats.markdown import read_markdown
from store.formats.turns import turns
from store.language import language_of
from store.types import Reading

__all__ = ["READER_VERSION", "find_date", "read_transcript"]

# Raised when files would be cut differently, so that adding them again brings them up to date.
READER_VERSION = 1


def read_transcript(data: bytes, name: str) -> Reading:
    """What the bytes of a file called `name` are read as.

    Raises UnreadableTranscriptError when they are not text or hold no speaker label.
    """
    if not data.strip():
        raise UnreadableTranscriptError(f"{name}: the file is empty.", "Add a file with a transcript in it.")
    text = decode(data)
    if text is None:
        raise UnreadableTranscriptError(f"{name}: this is not a text file.", "Save the transcript as text or Markdown.")
    return _reading(read_markdown(text), name)


def _reading(document: Document, name: str) -> Reading:
    labels = find_labels(document.text, document.body)
    said = turns(document.text, labels) if labels else []
    if not said:
        raise UnreadableTranscriptError(
            f"{name}: no speaker label found.",
            "Start each turn on a new line with the speaker's name and a colon, e.g. 'Reuters: ...'.",
        )
    head = read_head(document.text[document.body : labels[0].start])
    return Reading(
        text=document.text,
        title=document.title or head.title,
        date=document.date or head.date,
        language=language_of(document.text[document.body :]),
        source_url=document.source_url or head.source_url,
        source_line=head.source_line,
        exchanges=exchanges(said),
    )
