"""Does a statement deny, promise or leave open what its sentences do? Clause by clause. Pure functions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.comparison import CHINESE_IF, content_words, is_among, plain
from assistant.figures import numbers
from store.lexical import is_latin

# Of a clause's content words, the share that makes a statement a report of that clause.
CLAUSE_SHARE = 0.6
_ALIKE = 0.5  # the same for what a clause leaves open, where the verb itself may differ, and of pairs of characters
_CLAUSES = re.compile(
    r"[;:!?，；。！？—–]|[.,](?!\d)|\s-\s|\b(?:but|and|while|whereas|although|though|which|who|because|so that)\b", re.I
)
_GOES_ON = re.compile(
    r"\s*(?:behind|in|on|at|by|for|with|of|to|from|or|under|over|between)\b(?!.*\b(?:is|are|will|has|have|may)\b)", re.I
)
_SENTENCES = re.compile(r"(?<=[a-z\d\"'])[.!?;]\s+(?=[A-Z\"'“])|[。！？；]")
_GRAMMATICAL = re.compile(
    r"\b(?:not(?!\s+only)(?!\s+(?:less|more|fewer|later|higher|lower|longer)\s+than)|no(?!\s+doubt|\W*\d|,)(?!\s+(?:less|more|fewer|later|higher|lower|longer)\s+than)"
    r"|never|none|nor|neither|nobody|nothing|nowhere|cannot|\w+n't)\b"
    r"|不(?![断斷仅僅但同过過少久论論管])|[没沒]有|无法|無法|尚未|从未|從未|并未|並未|[并並绝絕]非",
    re.IGNORECASE,
)
_LEXICAL = re.compile(
    r"\b(?:refus\w+|reject\w+|den(?:y|ied|ies|ying|ial)|oppos(?:e|es|ed|ing)|(?:decline|fail)\w*\s+to"
    r"|rul\w+\s+(?:\w+\s+)?out|unable|unwilling|unlikely|impossible|untrue|false|baseless|groundless)\b"
    r"|否[认認]|拒[绝絕]|反[对對](?![派党黨])|排除",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\bwithout\s+(?:a\s+|an\s+|the\s+|any\s+)?(\w+)", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:not(?!\s+only)|no(?:\s+one\b)?(?!\s+doubt|\W*\d|,)|never|cannot|\w+n't|nobody|nothing|none)\s+"
    r"(?:(?:be|been|being|have|to|a|an|the|any|yet|even|going|intend|want|expect|plan|is|are|was|were|has|had|will|would|can"
    r"|could|may|should|did|does|do|in|by|for|with|of|from|at|on|my|our|their)\s+)*(\w+)",
    re.IGNORECASE,
)
# Case counts: May is a month, and May may begin a sentence.
_OPEN = re.compile(
    r"\b(?:may|might|[Cc]ould|[Pp]erhaps|[Mm]aybe|possibly|possible|probably|likely|would consider)\b"
    r"|(?<!不)可能|[也或][许許]"
)
_ALLOWED = re.compile(
    r"\b(?:can|cannot|allow\w*|permi\w+|able|option|free|right|let|lets|whether|hop\w+|expect\w*|seems?|plans?)\b", re.I
)
_WILL = re.compile(r"\b(?:will|shall|(?:is|are|am|'re|'s)\s+going\s+to)\b|\w'll\b|[将將](?![军軍来來])|一定会", re.I)
_MUST = re.compile(r"\b(?:must|ha(?:ve|s|d)\s+to|needs?|required?|obliged|should|ought)\b", re.I)
_DONE = re.compile(
    r"\b(?:agreed|concluded|decided|approved|adopted|finali[sz]ed|reached\s+an?\s+agreement|signed)\b", re.I
)
_UNDER_WAY = re.compile(
    r"\b(?:discuss\w*|consider\w*|negotiat\w+|talks|talking|propos\w+|stud(?:y|ying)|examin\w+|look(?:ing)?\s+(?:at|into))\b",
    re.I,
)
_IF = re.compile(
    r"\b(?:if|unless|provided|as\s+long\s+as|on\s+(?:the\s+)?condition|only\s+when|in\s+case|once|when|without)\b"
    rf"|一旦|{CHINESE_IF}",
    re.I,
)
_CONDITION = re.compile(rf"\b(?:if|unless|provided\s+that|as\s+long\s+as|on\s+condition)\b|{CHINESE_IF}", re.I)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it is compared: its content words and numbers, whether it denies."""

    text: str
    words: frozenset[str]
    negates: bool

    @classmethod
    def of(cls, text: str) -> "Clause":
        """The clause of these words."""
        text = plain(text)
        words = content_words(text) | {f"{number:f}" for number in numbers(text)}
        return cls(text, frozenset(words), is_negated(text))

    def shared(self, other: "Clause") -> int:
        """How many of another's words this one has, in whatever form."""
        return sum(is_among(word, self.words) for word in other.words)

    def agrees(self, said: Iterable["Clause"]) -> bool:
        """Whether the clause that this one reports denies if this one does; True if it reports none."""
        nearest = (0, True)
        for clause in said:
            shared = self.shared(clause)
            size, share = len(clause.words), CLAUSE_SHARE
            if not is_latin(clause.text):  # pairs of characters: some are lost at each word that is left out
                size, share = min(size, len(self.words)), _ALIKE
            if size and shared / size >= share:
                nearest = max(nearest, (shared, clause.negates == self.negates))
        return nearest[1]


def _denies(text: str) -> bool:
    """Whether a text has a word that denies, even one that another takes back."""
    return any(pattern.search(text) for pattern in (_GRAMMATICAL, _LEXICAL, _WITHOUT))


