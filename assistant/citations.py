"""The one citation check: a reply in the line protocol becomes statements that cite sentences of the prompt.

A reply is an outcome line and then a line for each statement, `[2.3] [2.4] text`. Models spell this in many
ways, so the parsing is tolerant; what a marker may name is not: only sentences of `Prompt.sentences`. A quote
is that sentence's own text, so nothing is ever searched for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from assistant.comparison import has_words
from assistant.types import Citation, Draft, Marker, Outcome, Prompt, Statement
from store.types import Sentence

# A range such as [2.1-40] says nothing about which sentence bears the statement out: its ends are kept.
LONGEST_RANGE = 10

_DASH = r"[-‐‑–—]"
_ID = r"\d{1,3}\.\d{1,3}"
_IDS = rf"{_ID}(?:\s*(?:[,;&]|and|{_DASH})\s*(?:{_ID}|\d{{1,3}})|\s*(?:to|\s)\s*{_ID})*"
_OPEN, _CLOSE = r"[\[【［(（]", r"[\]】］)）]"
# [2.3], 【2.3】, (2.3), [[2.3]], [2.3, 2.4], [2.3-5], (see 2.3), 【2.3†source】
_GROUP = re.compile(
    rf"(?P<outer>{_OPEN}\s*(?:see\s+)?)?{_OPEN}\s*(?:(?:see|ids?|sentences?)\s+)?"
    rf"(?P<ids>{_IDS})\s*(?:†[^\]】)]*)?{_CLOSE}(?(outer)\s*{_CLOSE})"
)
_BARE = re.compile(rf"(?P<ids>{_IDS})\s*[:)\]】](?:\s+|$)")  # "2.3: text"
_TOKEN = re.compile(rf"(?P<dash>{_DASH}|\bto\b)|(?P<passage>\d+)\.(?P<sentence>\d+)|(?P<short>\d+)")
_JOINT = re.compile(rf"\s*[,;&]?\s*(?:and|to|{_DASH})?\s*")

# A bracketed decimal beside one of these is a figure of the prose, not a marker.
_UNIT = re.compile(
    r"\s*(?:%|per\b|percent|million|billion|trillion|thousand|bn\b|points?\b|degrees?\b|times\b|"
    r"k(?:m|g)\b|kilo|met(?:er|re)s?\b|miles?\b|tons?\b|tonnes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|"
    r"dollars?\b|euros?\b|yuan\b)",
    re.IGNORECASE,
)
_BEFORE_FIGURE = re.compile(
    r"(?:\b(?:by|of|to|from|at|about|around|nearly|almost|over|under|than|some|only|is|was|are|were|be|"
    r"reached|version|section|article|rule)|[$€£¥])\s*$",
    re.IGNORECASE,
)

_OUTCOMES: tuple[tuple[str, Outcome], ...] = (
    ("NOT[ _-]?IN[ _-]?(?:THE[ _-]?)?TRANSCRIPTS?", "not_in_transcripts"),
    ("PART(?:LY|IALLY)(?:[ _-]ANSWERED)?", "partly"),
    ("ANSWERED", "answered"),
    ("DECLINED", "declined"),
)
_WORD = "|".join(pattern for pattern, _ in _OUTCOMES)
_LABEL = r"[\W_]*(?:(?:outcome|answer|result)[\W_]+)?"
_OUTCOME_LINE = re.compile(rf"{_LABEL}(?P<word>{_WORD})[\W_]*", re.IGNORECASE)
_OUTCOME_AND_MORE = re.compile(
    rf"(?i:{_LABEL})(?P<word>(?:{_WORD})(?=\W)|(?i:{_WORD})(?=\W*{_OPEN}\d))[\s:.–—-]*(?P<rest>.+)"
)
_BEGINNINGS = [
    label + word
    for label in ("", "OUTCOME", "ANSWER", "RESULT")
    for word in (
        "ANSWERED",
        "PARTLYANSWERED",
        "PARTIALLYANSWERED",
        "DECLINED",
        "NOTINTRANSCRIPTS",
        "NOTINTHETRANSCRIPTS",
    )
]

_BULLET = re.compile(r"^\s*(?:(?:[-*•–—>]|#+|\d{1,2}[.)])(?:\s+|$))*")
_AFTER_MARKERS = re.compile(rf"^\s*(?:(?:[:,;.]|{_DASH}+(?=\s))\s*)*")
_EMPTY_BRACKETS = re.compile(rf"\s*{_OPEN}\s*(?:see\s*)?{_CLOSE}|(?:\s*{_OPEN}\s*)+$")
# What an unfinished line may begin or end with and still turn out to be a marker, or a figure.
_UNSURE_START = re.compile(rf"(?:[\s\d.,;:&†*#>•]|{_DASH}|{_OPEN}|{_CLOSE}|\b(?:a|an|and|t|to)\b)*")
_INSIDE = rf"\d(?:[\d.,;&\santdo]|{_DASH}|†[^\]】］)）]*)*"
_UNSURE_END = re.compile(
    rf"(?:(?:{_OPEN}{{1,2}}\s*(?:[A-Za-z]{{1,9}}\s*)?{_INSIDE}{_CLOSE}+{_JOINT.pattern})+[\w%]*\s*)?"
    rf"(?:{_OPEN}{{1,2}}\s*(?:[A-Za-z]{{1,9}}\s*)?(?:{_INSIDE})?)?$"
)


def draft(reply: str, prompt: Prompt, *, complete: bool) -> Draft:
    """The statements of a reply and the sentences they cite; any text parses.

    Markers that the prompt does not hold are dropped. Citations are numbered by first use, one for each
    sentence. `support` is `none` where nothing is cited and `weak` otherwise, until `grounding.verify`.

    While not `complete`, what may still turn out to be something else (half a marker, an outcome word, a
    first line that may be small talk before the outcome) is held back, so that text once shown stays, and
    numbers never change. One exception: reasoning that ends in `</think>` without ever having begun.
    """
    *lines, last = _without_reasoning(reply, complete=complete).split("\n")
    reading = _Reading(prompt)
    for line in lines:
        reading.read(_without_emphasis(line))
    if complete:
        reading.read(_without_emphasis(last))
    else:
        reading.read(_sure(_without_emphasis(last.rstrip("*_`~"))), finished=False)
    return reading.draft(complete=complete)


@dataclass(slots=True)
class _Reading:
    """What has been read of one reply, line by line."""

    prompt: Prompt
    outcome: Outcome | None = None
    statements: list[Statement] = field(default_factory=list)
    numbers: dict[Marker, int] = field(default_factory=dict)
    waiting: list[Marker] = field(default_factory=list)  # of a line of markers only, before its text

    def read(self, line: str, *, finished: bool = True) -> None:
        line = _BULLET.sub("", line, count=1)
        if found := _OUTCOME_LINE.fullmatch(line):
            if not self.numbers and self.outcome is None:
                self.statements.clear()  # small talk before the outcome
            self.outcome = self.outcome or _outcome(found["word"])
            return
        if self.outcome is None and not self.numbers and (found := _OUTCOME_AND_MORE.fullmatch(line)):
            self.statements.clear()
            self.outcome = _outcome(found["word"])
            line = found["rest"]
        text, markers = _split(line, self.prompt.sentences)
        if has_words(text):
            self.statements.append(self._cite(Statement(text, (), "none"), self.waiting + markers))
            self.waiting = []
        elif not finished:
            return
        elif markers and self.statements and not self.statements[-1].citations:
            self.statements[-1] = self._cite(self.statements[-1], markers)
        else:
            self.waiting += markers

    def draft(self, *, complete: bool) -> Draft:
        begun = complete or self.outcome is not None or bool(self.numbers)
        citations = (
            Citation(n, self.prompt.sentences[marker], self.prompt.hits[marker.passage - 1].source)
            for marker, n in self.numbers.items()
        )
        return Draft(self.outcome, tuple(self.statements) if begun else (), tuple(citations))

    def _cite(self, statement: Statement, markers: list[Marker]) -> Statement:
        known = [marker for marker in dict.fromkeys(markers) if marker in self.prompt.sentences]
        numbers = tuple(self.numbers.setdefault(marker, len(self.numbers) + 1) for marker in known)
        return replace(statement, citations=numbers, support="weak") if numbers else statement


def _outcome(word: str) -> Outcome:
    return next(outcome for pattern, outcome in _OUTCOMES if re.fullmatch(pattern, word, re.IGNORECASE))


def _without_reasoning(reply: str, *, complete: bool) -> str:
    """The reply without `<think>` blocks, finished or not."""
    if not complete:
        # Half a tag at the end, held back before any block is taken out: what stands before a block stays.
        reply = re.sub(r"<+/?[a-z]{0,8}\Z", "", reply)
    reply = re.sub(r"(?s)<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", "", reply)
    return re.sub(r"(?s)\A.*</think(?:ing)?>", "", reply)


def _without_emphasis(line: str) -> str:
    """One space between words, and Markdown's emphasis, code marks and fences taken away.

    A star between spaces is a sign and stays.
    """
    line = re.sub(r"\s+", " ", line)
    if line.lstrip().startswith("```"):
        return ""
    line = re.sub(r"\*\*+|__+|`+|~~+", "", line)
    return re.sub(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", line)


def _sure(line: str) -> str:
    """The part of an unfinished line that will mean the same however the line goes on."""
    if _UNSURE_START.fullmatch(line):
        return ""
    if unsure := _UNSURE_END.search(line):
        line = line[: unsure.start()]
    text = _BULLET.sub("", line, count=1)
    letters = "".join(character for character in text.upper() if character.isalnum())
    if any(word.startswith(letters) for word in _BEGINNINGS):
        return ""
    shared = _OUTCOME_AND_MORE.fullmatch(text)
    return "" if shared and _UNSURE_START.fullmatch(shared["rest"]) else line


def _split(line: str, sentences: Mapping[Marker, Sentence]) -> tuple[str, list[Marker]]:
    """A line's text and its markers, known or not, in order."""
    line = line.strip()
    bare = _BARE.match(line)
    ids, end = (bare["ids"], bare.end()) if bare else ("", 0)
    texts: list[str] = []
    for group in _groups(line, sentences, end):
        if group.start() and any(group[0] in sentences[m].text for m in _named(ids, sentences) if m in sentences):
            continue  # words of the very sentence that is quoted
        between = line[end : group.start()]
        if end and _JOINT.fullmatch(between):
            ids += f" {between.strip() or ','} {group['ids']}"
        else:
            texts.append(between)
            ids += f" , {group['ids']}"
        end = group.end()
    text = _joined([*texts, line[end:]])
    leads = bool(bare) or (bool(texts) and not texts[0].strip())
    return _AFTER_MARKERS.sub("", text, count=1) if leads else text, _named(ids, sentences)


