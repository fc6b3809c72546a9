"""What a person says about a transcript, whatever was read: kept apart from the text, applied to its reading.

Pure functions. Corrections name turns by their first words, not by offsets, so that they still fit when
the file comes again in a slightly different version.
"""

import datetime as dt
import json
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
    """Both; where they disagree, what is said now."""
    values = {field.name: getattr(now, field.name) or getattr(before, field.name) for field in fields(Corrections)}
    values["names"] = tuple((dict(before.names) | dict(now.names)).items())
    values["roles"] = tuple((dict(before.roles) | dict(now.roles)).items())
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


def anchor(reading: Reading, turn: Turn) -> str:
    """The first words of a turn, by which a correction knows it again."""
    return " ".join(reading.text[turn.start : min(turn.end, turn.start + 4 * _ANCHOR_CHARACTERS)].split())[
        :_ANCHOR_CHARACTERS
    ]


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


def check(reading: Reading, said: Corrections) -> None:
    """Raise CorrectionError if a name is in no turn of the reading, as it is with the new names."""
    read = {name for exchange in reading.exchanges for turn in exchange.turns for name in (turn.speaker, turn.outlet)}
    for old, _ in said.names:
        if old not in read:
            raise CorrectionError(f"{old}: nobody is called so in this transcript.", f"There are: {_listed(read)}.")
    right = {dict(said.names).get(name, name) if name else name for name in read}
    for name, _ in said.roles:
        if name not in right:
            raise CorrectionError(f"{name}: nobody is called so in this transcript.", f"There are: {_listed(right)}.")


def _listed(names: Iterable[str | None]) -> str:
    return ", ".join(sorted(name for name in names if name)) or "no names"


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
    """Join first, then begin: each run of turns becomes an exchange anew."""
    runs: list[list[Turn]] = []
    questions: list[int] = []
    for exchange in cut:
        if runs and anchor(reading, exchange.turns[0]) in said.joins:
            runs[-1].extend(exchange.turns)
            continue
        runs.append([])
        questions.append(len(exchange.question))
        for position, turn in enumerate(exchange.turns):
            if position and anchor(reading, turn) in said.begins:
                questions[-1] = min(questions[-1], len(runs[-1]))
                runs.append([])
                rest = exchange.turns[position:]
                questions.append(next((i for i, t in enumerate(rest) if t.role == "answerer"), len(rest)))
            runs[-1].append(turn)
    return tuple(
        Exchange(index, tuple(run[:asked]), tuple(run[asked:]))
        for index, (run, asked) in enumerate(zip(runs, questions, strict=True))
    )


def _spoken_by(name: str, cut: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    names = [turn.speaker for exchange in cut for turn in exchange.answer]
    if not names:
        return cut
    renamed = None if None in names else max(names, key=names.count)

    def named(turn: Turn) -> Turn:
        return replace(turn, speaker=name) if turn.role == "answerer" and turn.speaker == renamed else turn

    return tuple(replace(exchange, answer=tuple(map(named, exchange.answer))) for exchange in cut)
