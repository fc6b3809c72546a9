"""Document -> turns: who says which words, from labels in the text or from what the container names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.formats import cast
from store.formats.asides import directions, furniture, merged, page_lines
from store.formats.bounds import said
from store.formats.document import Document, Utterance
from store.formats.evidence import true_labels
from store.formats.joints import Joints, joints
from store.formats.labels import Label, candidates
from store.formats.names import Name, key_of, parse_label
from store.formats.opening import opening, speech
from store.formats.roles import Spoken, roles_of
from store.types import Extent, Role, Turn

_NOBODY = Name()
_HEAD_CHARACTERS = 20_000
# A question, or what an interviewer says instead of one: "Tell me about the pier."
_ASKS_IN_BOLD = re.compile(
    r"[?？][\"”’*_\s]*$|^[*_\s]*(?:(?:please|so|and|then|now|but|well),? )?"
    r"(?:tell|describe|explain|talk|walk|give) (?:me|us|that|how|what|why)\b[^\n]*[.!…][*_\s]*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The turns of a document in order, what inside them was not said, and where its head ends."""

    turns: tuple[Turn, ...]
    asides: tuple[Extent, ...]
    head_end: int
    joints: Joints


def cut(document: Document) -> Cut:
    """Cut a document into turns. Containers that name speakers are believed; else the labels must tell."""
    text = document.text
    lines = furniture(text, document.body)
    if any(utterance.label for utterance in document.utterances):
        spoken = _voices(document.utterances)
        head_end = document.body  # what stands before the first words is a label, not a head
        preamble = None
    else:
        found = _off_page_lines(candidates(text, document.body), merged(page_lines(text, document.body)))
        labels = true_labels(text, found, start=document.body, bold=document.bold)
        spoken = _labelled(text, labels)
        spoken = _without_edges(text, spoken, lines)
        head_end = labels[0].start if labels else len(text)
        if len(spoken) < 2:
            spoken = _bold_questions(document) or spoken
        preamble = (opening if spoken else speech)(
            text, document.body, spoken[0].label.start if spoken and spoken[0].label else head_end
        )
        if document.utterances:
            spoken, preamble = _timed(spoken, preamble, document.utterances)
    roles: list[Role] = roles_of(text, spoken)
    if preamble is not None:
        head_end = preamble.start
    head = " ".join(
        filter(None, (document.title, text[document.body : min(head_end, document.body + _HEAD_CHARACTERS)]))
    )
    turns = cast.turns(text, spoken, roles, head=head)
    edges = joints(text, spoken, roles)
    if preamble is not None:
        speaker = None if spoken else cast.holder(head)
        turns.insert(0, Turn(speaker, None, "answerer", preamble.start, preamble.end))
        edges = Joints(frozenset(at + 1 for at in edges.opens), frozenset(at + 1 for at in edges.closes))
    return Cut(
        tuple(turns),
        tuple(_inside(merged([*lines, *directions(text, document.body)]), turns)),
        head_end,
        edges,
    )


def _labelled(text: str, labels: Sequence[Label]) -> list[Spoken]:
    spoken: list[Spoken] = []
    for position, label in enumerate(labels):
        is_last = position + 1 == len(labels)
        until = len(text) if is_last else labels[position + 1].start
        words = said(text, min(label.end, until), until, is_last=is_last)
        if words.start < words.end:
            spoken.append(_spoken(label, words, label.seconds))
    return spoken


def _off_page_lines(found: Sequence[Label], lines: Sequence[Extent]) -> list[Label]:
    """The candidates that are not the head or foot of a page, which repeats as a name does."""
    kept: list[Label] = []
    at = 0
    for label in found:
        while at < len(lines) and lines[at].end <= label.start:
            at += 1
        if at == len(lines) or label.start < lines[at].start:
            kept.append(label)
    return kept


def _without_edges(text: str, spoken: Sequence[Spoken], lines: Sequence[Extent]) -> list[Spoken]:
    """The turns without lines of the page at their beginning and end."""
    trimmed: list[Spoken] = []
    at = 0
    for turn in spoken:
        start, end = turn.start, turn.end
        while at < len(lines) and lines[at].end <= start:
            at += 1
        last = at
        while at < len(lines) and lines[at].start <= start < lines[at].end:
            start, at = _skipped(text, lines[at].end, end), at + 1
        while last < len(lines) and lines[last].start < end:
            last += 1
        for line in reversed(lines[at:last]):
            if line.end < end:
                break
            end = start + len(text[start : max(line.start, start)].rstrip())
        at = last
        if start < end:
            unchanged = start == turn.start and end == turn.end
            trimmed.append(turn if unchanged else replace(turn, start=start, end=end))
    return trimmed


