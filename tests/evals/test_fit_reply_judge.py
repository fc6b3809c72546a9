"""The weights by which the judge tells replies that give no information."""

import json
from pathlib import Path

import numpy as np

from evals.fit_nonanswers import cross_validated, read
from evals.fit_reply_judge import report
from store.adapting import adapted
from store.builtin_models import ANSWER_JUDGE, WINDOW, files_of
from store.onnx_model import OnnxModel
from store.reply_scores import weights

QUESTIONS = ("How much is the ferry?", "When does the bridge open?", "Who leads the talks?", "Is the dam safe?")
REFUSALS = ("I am not going to get into that.", "I have nothing to announce today.", "You would have to ask the port.")
ANSWERS = ("Four crowns, as before.", "It will be ready by the summer.", "The engineers say that it is, and so do I.")


def test_what_is_fitted_tells_refusals_it_has_not_seen_and_is_written_where_it_is_read(tmp_path: Path) -> None:
    rows = [
        {"question": asked, "reply": said, "gives_information": said in ANSWERS, "file": f"{at}"}
        for at, asked in enumerate(QUESTIONS)
        for said in (*REFUSALS, *ANSWERS)
    ]
    labelled, kept, out = (tmp_path / name for name in ("labelled.jsonl", "weights.json", "changes.npz"))
    labelled.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    kept.write_text(json.dumps(weights()._asdict() | {"words": "a the"}, default=str), encoding="utf-8")
    examples = read(labelled)
    told = list(report(examples, cross_validated(examples), kept, out))
    assert all("precision" in line and "recall" in line for line in told)
    assert json.loads(kept.read_text(encoding="utf-8"))["beside_judge"] > 0
    model, tokenizer = files_of(ANSWER_JUDGE)
    judge = OnnxModel(adapted(model, out), tokenizer, window=WINDOW, threads=1)

    def score(said: str) -> float:
        encoding = judge.tokenizer.encode("What did the repair cost?", said)
        of_tokens = judge.run(encoding)[1 + 2 * len(encoding.ids) :]
        return float(of_tokens[np.array(encoding.type_ids, dtype=bool)][:-1].mean())

    assert score("I will not comment on that.") > score("It cost nine million crowns.")
