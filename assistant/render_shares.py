"""How often replies give no information -> the JSON of the Timeline tab. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import get_args

from assistant.render import MONTHS, Json
from assistant.shares import Share
from assistant.types import By

BYS: tuple[By, ...] = get_args(By)

_UNNAMED = {"outlet": "No outlet named", "speaker": "No speaker named", "month": "No date", "all": ""}


def shares_json(shares: Mapping[By, Sequence[Share]]) -> Json:
    """The shares by each of `BYS`, the sum first as `assistant.shares` gives them; `key` names one to the server."""
    whole = next(iter(shares.values()))[0]
    return {
        "summary": f"{whole.declined:,} of {_replies(whole.asked)} no information ({_percent(whole)})"
        if whole.asked
        else "nobody replies to a question here",
        "shares": {by: [_share_json(share) for share in found[1:]] for by, found in shares.items()},
    }


def _share_json(share: Share) -> Json:
    return {
        "key": share.name,
        "name": _name(share),
        "asked": share.asked,
        "declined": share.declined,
        "percent": round(100 * (share.share or 0), 1),
        "told": f"{share.declined:,} of {share.asked:,} · {_percent(share)}",
    }


def _name(share: Share) -> str:
    if share.by == "month" and share.name:
        year, month = share.name.split("-")
        return f"{MONTHS[int(month) - 1]} {year}"
    return share.name or _UNNAMED[share.by]


def _replies(number: int) -> str:
    return f"{number:,} reply gives" if number == 1 else f"{number:,} replies give"


def _percent(share: Share) -> str:
    """As `onrecord non-answers` rounds it."""
    return "none" if share.share is None else f"{share.share:.0%}"
