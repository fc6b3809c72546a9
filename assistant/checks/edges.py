"""What a quoted part of a sentence leaves out at its edges: a "not", an "if", who is said to have said it. Pure."""

import re
from collections.abc import Iterable

from assistant.checks.relays import prefix
from assistant.comparison import CHINESE_IF, NEGATION, plain

# A Chinese comma ends a clause but where what is said or thought follows it.
_CLAUSE = re.compile(
    r"[;:!?；：。！？]|(?<![说說称稱])(?<!说过|說過|认为|認為|表示|承诺|承諾|承认|承認)，|\.(?!\d)|,\s*(?:but|and|so|or)\b|\bbut\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^\W*(?:(?:well|oh)\s*,\s*)?(?:no\s*[,-]\s*)+|^\W*不[过過]", re.IGNORECASE)
# "..., we know the sea", "..., the sea is a danger": a clause that begins with who does it.
_OWN_CLAUSE = re.compile(
    r"\s*(?:(?:I|we|you|he|she|it|they|there|let's)\b|(?:the|our|my|your|his|her|its|their|this|that|these|those|an?)\s+"
    r"(?:(?!(?:that|which|who|to|and)\b)[\w'-]+\s+){1,4}?(?:is|are|was|were|will|has|have|had|can|must|should|would|do|does)\b)",
    re.IGNORECASE,
)
_TAKES_ON = re.compile(
    r"\b(?:think|believe|sa(?:y|id)|mean|know|claim\w*|suppose|expect|suggest|true|case|certain|sure|likely|that|if)\s*$",
    re.I,
)
_WHOSE = (
    r"(?:the|that|this|these|those|we|they|he|she|it|I|you|our|their|his|her|its|all|both|an?|(?-i:[A-Z])[\w'-]+)\b"
)
_ON_TERMS = (
    r"(?:(?<!\bfor\s)(?:as|so)\s+long\s+as(?!\s+(?:it\s+takes|needed|necessary)\b)|on\s+(?:the\s+)?condition"
    rf"|provid(?:ed|ing)\s+that|assuming\s+(?:nothing\b|{_WHOSE})|barring\s+(?:an?|any\w*|some\w*|unforeseen)"
    r"|(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bwas\s)(?<!\bwere\s)(?:subject\s+to|(?:contingent|conditional)\s+(?:up)?on)"
    rf"|pending\s+(?:further|final|approval|review|{_WHOSE})|depending\s+(?:up)?on|in\s+(?:exchange|return)\s+for)\b"
)
# "once the council agrees", not "once again", "once a year" nor "it was once the capital".
_IN_TIME = (
    r"(?:(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)once\s+(?!an?\s+(?:\w+\s+)?(?:hour|day|night|week|month"
    rf"|quarter|season|year|decade|century)\b){_WHOSE}|as\s+soon\s+as(?!\s+possible)|until\s+"
    r"(?!this\s+(?:morning|week|month|year)\b|an?\s+(?:couple|few)\b|the\s+(?:end|evening|morning|early|late|next|\d)\b"
    r"|(?:(?:Jan|Febr)uary|March|April|May|June|July|August|October|(?:Sept|Nov|Dec)ember)\b)"
    rf"{_WHOSE})"
)
_CONDITION = re.compile(
    rf"\b(?:if|unless|provided|except|only\s+(?:when|if)|in\s+case|{_ON_TERMS})\b|{CHINESE_IF}",
    re.I,
)
# What is only so from some time on, of something to come: "we left once the talks ended" has no condition.
_TIME = re.compile(rf"\b{_IN_TIME}", re.I)
_TO_COME = re.compile(
    r"\b(?:will|won't|shall|going\s+to|can|cannot|must|may|might|should|would|could|not|remains?|continues?|stays?)\b|'ll\b|n't\b",
    re.I,
)
_BEGINS_WITH_TIME = re.compile(rf"(?:(?:but|and|so)\s+)?(?:{_IN_TIME}|should\s+{_WHOSE})", re.I)
_HELD = re.compile(
    r"\b(?:say|says|said|claim\w*|believe\w*|hope\w*|doubt\w*|den(?:y|ies|ied)|think|fear\w*|suggest\w*|allege\w*"
    r"|told\s+\w+(?:\s+this\s+\w+|\s+\w+day)?)\s+(?:that\s+)?$"
    r"|\bwhat\s+(?!(?:I|we)\b)[\w']+\s+(?:[\w']+\s+)?(?:said|told|claimed|announced|promised|stated)\b[^.;:!?]{0,40}\b(?:is|was)\s+that\s+$",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"\b(?:I|we)\s+(?:\w+\s+){0,3}(?:say|said|told)\s+(?:\w+\s+)?(?:that\s+)?$|\bsay\s+is\s+that\s+$", re.IGNORECASE
)
# "critics say", "said the minister", "according to Valdria" behind the words; not "I say", "as he said", "it must be
# said", nor "according to the treaty".
_HELD_AFTER = re.compile(
    r",\s*(?!(?:as|I|we|you|like|which|who|that|what|let)\b|it\s+(?:must|should|has|can|needs)\b)(?:[\w'-]+\s+){1,4}?"
    r"(?:sa(?:ys?|id)|claimed|alleg(?:e|es|ed)|believe[sd]?|argue[sd]?|insist(?:s|ed)?|thinks?|feared|hoped|suggest(?:s|ed)?"
    r"|reported|told\s+\w+|(?<=he\s)(?:claims|fears|hopes)|(?<=they\s)(?:claim|fear|hope)|(?<=some\s)(?:claim|fear|hope))\s*(?=[,.;:!?'-]|$)"
    r"|,\s*(?:sa(?:ys?|id)|claim(?:s|ed)?)\s+(?!(?:I|we|that)\b)\w"
    r"|\baccording\s+to\s+(?!(?:our|my|us|me)\b)(?![^,.;]*\b(?:laws?|plans?|schedule|timetable|rules?|regulations?|charter|"
    r"constitution|agreements?|treat(?:y|ies)|accords?|resolutions?|principles?|conventions?|protocols?|procedures?|traditions?|"
    r"customs?|needs?|interests?|merits?|provisions?|articles?|terms|standards?|practice|conditions|circumstances|what)\b)",
    re.IGNORECASE,
)
# A condition behind the words, in their clause or after a comma; not "we will see if", "even if", "if you ask me".
_IF_AFTER = re.compile(
    r"(?<!\beven)(?<!\bas)(?<!\bwhat)(?<!\bsee)(?<!\bknow)(?<!\bwonder)(?<!\bcheck)(?<!\bsure)(?<!\bsay)(?<!\bmatter)"
    r"[,\s-]\s*(?:only\s+)?(?:if(?!\s+(?:you\s+(?:ask|will|like|want)|I\s+may|any\w*)\b)|unless|only\s+(?:when|after))\b"
    rf"|[,\s-]\s*(?:only\s+)?{_ON_TERMS}|(?<=[,-])\s*provided\b",
    re.IGNORECASE,
)
_BEGINS_WITH_IF = re.compile(
    rf"(?:(?:but|and|so)\s+)?(?:if\b|unless\b|{_ON_TERMS})|[但而]?(?:{CHINESE_IF})", re.IGNORECASE
)
_ASKED = re.compile(r"\bask\w*(?:\s+[\w']+){0,3}$", re.IGNORECASE)
_ENDS_CLAUSE = re.compile(
    r"[;:]|,?\s(?:(?:but|and)(?!\s+only\b)|so(?!\s+long\s+as\b)|or|because|while|where|which|who"
    r"|(?<!provided\s)(?<!providing\s)(?<!assuming\s)(?<!condition\s)that|what|how)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?](?='?\s+[A-Z'\"]|'?\s*$)|[。！？]")
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
    start = max(
        (m.end() for m in re.finditer(r"[.!?]['\"]?\s+(?=[A-Z'\"])|[。！？]'?", run[: found.start()])), default=0
    )
    stop = _STOP.search(run, found.end())
    before, after = run[start : found.start()], run[found.end() : stop.start() if stop else len(run)]
    near = _CLAUSE.split(before)[-1]
    if (NEGATION.search(_of_its_clause(near, found[0])) or _NEAR.match(after)) and not NEGATION.search(prose):
        return "the quoted part leaves out a “not”"
    if _conditional(before, found[0], after, near) and not (_CONDITION.search(prose) or _TIME.search(prose)):
        return "the quoted part leaves out a condition"
    relay = prefix(run[start:])
    is_relayed = relay is not None and start + relay[1] <= found.start() and relay[1] > 0
    is_held = (_HELD.search(before) and not _OWN_WORDS.search(before)) or _HELD_AFTER.search(_CLAUSE.split(after)[0])
    if (is_relayed or is_held) and not _REPORTS.search(prose):
        return "the quoted part leaves out who or what holds it"
    return None


def _of_its_clause(near: str, words: str) -> str:
    """What stands before the words in their own clause: nothing in "No, ..." or "We are not naive, we know the sea"."""
    near = _OPENING.sub("", near)
    head, comma, tail = near.rpartition(",")
    is_apart = comma and _OWN_CLAUSE.match(tail + words) and not _TAKES_ON.search(head)
    return tail if is_apart else near


def _conditional(before: str, words: str, after: str, near: str) -> bool:
    return (
        _is_limited(words, after)
        or bool(_CONDITION.search(near))
        or (bool(_BEGINS_WITH_IF.match(before)) and ("," in before or "，" in before))
        or (bool(_BEGINS_WITH_TIME.match(before)) and "," in before and bool(_TO_COME.search(words)))
    )


def _is_limited(words: str, after: str) -> bool:
    """Whether a condition follows in the same clause: "... on Monday, if the ice allows it"."""
    if re.match(r",?\s*except\b", after, re.IGNORECASE):
        return True
    run = words + _ENDS_CLAUSE.split(after)[0]
    found = _IF_AFTER.search(run, len(words))
    if found is None and _TO_COME.search(words):
        found = _TIME.search(run, len(words))
    return found is not None and not _ASKED.search(run[: found.start()])
