"""What is quoted where a question wants a list: who asked, what was asked, declined or answered. Pure functions."""

from collections.abc import Iterator, Sequence

from assistant.types import Listed, Marker
from store.nonanswers import declines
from store.types import Hit, Sentence

Quote = tuple[Marker, Sentence]

WORDS_OF_A_REMARK = 5  # fewer are mostly "Okay." or "Thank you."
_ASKING = 3  # sentences with a question mark quoted of one exchange


def listed(kind: Listed, passages: Sequence[tuple[Hit, Sequence[Quote]]]) -> list[tuple[Hit, list[Quote]]]:
    """For each passage that has what is listed, in order, the sentences to quote of it."""
    quoted: Iterator[tuple[Hit, list[Quote]]]
    match kind:
        case "askers":
            quoted = _each_asker(passages)
        case "asked":
            quoted = ((hit, _asking(quotes)[:_ASKING]) for hit, quotes in passages)
        case "declined":
            quoted = ((hit, _declined(quotes)) for hit, quotes in passages)
        case "answered":
            quoted = ((hit, _telling(quotes)) for hit, quotes in passages)
    return [(hit, quotes) for hit, quotes in quoted if quotes]


def _each_asker(passages: Sequence[tuple[Hit, Sequence[Quote]]]) -> Iterator[tuple[Hit, list[Quote]]]:
    """Each newsroom once, or each person where they name none, with what they asked first."""
    seen = set()
    for hit, quotes in passages:
        asking = _asking(quotes)
        asker = next((s.outlet or s.speaker for _, s in asking), None)
        if asker and asker not in seen:
            seen.add(asker)
            yield hit, asking[:1]


def _asking(quotes: Sequence[Quote]) -> list[Quote]:
    """The sentences of the question with a question mark, or its last."""
    asked = [quote for quote in quotes if quote[1].part == "question"]
    return [quote for quote in asked if quote[1].text.rstrip().endswith(("?", "？"))] or asked[-1:]


def _replies(quotes: Sequence[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote[1].part != "question"]


def _declined(quotes: Sequence[Quote]) -> list[Quote]:
    """What was asked last, and the first sentence that declines: by itself it seldom says what."""
    refusals = [quote for quote in _replies(quotes) if declines(quote[1].text)]
    return [*_asking(quotes)[-1:], *refusals[:1]] if refusals else []


def _telling(quotes: Sequence[Quote]) -> list[Quote]:
    """The first sentence of a reply that says something, unless the reply declines."""
    replies = _replies(quotes)
    if any(declines(sentence.text) for _, sentence in replies):
        return []
    return [q for q in replies if len(q[1].text.split()) >= WORDS_OF_A_REMARK][:1] or replies[:1]
