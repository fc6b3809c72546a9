"""Transcripts of a country that does not exist."""

from store.types import Incoming

MARCH = """\
03/04/2031 | Press briefing | Ministry of External Affairs of Norlandia
Harbour Times: Will Norlandia join the Halden fisheries accord?
Ana Vell: Norlandia will not join the Halden accord in its present form. The quota of 12,000 tonnes is too low \
for our coastal towns.
Radio Fjord: The opposition says you have already signed it in secret. Is that true?
Ana Vell: That is not true. We have signed nothing.
"""
JUNE = """\
06/10/2031 | Press briefing | Ministry of External Affairs of Norlandia
Harbour Times: In March you ruled out the Halden accord. Has the position changed?
Ana Vell: Yes, it has changed. Norlandia will join the Halden accord on July 1, because the quota was raised to \
18,000 tonnes.
Radio Fjord: Who will pay for the new patrol boats?
Ana Vell: I have nothing to share on that today.
"""


def as_incoming(name: str, text: str) -> Incoming:
    """A text as an input of `add`, known again by its name."""
    return Incoming(file=name, origin=f"test:{name}", data=text.encode())
