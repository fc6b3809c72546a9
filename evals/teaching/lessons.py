"""Questions with what answers them, and the pairs of a question and a text that teach. Needs no machine learning."""

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_HELD_OUT = 20  # one exchange in so many teaches nothing
_ALONE = 0.5  # what a sentence weighs that answers only together with others
_ELSEWHERE = 0.7  # and one of the same reply, far from what answers
_APART = 2  # sentences further from what answers than this say nothing of it
_OF_ANOTHER, _ANOTHER = 0.35, 0.7  # how many questions are shown another exchange too, and what it weighs


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question about an exchange, or one that is not about it but near.

    `says` are the places of the sentences of `reply` that answer, or, where the exchange does not, of those that seem
    to. A reporter's question that was declined counts as answered: what declines is told by other rules.
    """

    question: str
    asked: tuple[str, ...]
    reply: tuple[str, ...]
    says: tuple[int, ...]
    answers: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A text that answers a question, or does not; how much it counts."""

    question: str
    text: str
    answers: bool
    counts: float = 1.0


def read(path: Path) -> list[Lesson]:
    """JSON lines of question, asked, reply, says and answers."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Lesson(row["question"], tuple(row["asked"]), tuple(row["reply"]), tuple(row["says"]), row["answers"])
        for row in rows
    ]


def is_held_out(lesson: Lesson) -> bool:
    """Whether an exchange teaches nothing, with all that is asked about it: one in twenty."""
    return zlib.crc32(" ".join(lesson.reply).encode()) % _HELD_OUT == 0


def pairs(lessons: Sequence[Lesson], *, seed: int, whole: float) -> list[Pair]:
    """What is shown of each lesson: a sentence that tells, the same among its neighbours, another, now and then all.

    And now and then what another lesson is about, as no answer. `whole` is the share of lessons of which all is shown,
    which is long; of those without a sentence it always is.
    """
    chance = random.Random(seed)
    shown = [pair for lesson in lessons for pair in _pairs(lesson, chance, whole)]
    for lesson in lessons:
        other = chance.choice(lessons)
        if other.reply != lesson.reply and chance.random() < _OF_ANOTHER:
            shown.append(Pair(lesson.question, _all_of(other), False, _ANOTHER))
    return shown


def _pairs(lesson: Lesson, chance: random.Random, whole: float) -> Iterator[Pair]:
    if lesson.says:
        place = chance.choice(lesson.says)
        alone = 1.0 if len(lesson.says) == 1 or not lesson.answers else _ALONE
        yield Pair(lesson.question, text_of(lesson, place), lesson.answers, alone)
        yield Pair(lesson.question, text_of(lesson, place, around=1), lesson.answers)
    places = range(len(lesson.reply))
    elsewhere = [place for place in places if all(abs(place - said) > _APART for said in lesson.says)]
    if lesson.answers and elsewhere:
        yield Pair(lesson.question, text_of(lesson, chance.choice(elsewhere)), False, _ELSEWHERE)
    if not lesson.says or chance.random() < whole:
        yield Pair(lesson.question, _all_of(lesson), lesson.answers)


def _all_of(lesson: Lesson) -> str:
    return " ".join([*lesson.asked, *lesson.reply])


def text_of(lesson: Lesson, place: int, *, around: int = 0) -> str:
    """A sentence of the reply, with so many neighbours on either side, behind the reporter's last sentence."""
    return " ".join([*lesson.asked[-1:], *lesson.reply[max(0, place - around) : place + around + 1]])
