"""Soft hyphens show where a word may be broken; no reader sees them, and no search should."""

import pytest

from store.formats import read_transcript

SAID = "The har\xadbour master approved the moor\xading twice."
PLAIN = "The harbour master approved the mooring twice."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spring.txt", f"Harbour Times: Who came?\nAna Vell: {SAID}\n"),
        (
            "spring.html",
            "<html><body><p>Harbour Times: Who came?</p><p>Ana Vell: "
            + SAID.replace("\xad", "&shy;")
            + "</p></body></html>",
        ),
        ("spring.vtt", f"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ana Vell>{SAID}\n"),
    ],
)
def test_a_word_with_soft_hyphens_is_one_word(name: str, text: str) -> None:
    reading = read_transcript(text.encode(), name)
    assert PLAIN in reading.text
    assert "\xad" not in reading.text
