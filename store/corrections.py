"""What a person says about a transcript, whatever was read: kept apart from the text, applied to its reading.

Pure functions. Corrections name turns by their first words, not by offsets, so that they still fit when
the file comes again in a slightly different version.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace

from store.errors import ReportedError
from store.exchanges import exchanges
from store.types import Exchange, Reading, Role, Turn

_ANCHOR_CHARACTERS = 80


class CorrectionError(ReportedError):
    """A correction that names something the transcript does not hold."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """None and empty keep what was read.

    `speaker` answers wherever no name was read, or else in place of whoever answers most often. `names`
    maps names as read (speakers and outlets) to right ones, `roles` right names to roles. `begins` and
    `joins` are anchors (see `anchor`) of turns that begin an exchange, or continue the one before.
    """

    title: str | None = None
    date: dt.date | None = None
    source_url: str | None = None
    speaker: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, Role], ...] = ()
    begins: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Corrections()


def merged(before: Corrections, now: Corrections) -> Corrections:
    """Both; where they disagree, what is said now. A role said before goes along with a new name."""
    values = {field.name: getattr(now, field.name) or getattr(before, field.name) for field in fields(Corrections)}
    names, roles = dict(before.names), dict(before.roles)
    former = {right: names.get(read, read) for read, right in now.names}
    kept = {right: roles[name] for right, name in former.items() if name in roles}
    values["names"] = tuple((names | dict(now.names)).items())
    values["roles"] = tuple((roles | kept | dict(now.roles)).items())
    values["begins"] = tuple(dict.fromkeys([*(a for a in before.begins if a not in now.joins), *now.begins]))
    values["joins"] = tuple(dict.fromkeys([*(a for a in before.joins if a not in now.begins), *now.joins]))
    return Corrections(**values)


def to_json(corrections: Corrections) -> str:
    """As the catalog keeps them."""
    return json.dumps(asdict(corrections), default=str, ensure_ascii=False)


def from_json(text: str) -> Corrections:
    """The reverse of `to_json`."""
    said = json.loads(text)
    said["date"] = dt.date.fromisoformat(said["date"]) if said["date"] else None
    for name in ("names", "roles"):
        said[name] = tuple((old, new) for old, new in said[name])
    for name in ("begins", "joins"):
        said[name] = tuple(said[name])
    return Corrections(**said)


def anchors(reading: Reading) -> dict[int, str]:
    """By where each turn starts, what a correction knows it by: its first words, numbered when they come again."""
    turns = sorted((turn for exchange in reading.exchanges for turn in exchange.turns), key=lambda turn: turn.start)
    times = Counter[str]()
    named: dict[int, str] = {}
    for turn in turns:
        head = reading.text[turn.start : min(turn.end, turn.start + 4 * _ANCHOR_CHARACTERS)]
        words = " ".join(head.split())[:_ANCHOR_CHARACTERS]
        times[words] += 1
        named[turn.start] = words if times[words] == 1 else f"{words} ({times[words]})"
    return named


def anchor(reading: Reading, turn: Turn) -> str:
    """What a correction knows this turn by."""
    return anchors(reading)[turn.start]


def corrected(reading: Reading, said: Corrections) -> Reading:
    """The reading as the person says it is. Anchors that no longer fit are passed over."""
    cut = reading.exchanges
    if said.names:
        cut = _with_names(cut, dict(said.names))
    if said.roles:
        turns = [_with_role(turn, dict(said.roles)) for exchange in cut for turn in exchange.turns]
        cut = exchanges(turns)
    if said.begins or said.joins:
        cut = _with_bounds(reading, cut, said)
    if said.speaker:
        cut = _spoken_by(said.speaker, cut)
    return replace(
        reading,
        title=said.title or reading.title,
        date=said.date or reading.date,
        source_url=said.source_url or reading.source_url,
        exchanges=cut,
    )


def right_names(reading: Reading, said: Corrections) -> dict[str, str]:
    """Every name of speakers and outlets as read -> the right one, in the order of the text."""
    names = dict(said.names)
    turns = (turn for exchange in reading.exchanges for turn in exchange.turns)
    return {name: names.get(name, name) for turn in turns for name in (turn.speaker, turn.outlet) if name}


def renamed(reading: Reading, said: Corrections, name: str, right: str) -> Corrections:
    """What to say so that those called `name` by now are called `right`; the reading is as read.

    Raises CorrectionError if nobody is called so by now.
    """
    read = [old for old, now in right_names(reading, said).items() if now == name]
    if not read and name != said.speaker:
        raise _nobody(name, right_names(reading, said).values())
    return Corrections(speaker=right if name == said.speaker else None, names=tuple((old, right) for old in read))


def check(reading: Reading, now: Corrections, before: Corrections = Corrections()) -> None:
    """Raise CorrectionError if a name said now is in no turn of the reading, as it is with the new names.

    What was said before is not looked at: a new version of the file may have lost a name.
    """
    right = right_names(reading, merged(before, now))
    for old, _ in now.names:
        if old not in right:
            raise _nobody(old, right)
    for name, _ in now.roles:
        if name not in right.values():
            raise _nobody(name, right.values())


def _nobody(name: str, there: Iterable[str]) -> CorrectionError:
    names = ", ".join(sorted(set(there))) or "no names"
    return CorrectionError(f"{name}: nobody is called so in this transcript.", f"There are: {names}.")


def _with_names(cut: Sequence[Exchange], names: dict[str, str]) -> tuple[Exchange, ...]:
    return tuple(
        replace(
            exchange,
            question=tuple(_renamed(turn, names) for turn in exchange.question),
            answer=tuple(_renamed(turn, names) for turn in exchange.answer),
        )
        for exchange in cut
    )


def _renamed(turn: Turn, names: dict[str, str]) -> Turn:
    speaker = names.get(turn.speaker, turn.speaker) if turn.speaker else None
    return replace(turn, speaker=speaker, outlet=names.get(turn.outlet, turn.outlet) if turn.outlet else None)


def _with_role(turn: Turn, roles: dict[str, Role]) -> Turn:
    """The turn in its right role; one who turns out to answer is a speaker, not an outlet."""
    role = roles.get(turn.speaker or turn.outlet or "", turn.role)
    if role == "answerer" and turn.speaker is None:
        return replace(turn, role=role, speaker=turn.outlet, outlet=None)
    return replace(turn, role=role)


def _with_bounds(reading: Reading, cut: Sequence[Exchange], said: Corrections) -> tuple[Exchange, ...]:
    """Each turn that begins an exchange starts a run of turns; each run becomes an exchange anew."""
    known = anchors(reading)
    runs: list[list[Turn]] = []
    asked: list[int] = []  # how many turns of each run are its question
    for exchange in cut:
        for position, turn in enumerate(exchange.turns):
            words = known[turn.start]
            if not runs or (words in said.begins if position else words not in said.joins):
                runs.append([])
                asked.append(_question_length(exchange.turns[position:]) if position else len(exchange.question))
            elif position == 0 and asked[-1] == len(runs[-1]):  # nobody has answered yet
                asked[-1] += len(exchange.question)
            runs[-1].append(turn)
    return tuple(
        Exchange(index, tuple(run[:length]), tuple(run[length:]))
        for index, (run, length) in enumerate(zip(runs, asked, strict=True))
    )


def _question_length(turns: Sequence[Turn]) -> int:
    return next((position for position, turn in enumerate(turns) if turn.role == "answerer"), len(turns))


def _spoken_by(name: str, cut: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    names = [turn.speaker for exchange in cut for turn in exchange.answer]
    if not names:
        return cut
    renamed = None if None in names else max(names, key=names.count)

    def named(turn: Turn) -> Turn:
        return replace(turn, speaker=name) if turn.role == "answerer" and turn.speaker == renamed else turn

    return tuple(replace(exchange, answer=tuple(map(named, exchange.answer))) for exchange in cut)
