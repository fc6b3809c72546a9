"""What the judge of whole exchanges is shown of a question: windows of exchanges, and which sentences answer."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tokenizers import Tokenizer

from assistant.reading import Exchange, Window, windows
from evals.teaching.lessons import Lesson

_WHERE_IT_IS = 0.8  # how often the window is shown in which something answers, or seems to
_CUT = 0.7  # what a window weighs that lacks what answers
_BESIDE = 0.5  # what a sentence weighs next to one that answers: it may well belong to it
_ALONE, _ALONE_COUNTS = 0.3, 0.5  # how many sentences are shown by themselves, and what one weighs that needs others
_ELSEWHERE, _ELSEWHERE_COUNTS = 0.12, 0.7  # and a sentence of the same reply, far from what answers
_APART = 2  # sentences further from what answers than this say nothing of it
_NEARBY, _ANOTHER, _OTHER_COUNTS = 0.2, 0.08, 0.7  # how many questions are shown another exchange too
_SAME_TRANSCRIPT = 60  # lessons that stand as near as this are mostly of one transcript


@dataclass(frozen=True, slots=True)
class Shown:
    """A window, whether it answers, and whether each of its sentences does; how much each of these counts."""

    window: Window
    answers: bool
    counts: float
    says: tuple[bool, ...]
    weights: tuple[float, ...]


def shown(lessons: Sequence[Lesson], tokenizer: Tokenizer, *, seed: int) -> list[Shown]:
    """Each lesson's exchange, now and then a sentence of it by itself, and another exchange as no answer."""
    chance = random.Random(seed)
    return [each for at in range(len(lessons)) for each in _shown(lessons, at, tokenizer, chance)]


def _shown(lessons: Sequence[Lesson], at: int, tokenizer: Tokenizer, chance: random.Random) -> Iterator[Shown]:
    lesson = lessons[at]
    yield _window(lesson, tokenizer, chance)
    if lesson.says and chance.random() < _ALONE:
        needs_others = lesson.answers and len(lesson.says) > 1
        yield _by_itself(lesson, chance.choice(lesson.says), tokenizer, _ALONE_COUNTS if needs_others else 1.0)
    far = [place for place in range(len(lesson.reply)) if all(abs(place - said) > _APART for said in lesson.says)]
    if lesson.answers and far and chance.random() < _ELSEWHERE:
        yield _by_itself(replace(lesson, answers=False), chance.choice(far), tokenizer, _ELSEWHERE_COUNTS)
    for share, places in ((_NEARBY, _near(at, len(lessons))), (_ANOTHER, range(len(lessons)))):
        other = lessons[chance.choice(places)]
        if chance.random() < share and other.reply != lesson.reply:
            no_answer = replace(other, question=lesson.question, says=(), answers=False)
            yield replace(_window(no_answer, tokenizer, chance), counts=_OTHER_COUNTS)


def _near(at: int, lessons: int) -> range:
    return range(max(0, at - _SAME_TRANSCRIPT), min(lessons, at + _SAME_TRANSCRIPT))


def _window(lesson: Lesson, tokenizer: Tokenizer, chance: random.Random) -> Shown:
    every = list(windows(tokenizer, lesson.question, Exchange(lesson.asked, lesson.reply)))
    telling = [w for w in every if any(place in lesson.says for place, *_ in w.spans)]
    window = chance.choice(telling if telling and chance.random() < _WHERE_IT_IS else every)
    says = tuple(lesson.answers and place in lesson.says for place, *_ in window.spans)
    answers = any(says)
    weights = tuple(
        _BESIDE if answers and not said and any(abs(place - other) == 1 for other in lesson.says) else 1.0
        for said, (place, *_) in zip(says, window.spans, strict=True)
    )
    return Shown(window, answers, 1.0 if answers == lesson.answers else _CUT, says, weights)


def _by_itself(lesson: Lesson, place: int, tokenizer: Tokenizer, counts: float) -> Shown:
    alone = Exchange(lesson.asked[-1:], (lesson.reply[place],))
    (window,) = windows(tokenizer, lesson.question, alone)
    return Shown(window, lesson.answers, counts, (lesson.answers,), (_BESIDE,))
