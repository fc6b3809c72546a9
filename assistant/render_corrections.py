"""A transcript and what was said about it -> the JSON of the dialog that corrects it. Pure functions."""

from collections.abc import Iterable, Iterator

from assistant.render import Json
from store.corrections import Corrections, right_names
from store.types import Reading, Role, Transcript, Turn


def correction_json(transcript: Transcript, as_read: Reading, said: Corrections) -> Json:
    """The transcript as it is now, and everybody in it in the order of the text."""
    reading = transcript.reading
    turns = [turn for exchange in reading.exchanges for turn in exchange.turns]
    return {
        "status": "done",
        "id": transcript.id,
        "file": transcript.file,
        "title": reading.title or "",
        "date": reading.date.isoformat() if reading.date else "",
        "source_url": reading.source_url or "",
        "people": list(_people(turns, set(right_names(as_read, said).values()))),
        "corrected": bool(said),
    }


def _people(turns: Iterable[Turn], known: set[str]) -> Iterator[Json]:
    """Each name once. `role` is None for one who speaks in several.

    A role can be said of a `known` name only: one that was read, or put in the place of one.
    """
    roles: dict[str | None, set[Role]] = {}
    beside: dict[str, None] = {}  # outlets of people with a name of their own: nobody's turn is called so
    for turn in turns:
        name = turn.speaker or turn.outlet
        if name or turn.role == "answerer":
            roles.setdefault(name, set()).add(turn.role)
        if turn.speaker and turn.outlet:
            beside[turn.outlet] = None
    for name, played in roles.items():
        yield {"name": name, "role": _only(played), "has_role": name in known}
    for name in beside:
        if name not in roles:
            yield {"name": name, "role": None, "has_role": False}


def _only(roles: set[Role]) -> Role | None:
    return next(iter(roles)) if len(roles) == 1 else None
