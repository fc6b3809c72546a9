"""An exchange with its neighbours -> the JSON of the page's source panel. Pure functions."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

from assistant.places import Place, exchange_place, sentence_place
from assistant.quotations import time_code
from assistant.render import Json, day_text, web_address
from store.types import Exchange, Sentence, Transcript, Turn

WRAP_WIDTH = 120  # no hard-wrapped text has lines this long, so longer ones are whole paragraphs

_END_WORDS = 6

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\n\s*")


def exchange_json(transcript: Transcript, where: Place, sentences: Callable[[int], Sequence[Sentence]]) -> Json | None:
    """The exchange at a place with its neighbours, cut into sentences; None if there is no such place.

    `sentences` gives those of one exchange, in the order of the text. `place` counts as the transcript is now, `link`
    outlasts that; `words` are those of the sentence.
    """
    reading = transcript.reading
    by_index = {exchange.index: exchange for exchange in reading.exchanges}
    exchange = by_index.get(where.exchange)
    cut = sentences(where.exchange)
    opened = next((s for s in cut if s.index == where.sentence), None)
    if exchange is None or (where.sentence is not None and opened is None):
        return None
    near = [(by_index.get(where.exchange + step), step) for step in (-1, 0, 1)]
    return {
        "place": f"{transcript.id}.{where.exchange}{f'.{opened.index}' if opened else ''}",
        "link": sentence_place(opened) if opened else exchange_place(transcript.id, where.exchange, cut),
        "words": opened.text if opened else None,
        "transcript": transcript.id,
        "title": reading.title or transcript.file,
        "date": day_text(reading.date),
        "speaker": exchange.answerer,
        "asked_by": _asked_by(exchange),
        "source_url": web_address(reading.source_url),
        "exchanges": [
            {
                "position": ("previous", "cited", "next")[step + 1],
                "turns": _turns_json(transcript, other, sentences(other.index)),
            }
            for other, step in near
            if other is not None
        ],
    }


def quoted_url(url: str | None, words: str) -> str | None:
    """The address with a text fragment, by which a browser scrolls to these words and marks them.

    Long quotes are named by their first and last words, as the specification of text fragments advises:
    https://wicg.github.io/scroll-to-text-fragment/
    """
    if url is None:
        return None
    told = words.split()
    ends = (
        [" ".join(told)] if len(told) <= 2 * _END_WORDS else [" ".join(told[:_END_WORDS]), " ".join(told[-_END_WORDS:])]
    )
    # A hyphen has a meaning of its own there.
    named = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={named}"


def _asked_by(exchange: Exchange) -> str | None:
    asker = exchange.asker
    return (asker.outlet or asker.speaker) if asker else None


def _turns_json(transcript: Transcript, exchange: Exchange, sentences: Sequence[Sentence]) -> list[Json]:
    """Each turn; `turn` tells it from all others, `bound` is how its exchange's bounds could be corrected at it."""
    return [
        {
            "who": _turn_label(turn),
            "role": turn.role,
            "turn": turn.start,
            "time": time_code(turn.seconds),
            "bound": "begin" if position else "join" if exchange.index else None,
            "paragraphs": _paragraphs(transcript, turn, [s for s in sentences if s.turn == position]),
        }
        for position, turn in enumerate(exchange.turns)
    ]


def _turn_label(turn: Turn) -> str:
    names = dict.fromkeys(filter(None, (turn.speaker, turn.outlet)))
    return ", ".join(names) or turn.label or turn.role.capitalize()


def _paragraphs(transcript: Transcript, turn: Turn, sentences: Sequence[Sentence]) -> list[list[Json]]:
    """A turn's words, paragraph by paragraph; words outside every sentence (asides) have no place.

    A blank line parts paragraphs; so does a single line end where the lines are too long to be hard-wrapped.
    """
    text = transcript.reading.text
    lines = text[turn.start : turn.end].split("\n")
    parting = _LINE_END if max(map(len, lines)) > WRAP_WIDTH else _BLANK_LINE
    paragraphs: list[list[Json]] = [[]]

    def add_between(start: int, end: int) -> None:
        first, *further = parting.split(text[start:end])
        for number, words in enumerate((first, *further)):
            if number:
                paragraphs.append([])
            if words:
                paragraphs[-1].append({"text": words, "place": None, "time": None})

    position = turn.start
    for sentence in sentences:
        add_between(position, sentence.span.start)
        name = f"{transcript.id}.{sentence.exchange}.{sentence.index}"
        paragraphs[-1].append({"text": sentence.text, "place": name, "time": time_code(sentence.seconds)})
        position = sentence.span.end
    add_between(position, turn.end)
    return [pieces for pieces in paragraphs if any(piece["text"].strip() for piece in pieces)]


def whole_exchange(transcript: Transcript, exchange: Exchange, sentences: Sequence[Sentence]) -> list[Json]:
    """Every turn of an exchange, cut into sentences, which are all of this exchange in the order of the text."""
    return _turns_json(transcript, exchange, sentences)
