"""What a check of the library tells: how far it is, what it finds, what it could not look at."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["catalog", "text", "spans", "names", "replies", "words", "lines", "vectors", "index", "leftovers"]

REPAIR = "Mend it: onrecord check --repair"


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` of what is being done; a total of 0: not known."""

    doing: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know that is no damage."""

    what: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of damage, in plain words, with how many things it is about and the mend.

    What is derived from the catalog can be repaired. `keys` are the ids of the transcripts concerned, or the hashes
    of vectors.
    """

    kind: Kind
    what: str
    count: int
    mend: str = REPAIR
    can_repair: bool = True
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """A finding that is no more."""

    finding: Finding


def counted(number: int, noun: str) -> str:
    """`1 passage`, `2,000 passages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
