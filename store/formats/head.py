"""The lines above the first turn: title, date, source."""

import re
from dataclasses import dataclass
from datetime import date

from store.formats.dates import find_date

_URL = re.compile(r"https?://[^\s<>\"')\]]+")
_SOURCE = re.compile(r"\b(?:distributed by|source|published by|provided by)\b", re.I)
# Longer lines are prose, not titles.
_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a transcript says about it; None where it is silent."""

    title: str | None
    date: date | None
    source_url: str | None
    source_line: str | None


def read_head(text: str) -> Head:
    """Read the lines above the first turn. A line may hold several facts between bars (`|`)."""
    facts = [fact.strip() for line in text.splitlines() for fact in line.split("|") if fact.strip()]
    url = _URL.search(text)
    return Head(
        title=next((fact.lstrip("# ").strip() for fact in facts if _is_title(fact)), None),
        date=find_date(text),
        source_url=url.group().rstrip(".,;") if url else None,
        source_line=next((fact for fact in facts if _SOURCE.search(fact)), None),
    )


def _is_title(fact: str) -> bool:
    bare = re.sub(r"[\d\s/:.,-]|\b(?:am|pm|EST|EDT|GMT|UTC)\b", "", fact)
    is_only_date = find_date(fact) is not None and len(fact) < 24
    return (
        bool(bare)
        and not is_only_date
        and len(fact) <= _TITLE_CHARACTERS
        and not _SOURCE.search(fact)
        and not _URL.match(fact)
    )
