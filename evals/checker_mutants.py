"""Wrong answers for the bench of the checker: right ones with one fault planted. Pure functions.

A mutant is made from the words of the statement and of the transcripts alone, and left out where it would still be
right: never where the checker would not see it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from assistant.comparison import EMPTY, content_words
from assistant.figures import numbers
from evals.checker_right import MONTHS, Library, Trial, is_english, third_person
from evals.damage import negated, without_a_word
from evals.matching import normalised
from evals.perfect import in_marks, introduced
from evals.places import sentences
from store.types import Sentence, Transcript

_ALIKE = 0.5  # of content words: two sentences that share more may both bear a statement out
_NUMBER = re.compile(
    r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\d:])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b"
)
_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b|\b({'|'.join(MONTHS)}) (\d{{1,2}})\b")
_NAME = re.compile(r"(?<=[a-z,] )(?!(?:I|May|March)\b)[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")
_MODAL = (
    (r"\bwill not\b", "may not"), (r"\bwill\b", "may"), (r"\bwill\b", "could"),
    (r"\bwill\b", "would consider whether to"),
    (r"\bis going to\b", "might"), (r"\bmay\b", "will"), (r"\bmight\b", "will"), (r"\bcould\b", "will"),
    (r"\bmay\b", "must"),
)  # fmt: skip
# Before a number that counts things, and is no part of a date.
_COUNT = (
    r"(?<=[a-z] )(?<!(?:ary|rch|une|uly|ust|ber|May|ril) )"
    rf"(?=\d[\d,.]* (?!to \d|crowns? \d|percent|per cent|million|{'|'.join(MONTHS)})[a-z])"
)
_DEGREE = (
    (r"\bat least\b", "up to"), (r"\bup to\b", "at least"), (r"\babout\b(?= [\d$])", "more than"),
    (r"\b(?:above|more than|over)\b(?= (?:US\$ ?)?\d)", "less than"), (r"\bless than\b", "more than"),
    (_COUNT, "at least "), (_COUNT, "up to "),
)  # fmt: skip
_DENYING = (
    (r"\bnever\b", "often"), (r"\b[Nn]obody\b|\b[Nn]o one\b", "somebody"), (r"\b[Nn]othing\b", "something"),
    (r"\b[Nn]one\b", "some"), (r"\bneither\b(.+)\bnor\b", r"either\1or"),
)  # fmt: skip
_CURRENCY = (
    (r"\bcrowns\b", "euros"), (r"\bcrowns\b", "dollars"), (r"\bcrowns\b", "pounds"), (r"US\$ ?", "€"), (r"US\$ ?", "£"),
    (r"\bUSD ", "EUR "), (r"€ ?", "US$"), (r"\beuros?\b", "dollars"), (r"\bdollars?\b", "euros"),
    (r" ?%| per ?cent\b", " percentage points"), (r"\bpercentage points\b", "percent"),
    (r" ?%| per ?cent\b", " crowns"), (r"\btonnes\b", "crowns"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A trial with a fault of one kind; `also` are sentences that stand in the prompt and are not cited."""

    kind: str
    trial: Trial
    also: tuple[Sentence, ...] = ()


def mutants(right: Iterable[Trial], lib: Library) -> Iterator[Mutant]:
    """Every mutant of every kind."""
    trials = list(right)
    prose = [t for t in trials if t.sort != "exact" and is_english(t.cited[0].text)]
    base = [t for t in prose if t.sort in ("third person", "by hand", "clause")]
    for kind, make in _OF_PROSE.items():
        for trial in base:
            for text in dict.fromkeys(make(trial, lib)):
                yield Mutant(kind, replace(trial, text=text))
    for trial in base:
        yield from _elsewhere(trial, lib)
        yield from _other_year(trial, lib)
    for trial in (t for t in prose if t.sort == "dated"):
        for text in _dates_shifted(trial, lib):
            yield Mutant("date shifted", replace(trial, text=text))
    for trial in (t for t in trials if t.sort == "exact"):
        for text in _altered(trial):
            yield Mutant("altered word in a quote", replace(trial, text=text))
        yield from _exact_elsewhere(trial, lib)
    yield from _premises(lib)
    yield from _cut(lib)


