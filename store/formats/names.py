"""What a label says by itself: a person, an office, a newsroom, and whether its holder asks or answers."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from store.formats import words as w
from store.formats.asides import is_direction
from store.types import Role

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,40}>|[*_#`\\]+|^[\s>\[\"“”«»]+|[\s\]\"“”«»]+$")
_NUMBER = re.compile(r"^[一二三四五六七八九十\d]{1,3}[、.．)]\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_REPORTER_CJK = re.compile(
    r"^(?:会后[，,]?\s*)?(?P<outlet>.*?)(?:记者|記者|기자)(?:（[^）]*）)?(?:们)?(?P<person>[\u4e00-\u9fff]{2,4}?)??(?:继续)?(?:追问|提问|问及|问|追問)?$"
)
_NOBODY_CJK = frozenset(["", "有", "外国", "现场", "女", "男", "另一", "有的"])
_OFFICE_CJK = re.compile(
    rf"^(?:[\u4e00-\u9fff]{{0,10}}?)(?P<office>{'|'.join(sorted(w.OFFICES_CJK, key=len, reverse=True))})"
    r"(?P<person>[\u4e00-\u9fff]{2,3})??(?P<says>宣布|表示|答|说)?$"
)
_BRACKETS = re.compile(r"^(?P<name>[^(（\[]+?)\s*[(（\[](?P<inner>[^)）\]]+)[)）\]]\s*(?P<rest>.*)$")
_TWO_BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\([^()]+\)\s*\([^()]+\)$")
_DASHES = re.compile(r"\s+(?:--?|[–—|])\s+|\s*[–—]{1,2}\s*(?=[A-Z])|\s--\s?")
_OF_HOUSE = re.compile(r"^(?P<name>[^,]+?),?\s+(?:from|with|of|at|de la|del|de|von|vom|da|do)\s+(?P<outlet>.+)$", re.I)
_REPORTER = re.compile(
    rf"^(?:(?:a|the|our)\s+)?(?:(?P<outlet>.+?)(?:['’]s)?\s+)?(?:{'|'.join(sorted(w.REPORTING))})$", re.I
)
_MARKS = ".,;:'’\"“”()[]«»"
_TO_SPACES = str.maketrans(dict.fromkeys(_MARKS + "/", " "))
_LEADING = w.OFFICES | {"the", "acting", "former", "and", "&"}
_ACRONYM_WORDS = frozenset("CEO CFO COO CTO USA UN EU UK NATO FBI CIA NSC FEMA CDC NIH TV".split())


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a label. `bare` is a name of which the label alone does not tell whose it is.

    `person` and `office` are tidied (no capitals throughout); `role` is what the words state, if they do;
    `is_generic` says that the label stands for anybody (`Q`, `Reporter`, `Moderator`).
    """

    person: str | None = None
    office: str | None = None
    outlet: str | None = None
    bare: str | None = None
    role: Role | None = None
    is_generic: bool = False
    in_brackets: bool = False


