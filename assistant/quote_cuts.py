"""What a quote loses by where it was cut out of its sentence: a "not", an "if", who is said to hold it. Pure."""

import re
from functools import lru_cache

from assistant.checks.edges import lost_at_edges
from assistant.comparison import NEGATION, plain
from assistant.quote_ends import EDGES
from assistant.quote_types import Cut, Lost
from assistant.verbatim import CONDITION, NOT_ELSEWHERE, drops_meaning
from assistant.word_diff import Edit

_CLAUSE = re.compile(r"[,;:!?，；：。！？、]|\.(?!\d)")
_TRAILING_NOT = re.compile(r"\s(?:nicht|pas|не)\b", re.IGNORECASE)
_CHINESE_NOT = re.compile(r"(?:不(?![断斷仅僅同过過])|没有?|沒有?|未|无法|無法|并非|非)[^，。；：！？]{0,4}$")
_HELD_ELSEWHERE = re.compile(
    r"(?:有人|有些人|一些人|他们|他|她|据报道|媒体|报道)(?:[^，。；]{0,6})(?:说|称|认为|声称|指出|表示|指|所谓)，?[：“]?$"
    r"|\b(?:dicen|dice|dijo|afirman?|según\s+\w+|disent|dit|prétend\w*|affirment?|sagen|sagt|behaupt\w+)\s+(?:que\s+|qu'|dass\s+)?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;:](?!\d)|[。！？；]")
_IF = r"(?:si|sauf|salvo|wenn|falls|sofern|если)\b"
_ON_TERMS = (
    r"(?:siempre\s+(?:que|y\s+cuando)|a\s+condición\s+de|con\s+tal\s+de|una\s+vez\s+que|hasta\s+que|à\s+condition\s+(?:que|de)"
    r"|pourvu\s+que|une\s+fois\s+que|dès\s+que|tant\s+que|à\s+moins\s+(?:que|de)|jusqu'à\s+ce\s+que|sobald|solange"
    r"|vorausgesetzt|es\s+sei\s+denn|unter\s+der\s+bedingung|при\s+условии|как\s+только)\b"
)
_CONDITION_AFTER = re.compile(rf"(?:^\W*|,\s*){_IF}|(?:^|\W){_ON_TERMS}", re.IGNORECASE)
_CONDITION_BEFORE = re.compile(
    rf"\s*(?:(?:pero|y|mais|et|aber|und|но|и)\s+)?(?:{_IF}|{_ON_TERMS}).*,"
    r"|\s*[但而]?(?:如果|除非|一旦|在[^，。]+(?:前提|条件|條件)下)",
    re.IGNORECASE,
)
_HELD_AFTER = re.compile(r",\s*(?:según|selon|d'après|laut|по\s+словам)\s", re.IGNORECASE)
# Words that are seen to ask without their mark.
_ASKS = re.compile(
    r"(?:(?:and|but|so|then)\s+)?(?:who|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could"
    r"|will|would|shall|should|may|must|\w+n't)\b",
    re.IGNORECASE,
)
_OPPOSITION = re.compile(r"\bopposition\b", re.IGNORECASE)  # people mostly, where "opposes" says no
_LATIN = re.compile(r"[A-Za-z]")


@lru_cache(maxsize=4096)  # a stock phrase stands in the same sentence hundreds of times
def cut_of(parts: tuple[str, ...], whole: str, *, besides: str = "") -> Cut | None:
    """What words lost of their sentences, which are `whole`; None if nothing.

    `parts` are the words as they were said, in one spelling, of an ellipsis what it joins; `besides` is what the quote
    says of its own.
    """
    run = _OPPOSITION.sub("parliament", plain(whole))
    bare = [_OPPOSITION.sub("parliament", part.strip(EDGES)) for part in parts]
    for n, part in enumerate(bare):
        others = " ".join([*bare[:n], *bare[n + 1 :], besides]).strip()
        is_told = NOT_ELSEWHERE.search(others) or CONDITION.search(others)
        why = lost_at_edges(part, others, [run]) or (_lost_elsewhere(part, run) if not is_told else None)
        if why and not (_kind(why) == "negation" and _is_restated(part, run)):
            return Cut(_kind(why), why, " ".join(whole.split()))
    if parts[-1].endswith("?") and "?" not in besides and not _ASKS.match(bare[0]):
        return Cut("question", "the quoted part leaves out that it is asked", " ".join(whole.split()))
    return None


def cut_of_edits(edits: tuple[Edit, ...], sentence: str) -> Cut | None:
    """Whether an altered quote left out a "not" or an "if", or put one in."""
    said = " ".join(edit.text for edit in edits if edit.op == "delete")
    instead = " ".join(edit.text for edit in edits if edit.op == "insert")
    for left_out, other, did in ((said, instead, "leaves out"), (instead, said, "puts in")):
        if drops_meaning(plain(left_out), plain(other)):
            is_condition = bool(CONDITION.search(left_out)) and not CONDITION.search(other)
            why = f"the quote {did} {'a condition' if is_condition else 'a “not”'}"
            return Cut(_kind(why), why, " ".join(sentence.split()))
    return None


def _kind(why: str) -> Lost:
    return "negation" if "not" in why else "condition" if "condition" in why else "attribution"


def _is_restated(part: str, run: str) -> bool:
    """Whether the speaker broke off and began again with a "not" of its own: `We won't — we will not sign.`"""
    return bool(NEGATION.search(part)) and f"-{part}".lower() in run.lower()


def _lost_elsewhere(part: str, run: str) -> str | None:
    """The same as `lost_at_edges` for other languages than English."""
    start = run.lower().find(part.lower())
    if start < 0:
        return None
    before, after = run[:start], _SENTENCE.split(run[start + len(part) :])[0]
    near, rest = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    is_not = NOT_ELSEWHERE.search(near) if _LATIN.search(near) else _CHINESE_NOT.search(near)
    if is_not or _TRAILING_NOT.match(rest):
        return "the quoted part leaves out a “not”"
    if _CONDITION_AFTER.search(after) or _CONDITION_BEFORE.match(_SENTENCE.split(before)[-1]):
        return "the quoted part leaves out a condition"
    if _HELD_ELSEWHERE.search(before) or _HELD_AFTER.search(after):
        return "the quoted part leaves out who or what holds it"
    return None
