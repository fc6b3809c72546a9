"""Golden files: what a transcript must be read as, in a form that people can review and edit.

A golden file names title, date and language, then each exchange with its turns, one a line:

    exchange 1
      question asker Jane Roe / Harbour Times: Will the pier be built?
      answer answerer Ana Vell / -: It will. […] I have seen the plans.

`-` stands for nothing, `⏎` for a newline, ` […] ` for the middle of long words. Turns follow the text's
order, so their words alone say where they are.
"""

import datetime as dt
import re
from dataclasses import dataclass

from store.types import Exchange, Extent, Reading, Role, Turn

_TURN = re.compile(
    r"^  (?P<part>question|answer) (?P<role>asker|answerer|"
    r"moderator) (?P<speaker>.+?) / (?P<outlet>.+?): (?P<words>.+)$"
)
_GAP = " […] "
_WHOLE_CHARACTERS = 160
_EDGE_CHARACTERS = 60


class GoldenError(ValueError):
    """A golden file that does not fit its transcript, or a line in it that cannot be read."""


@dataclass(frozen=True, slots=True)
class Golden:
    """What a transcript must be read as."""

    title: str | None
    date: dt.date | None
    language: str
    exchanges: tuple[Exchange, ...]
    asides: tuple[str, ...]


def read_golden(golden: str, text: str) -> Golden:
    """A golden file as exchanges with offsets into `text`. Raises GoldenError with the line that is wrong."""
    facts: dict[str, str] = {}
    asides: list[str] = []
    cut: list[tuple[list[Turn], list[Turn]]] = []
    at = 0
    for number, line in enumerate(golden.splitlines(), start=1):
        if line.startswith("exchange"):
            cut.append(([], []))
        elif found := _TURN.match(line):
            extent = _find(found["words"], text, at)
            if extent is None or not cut:
                raise GoldenError(f"line {number}: these words do not follow in the transcript: {found['words'][:60]}")
            at = extent.end
            cut[-1][found["part"] == "answer"].append(_turn(found, extent))
        elif line.startswith("aside: "):
            asides.append(line.removeprefix("aside: ").replace("⏎", "\n"))
        elif line.strip():
            name, _, value = line.partition(": ")
            facts[name] = value
    date = facts.get("date", "-")
    return Golden(
        _or_none(facts.get("title", "-")),
        None if date == "-" else dt.date.fromisoformat(date),
        facts.get("language", "en"),
        tuple(Exchange(index, tuple(question), tuple(answer)) for index, (question, answer) in enumerate(cut)),
        tuple(asides),
    )


def write_golden(reading: Reading) -> str:
    """A reading as a golden file: to be reviewed by a person before it is one."""
    lines = [
        f"title: {reading.title or '-'}",
        f"date: {reading.date or '-'}",
        f"language: {reading.language}",
        *(f"aside: {_one_line(reading.text[aside.start : aside.end])}" for aside in reading.asides),
    ]
    for exchange in reading.exchanges:
        lines += ["", f"exchange {exchange.index}"]
        for part, turns in (("question", exchange.question), ("answer", exchange.answer)):
            lines += [f"  {part} {_turn_line(reading.text, turn)}" for turn in turns]
    return "\n".join(lines) + "\n"


def _turn_line(text: str, turn: Turn) -> str:
    return f"{turn.role} {turn.speaker or '-'} / {turn.outlet or '-'}: {_words(text, turn)}"


def _turn(found: re.Match[str], extent: Extent) -> Turn:
    roles: dict[str, Role] = {"asker": "asker", "answerer": "answerer", "moderator": "moderator"}
    return Turn(_or_none(found["speaker"]), _or_none(found["outlet"]), roles[found["role"]], extent.start, extent.end)


def _or_none(value: str) -> str | None:
    return None if value == "-" else value


def _find(words: str, text: str, at: int) -> Extent | None:
    first, _, last = words.replace("⏎", "\n").partition(_GAP)
    start = text.find(first, at)
    if start < 0:
        return None
    end = start + len(first)
    if last:
        end = text.find(last, end)
        if end < 0:
            return None
        end += len(last)
    return Extent(start, end)


def _words(text: str, turn: Turn) -> str:
    words = text[turn.start : turn.end]
    if len(words) > _WHOLE_CHARACTERS:
        words = words[:_EDGE_CHARACTERS] + _GAP + words[-_EDGE_CHARACTERS:]
    return _one_line(words)


def _one_line(words: str) -> str:
    return words.replace("\n", "⏎")
