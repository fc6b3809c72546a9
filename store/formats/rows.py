"""JSON, JSONL and CSV of turns -> Document: one utterance a row."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from store.errors import UnreadableTranscriptError
from store.formats.dates import find_date
from store.formats.decode import clean, decode
from store.formats.document import Document, Utterance
from store.formats.refusals import not_text

SPEAKERS = (
    "speaker", "speaker_name", "speakername", "name", "role", "who", "label", "from", "author", "participant",
)  # fmt: skip
WORDS = (
    "text", "content", "words", "utterance", "transcript", "sentence", "message", "body", "speech",
    "paragraph", "line", "value", "dialogue",
)  # fmt: skip
_TIMES = (
    "seconds",
    "start",
    "start_time",
    "starttime",
    "start_seconds",
    "time",
    "timestamp",
    "offset",
    "begin",
)
_WRAPPERS = (
    "turns", "transcript", "segments", "utterances", "messages", "conversation", "dialogue", "dialog",
    "monologues", "meeting_transcripts", "results", "data", "items", "entries", "rows",
)  # fmt: skip
_TITLES = ("title", "headline", "name", "meeting_title", "subject")
_DATES = ("date", "published", "published_at", "datetime", "created", "start_date")
_URLS = ("source_url", "url", "link", "source")
_CLOCK = re.compile(r"^(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,9}(?:[.,]\d+)?)\s*s?$")
# A row takes 300 bytes in memory and a few in the file.
_MOST_ROWS = 1_000_000
_MOST_VALUES = 3 * _MOST_ROWS
_SHAPE = 'Give a list of turns, each with a speaker and a text: [{"speaker": "Ana Vell", "text": "..."}].'
_COLUMNS = "Name the columns in the first line, e.g. speaker,text,start."


def read_json(data: bytes, name: str) -> Document:
    """JSON or JSON Lines: a list of turns, or an object that holds one under a usual name."""
    text = decode(data)
    if text is None:
        raise not_text(name)
    if text.count("{") + text.count("[") > _MOST_VALUES:
        raise UnreadableTranscriptError(
            f"{name}: more than {_MOST_VALUES:,} JSON objects and lists.", "Split it into smaller files."
        )
    facts, rows = _rows(_parsed(text, name))
    if rows is None:
        raise UnreadableTranscriptError(f"{name}: this JSON is not a list of turns.", _SHAPE)
    return _document(_utterances(rows), name, _SHAPE, facts=facts)


def read_table(data: bytes, name: str) -> Document:
    """CSV or TSV with a header that names a column for the speaker and one for the words."""
    text = decode(data)
    if text is None:
        raise not_text(name)
    header = text.lstrip("\n").split("\n", 1)[0]
    if not is_header(header):
        raise UnreadableTranscriptError(f"{name}: no column for the speaker and for the words found.", _COLUMNS)
    csv.field_size_limit(len(text) + 1)
    reader = csv.DictReader(io.StringIO(text.lstrip("\n")), delimiter=_delimiter(header), restkey="")
    try:
        return _document(_utterances(reader), name, _COLUMNS)
    except csv.Error as error:
        raise UnreadableTranscriptError(
            f"{name}: the table breaks off in line {reader.line_num} ({error}).", "Save it as CSV again."
        ) from error


def is_header(line: str) -> bool:
    """Whether a line names a column for the speaker and another for the words."""
    columns = {cell.strip().strip("\"'").lower() for cell in line.split(_delimiter(line))}
    return not columns.isdisjoint(SPEAKERS) and not columns.isdisjoint(WORDS)


def _delimiter(header: str) -> str:
    return max("\t;,", key=header.count)


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableTranscriptError(f"{name}: the JSON is nested too deeply.", _SHAPE) from None
    except ValueError as error:
        whole = error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    rows = []
    for number, line in lines:
        try:
            rows.append(json.loads(line))
        except RecursionError:
            raise UnreadableTranscriptError(f"{name}: the JSON is nested too deeply.", _SHAPE) from None
        except ValueError as error:
            if not rows:
                raise UnreadableTranscriptError(
                    f"{name}: this is not valid JSON ({whole}).", "Write the file again; it may be cut off."
                ) from error
            raise UnreadableTranscriptError(
                f"{name}: line {number} is not valid JSON.", "Write one whole JSON object on each line."
            ) from error
    return rows


def _rows(found: object) -> tuple[Mapping[str, Any], Sequence[Any] | None]:
    """The facts beside the turns, and the turns. A first row of JSON Lines without words may state facts."""
    facts: dict[str, Any] = {}
    while isinstance(found, dict):
        keys = _lowered(found)
        facts = {**facts, **keys}
        inner = next((keys[key] for key in _WRAPPERS if isinstance(keys.get(key), (list, dict))), None)
        if inner is None:
            return facts, [found] if _words(keys) else None
        found = inner
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return facts, None
    if found and not _words(first := _lowered(found[0])):
        nested = next((first[key] for key in _WRAPPERS if isinstance(first.get(key), list)), None)
        if nested is not None and len(found) == 1:
            return _rows(found[0])
        facts = {**first, **facts}
    return facts, found


def _lowered(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key).strip().lower(): value for key, value in row.items()}


def _utterances(rows: Iterable[Mapping[Any, Any]]) -> Iterator[tuple[str | None, str, float | None]]:
    for row in rows:
        keys = _lowered(row)
        words = _words(keys)
        if words:
            label = next((line for key in SPEAKERS if (line := _label(keys.get(key)))), None)
            seconds = next((time for key in _TIMES if (time := _seconds(keys.get(key))) is not None), None)
            yield label, words, seconds


def _words(keys: Mapping[str, Any]) -> str:
    """The words of a row. Some tools give a list of words, each with its time, instead of a text."""
    for key in WORDS:
        value = keys.get(key)
        if isinstance(value, list) and key == "words":
            value = " ".join(word for item in value if isinstance(word := _word(item), str))
        if isinstance(value, str) and (words := clean(value).strip()):
            return words
    return ""


def _word(item: object) -> object:
    return item if not isinstance(item, dict) else item.get("word") or item.get("text") or item.get("punctuated_word")


def _label(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("label") or value.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"Speaker {value}"
    if not isinstance(value, str):
        return None
    return " ".join(clean(value).split()).rstrip(":：").rstrip() or None


def _seconds(value: object) -> float | None:
    """Seconds from a number, `83.5`, `01:23.5` or `00:01:23,500`; None from anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    match = _CLOCK.match(str(value).strip())
    if not match:
        return None
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", "."))


