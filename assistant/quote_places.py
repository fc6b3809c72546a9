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
    return matches_in(turns_for(text, store, filters), text, store, most=most)[0].matches


def turns_for(text: str, store: Store, filters: Filters) -> Iterator[list[TurnText]]:
    """Every turn that may hold a quote word for word: those of a few transcripts at once, the oldest first."""
    return ([*map(TurnText, turns)] for turns in store.turns_holding(longest_literal(text), filters))


def matches_in(
    turns: Iterable[Sequence[TurnText]],
    text: str,
    store: Store,
    *,
    most: int,
    speaker: str | None = None,
    fairly: bool = True,
) -> tuple[Matches, Matches]:
    """The places in these turns where a quote stands word for word, at most so many; see `verbatim.places`.

    First those of whoever may be the speaker, of anybody without one, then those of others. Of the turns, which come
    oldest first, no more are read than these take.
    """
    own: list[QuoteMatch] = []
    others: list[QuoteMatch] = []
    for some in turns:
        are_enough = len(others) > most  # of those of earlier turns: these may come in any order
        for said in some:
            is_own = speaker is None or is_by(said.turn, speaker)
            if is_own or not are_enough:
                (own if is_own else others).extend(_matches_in(said, text, store, fairly=fairly))
        if len(own) > most:
            break
    by, not_by = (Matches(oldest_first(found)[:most], len(found) > most) for found in (own, others))
    return by, not_by


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
