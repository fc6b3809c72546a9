"""Names in a question that no transcript has: what is asked about them cannot be answered here, and that is told.

Of a name of several words one that stands there is enough: `Jerome Powell` is heard of where he is Chair Powell.
"""

import re
from collections.abc import Sequence

from assistant.checks.dates import MONTH_NAMES
from assistant.checks.names import TITLES
from store.capitals import COUNTRIES
from store.lexical import is_latin
from store.store import Store
from store.types import Hit
from store.variants import VARIANTS

# Capitalised inside a sentence, of five letters or more; shorter ones are too like one another.
_NAME = re.compile(r"(?<=[\w,;’'] )[A-ZÀ-Þ][^\W\d_]{4,}(?=\W|$)")
# What stands before it, unless a sentence begins there, and after it, in a name of several words.
_BEFORE = re.compile(r"(?<=[\w,;’'] )[A-ZÀ-Þ][^\W\d_]{3,} $")
_AFTER = re.compile(r" [A-ZÀ-Þ][^\W\d_]{3,}(?=\W|$)")
_NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday President Minister Ministry Secretary Foreign Prime "
    "State Spokesperson Chairman Chair Mayor Ambassador Governor Council Government Parliament House Senate "
    "Congress Press Conference".split()
)
_OF_VARIANTS = frozenset(word for group in VARIANTS for name in group.every for word in name.split())


def unheard(text: str, hits: Sequence[Hit], store: Store) -> tuple[str, ...]:
    """The names of a question that stand in no transcript in any form, each once.

    Only where question and transcripts are in one script: across scripts a name is written otherwise.
    """
    if not is_latin(text) or not is_latin(" ".join(hit.text[:500] for hit in hits)):
        return ()
    return tuple(
        dict.fromkeys(
            match[0]
            for match in _NAME.finditer(text)
            if not _is_common(match[0])
            and not any(_is_heard(word, store) for word in (match[0], *_beside(match)) if not _is_common(word))
        )
    )


def _beside(name: re.Match[str]) -> list[str]:
    """The other word, or two, of a longer name that this one is a part of."""
    text = name.string
    parts = (_BEFORE.search(text, 0, name.start()), _AFTER.match(text, name.end()))
    return [part[0].strip() for part in parts if part]


def _is_heard(name: str, store: Store) -> bool:
    """Whether a name stands there, or that of the country whose capital it is."""
    return any(map(store.knows, (name, *COUNTRIES.get(name, "").split())))


def _is_common(name: str) -> bool:
    return name in _NOT_NAMES or name in TITLES or name in MONTH_NAMES or name in _OF_VARIANTS


def notice_of(names: Sequence[str]) -> str | None:
    """What is told about such names, if there are any."""
    return f"No transcript mentions {' or '.join(names)}." if names else None
