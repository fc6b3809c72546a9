"""What the store gives -> the JSON that the page draws. Pure functions.

Everything shown travels as plain text; the page draws it with `textContent`, so it needs no escaping.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from store.errors import ReportedError
from store.types import Added, Entry, Progress

Json = dict[str, Any]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
SAMPLE_QUESTIONS = (
    "What did China say about New START?",
    "Will China buy more U.S. soybeans?",
    "What was said about Taiwan?",
)


def day_text(day: date | None) -> str:
    """`23 Sept 2025`; empty without a date."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def period_text(first: date | None, last: date | None) -> str:
    """One day as that day, anything longer as months: `Jan 2021 – Jan 2025`; empty without dates."""
    if first is None or last is None or first == last:
        return day_text(first or last)
    months = [f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    return " – ".join(dict.fromkeys(months))


def count_text(number: int, noun: str) -> str:
    """`1 transcript`, `12 transcripts`, `1,204 exchanges`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there, else None: a transcript can name any scheme it likes."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def library_json(entries: Sequence[Entry], *, sample_file: str) -> Json:
    """The library for the header and the invitation, in a few words.

    `sample_file` is the name of the bundled transcript: while it is there, questions about it are offered.
    """
    exchanges = sum(entry.exchanges for entry in entries)
    summary = f"{count_text(len(entries), 'transcript')} · {count_text(exchanges, 'exchange')}"
    return {
        "summary": summary if entries else "No transcripts yet",
        "empty": not entries,
        "questions": list(SAMPLE_QUESTIONS) if any(entry.file == sample_file for entry in entries) else [],
    }


def failure_json(error: ReportedError) -> Json:
    """A question that failed, with what the person can do about it."""
    return {"status": "failed", "problem": error.problem, "mend": error.mend}


def notice_json(notice: ReportedError | None) -> Json | None:
    """What a person should know about something that is shown all the same."""
    return {"problem": notice.problem, "mend": notice.mend} if notice else None


def progress_json(progress: Progress) -> Json:
    """How far one file is; `percent` is None while that cannot be told."""
    percent = round(100 * progress.done / progress.total) if progress.total else None
    words = progress.stage if percent is None else f"{progress.stage} {percent} %"
    return {"file": progress.file, "state": "busy", "percent": percent, "text": words.capitalize()}


def added_json(added: Added) -> Json:
    """What became of one file, in words that stay."""
    if added.status == "failed":
        return {
            "file": added.file,
            "state": "failed",
            "percent": None,
            "text": f"{added.problem or 'Not added.'} {added.mend or ''}".strip(),
        }
    words = {"added": "Added", "unchanged": "Unchanged: already in the library", "replaced": "Replaced"}
    text = f"{words[added.status]}, {count_text(added.exchanges, 'exchange')}"
    return {"file": added.file, "state": "done", "percent": 100, "text": text}
