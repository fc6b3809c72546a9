"""What the field has published for the known data sets, each figure with the place it was read in.

Only figures that could be read in a primary source stand here; where none could, none does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of somebody else's system, in the source's own unit."""

    system: str
    metric: str
    value: float
    source: str


_MTRAG = (
    "README of the retrieval tasks, github.com/IBM/mt-rag-benchmark (read in the fork pashaAbri/mt-rag-benchmark, "
    "commit 8b8593c, human/retrieval_tasks/README.md)"
)
_LOCATOR = "README of github.com/BakiRhina/Locator, commit 111867e (its paper: arXiv 2402.06907)"


def _mtrag(system: str, **values: float) -> tuple[Published, ...]:
    return tuple(Published(system, name.replace("_", "@"), value, _MTRAG) for name, value in values.items())


PUBLISHED: Mapping[str, tuple[Published, ...]] = {
    "qmsum": (
        Published("MEETING_SUMMARY (BART) on the gold spans", "ROUGE-L of the summary", 33.1, _LOCATOR),
        Published("summarisers on spans found by a RoBERTa locator, mean", "ROUGE-L of the summary", 16.65, _LOCATOR),
    ),
    "friendsqa": (),
    "mtrag": (
        *_mtrag("BM25, last turn", R_1=0.08, R_5=0.20, R_10=0.27, nDCG_5=0.18, nDCG_10=0.21),
        *_mtrag("BM25, query rewrite", R_1=0.09, R_5=0.25, R_10=0.33, nDCG_5=0.22, nDCG_10=0.25),
        *_mtrag("BGE-base 1.5, last turn", R_1=0.13, R_5=0.30, R_10=0.38, nDCG_5=0.27, nDCG_10=0.30),
        *_mtrag("BGE-base 1.5, query rewrite", R_1=0.17, R_5=0.37, R_10=0.47, nDCG_5=0.34, nDCG_10=0.38),
        *_mtrag("Elser, last turn", R_1=0.18, R_5=0.49, R_10=0.58, nDCG_5=0.45, nDCG_10=0.49),
        *_mtrag("Elser, query rewrite", R_1=0.20, R_5=0.52, R_10=0.64, nDCG_5=0.48, nDCG_10=0.54),
    ),
    "headlines": (),
}

COMPARABLE: Mapping[str, str] = {
    "qmsum": (
        "Not comparable: the field reports how like a reference its summaries are; here passages are found, and "
        "nothing is summarised."
    ),
    "friendsqa": (
        "No figure of the field could be read at its source. The field trains models to pick the answer's exact words "
        "out of the one right scene; here passages are found, untrained, in that scene and across all."
    ),
    "mtrag": (
        "Comparable from above only: both are recall of passages over questions that can be answered, but the field "
        "searches corpora of 49,607 to 183,408 passages, and here only the passages that the file holds are searched, "
        "which is far easier."
    ),
    "headlines": "Our own set: headlines of press releases whose document is known. Nobody else has figures for it.",
}


def published_lines(dataset: str) -> Iterator[str]:
    """The figures of the field for a data set, and what is and is not comparable to ours."""
    yield ""
    yield f"The field, {dataset}: {COMPARABLE[dataset]}"
    by_system: dict[tuple[str, str], list[str]] = {}
    for each in PUBLISHED[dataset]:
        by_system.setdefault((each.system, each.source), []).append(f"{each.metric} {each.value:g}")
    for (system, _), figures in by_system.items():
        yield f"  {system}: {', '.join(figures)}"
    for source in dict.fromkeys(source for _, source in by_system):
        yield f"  from {source}"