def _groups(line: str, sentences: Mapping[Marker, object], start: int) -> Iterator[re.Match[str]]:
    """The bracketed ids that are markers. Round brackets in the middle of a line may hold a figure."""
    for group in _GROUP.finditer(line, start):
        before, after = line[: group.start()], line[group.end() :]
        if before.strip() and _UNIT.match(after):
            continue
        if not re.search(r"[\[【［]", group[0]) and before.strip():
            ends = re.match(r"\s*(?:[.,;:!?]|$|[\[【(]\d)", after)
            known = any(marker in sentences for marker in _named(group["ids"], sentences))
            if _BEFORE_FIGURE.search(before) or not (known or ends):
                continue
        yield group


def _named(ids: str, sentences: Mapping[Marker, object]) -> list[Marker]:
    """The markers that `2.3, 2.4`, `2.3-5` or `2.3-2.5` names; a range only within one passage."""
    markers: list[Marker] = []
    dash = False
    for token in _TOKEN.finditer(ids):
        if token["dash"]:
            dash = True
            continue
        passage = int(token["passage"]) if token["passage"] else markers[-1].passage
        marker = Marker(passage, int(token["sentence"] or token["short"]))
        if dash and markers and markers[-1].passage == passage:
            between = range(markers[-1].sentence + 1, marker.sentence)
            if len(between) + 2 <= LONGEST_RANGE:
                markers += [m for n in between if (m := Marker(passage, n)) in sentences]
        markers.append(marker)
        dash = False
    return markers


def _joined(texts: list[str]) -> str:
    """The text around the markers as prose: no gap before a full stop, no bracket that held only markers."""
    text = texts[0]
    for part in texts[1:]:
        text = text.rstrip() + part.lstrip() if re.match(r"\s*[.,;:!?]", part) else f"{text} {part}"
    return " ".join(_EMPTY_BRACKETS.sub("", text).split())
