"""How much the judge of replies counts beside the weights of words."""

import json
from pathlib import Path

from evals.fit_nonanswers import HELD_OUT, cross_validated, read
from evals.fit_reply_judge import report
from store.reply_scores import weights

QUESTIONS = ("How much is the ferry?", "When does the bridge open?", "Who leads the talks?", "Is the dam safe?")
REFUSALS = ("I am not going to get into that.", "I have nothing to announce today.", "You would have to ask the port.")
ANSWERS = ("Four crowns, as before.", "It will be ready by the summer.", "The engineers say that it is, and so do I.")


def test_what_is_fitted_on_replies_that_taught_nothing_is_written_where_it_is_read(tmp_path: Path) -> None:
    rows = [
        {"question": asked, "reply": said, "gives_information": said in ANSWERS, "conference": f"{at} {n}"}
        for n in range(4)
        for at, asked in enumerate(QUESTIONS)
        for said in (*REFUSALS, *ANSWERS)
    ]
    labelled, kept = (tmp_path / name for name in ("labelled.jsonl", "weights.json"))
    labelled.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    kept.write_text(json.dumps(weights()._asdict() | {"words": "a the"}, default=str), encoding="utf-8")
    examples = read(labelled)
    told = list(report(examples, cross_validated(examples), kept))
    assert f"{(examples.part == HELD_OUT).sum()} that taught it nothing" in told[0]
    assert all("precision" in line and "recall" in line for line in told)
    by_words, by_model, _ = json.loads(kept.read_text(encoding="utf-8"))["beside_judge"]
    assert by_model > 0 and by_words != weights().beside_judge[0]
