"""Does a kept answer still stand? Each of its quotes is compared with the library as it is today."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.contract import Json
from store.errors import UnknownTranscriptError
from store.store import Store
from store.types import Exchange, Span, Transcript, Turn

Standing = Literal["unchanged", "moved", "gone", "removed"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote of a kept answer and what became of it.

    `unchanged`: the same words stand at the same place; `moved`: somebody says them elsewhere in the same
    transcript, at `now`; `gone`: nobody says them there any more; `removed`: the transcript is no longer in
    the library. `is_replaced` tells that its file is another than it was. `speaker` is who said it then, and
    `speaker_now` who says it today, None where nobody does or no name is known.
    """

    n: int
    standing: Standing
    kept: Span
    quote: str
    file: str
    speaker: str | None
    now: Span | None = None
    exchange: int | None = None
    speaker_now: str | None = None
    is_replaced: bool = False

    @property
    def stands(self) -> bool:
        """Whether the words are still on the record."""
        return self.now is not None


def check_answer(record: Json, store: Store) -> list[Checked]:
    """Every quote of a kept answer, those shown as nearest too, in order."""
    transcripts: dict[str, Transcript | None] = {}
    answer = record["answer"]
    checked = []
    for citation in answer["citations"] or answer["nearest"]:
        id = citation["transcript"]
        if id not in transcripts:
            transcripts[id] = _transcript(store, id)
        checked.append(_checked(citation, transcripts[id], record["sources"]))
    return checked


def checked_json(record: Json, checked: list[Checked]) -> Json:
    """What `verify` prints for one answer."""
    return {
        "answer_id": record["answer_id"],
        "kept": record["kept"],
        "question": record["question"],
        "outcome": record["answer"]["outcome"],
        "stands": all(quote.stands for quote in checked),
        "quotes": [_quote_json(quote) for quote in checked],
    }


def _quote_json(checked: Checked) -> Json:
    now = checked.now
    return {
        "n": checked.n,
        "status": checked.standing,
        "transcript": checked.kept.transcript_id,
        "file": checked.file,
        "replaced": checked.is_replaced,
        "start": checked.kept.start,
        "end": checked.kept.end,
        "now": now and {"exchange": checked.exchange, "start": now.start, "end": now.end},
        "speaker": checked.speaker,
        "speaker_now": checked.speaker_now,
        "quote": checked.quote,
    }


def _transcript(store: Store, id: str) -> Transcript | None:
    try:
        return store.transcript(id)
    except UnknownTranscriptError:
        return None


def _checked(citation: Json, transcript: Transcript | None, sources: Mapping[str, Json]) -> Checked:
    kept = Span(citation["transcript"], citation["start"], citation["end"])
    told = (kept, citation["quote"], citation["file"], citation["speaker"])
    if transcript is None:
        return Checked(citation["n"], "removed", *told)
    is_replaced = transcript.sha256 != sources.get(kept.transcript_id, {}).get("sha256", transcript.sha256)
    found = _found(transcript, citation["quote"], kept)
    if found is None:
        return Checked(citation["n"], "gone", *told, is_replaced=is_replaced)
    now, exchange, turn = found
    is_same = now == kept and transcript.reading.text[now.start : now.end] == citation["quote"]
    standing: Standing = "unchanged" if is_same else "moved"
    return Checked(citation["n"], standing, *told, now, exchange.index, turn.speaker, is_replaced)


def _found(transcript: Transcript, quote: str, kept: Span) -> tuple[Span, Exchange, Turn] | None:
    """Where somebody says these words, nearest to where they stood; the gaps between words do not count."""
    reading = transcript.reading
    words = re.compile(r"\s+".join(map(re.escape, quote.split())))
    asides = [(aside.start, aside.end) for aside in reading.asides]
    places = [
        (Span(kept.transcript_id, match.start(), match.end()), exchange, turn)
        for exchange in reading.exchanges
        for turn in exchange.turns
        for match in words.finditer(reading.text, turn.start, turn.end)
        if not any(start <= match.start() and match.end() <= end for start, end in asides)
        and _is_whole(reading.text, match)
    ]
    return min(places, key=lambda place: abs(place[0].start - kept.start), default=None)


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether the words begin and end where words do: "sign it" is not said by "resign it"."""
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return not (_runs_on(before, match[0][:1]) or _runs_on(match[0][-1:], after))


def _runs_on(left: str, right: str) -> bool:
    # Chinese and Japanese put no space between words.
    return all(side.isalnum() and ord(side) < 0x2E80 for side in (left, right) if side) and bool(left and right)
