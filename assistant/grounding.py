"""Does what is cited bear the statement out? Quoted words, names, numbers, negation and content words.

A valid marker says nothing about that: models change a number, add a country or turn a position round and
still cite the right sentence. Everything here compares words; it knows nothing of meaning, and where it
cannot tell it says `weak`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.comparison import EMPTY, NEGATION, WORD, acronyms, content_words, is_among, is_same_name, plain
from assistant.figures import numbers
from assistant.nonanswers import declines
from assistant.quoted import QUOTED, connected, holds, quoted_words, without_marks
from assistant.types import Citation, Draft, Prompt, Statement, Support
from store.types import Sentence

# Of a statement's content words, the share that a cited sentence must hold.
CONTENT_SHARE = 0.5
# Of a clause's content words, the share that makes a statement a report of that clause.
CLAUSE_SHARE = 0.6
_INTRODUCTION = 200  # characters: who said it, asked by whom, when

_ASKS = re.compile(r"\b(?:ask(?:s|ed|ing)?|questions?|questioned|reporters?|journalists?)\b", re.IGNORECASE)
_REFUSING = "declined refused avoided comment give gave given provide information details elaborate specific"
_SPEAKER = re.compile(r"\b(?:spokes(?:person|man|woman)|the speaker)\b", re.IGNORECASE)

_CLAUSES = re.compile(r"[,;:.!?，；。！？—–]|\s-\s|\b(?:but|and|while|whereas|although|though)\b", re.IGNORECASE)

_MONTHS = (
    "January February March April May June July August September October November December"  # names of no one
).split()


def verify(draft: Draft, prompt: Prompt) -> Draft:
    """The draft with each statement's support judged against the sentences it cites.

    `exact`: its quoted words, or all of it apart from an introduction that ends with a colon, are slices of
    them, and what stands around is borne out. `supported`: names, numbers, negation and at least half of
    the content words are borne out. `weak`: cited, but one of these fails. `none`: nothing cited; such a
    statement is dropped when others remain. Quotation marks around words no cited sentence holds are taken
    away, which makes the statement `weak`.
    """
    citations = {citation.n: citation for citation in draft.citations}
    judged = [_judged(s, [citations[n] for n in s.citations], draft, prompt) for s in draft.statements]
    kept = [statement for statement in judged if statement.support != "none"]
    return replace(draft, statements=tuple(kept or judged))


def _judged(statement: Statement, cited: Sequence[Citation], draft: Draft, prompt: Prompt) -> Statement:
    evidence = _Evidence.of(cited, prompt)
    runs = connected(evidence.sentences)
    invented = [words for words in quoted_words(statement.text) if not holds(words, runs)]
    text = without_marks(statement.text, invented)
    support: Support = "none" if not cited else "weak" if invented else _support(text, evidence, draft, prompt)
    return replace(statement, text=text, support=support)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one statement cites, who speaks there, and the words that merely say where and when."""

    sentences: tuple[Sentence, ...]
    speakers: tuple[str, ...]  # those who answer in the cited exchanges
    names: str
    titles: str
    days: tuple[date, ...]

    @classmethod
    def of(cls, cited: Sequence[Citation], prompt: Prompt) -> "_Evidence":
        sentences = tuple(citation.sentence for citation in cited)
        places = {(s.span.transcript_id, s.exchange) for s in sentences}
        hits = [h for h in prompt.hits if (h.source.transcript_id, h.passage.exchange) in places]
        speakers = tuple(dict.fromkeys(h.speaker for h in hits if h.speaker))
        names = [*speakers, *(s.speaker for s in sentences), *(s.outlet for s in sentences)]
        return cls(
            sentences,
            speakers,
            " ".join(dict.fromkeys(name for name in names if name)),
            " ".join(dict.fromkeys(c.source.title for c in cited if c.source.title)),
            tuple(dict.fromkeys(c.source.date for c in cited if c.source.date)),
        )

    @property
    def context(self) -> str:
        return f"{self.names} {self.titles}"


def _support(text: str, evidence: _Evidence, draft: Draft, prompt: Prompt) -> Support:
    """How far a statement with citations, whose quoted words are all held, is borne out."""
    introduction = _introduction(text, connected(evidence.sentences))
    prose = QUOTED.sub(" ", text) if introduction is None else introduction
    if _names_speaker(prose, evidence.speakers):
        own = tuple(s for s in evidence.sentences if s.part != "question")
        if not own:
            return "weak"
        evidence = evidence if _ASKS.search(prose) else replace(evidence, sentences=own)
        introduction = _introduction(text, connected(evidence.sentences))
    asked = _asked(evidence, prompt) if draft.outcome == "declined" else ""
    own_words = text if introduction is None else introduction
    borne = (
        _numbers_borne(own_words, evidence)
        and _names_borne(own_words, evidence, asked, prompt)
        and _negation_borne(text.removeprefix(introduction or ""), evidence, declined=bool(asked))
    )
    if not borne:
        return "weak"
    if introduction is not None:
        return "exact"
    if not _content_borne(text, evidence, asked, prompt):
        return "weak"
    return "exact" if quoted_words(text) else "supported"


def _introduction(text: str, runs: Sequence[str]) -> str | None:
    """What precedes the words that are wholly a slice, "" for nothing; None if they are not."""
    starts = [0, *(match.end() for match in re.finditer(r":\s+", text[:_INTRODUCTION]))]
    return next((text[:start] for start in starts if text[start:] and holds(text[start:], runs)), None)


