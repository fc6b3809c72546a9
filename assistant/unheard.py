"""Names in a question that no transcript has: what is asked about them cannot be answered here, and that is told."""

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
_NOT_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday President Minister Ministry Secretary Foreign Prime "
    "State Spokesperson Chairman Chair Governor Council Government Parliament House Senate Congress Press "
    "Conference".split()
)
_OF_VARIANTS = frozenset(word for group in VARIANTS for name in group.every for word in name.split())


def unheard(text: str, hits: Sequence[Hit], store: Store) -> tuple[str, ...]:
    """The names of a question that stand in no transcript in any form, each once.

    Only where question and transcripts are in one script: across scripts a name is written otherwise.
    """
    if not is_latin(text) or not is_latin(" ".join(hit.text[:500] for hit in hits)):
        return ()
    names = dict.fromkeys(_NAME.findall(text))
    return tuple(name for name in names if not _is_common(name) and not _is_heard(name, store))


def _is_heard(name: str, store: Store) -> bool:
    """Whether a name stands there, or that of the country whose capital it is."""
    return any(map(store.knows, (name, *COUNTRIES.get(name, "").split())))


def _is_common(name: str) -> bool:
    return name in _NOT_NAMES or name in TITLES or name in MONTH_NAMES or name in _OF_VARIANTS


def notice_of(names: Sequence[str]) -> str | None:
    """What is told about such names, if there are any."""
    return f"No transcript mentions {' or '.join(names)}." if names else None