def _skipped(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _spoken(label: Label, words: Extent, seconds: float | None) -> Spoken:
    if not label.text:
        return Spoken(label, _NOBODY, "", words.start, words.end, seconds)
    return Spoken(label, parse_label(label.text), key_of(label.text), words.start, words.end, seconds)


def _voices(utterances: Sequence[Utterance]) -> list[Spoken]:
    """The utterances of one speaker after another are one turn."""
    spoken: list[Spoken] = []
    for utterance in utterances:
        if utterance.start >= utterance.end:
            continue
        text = utterance.label or (spoken[-1].label.text if spoken and spoken[-1].label else "")
        last = spoken[-1] if spoken else None
        if last is not None and last.label is not None and last.label.text == text:
            spoken[-1] = Spoken(last.label, last.name, last.key, last.start, utterance.end, last.seconds)
        else:
            label = Label(text, utterance.start, utterance.start)
            spoken.append(_spoken(label, Extent(utterance.start, utterance.end), utterance.seconds))
    return spoken


def _timed(
    spoken: Sequence[Spoken], preamble: Extent | None, utterances: Sequence[Utterance]
) -> tuple[list[Spoken], Extent | None]:
    """Captions without voices: each turn gets the time of the caption it begins in."""
    if not spoken:
        first, last = utterances[0], utterances[-1]
        return [Spoken(None, _NOBODY, "", first.start, last.end, first.seconds)], None
    timed: list[Spoken] = []
    at = 0
    for turn in spoken:
        while at + 1 < len(utterances) and utterances[at + 1].start <= turn.start:
            at += 1
        timed.append(Spoken(turn.label, turn.name, turn.key, turn.start, turn.end, utterances[at].seconds))
    return timed, preamble


def _bold_questions(document: Document) -> list[Spoken]:
    """An interview without labels, whose questions are set in bold: bold asks, plain answers."""
    text = document.text
    bold = [extent for extent in document.bold if extent.start >= document.body] or [
        Extent(match.start(), match.end())
        for match in re.finditer(r"^(?:\*\*|__)[^\n*]{8,600}\*\*[ \t]*$", text[document.body :], re.M)
    ]
    questions = [extent for extent in bold if _opens_line(text, extent) and _ASKS_IN_BOLD.search(_words(text, extent))]
    alone = [extent for extent in questions if _ends_line(text, extent)]
    questions = alone if len(alone) > 1 else questions  # else the answers stand in the same lines
    if len(questions) < 2:
        return []
    asks, answers = Name(role="asker", is_generic=True), Name(role="answerer", is_generic=True)
    spoken: list[Spoken] = []
    for position, extent in enumerate(questions):
        is_last = position + 1 == len(questions)
        until = len(text) if is_last else questions[position + 1].start
        asked = _without_marks(text, extent)
        answer = said(text, extent.end, until, is_last=is_last)
        answer = _without_marks(text, answer)
        spoken.append(Spoken(Label("", extent.start, asked.start), asks, "asker:", asked.start, asked.end))
        if answer.start < answer.end:
            spoken.append(Spoken(Label("", answer.start, answer.start), answers, "answerer:", answer.start, answer.end))
    return spoken


def _words(text: str, extent: Extent) -> str:
    return text[extent.start : extent.end]


def _opens_line(text: str, extent: Extent) -> bool:
    before = text[max(0, extent.start - 5) : extent.start].rstrip(" \t\u3000*_")
    return not before or before.endswith("\n")


def _ends_line(text: str, extent: Extent) -> bool:
    after = text[extent.end : extent.end + 5].lstrip(" \t\u3000*_")
    return not after or after.startswith("\n")


def _without_marks(text: str, extent: Extent) -> Extent:
    start, end = extent.start, extent.end
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    return Extent(start, end)


def _inside(found: Sequence[Extent], turns: Sequence[Turn]) -> list[Extent]:
    """The asides that lie inside a turn's words; a turn that is nothing but one keeps it."""
    kept: list[Extent] = []
    at = 0
    for turn in turns:
        while at < len(found) and found[at].end <= turn.start:
            at += 1
        while at < len(found) and found[at].start < turn.end:
            kept.append(Extent(max(found[at].start, turn.start), min(found[at].end, turn.end)))
            if found[at].end > turn.end:
                break
            at += 1
    return kept
