"""Which part of a question an answer leaves open. Pure functions."""

import re

from assistant.types import Draft, Usage
from store.lexical import match_terms

LEFT = "Not in these transcripts:"
# "Will you sign, and how did trade develop?" asks twice; "bread and butter" does not.
_JOINT = re.compile(
    r"[?？;；]\s*|,?\s+(?:and|or)\s+(?=(?:what|how|when|why|who|whom|whose|which|where|whether|did|does|do|will|is|are|"
    r"was|were|has|have|can|could|would|should)\b)",
    re.IGNORECASE,
)


def notice_of(question: str, written: Draft, usage: Usage) -> str | None:
    """What is told where a question is answered in part: what is missing, as the writer says or the words show."""
    if written.outcome != "partly":
        return None
    said = (*(statement.text for statement in written.statements), *(c.sentence.text for c in written.citations))
    left = "; ".join(usage.left or parts_left(question, " ".join(said)))
    return f"{LEFT} {left}{'' if left.endswith('?') else '.'}" if left else None


def parts_left(question: str, said: str) -> list[str]:
    """The questions within a question of whose own words nothing was said; none where it cannot be told.

    A word that other parts share tells nothing about one of them.
    """
    parts = [part.strip(" ,.") for part in _JOINT.split(question)]
    parts = [part for part in parts if part]
    terms = [set(match_terms(part)) for part in parts]
    words = set(match_terms(said))
    left = []
    for number, part in enumerate(parts):
        own = terms[number].difference(*(other for n, other in enumerate(terms) if n != number))
        if own and not own & words:
            left.append(f"{part}?")
    return left if len(left) < len(parts) else []
