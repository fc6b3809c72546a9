"""The names of a statement, and whether what it cites has them, in one of their forms. Pure functions."""

import re
from collections.abc import Set

from assistant.checks.dates import MONTH_NAMES
from assistant.checks.evidence import Evidence
from assistant.comparison import EMPTY, WORD, acronyms, is_same_name, plain
from store.variants import VARIANTS

TITLES = frozenset("Mr Mrs Ms Dr Captain Judge Senator Chair Professor General Admiral Colonel Sir Madam Lady".split())


def wrong_name(text: str, evidence: Evidence, asked: str, known: Set[str], spoken: str, *, placed: bool) -> str | None:
    """The first name of a statement that what it cites does not hold, or that stands where it has another.

    `spoken` are those whose words are cited; titles and, for a sentence that points back, what was said before it
    may be named too, unless (`placed`) the sentence itself has another name in the same place.
    """
    own = _spelled(f"{evidence.text} {asked}")
    outside = _spelled(f"{spoken} {evidence.titles} {evidence.before}")
    for phrase in names(text, known):
        if is_named(phrase, own):
            continue
        if not is_named(phrase, outside):
            return f"the name {' '.join(phrase)} is not in the quote"
        if placed and (other := _in_its_place(phrase, text, own, spoken)):
            return f"the quote has {other} where the statement has {' '.join(phrase)}"
    return None


def names(text: str, known: Set[str]) -> list[list[str]]:
    """Runs of capitalised words; the first word of a sentence only where it is `known` as a name."""
    spelled = _spelled(text)
    phrases: list[list[str]] = []
    end = -2
    for match in WORD.finditer(spelled):
        word = match[0].removesuffix("'s")
        before = spelled[max(match.start() - 4, 0) : match.start()]
        if phrases and spelled[end : match.start()] == " " and word[0].isupper():
            phrases[-1].append(word)
            end = match.end() if word == match[0] else -2
            continue
        starts = not re.search(r"[\w,;)-]\W{0,2}$", before) or before.endswith(": ")
        is_name = word[0].isupper() and word.casefold() not in EMPTY and word not in MONTH_NAMES and word not in TITLES
        if is_name and (not starts or word in known or (word.isupper() and len(word) > 1)):
            phrases.append([word])
            end = match.end() if word == match[0] else -2
    return phrases


def is_named(phrase: list[str], words: str) -> bool:
    """Whether a text has a name: its words, their other endings, its initials or what they stand for."""
    together = " ".join(phrase)
    for group in VARIANTS:  # everything else is told by endings, initials and the text itself
        if any(together == form or together == f"{form}s" for form in group.every):
            padded = " ".join(["", *re.findall(r"\w+", words), ""])
            return any(f" {form.replace(chr(39), ' ')} " in padded for form in group.every)
    found = WORD.findall(words)
    capital = [word for word in found if word[0].isupper()]
    if len(phrase) > 1 and "".join(name[0] for name in phrase) in capital:  # "European Union" for "EU"
        return True
    folded, short = {word.casefold() for word in found}, acronyms(words)
    return all(
        name.casefold() in folded or name in short or any(is_same_name(name, word) for word in capital)
        or name in TITLES or _initials(name, found)
        for name in phrase
    )  # fmt: skip


def _initials(name: str, words: list[str]) -> bool:
    """Whether words of the text, small ones too, spell an acronym of three letters or more."""
    if not (name.isupper() and len(name) > 2):
        return False
    return name in "".join(word[0] for word in words if word not in ("of", "the", "and", "for")).upper()


def _in_its_place(phrase: list[str], text: str, words: str, spoken: str) -> str | None:
    """The name that stands in the cited words after, or before, the very word that the phrase follows or precedes."""
    spelled = _spelled(text)
    at = re.search(rf"(?:\b(\w+) )?\b{re.escape(' '.join(phrase))}(?:'s)?\b(?: (\w+))?", spelled)
    if at is None:
        return None
    name = r"((?!I\b)[A-Z][\w']+(?: [A-Z][\w']+)*)"
    before, after = at[1] or "", at[2] or ""
    patterns = [rf"\b(?i:{before}) {name}"] if before.islower() else []
    if after.islower() and (len(after) > 2 or after in ("is", "has")):
        patterns += [rf"{name} {after}\b", rf"\b([a-z]{{4,}}) {after}\b"]
    for pattern in patterns:
        for found in re.finditer(pattern, words):
            other = [w for w in found[1].removesuffix("'s").split() if w.casefold() not in EMPTY]
            is_told = any(word in spelled for word in other) or is_named(other, f"{spelled} {spoken}")
            if other and not is_told and other[0] not in MONTH_NAMES:
                return " ".join(other)
    return None


def _spelled(text: str) -> str:
    """Names in one spelling: U.S. as US."""
    return re.sub(r"\b((?:[A-Z]\.){2,})", lambda match: match[0].replace(".", ""), plain(text))