def _document(
    rows: Iterable[tuple[str | None, str, float | None]],
    name: str,
    mend: str,
    *,
    facts: Mapping[str, Any] | None = None,
) -> Document:
    """One paragraph a row, the label before the first words of a speaker, so that the text reads as it stands.

    A label is not set again while the same one speaks on: between the rows of a turn stands nothing but space.
    """
    pieces: list[str] = []
    utterances: list[Utterance] = []
    length = 0
    above: str | None = None
    for label, words, seconds in rows:
        before = ("\n\n" if pieces else "") + (f"{label}: " if label and label != above else "")
        above = label or above
        start = length + len(before)
        pieces += [before, words]
        length = start + len(words)
        utterances.append(Utterance(label, start, length, seconds))
        if len(utterances) > _MOST_ROWS:
            raise UnreadableTranscriptError(f"{name}: more than {_MOST_ROWS:,} rows.", "Split it into smaller files.")
    if not utterances:
        raise UnreadableTranscriptError(f"{name}: no row holds any words.", mend)
    facts = facts or {}
    return Document(
        "".join(pieces),
        title=_fact(facts, _TITLES),
        date=_date(facts),
        source_url=next((url for key in _URLS if (url := _fact(facts, (key,))) and _is_url(url)), None),
        language=(_fact(facts, ("language", "lang")) or "")[:2].lower() or None,
        utterances=tuple(utterances),
    )


def _fact(facts: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    texts = (facts.get(key) for key in keys)
    return next((line for text in texts if isinstance(text, str) and (line := " ".join(clean(text).split()))), None)


def _date(facts: Mapping[str, Any]) -> dt.date | None:
    texts = (_fact(facts, (key,)) for key in _DATES)
    return next((found for text in texts if text and (found := find_date(text))), None)


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))
