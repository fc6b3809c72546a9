"""Does this text speak of what the question asks? By shared words, for scripts no built-in model reads. Pure."""

import re
from collections.abc import Sequence

from store.lexical import match_terms

# Chinese words of asking and answering, and characters of grammar: shared by any two questions.
_OF_ASKING = frozenset(
    "外交 交部 发言 言人 中方 评论 回应 表态 看法 立场 如何 什么 怎么 有关 相关 问题 记者 是否 请问 介绍 情况".split()
)
_GRAMMAR = re.compile(r"[的了对有何是在和就吗呢将把被这那其此也都会与及等为]")
# A share of 1/2 lands between "does not answer" and "answers" of the cross-encoder.
_LOWEST, _RANGE = -8.0, 12.0


def overlap_scores(question: str, texts: Sequence[str]) -> list[float]:
    """For each text the share of the question's telling terms it holds, on the scale of the cross-encoder."""
    terms = _telling(question)
    return [_LOWEST + _RANGE * _share(terms, text.lower()) for text in texts]


def _telling(question: str) -> list[str]:
    """Pairs of characters and words; single characters only if there is nothing else."""
    terms = match_terms(question)
    longer = [term for term in terms if len(term) > 1 and term not in _OF_ASKING and not _GRAMMAR.search(term)]
    return longer or terms


def _share(terms: Sequence[str], text: str) -> float:
    return sum(term in text for term in terms) / len(terms) if terms else 0.0
