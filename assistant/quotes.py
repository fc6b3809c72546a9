"""Is this quote on the record? Exact, altered, spliced, somebody else's or not found; without any model."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, tee

from assistant.comparison import has_words
from assistant.errors import SettingsError
from assistant.quote_places import Matches, is_by, matches_in, own_matches, turns_for
from assistant.quote_types import MOST, QuoteCheck, QuoteMatch, Verdict
from assistant.resembling import Resembling
from assistant.verbatim import crosses_sentences, is_edited, parts_of
from assistant.word_diff import Edit
from store.store import Store
from store.stretches import units
from store.types import Filters, Scope

# In a difference whose changes stand between \1 and \2.
_SIGN = re.compile("\1[^\2]*[$€£¥￥%‰％]|(?<!\\d)\1\\s*[-‐‑‒–−]\2[\1\2]*[$€£¥￥]?\\d")
_LONGEST = 20_000  # characters; more is no quote


def check_quote(
    text: str, store: Store, *, filters: Filters = Filters(), speaker: str | None = None, most: int = MOST
) -> QuoteCheck:
    """Whether `text` was said word for word, by `speaker` if one is claimed, in what the filters leave.

    At most so many places are told, the oldest ones: to read all of a stock phrase may take long. Raises
    SettingsError for a text without words, and for one longer than 20,000 characters.
    """
    started = time.perf_counter()
    _check(text)
    scope = store.scope(filters)
    with store.snapshot():
        turns, again = tee(turns_for(text, store, filters))
        own = own_matches(text, store, filters, speaker=speaker, most=most) if speaker else None
        said = own if own and own.matches else matches_in(turns, text, store, most=most)
        if said.matches:
            check = _said(text, speaker, said, scope, is_own=said is own or not speaker)
        elif (torn := matches_in(again, text, store, most=most, fairly=False)).matches:
            check = _altered(text, speaker, torn.matches, scope, more=torn.more)
        else:
            check = _not_said(text, store, filters, speaker, scope)
    return replace(check, check_ms=(time.perf_counter() - started) * 1000)


def _check(text: str) -> None:
    if not units(text):
        raise SettingsError("The quote holds no words.", "Give the words to look for.")
    if len(text) > _LONGEST:
        raise SettingsError(
            f"The quote has {len(text):,} characters.",
            f"At most {_LONGEST:,} are taken; for a whole article use: onrecord quote --article FILE",
        )


def _said(text: str, speaker: str | None, said: Matches, scope: Scope, *, is_own: bool) -> QuoteCheck:
    """Said word for word: by the one who is claimed to have said it, or only by others.

    What holds of every place is told only where all are known.
    """
    why, cut = None, None
    if not is_own:
        voices = list(dict.fromkeys(match.voice or "somebody without a name" for match in said.matches))
        others_too = " and others" if said.more or len(voices) > 3 else ""
        why = f"Said by {', '.join(voices[:3])}{others_too}, not by {speaker}."
    elif not said.more:
        why = _of_every(said.matches, speaker)
    if not said.more and all(match.cut for match in said.matches):
        cut = said.matches[0].cut
    verdict: Verdict = "exact" if is_own else "other_speaker"
    return QuoteCheck(text, speaker, verdict, tuple(said.matches), scope, cut=cut, why=why, more=said.more)


def _of_every(matches: Sequence[QuoteMatch], speaker: str | None) -> str | None:
    """What is to be told of an exact quote that holds of each place."""
    if speaker and not any(match.voice for match in matches):
        return "The transcript does not name who said it."
    if all(match.sentence.part == "question" for match in matches):
        return "Said in a question, not in an answer."
    if all(map(_joins_sentences, matches)):
        return "Its ellipsis joins words of different sentences."
    return None


def _not_said(text: str, store: Store, filters: Filters, speaker: str | None, scope: Scope) -> QuoteCheck:
    """Not said word for word: altered, put together from several places, or not at all."""
    like = Resembling(text, store, filters)
    altered = like.altered(speaker)
    if altered and like.has_all_words:
        return _altered(text, speaker, altered, scope)
    spliced = like.of_whole_sentences()
    if altered and like.is_very_near and not spliced and not is_edited(text):
        return _altered(text, speaker, altered, scope)
    if spliced := spliced or like.spliced():
        together = len({(m.span.transcript_id, m.sentence.exchange, m.sentence.turn) for m in spliced}) == 1
        why = "Its parts were said in one turn, but not like this." if together else None
        return QuoteCheck(text, speaker, "spliced", tuple(spliced), scope, why=why)
    if altered:
        return _altered(text, speaker, altered, scope)
    return QuoteCheck(text, speaker, "not_found", (), scope, nearest=like.nearest())


def _altered(
    text: str, speaker: str | None, matches: Sequence[QuoteMatch], scope: Scope, *, more: bool = False
) -> QuoteCheck:
    edits = [edit for match in matches for edit in match.diff if edit.op != "equal"]
    why = None
    if edits and not any(has_words(edit.text) for edit in edits):
        why = _of_marks(matches[0].diff)
    elif speaker and not more and not any(is_by(match.sentence, speaker) for match in matches):
        why = f"The nearest words were said by {matches[0].voice or 'somebody without a name'}, not by {speaker}."
    cut = next((match.cut for match in matches if match.cut), None)
    if not cut and any(match.parts for match in matches) and any(len(units(part)) < 3 for part in parts_of(text)):
        why = why or "Its ellipsis joins too few words to tell what was said."
    return QuoteCheck(text, speaker, "altered", tuple(matches), scope, cut=cut, why=why, more=more)


def _joins_sentences(match: QuoteMatch) -> bool:
    start = match.span.start
    return any(crosses_sentences(match.words[a.end - 1 - start : b.start - start]) for a, b in pairwise(match.parts))


def _of_marks(diff: Sequence[Edit]) -> str:
    """What it means that only these marks differ."""
    asked = {edit.op for edit in diff if edit.op != "equal" and re.search("[?？]", edit.text)}
    if len(asked) == 1:
        return "It was asked, not stated." if "delete" in asked else "It was stated, not asked."
    changed = "".join(edit.text if edit.op == "equal" else f"\1{edit.text}\2" for edit in diff)
    return "Only the sign of a number differs, no word." if _SIGN.search(changed) else "Only marks differ, no word."
