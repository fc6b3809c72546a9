"""Whether a date in a question is when it was said, and not what it was about. Pure functions.

`said in June 2031`, `at the briefing of 4 March`, `as Ana Vell put it in 2030`: the words next to the date tell, and
whether those who are said to speak do speak in the transcripts.
"""

import re
from collections.abc import Collection

BRIEFING = (
    r"(?:(?:press|news|regular|daily|weekly|regular press)\s+)*(?:briefing|press conference|news conference|press call|"
    r"presser|gaggle|transcript|conférence de presse|point de presse|rueda de prensa|conferencia de prensa|"
    r"pressekonferenz)s?"
)  # as it stands after `at the`
_AT_BRIEFING = re.compile(
    rf"\b(?:at|in|during|from|of|by|en|dans|lors de|auf|bei|in)\s+(?:\S+\s+){{0,4}}?{BRIEFING}"
    r"(?:\s+(?:held|given|dated))?\s*$",
    re.I,
)
_THEIR_BRIEFING = re.compile(
    rf"^(?:['’]s)?\s+(?:\w+\s+){{0,2}}?{BRIEFING}\b|^的?(?:例行)?(?:记者会|发布会|吹风会)", re.I
)
_LEAD = re.compile(r"(?:at|in|during|from|of)\s+(?:the\s+)?", re.I)
_AT_THE = re.compile(r"\b(?:at|in|during|from|of)\s+(?:the|her|his|their|its)?\s*$|在$|^$", re.I)
_SESSION = re.compile(
    r"\b(?:at|in|during|from|of)\s+(?:\S+\s+){0,4}?"
    r"(?P<kind>interview|hearing|meeting|session|call|debate|sitting)\s*$",
    re.I,
)
_SAY = (
    r"say|says|said|tell|tells|told|speak|speaks|spoke|spoken|answer|answers|answered|reply|replied|respond|responded|"
    r"comment|commented|state|stated|mention|mentioned|explain|explained|remark|remarked|put it|saw it|see it"
)
_ASK = r"ask|asks|asked|raise|raised|put questions"
_CLAIM = (
    r"announce|announced|deny|denied|confirm|confirmed|promise|promised|insist|stress|stressed|declare|declared|warn|"
    r"warned|rule out"
)
_TO_WHOM = r"(?:\s+(?:it|so|this|that|to|the|reporters?|journalists?|us|anything|something|questions?))*"
_SAID = re.compile(rf"\b(?P<verb>{_SAY}|{_ASK}|{_CLAIM}|agree(?=\s*$)){_TO_WHOM}\s*,?$", re.I)
_SAYS = re.compile(rf"\b(?P<verb>{_SAY}|{_ASK}|{_CLAIM})\b", re.I)
_DID_SAY = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were)\b.{0,60}?(?<!\bthe )\b(?:say|said|tell|told|speak|spoke|spoken|answer"
    r"|answered|reply|replied|respond|responded|comment|commented|mention|mentioned|explain|explained|ask|asked)\b"
    r"(?!.*\b(?:that|what|whether|if|who|how|which|when|where|why)\b)",
    re.I,
)
_IS_ASKING = re.compile(rf"^(?:{_ASK})$", re.I)
_IS_CLAIM = re.compile(rf"^(?:{_CLAIM}|agree)$", re.I)
_ACCORDING = re.compile(
    r"\b(?:(?:according to|in the words of|by the account of|según|selon|laut|nach)\s+(?P<who>[^,?]{2,40})"
    r"|by\s+(?P<whose>[^,?]{2,40})['’]s?\s+(?:word|words|own words|account|statement))\s*$",
    re.I,
)
_SAID_FIRST = re.compile(
    r"\b(?:dijo|dicho|declaró|respondió|contestó|a dit|déclaré|répondu|sagte|antwortete|erklärte)\s+"
    r"(?P<who>[^,?]{2,40})\s*$",
    re.I,
)
_SAID_CHINESE = re.compile(
    r"^[，,]?(?P<who>.{0,12}?)(?:是|曾|都|又)?(?:怎么|如何|怎样|对.{1,20}?)?(?:说|表示|回应|回答|谈到?|评论|答复)"
)
_INSTITUTION = re.compile(
    r"\b(?:ministry|department|spokes\w+|government|he|she|they|we|you|ministerio|portavoz|gobierno|ministère|porte-parole|"
    r"gouvernement|ministerium|sprecher(?:in)?|regierung)\b|发言人|外交部|政府",
    re.I,
)
_NOBODY_NAMED = re.compile(r"\b(?:was|were|been|se|anyone|anybody|anything)\b(?:\s+\w+){0,2}\s*$", re.I)
_ASKERS = re.compile(r"\b(?:who|reporters?|journalists?|newsrooms?|outlets?|papers?|was|were|anyone|anybody)\b", re.I)
_CAPITALS = re.compile(r"(?<![^\s¿(“\"])[^\W\d_a-z\u4e00-\u9fff][\w’'-]*(?:\s+[^\W\d_a-z\u4e00-\u9fff][\w’'-]*)*")
_NO_NAMES = frozenset(
    "what who whom whose which when where why how did does do has have had was were is are the in on at by as and but "
    "so "
    "mr mrs ms dr minister ambassador president secretary spokesperson spokesman spokeswoman qué qu wie was list "
    "according since until give quote tell if whether i".split()
)  # fmt: skip


