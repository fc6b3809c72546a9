"""Whom a speaker passes on: "the minister told me that …", "According to Putin, …", "they say …". Pure functions."""

import re

_ONE = (
    r"(?:[Hh]e|[Ss]he|(?:[Tt]he|[Oo]ur|[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Aa]|[Aa]n)\s+(?:[\w'’-]+\s+){0,4}?[\w'’-]+"
    r"|(?:[A-Z][\w'’.-]+\s+){0,5}[A-Z][\w'’.-]+(?:\s+of\s+(?:the\s+)?\w+)?)"
)
_MANY = r"(?:[Tt]hey|[Ss]ome(?:\s+\w+)?|[Oo]thers|[Mm]any|[Cc]ritics|[Pp]eople|(?:[Tt]he\s+|[Oo]ur\s+)?(?:\w+\s+)?\w+s)"
_ADVERBS = r"(?:\s+(?:also|then|just|once|has|have|had|himself|herself|later|already|now))*"
_NOT = r"(?!(?:I|We|You|It|There|This|That|These|Those|What|Who|Which|Nobody|Yes|No|If|When|Let|But|And|As)\b)"
_OPENS = (
    r"(?=,?\s*[“\"‘']|\s*:|\s+(?:(?:on\s+\w+|yesterday|today|this\s+\w+|last\s+\w+|again)\s+)?that\b|\s+so\b(?!\s+far)"
    r"|\s+(?:the|a|an|it|its|they|he|she|there|no|nobody|both|all)\s)"
)
_PATTERNS = (
    re.compile(
        rf"(?<![\w'’])(?P<who>{_NOT}{_ONE}){_ADVERBS}\s+(?:told\s+(?:me|us|them|you|reporters|the\s+\w+|[A-Z]\w+)\b"
        rf"|(?:says|said|claims|claimed|argued|argues|announced|reported|reports|writes|wrote|insists|insisted|warned|warns"
        rf"|complained|stated|maintains|added|pledged){_OPENS})"
    ),
    re.compile(
        rf"(?<![\w'’])(?P<who>{_NOT}{_MANY}){_ADVERBS}\s+(?:told\s+(?:me|us|them|you)\b"
        rf"|(?:say|said|claim|claimed|argue|report|reported|insist|complain|warn){_OPENS})"
    ),
    re.compile(r"\b[Aa]ccording\s+to\s+(?P<who>(?!(?:our|my|us|me|plan|schedule|law)\b)[^,.;:]{2,60})"),
)
_SOMEBODY = re.compile(r"\b(?:I\s+(?:am|was|have\s+been)|I['’]m|we\s+(?:are|were|have\s+been)|we['’]re)\s+told\b", re.I)
_NOT_SAID = re.compile(r"\b(?:if|whether|when|did|does|do|would|should|could|nobody|never|had)\s*$", re.IGNORECASE)


def relayed(sentence: str) -> str | None:
    """Who is passed on in a sentence, in its own words ("the minister", "Putin", "they"; "somebody" for "I am told").

    None where the speaker speaks for themselves ("we have said that …") and where this cannot be told. English only.
    """
    found = prefix(sentence)
    return found[0] if found else None


def prefix(sentence: str) -> tuple[str, int] | None:
    """Who is passed on, and where what they said begins; see `relayed`."""
    text = " ".join(sentence.split())
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            who = re.sub(r"^(?:But|And|So|Yes|No)\s+", "", match["who"]).strip()
            if not _NOT_SAID.search(text[: match.start()]) and not re.match(r"(?:I|we|you)\b", who, re.IGNORECASE):
                return who, match.end()
    if found := _SOMEBODY.search(text):
        return "somebody", found.end()
    return None
