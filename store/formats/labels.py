"""Where turns begin: labels such as `Reuters:`, `MS. PSAKI:` or `Q` at the start of a line."""

import re
from dataclasses import dataclass

_COLON = r"[:：]"
_LABEL = re.compile(
    rf"^[ \t]*(?:\*\*|__)?(?P<label>[^\n:：]{{1,80}}?)[ \t]*"
    rf"(?P<end>{_COLON}(?:\*\*|__)?|(?:\*\*|__){_COLON})",
    re.M,
)
# A bare Q or A needs a no-break space, a tab or two spaces after it: "A day later" is no label.
_LETTER = re.compile(r"^[ \t]*(?:\*\*)?(?P<label>[QA])(?P<end>(?:\*\*)?(?:[.:：](?=\s)|(?=\s*\u00a0|\t|  )))", re.M)
_TITLED = re.compile(r"^(?P<label>(?:MR|MS|MRS|DR|GEN|SEC|SECRETARY|ADM|AMB)\.? [A-Z][A-Z’'-]+)(?P<end>\.)(?=\s)", re.M)
_CONNECTORS = frozenset(
    "a al and at bin da de del der des di do du el en et for from in la le of on or the to van von y".split()
)
# A line that opens with one of these and a colon states a fact about the page.
_FACTS = frozenset(
    "date place time location venue note notes source url http https tags title update updated published "
    "subject topic topics contact tel fax email phone website participants attendees present chair "
    "for example from to cc re ps".split()
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as written, from `start` of its line to `end`, where the words begin."""

    text: str
    start: int
    end: int


def find_labels(text: str, start: int = 0) -> list[Label]:
    """Every label from `start` on, in order, at most one a line."""
    found: dict[int, Label] = {}
    for pattern in (_LABEL, _LETTER, _TITLED):
        for match in pattern.finditer(text, start):
            words = match.group("label").strip().strip("*_").strip()
            if pattern is _LABEL and not _is_label(words, text[match.end() : match.end() + 2]):
                continue
            line = text.rfind("\n", 0, match.start("label")) + 1
            end = (
                match.end()
                + len(text[match.end() : match.end() + 80])
                - len(text[match.end() : match.end() + 80].lstrip())
            )
            found.setdefault(line, Label(words, match.start(), end))
    return [found[line] for line in sorted(found)]


def _is_label(words: str, after: str) -> bool:
    """Whether `words` look like a name, an office or a newsroom rather than like a sentence."""
    if not words or after.startswith("//") or words.lower() in _FACTS:
        return False
    if re.search(r"[.!?;。！？；]\s", re.sub(r"\b[A-Z][a-zA-Z]{0,3}\.\s", "", words)) or words[-1] in ".!?,;，。":
        return False
    if re.fullmatch(r"[\d\s.,]+", words):
        return False
    parts = re.sub(r"\([^)]*\)", "", words).split()
    if len(parts) > 8 or not parts:
        return False
    if not parts[0][0].isupper() and parts[0][0].isascii() and not parts[0][0].isdigit():
        return False
    return all(_is_name_word(part) for part in parts[1:])


def _is_name_word(part: str) -> bool:
    first = part.lstrip("\"'“‘(&-–")[:1]
    return not first or not first.islower() or part.lower().strip(",") in _CONNECTORS
