"""What the judge of whole exchanges is shown of a question."""

from dataclasses import replace

from evals.teaching.exchanges import Shown, shown
from evals.teaching.lessons import Lesson
from store.builtin_models import MS_MARCO_MINILM, builtin_tokenizer
from tests.evals.test_lessons import ANSWERED, NEAR_MISS

TOKENIZER = builtin_tokenizer(MS_MARCO_MINILM)
LONG = replace(ANSWERED, reply=("It rains.",) * 200 + ANSWERED.reply, says=(201,))


def sentences(each: Shown) -> list[str]:
    return [TOKENIZER.decode(each.window.ids[start:end]) for _, start, end in each.window.spans]


def of(lesson: Lesson) -> list[Shown]:
    return shown([lesson] * 30, TOKENIZER, seed=1)


def test_a_sentence_answers_only_where_the_lesson_says_so() -> None:
    for each in [*of(ANSWERED), *of(LONG)]:
        assert each.says == tuple(text == "for nine weeks." for text in sentences(each))
        assert each.answers == any(each.says)


def test_nothing_of_a_near_miss_answers() -> None:
    assert not any(each.answers or any(each.says) for each in of(NEAR_MISS))


def test_sentences_are_shown_by_themselves_too() -> None:
    alone = [sentences(each) for each in of(ANSWERED) if len(each.says) == 1]
    assert ["for nine weeks."] in alone and ["it costs two crowns."] in alone


def test_what_stands_beside_an_answer_counts_less() -> None:
    whole = next(each for each in of(ANSWERED) if len(each.says) == len(ANSWERED.reply))
    assert whole.weights == (0.5, 1.0, 0.5, 1.0, 1.0, 1.0)


def test_a_window_that_lacks_the_answer_does_not_answer_and_counts_less() -> None:
    cut = [each for each in of(LONG) if len(each.says) > 1 and not each.answers]
    assert cut and all(each.counts < 1 for each in cut)


def test_another_exchange_is_shown_as_no_answer() -> None:
    other = Lesson("Will it rain?", (), ("It will rain.", "Take a hat."), (0,), True)
    others = [each for each in shown([ANSWERED, other] * 30, TOKENIZER, seed=1) if each.counts == 0.7]
    seen = {text for each in others for text in sentences(each)}
    assert {"it will rain.", "for nine weeks."} <= seen
    assert not any(each.answers for each in others)
