"""Document -> Reading: turns in exchanges; title, date and language from wherever the file gives them."""

import re
from datetime import date

from store.errors import UnreadableTranscriptError
from store.exchanges import exchanges
from store.formats.dates import date_in_name, find_date, is_day_first
from store.formats.document import Document
from store.formats.head import read_head
from store.formats.turns import cut
from store.language import language_of
from store.types import Instant, Reading

_HEAD_CHARACTERS = 20_000
_FIRST_CHARACTERS = 600
_LANGUAGE_CHARACTERS = 40_000
# A date that the words themselves give as that of the day.
_TODAY = re.compile(
    r"\b(?:today(?: is)?|on|it is|heute|hoy|aujourd['’]hui|"
    r"сегодня)\b,? (?:\w+day,? )?(?:the )?(?:\w+ ){0,2}$|今天是?$|[Tt]oday,? $"
)


def reading_of(document: Document, name: str) -> Reading:
    """What a document is read as. `name` is the file's, which may tell a date.

    Raises UnreadableTranscriptError when nobody can be told to speak in it.
    """
    found = cut(document)
    if not found.turns:
        raise UnreadableTranscriptError(
            f"{name}: no speaker label found.",
            "Start each turn on a new line with the speaker's name and a colon, e.g. 'Reuters: ...'.",
        )
    first = found.turns[0].start
    language = document.language or language_of(document.text[first : first + _LANGUAGE_CHARACTERS])
    day_first = is_day_first(document.text, language)
    above = document.text[document.body : min(max(found.head_end, document.body), document.body + _HEAD_CHARACTERS)]
    head = read_head(above, day_first=day_first)
    source_url = document.source_url or head.source_url
    return Reading(
        text=document.text,
        title=document.title or head.title,
        date=document.date
        or (find_date(document.title, day_first=day_first) if document.title else None)
        or head.date
        or (date_in_name(source_url) if source_url else None)
        or date_in_name(name)
        or _date_said(document.text[first : first + _FIRST_CHARACTERS], day_first),
        language=language,
        source_url=source_url,
        source_line=head.source_line,
        exchanges=exchanges(found.turns, opens=found.joints.opens, closes=found.joints.closes),
        asides=found.asides,
        instants=tuple(Instant(u.start, u.seconds) for u in document.utterances if u.seconds is not None),
    )


def _date_said(words: str, day_first: bool) -> date | None:
    """A date that the first words give as the day's own."""
    for match in re.finditer(r"\d", words):
        if _TODAY.search(words[: match.start()]) and (
            found := find_date(words[max(0, match.start() - 20) :], day_first=day_first)
        ):
            return found
    return None
