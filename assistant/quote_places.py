"""Where a quote stands word for word, and how a place in a turn becomes a match."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.checks.speakers import may_mean
from assistant.quote_cuts import cut_of, cut_of_edits
from assistant.quote_ends import MARKS, asks, bare, ending
from assistant.quote_types import QuoteMatch
from assistant.turn_text import TurnText
from assistant.verbatim import bracketed_in, is_edited, longest_literal
from assistant.word_diff import Edit, word_diff
from store.store import Store
from store.types import Filters, Sentence, Span


def exact_matches(text: str, store: Store, filters: Filters = Filters()) -> list[QuoteMatch]:
    """Every place where a quote stands word for word, oldest first."""
    return matches_in(turns_for(text, store, filters), text, store)


def turns_for(text: str, store: Store, filters: Filters) -> list[TurnText]:
    """Every turn that may hold a quote word for word."""
    return [TurnText(turn) for turn in store.turns_holding(longest_literal(text), filters)]


def matches_in(turns: Iterable[TurnText], text: str, store: Store, *, fairly: bool = True) -> list[QuoteMatch]:
    """Every place in these turns where a quote stands word for word, oldest first; see `verbatim.places`."""
    found: list[QuoteMatch] = []
    edited = is_edited(text)
    besides = f"{bracketed_in(text)}{'?' if asks(text) or not fairly else ''}"
    for said in turns:
        for place in said.places(text, fairly=fairly):
            span = said.span(place.extent)
            sentences = said.sentences(span)
            parts = tuple(said.span(part) for part in place.parts) if len(place.parts) > 1 else ()
            words = words_at(span, sentences, store)
            diff = difference(words, text) if edited or not fairly else (Edit("equal", words),)
            at = tuple(said.plain[part.start : part.end] for part in place.parts)
            whole = " ".join(sentence.text for sentence in sentences)
            cut = (None if fairly else cut_of_edits(diff, words)) or cut_of(at, whole, besides=besides)
            found.append(QuoteMatch(0, sentences[0], said.turn.source, span, words, parts, diff=diff, cut=cut))
    return oldest_first(found)


def difference(words: str, quote: str) -> tuple[Edit, ...]:
    """What turns words of a transcript into a quote; the marks at its ends count only where they make it a question."""
    marks = ending(words) if asks(words) == asks(quote) else ending(quote).rstrip(MARKS)
    return word_diff(words, f"{bare(quote.strip(MARKS))}{marks}")


def words_at(span: Span, sentences: Sequence[Sentence], store: Store) -> str:
    """The transcript's words of a span that touches these sentences."""
    first = sentences[0]
    if span.end <= first.span.end:
        return first.text[span.start - first.span.start : span.end - first.span.start]
    return store.quote(span)


def oldest_first(matches: Iterable[QuoteMatch]) -> list[QuoteMatch]:
    """By date, those without one last; numbered from 1."""
    ordered = sorted(
        matches, key=lambda m: (m.source.date or dt.date.max, m.source.file, m.span.transcript_id, m.span.start)
    )
    return [replace(match, n=n) for n, match in enumerate(ordered, start=1)]


def is_by(sentence: Sentence, speaker: str) -> bool:
    """Whether a sentence may be that person's or newsroom's: by name, with or without a title, or whole words of it."""
    voices = [sentence.speaker, sentence.outlet if sentence.part == "question" else None]
    named = [voice for voice in voices if voice]
    if not named:
        return sentence.part != "question"  # the transcript does not say: nobody is accused
    return any(may_mean(speaker, voice) for voice in named)
