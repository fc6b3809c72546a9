"""The weights by which the judge tells that a reply declines what is asked."""

import json
from pathlib import Path

from assistant.reading import Exchange, read_at_once
from evals.fit_declining import report
from store.adapting import adapted
from store.builtin_models import ANSWER_JUDGE, WINDOW, files_of
from store.onnx_model import OnnxModel

QUESTIONS = ("How much is the ferry?", "When does the bridge open?", "Who leads the talks?", "Is the dam safe?")
REFUSALS = ("I am not going to get into that.", "I have nothing to announce today.", "You would have to ask the port.")
ANSWERS = ("Four crowns, as before.", "It will be ready by the summer.", "The engineers say that it is, and so do I.")


def test_a_refusal_is_told_from_an_answer_by_what_is_fitted(tmp_path: Path) -> None:
    rows = [
        {"question": asked, "asked": [asked], "reply": [said], "declined": float(said in REFUSALS)}
        for asked in QUESTIONS
        for said in (*REFUSALS, *ANSWERS)
    ]
    lessons, out = tmp_path / "lessons.jsonl", tmp_path / "changes.npz"
    lessons.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (line,) = report(lessons, out)
    assert line.endswith("(area under the ROC curve)")
    model, tokenizer = files_of(ANSWER_JUDGE)
    judge = OnnxModel(adapted(model, out), tokenizer, window=WINDOW, threads=1)
    asked = "What did the repair cost?"
    said = ("I will not comment on that.", "It cost nine million crowns.")
    refused, answered = read_at_once(judge, asked, [Exchange((asked,), (reply,)) for reply in said])
    assert (refused.declines or 0) > 0 > (answered.declines or 0)
