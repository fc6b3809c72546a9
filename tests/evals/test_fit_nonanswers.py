"""Fitting the weights by which English replies that give no information are told."""

import json
from pathlib import Path

import numpy as np

from evals.fit_nonanswers import cross_validated, equal_bias, fit, precision_recall, read, write

TOLD = "The {0} opens on Monday at nine, and {1} people will work there."
REFUSED = "I don't have anything to share on the {0} today, so stay tuned."
THINGS = "ferry harbour bridge school depot market station library theatre quay museum hall".split()


def _labelled(path: Path) -> Path:
    rows = [
        {
            "question": f"Will the {thing} open?",
            "reply": said.format(thing, n),
            "gives_information": informs,
            "conference": f"{n % 7}",
        }
        for n, thing in enumerate(THINGS * 3)
        for said, informs in ((TOLD, True), (REFUSED, False))
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_weights_tell_refusals_of_documents_they_were_not_fitted_on(tmp_path: Path) -> None:
    examples = read(_labelled(tmp_path / "labelled.jsonl"))
    scores = cross_validated(examples)
    ours = np.arange(len(scores)) < 6 * len(THINGS)
    called = scores >= equal_bias(scores, examples)
    assert precision_recall(called, examples, ours) == "precision 1.000, recall 1.000"


def test_what_is_written_holds_general_words_only(tmp_path: Path) -> None:
    examples = read(_labelled(tmp_path / "labelled.jsonl"))
    everything = np.ones(len(examples.part), dtype=bool)
    count = write(examples, fit(examples, everything), 0.0, tmp_path / "weights.json")
    kept = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert len(kept["weights"]) == count
    assert not any(thing in name.split() for name in kept["weights"] for thing in THINGS)
