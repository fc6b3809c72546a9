"""Dense and lexical scores -> one order. Pure functions."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = Mapping[int, float]


# The best of 0-1 on five sets of questions (evals/NOTES.md, 2026-11).
DENSE_WEIGHT = 0.3
# The same of the built-in embedder, whose questions are taught: what it finds is worth more.
BUILT_IN_WEIGHT = 0.5


def fuse(dense: Scores, lexical: Scores, *, dense_weight: float = DENSE_WEIGHT) -> list[tuple[int, float]]:
    """Order passage ids by a weighted sum of both scores, each scaled to [0, 1] within this query.

    Best first; an id missing from one side counts 0 there; equal sums keep the dense order. Reciprocal
    rank fusion loses exact names and numbers that this keeps (evals/NOTES.md, 2026-11).
    """
    scaled_dense, scaled_lexical = _scaled(dense), _scaled(lexical)
    ids = list(dict.fromkeys([*dense, *lexical]))
    sums = {
        id: dense_weight * scaled_dense.get(id, 0.0) + (1 - dense_weight) * scaled_lexical.get(id, 0.0) for id in ids
    }
    return sorted(sums.items(), key=lambda item: -item[1])


def _scaled(scores: Scores) -> dict[int, float]:
    """Min-max within the query; a single score, or equal ones, become 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    width = high - low
    return {id: (score - low) / width if width else 1.0 for id, score in scores.items()}


def nearest(
    query: npt.NDArray[np.float32],
    ids: npt.NDArray[np.int64],
    vectors: npt.NDArray[np.float32],
    limit: int,
    may_be_found: npt.NDArray[np.bool_],
) -> dict[int, float]:
    """The `limit` ids whose unit vectors, of shape (n, dim), have the largest cosine with `query`; best first.

    Only those that `may_be_found`, of shape (n,). Equal cosines keep the order of the ids.
    """
    places = np.flatnonzero(may_be_found)
    if not len(places):
        return {}
    first, end = places[0], places[-1] + 1
    # Copying a tenth of the rows takes about as long as comparing all of them where they are.
    is_sparse = len(places) * 10 < end - first
    cosines = vectors[places] @ query if is_sparse else (vectors[first:end] @ query)[places - first]
    if limit < len(places):
        threshold = np.partition(cosines, len(cosines) - limit)[len(cosines) - limit]
        near = np.flatnonzero(cosines >= threshold)
        places, cosines = places[near], cosines[near]
    best = np.argsort(-cosines, kind="stable")[:limit]
    return {int(ids[places[i]]): float(cosines[i]) for i in best}