@lru_cache(maxsize=50_000)
def bare_label(label: str) -> str:
    """A label without mark-up, numbers and surrounding marks."""
    text = label
    while (cut := _MARKUP.sub("", text).strip(" \t\u00a0\u3000:：.")) != text:
        text = cut
    return _NUMBER.sub("", " ".join(text.split()))


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """A key under which spellings of one name meet: no case, accents, spaces or marks."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    return "".join(filter(str.isalnum, plain))


@lru_cache(maxsize=50_000)
def key_of(label: str) -> str:
    """What the labels of one person or one newsroom have in common, so that their turns can be counted."""
    role, name = generic_role(label), parse_label(label)
    if role and not (role == "answerer" and name.person):
        return f"{role}:{name.person or name.outlet or ''}"
    return folded(name.person or bare_label(label)) or label


@lru_cache(maxsize=50_000)
def generic_role(label: str) -> Role | None:
    """The role of a label that names nobody: `Q`, `Reporter 2`, `问`, `Operator`."""
    plain = bare_label(label).casefold().strip(" .")
    if not plain.startswith(("speaker ", "participant ")):  # numbered by a machine that knows no names
        plain = re.sub(r"[\s.]*\d{1,3}$", "", plain)
    outside = re.sub(r"[（(].*", "", plain).strip()
    if plain in w.ASKERS or outside in w.ASKERS:
        return "asker"
    if plain in w.ANSWERERS or (outside in w.ANSWERERS and plain.endswith((")", "）"))):
        return "answerer"
    return "moderator" if plain in w.MODERATORS else None


@lru_cache(maxsize=20_000)
def parse_label(label: str) -> Name:
    """The parts of one label, from its own words only."""
    text = bare_label(label)
    if role := generic_role(text):
        found = _BRACKETS.match(text)
        return _generic(role, found["inner"].strip() if found else "")
    if not text.isascii() and _CJK.search(text):
        return _cjk(text)
    if "(" not in text and "[" not in text and "," not in text and _is_plain(text):
        return _plain(text)
    if found := _TWO_BRACKETS.match(text):  # a member of a parliament: constituency and party
        return Name(person=tidy(found["name"].strip()), in_brackets=True)
    if (found := _BRACKETS.match(text)) and not found["rest"].strip(" ()"):
        return _bracketed(found["name"].strip(), found["inner"].strip())
    parts = [part.strip() for part in _DASHES.split(text) if part and part.strip()]
    if len(parts) < 2:
        parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1:
        return _affiliated(parts[0], parts[1:])
    return _plain(text)


def _generic(role: Role, inner: str) -> Name:
    """`Q (Harbour Times)`, `A (Ana Vell)`: whoever is named beside the letter, unless it is a stage direction."""
    anybody = Name(role=role, is_generic=True)
    if _CJK.search(inner) or not inner[:1].isupper() or is_direction(inner, False):
        return anybody
    named = parse_label(inner)
    if role == "answerer":
        return replace(anybody, person=named.person or (tidy(named.bare) if named.bare else None), office=named.office)
    if role == "asker" and named.person and not named.office:
        return replace(anybody, person=named.person, outlet=named.outlet)
    is_outlet = role == "asker" and not named.office and (len(inner) > 3 or is_newsroom(inner))
    return replace(anybody, outlet=inner) if is_outlet else anybody


def _is_plain(text: str) -> bool:
    return not any(mark in text for mark in ("--", " - ", "–", "—", "|", "（"))


def _bracketed(name: str, inner: str) -> Name:
    whole = _plain(name)
    if is_office(inner):
        return replace(_as_person(whole, name), office=tidy(inner), role="answerer")
    if whole.office and whole.person is None and _person_like(inner):
        return Name(person=_plain(inner).person or tidy(inner), office=whole.office, role="answerer")
    if re.fullmatch(r"[\d:.\s]+", inner):
        return whole
    generic = generic_role(name)
    if generic or _REPORTER.match(name):
        return Name(outlet=inner, role="asker", is_generic=bool(generic))
    return replace(_as_person(whole, name), outlet=inner, role=whole.role or "asker", in_brackets=True)


def _affiliated(name: str, rest: list[str]) -> Name:
    whole = _plain(name)
    reporting = any(_has_word(part, w.REPORTING) for part in rest)
    houses = [part for part in rest if not _has_word(part, w.REPORTING) and not is_office(part)]
    offices = [part for part in rest if is_office(part) and not _has_word(part, w.REPORTING)]
    if not reporting and offices:
        return replace(_as_person(whole, name), office=tidy(", ".join(offices)), role="answerer")
    outlet = houses[0] if houses else None
    for part in rest if reporting and outlet is None else []:
        found = _REPORTER.match(part)
        outlet = outlet or (found["outlet"] if found else None)
    if _has_word(name, w.REPORTING) or generic_role(name):
        return Name(outlet=outlet, role="asker")
    return replace(_as_person(whole, name), outlet=outlet, role="asker")


def _as_person(whole: Name, name: str) -> Name:
    """The reading of a name that stands beside an office or a newsroom, so that it is a person's."""
    return replace(whole, person=whole.person or tidy(whole.bare or whole.outlet or name), bare=None, outlet=None)


def _plain(text: str) -> Name:
    tokens = text.split()
    if not tokens:
        return Name()
    first = _word(tokens[0])
    if _has_word(text, w.REPORTING) and (found := _REPORTER.match(text)):
        outlet = (found["outlet"] or "").strip(" \"“”'’«»") or None
        return Name(outlet=outlet and tidy_outlet(outlet), role="asker", is_generic=outlet is None)
    if _has_word(tokens[0], w.REPORTING) and (found := _OF_HOUSE.match(text)):
        return Name(outlet=found["outlet"].removeprefix("the ").strip(' "“”'), role="asker")
    if first in w.TITLES and len(tokens) > 1:
        if _word(tokens[1]) in w.OFFICES:
            return Name(office=tidy(text), role="answerer")
        return Name(person=tidy(" ".join(tokens[1:])) if len(tokens) > 2 else tidy(text))
    lead = 0
    while lead < len(tokens) and _word(tokens[lead]) in _LEADING:
        lead += 1
    is_lead = any(_word(token) in w.OFFICES for token in tokens[:lead])
    if is_lead and (lead == len(tokens) or tokens[lead][:1].islower() or _word(tokens[lead]) in w.CONNECTORS):
        return Name(office=tidy(text), role="answerer")
    if is_lead:
        rest = tokens[lead:]
        person = tidy(" ".join(rest)) if len(rest) > 1 else tidy(text)
        return Name(person=person, office=tidy(" ".join(tokens[:lead])), role="answerer")
    if _word(tokens[-1]) in w.OFFICES and len(tokens) > 1:
        return Name(office=tidy(text), role="answerer")
    if _has_word(text, w.NEWSROOMS):
        return Name(outlet=tidy_outlet(text), role="asker")
    found = _OF_HOUSE.match(text)
    if found and _person_like(found["name"]) and re.search(r"\b(?:from|with|at)\b", text):
        return Name(person=tidy(found["name"]), outlet=found["outlet"].removeprefix("the "), role="asker")
    return Name(bare=text)


