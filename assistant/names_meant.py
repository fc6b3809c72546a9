"""Whom and which transcript a question names, by the names the library itself holds. Pure functions.

A person or newsroom in a question is often what it is about. Only where the grammar says whose words or whose
questions are wanted (`What did Ana Vell say`, `asked by Radio Fjord`) does a name become a filter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.askers import REPORTER_SAYS_CHINESE
from store.formats import SUFFIXES
from store.types import Entry


@dataclass(frozen=True, slots=True)
class Meant:
    """A name a question means: as it is shown, the library's spellings of it, and where it stands in the question."""

    text: str
    values: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """How a question may call somebody or something: lower-cased -> the library's spellings."""

    spellings: dict[str, tuple[str, ...]]

    def standing_in(self, text: str) -> Iterator[Meant]:
        """Each name that stands in a text as whole words, the longest first where they overlap."""
        folded = text.casefold()
        if len(folded) != len(text):
            folded = text.lower() if len(text.lower()) == len(text) else text
        taken: list[tuple[int, int]] = []
        there = sorted((name for name in self.spellings if name in folded), key=len, reverse=True)
        for name in there:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)|{_if_chinese(name)}", folded):
                start, end = match.span()
                if any(start < b and a < end for a, b in taken):
                    continue
                # A single short word must be written as a name: `it` and `us` are also initials.
                if len(name) < 5 and text[start:end].islower() and name.isascii():
                    continue
                taken.append((start, end))
                yield Meant(self.spellings[name][0], self.spellings[name], start, end)


def _if_chinese(name: str) -> str:
    return re.escape(name) if any(c >= "\u3040" for c in name) else r"(?!)"


_HONORIFIC = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|minister|president|prime minister|secretary|ambassador|spokes\w+|senator|chair|"
    r"foreign minister|press secretary|governor|general|admiral|professor|chancellor|commissioner|director|the)"
    r"\.?\s+)+",
    re.I,
)
_NOT_A_NAME = frozenset(
    "reporter reporters speaker moderator question answer spokesperson spokesman spokeswoman minister president "
    "secretary official journalist correspondent press host chair governor administration participant audience member "
    "all".split()
)  # fmt: skip


def speaker_names(names: Iterable[str]) -> Names:
    """Speakers by whole name, without their title, and by last name.

    Transcripts call one person Ana Vell, Ms. Vell or A. Vell: a whole name means all of these, for a filter that
    leaves one out would hide what she said there. A last name means everybody of that name.
    """
    bare = {name: words for name in names if (words := _HONORIFIC.sub("", name).casefold().replace(",", "").split())}
    spellings: dict[str, set[str]] = {}
    for name, words in bare.items():
        if set(words) <= _NOT_A_NAME:  # an office, `The President`, that many may hold
            continue
        for called in (words, words[-1:]):
            same = {other for other, its_words in bare.items() if _may_be(called, its_words)}
            for key in {" ".join(called), name.casefold() if called is words else ""}:
                if _can_name(key):
                    spellings.setdefault(key, set()).update(same)
    return Names({key: tuple(sorted(found, key=lambda n: (-len(bare[n]), n))) for key, found in spellings.items()})


def _can_name(key: str) -> bool:
    is_long = len(key) > 2 or (len(key) > 1 and key >= "\u3040")
    return is_long and key not in _NOT_A_NAME and not key.isdigit()


def _may_be(words: list[str], other: list[str]) -> bool:
    """Whether two names without titles may be one person's: one last name, and no first names that differ."""
    if words[-1] != other[-1]:
        return False
    first, second = "".join(words[:-1]), "".join(other[:-1])
    is_initial = "." in first + second or min(len(first), len(second)) < 2
    return first == second or (is_initial and first[:1] in ("", second[:1])) or not second


@lru_cache(maxsize=4096)  # the same newsrooms ask in every exchange
def outlet_key(name: str) -> str:
    """What the spellings of one newsroom's name have in common: `The Daily Ledger` and `Daily Ledger` are one."""
    return re.sub(r"^the\s+", "", name, flags=re.I).casefold().strip()


