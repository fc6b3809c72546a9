"""What the planted faults are made with: answers put together anew, sentences to cite wrongly. Pure functions.

All of it relies on `evals.perfect`: statement i of a perfect answer says fact i of its case.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from evals.evidence import spot_of
from evals.metrics import gold_places
from evals.perfect import cited, worded
from evals.places import Place, Transcripts, overlap, scoped_places, sentences
from evals.types import Case, Cited, Observed, Said
from store.types import Sentence, Transcript

# A negation and the words without it, tried in turn; then words that can take one.
_DROPPED = (
    (r"\b(will|would|is|are|was|were|has|have|had|can|could|should|must|does|do|did|may) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\b(would|is|are|was|were|has|have|had|could|should|does|do|did)n['’]t\b", r"\1"),
    (r"\bnot ", ""), (r"\bno ", "some "), (r" nicht\b", ""), (r"\bne (\w+) pas\b", r"\1"),
    (r"\bn['’](\w+) pas\b", r"\1"), (r"不(?![断仅同])", ""), (r"没有", "有"),
)  # fmt: skip
_ADDED = (
    (r"\b(will|would|is|are|was|were|has|have|had|can|could|should|must|may)\b", r"\1 not"),
    (r"\b(ist|sind|wird|werden|hat|haben|kann|können|war)\b", r"\1 nicht"),
    (r"\b(est|sont|sera|seront|peut)\b", r"n'\1 pas"), (r"\b(es|será|está|son|tiene|habrá)\b", r"no \1"),
    (r"(会|是|将|能)", r"不\1"),
)  # fmt: skip


def rebuilt(observed: Observed, statements: Sequence[Said], citations: Sequence[Cited] | None = None) -> Observed:
    """The answer with these statements, the text that they make, and these citations or the same."""
    text = " ".join(said.text for said in statements)
    kept = observed.citations if citations is None else tuple(citations)
    return replace(observed, statements=tuple(statements), text=text, citations=kept)


def with_statement(observed: Observed, position: int, text: str) -> Observed:
    """The answer with one statement worded differently."""
    statements = list(observed.statements)
    statements[position] = replace(statements[position], text=text)
    return rebuilt(observed, statements)


def with_quote(observed: Observed, citation: Cited, words: str) -> Observed:
    """The answer with one quote changed, in the citation and wherever the statements give it."""
    old, new = (" ".join(text.split()) for text in (citation.quote, words))
    statements = [replace(said, text=said.text.replace(old, new)) for said in observed.statements]
    return rebuilt(observed, statements, [replace(c, quote=words) if c is citation else c for c in observed.citations])


def needed_alone(case: Case) -> list[int]:
    """The positions of the needed facts of which no other fact shares a sentence, so that citing these is citing it."""
    alone = []
    for position, fact in enumerate(case.facts):
        others = [g for i, other in enumerate(case.facts) if i != position for g in other.gold]
        shared = any(overlap(s, t) for gold in fact.gold for s in gold.sentences for o in others for t in o.sentences)
        if fact.is_needed and fact.gold and not shared:
            alone.append(position)
    return alone


def citing_instead(
    case: Case, observed: Observed, transcripts: Transcripts, position: int, sentence: Sentence
) -> Observed:
    """The answer in which the statement of one fact quotes this sentence, and no longer those of the fact."""
    said = observed.statements[position]
    number = 1 + max((citation.n for citation in observed.citations), default=0)
    text = worded(case.facts[position].say, [sentence], transcripts)
    statements = list(observed.statements)
    statements[position] = replace(said, text=text, citations=(number,))
    kept = [citation for citation in observed.citations if citation.n not in said.citations]
    return rebuilt(observed, statements, [*kept, cited(number, sentence, transcripts[sentence.span.transcript_id])])


def also_citing(observed: Observed, transcripts: Transcripts, text: str, extra: Sequence[Sentence]) -> Observed:
    """The answer with one more statement that cites these sentences."""
    first = 1 + max((citation.n for citation in observed.citations), default=0)
    more = [cited(n, s, transcripts[s.span.transcript_id]) for n, s in enumerate(extra, start=first)]
    said = Said(text, tuple(citation.n for citation in more), "exact")
    return rebuilt(observed, [*observed.statements, said], [*observed.citations, *more])


def others(case: Case, transcript: Transcript, part: str, exchange: int) -> list[Sentence]:
    """The sentences of one part of an exchange that bear no fact of the case."""
    golds = [span for fact in case.facts for gold in fact.gold for span in gold.sentences]
    return [
        s
        for s in sentences(transcript)
        if s.exchange == exchange and s.part == part and not any(overlap(s.span, span) for span in golds)
    ]


def places_without_facts(case: Case, transcripts: Transcripts) -> Iterator[Place]:
    """The exchanges that the case's filters let pass and that hold none of its facts, in order."""
    scope, gold = scoped_places(transcripts, case.filters), gold_places(case.facts)
    for transcript in transcripts.values():
        for exchange in transcript.reading.exchanges:
            if (transcript.id, exchange.index) in scope - gold:
                yield transcript.id, exchange.index


def negated(words: str) -> str | None:
    """The words with a negation dropped or, if they have none, added; None where neither is known how."""
    for pattern, replacement in (*_DROPPED, *_ADDED):
        changed = re.sub(pattern, replacement, words, count=1, flags=re.IGNORECASE)
        if changed != words:
            return changed
    return None


def without_a_word(words: str) -> str | None:
    """The words without the middle one; of a script without spaces, the middle character. None if that is no change."""
    parts = words.split() if " " in words.strip() else list(words)
    if len(parts) < 3:
        return None
    middle = len(parts) // 2
    joint = " " if " " in words.strip() else ""
    changed = joint.join([*parts[:middle], *parts[middle + 1 :]])
    return None if changed in words else changed


def asked_sentence(observed: Observed, transcripts: Transcripts) -> Sentence | None:
    """The last sentence of the question that the first cited exchange answers."""
    for citation in observed.citations:
        here = spot_of(citation, transcripts)
        pool = [
            s
            for s in sentences(transcripts[citation.transcript])
            if here and s.exchange == here.exchange.index and s.part == "question"
        ]
        if pool:
            return pool[-1]
    return None