def _cjk(text: str) -> Name:
    if found := _REPORTER_CJK.match(text):
        outlet = found["outlet"].strip(" ：:，,、/（(·")
        outlet = re.sub(r"(?:记者|記者)(?=[、/])", "", outlet)
        nobody = outlet in _NOBODY_CJK or outlet.endswith("会后有")
        return Name(None if nobody else found["person"], outlet=None if nobody else outlet, role="asker")
    if found := _BRACKETS.match(text):
        inner = found["inner"].strip()
        if any(inner.endswith(office) for office in w.OFFICES_CJK):
            return Name(person=found["name"].strip(), office=inner, role="answerer")
        outlet = re.sub(r"(?:记者|記者)$", "", inner)
        return Name(person=found["name"].strip(), outlet=outlet or None, role="asker", in_brackets=True)
    if found := _OFFICE_CJK.match(text):
        office = found["office"] if found["person"] else text
        return Name(person=found["person"], office=office, role="answerer")
    if _has_newsroom_cjk(text):
        return Name(outlet=text, role="asker")
    return Name(bare=text)


def _has_newsroom_cjk(text: str) -> bool:
    return len(text) > 2 and any(text.rstrip("》").endswith(ending) for ending in w.NEWSROOMS_CJK)


def is_office(text: str) -> bool:
    """Whether words such as `Minister for Fisheries` or `chief executive` name an office."""
    return _has_word(text, w.OFFICES) and not _has_word(text, w.REPORTING)


def is_newsroom(text: str) -> bool:
    """Whether words name a newsroom by themselves: `Harbour Times`, `AFP`, `《北港日报》`."""
    return (
        _has_word(text, w.NEWSROOMS)
        or _has_newsroom_cjk(text)
        or (bool(re.fullmatch(r"[A-Z][A-Z&.]{1,5}\d?", text)) and _word(text) not in w.TITLES)
    )


def _has_word(text: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(text.casefold().translate(_TO_SPACES).split())


def _word(token: str) -> str:
    return token.strip(_MARKS).casefold()


def _person_like(text: str) -> bool:
    tokens = text.split()
    return 1 < len(tokens) <= 5 and all(token[:1].isupper() or token in w.CONNECTORS for token in tokens)


def may_be_name(parts: Sequence[str]) -> bool:
    """Whether words whose first opens sentences may be a name all the same: `Per Askel`, `Will de Orrin`."""
    return (
        parts[0].casefold() in w.NAMES_TOO
        and 2 <= len(parts) <= 4
        and parts[-1].casefold() not in w.OPENERS
        and all(re.fullmatch(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*", part) for part in parts)
        and all(part[:1].isupper() or part in w.CONNECTORS for part in parts)
    )


def is_person(text: str) -> bool:
    """Whether words are the name of a person, with title, office or house behind it perhaps: `Ana Vell, Harbours`."""
    first = re.split(r"\s*[,(（–—]", text.strip())[0].split()
    words = first[1:] if len(first) > 2 and _word(first[0]) in w.TITLES else first
    if not 2 <= len(words) <= 4 or len(text.split()) > 12 or is_newsroom(" ".join(words)):
        return False
    opens = _word(words[0]) in w.OPENERS | w.GREETINGS and not may_be_name(words)
    return not opens and _person_like(" ".join(words)) and all(word[:1].isalpha() for word in words)


def tidy_outlet(text: str) -> str:
    """A newsroom's name as it is; capitals throughout are kept, for they may be its initials."""
    words = text.split()
    shouts = len(words) > 1 and text.isupper() and any(len(word) > 4 for word in words)
    return tidy(text) if shouts else text


def tidy(name: str) -> str:
    """`MS. JEAN-PIERRE` as `Ms. Jean-Pierre`; what has small letters stays as it is, and so do two initials."""
    return name if re.fullmatch(r"[A-Z]{2}", name) else " ".join(_tidy_word(word) for word in name.split())


def _tidy_word(word: str) -> str:
    letters = [char for char in word if char.isalpha()]
    if len(letters) < 2 or not word.isupper() or word.strip(".,") in _ACRONYM_WORDS or "." in word.strip(".,"):
        return word
    if not any(char in "AEIOUYÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜ" for char in word) and _word(word) not in w.TITLES:
        return word
    lower = re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word)
    lower = re.sub(r"['’]S\b", lambda match: match.group().lower(), lower)
    return re.sub(r"\bMc([a-z])", lambda match: "Mc" + match[1].upper(), lower)
