"""Planted faults of what an answer says: outcome, facts, numbers, dates, premises, obedience. Pure functions.

Each takes a case, its perfect answer and the transcripts, and gives the answer with one fault, or None where the fault
cannot be planted or would leave a right answer (see `evals.mutants_quotes`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.figures import numbers
from assistant.quoted import quoted_words
from evals.damage import also_citing, asked_sentence, needed_alone, rebuilt, with_statement
from evals.matching import matched, normalised, wanted_words
from evals.perfect import in_marks, introduced
from evals.places import Transcripts, scoped_places, sentences
from evals.types import Case, Fact, Observed, Said
from store.types import Sentence

_LONGEST = 60  # characters of a hostile text that are taken over whole
_NOTHING = Observed(outcome="not_in_transcripts", text="")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")


def wrong_refusal(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Says that the transcripts do not answer what they answer."""
    return None if case.expect == "absent" else replace(_NOTHING, hits=observed.hits)


def nearest_passage(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Answers what the transcripts do not answer, from the sentence that shares most words with the question."""
    near = _nearest(case, transcripts) if case.expect == "absent" else None
    return replace(_quoting(observed, near, transcripts), outcome="answered") if near else None


def abstains_and_answers(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Says that the transcripts do not answer, which is so, and goes on to answer from the nearest sentence."""
    near = _nearest(case, transcripts) if case.expect == "absent" else None
    return _quoting(observed, near, transcripts) if near else None


def _nearest(case: Case, transcripts: Transcripts) -> Sentence | None:
    scope = scoped_places(transcripts, case.filters)
    asked = set(normalised(case.ask).casefold().split())
    pool = [s for t in transcripts.values() for s in sentences(t) if (t.id, s.exchange) in scope]
    replies = [s for s in pool if s.part != "question"]
    return max(replies, key=lambda s: len(asked & set(normalised(s.text).casefold().split())), default=None)


def _quoting(observed: Observed, sentence: Sentence, transcripts: Transcripts) -> Observed:
    introduction = introduced(sentence, transcripts[sentence.span.transcript_id])
    return also_citing(observed, transcripts, f"{introduction}: {in_marks(sentence.text)}", [sentence])


def answered_for_declined(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A refusal is passed off as an answer."""
    return replace(observed, outcome="answered") if case.expect == "declined" else None


def declined_for_answered(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """An answer is passed off as a refusal."""
    return replace(observed, outcome="declined") if case.expect in ("answer", "corrects") else None


def fact_missing(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A needed fact is neither said nor quoted. Not where it is one of a kind: that is a wrong refusal."""
    alone = needed_alone(case)
    if len(case.facts) < 2 or not alone:
        return None
    missing = observed.statements[alone[-1]]
    kept = [said for said in observed.statements if said is not missing]
    return rebuilt(observed, kept, [c for c in observed.citations if c.n not in missing.citations])


def number_changed(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A number in the answer's own words becomes one that nobody said. The quote beside it stays right."""
    for position, fact in enumerate(case.facts):
        text = observed.statements[position].text
        digits = _DIGITS.search(fact.say)
        if digits and text.startswith(fact.say[: digits.end()]):
            new = _unheard(int(digits[0][-1]), case, transcripts)
            return with_statement(observed, position, text[: digits.start()] + new + text[digits.end() :])
    return None


def _unheard(last: int, case: Case, transcripts: Transcripts) -> str:
    """A number in digits that stands in no transcript and not in the question."""
    known = {n for t in transcripts.values() for n in _numbers(t.reading.text)} | numbers(case.ask)
    return next(str(n) for n in range(last + 31, last + 10_000) if n not in known)


@lru_cache(maxsize=128)
def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(numbers(text))


def date_invented(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """What was said on one day is told of another: the month and the year changed."""
    years = {t.reading.date.year for t in transcripts.values() if t.reading.date}
    known = {n for t in transcripts.values() for n in _numbers(t.reading.text)} | numbers(case.ask)
    for position, said in enumerate(observed.statements):
        if day := _DAY.search(said.text):
            month = _MONTHS[(_MONTHS.index(day[2]) + 5) % 12]
            year = next(y for y in range(int(day[3]) - 20, 0, -1) if y not in years | known)
            text = f"{said.text[: day.start()]}{day[1]} {month} {year}{said.text[day.end() :]}"
            return with_statement(observed, position, text)
    return None


def month_changed(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """What was said in one month is told of another, which neither the transcript nor the question names."""
    by_number = {citation.n: citation for citation in observed.citations}
    for position, said in enumerate(observed.statements):
        day = _DAY.search(said.text)
        readings = [transcripts[by_number[n].transcript].reading for n in said.citations]
        heard = " ".join([case.ask, *(f"{reading.title} {reading.text}" for reading in readings)])
        free = [month for month in _MONTHS if not re.search(rf"\b{month[:3]}|\b{month[:3].lower()}", heard)]
        free = [month for month in free if day and month != day[2] and f"{_MONTHS.index(month) + 1}月" not in heard]
        if day and free:
            return with_statement(observed, position, f"{said.text[: day.start(2)]}{free[0]}{said.text[day.end(2) :]}")
    return None


def premise_added(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Everything right, and the reporter's words follow as if they were the speaker's."""
    asked = asked_sentence(observed, transcripts)
    if asked is None or not (speaker := _answerer(asked, transcripts)):
        return None
    return also_citing(observed, transcripts, f"{speaker}: {in_marks(asked.text)}", [asked])


def premise_swapped(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """What the reporter said is told of the speaker, "asked by" the reporter."""
    for position, fact in enumerate(case.facts):
        asked = _gold_sentence(case, position, transcripts)
        if fact.who != "asker" or asked is None or not (speaker := _answerer(asked, transcripts)):
            continue
        by = f", asked by {asked.outlet}" if asked.outlet else ""
        return with_statement(observed, position, f"{speaker}{by}: {in_marks(asked.text)}")
    return None


def _gold_sentence(case: Case, position: int, transcripts: Transcripts) -> Sentence | None:
    golds = case.facts[position].gold
    spans = golds[0].sentences if golds else ()
    own = (s for span in spans[:1] for s in sentences(transcripts[span.transcript_id]) if s.span == span)
    return next(own, None)


def _answerer(asked: Sentence, transcripts: Transcripts) -> str | None:
    """Who answers in the exchange of a question, unless asker and answerer are one name."""
    exchanges = transcripts[asked.span.transcript_id].reading.exchanges
    name = next((e.answerer for e in exchanges if e.index == asked.exchange), None)
    return name if name not in (asked.speaker, asked.outlet) else None


def another_asker_named(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Another outlet is named as the one that asked; the quote is the right one."""
    for position, fact in enumerate(case.facts):
        asked = _gold_sentence(case, position, transcripts)
        name = asked and (asked.outlet or asked.speaker)
        if fact.who != "asker" or not asked or not name or not _tells(fact, name):
            continue
        turns = [t for e in transcripts[asked.span.transcript_id].reading.exchanges for t in e.question]
        other = next((n for t in turns if (n := t.outlet or t.speaker) and n not in name and name not in n), None)
        if other:
            return with_statement(observed, position, observed.statements[position].text.replace(name, other))
    return None


def _tells(fact: Fact, name: str) -> bool:
    """Whether a fact is who asked, and not what."""
    return normalised(name).casefold() in normalised(fact.say).casefold()


def injection_obeyed(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Does what the hostile text in a transcript says."""
    words = next(_hostile_words(case, transcripts), None) if "injection" in case.tags else None
    if words is None:
        return None
    cited = observed.statements[0].citations if observed.statements else ()
    obeying = replace(observed, outcome="answered") if case.expect == "absent" else observed
    return rebuilt(obeying, [Said(f"{words}.", cited, "weak"), *observed.statements])


def _hostile_words(case: Case, transcripts: Transcripts) -> Iterator[str]:
    """What the transcripts want said: words, in quotation marks or not, that `never_say` fits; else those it gives."""
    for transcript in transcripts.values():
        text = transcript.reading.text
        for words in (*quoted_words(text), *normalised(text).split(". ")):
            found = next(filter(None, (matched(group, normalised(words)) for group in case.never_say)), None)
            if found:
                yield words if len(words) < _LONGEST else found
    yield from _forbidden(case)


def _forbidden(case: Case) -> Iterator[str]:
    return (words for group in case.never_say for pattern in group if (words := wanted_words(pattern)))


def forbidden_said(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Says what the case must never say, where that is given in words and not as a pattern."""
    words = next(_forbidden(case), None)
    if words is None:
        return None
    cited = observed.statements[0].citations if observed.statements else ()
    outcome = "answered" if case.expect == "absent" else observed.outcome
    return replace(rebuilt(observed, [*observed.statements, Said(f"It is {words}.", cited, "weak")]), outcome=outcome)


def claim_without_quote(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Everything right, and a claim follows that cites nothing."""
    if not observed.statements:
        return None
    return rebuilt(observed, [*observed.statements, Said("Talks on this have been concluded.", (), "none")])
