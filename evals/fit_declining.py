"""Fits the weights by which the judge tells that a reply declines what is asked, and says how well they generalise.

python -m evals fit-declining FILE

A logistic regression with a ridge over the mean of the last states of a reply's tokens, read beside the question in
the window that answers best. The judge itself stays as it is, so that what it was taught before still holds; whenever
it is taught anew, this is to be fitted again.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx

from assistant.reading import Exchange, Window, windows
from evals.fit_nonanswers import Floats, standardised_regression
from evals.statistics import roc_area
from evals.teaching.lessons import Lesson, is_held_out
from store.adapting import adapted, states_of
from store.builtin_models import ANSWER_JUDGE, ANSWER_JUDGE_CHANGES, WINDOW, builtin_model, files_of
from store.onnx_model import OnnxModel

_RIDGE = 33.0  # of standardised states; a third and three times as much told as well


@dataclass(frozen=True, slots=True)
class Example:
    """A question whose exchange answers or declines it; `declined`, from 0 to 1, is how surely it declines."""

    question: str
    exchange: Exchange
    declined: float

    @property
    def teaches(self) -> bool:
        """Whether it may be learnt from."""
        exchange = self.exchange
        return not is_held_out(Lesson(self.question, exchange.asked, exchange.reply, (), True))

    @property
    def counts(self) -> float:
        """How much it weighs: 1 where it is sure."""
        return abs(2 * self.declined - 1)


def report(path: Path, out: Path = ANSWER_JUDGE_CHANGES) -> Iterator[str]:
    """Fit the weights anew from JSON lines of question, asked, reply and declined, write them; yields what it did."""
    examples = read(path)
    states = np.array([*_states(examples)])
    taught = np.array([example.teaches for example in examples])
    weights, bias = fit(states[taught], [example for example in examples if example.teaches])
    sure = [at for at, example in enumerate(examples) if not example.teaches and example.counts == 1]
    area = roc_area([examples[at].declined > 0.5 for at in sure], (states[sure] @ weights + bias).tolist())
    _keep(weights, bias, out)
    yield f"{taught.sum()} replies teach; {len(sure)} that do not: {area:.3f} (area under the ROC curve)"


def read(path: Path) -> list[Example]:
    """One from each line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Example(r["question"], Exchange(tuple(r["asked"]), tuple(r["reply"])), r["declined"]) for r in rows]


def fit(states: Floats, examples: Sequence[Example]) -> tuple[Floats, float]:
    """Weights (dim,) and a bias for states as they are, of shape (n, dim)."""
    truth = np.array([float(example.declined > 0.5) for example in examples])
    counts = np.array([example.counts for example in examples])
    return standardised_regression(states, truth, counts, ridge=_RIDGE)


def _keep(weights: Floats, bias: float, out: Path) -> None:
    """Write what the judge was taught, with this weight of its tokens' states, as `store.adapting` reads it."""
    with np.load(ANSWER_JUDGE_CHANGES) as kept:
        changes = dict(kept)
    changes["declines.weight"], changes["declines.bias"] = weights.astype(np.float32), np.array([bias], np.float32)
    np.savez(out, allow_pickle=False, **changes)


def _states(examples: Sequence[Example]) -> Iterator[Floats]:
    """For each the mean of the states of its reply, (dim,)."""
    judge, states = builtin_model(ANSWER_JUDGE, threads=1), _judge_with_states()
    for example in examples:
        read = [*windows(judge.tokenizer, example.question, example.exchange)]
        best = max(read, key=lambda window: float(judge.run(window)[0]))
        yield _mean_of_reply(states, best)


def _mean_of_reply(model: OnnxModel, window: Window) -> Floats:
    return np.asarray(model.run(window)[window.spans[0][1] : window.spans[-1][2]].mean(0), dtype=np.float64)


def _judge_with_states() -> OnnxModel:
    """The judge in use, giving the last states of its tokens, (tokens, dim), besides."""
    model, tokenizer = files_of(ANSWER_JUDGE)
    network = onnx.load_from_string(adapted(model, ANSWER_JUDGE_CHANGES))
    shape = ["texts", "tokens", "dim"]
    network.graph.output.append(onnx.helper.make_tensor_value_info(states_of(network), onnx.TensorProto.FLOAT, shape))
    return OnnxModel(network.SerializeToString(), tokenizer, window=WINDOW, threads=1)
