"""A statement beside what it cites: its numbers, the words it puts in quotation marks, whose words it says they are.

Deterministic: these compare words with the transcript's own text, never with what the program says of itself.
Pure functions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.comparison import NEGATION, plain
from assistant.quoted import QUOTED, holds, quoted_words
from evals.founded import Source, missing_figures
from evals.matching import matched, normalised
from evals.places import Spot, Transcripts, slice_of, spot
from evals.types import Case, Cited, Observed, Said
from store.types import Span, Turn

PREMISE_TAGS = frozenset({"attribution", "false_premise"})  # their `never_say` is what the question wrongly assumes

_NEGATED_BEFORE = re.compile(rf"(?:{NEGATION.pattern})\s*$", re.IGNORECASE)
_NEGATED_AFTER = re.compile(rf"\s*(?:{NEGATION.pattern})", re.IGNORECASE)

# Words that make somebody an asker, in the languages of the suites.
_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|asker|questions?|questioner|questioned|wanted\s+to\s+know|reporters?|journalists?|premise|"
    r"frag(?:e|en|te|ten|t)|gefragt|wollte\s+wissen|journalist\w*|reporter\w*|demand(?:e|é|ait|ent)|journalistes?|"
    r"pregunt\w+|periodistas?)\b|提问|问|記者|记者|質問|質問者",
    re.IGNORECASE,
)
# "Vell, asked by Radio Fjord on 4 March: …": these name an asker, and yet the words are given to the one who answers.
_ADDRESSEE = re.compile(
    r"(?:(?:^|[,;(]\s*|\bwhen\s+|\bif\s+|(?<!\bit )(?<!\bthis )(?<!\bthat )(?<!question )\b(?:was|were|been)\s+)"
    r"asked\s+(?:by|about|on|whether|if|why|how|what|when|who)\b"
    r"|\bin\s+(?:reply|answer|response)\s+to\b|\b(?:replying|responding|answering|speaking)\s+to\b|\b(?:told|tells)\b"
    r"|\b(?:gefragt\s+von|auf\s+(?:die|eine)\s+frage|interrogée?\s+par|en\s+réponse\s+à|a\s+preguntas?\s+de)\b)"
    r"[^:;.。：]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Backed:
    """A statement with the citations it names, those that exist, and where each stands (None: in nobody's turn)."""

    said: Said
    cited: tuple[Cited, ...]
    spots: tuple[Spot | None, ...]


def backed(observed: Observed, transcripts: Transcripts) -> tuple[Backed, ...]:
    """Every statement of an answer, in order, with what it cites."""
    by_number = {citation.n: citation for citation in observed.citations}
    found = []
    for said in observed.statements:
        cited = tuple(by_number[n] for n in said.citations if n in by_number)
        found.append(Backed(said, cited, tuple(spot_of(citation, transcripts) for citation in cited)))
    return tuple(found)


def span_of(citation: Cited) -> Span:
    """The span a citation claims."""
    return Span(citation.transcript, citation.start, citation.end)


def spot_of(citation: Cited, transcripts: Transcripts) -> Spot | None:
    """Whose turn a citation stands in, by the transcript; None if in none, or in no transcript."""
    transcript = transcripts.get(citation.transcript)
    return spot(transcript, citation.start, citation.end) if transcript else None


def is_verbatim(citation: Cited, transcripts: Transcripts) -> bool:
    """Whether the quote is, to the character, the transcript's text between its offsets."""
    return slice_of(transcripts, span_of(citation)) == citation.quote


def is_attributed(citation: Cited, transcripts: Transcripts) -> bool:
    """Whether exchange, role, speaker, outlet and date are those the transcript has at the citation's offsets."""
    here = spot_of(citation, transcripts)
    if here is None:
        return False
    day = transcripts[citation.transcript].reading.date
    claimed = (citation.exchange, citation.role, citation.speaker, citation.outlet, citation.date)
    return claimed == (here.exchange.index, here.part, here.turn.speaker, here.outlet, day and day.isoformat())


# Numbers and dates


def unfounded(statement: Backed, case: Case, observed: Observed, transcripts: Transcripts) -> tuple[set[str], int]:
    """The numbers of a statement that what it cites does not hold, and how many numbers it has.

    It may rest on the words cited, the day, title and names of their exchange, and the person's own question; in a
    declined answer also on the reporter's question. What counts as a number is told by `founded.missing_figures`.
    """
    sources = [Source(case.ask)]
    for citation, here in zip(statement.cited, statement.spots, strict=True):
        words = slice_of(transcripts, span_of(citation))
        if words is None:
            continue
        reading = transcripts[citation.transcript].reading
        turns = here.exchange.turns if here else ()
        sources += [Source(words, reading.date), Source(reading.title or "")]
        sources += [Source(name) for turn in turns for name in (turn.speaker, turn.outlet) if name]
        if observed.outcome == "declined" and here:
            sources += [Source(reading.text[turn.start : turn.end], reading.date) for turn in here.exchange.question]
    return missing_figures(statement.said.text, sources)


# Quotation marks


def invented_quotes(statement: Backed, transcripts: Transcripts) -> list[str]:
    """What a statement has in quotation marks and its citations do not hold word for word.

    Also what they hold, but with a "not" right before or after that is left out, where the statement has none either:
    “It does” of "It does not".
    """
    runs = _runs(statement.cited, transcripts)
    held = [plain(run) for run in runs]
    rest = _without(statement.said.text, runs)
    negates = bool(NEGATION.search(plain(QUOTED.sub(" ", rest))))
    return [
        words
        for words in quoted_words(rest)
        if any(map(str.isalnum, words)) and (not holds(words, held) or (not negates and _is_cut(words, held)))
    ]


def _is_cut(words: str, runs: Iterable[str]) -> bool:
    """Whether a negation is cut off wherever these words stand."""
    wanted = re.compile(re.escape(plain(words).strip(" '.,;:!?。，！？")), re.IGNORECASE)
    places = [(run[: m.start()], run[m.end() :]) for run in runs for m in wanted.finditer(run)]
    return bool(places) and all(_NEGATED_BEFORE.search(b) or _NEGATED_AFTER.match(a) for b, a in places)


def _without(text: str, runs: Iterable[str]) -> str:
    """The text without these words: a sentence given in full may hold quotation marks of its own."""
    text = " ".join(text.split())
    for run in sorted((" ".join(run.split()) for run in runs), key=len, reverse=True):
        text = text.replace(run, " ")
    return text


def _runs(cited: Sequence[Cited], transcripts: Transcripts) -> list[str]:
    """The words cited, sentences that follow one another joined."""
    runs: list[str] = []
    last: Span | None = None
    for span in sorted({span_of(c) for c in cited}, key=lambda s: (s.transcript_id, s.start)):
        words = slice_of(transcripts, span)
        if words is None:
            continue
        text = transcripts[span.transcript_id].reading.text
        joins = last is not None and last.transcript_id == span.transcript_id
        if joins and last is not None and last.end <= span.start and not text[last.end : span.start].strip():
            runs[-1] += f" {words}"
        else:
            runs.append(words)
        last = span
    return runs


# Whose words


def premise_leaks(case: Case, statements: Iterable[Backed], transcripts: Transcripts) -> list[str]:
    """The statements that pass an asker's words off as the speaker's.

    A statement leaks if all it cites stands in questions, by the transcript, and what it says around the quoted words
    does not name the asker (the outlet or person of a cited turn, or a word such as "reporter", "question", "asked").
    Naming one only as the person spoken to ("Vell, asked by Radio Fjord: …", "told AFP that …") does not count. Words
    that are a quote and nothing else go on from the statement before. A statement of a case tagged `attribution` or
    `false_premise` leaks also if it fits `never_say` and does not name an asker.
    """
    leaks: list[str] = []
    own = ""
    for statement in statements:
        own = own_words(statement, transcripts) or own
        names = [n for s in statement.spots if s for n in (s.turn.speaker, s.turn.outlet) if s.part == "question" and n]
        attributes = _names_asker(own, names)
        only_asked = bool(statement.cited) and all(s and s.part == "question" for s in statement.spots)
        text = normalised(statement.said.text)
        is_premise = bool(PREMISE_TAGS & set(case.tags)) and any(matched(group, text) for group in case.never_say)
        if (only_asked or is_premise) and not attributes:
            leaks.append(statement.said.text)
    return leaks


def own_words(statement: Backed, transcripts: Transcripts) -> str:
    """What a statement says outside quotation marks and outside the sentences it cites word for word."""
    text = QUOTED.sub(" ", _without(statement.said.text, _runs(statement.cited, transcripts)))
    return text if any(character.isalnum() for character in text) else ""


def _names_asker(own: str, names: Iterable[str]) -> bool:
    # With its spaces: `plain` has none beside Chinese, and `asked by港湾时报` would not be told as two words.
    rest = _ADDRESSEE.sub(" ", normalised(own))
    return bool(_ASKS.search(rest)) or any(plain(name).casefold() in plain(rest).casefold() for name in names)


def wrong_asker(statement: Backed, transcripts: Transcripts) -> tuple[str, str] | None:
    """Whom a statement names as the asker and who asked, where these differ; None where they do not.

    Looked at are statements all of whose citations stand in questions. One is wrong if its own words name an outlet
    that asks elsewhere in the cited transcripts and not the one that asks here, or a person likewise.
    """
    spots = [here for here in statement.spots if here and here.part == "question"]
    if not spots or len(spots) < len(statement.spots):
        return None
    own = plain(own_words(statement, transcripts)).casefold()
    here = [turn for spot in spots for turn in spot.exchange.question]
    readings = [transcripts[id].reading for id in dict.fromkeys(citation.transcript for citation in statement.cited)]
    everywhere = [turn for reading in readings for exchange in reading.exchanges for turn in exchange.question]
    for kind in (_outlets, _persons):
        right = kind(here)
        named = [name for name in kind(everywhere) if plain(name).casefold() in own]
        wrong = [name for name in named if not any(name in r or r in name for r in right)]
        if wrong and len(wrong) == len(named) and (right or not _mentions(here, own)):
            return wrong[0], (right or _outlets(here) or _persons(here) or ["somebody without a name"])[0]
    return None


def _mentions(turns: Iterable[Turn], own: str) -> bool:
    """Whether the outlet or the person's last name of a turn is in these words."""
    names = [name for turn in turns for name in (turn.outlet, turn.speaker and turn.speaker.split()[-1]) if name]
    return any(plain(name).casefold() in own for name in names)


def _outlets(turns: Iterable[Turn]) -> list[str]:
    return list(dict.fromkeys(turn.outlet for turn in turns if turn.outlet))


def _persons(turns: Iterable[Turn]) -> list[str]:
    return list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
