"""The words a library holds, and which of them somebody may have meant who mistyped one.

Words are kept as the full-text index keeps them, by their stems; the spelling that is shown is looked up in a passage.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from store.builtin_models import BGE_SMALL, builtin_tokenizer
from store.database import Database
from store.lexical import STOPWORDS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHORTEST = 5  # letters: shorter words have too many neighbours
_LONG = 7  # letters of a word in which two may be wrong
_STEMS, _PASSAGES = 24, 5  # looked through for the spelling
_LONGEST_ENDING = 6  # letters that stemming takes away
_ENDINGS = ("", "s", "es", "ed", "ing", "ly")
_WORD = re.compile(r"[^\W\d_]+")


def slips(word: str) -> int:
    """How many letters may be wrong, missing, too many or changed round in a word of this length."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < _LONG else 2


def nearest(word: str, words: list[str]) -> str | None:
    """The one of some words, with this first letter, that is nearest within `slips`; the first of several as near."""
    # Here, since it takes a tenth of a second to import and most questions hold no such word.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    fold = word.casefold()
    near = [other for other in words if other[:1].casefold() == fold[:1] and len(other) >= SHORTEST - 1]
    found = process.extractOne(fold, near, scorer=OSA.distance, processor=str.casefold, score_cutoff=slips(fold))
    return str(found[0]) if found else None


class Vocabulary:
    """The words of all transcripts, read from the index letter by letter. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        self._kept: tuple[str, dict[str, list[str]]] = ("", {})

    def lacks(self, word: str) -> bool:
        """Whether no transcript has a word, in any of its endings."""
        return not self._rows("SELECT 1 FROM passages_fts WHERE passages_fts MATCH ? LIMIT 1", (f'"{word}"',))

    def lacks_beginning(self, letters: str, revision: str) -> bool:
        """Whether no word of any transcript begins with these letters; case and accents aside."""
        # Looked up in the stems themselves: as a query the letters would be stemmed, Liby to libi.
        bare = "".join(c for c in normalize("NFKD", letters.casefold()) if not combining(c))
        return not any(stem.startswith(bare) for stem in self._stems(bare[0], revision))

    def nearest(self, word: str, revision: str) -> str | None:
        """The word some transcript has, as it is spelled there, that is nearest within `slips`; None without any.

        `revision` is the library's: the index is read again only when it has changed.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        fold = word.casefold()
        most, stems = slips(fold), self._stems(fold[0], revision)
        # A stem lacks the end of its words: it is compared with what the word begins with.
        bases = {fold[:length] for length in range(max(len(fold) - _LONGEST_ENDING, 3), len(fold) + 1)}
        found: dict[str, float] = {}
        for base in bases:
            for stem, distance, _ in process.extract(base, stems, scorer=OSA.distance, score_cutoff=most, limit=_STEMS):
                found[stem] = min(distance, found.get(stem, most))
        best: str | None = None
        for stem in sorted(found, key=lambda stem: (found[stem], -len(stem)))[:_STEMS]:
            best = nearest(word, [known for known in (best, self._spelling(stem, fold)) if known])
            if best and OSA.distance(best.casefold(), fold) <= 1:
                break  # none is nearer: a word of distance 0 would stand in the library
        return best

    def _stems(self, letter: str, revision: str) -> list[str]:
        """The stems that begin with a letter, most frequent first."""
        if self._kept[0] != revision:
            self._kept = (revision, {})
        kept = self._kept[1]
        if letter not in kept:
            self._rows(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'passages_fts', 'row')"
            )
            rows = self._rows(
                "SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC",
                (letter, letter + "\U0010ffff"),
            )
            kept[letter] = [row[0] for row in rows if row[0].isalpha() and len(row[0]) > 2]
        return kept[letter]

    def _spelling(self, stem: str, typed: str) -> str | None:
        """How a passage spells a word of this stem: the spelling that is nearest to what was typed."""
        # By the index itself: as a query, a stem would be stemmed again.
        self._rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab('main', 'passages_fts', 'instance')")
        rows = self._rows(
            "SELECT words || ' ' || speakers || ' ' || outlets FROM passages_fts WHERE rowid IN"
            " (SELECT doc FROM temp.places WHERE term = ? LIMIT ?)",
            (stem, _PASSAGES),
        )
        begin = stem[: max(len(stem) - 1, 3)]
        words = {word for row in rows for word in _WORD.findall(row[0] or "") if word.casefold().startswith(begin)}
        return nearest(typed, sorted(words, key=lambda word: (word[-1:].casefold() != typed[-1:], word)))


def is_english(word: str) -> bool:
    """Whether this is a word of English, perhaps with an ending: then it is no slip, whatever the library holds."""
    fold = word.casefold()
    return fold in STOPWORDS or any(_is_token(fold.removesuffix(ending)) for ending in _ENDINGS)


@lru_cache(maxsize=4_096)
def _is_token(word: str) -> bool:
    return _tokenizer().token_to_id(word) is not None


@cache
def _tokenizer() -> "Tokenizer":
    return builtin_tokenizer(BGE_SMALL)