def outlet_names(names: Iterable[str]) -> Names:
    """Newsrooms by their whole name, `The` and the marks of a title aside."""
    spellings: dict[str, set[str]] = {}
    for name in names:
        for key in {outlet_key(name), outlet_key(name).strip("《》")}:
            if len(key) > 1 and key not in _NOT_A_NAME:
                spellings.setdefault(key, set()).add(name)
    return Names({key: tuple(sorted(found)) for key, found in spellings.items()})


def transcript_names(entries: Iterable[Entry]) -> Names:
    """Transcripts by file name, with or without its ending, and by a title of two words or more -> their ids.

    What all of them are called names none.
    """
    ids: dict[str, set[str]] = {}
    entries = list(entries)
    for entry in entries:
        stem = entry.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        for key in {entry.file, stem if re.search(r"[\d_-]", stem) and len(stem) > 5 else "", entry.title or ""}:
            if key and (key != entry.title or len(key.split()) > 1 or (key >= "\u3040" and len(key) > 3)):
                ids.setdefault(key.casefold(), set()).add(entry.id)
    telling = {key: found for key, found in ids.items() if len(found) < len(entries) or len(found) == 1}
    return Names({key: tuple(sorted(found)) for key, found in telling.items()})


_SAY = (
    r"say|tell|answer|reply|respond|comment|mention|explain|announce|describe|state|remark|put it|speak|talk about|"
    r"think|give|(?:decline|refuse) to (?:answer|comment|say|reply|respond)|leave reporters"
)
_SAID = r"says?|said|told|answered|replied|responded|explained|stated|put it|saw it|spoke|described"
_HAS_SAID = r"said|told|answered|commented|explained|announced|replied"
_WORDS = (
    r"words|answers?|reply|replies|statements?|remarks?|comments?|response|position|view|views|account|explanation|"
    r"reaction|stance"
)
_TITLE = (
    r"(?:(?:the|mr|mrs|ms|dr|minister|president|secretary|ambassador|spokes\w+|prime minister|foreign minister)\.?\s+)*"
)
_SAID_ELSEWHERE = (
    r"dijo|declaró|respondió|contestó|explicó|según|selon|d['’]après|a dit|a répondu|a déclaré|laut|sagte|antwortete|"
    r"erklärte"
)
_ASK = r"ask|asked|raise|raised|put|bring up|want to know|inquire|question"


_Around = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


def _around(*patterns: tuple[str, str]) -> _Around:
    """What may stand before a name, at its end, and what after it."""
    return tuple((re.compile(rf"(?:{b})\s*$", re.I), re.compile(rf"^(?:{a})", re.I)) for b, a in patterns)


