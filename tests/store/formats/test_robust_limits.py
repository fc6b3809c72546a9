"""A text that can be no single transcript is refused at once, in words that say the limit."""

import pytest

from store.errors import UnreadableTranscriptError
from store.formats import read_transcript

SAID = "Harbour Times: Does it open?\nAna Vell: It opens in May.\n"


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (SAID + "It opens soon. " * 700_000, "10,000,000 characters"),
        (SAID * 40_000, "150,000 lines and labels"),
        ("".join(f"N{n}: x\n" for n in range(80_000)), "150,000 lines and labels"),
    ],
    ids=["one long line", "many turns", "many names"],
)
def test_a_text_past_a_limit_is_refused_with_the_mend(text: str, limit: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=rf"^long\.txt: .*larger than {limit}\. Split it"):
        read_transcript(text.encode(), "long.txt")
