"""Does reading take time in proportion to a file's length? Texts that would betray a regex which does not.

python -m evals scaling [MEGABYTES]
"""

import sys
import time
from collections.abc import Callable, Sequence

from store.errors import ReportedError
from store.formats.document import Document
from store.formats.reading import reading_of
from store.sentences import sentence_extents

# Each makes a text of about so many characters.
SHAPES: dict[str, Callable[[int], str]] = {
    "labels": lambda size: "Reuters: Will it?\nAna Vell: It will.\n" * (size // 37),
    "other names": lambda size: "".join(f"Paper{at} News: Will it?\nAna Vell: It will.\n" for at in range(size // 45)),
    "one line": lambda size: "Ana Vell: " + "the word is good and we know it. " * (size // 33),
    "capitals": lambda size: "Ana Vell: yes. " + "ABC DEF " * (size // 8),
    "full stops": lambda size: "CHAIR LIND. Yes. NILS ARVE. Is it? " * (size // 35),
    "colons": lambda size: "Ana Vell: yes " + "A:" * (size // 2),
    "brackets": lambda size: "Ana Vell: yes " + "(" * size,
    "newlines": lambda size: "Ana Vell: yes\n" + "\n" * size,
    "spaces": lambda size: "Ana Vell: yes" + " " * size,
    "stars": lambda size: "Ana Vell: yes\n" + "* " * (size // 2),
    "pages": lambda size: "Ana Vell: yes\n" + "Page 1 of 3\nfoo bar\n" * (size // 20),
    "dots": lambda size: "Ana Vell: yes " + "." * size,
}


def seconds(shape: str, size: int) -> float:
    """Processor seconds to read a text of `size` characters and cut its turns into sentences."""
    text = SHAPES[shape](size)
    begin = time.process_time()
    try:
        reading = reading_of(Document(text), "scaling.txt")
    except ReportedError:
        return time.process_time() - begin
    for exchange in reading.exchanges:
        for turn in exchange.turns:
            sentence_extents(reading.text, turn.start, turn.end, reading.asides)
    return time.process_time() - begin


def main(arguments: Sequence[str]) -> int:
    """Print seconds at a quarter of the size and at the size; 1 when a shape outgrows its text."""
    size = int(float(arguments[0] if arguments else "4") * 1_000_000)
    worst = 0.0
    print(f"{'shape':14} {size // 4:>12,} {size:>12,}  growth (4 is in proportion)")
    for shape in SHAPES:
        small, large = seconds(shape, size // 4), seconds(shape, size)
        growth = large / max(small, 0.01)
        worst = max(worst, growth)
        print(f"{shape:14} {small:12.2f} {large:12.2f}  {growth:.1f}", flush=True)
    if worst > 8:
        print("a shape grows faster than its text", file=sys.stderr)
    return int(worst > 8)