def is_negated(text: str) -> bool:
    """Whether a clause denies: "we do not rule it out" does not."""
    return bool(_GRAMMATICAL.search(text)) != bool(_LEXICAL.search(text))


@lru_cache(maxsize=2_048)  # the same sentences are cited again and again
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text."""
    parts: list[str] = []
    for part in _CLAUSES.split(plain(text)):
        if parts and _GOES_ON.match(part):  # "nothing, behind closed doors or in front of them"
            parts[-1] += f", {part.strip()}"
        else:
            parts.append(part)
    return tuple(clause for part in parts if (clause := Clause.of(part)).text.strip())


def wrong_negation(text: str, sources: Sequence[str], *, declined: bool) -> str | None:
    """Whether a statement denies what its sentences do not, or the other way round; why, in words."""
    said = [clause for source in sources for clause in clauses(source)]
    whole = Clause.of(text)
    claimed = [whole, *clauses(text)]
    denies = _denies(whole.text)
    if denies:
        if not declined and not any(_denies(clause.text) for clause in said):
            return "the quote has no “not”"
        del claimed[0]  # which of its clauses denies is what counts
    if not all(clause.agrees(said) for clause in claimed if not (declined and clause.negates)):
        return "the quote denies this" if not denies else "the quote and the statement differ in a “not”"
    if declined:
        return None
    return _next_words(whole.text, claimed if denies else claimed[1:], said)


def _next_words(text: str, claimed: Sequence[Clause], said: Sequence[Clause]) -> str | None:
    """Whether the word that a "not" stands before is denied on the other side too."""
    told = any(_LEXICAL.search(clause.text) for clause in claimed)
    words = [clause.words for clause in said]
    for word in _NEXT.findall(text):
        holding = [
            c for c, has in zip(said, words, strict=True) if is_among(word.casefold(), has) or _holds(word, c.text)
        ]
        if holding and not any(_denies_before(clause.text, word) for clause in holding):
            return f"the quote does not say “not {word}”"
    for clause in said:
        for word in _NEXT.findall(clause.text):
            holding = [c for c in claimed if is_among(word.casefold(), c.words)]
            if (
                holding
                and not told
                and not any(_GRAMMATICAL.search(c.text) or _WITHOUT.search(c.text) for c in holding)
            ):
                return f"the quote says “not {word}”"
    return None


def _holds(word: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))


def _denies_before(text: str, word: str) -> bool:
    place = re.search(rf"\b{re.escape(word[:5])}", text, re.IGNORECASE)
    before = text[: place.start()] if place else text
    return bool(_GRAMMATICAL.search(before) or _LEXICAL.search(before) or _WITHOUT.search(before)) or bool(
        re.search(rf"{re.escape(word[:5])}\w*\s+(?:is|are|was|were|has|have)?\s*(?:not|n't)\b", text, re.IGNORECASE)
    )


def wrong_modality(text: str, sources: Sequence[str]) -> str | None:
    """Whether a statement makes certain what its sentences leave open, or the other way round; why, in words."""
    said = [clause for source in sources for clause in clauses(source)]
    everything = " ".join(plain(source) for source in sources)
    for claim in clauses(text):
        opens, will = bool(_OPEN.search(claim.text)), bool(_WILL.search(claim.text))
        near = _nearest(claim, said) or (everything if opens or will else "")
        if not near:
            continue
        left_open = bool(_OPEN.search(near))
        if opens and not left_open and not _ALLOWED.search(near):
            return f"the quote does not say “{_word(_OPEN, claim.text)}”"
        if not opens and left_open and (will or not _ALLOWED.search(claim.text)) and not _IF.search(claim.text):
            return f"the quote only says “{_word(_OPEN, near)}”"
        if not opens and left_open and will:
            return f"the quote only says “{_word(_OPEN, near)}”"
        if _MUST.search(claim.text) and left_open and not _MUST.search(near):
            return f"the quote only says “{_word(_OPEN, near)}”"
        if _DONE.search(claim.text) and _UNDER_WAY.search(near) and not _DONE.search(everything):
            return f"the quote only says “{_word(_UNDER_WAY, near)}”"
    return None


def lost_condition(text: str, sources: Sequence[str]) -> str | None:
    """The condition that the sentence a statement reports makes, if the statement makes none."""
    if _IF.search(text):
        return None
    claim = Clause.of(text)
    for source in sources:
        for sentence in _SENTENCES.split(plain(source)):
            found = _CONDITION.search(sentence)
            if not found or re.search(
                r"\b(?:even|what|as|ask\w*|know|see|wonder\w*)\s+$", sentence[: found.start()], re.I
            ):
                continue
            before = sentence[: found.start()].strip(" ,，")
            if re.search(r"\b(?:and|but|or|so)$", before):
                before = ""  # what follows hangs on it
            after = re.sub(r"^[^,，]*[,，]?", "", sentence[found.end() :]) if not before else ""
            main = Clause.of(before.rpartition(";")[2] if before else after)
            if main.words and claim.shared(main) / len(main.words) >= CLAUSE_SHARE:
                return f"the quote says it under a condition: “{found[0].lower()} …”"
    return None


def _nearest(claim: Clause, said: Sequence[Clause]) -> str:
    """The words of the clause that a claim reports, of several alike all."""
    scored = [(claim.shared(clause), clause) for clause in said if clause.words]
    best = max((score for score, _ in scored), default=0)
    near = [c for score, c in scored if score == best and score >= _ALIKE * min(len(c.words), max(len(claim.words), 1))]
    return " ".join(clause.text for clause in near) if best else ""


def _word(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].lower() if found else ""
