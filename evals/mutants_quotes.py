"""Planted faults of quotes and citations: altered, misplaced, another's, too many, none. Pure functions.

Each takes a case, its perfect answer and the transcripts, and gives the answer with one fault, or None where the fault
cannot be planted or would leave a right answer. What that is, is told by the case and the transcripts, never by the
scorer.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from assistant.comparison import content_words
from evals.damage import (
    also_citing,
    citing_instead,
    needed_alone,
    negated,
    others,
    places_without_facts,
    rebuilt,
    with_quote,
    with_statement,
    without_a_word,
)
from evals.metrics import gold_places
from evals.perfect import in_marks, introduced, ranked
from evals.places import Transcripts, overlap, scoped_places, sentences
from evals.types import Case, Observed
from store.types import Sentence

_SHIFT = 7  # characters
_MOST_GOLD = 2  # of five exchanges: fewer than half
_EXCHANGES = 5
_ALIKE = 0.5  # of the content words of the shorter sentence


def no_citation(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Everything said, nothing quoted."""
    if not observed.citations:
        return None
    return rebuilt(observed, [replace(said, citations=(), support="none") for said in observed.statements], ())


def dangling_citation(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A statement names a quote that the answer does not have."""
    if not observed.citations:
        return None
    first, *rest = observed.statements
    return rebuilt(observed, [replace(first, citations=(*first.citations, len(observed.citations) + 1)), *rest])


def word_dropped_from_quote(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A quote lacks one word, in the citation and in the text."""
    return _first_quote(observed, without_a_word)


def negation_turned_in_quote(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A quote lacks its "not", or has one too many, in the citation and in the text."""
    return _first_quote(observed, negated)


def number_changed_in_quote(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A quote has another digit, in the citation and in the text."""

    def changed(words: str) -> str | None:
        digit = re.search(r"\d", words)
        return digit and words[: digit.start()] + str((int(digit[0]) + 1) % 10) + words[digit.end() :]

    return _first_quote(observed, changed)


def _first_quote(observed: Observed, change: Callable[[str], str | None]) -> Observed | None:
    for citation in observed.citations:
        if (words := change(citation.quote)) is not None:
            return with_quote(observed, citation, words)
    return None


def word_dropped_from_text(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """The quote in the citation is right; what the statement has in quotation marks lacks a word."""
    return _first_marked(observed, without_a_word)


def negation_turned_in_text(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """The quote in the citation is right; what the statement has in quotation marks is negated or no longer so."""
    return _first_marked(observed, negated)


def _first_marked(observed: Observed, change: Callable[[str], str | None]) -> Observed | None:
    for position, said in enumerate(observed.statements):
        for citation in observed.citations:
            words = " ".join(citation.quote.split())
            changed = change(words)
            # Words given without marks, because they hold some of their own, are not claimed to be a quote.
            if changed is not None and f"“{words}”" in said.text and f"“{changed}”" != f"“{words}”":
                return with_statement(observed, position, said.text.replace(words, changed))
    return None


def offsets_shifted(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """The words of a quote are right; the place where they are said to stand is a few characters on."""
    if not observed.citations:
        return None
    first, *rest = observed.citations
    return rebuilt(
        observed, observed.statements, [replace(first, start=first.start + _SHIFT, end=first.end + _SHIFT), *rest]
    )


def wrong_speaker(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A quote is given to somebody else who speaks in the transcript."""
    for citation in observed.citations:
        turns = [t for e in transcripts[citation.transcript].reading.exchanges for t in e.turns]
        names = dict.fromkeys(name for t in turns for name in (t.speaker, t.outlet) if name)
        other = next((name for name in names if name not in (citation.speaker, citation.outlet)), None)
        if other:
            changed = [replace(c, speaker=other) if c is citation else c for c in observed.citations]
            old = citation.speaker or citation.outlet
            texts = [replace(s, text=s.text.replace(f"{old}", other)) if old else s for s in observed.statements]
            return rebuilt(observed, texts, changed)
    return None


def wrong_date_of_quote(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A citation is dated a year later than its transcript."""
    for citation in observed.citations:
        if citation.date:
            date = f"{int(citation.date[:4]) + 1}{citation.date[4:]}"
            changed = [replace(c, date=date) if c is citation else c for c in observed.citations]
            return rebuilt(observed, observed.statements, changed)
    return None


def outside_filter_cited(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Everything right, and one more quote that the case's filters keep out."""
    sentence = _kept_out(case, transcripts)
    if sentence is None or not observed.citations:
        return None
    introduction = introduced(sentence, transcripts[sentence.span.transcript_id])
    return also_citing(observed, transcripts, f"{introduction}: {in_marks(sentence.text)}", [sentence])


def outside_filter_found(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Everything right, and the search also returns what the case's filters keep out."""
    sentence = _kept_out(case, transcripts)
    if sentence is None:
        return None
    place = (sentence.span.transcript_id, sentence.exchange)
    return replace(observed, hits=(*observed.hits, *ranked([place], transcripts)))


def _kept_out(case: Case, transcripts: Transcripts) -> Sentence | None:
    scope = scoped_places(transcripts, case.filters)
    for transcript in transcripts.values():
        for s in sentences(transcript):
            if (transcript.id, s.exchange) not in scope and s.part != "question":
                return s
    return None


def neighbouring_exchange(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A fact is said, and a sentence of the exchange before or after its own is quoted for it."""
    holds = gold_places(case.facts)
    for position in needed_alone(case):
        gold = case.facts[position].gold[0]
        transcript = transcripts[gold.span.transcript_id]
        for exchange in (gold.exchange + 1, gold.exchange - 1):
            pool = others(case, transcript, gold.part, exchange)
            if pool and (transcript.id, exchange) not in holds:
                return citing_instead(case, observed, transcripts, position, pool[0])
    return None


def neighbouring_sentence(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A fact is said, and another sentence of the same turn's exchange is quoted for it."""
    for position in needed_alone(case):
        gold = case.facts[position].gold[0]
        pool = others(case, transcripts[gold.span.transcript_id], gold.part, gold.exchange)
        if pool:
            return citing_instead(case, observed, transcripts, position, pool[0])
    return None


def another_day(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """A fact is said, and what was said of the same thing on another day is quoted for it."""
    for position in needed_alone(case):
        gold = case.facts[position].gold[0]
        own = transcripts[gold.span.transcript_id]
        words = content_words(" ".join(own.reading.text[s.start : s.end] for s in gold.sentences))
        best: tuple[float, Sentence | None] = (0.0, None)
        for transcript in transcripts.values():
            if transcript.reading.date == own.reading.date:
                continue
            for s in sentences(transcript):
                theirs = _content(s.text)
                likeness = len(words & theirs) / max(min(len(words), len(theirs)), 3)
                is_gold = any(overlap(s.span, t) for f in case.facts for g in f.gold for t in g.sentences)
                if s.part == gold.part and not is_gold and likeness > best[0]:
                    best = (likeness, s)
        if best[1] is not None and best[0] >= _ALIKE:
            return citing_instead(case, observed, transcripts, position, best[1])
    return None


@lru_cache(maxsize=10_000)
def _content(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


def whole_exchanges(case: Case, observed: Observed, transcripts: Transcripts) -> Observed | None:
    """Five exchanges quoted from end to end, those with the facts among them.

    Not where more than two of the five hold facts: to quote five exchanges is then no fault.
    """
    holds = gold_places(case.facts)
    extra = list(places_without_facts(case, transcripts))[: _EXCHANGES - len(holds)]
    if not 0 < len(holds) <= _MOST_GOLD or len(holds) + len(extra) < _EXCHANGES:
        return None
    answer = observed
    for transcript, index in [*sorted(holds), *extra]:
        already = {(c.transcript, c.start) for c in answer.citations}
        whole = [
            s
            for s in sentences(transcripts[transcript])
            if s.exchange == index and (transcript, s.span.start) not in already
        ]
        for s in whole:
            text = f"{introduced(s, transcripts[transcript])}: {in_marks(s.text)}"
            answer = also_citing(answer, transcripts, text, [s])
    return answer
