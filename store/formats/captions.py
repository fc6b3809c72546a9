"""SubRip and WebVTT -> Document: one utterance a cue, with the second it starts."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from store.errors import UnreadableTranscriptError
from store.formats.decode import decode
from store.formats.document import Document, Utterance
from store.formats.labels import candidates
from store.formats.refusals import not_text

_TIMES = re.compile(r"^[ \t]*(?:(\d+):)?(\d{1,2}):(\d\d)(?:[,.](\d{1,3}))?[ \t]*-->")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?[ \t]{1,20}([^<>\n]{0,200})>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|font|ruby|rt|lang|\d)[^<>]{0,200}>|\{\\[^{}]{0,200}\}", re.I)
# Broadcast captions: two chevrons for another speaker, three for another story.
_CHEVRONS = re.compile(r"^\s*(?:>>+|&gt;&gt;)\s*")
# Between cues without a speaker a pause this long starts a new paragraph.
_PAUSE_SECONDS = 4.0
_MOST_CUES = 1_000_000
_MOST_LINES = 4 * _MOST_CUES
_SPACE = re.compile(r"\s{2,}|[^\S ]")
_NO_BREAK_AFTER = re.compile(r"[\u3000-\u9fff\uff00-\uffef]\Z")
_NO_BREAK_BEFORE = re.compile(r"\A[\u3000-\u9fff\uff00-\uffef]")


@dataclass(slots=True)
class _Cue:
    """The words of one voice in one caption. `is_change`: another speaker begins, whoever it is."""

    words: str
    label: str | None
    start: float
    end: float
    is_change: bool = False


def read_captions(data: bytes, name: str) -> Document:
    """Captions as flowing text: cues of one voice are one paragraph, an utterance each.

    Speakers come from `<v Name>`. Without any the utterances carry no label, and a cue that begins with
    `NAME:` starts a paragraph, so that the labels in the text can tell.
    """
    text = decode(data)
    if text is None:
        raise not_text(name)
    if text.count("\n") > _MOST_LINES:
        raise _too_many(name)
    found = (cue for start, end, lines in _blocks(text) for cue in _voices(lines, start, end))
    cues = list(islice(found, _MOST_CUES + 1))
    if len(cues) > _MOST_CUES:
        raise _too_many(name)
    if not cues:
        raise UnreadableTranscriptError(
            f"{name}: the captions hold no words.", "Export the captions again, as .srt or .vtt."
        )
    if not any(cue.label for cue in cues):
        cues = _with_changes(cues)
    return _document(cues)


def _too_many(name: str) -> UnreadableTranscriptError:
    return UnreadableTranscriptError(f"{name}: more than {_MOST_CUES:,} captions.", "Split it into smaller files.")


def _blocks(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Start and end in seconds and the lines of each cue, whatever stands between cues."""
    times: tuple[float, float] | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        if match := _TIMES.match(line):
            if times:
                yield *times, _without_number(lines)
            start = _seconds(match)
            after = _TIMES.match(line[match.end() :].strip() + " -->")
            times, lines = (start, _seconds(after) if after else start), []
        elif not line.strip() and lines:
            if times:
                yield *times, lines
            times, lines = None, []
        elif times and line.strip():
            lines.append(line.strip())
    if times:
        yield *times, lines


def _without_number(lines: list[str]) -> list[str]:
    """Where the blank line before a cue is missing, its number stands at the end of the one before."""
    return lines[:-1] if lines and lines[-1].isdecimal() else lines


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction or 0}")


def _voices(lines: list[str], start: float, end: float) -> Iterator[_Cue]:
    """A cue may hold several voices, one after the other."""
    parts = _VOICE.split(" ".join(lines))
    for label, raw in zip([None, *parts[1::2]], parts[::2], strict=True):
        words, changes = _CHEVRONS.subn("", _plain(raw))
        if words := _SPACE.sub(" ", words).strip():
            yield _Cue(words, _plain(label).strip() or None if label else None, start, end, bool(changes))


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).replace("\x00", "\ufffd")


def _with_changes(cues: list[_Cue]) -> list[_Cue]:
    """Where no voices are given: a cue that begins with what looks like a label starts a paragraph."""
    found = candidates("\n".join(cue.words for cue in cues))
    starts = {label.start for label in found if label.shape in ("colon", "bracketed", "timed")}
    offset = 0
    for cue in cues:
        cue.is_change = cue.is_change or offset in starts
        offset += len(cue.words) + 1
    return cues


def _document(cues: list[_Cue]) -> Document:
    pieces: list[str] = []
    utterances: list[Utterance] = []
    length = 0
    before: _Cue | None = None
    for cue in cues:
        separator = _separator(before, cue)
        pieces += [separator, cue.words]
        start = length + len(separator)
        length = start + len(cue.words)
        utterances.append(Utterance(cue.label, start, length, cue.start))
        before = cue
    return Document("".join(pieces), utterances=tuple(utterances))


def _separator(before: _Cue | None, cue: _Cue) -> str:
    if before is None or before.label != cue.label or cue.is_change:
        return ("" if before is None else "\n\n") + (f"{cue.label}: " if cue.label else "")
    if cue.label is None and cue.start - before.end >= _PAUSE_SECONDS:
        return "\n\n"
    # Chinese and Japanese are written without spaces.
    is_joined = _NO_BREAK_AFTER.search(before.words[-1:]) and _NO_BREAK_BEFORE.match(cue.words)
    return "" if is_joined else " "
