"""Words for the full-text index and queries against it. Pure functions.

Chinese, Japanese and Korean have no spaces between words: they are indexed as single characters and
pairs, which found 95-100 % of known documents where whole words found 0-12 % (evals/NOTES.md).
"""

import re
from collections.abc import Sequence

CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_CJK_RUN = re.compile(f"[{CJK}]+")
_PAIR = re.compile(f"[{CJK}]{{2}}")
_WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:\.(?:[^\W_{CJK}])+)*")
# Words of questions, not of answers: dropped from queries, kept in the index.
STOPWORDS = frozenset(
    "a about an and are as at be been but by can comment comments could did do does for from had has have he her "
    "him his how i if in into is it its let may me might much many my no not of on or our said say says she "
    "should so tell that the their them there they this those to us was we were what when where which who "
    "whom whose why will with would you your anything anyone someone something give gave asked ask any".split()
)


def index_text(text: str) -> str:
    """`text` with every run of CJK as spaced characters and pairs; other scripts as they are."""
    return _CJK_RUN.sub(lambda run: f" {' '.join(_grams(run.group()))} ", text)


def without_pairs(indexed: str) -> str:
    """What `index_text` made, with every run of CJK as spaced characters only, in their order."""
    return _PAIR.sub("", indexed)


def query_words(text: str) -> list[str]:
    """The words of a query that can tell passages apart, lower-cased, each once, in order.

    All words if every one is a stopword.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    telling = [word for word in words if word not in STOPWORDS] or words
    return list(dict.fromkeys(telling))


def match_terms(text: str) -> list[str]:
    """The telling words of `text`, each once, in order; runs of CJK as their characters and pairs."""
    terms: list[str] = []
    for word in query_words(text):
        terms.extend(_grams(word) if _CJK_RUN.fullmatch(word) else [word])
    return list(dict.fromkeys(terms))


def either(terms: Sequence[str]) -> str:
    """An FTS5 expression that any of the terms satisfies; empty without terms."""
    return " OR ".join(f'"{term}"' for term in terms)


def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin, as the built-in models read them."""
    letters = [char for char in text if char.isalpha()]
    return sum(char < "\u0250" for char in letters) * 2 >= len(letters)


def _grams(run: str) -> list[str]:
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
