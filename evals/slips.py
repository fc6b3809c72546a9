"""What mistyped questions find: letters of their rarest words changed by a fixed seed, with and without putting right.

python -m evals slips newsroom-press
"""

import os
import random
import re
from collections.abc import Iterator
from statistics import fmean
from time import perf_counter

from assistant.questions import standalone
from assistant.spelling import respelled
from assistant.types import Message
from assistant.understanding import known
from evals.preparing import Ready, find_suites, prepared, read
from evals.types import Case, Suite
from store.embedders import BuiltinEmbedder
from store.errors import ReportedError
from store.lexical import STOPWORDS
from store.store import Store
from store.vocabulary import SHORTEST, slips

_DEPTH = 5
_SEED = 2026


def mistyped(question: str, chance: random.Random) -> str | None:
    """The question with a slip or two in its longest telling word; None without a word that is long enough."""
    words = [word for word in re.findall(r"[A-Za-z]+", question) if word.lower() not in STOPWORDS]
    word = max(words, key=len, default="")
    if len(word) < SHORTEST + 1:
        return None
    wrong = word
    for _ in range(chance.randint(1, slips(word))):
        wrong = _slip(wrong, chance)
    return question.replace(word, wrong, 1) if wrong.lower() != word.lower() else None


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


def measured(ready: Ready) -> Iterator[str]:
    """Lines: recall@5 of the questions as they are, mistyped, and put right; and what was wrongly put right."""
    chance = random.Random(_SEED)
    pairs = [
        (case, text, wrong)
        for case in ready.suite.cases
        if any(fact.gold for fact in case.facts) and (text := _alone(case)) and (wrong := mistyped(text, chance))
    ]
    library = known(ready.store)
    respelled("warming", ready.store, library)
    began = perf_counter()
    right = [respelled(wrong, ready.store, library)[0] for _, _, wrong in pairs]
    took = (perf_counter() - began) * 1000 / max(len(pairs), 1)
    asked = {
        "as they are": [text for _, text, _ in pairs],
        "mistyped": [wrong for _, _, wrong in pairs],
        "put right": right,
    }
    for name, texts in asked.items():
        found = [_recall(case, text, ready.store) for (case, _, _), text in zip(pairs, texts, strict=True)]
        yield f"{name:12} recall@5 {fmean(found):.3f}  n {len(found)}"
    same = sum(text.casefold() == now.casefold() for (_, text, _), now in zip(pairs, right, strict=True))
    yield f"{same} of {len(pairs)} are as they were, in {took:.1f} ms each"
    clean = [(text, respelled(text, ready.store, library)[1]) for case in ready.suite.cases if (text := _alone(case))]
    changed = [one.text for _, said in clean for one in said]
    yield f"changed in the {len(clean)} questions as they are: {', '.join(changed) or 'nothing'}"


def _alone(case: Case) -> str:
    history = [Message("assistant" if n % 2 else "user", said) for n, said in enumerate(case.after)]
    return standalone(case.ask, history).text


def _recall(case: Case, text: str, store: Store) -> float:
    """The share of the needed facts that the first passages hold."""
    hits = [hit.passage.span for hit in store.search(text, case.filters, limit=_DEPTH).hits]
    golds = [fact.gold for fact in case.facts if fact.gold]
    held = [
        any(
            hit.transcript_id == gold.span.transcript_id and hit.start < gold.span.end and gold.span.start < hit.end
            for hit in hits
            for gold in fact
        )
        for fact in golds
    ]
    return fmean(held)


def main(names: list[str]) -> None:
    """Print the lines of each suite. Raises ReportedError."""
    embedder = BuiltinEmbedder(threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)

    for path in find_suites(names):
        suite = read(path)
        assert isinstance(suite, Suite)
        with prepared(suite, library=_own_library, embedder=embedder) as ready:
            print(suite.name, *measured(ready), sep="\n", flush=True)


def _own_library() -> Store:
    raise ReportedError("This suite brings no transcripts.", "Name one that does.")
