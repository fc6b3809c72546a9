"""The `edit` command: options -> corrections, and the log of those made."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import cast, get_args

from assistant.adding import read_input
from assistant.errors import SettingsError
from store.corrections import Corrections, anchor
from store.types import Reading, Role


def corrections_of(
    source: Reading | str | None,
    *,
    title: str | None,
    date: dt.date | None,
    source_url: str | None,
    speaker: str | None,
    renames: Sequence[str],
    roles: Sequence[str],
    begins: Sequence[str],
    joins: Sequence[int],
) -> Corrections:
    """What the options say about a transcript: one that is kept, or a file still to be read, or none in particular.

    Raises SettingsError for an option that cannot be read, or a turn that is not there.
    """
    names, right_roles = names_and_roles(renames, roles)
    bounds = Corrections()
    if begins or joins:
        reading = _reading(source)
        bounds = Corrections(
            begins=tuple(_turn_anchor(reading, *_numbers(text)) for text in begins),
            joins=tuple(_turn_anchor(reading, number, 0) for number in joins),
        )
    return Corrections(
        title=title,
        date=date,
        source_url=source_url,
        speaker=speaker,
        names=names,
        roles=right_roles,
        begins=bounds.begins,
        joins=bounds.joins,
    )


def _reading(source: Reading | str | None) -> Reading:
    if source is None or source == "-":
        raise SettingsError(
            "--begin and --join go with one file.", "Name one file, or correct it later: onrecord edit ID"
        )
    return read_input(source) if isinstance(source, str) else source


def names_and_roles(
    renames: Sequence[str], roles: Sequence[str]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Role], ...]]:
    """What `--rename` and `--role` say. Raises SettingsError."""
    pairs = [_pair(text, "--role", "NAME=ROLE") for text in roles]
    return (
        tuple(_pair(text, "--rename", "NAME=RIGHT") for text in renames),
        tuple((name, _role(role)) for name, role in pairs),
    )


def log_lines(log: Sequence[tuple[dt.datetime, Corrections]]) -> Iterator[str]:
    """Each correction with its time, oldest first; what was not said is left out."""
    for made, said in log:
        yield f"{made:%Y-%m-%d %H:%M} {'; '.join(_told(said)) or 'earlier corrections taken back'}"


def _told(said: Corrections) -> Iterator[str]:
    for name in ("title", "date", "source_url", "speaker"):
        if value := getattr(said, name):
            yield f"{name}: {value}"
    yield from (f"name: {old} -> {new}" for old, new in said.names)
    yield from (f"role: {name} -> {role}" for name, role in said.roles)
    yield from (f"an exchange begins at: {words}" for words in said.begins)
    yield from (f"joined to the exchange before: {words}" for words in said.joins)


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    before, sign, after = (part.strip() for part in text.partition("="))
    if not (before and sign and after):
        raise SettingsError(f"{option} {text}: not of the form {form}.", f"Example: {option} 'Ana Vel=Ana Vell'")
    return before, after


def _role(text: str) -> Role:
    if text not in get_args(Role):
        raise SettingsError(f"--role: {text} is no role.", f"Roles are {', '.join(get_args(Role))}.")
    return cast(Role, text)


def _numbers(text: str) -> tuple[int, int]:
    exchange, _, turn = text.partition(".")
    if not (exchange.isdecimal() and turn.isdecimal()):
        raise SettingsError(f"--begin {text}: not of the form EXCHANGE.TURN.", "Example: --begin 3.2")
    return int(exchange), int(turn)


def _turn_anchor(reading: Reading, exchange: int, turn: int) -> str:
    try:
        if exchange < 0:
            raise IndexError
        return anchor(reading, reading.exchanges[exchange].turns[turn])
    except IndexError:
        raise SettingsError(
            f"{exchange}.{turn}: there is no such turn.",
            "Exchanges and turns are counted from 0; see: onrecord show ID",
        ) from None
