"""Quotes as lines of a reply: who said it, to whom, when, and the words. Pure functions."""

import re
from collections.abc import Iterator, Sequence

from assistant.types import Marker
from store.types import Hit, Sentence


def lines(hit: Hit, sentences: Sequence[tuple[Marker, Sentence]]) -> Iterator[str]:
    """A line for each sentence; whoever has not just spoken is introduced."""
    before: Sentence | None = None
    for marker, sentence in sentences:
        who = (sentence.part == "question", sentence.speaker)
        introduction = ""
        if before is None:
            introduction = _introduction(hit, sentence)
        elif (before.part == "question", before.speaker) != who:
            introduction = f"{sentence.speaker or sentence.outlet or 'The speaker'}: "
        yield f"{marker} {introduction}{_quoted(sentence.text)}\n"
        before = sentence


def _introduction(hit: Hit, sentence: Sentence) -> str:
    """Who said it, asked by whom, when: `Ana Vell, asked by Radio Fjord on 4 March 2031: `."""
    day = f" on {hit.source.date.day} {hit.source.date:%B %Y}" if hit.source.date else ""
    if sentence.part == "question":
        return f"{_asker(hit, sentence) or 'A reporter'} asked{day}: "
    asker = f", asked by {hit.outlet}{day}: " if hit.outlet else f"{',' if day else ''}{day}: "
    return f"{sentence.speaker or 'The speaker'}{asker}"


def _asker(hit: Hit, sentence: Sentence) -> str | None:
    """Who asked, by the newsroom; whoever speaks before them, a chair who calls on them, is named."""
    asking = [one for one in hit.whole or hit.sentences if one.part == "question"]
    is_another = bool(asking) and asking[-1].speaker not in (None, sentence.speaker)
    return (sentence.speaker if is_another else None) or sentence.outlet or sentence.speaker


def _quoted(text: str) -> str:
    """The sentence on one line, in quotation marks unless it holds some itself."""
    words = " ".join(text.split())
    return words if re.search("[“”„«»「」]", words) else f"“{words}”"
