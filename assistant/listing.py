"""What is quoted where a question wants a list: who asked, what was asked, answered, declined or said. Pure functions.

For a list of what was declined, only exchanges that decline are found (`assistant/finding.py`).
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from assistant.judging import is_courtesy
from assistant.quote_ends import asks
from assistant.types import Listed, Marker
from store.lexical import is_latin
from store.nonanswers import any_informs, clauses_of, declines, only_declines
from store.replies import in_turns
from store.types import Hit, Sentence

Quote = tuple[Marker, Sentence]

WORDS_OF_A_REMARK = 5  # fewer are mostly "Okay." or "Thank you."
_ASKING = 3  # sentences with a question mark quoted of one exchange
_SCREENFUL = 10  # exchanges quoted of all that was said
_FEW = 3  # of so few, as many sentences of each
_CHARACTERS_OF_A_REMARK = 8  # where words have no spaces between


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
        case "said":
            quoted = iter(_said(passages))
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
    return [quote for quote in asked if asks(quote[1].text)] or asked[-1:]


def _replies(quotes: Sequence[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote[1].part != "question"]


def _declined(quotes: Sequence[Quote]) -> list[Quote]:
    """What was asked last, and the sentence that declines, or else the first: by itself it seldom says what."""
    replies, asking = _replies(quotes), _asking(quotes)[-1:]
    refusals = [quote for quote in replies if declines(quote[1].text)]
    return [*asking, *(refusals or replies)[:1]] if asking and replies else []


def _telling(quotes: Sequence[Quote]) -> list[Quote]:
    """The first sentence of a reply that says something, unless the reply declines."""
    replies = _replies(quotes)
    if any(declines(sentence.text) for _, sentence in replies):
        return []
    return [q for q in replies if len(q[1].text.split()) >= WORDS_OF_A_REMARK][:1] or replies[:1]


def telling(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a reply, or of opening remarks, that tell something; none where it gives no information."""
    replies = [s for s in sentences if s.part != "question"]
    asked = in_turns([s for s in sentences if s.part == "question"])
    if not replies or not any_informs(((s.speaker, s.text) for s in replies), asked):
        return []
    return [s for s in replies if _tells(s.text)]


def _tells(text: str) -> bool:
    long_enough = len(text.split()) >= WORDS_OF_A_REMARK if is_latin(text) else len(text) >= _CHARACTERS_OF_A_REMARK
    is_telling = any(clause.kind in ("informs", "answers") for clause in clauses_of([text]))
    return long_enough and is_telling and not is_courtesy(text) and not only_declines(text)


def _said(passages: Sequence[tuple[Hit, Sequence[Quote]]]) -> list[tuple[Hit, list[Quote]]]:
    """What each exchange tells first, in order: of the newest transcripts, where not all are shown.

    Where nothing tells anything, how it was declined.
    """
    told: list[tuple[Hit, list[Quote]]] = []
    for hit, quotes in passages:
        tells = telling([sentence for _, sentence in quotes])
        told.append((hit, [quote for quote in quotes if quote[1] in tells]))
    if not any(quotes for _, quotes in told):
        return _newest([(hit, _declined(quotes)) for hit, quotes in passages])
    newest = _newest(told)
    return [(hit, quotes[: _FEW if len(newest) <= _FEW else 1]) for hit, quotes in newest]


def _newest(told: list[tuple[Hit, list[Quote]]]) -> list[tuple[Hit, list[Quote]]]:
    """A screenful of the exchanges, in their order: those of the newest transcripts, from their beginning."""

    def age(one: tuple[Hit, list[Quote]]) -> tuple[int, str, int]:
        source = one[0].source
        return -(source.date or dt.date.min).toordinal(), source.transcript_id, one[0].passage.exchange

    shown = sorted((one for one in told if one[1]), key=age)[:_SCREENFUL]
    return [one for one in told if one in shown]