def _names_speaker(prose: str, speakers: Iterable[str]) -> bool:
    words = {word.casefold() for word in WORD.findall(plain(prose))}
    surnames = {name.split()[-1].casefold() for name in speakers}
    return bool(words & surnames) or bool(_SPEAKER.search(prose)) or any(name in prose for name in speakers)


def _asked(evidence: _Evidence, prompt: Prompt) -> str:
    """What a refusal may name although the refusing sentence does not: what had been asked."""
    places = {(s.span.transcript_id, s.exchange) for s in evidence.sentences}
    shown = prompt.sentences.values()
    asked = [s.text for s in shown if s.part == "question" and (s.span.transcript_id, s.exchange) in places]
    return " ".join([prompt.question.text, *asked])


def _numbers_borne(text: str, evidence: _Evidence) -> bool:
    """Whether every number stands in a cited sentence; the day of the transcript may be named too."""
    text = _without_dates(plain(text), evidence.days)
    claimed = numbers(text) - (set() if re.search(r"\b1\b", text) else {Decimal(1)})  # "one" is mostly a pronoun
    said = numbers(" ".join(plain(s.text) for s in evidence.sentences))
    return claimed <= said | numbers(evidence.names) | {Decimal(day.year) for day in evidence.days}


def _without_dates(text: str, days: Iterable[date]) -> str:
    for day in days:
        month = f"{_MONTHS[day.month - 1][:3]}[a-z]*\\.?"
        number = rf"{day.day}(?:st|nd|rd|th)?"
        for form in (day.isoformat(), rf"\b{number}\s+(?:of\s+)?{month}", rf"\b{month}\s+{number}\b"):
            text = re.sub(form, " ", text)
    return text


def _names_borne(text: str, evidence: _Evidence, asked: str, prompt: Prompt) -> bool:
    """Whether every name stands in a cited sentence, or belongs to those who speak there."""
    borne = _spelled(" ".join([*(s.text for s in evidence.sentences), evidence.context, asked]))
    words = [word for word in WORD.findall(borne) if word[0].isupper()]
    folded = {word.casefold() for word in WORD.findall(borne)}
    short = acronyms(borne)
    for phrase in _names(text, prompt):
        initials = "".join(name[0] for name in phrase)
        if len(phrase) > 1 and initials in words:  # "United States" for "US"
            continue
        for name in phrase:
            known = name.casefold() in folded or name in short or any(is_same_name(name, word) for word in words)
            if not known:
                return False
    return True


def _names(text: str, prompt: Prompt) -> list[list[str]]:
    """Runs of capitalised words; the first word of a sentence only where the prompt has it as a name."""
    spelled = _spelled(text)
    known = {name for s in prompt.sentences.values() for name in re.findall(r"(?<=[a-z,] )[A-Z]\w+", s.text)}
    phrases: list[list[str]] = []
    end = -2
    for match in WORD.finditer(spelled):
        word = match[0].removesuffix("'s")
        before = spelled[: match.start()]
        if phrases and spelled[end : match.start()] == " " and word[0].isupper():
            phrases[-1].append(word)
            end = match.end()
            continue
        starts = not re.search(r"[\w,;)-]\W{0,2}$", before) or before.endswith(": ")
        is_name = word[0].isupper() and word.casefold() not in EMPTY and word not in _MONTHS
        if is_name and (not starts or word in known or word.isupper()):
            phrases.append([word])
            end = match.end()
    return phrases


def _spelled(text: str) -> str:
    """Names in one spelling: U.S. as US."""
    return re.sub(r"\b((?:[A-Z]\.){2,})", lambda match: match[0].replace(".", ""), plain(text))


def _negation_borne(text: str, evidence: _Evidence, *, declined: bool) -> bool:
    """Whether the statement negates where its sentences do: as a whole, and clause by clause."""
    said = [_Clause.of(clause) for s in evidence.sentences for clause in _CLAUSES.split(s.text)]
    claimed = [_Clause.of(text), *(_Clause.of(clause) for clause in _CLAUSES.split(text))]
    if claimed[0].negates:
        if not declined and not any(clause.negates for clause in said):
            return False
        del claimed[0]  # which of its clauses negates is what counts
    return all(clause.agrees(said) for clause in claimed if not (declined and clause.negates))


@dataclass(frozen=True, slots=True)
class _Clause:
    words: frozenset[str]
    negates: bool

    @classmethod
    def of(cls, text: str) -> "_Clause":
        text = plain(text)
        return cls(frozenset(content_words(text)), bool(NEGATION.search(text)))

    def agrees(self, said: Iterable["_Clause"]) -> bool:
        """Whether the clause that this one reports negates if this one does; True if it reports none."""
        nearest = (0, True)
        for clause in said:
            shared = sum(is_among(word, self.words) for word in clause.words)
            if clause.words and shared / len(clause.words) >= CLAUSE_SHARE:
                nearest = max(nearest, (shared, clause.negates == self.negates))
        return nearest[1]


def _content_borne(text: str, evidence: _Evidence, asked: str, prompt: Prompt) -> bool:
    """Whether the cited sentences hold enough of the words that carry the statement, names apart.

    In a declined answer, that no information was given is borne out by a sentence that declines.
    """
    names = {name.casefold() for phrase in _names(text, prompt) for name in phrase}
    context = content_words(f"{evidence.context} {asked} {_REFUSING if asked else ''}") | names
    everything = content_words(_without_dates(plain(text), evidence.days))
    words = {word for word in everything if not is_among(word, context)}
    if not words and asked and any(declines(s.text) for s in evidence.sentences):
        return True
    words = words or everything
    said = content_words(" ".join(plain(s.text) for s in evidence.sentences))
    return bool(words) and sum(is_among(word, said) for word in words) / len(words) >= CONTENT_SHARE
