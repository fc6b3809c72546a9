"""Whom a statement names as saying or asking something, and whether it cites their words. Pure functions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.evidence import Evidence, voices
from assistant.checks.names import TITLES
from assistant.comparison import EMPTY, plain
from store.formats.names import folded
from store.types import Sentence

_SAID = (
    "said|says|say|stated|told|tells|announce[sd]|argue[sd]|claim(?:s|ed)|add(?:s|ed)|explain(?:s|ed)|confirm(?:s|ed)|"
    "denie[sd]|reject(?:s|ed)|promise[sd]|note[sd]|insist(?:s|ed)|stresse[sd]|warn(?:s|ed)|repl(?:ies|ied)|answer(?:s|ed)|"
    "respond(?:s|ed)|decline[sd]|refuse[sd]|acknowledge[sd]|admit(?:s|ted)|call(?:s|ed)|expect(?:s|ed)|believe[sd]|think[s]?|"
    "thought|correct(?:s|ed)|maintain(?:s|ed)|suggest(?:s|ed)|describe[sd]|report(?:s|ed)|vow(?:s|ed)|pledge[sd]|"
    "rule[sd]|agree[sd]|put|mention(?:s|ed)|recall(?:s|ed)|emphasi[sz]e[sd]|urge[sd]|hope[sd]|welcome[sd]|comment(?:s|ed)"
)
_ASKED = r"ask(?:s|ed)?|wanted\s+to\s+know|wondered|inquired|questioned"
_NAME = r"(?:[A-Z][\w'.-]*(?:\s+(?:de|of|the|van|von|da)\s+(?=[A-Z]))?\s*)+?"
_SUBJECT = re.compile(
    rf"(?P<name>{_NAME})(?:\s*\([^)]*\))?(?:,[^,:;]{{1,80}},)?\s*\b(?:(?:also|then|has|had|have|later|again|further)\s+)*"
    rf"(?:(?P<said>{_SAID})|(?P<asked>{_ASKED}))\b(?!\s+by\b)"
)
_ACCORDING = re.compile(rf"\b[Aa]ccording\s+to\s+(?:the\s+)?(?P<name>{_NAME})(?=[,.;:]|$|\s+[a-z])")
_INVERTED = re.compile(rf"[,'\"]\s+(?:{_SAID})\s+(?P<name>{_NAME})(?=[,.;:]|$)")
_ASKED_BY = re.compile(
    rf"\b(?:asked|questioned)\s+by\s+(?:the\s+)?(?P<name>{_NAME})(?=[,.;:]|$|\s+(?:on|about|whether|if|in|at)\b)"
)
# An asker may be named as the one spoken to, and what they asked told, without a word of theirs being passed off.
ADDRESSEE = re.compile(
    r"(?:(?:(?:^|[,;(]\s*|\bwhen\s+|\bif\s+|\b(?:was|were|been)\s+)[Aa]sked\s+(?:about|on|whether|if|why|how|what|when|who)"
    r"|\b[Aa]sked\s+by)\b(?:[^,.:;]|\.(?=\w)|(?<=\bM[rs])\.|(?<=\bMrs)\.|(?<=\b[DS][rt])\.)*"
    r"|\b(?:in\s+(?:reply|answer|response)\s+to|replying\s+to|responding\s+to|answering|speaking\s+to|told)\s+"
    r"(?:a\s+|the\s+)?(?:question\s+(?:by|from)\s+)?(?:[A-Z][\w'.-]*\s*)+)"
)
_ASKS = re.compile(
    r"(?<![a-z])(?:(?<!was )(?<!were )(?<!been )ask(?:s|ed)?(?!\s+(?:for\b|(?:me|us|them|you|her|him)\s+(?:to|not)\b))"
    r"|wanted\s+to\s+know|wondered|inquired|questioned|asking|reporters?|journalists?|premise|asker"
    r"|questions?\s+(?:was|were|whether|about|how|why|by|from|put)"
    r"|'s\s+question)\b|提问|记者|記者|问道|pregunt\w+|demand(?:e|é|a)\b",
    re.IGNORECASE,
)
_NEAR_START = 60  # characters: later, somebody else is told to have said something
_WAS_ASKED = re.compile(r"\b(?:was|were|been)\s+asked\s+(?:about|on|whether|if|why|how|what|when|who|by)\b")
_ROLES = frozenset({"Moderator", "Operator", "Host", "Interviewer", "Presenter", "Reporter"})


@dataclass(frozen=True, slots=True)
class Whose:
    """What a statement may rest on, given whom it names; or why it may not."""

    evidence: Evidence
    fault: str | None
    asks: bool  # it says that something was asked


def whose(prose: str, evidence: Evidence, people: Iterable[str]) -> Whose:
    """The cited words of those whom a statement's own words credit.

    Without a name, only what was answered counts, unless the statement says that it was asked.
    """
    prose = plain(prose)
    people = tuple(people)
    asks = bool(_ASKS.search(ADDRESSEE.sub(" ", prose)) or (_WAS_ASKED.search(prose) and not _tells(prose)))
    for name in (match["name"] for match in _ASKED_BY.finditer(prose)):
        if any(same_person(name, p) for p in people) and not any(same_person(name, a) for a in evidence.askers):
            return Whose(evidence, f"{name.strip()} did not ask this", asks)
    said: list[Sentence] = []
    credited, asking, missing = False, False, None
    for name, is_asking in _credits(prose, people):
        if not any(same_person(name, person) for person in people):
            is_introduced = prose.rstrip().endswith(":") and "asked by" in prose
            if (name in _ROLES or is_introduced) and name not in evidence.text:
                missing = missing or name
            continue  # a country, an office, somebody of whom is spoken: the names of the statement are checked too
        own = [s for s in evidence.sentences if any(same_person(name, v) for v in voices(s, evidence.answerers))]
        if not own and is_asking and credited and any(same_person(name, asker) for asker in evidence.askers):
            continue
        if not own and not (is_asking and any(same_person(name, asker) for asker in evidence.askers) and not asks):
            missing = missing or name.strip()
        credited, asking = credited or not is_asking, asking or is_asking
        said += [] if is_asking else own
    is_relayed = bool(said) and missing is not None and missing in evidence.text
    is_asker = bool(said) and asks and any(same_person(missing or "", asker) for asker in evidence.askers)
    if missing and not is_relayed and not is_asker:
        return Whose(evidence, f"the words cited are not {_genitive(missing)}", asks)
    if said and not any(s.part == "question" for s in said) and not asking:
        asks = False  # "asked" is a word of what they said
    if asks and (not credited or any(s.part == "question" for s in evidence.sentences)):
        return Whose(evidence, None, asks)
    own_words = said or [s for s in evidence.sentences if s.part != "question"]
    if not own_words:
        return Whose(evidence, "the words cited are the question, not an answer", asks)
    return Whose(evidence.only(dict.fromkeys(own_words)), None, asks)


def _tells(prose: str) -> bool:
    return any(match["said"] for match in _SUBJECT.finditer(prose)) or bool(_ACCORDING.search(prose))


def _credits(prose: str, people: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Everybody named as saying something, and whether they are named as asking."""
    bare = _ASKED_BY.sub(" asked", prose)
    for match in _SUBJECT.finditer(bare):
        yield _bare_name(match["name"]), bool(match["asked"])
    for pattern in (_ACCORDING, _INVERTED):
        for match in pattern.finditer(bare):
            yield _bare_name(match["name"]), False
    if bare.rstrip().endswith((":", "：")):
        head = re.split(r",|:|：| asked\b| on \d| say| said", bare.strip(), maxsplit=1)[0].strip()
        found = next((person for person in sorted(people, key=len, reverse=True) if same_person(head, person)), None)
        if found or "asked by" in prose or re.fullmatch(_NAME, f"{head} "):
            yield head, bool(_ASKS.search(ADDRESSEE.sub(" ", bare)))


