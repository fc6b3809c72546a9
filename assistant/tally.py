"""What a question wants counted, counted: every exchange is looked at, none is searched for, and no model is asked.

The number is told with what it was counted over; the first exchanges are quoted, and the page lists more of them.
Where they are to be listed, each is quoted, as far as a list goes, and the number is only noted.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.citations import draft
from assistant.context import build_prompt
from assistant.extractive import ExtractiveWriter
from assistant.finding import LISTED
from assistant.grounding import verify
from assistant.introducing import lines
from assistant.names_meant import outlet_key
from assistant.nothing_left import nobody_asks
from assistant.quote_ends import asks
from assistant.replies import Written
from assistant.tally_text import how, none_there, number_told
from assistant.types import Count, Draft, Marker, Question, Statement, Usage
from store.asking import Heard, Voice
from store.lexical import is_latin
from store.nonanswers import declines
from store.sayings import Saying
from store.store import Store
from store.types import Found, Hit, Sentence

_QUOTED = 3  # exchanges
_NEAREST = 3
_OF_A_LISTED = 3  # sentences
_SHORTEST_QUESTION = 8  # characters

_Place = tuple[str, int]
_Patterns = Sequence[re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """The exchanges that were counted, as far as they are listed, and the answer."""

    found: Found
    written: Written


def tally(store: Store, question: Question, count: Count) -> Tally | None:
    """Count the exchanges that a question wants counted, or those who ask in them; None for a list of nothing.

    To count refusals, replies not labelled yet are labelled.
    """
    started = time.perf_counter()
    if count.of == "declined":
        for _ in store.replies.label():
            pass
    filters = question.filters
    # Looked through was also where those who are named are not heard.
    scope = replace(store.scope(replace(filters, speakers=(), outlets=())), filters=filters)
    heard = [one for one in store.asking.exchanges(filters) if _is_meant(one, count)]
    if count.each:
        heard = [of_one for one in heard for of_one in _by_asker(one, count)]
    forms = {word: store.asking.forms(word) for word in count.words}
    patterns = [_pattern(word, forms[word]) for word in count.words]
    every = _holding(store, question, count, heard, patterns) if count.words else heard
    chosen = [one for one in every if not one.informs] if count.of == "declined" else every
    if count.each:
        first: dict[str, Heard] = {}
        for one in chosen:
            first.setdefault(_asker(_asking(one, count)[0], count), one)
        chosen = list(first.values())
    if not chosen and count.is_listed:
        return None
    hits, quoted = _quoted(store, chosen[:LISTED], count, patterns)
    if not chosen and count.words:
        hits = store.search(" ".join(count.words), scope.filters, limit=_NEAREST).hits
    found = Found(hits, scope, 0.0, (time.perf_counter() - started) * 1000)
    if not chosen:
        nothing = filter(None, (none_there(count, len(every), scope), nobody_asks(count.asker.names, store)))
        return Tally(found, Written(None, "", Draft("not_in_transcripts", (), ()), Usage(), started, tuple(nothing)))
    shown = quoted if count.is_listed else quoted[:_QUOTED]
    told = number_told(count, len(chosen), len(every), scope, len(shown))
    written = _written(question, shown, None if count.is_listed else told)
    noted = how(count, forms, question.text if len(chosen) > len(shown) else "")
    notices = (told, noted) if count.is_listed else (noted,)
    return Tally(found, Written(None, "", written, Usage(), time.perf_counter(), notices))


def _is_meant(one: Heard, count: Count) -> bool:
    """Whether those who are named are heard in an exchange, as what is counted wants it."""
    asking, replying = _asking(one, count), _replying(one, count)
    if count.of == "declined":
        return bool(asking and replying) and one.informs is not None
    return bool(replying or not count.answerer.names) and bool(asking or count.of == "mentions")


def _by_asker(one: Heard, count: Count) -> Iterator[Heard]:
    """The exchange once for each of those who ask in it, as far as they are counted: without the others who ask."""
    for asker in dict.fromkeys(_asker(voice, count) for voice in _asking(one, count)):
        if asker:
            yield replace(one, voices=tuple(v for v in one.voices if not v.asks or _asker(v, count) == asker))


def _asker(voice: Voice, count: Count) -> str:
    """By what those who ask are told apart: newsrooms by their name, reporters by theirs, or else their newsroom's."""
    return outlet_key((voice.outlet if count.each == "outlet" else voice.speaker or voice.outlet) or "")


def _asking(one: Heard, count: Count) -> list[Voice]:
    return [voice for voice in one.voices if voice.asks and count.asker.has(voice.speaker, voice.outlet)]


