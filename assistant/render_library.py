"""Transcripts -> the JSON of the Library tab: the table, and a transcript to read. Pure functions."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from urllib.parse import urlsplit

from assistant.places import exchange_place
from assistant.quotations import time_code
from assistant.render import Json, count_text, day_text, web_address
from assistant.render_source import whole_exchange
from store.types import Entry, Sentence, Transcript

SLICE = 40_000  # characters of a transcript that are sent and drawn at once: about 40 minutes of speech


def transcripts_json(entries: Sequence[Entry]) -> Json:
    """Every transcript, newest first; `day` sorts as text."""
    newest_first = sorted(entries, key=lambda entry: (entry.date.isoformat() if entry.date else "", entry.added))[::-1]
    return {"transcripts": [entry_json(entry) for entry in newest_first]}


def entry_json(entry: Entry) -> Json:
    """One transcript as the table shows it."""
    return {
        "id": entry.id,
        "date": day_text(entry.date),
        "day": entry.date.isoformat() if entry.date else "",
        "title": entry.title or entry.file,
        "file": entry.file,
        "speakers": list(entry.speakers),
        "outlets": list(entry.outlets),
        "exchanges": entry.exchanges,
        "non_answers": entry.non_answers,
        "source_url": web_address(entry.source_url),
        "source": _host(entry.source_url),
    }


def _host(url: str | None) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].removeprefix("www.") if url and web_address(url) else ""


def head_json(entry: Entry, transcript: Transcript) -> Json:
    """What stands above a transcript."""
    words = len(transcript.reading.text.split())
    return entry_json(entry) | {"length": f"{count_text(entry.exchanges, 'exchange')}, {count_text(words, 'word')}"}


def slice_json(transcript: Transcript, first: int, sentences: Callable[[int], Sequence[Sentence]]) -> Json:
    """The exchanges from the one at position `first` on, some `SLICE` characters; `next` is where to go on, or None."""
    exchanges = transcript.reading.exchanges[first:]
    lengths = accumulate(exchange.extent.end - exchange.extent.start for exchange in exchanges)
    count = next((n for n, length in enumerate(lengths, start=1) if length >= SLICE), len(exchanges))
    after = first + count
    return {
        "exchanges": [_exchange_json(transcript, position, sentences) for position in range(first, after)],
        "next": after if after < len(transcript.reading.exchanges) else None,
    }


def _exchange_json(transcript: Transcript, position: int, sentences: Callable[[int], Sequence[Sentence]]) -> Json:
    exchange = transcript.reading.exchanges[position]
    cut = sentences(exchange.index)
    times = {f"{transcript.id}.{one.exchange}.{one.index}": one.seconds for one in cut}
    turns = whole_exchange(transcript, exchange, cut)
    return {
        "index": exchange.index,
        "place": exchange_place(transcript.id, exchange.index, cut),
        "turns": [
            {
                "who": shown["who"],
                "role": shown["role"],
                "at": time_code(turn.seconds),
                "paragraphs": [_paragraph(pieces, times) for pieces in shown["paragraphs"]],
            }
            for turn, shown in zip(exchange.turns, turns, strict=True)
        ],
    }


def _paragraph(pieces: Sequence[Json], times: dict[str, float | None]) -> Json:
    """Its pieces as `[words, sentence]`, without one for words outside every sentence, and when it was said."""
    said = next((times[piece["place"]] for piece in pieces if piece["place"]), None)
    return {
        "at": time_code(said),
        "pieces": [
            [piece["text"], int(piece["place"].rpartition(".")[2]) if piece["place"] else None] for piece in pieces
        ],
    }