def without_credits(prose: str) -> str:
    """What a statement says, without the words that tell who said it."""
    text = ADDRESSEE.sub(" ", plain(prose))
    for pattern in (_ACCORDING, _INVERTED):
        text = pattern.sub(" ", text)
    first = _SUBJECT.search(text)
    is_named = first is not None and _bare_name(first["name"]).casefold() not in EMPTY
    if (
        first
        and is_named
        and first["said"]
        and first.start() < _NEAR_START
        and re.match(r"(?:said|says|stated|told|tells|announced|noted)", first["said"])
    ):
        text = f"{text[: first.start()]} {text[first.end() :].removeprefix(' that')}"
    return text


def _bare_name(name: str) -> str:
    """A name without a word that only begins the sentence."""
    return re.sub(r"^(?:The|When|While|As|But|And|In|On|That|Then|However)\s+(?=\w)", "", name.strip())


def same_person(one: str, other: str) -> bool:
    """Whether two names may be of one person or newsroom: "Ms. Vell", "MS. VELL" and "Ana Vell"."""
    a, b = _parts(one.partition(" of ")[0]), _parts(other)
    if not a or not b:
        return plain(one).casefold() == plain(other).casefold()
    return a == b or ((len(a) == 1 or len(b) == 1 or set(a) <= set(b) or set(b) <= set(a)) and a[-1] == b[-1])


def may_mean(called: str, name: str) -> bool:
    """Whether a name may be meant by what somebody is called: as `same_person`, or by any part of it.

    "Salcedo" and "Pedro Salcedo" for "Pedro Salcedo Marín", "Mao" for "Mao Lin"; accents are no difference.
    """
    parts = set(map(folded, _parts(called)))
    if (parts and parts <= set(map(folded, _parts(name)))) or same_person(called, name):
        return True
    return name[:1] > "\u2e80" and (min(len(called), len(name)) > 1) and (called in name or name in called)


_OFFICES = frozenset(
    "spokesperson spokesman spokeswoman minister president chairman the ambassador reporter from".split()
) | {title.casefold() for title in TITLES}


@lru_cache(maxsize=20_000)  # everybody who speaks in a library is compared with everybody an article names
def _parts(name: str) -> tuple[str, ...]:
    words = (word.strip(".,'").casefold().removesuffix("'s") for word in plain(name).split())
    return tuple(word for word in words if word and word not in _OFFICES)


def _genitive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
