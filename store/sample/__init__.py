"""The bundled transcript, for a first question without a file at hand.

Regular press conference of China's Ministry of Foreign Affairs, 23 September 2025, as distributed by the
Public network on 09/23/2025 06:57; the words are those of the source, unchanged.
"""

from importlib.resources import files

from store.types import Incoming

FILE = "000_ea51057881414630.txt"


def sample() -> Incoming:
    """The bundled transcript, ready to be added."""
    return Incoming(file=FILE, origin=f"sample:{FILE}", data=files(__package__).joinpath(FILE).read_bytes())