def is_of_saying(text: str, start: int, end: int, *, ours: Collection[str], is_there: bool) -> bool:
    """Whether the date `text[start:end]`, preposition and all, is when something was said.

    `ours` are the words of the names that speak in the transcripts, and of their titles; `is_there`, whether a
    transcript is of these days.
    """
    before, after = text[:start].rstrip(), text[end:]
    if _AT_BRIEFING.search(before) or (_THEIR_BRIEFING.match(after) and not _is_bare(text, start, end)):
        return True
    if session := _SESSION.search(before):
        return session["kind"].lower() in ours and is_there
    for pattern in (_ACCORDING, _SAID_FIRST):
        if match := pattern.search(before):
            return _is_ours(" ".join(filter(None, match.groupdict().values())), ours)
    if match := _SAID.search(before):
        verb = match["verb"].lower()
        if verb == "agree" and not after.lstrip().lower().startswith("that"):
            return False
        return _may_say(before[: match.start()], verb, ours)
    if any("\u4e00" <= character <= "\u9fff" for character in text):
        match = _SAID_CHINESE.match(after)
        who = match["who"] if match else ""
        return match is not None and _is_ours(f"{who} {before[-12:]}", ours)
    is_first = not before.strip(" ,¿") or before.lower() in ("and", "but", "so", "then")
    clause = after if is_first else before if before.endswith(",") else ""
    match = _SAYS.search(clause)
    return match is not None and _may_say(clause[: match.start()], match["verb"].lower(), ours)


def follows_a_saying(text: str, start: int) -> bool:
    """Whether the words from `start` on may be when it was said: `What did she say about grain before the vote?`."""
    return bool(_DID_SAY.search(text[:start]))


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether `June 2031 briefing` stands without `in the` before it, as in `Is a June 2031 briefing planned?`."""
    lead = _LEAD.match(text[start:end])
    return not _AT_THE.search(text[:start] + (lead.group() if lead else ""))


def _may_say(clause: str, verb: str, ours: Collection[str]) -> bool:
    """Whether those who are said to say it in this clause, which ends before the verb, speak in the transcripts."""
    near = " ".join(clause.split()[-8:])
    names = [name for match in _CAPITALS.finditer(near) if (name := _telling(match.group()))]
    is_asking, is_claim = bool(_IS_ASKING.match(verb)), bool(_IS_CLAIM.match(verb))
    if names:
        return set(names[-1]) <= set(ours)
    if is_asking:
        return bool(_ASKERS.search(near))
    return bool(_INSTITUTION.search(near)) or (not is_claim and bool(_NOBODY_NAMED.search(near)))


def _is_ours(who: str, ours: Collection[str]) -> bool:
    names = [name for match in _CAPITALS.finditer(who) if (name := _telling(match.group()))]
    if names:
        return set(names[-1]) <= set(ours)
    is_known = any(name in who for name in ours if len(name) > 1 and "\u4e00" <= name[0] <= "\u9fff")
    return is_known or bool(_INSTITUTION.search(who))


def _telling(name: str) -> list[str]:
    words = [re.sub(r"['’]s?$", "", word).casefold() for word in name.split()]
    return [word for word in words if word not in _NO_NAMES]