def _numbers_changed(trial: Trial, lib: Library) -> Iterator[str]:
    known = _numbers_of(trial)
    for match in _NUMBER.finditer(trial.text):
        if match[0] in _WORDS:
            spelled = next((w for w in _rotated(_WORDS, match[0]) if not numbers(w) & known), None)
            yield from ([_spliced(trial.text, match, spelled)] if spelled else [])
            continue
        digit = next(i for i, c in enumerate(match[0]) if c.isdigit())
        for step in (1, 4):
            changed = str((int(match[0][digit]) - 1 + step) % 9 + 1)
            other = match[0][:digit] + changed + match[0][digit + 1 :]
            text = _spliced(trial.text, match, other)
            if not (numbers(text) - numbers(trial.text)) & known and numbers(text) != numbers(trial.text):
                yield text
                break


def _numbers_of(trial: Trial) -> set[Decimal]:
    words = " ".join(s.text for s in trial.cited)
    day = trial.transcript.reading.date
    return numbers(f"{words} {day.isoformat() if day else ''}")


def _rotated(items: list[str], after: str) -> list[str]:
    at = items.index(after)
    return items[at + 1 :] + items[:at]


def _spliced(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def _negation_turned(trial: Trial, lib: Library) -> Iterator[str]:
    for pattern, word in _DENYING:  # a second "not" beside one of these says something, but nobody knows what
        if (denied := re.sub(pattern, word, trial.text, count=1)) != trial.text:
            yield denied
            return
    changed = negated(trial.text)
    if changed and not re.search(r"\bsome (?:longer|doubt|sooner|later)\b|\bMay not (?!be)", changed):
        yield changed


def _speaker_swapped(trial: Trial, lib: Library) -> Iterator[str]:
    said = trial.cited[0]
    names = [n for n in (said.speaker, said.outlet if said.part == "question" else None) if n and n in trial.text]
    if not names:
        return
    name = re.escape(names[0])
    credits = rf"(?:^|\b(?:by|to) |, ){name}(?=,? (?:said|says|told)|\.$)|(?<=According to ){name}|^{name}(?= [a-z]+)"
    if not re.search(credits, trial.text):
        return
    around = {s.speaker for s in trial.cited} | {s.outlet for s in trial.cited if s.part == "question"}
    here = [n for s in sentences(trial.transcript) for n in (s.speaker, s.outlet) if n and n not in around]
    others = [n for t in lib.transcripts.values() for s in sentences(t)[:12] for n in (s.speaker,) if n and n.isascii()]
    picked = list(dict.fromkeys(here))[:2] + [n for n in dict.fromkeys(others) if n not in around and n not in here][:1]
    for other in picked:
        if other.split()[-1] not in names[0]:
            yield trial.text.replace(names[0], other, 1)


def _modal_swapped(trial: Trial, lib: Library) -> Iterator[str]:
    return _rewritten(_MODAL, trial.text)


def _degree_swapped(trial: Trial, lib: Library) -> Iterator[str]:
    for text in _rewritten(_DEGREE, trial.text):
        if not re.search(
            r"(?:at least|up to|less than|more than|about|than|over|just|around|only|nearly|of) (?:at least|up to) ",
            text,
        ):
            yield text


def _currency_swapped(trial: Trial, lib: Library) -> Iterator[str]:
    return _rewritten(_CURRENCY, trial.text)


def _rewritten(rules: Iterable[tuple[str, str]], text: str) -> Iterator[str]:
    for pattern, word in rules:
        changed = re.sub(pattern, word, text, count=1)
        if changed != text:
            yield changed


def _name_swapped(trial: Trial, lib: Library) -> Iterator[str]:
    said = normalised(" ".join(s.text for s in trial.cited))
    persons = {n for s in trial.cited for n in (s.speaker, s.outlet) if n}
    pool = [m[0] for s in sentences(trial.transcript) for m in _NAME.finditer(s.text)]
    pool = [name for name in pool if name not in MONTHS and name.casefold() not in EMPTY]
    others = [n for n in dict.fromkeys(pool) if not any(word in said for word in n.split())]
    for match in _NAME.finditer(trial.text):
        if match[0] in MONTHS or any(match[0] in p or p in match[0] for p in persons) or match[0] not in said:
            continue
        for other in [name for name in others if name[:4] != match[0][:4]][:2]:
            yield _spliced(trial.text, match, other)


def _dates_shifted(trial: Trial, lib: Library) -> Iterator[str]:
    day, match = trial.transcript.reading.date, _DAY.search(trial.text)
    if day is None or match is None or match[3] is None:
        return
    said = " ".join(s.text for s in trial.cited)
    for other in (day + timedelta(days=3), day - timedelta(days=41), _year_on(day)):
        if str(other.day) not in said or str(other.year) not in said:
            yield _spliced(trial.text, match, f"{other.day} {MONTHS[other.month - 1]} {other.year}")


def _year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _elsewhere(trial: Trial, lib: Library) -> Iterator[Mutant]:
    """The statement cites a sentence beside its own, or of the exchange before or after."""
    first = trial.cited[0]
    pool = [s for s in sentences(trial.transcript) if s.part == first.part and s not in trial.cited]
    beside = [s for s in pool if s.exchange == first.exchange and not _alike(s, trial)]
    near = [s for s in pool if abs(s.exchange - first.exchange) == 1 and not _alike(s, trial)]
    for kind, found in (("neighbouring sentence cited", beside), ("neighbouring exchange cited", near)):
        if found:
            other = min(found, key=lambda s: abs(s.span.start - first.span.start))
            yield Mutant(kind, replace(trial, cited=(other,)), trial.cited)


def _alike(sentence: Sentence, trial: Trial) -> bool:
    words = _content(" ".join(s.text for s in trial.cited)) | _content(trial.text)
    theirs = _content(sentence.text)
    return len(words & theirs) >= _ALIKE * max(min(len(words), len(theirs)), 1)


@lru_cache(maxsize=20_000)
def _content(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


def _other_year(trial: Trial, lib: Library) -> Iterator[Mutant]:
    """What was said in one year cites what the same speaker said of the same thing in another."""
    day, first = trial.transcript.reading.date, trial.cited[0]
    if day is None or re.search(r"\b20\d\d\b", trial.text):
        return
    words = _content(first.text)
    best: tuple[float, Sentence | None] = (0.0, None)
    for transcript in lib.transcripts.values():
        if transcript.reading.date is None or transcript.reading.date.year == day.year:
            continue
        for s in sentences(transcript):
            likeness = len(words & _content(s.text)) / max(len(words), 3)
            if s.part == first.part and s.speaker == first.speaker and likeness > best[0]:
                best = (likeness, s)
    if best[1] is not None:
        other = best[1]
        where = lib.transcripts[other.span.transcript_id]
        told = trial.text[0].lower() + trial.text[1:] if trial.text.startswith(("The ", "A ", "It ")) else trial.text
        yield Mutant(
            "another year's statement", replace(trial, text=f"In {day.year}, {told}", cited=(other,), transcript=where)
        )


def _altered(trial: Trial) -> Iterator[str]:
    """Another word, or one less, in what stands in quotation marks."""
    words = " ".join(trial.cited[0].text.split())
    if f"“{words}”" not in trial.text:
        return
    if (less := without_a_word(words)) and less not in words:
        yield trial.text.replace(words, less)
    parts = words.split()
    pool = [s.text.split() for s in sentences(trial.transcript) if s != trial.cited[0]]
    other = next((w for line in pool for w in line if w.isalpha() and len(w) > 4 and w not in words), None)
    if other and len(parts) > 3:
        at = max(range(1, len(parts) - 1), key=lambda i: len(parts[i]))
        yield trial.text.replace(words, " ".join([*parts[:at], other, *parts[at + 1 :]]))


def _exact_elsewhere(trial: Trial, lib: Library) -> Iterator[Mutant]:
    """A right quote given to another speaker of the transcript, or with another sentence cited for it."""
    said = trial.cited[0]
    words = " ".join(said.text.split())
    who = said.speaker if said.part != "question" else None
    names = [n for s in sentences(trial.transcript) for n in (s.speaker, s.outlet) if n]
    if who and trial.text.startswith(f"{who}"):
        others = [n for n in dict.fromkeys(names) if n not in (said.speaker, said.outlet) and n.split()[-1] not in who]
        for other in others[:2]:
            yield Mutant("speaker swapped", replace(trial, text=f"{other}{trial.text.removeprefix(who)}"))
    pool = [s for s in sentences(trial.transcript) if s.part == said.part and words not in " ".join(s.text.split())]
    beside = [s for s in pool if s.exchange == said.exchange and " ".join(s.text.split()) not in words]
    if beside:
        other_said = min(beside, key=lambda s: abs(s.span.start - said.span.start))
        yield Mutant("neighbouring sentence cited", replace(trial, cited=(other_said,)), (said,))


def _premises(lib: Library) -> Iterator[Mutant]:
    """What the asker says, as if the one who answers had said it, or as if it were so."""
    for transcript in lib.transcripts.values():
        for exchange in transcript.reading.exchanges:
            own = [s for s in sentences(transcript) if s.exchange == exchange.index]
            who = exchange.answerer
            replies = tuple(s for s in own if s.part != "question")
            if not who or not replies:
                continue
            asked = [s for s in own if s.part == "question" and s.speaker != who and len(s.text.split()) > 4]
            for s in asked:
                if s.outlet and s.outlet in s.text:
                    continue  # they introduce themselves
                by = f", asked by {s.outlet}" if s.outlet else ""
                yield _premise(f"{who}{by}: {in_marks(s.text)}", (s,), transcript)
                if s.text.rstrip().endswith("?") or not is_english(s.text):
                    continue
                told = third_person(s.text, lib)
                yield _premise(f"{who} said that {told}", (s,), transcript)
                yield _premise(told[0].upper() + told[1:], (s,), transcript)
                if not re.match(r"(?:Yes|It is\b|He is\b|She is\b|That is (?:right|so|true))", replies[0].text):
                    words, theirs = _content(s.text), _content(" ".join(r.text for r in replies))
                    if len(words & theirs) < _ALIKE * len(words):
                        yield _premise(f"{who} said that {told}", (s, replies[0]), transcript)


def _premise(text: str, cited: tuple[Sentence, ...], transcript: Transcript) -> Mutant:
    return Mutant("premise credited", Trial("premise", text, cited, transcript))


def _cut(lib: Library) -> Iterator[Mutant]:
    """A quote that leaves out the negation, condition or attribution beside it."""
    rules = (
        r"\b(?:will|would|is|are|was|were|has|have|had|can|could|does|do|did|may) (?:not|never) (?P<kept>.+?)[.!?]*$",
        r"\b(?:n['’]t|cannot) (?P<kept>.+?)[.!?]*$",
        r"\b(?:say|says|said|told \w+|believe|claims?|hope|hopes|deny|denies|doubt) that (?P<kept>.+?)[.!?]*$",
        r"^(?P<kept>[^,]+?),? (?:if|unless|provided|as long as|on condition) .+$",
        r"^(?:If|Unless) [^,]+, (?P<kept>.+?)[.!?]*$",
        r"\b(?:no|without|nobody|no one|none) (?P<kept>.+?)[.!?]*$",
    )
    for transcript in lib.transcripts.values():
        for s in sentences(transcript):
            words = " ".join(s.text.split())
            if s.part == "question" or not s.speaker or not is_english(words):
                continue
            for rule in rules:
                match = re.search(rule, words, re.IGNORECASE)
                if match and len(match["kept"].split()) > 2:
                    text = f"{introduced(s, transcript)}: “{match['kept']}”"
                    yield Mutant("quote cut", Trial("cut", text, (s,), transcript))


_OF_PROSE: dict[str, Callable[[Trial, Library], Iterator[str]]] = {
    "number changed": _numbers_changed,
    "negation turned": _negation_turned,
    "speaker swapped": _speaker_swapped,
    "will and may": _modal_swapped,
    "at least, up to": _degree_swapped,
    "currency or unit": _currency_swapped,
    "name swapped": _name_swapped,
}
