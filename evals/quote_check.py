"""`python -m evals quotes`: does each quote get the verdict it must, and how fast?"""

import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.quote_types import QuoteCheck
from assistant.quotes import check_quote
from evals.quote_cases import Material, QuoteCase, quote_cases, tokens
from evals.statistics import wilson
from store.cutting import sentences_of
from store.embedders import Vector
from store.errors import ReportedError
from store.formats import read_transcript
from store.incoming import incoming
from store.store import Store
from store.types import Incoming, Sentence

_FOLDERS = tuple(Path(__file__).parents[1] / name for name in ("tests/data", "evals/suites/newsroom", "store/sample"))
_HELD_OUT = 6  # each so-many-th transcript is kept out of the library: what it says was not said there
_MOST_SENTENCES = 60_000


class NoVectors:
    """An embedder that tells nothing apart: quotes are found without vectors."""

    spec, fingerprint, window = "none", "no-vectors", 300

    def reads(self, text: str) -> bool:
        """No text."""
        return False

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """About as many as the built-in embedder counts."""
        return [len(tokens(text)) * 4 // 3 + 1 for text in texts]

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[int, Vector]]:
        """The same vector for each."""
        yield from ((position, self.embed_query(text)) for position, text in enumerate(texts))

    def embed_query(self, text: str) -> Vector:
        """The same vector for any question."""
        return np.ones(1, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what it got."""

    case: QuoteCase
    check: QuoteCheck


def measured(library: str | None, absent: str | None, *, of_each: int, examples: int) -> Iterator[str]:
    """Print-ready lines: every verdict's precision and recall, every kind of case, and milliseconds.

    `library` is a library to ask in, None makes one of the transcripts that come along; `absent` is a folder of
    transcripts that it does not hold.
    """
    with tempfile.TemporaryDirectory(prefix="onrecord-quotes-") as work:
        kept, held = _own() if library is None else ([], [])
        store = Store(Path(library or work) / ("" if library else "library"), NoVectors())
        for _ in store.add(kept) if kept else ():
            pass
        outside = list(_sentences(held or [i for i in incoming([absent] if absent else []) if isinstance(i, Incoming)]))
        material = _material(store, outside)
        yield f"{len(store.entries())} transcripts, {len(material.said):,} sentences; {len(material.absent):,} others"
        judged = [
            Judged(case, check_quote(case.text, store, speaker=case.speaker))
            for case in quote_cases(material, of_each=of_each)
        ]
        store.close()
    yield from _report(judged, examples)


def _own() -> tuple[list[Incoming], list[Incoming]]:
    found = [item for folder in _FOLDERS if folder.exists() for item in incoming([str(folder)])]
    inputs = [item for item in found if isinstance(item, Incoming) and not item.file.endswith(".golden")]
    kept = [item for n, item in enumerate(inputs) if n % _HELD_OUT]
    return kept, [item for n, item in enumerate(inputs) if not n % _HELD_OUT]


def _sentences(inputs: Sequence[Incoming]) -> Iterator[tuple[Sentence, str]]:
    for item in inputs:
        data = item.data if item.data is not None else Path(str(item.path)).read_bytes()
        try:
            reading = read_transcript(data, item.file)
        except ReportedError:
            continue
        yield from ((sentence, reading.language) for sentence in sentences_of(reading, item.file))


def _material(store: Store, outside: Sequence[tuple[Sentence, str]]) -> Material:
    entries = store.entries()
    languages: dict[str, str] = {}
    said: list[Sentence] = []
    step = max(1, len(entries) * 400 // _MOST_SENTENCES)
    for entry in entries[::step]:
        languages[entry.id] = store.transcript(entry.id).reading.language
        said += [s for exchange in range(entry.exchanges) for s in store.sentences(entry.id, exchange)]
    known = {" ".join(sentence.text.split()).lower() for sentence in said}
    absent = [
        (sentence.text, language)
        for sentence, language in outside
        if 8 <= len(tokens(sentence.text)) <= 45 and " ".join(sentence.text.split()).lower() not in known
    ]
    texts = [store.transcript(entry.id).reading.text for entry in entries] if absent else []
    return Material(said, languages, absent, texts)


def _report(judged: Sequence[Judged], examples: int) -> Iterator[str]:
    yield f"{len(judged)} quotes\n\n{'verdict':<16}{'precision':>18}{'recall':>18}{'n':>7}"
    for verdict in ("exact", "altered", "spliced", "other_speaker", "not_found"):
        wanted = [one for one in judged if one.case.verdict == verdict]
        given = [one for one in judged if one.check.verdict == verdict]
        right = sum(one.check.verdict == verdict for one in wanted)
        yield f"{verdict:<16}{_share(right, len(given)):>18}{_share(right, len(wanted)):>18}{len(wanted):>7}"
    yield f"\n{'kind':<26}{'right':>18}{'n':>7}   got instead"
    for name in ("kind", "language"):
        groups = defaultdict[str, list[Judged]](list)
        for one in judged:
            groups[one.case.kind if name == "kind" else one.case.language].append(one)
        for group, ones in groups.items():
            wrong = Counter(one.check.verdict for one in ones if one.check.verdict != one.case.verdict)
            told = ", ".join(f"{count} {verdict}" for verdict, count in wrong.most_common())
            yield f"{group:<26}{_share(len(ones) - wrong.total(), len(ones)):>18}{len(ones):>7}   {told}"
        yield "" if name == "kind" else "\n"
    yield from _alarms(judged)
    times = sorted(one.check.check_ms for one in judged)
    yield f"milliseconds a quote: p50 {statistics.median(times):.0f}, p95 {times[int(0.95 * len(times))]:.0f}"
    wrong_ones = [one for one in judged if one.check.verdict != one.case.verdict]
    for one in wrong_ones[:examples]:
        near = one.check.matches[0].words if one.check.matches else ""
        yield f"\n{one.case.kind}: {one.check.verdict}, not {one.case.verdict}\n  {one.case.text!r}\n  {near!r}"


def _alarms(judged: Sequence[Judged]) -> Iterator[str]:
    absent = [one for one in judged if one.case.verdict == "not_found"]
    found = sum(one.check.verdict != "not_found" for one in absent)
    yield f"false alarms: {_share(found, len(absent))} of {len(absent)} quotes that nobody said"
    cuts = [one for one in judged if one.case.is_cut]
    told = sum(any(match.cut for match in one.check.matches) for one in cuts)
    whole = [one for one in judged if one.case.is_cut is False]
    wrongly = sum(one.check.cut is not None for one in whole)
    yield f"cuts told: {_share(told, len(cuts))} of {len(cuts)}"
    yield f"whole sentences called cut: {_share(wrongly, len(whole))} of {len(whole)}"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "-"
    interval = wilson(part, whole)
    assert interval
    return f"{part / whole:.3f} ({interval.low:.2f}-{interval.high:.2f})"
