"""The perfect answer to a case, made from its gold: every fact said, and the words quoted that bear it out.

`eval check` puts it before the scorer, and a good suite's cases all pass. `eval selftest` damages it. Pure functions.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.types import Outcome
from evals.places import Transcripts, sentences
from evals.types import Case, Cited, Expect, Fact, Observed, Ranked, Said
from store.types import Sentence, Transcript

_OUTCOMES: dict[Expect, Outcome] = {
    "answer": "answered", "corrects": "answered", "declined": "declined", "absent": "not_in_transcripts",
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()


def perfect(case: Case, transcripts: Transcripts) -> Observed:
    """The answer a case calls for: one statement a fact, in order, nice ones too. For an absent case: nothing.

    A statement is the fact's `say`, who said it to whom and when, and the quote. A fact whose words were not found is
    said without a quote, and does not pass. Times and tokens are 0.
    """
    quoted = [_gold_sentences(fact, transcripts) for fact in case.facts]
    numbers: dict[Sentence, int] = {}
    for sentence in (s for group in quoted for s in group):
        numbers.setdefault(sentence, len(numbers) + 1)
    statements = tuple(
        Said(worded(fact.say, group, transcripts), tuple(numbers[s] for s in group), "exact" if group else "none")
        for fact, group in zip(case.facts, quoted, strict=True)
    )
    return Observed(
        outcome=_OUTCOMES[case.expect],
        text=" ".join(said.text for said in statements),
        statements=statements,
        citations=tuple(cited(n, s, transcripts[s.span.transcript_id]) for s, n in numbers.items()),
        hits=_hits(case, transcripts),
        standalone=case.ask,
        writer="perfect",
    )


def _gold_sentences(fact: Fact, transcripts: Transcripts) -> list[Sentence]:
    """The sentences of the first place where a fact stands, in order."""
    if not fact.gold:
        return []
    gold = fact.gold[0]
    spans = set(gold.sentences)
    return [s for s in sentences(transcripts[gold.span.transcript_id]) if s.span in spans]


def cited(n: int, sentence: Sentence, transcript: Transcript) -> Cited:
    """A sentence as a citation, with everything the transcript says of it."""
    day = transcript.reading.date
    return Cited(
        n=n,
        transcript=transcript.id,
        exchange=sentence.exchange,
        role=sentence.part,
        speaker=sentence.speaker,
        outlet=sentence.outlet,
        date=day.isoformat() if day else None,
        start=sentence.span.start,
        end=sentence.span.end,
        quote=sentence.text,
    )


def worded(say: str, quoted: Sequence[Sentence], transcripts: Transcripts) -> str:
    """A statement: `say`, who said it, and the quoted sentences: "It will join - Ana Vell on 10 June 2031: “…”"."""
    if not quoted:
        return say
    introduction = introduced(quoted[0], transcripts[quoted[0].span.transcript_id])
    return f"{say.rstrip('.。')} – {introduction}: {' '.join(in_marks(s.text) for s in quoted)}"


def introduced(sentence: Sentence, transcript: Transcript) -> str:
    """Who said a sentence, to whom and when."""
    day = transcript.reading.date
    when = f" on {day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
    if sentence.part == "question":
        return f"{sentence.outlet or sentence.speaker or 'A reporter'} asked{when}"
    asker = f", asked by {sentence.outlet}" if sentence.outlet else ""
    return f"{sentence.speaker or 'The speaker'}{asker}{when}"


def in_marks(words: str) -> str:
    """Words on one line, in quotation marks unless they hold some themselves."""
    words = " ".join(words.split())
    return words if re.search('["“”„«»「」『』]', words) else f"“{words}”"


def _hits(case: Case, transcripts: Transcripts) -> tuple[Ranked, ...]:
    """The exchanges of the facts, whole, in the order of the facts."""
    places = dict.fromkeys((f.gold[0].span.transcript_id, f.gold[0].exchange) for f in case.facts if f.gold)
    return tuple(ranked(places, transcripts))


def ranked(places: Iterable[tuple[str, int]], transcripts: Transcripts) -> Iterable[Ranked]:
    """Whole exchanges as hits, in the given order, scores falling from 1."""
    for rank, (transcript, index) in enumerate(places, start=1):
        exchange = next(e for e in transcripts[transcript].reading.exchanges if e.index == index)
        yield Ranked(transcript, index, exchange.extent.start, exchange.extent.end, 1 / rank)