_SPEAKERS = _around(
    (
        rf"\b(?:did|does|do|has|had|would)\s+{_TITLE}",
        rf"\s+(?:(?:also|ever|really|actually|first|last|not|herself|himself)\s+)*(?:{_SAY})\b",
    ),
    (rf"\b(?:has|had|have)\s+{_TITLE}", rf"\s+(?:ever\s+|already\s+)?(?:{_HAS_SAID})\b"),
    (rf"\b(?:according to|by the account of|in the words of|as told by)\s+{_TITLE}", ""),
    (rf"\b(?:said|answered|given|explained|stated) by\s+{_TITLE}", ""),
    (rf"\b(?:quotes?|statements?|remarks?|answers?|words|comments?|reply|replies)\s+(?:of|by|from)\s+{_TITLE}", ""),
    (
        rf"(?:^|\b(?:what|how|when|in|is|was|are|were|give|quote|exact|about|by)\s+){_TITLE}",
        rf"['’]s?\s+(?:own\s+|exact\s+|first\s+|latest\s+|last\s+)*(?:{_WORDS})\b",
    ),
    (rf"(?:^|\b(?:what|when|how|where|why|as)\s+|,\s*){_TITLE}", rf"\s+(?:{_SAID})\b"),
    (rf"\b(?:{_SAID_ELSEWHERE})\s+", ""),
    (r"\bhat\s+", r"\s+.{0,80}\bgesagt\b"),
)
_WHEN_CHINESE = r"在.{0,12}|\d[\d年月]{0,10}[日月号]份?"
_SPEAKERS_CHINESE = _around(
    (
        "",
        rf"\s*(?:{_WHEN_CHINESE})?(?:是|曾|又)?(?:怎么|如何|怎样|对.{{1,24}}?)?(?:说|表示|回应|回答|谈|评论|答复|看待|指出)",
    )
)
_OF_OUTLET = r"(?:(?:a|the)\s+)?(?:(?:reporter|correspondent|journalist)\s+)?(?:(?:of|from|for)\s+)?(?:the\s+)?"
_OUTLETS = _around(
    (
        r"\b(?:did|does|has|had|do)\s+(?:the\s+)?",
        rf"(?:['’]s\s+(?:reporter|correspondent))?\s+(?:\w+ly\s+|also\s+)?(?:{_ASK})\b",
    ),
    (rf"\b(?:asked|raised|put|posed|brought up|questions?)\s+(?:by|from)\s+{_OF_OUTLET}", ""),
    (
        r"(?:^|\b(?:what|how|to|was|were|is|when|in|of|answer|the|which|topics|subjects|questions)\s+)(?:the\s+)?",
        r"(?:['’]s?)?\s+(?:question|questions|asked|raised)\b",
    ),
    (r"\b(?:tell|told|answer|answered|reply to|replied to|respond to|responded to)\s+(?:the\s+)?", ""),
    (r"\b(?:preguntó|planteó|a demandé|demandé par|fragte)\s+(?:(?:el|la|le|die|der)\s+)?", ""),
)
_OUTLETS_CHINESE = _around(
    (
        "",
        rf"\s*(?:的?记者)?(?:{_WHEN_CHINESE})?(?:是|曾)?(?:怎么)?(?:提问|问|追问|的问题)|》?的?{REPORTER_SAYS_CHINESE}",
    )
)
_CLAUSE = re.compile(r"\b(?:whether|if|that|because|after|who)\s+(?:\S+\s+)?$", re.I)
_AT_TRANSCRIPT = re.compile(
    r"\b(?:in|at|from|during|of|to|according to|transcript|file|en|dans|aus)\s+(?:the\s+)?[\"“'‘«(]*\s*$|在?《$|在$",
    re.I,
)


_FILE = re.compile(
    rf"(?<![\w./:-])[\w./-]*\w(?:{'|'.join(map(re.escape, SUFFIXES))})(?![\w-])"
    r"|(?<=\btranscript )(?=\S*\d)(?=\S*[a-z])[\w.-]*\w",
    re.I,
)


def speakers_meant(text: str, names: Names) -> list[Meant]:
    """Those whose words a question asks for."""
    found = _meant(text, names, _SPEAKERS, _SPEAKERS_CHINESE)
    return [meant for meant in found if not _CLAUSE.search(text[: meant.start])]


def outlets_meant(text: str, names: Names) -> list[Meant]:
    """The newsrooms whose questions, or the replies to whom, a question asks for."""
    return _meant(text, names, _OUTLETS, _OUTLETS_CHINESE)


def _meant(text: str, names: Names, patterns: _Around, chinese: _Around) -> list[Meant]:
    is_chinese = any(character >= "\u3040" for character in text)
    return [
        meant
        for meant in names.standing_in(text)
        if any(
            before.search(text[: meant.start]) and after.search(text[meant.end :])
            for before, after in (*patterns, *(chinese if is_chinese else ()))
        )
    ]


def transcripts_meant(text: str, names: Names) -> list[Meant]:
    """The transcripts a question names as the place to look in; `text` of each is as the question writes it."""
    return [
        Meant(text[meant.start : meant.end], meant.values, meant.start, meant.end)
        for meant in names.standing_in(text)
        if _AT_TRANSCRIPT.search(text[: meant.start]) or "." in text[meant.start : meant.end]
    ]


def files_not_there(text: str, names: Names) -> list[str]:
    """The files that a question names as the place to look in and that no transcript is called, as it writes them."""
    there = [(meant.start, meant.end) for meant in names.standing_in(text)]
    return [
        match[0]
        for match in _FILE.finditer(text)
        if _AT_TRANSCRIPT.search(text[: match.start()])
        and not any(a < match.end() and match.start() < b for a, b in there)
    ]
