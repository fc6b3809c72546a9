"""Words of a question that no transcript holds, read as the nearest that one does. Shown, and can be taken away."""

import re

from assistant.types import Understood
from assistant.understanding import Library
from store.lexical import is_latin
from store.store import Store

# English as well: but the words by which that is told have no such ones.
_OF_QUESTIONS = frozenset("summarize summarise recap rundown takeaway takeaways".split())
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?=(?:['’]s)?(?![\w@/]|-\w|\.\w))")


def respelled(asked: str, store: Store, library: Library) -> tuple[str, tuple[Understood, ...]]:
    """The question with such words put right, and what was read as what; names of speakers and newsrooms first.

    A word that the library holds in any form, a common English word, a number and a word of fewer than five letters
    stay as they are.
    """
    if not is_latin(asked):
        return asked, ()
    said: dict[str, str] = {}
    for word in dict.fromkeys(_WORD.findall(asked)):
        if word.casefold() in _OF_QUESTIONS:
            continue
        if (right := store.meant(word, library.name_words)) and right.casefold() != word.casefold():
            said[word] = _cased(right, word)
    text = _WORD.sub(lambda match: said.get(match[0], match[0]), asked)
    return text, tuple(Understood("spelling", f"{a} read as {b}", b, is_filter=False) for a, b in said.items())


def _cased(right: str, word: str) -> str:
    """The right spelling, in capitals where the word is."""
    if word.isupper():
        return right.upper()
    return right.capitalize() if word[0].isupper() and right.islower() else right
