"""Dates as people write them in the head of a transcript."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<y>[12]\d{3})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]"),
    re.compile(r"(?<!\d)(?P<y>[12]\d{3})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"\b(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[12]\d{{3}})\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n>{_MONTH})\.?,?\s+(?P<y>[12]\d{{3}})\b", re.I),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>[12]\d{3})(?!\d)"),
)


def find_date(text: str) -> date | None:
    """The first date in `text`; of 03/04/2031 the first number is the month unless it cannot be one."""
    matches = (match for pattern in _PATTERNS if (match := pattern.search(text)))
    for match in sorted(matches, key=lambda match: match.start()):
        if found := _as_date(match.groupdict()):
            return found
    return None


def _as_date(parts: dict[str, str]) -> date | None:
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        month, day = (second, first) if first > 12 else (first, second)
    else:
        month = int(parts["m"]) if "m" in parts else _MONTHS[parts["n"].lower()]
        day = int(parts["d"])
    try:
        return date(int(parts["y"]), month, day)
    except ValueError:
        return None
