"""Laws of every text: offsets in order and apart, every word of speech once, the same each time."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.parsing import read
from store.errors import ReportedError
from store.formats.document import Document, Utterance
from store.formats.reading import reading_of
from store.sentences import sentence_extents
from store.types import Extent, Reading

DATA = Path(__file__).parents[1] / "data"
TRANSCRIPTS = sorted(path for path in DATA.iterdir() if path.suffix in (".txt", ".md"))

LABELS = [
    "Ana Vell",
    "MR. SABLE",
    "Q",
    "A",
    "Reuters",
    "QUESTION",
    "记者",
    "林海棠",
    "Jane Roe (Kurier)",
    "Moderator",
]
MARKS = [": ", ". ", "：", ":\n", "\u00a0\u00a0", "", " (01:13)\n"]
SPEECH = [
    "Will it rain?",
    "It will. (Laughter.) Soon.",
    "他说：“是。”",
    "[crosstalk]",
    "***",
    "U.S. No. 4",
    "—",
    "Page 2 of 3",
]
PIECES = st.tuples(
    st.sampled_from(LABELS),
    st.sampled_from(MARKS),
    st.sampled_from(SPEECH),
    st.sampled_from(["\n", "\n\n", " "]),
)
MESSY = st.lists(st.one_of(PIECES.map("".join), st.text(max_size=30)), max_size=25).map("".join)


def _obeys(reading: Reading) -> None:
    at = 0
    for exchange in reading.exchanges:
        assert exchange.turns
        for turn in exchange.turns:
            assert at <= turn.start < turn.end <= len(reading.text)
            at = turn.end
            _obeys_sentences(reading, turn.start, turn.end)
    ends = [end for aside in reading.asides for end in (aside.start, aside.end)]
    assert ends == sorted(ends)


def _obeys_sentences(reading: Reading, start: int, end: int) -> None:
    extents = sentence_extents(reading.text, start, end, reading.asides)
    ends = [start, *(end for extent in extents for end in (extent.start, extent.end)), end]
    assert ends == sorted(ends)
    aside = {at for each in reading.asides for at in range(each.start, each.end)}
    quoted = [at for extent in extents for at in range(extent.start, extent.end)]
    spoken = [at for at in range(start, end) if reading.text[at].isalnum() and at not in aside]
    assert [at for at in quoted if reading.text[at].isalnum()] == spoken
    assert not aside.intersection(quoted)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_laws_hold_for_each_transcript(path: Path) -> None:
    reading = read(path.read_bytes(), path.name)
    _obeys(reading)
    assert reading == read(path.read_bytes(), path.name)


@given(MESSY)
def test_laws_hold_for_any_text(text: str) -> None:
    try:
        reading = reading_of(Document(text), "any.txt")
    except ReportedError:
        return
    _obeys(reading)
    assert reading == reading_of(Document(text), "any.txt")


@given(st.lists(st.tuples(st.sampled_from(["Ana", None, "Speaker 1"]), st.text(min_size=1, max_size=20)), max_size=12))
def test_laws_hold_for_voices_of_a_container(voices: list[tuple[str | None, str]]) -> None:
    text = ""
    utterances: list[Utterance] = []
    for label, words in voices:
        utterances.append(Utterance(label, len(text), len(text) + len(words), float(len(utterances))))
        text += words + "\n"
    try:
        _obeys(reading_of(Document(text, utterances=tuple(utterances)), "any.vtt"))
    except ReportedError:
        return


@given(st.text(max_size=300), st.lists(st.integers(0, 300), max_size=6))
def test_sentences_hold_every_word_outside_asides_once(text: str, cuts: list[int]) -> None:
    ends = sorted({cut for cut in cuts if cut <= len(text)})
    asides = tuple(Extent(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False))
    _obeys_sentences(Reading(text, None, None, "en", None, (), asides=asides), 0, len(text))


def test_no_word_between_labels_is_lost() -> None:
    text = "Kurier: Will it?\n\nAna Vell: It will.\n\nAnd it does.\n\nKurier: When?\n\nAna Vell: Soon."
    reading = reading_of(Document(text), "x.txt")
    kept = " ".join(text[turn.start : turn.end] for each in reading.exchanges for turn in each.turns)
    assert re.findall(r"\w+", kept) == re.findall(r"\w+", re.sub(r"^(?:Kurier|Ana Vell):", "", text, flags=re.M))
