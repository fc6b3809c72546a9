"""Does what is cited bear the statement out? Whose words, quoted words, numbers, dates, names, negation, certainty.

A valid marker says nothing about that: models change a number, add a country or turn a position round and still cite
the right sentence. Everything here and in `assistant.checks` compares words; it knows nothing of meaning, and where it
cannot tell it says `weak` and why.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.addressed import words_to_a_model
from assistant.checks.amounts import wrong_amount
from assistant.checks.dates import without_dates, wrong_date
from assistant.checks.edges import lost_at_edges
from assistant.checks.evidence import Evidence, Frame
from assistant.checks.names import names, wrong_name
from assistant.checks.planted import without_planted
from assistant.checks.polarity import clauses, is_negated, lost_condition, wrong_modality, wrong_negation
from assistant.checks.relays import relayed
from assistant.checks.speakers import ADDRESSEE, Whose, same_person, whose, without_credits
from assistant.comparison import WORD, content_words, has_words, is_among, plain
from assistant.outcomes import may_answer, only_refused
from assistant.quoted import QUOTED, connected, holds, quoted_words, without_marks
from assistant.types import Citation, Draft, Prompt, Statement, Support
from store.nonanswers import declines

# Of a statement's content words, the share that a cited sentence must hold.
CONTENT_SHARE = 0.5
_ASKED_SHARE = 0.45  # what a word counts that only the question answered there holds
_INTRODUCTION = 200  # characters: who said it, asked by whom, when
_REFUSING = "declined refused avoided comment give gave given provide information details elaborate specific"
_REFUSES = re.compile(
    r"\b(?:declined?|refused?s?|would\s+not|did\s+not)\s+(?:to\s+)?(?:say|tell|answer|comment|name|give)\b", re.I
)
_WITHHOLDS = re.compile(
    r"\b(?:declin|refus|avoid|referred|no\s+(?:comment|information|details?|answer)|did\s+not|n't\s+(?:say|comment)|nothing)",
    re.I,
)
_WITHHELD = re.compile(
    r"(?:\bnot\b|n['’]t|\bnever\b)[^.]{0,24}\b(?:tell|say|answer|comment|name|share|discuss|guide|go into)\b"
    r"|\bdecline to\b",
    re.I,
)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion percent "
    "cent himself herself themselves take takes took taking place make makes made announced".split()
)


def verify(draft: Draft, prompt: Prompt) -> Draft:
    """The draft with each statement's support judged against the sentences it cites, and why where it is weak.

    `exact`: its quoted words, or all of it apart from an introduction that ends with a colon, are slices of them
    that lose no "not", condition or attribution at their edges, and what stands around is borne out. `supported`:
    whose words they are, numbers, dates, names, negation, certainty and at least half of the content words are borne
    out. `weak`: cited, but one of these fails. `none`: nothing cited; such a statement is dropped when others remain.
    Quotation marks around words no cited sentence holds, and links in them, are taken away, which makes the statement
    `weak`, as words to a language model do that it repeats as its own; a citation that the question's filters keep out
    is dropped. Citations in which the speaker passes on somebody say whom. What quotes nothing but refusals is no
    answer, unless refusals are what was asked for: its outcome is `declined`, whatever the writer called it; and what
    is called otherwise is `answered` where all of it is borne out by sentences that do answer, as far as their words
    tell (`assistant.outcomes`).
    """
    filters = prompt.question.filters
    kept = [c for c in draft.citations if filters.admits(c.source) and filters.admits_words(c.sentence)]
    citations = {c.n: replace(c, relays=relayed(c.sentence.text)) for c in kept}
    frame = Frame.of(prompt)
    outcome, judged = draft.outcome, _all_judged(draft, citations, frame)
    if outcome in ("answered", "partly") and prompt.question.lists != "declined" and only_refused(kept):
        outcome = "declined"
    elif may_answer(outcome, kept, prompt):
        as_answer = _all_judged(replace(draft, outcome="answered"), citations, frame)
        if all(statement.support in ("exact", "supported") for statement in as_answer):
            outcome, judged = "answered", as_answer
    shown = tuple(statement for statement in judged if statement.support != "none")
    return Draft(outcome, shown or judged, tuple(citations.values()))


def _all_judged(draft: Draft, cited: Mapping[int, Citation], frame: Frame) -> tuple[Statement, ...]:
    """Every statement with its support."""
    judged: list[Statement] = []
    own = ""
    for statement in draft.statements:
        numbers = tuple(n for n in statement.citations if n in cited)
        checked, own = _judged(replace(statement, citations=numbers), [cited[n] for n in numbers], draft, frame, own)
        judged.append(checked)
    return tuple(judged)


def _judged(
    statement: Statement, cited: Sequence[Citation], draft: Draft, frame: Frame, before: str
) -> tuple[Statement, str]:
    """The statement with its support, and its own words, or those that it goes on from."""
    text, link = without_planted(statement.text, " ".join(citation.sentence.text for citation in cited))
    if not cited or not has_words(text):
        return replace(statement, text=text or "…", citations=(), support="none", why=None), ""
    evidence = Evidence.of(cited, frame.prompt)
    runs = connected(evidence.sentences)
    invented = [words for words in quoted_words(text) if not holds(words, runs)]
    text = without_marks(text, invented)
    own = _own_words(text, runs)
    why: str | None
    if link or invented:
        why, is_exact = f"“{_short(link or invented[0])}” is not in the quote", False
    else:
        why, is_exact = _fault(text, own, before, evidence, draft, frame)
    if not why and any(words_to_a_model(s.text) and plain(s.text) not in plain(text) for s in evidence.sentences):
        why = "the quote is addressed to a language model"
    support: Support = "weak" if why else "exact" if is_exact else "supported"
    return replace(statement, text=text, support=support, why=why), own if has_words(own) else before


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40].rsplit(' ', 1)[0]} …"


def _own_words(text: str, runs: Sequence[str]) -> str:
    introduction = _introduction(text, runs)
    return QUOTED.sub(" ", text) if introduction is None else introduction


def _introduction(text: str, runs: Sequence[str]) -> str | None:
    """What precedes the words that are wholly a slice, "" for nothing; None if they are not."""
    starts = [0, *(match.end() for match in re.finditer(r":\s+", text[:_INTRODUCTION]))]
    return next((text[:start] for start in starts if text[start:] and holds(text[start:], runs)), None)


def _fault(text: str, own: str, before: str, evidence: Evidence, draft: Draft, frame: Frame) -> tuple[str | None, bool]:
    """Why a statement whose quoted words are all held is not borne out, or None; and whether it is exact."""
    # Quoted words and nothing else go on from the statement before.
    goes_on = not has_words(own) and (text.strip()[:1] in "“\"'„«「" or bool(quoted_words(text)))
    credited: Whose = whose(before if goes_on else own, evidence, frame.people)
    if goes_on and credited.fault and any(sentence.part != "question" for sentence in evidence.sentences):
        credited = whose("", evidence, frame.people)  # another who answers there goes on
    if credited.fault:
        return credited.fault, False
    evidence = credited.evidence
    runs = connected(evidence.sentences)
    introduction = _introduction(text, runs)
    declined = draft.outcome == "declined"
    asked = f"{frame.prompt.question.text} {evidence.asked}" if declined else ""
    fault = _wrong_facts(text if introduction is None else introduction, evidence, credited, asked, frame)
    if fault is None:
        fault = _lost(text, introduction, runs)
    if fault or introduction is not None:
        return fault, True
    sources = [s.text for s in evidence.sentences]
    rest = without_credits(text)
    withheld = bool(_REFUSES.search(text)) and any(_withholds(source) for source in sources)
    withholds = withheld or (declined and bool(_WITHHOLDS.search(rest)))
    fault = (
        wrong_negation(ADDRESSEE.sub(" ", plain(text)), sources, declined=withholds)
        or (None if credited.asks or withholds else wrong_modality(rest, sources) or lost_condition(rest, sources))
        or _too_little(rest, evidence, asked, frame)
    )
    return fault, bool(quoted_words(text))


def _wrong_facts(prose: str, evidence: Evidence, credited: Whose, asked: str, frame: Frame) -> str | None:
    """A date, number or name of these words that is not in what they cite."""
    words, spelled = evidence.text, plain(prose)
    theirs = [person for person in frame.people if any(same_person(person, voice) for voice in evidence.voices)]
    spoken = " ".join([*evidence.voices, *theirs])
    everybody = " ".join([spoken, *evidence.askers])
    addressed = ADDRESSEE.sub(" ", spelled)
    heard = f"{words} {evidence.asked}" if asked or addressed != spelled or credited.asks else words
    date = wrong_date(spelled, heard, evidence.days, evidence.titles)
    known = everybody if credited.asks else spoken
    return (
        (f"the date {date} is not that of the quote" if date else None)
        or wrong_amount(spelled, heard, evidence.days, everybody)
        or wrong_name(addressed, evidence, asked, frame.names, known, placed=False)
        or wrong_name(without_credits(prose), evidence, asked, frame.names, known, placed=not credited.asks)
        or wrong_name(spelled, evidence, f"{asked} {evidence.asked}", frame.names, everybody, placed=False)
    )


def _lost(text: str, introduction: str | None, runs: Sequence[str]) -> str | None:
    """What a quote leaves out at its edges."""
    if introduction is not None:
        return lost_at_edges(text.removeprefix(introduction).strip('“”"„«»「」'), without_credits(introduction), runs)
    rest = without_credits(QUOTED.sub(" ", text))
    return next((lost for words in quoted_words(text) if (lost := lost_at_edges(words, rest, runs))), None)


def _too_little(text: str, evidence: Evidence, asked: str, frame: Frame) -> str | None:
    """Whether the cited sentences hold too few of the words that carry the statement, names apart; why, in words.

    A sentence that declines bears out that nothing was said.
    """
    withheld = any(_withholds(s.text) for s in evidence.sentences)
    if _REFUSES.search(text) and withheld:
        return None
    named = {name.casefold() for phrase in names(text, frame.names) for name in phrase}
    spoken = " ".join([*evidence.voices, *evidence.answerers, *evidence.askers, evidence.titles])
    context = content_words(f"{spoken} {asked} {_REFUSING if asked else ''}") | named
    everything = _carrying(text)
    words = {word for word in everything if not is_among(word, context)}
    if not words and asked and withheld:
        return None
    if not words:
        return _too_small(text, evidence, context)
    said = content_words(evidence.text)
    behind = content_words(evidence.asked) if evidence.before else set()
    held = sum(1 if is_among(word, said) else _ASKED_SHARE if is_among(word, behind) else 0 for word in words)
    if held / len(words) >= CONTENT_SHARE:
        return None
    missing = sorted(word for word in words if not is_among(word, said))
    return f"the quote does not speak of {_list(missing[:3])}" if missing else "the quote says too little"


def _withholds(sentence: str) -> bool:
    return declines(sentence) or bool(_WITHHELD.search(sentence))


def _too_small(text: str, evidence: Evidence, names: set[str]) -> str | None:
    """The same for a statement without content words, such as "it does not": nearly all its words must be there."""
    told = without_dates(without_credits(text))
    if not any(is_negated(told) == clause.negates for s in evidence.sentences for clause in clauses(s.text)):
        return "the quote and the statement differ in a “not”"
    words = {word for word in (w.casefold() for w in WORD.findall(told)) if word not in names | {"on", "in"}}
    said = {word.casefold() for word in WORD.findall(evidence.text)} | {"they", "their", "them", "that"}
    is_there = words and sum(word in said for word in words) >= 0.8 * len(words)
    return None if is_there else "the quote says too little"


def _carrying(text: str) -> set[str]:
    return {word for word in content_words(without_dates(plain(text))) if word not in _NUMBER_WORDS}


def _list(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
