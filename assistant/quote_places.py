"""Where a quote stands word for word, and how a place in a turn becomes a match."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.checks.speakers import may_mean
from assistant.quote_cuts import cut_of, cut_of_edits
from assistant.quote_ends import MARKS, asks, bare, ending
from assistant.quote_types import QuoteMatch
from assistant.turn_text import TurnText
from assistant.verbatim import bracketed_in, is_edited, longest_literal
from assistant.word_diff import Edit, word_diff
from store.spoken_turns import SpokenTurn
from store.store import Store
from store.types import Filters, Sentence, Span


class Matches(NamedTuple):
    """Places where a quote stands, oldest first, and whether it stands in `more` than these."""

    matches: list[QuoteMatch]
    more: bool = False


def exact_matches(text: str, store: Store, filters: Filters = Filters(), *, most: int) -> list[QuoteMatch]:
    """The places where a quote stands word for word, at most so many, the oldest ones."""
    return matches_in(turns_for(text, store, filters), text, store, most=most).matches


def turns_for(
    text: str, store: Store, filters: Filters, *, voices: Sequence[str] | None = None
) -> Iterator[list[TurnText]]:
    """Every turn that may hold a quote word for word: those of a few transcripts at once, the oldest first.

    If voices are given, only of exchanges in which one of these speaks, or somebody without a name replies.
    """
    turns = store.turns_holding(longest_literal(text), filters, voices=voices)
    return ([*map(TurnText, some)] for some in turns)


def own_matches(text: str, store: Store, filters: Filters, *, speaker: str, most: int) -> Matches:
    """The places as below in turns of whoever may be the speaker, of anybody without a name who does not ask."""
    voices = [voice for voice in store.voices() if may_mean(speaker, voice)]
    turns = turns_for(text, store, filters, voices=voices)
    own = ([said for said in some if is_by(said.turn, speaker)] for some in turns)
    return matches_in(own, text, store, most=most)


def matches_in(
    turns: Iterable[Sequence[TurnText]], text: str, store: Store, *, most: int, fairly: bool = True
) -> Matches:
    """The places in these turns where a quote stands word for word, at most so many; see `verbatim.places`.

    Of the turns, which come oldest first, no more are read than these take.
    """
    found: list[QuoteMatch] = []
    for some in turns:
        for said in some:
            found.extend(_matches_in(said, text, store, fairly=fairly))
        if len(found) > most:
            break
    return Matches(oldest_first(found)[:most], len(found) > most)


def _matches_in(said: TurnText, text: str, store: Store, *, fairly: bool) -> Iterator[QuoteMatch]:
    edited = is_edited(text)
    besides = f"{bracketed_in(text)}{'?' if asks(text) or not fairly else ''}"
    for place in said.places(text, fairly=fairly):
        span = said.span(place.extent)
        sentences = said.sentences(span)
        parts = tuple(said.span(part) for part in place.parts) if len(place.parts) > 1 else ()
        words = words_at(span, sentences, store)
        diff = difference(words, text) if edited or not fairly else (Edit("equal", words),)
        at = tuple(said.plain[part.start : part.end] for part in place.parts)
        whole = " ".join(sentence.text for sentence in sentences)
        cut = (None if fairly else cut_of_edits(diff, words)) or cut_of(at, whole, besides=besides)
        yield QuoteMatch(0, sentences[0], said.turn.source, span, words, parts, diff=diff, cut=cut)


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


def is_by(said: Sentence | SpokenTurn, speaker: str) -> bool:
    """Whether that may be that person's or newsroom's: by name, with or without a title, or whole words of it."""
    voices = [said.speaker, said.outlet if said.part == "question" else None]
    named = [voice for voice in voices if voice]
    if not named:
        return said.part != "question"  # the transcript does not say: nobody is accused
    return any(may_mean(speaker, voice) for voice in named)
