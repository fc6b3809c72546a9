"""Of several questions put at once, the one that is meant, and what was replied to it. Pure functions.

In Chinese, where a reply numbers them, `关于第二个问题，我没有消息`: what declines one does not decline the others.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.judging import Judged
from assistant.overlap import overlap_scores
from assistant.quote_ends import asks

# How a reply numbers them, and how a reporter does: `第一，第二` of a reply are more often its points.
_REPLIED = re.compile(r"第(?P<nth>[一二三四])个?问题")
_ASKED = re.compile(r"第(?P<nth>[一二三四])(?:个?问题|[，,])|^(?:另外|此外|另一个问题|还有一个问题)")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def to_the_one_meant(question: str, passage: Judged) -> Judged:
    """The passage with what was replied to the one of its questions that shares most words with this.

    Unchanged where the reporter put one, where none is nearer than the others, or where the reply does not number
    them.
    """
    replies = passage.pool(asks=False)
    replied = _numbers([s.text for _, s in replies], _REPLIED)
    asked = _put([s.text for _, s in passage.pool(asks=True)], max(replied, default=1))
    if len(asked) < 2 or len(set(replied)) < 2:
        return passage
    nearness = overlap_scores(question, [*asked.values()])
    meant = [nth for nth, score in zip(asked, nearness, strict=True) if score == max(nearness)]
    kept = {marker for nth, (marker, _) in zip(replied, replies, strict=True) if [nth] == meant}
    if not kept:
        return passage
    return replace(
        passage,
        sentences=tuple(quote for quote in passage.sentences if quote[1].part == "question" or quote[0] in kept),
        scores=tuple(s for s, (marker, _) in zip(passage.scores, replies, strict=True) if marker in kept),
    )


def _put(texts: Sequence[str], many: int) -> dict[int, str]:
    """What a reporter put, by number: as they number it, or else as so `many` sentences with a question mark."""
    numbers = _numbers(texts, _ASKED)
    ends = [asks(text) for text in texts]
    if len(set(numbers)) < 2 and sum(ends) == many:
        numbers = [1 + sum(ends[:at]) for at in range(len(texts))]
    put = dict.fromkeys(numbers, "")
    for nth, text in zip(numbers, texts, strict=True):
        put[nth] += text
    return put


def _numbers(texts: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """The number of the question that each sentence belongs to, 1 until one is numbered; what has none is the next."""
    numbers, nth = [], 1
    for text in texts:
        if match := pattern.search(text):
            nth = _NUMBERS.get(match["nth"], nth + 1)
        numbers.append(nth)
    return numbers
