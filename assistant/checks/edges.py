"""What a quoted part of a sentence leaves out at its edges: a "not", an "if", who is said to have said it. Pure."""

import re
from collections.abc import Iterable

from assistant.checks.relays import prefix
from assistant.comparison import NEGATION, plain

_CLAUSE = re.compile(r"[;:!?]|\.(?!\d)|,\s*(?:but|and|so|or)\b|\bbut\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided|as\s+long\s+as|on\s+(?:the\s+)?condition|except|only\s+(?:when|if)|in\s+case)\b", re.I
)
_HELD = re.compile(
    r"\b(?:say|says|said|claim\w*|believe\w*|hope\w*|doubt\w*|den(?:y|ies|ied)|think|fear\w*|suggest\w*|allege\w*"
    r"|told\s+\w+(?:\s+this\s+\w+|\s+\w+day)?)\s+(?:that\s+)?$",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"\b(?:I|we)\s+(?:\w+\s+){0,3}(?:say|said|told)\s+(?:\w+\s+)?(?:that\s+)?$|\bsay\s+is\s+that\s+$", re.IGNORECASE
)
_NEAR = re.compile(r"\s+(?:not|never)\b")
_REPORTS = re.compile(
    r"\b(?:sa(?:y|ys|id)|told|tells|according|hope\w*|doubt\w*|den(?:y|ies|ied)|believe\w*|think\w*|claim\w*|heard|report\w*)\b",
    re.IGNORECASE,
)


def lost_at_edges(words: str, prose: str, runs: Iterable[str]) -> str | None:
    """What a quoted part loses in each place where it stands, unless the statement's own words say it; in words.

    `prose` is what the statement says besides, without the words that tell who said it.
    """
    wanted = re.compile(re.escape(plain(words).strip(" '.,;:!?。，！？")), re.IGNORECASE)
    losses = [_lost(run, found, plain(prose)) for run in runs for found in wanted.finditer(run)]
    return losses[0] if losses and all(losses) else None


def _lost(run: str, found: re.Match[str], prose: str) -> str | None:
    start = max((m.end() for m in re.finditer(r"[.!?]['\"]?\s+(?=[A-Z'\"])", run[: found.start()])), default=0)
    stop = re.search(r"[.!?](?!\d)", run[found.end() :])
    before, after = run[start : found.start()], run[found.end() : found.end() + stop.start() if stop else len(run)]
    near = _CLAUSE.split(before)[-1]
    if (NEGATION.search(near) or _NEAR.match(after)) and not NEGATION.search(prose):
        return "the quoted part leaves out a “not”"
    if _conditional(before, after, near) and not _CONDITION.search(prose):
        return "the quoted part leaves out a condition"
    relay = prefix(run[start:])
    is_relayed = relay is not None and start + relay[1] <= found.start() and relay[1] > 0
    held = _HELD.search(before) and not _OWN_WORDS.search(before)
    if (is_relayed or held) and not _REPORTS.search(prose):
        return "the quoted part leaves out who or what holds it"
    return None


def _conditional(before: str, after: str, near: str) -> bool:
    if re.match(
        r",?\s*(?:only\s+)?(?:if|unless|provided|as\s+long\s+as|on\s+(?:the\s+)?condition|except)\b", after, re.I
    ):
        return True
    if _CONDITION.search(near):
        return True
    return bool(re.match(r"(?:(?:but|and|so)\s+)?(?:if|unless)\b", before, re.IGNORECASE)) and "," in before
