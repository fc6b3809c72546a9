"""Captions: flowing text, one utterance a cue, with its second."""

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_document, read_transcript
from store.formats.document import Document

VTT = """WEBVTT - Radio Fjord

STYLE
::cue { color: white }

NOTE made by hand

intro
00:01.000 --> 00:03.500 align:start
<v Radio Fjord>When does the <i>harbour</i>

00:03.500 --> 00:05.000
<v.loud Radio Fjord>open?</v>

1:00:06.250 --> 1:00:08.000
<v Ana Vell>In spring &amp; <00:07.000>not before.</v>
<v Radio Fjord>Thanks.
"""


def said(document: Document) -> list[tuple[str | None, str, float | None]]:
    return [(one.label, document.text[one.start : one.end], one.seconds) for one in document.utterances]


def test_voices_name_the_speakers_and_times_are_kept() -> None:
    document = read_document(VTT.encode(), "a.vtt")
    assert said(document) == [
        ("Radio Fjord", "When does the harbour", 1.0),
        ("Radio Fjord", "open?", 3.5),
        ("Ana Vell", "In spring & not before.", 3606.25),
        ("Radio Fjord", "Thanks.", 3606.25),
    ]
    assert document.text.startswith("Radio Fjord: When does the harbour open?\n\nAna Vell: In")


def srt(*cues: str, seconds: int = 2) -> bytes:
    times = "{0}\r\n00:00:{1:02d},500 --> 00:00:{2:02d},500\r\n{3}\r\n\r\n"
    return "".join(times.format(n, n * seconds, (n + 1) * seconds, cue) for n, cue in enumerate(cues)).encode()


def test_captions_without_speakers_are_one_flowing_text() -> None:
    document = read_document(srt("<b>The harbour\r\nopens</b>", "{\\an8}in spring.", "港口", "开放。"), "a.srt")
    assert document.text == "The harbour opens in spring. 港口开放。"
    assert [(one.label, one.seconds) for one in document.utterances] == [
        (None, 0.5),
        (None, 2.5),
        (None, 4.5),
        (None, 6.5),
    ]


def test_names_at_the_start_of_cues_begin_paragraphs_and_turns_with_times() -> None:
    cues = (
        "HARBOUR TIMES: When does it",
        "open this year?",
        "ANA VELL: In spring.",
        "HARBOUR TIMES: Why not now?",
        "ANA VELL: Ice.",
    )
    reading = read_transcript(srt(*cues), "a.srt")
    turns = [turn for exchange in reading.exchanges for turn in exchange.turns]
    assert [reading.text[turn.start : turn.end] for turn in turns] == [
        "When does it open this year?", "In spring.", "Why not now?", "Ice.",
    ]  # fmt: skip
    assert [turn.seconds for turn in turns] == [0.5, 4.5, 6.5, 8.5]


def test_chevrons_and_long_pauses_begin_paragraphs() -> None:
    document = read_document(srt(">> Good morning.", "Welcome.", "&gt;&gt; Thank you."), "a.srt")
    assert document.text == "Good morning. Welcome.\n\nThank you."
    assert read_document(srt("One.") + b"2\n00:00:30,000 --> 00:00:31,000\nTwo.\n", "a.srt").text == "One.\n\nTwo."


def test_missing_blank_lines_and_numbers_do_not_hurt() -> None:
    data = (
        b"1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n"
        b"00:00:03.000 --> 00:00:04.000\nThree."
    )
    assert read_document(data, "a.srt").text == "One. Two. Three."


def test_captions_without_words_are_an_error() -> None:
    with pytest.raises(UnreadableTranscriptError, match=r"a\.vtt: the captions hold no words"):
        read_document(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana></v>\n", "a.vtt")


def test_unclosed_tags_take_no_time() -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 100_000
    assert read_document(data, "a.vtt").text.startswith("<v <v")