def _replying(one: Heard, count: Count) -> list[Voice]:
    return [voice for voice in one.voices if not voice.asks and count.answerer.has(voice.speaker)]


def _telling(one: Heard, count: Count) -> list[Voice]:
    """Those in whose words a topic counts."""
    if count.of != "mentions":
        return _asking(one, count)
    return _replying(one, count) if count.answerer.names else list(one.voices)


def _pattern(word: str, forms: Sequence[str]) -> re.Pattern[str]:
    """What finds a word in any of its forms."""
    either = "|".join(map(re.escape, sorted({word, *forms}, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if is_latin(word) else either, re.I)


def _holding(
    store: Store, question: Question, count: Count, heard: Sequence[Heard], patterns: _Patterns
) -> list[Heard]:
    """The exchanges in which each word of the topic stands where it counts."""
    found = [set(store.mentions.places(word, question.filters)) for word in count.words]
    near = [one for one in heard if all(one.place in places for places in found)]
    said = _said(store, near)
    kept = []
    for one in near:
        words = " ".join(s.sentence.text for s in _of(_telling(one, count), said[one.place]))
        kept += [one] if all(pattern.search(words) for pattern in patterns) else []
    return kept


def _said(store: Store, heard: Sequence[Heard]) -> Mapping[_Place, list[Saying]]:
    """The sentences of exchanges, in order."""
    said: dict[_Place, list[Saying]] = {one.place: [] for one in heard}
    for saying in store.mentions.sayings_in(said):
        said[saying.place[:2]].append(saying)
    return said


def _of(voices: Sequence[Voice], said: Sequence[Saying]) -> list[Saying]:
    turns = {voice.turn for voice in voices}
    return [saying for saying in said if saying.sentence.turn in turns]


def _quoted(
    store: Store, heard: Sequence[Heard], count: Count, patterns: _Patterns
) -> tuple[tuple[Hit, ...], list[Hit]]:
    """The exchanges as hits, and the same with only the sentences that are quoted of each."""
    said = _said(store, heard)
    chosen = [(one, _chosen(one, said[one.place], count, patterns)) for one in heard if said[one.place]]
    hits = {hit.place: hit for hit in store.mentions.hits([sayings[0] for _, sayings in chosen])}
    quoted = []
    for one, sayings in chosen:
        voices = {voice.turn: voice for voice in one.voices}
        sentences = tuple(_by_its_asker(saying.sentence, voices) for saying in sayings)
        quoted += [replace(hits[one.place], sentences=sentences)] if one.place in hits else []
    return tuple(hits.values()), quoted


def _chosen(one: Heard, said: Sequence[Saying], count: Count, patterns: _Patterns) -> list[Saying]:
    """What is quoted of an exchange: where the topic stands, or what was asked; and how it was declined."""
    pool = _of(_telling(one, count), said) or list(said)
    asking = next((s for s in pool if _asks_alone(s.sentence.text)), pool[0])
    best = max(pool, key=lambda s: sum(bool(pattern.search(s.sentence.text)) for pattern in patterns))
    chosen = [best if patterns else asking]
    if count.is_listed:
        chosen = [s for s in pool if s in chosen or asks(s.sentence.text)][:_OF_A_LISTED]
    if count.of == "declined":
        replies = _of(_replying(one, count), said)
        chosen += [next((s for s in replies if declines(s.sentence.text)), replies[0])]
    return chosen


def _asks_alone(text: str) -> bool:
    """Whether a sentence asks by itself, unlike `Why?`."""
    return asks(text) and len(text) >= _SHORTEST_QUESTION


def _by_its_asker(sentence: Sentence, voices: Mapping[int, Voice]) -> Sentence:
    """A sentence with the newsroom that asks in its turn: several may share an exchange."""
    voice = voices.get(sentence.turn)
    return replace(sentence, outlet=voice.outlet or voice.speaker) if voice and voice.asks else sentence


def _written(question: Question, quoted: Sequence[Hit], number: str | None) -> Draft:
    """The exchanges as the writer that quotes would have them, behind the number that the first of them bear out."""
    prompt = build_prompt(question, quoted, ExtractiveWriter.budget)
    reply = "ANSWERED\n"
    for passage, hit in enumerate(prompt.hits, start=1):
        reply += "".join(lines(hit, [(Marker(passage, n), s) for n, s in enumerate(hit.sentences, start=1)]))
    checked = verify(draft(reply, prompt, complete=True), prompt)
    numbers = tuple(citation.n for citation in checked.citations)
    counted = [Statement(number, numbers, "supported")] if number else []
    return Draft("answered", (*counted, *checked.statements), checked.citations)
