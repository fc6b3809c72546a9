"""Labels of public replies as to whether they give information, put beside the words, which are not part of this.

python -m evals labelled-replies FOLDER --tests > labelled.jsonl

`reply_labels.txt` names files as these repositories have them, and of each exchange a checksum of the reply and what
readers said, as each wrote it: `n` no information, `i` some, with `?` where they hesitated. On GitHub:
brian14708/wh-briefings (737ca03, Markdown), RIstiaque/Country-Counting-from-Press-Briefings (a6d2e60, pages kept as the
`repr` of bytes, to be decoded), jjgoings/trump-covid-briefings (c33114c), gtfintechlab/fomc-hawkish-dovish (9864698,
PDF) and VikashMaheshwari/FOMC-Powell-Press-Conference-NLP (3f49597). What teaches was read once, the harder ones twice;
what tests was read by two readers each.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from store.adding import read_bytes
from store.cutting import sentences_of
from store.errors import ReportedError
from store.formats import read_transcript
from store.incoming import incoming
from store.replies import Said, spoken_replies
from store.types import Incoming, Reading

LABELS = Path(__file__).with_name("reply_labels.txt")
_SAYS_NOTHING = {"n": 1.0, "n?": 0.67, "i?": 0.33, "i": 0.0}
_SURE = 0.2  # of what two readers say together


class Label(NamedTuple):
    """What was read: the exchange's number, a checksum of the reply, and what each reader said."""

    exchange: int
    checksum: str
    read: tuple[str, ...]


def labels(*, tests: bool, path: Path = LABELS) -> dict[str, list[Label]]:
    """By the name of the file: those that teach, or those that test."""
    found: dict[str, list[Label]] = {}
    is_wanted = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            is_wanted = line == ("[tests]" if tests else "[teaches]")
        elif is_wanted:
            name, *given = line.split("\t")
            cut = (one.split(" ") for one in given)
            found[name] = [Label(int(exchange), checksum, tuple(read)) for exchange, checksum, *read in cut]
    return found


def labelled(folder: Path, *, tests: bool, path: Path = LABELS) -> Iterator[dict[str, object]]:
    """Question, reply, gives_information, label, file, conference, half and readers, of labelled replies in a folder.

    A reply whose words are others there is left out, and so is one of which two readers say the opposite. A file counts
    once, wherever it lies. Raises ReportedError if none of the labelled files is there.
    """
    known = labels(tests=tests, path=path)
    left = dict(known)
    for item in incoming([str(folder)]):
        name = Path(item.file).name
        if not isinstance(item, Incoming) or name not in left:
            continue
        del left[name]
        try:
            reading = read_transcript(read_bytes(item), item.file)
        except ReportedError:
            continue
        replies = {exchange: (question, reply) for exchange, question, reply in _replies(reading)}
        for label in known[name]:
            question, reply = replies.get(label.exchange, ("", ""))
            told = told_by(label.read)
            if told and checksum(reply) == label.checksum:
                half = "hesitated" if "?" in "".join(label.read) or len(set(label.read)) > 1 else "sure"
                yield {
                    "question": question,
                    "reply": reply,
                    "gives_information": told[0] == "i",
                    "label": told,
                    "file": name,
                    "conference": conference(name),
                    "half": half,
                    "readers": len(label.read),
                }
    if len(left) == len(known):
        raise ReportedError(
            f"{folder}: none of the labelled files is there.",
            f"evals/{LABELS.name} names them, evals/reply_labels.py where they come from.",
        )


def conference(file: str) -> str:
    """The day in a file's name, for one conference may be there as PDF and as text; the name where there is none.

    Narrower than `store.formats.dates.date_in_name`: by these the judge was taught, and others would be of other parts.
    """
    day = re.search(r"20\d\d[-_]?\d\d[-_]?\d\d", file)
    return re.sub("[-_]", "", day[0]) if day else file


def told_by(read: tuple[str, ...]) -> str | None:
    """What one reader or two lean to together, with `?` where that stays in doubt; None where they are opposed."""
    mean = sum(map(_SAYS_NOTHING.__getitem__, read)) / len(read)
    if len(read) == 1:
        return read[0]
    if abs(mean - 0.5) < 0.01:
        return None
    return f"{'n' if mean > 0.5 else 'i'}{'' if min(mean, 1 - mean) < _SURE else '?'}"


def checksum(reply: str) -> str:
    """Four hexadecimal digits of a reply's words."""
    return f"{zlib.crc32(reply.encode()) & 0xFFFF:04x}"


def _replies(reading: Reading) -> Iterator[tuple[int, str, str]]:
    said = [Said(s.exchange, s.turn, s.text) for s in sentences_of(reading, "")]
    for exchange, question, words in spoken_replies(reading.exchanges, said):
        yield exchange, question, " ".join(" ".join(text.split()) for _, text in words)
