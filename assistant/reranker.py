"""Is this text about what the question asks, and does it answer? The built-in models that judge."""

from collections.abc import Sequence
from functools import partial

from assistant.overlap import overlap_scores
from assistant.reading import Exchange, Reading, read_at_once, read_one_by_one
from store.builtin_models import ANSWER_JUDGE, MS_MARCO_MINILM, builtin_model
from store.lexical import is_latin
from store.multilingual_judge import multilingual_judge
from store.onnx_model import OnnxModel

# The multilingual judge calls more texts an answer than the English one, by as much as their thresholds are apart
# (`assistant.judging`); where both judge for one question they are brought to one scale.
_STRICTER = 2.5


class CrossEncoder:
    """ms-marco-MiniLM-L-12-v2 on the CPU, as it is and as it was taught; loads on first use.

    Safe to share between threads. The models learnt from English; in another script a multilingual one judges where
    it is installed, else shared words must tell.
    """

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    def reads(self, question: str) -> bool:
        """Whether a model judges what answers this question, and not shared words."""
        return is_latin(question) or multilingual_judge(threads=self._threads) is not None

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text how near it is to the question: a logit, mostly between -11 (not at all) and 11."""
        if not is_latin(question):
            return overlap_scores(question, texts)
        return _judged(builtin_model(MS_MARCO_MINILM, threads=self._threads), question, texts)

    def read(self, question: str, exchanges: Sequence[Exchange]) -> list[Reading]:
        """For each exchange whether it answers the question, and is not merely about the same, and which sentences do.

        Log odds, mostly between -9 and 5; where no model reads the question, on the scale of `scores`.
        """
        if not is_latin(question):
            judge = multilingual_judge(threads=self._threads)
            score = partial(_judged, judge, question) if judge else partial(overlap_scores, question)
            return read_one_by_one(score, exchanges)
        readings: dict[int, Reading] = {}
        foreign = {at: exchange for at, exchange in enumerate(exchanges) if not is_latin(exchange.whole)}
        if foreign and (judge := multilingual_judge(threads=self._threads)):
            others = read_one_by_one(partial(_judged, judge, question), [*foreign.values()])
            readings = {at: reading.less(_STRICTER) for at, reading in zip(foreign, others, strict=True)}
        if rest := {at: exchange for at, exchange in enumerate(exchanges) if at not in readings}:
            model = builtin_model(ANSWER_JUDGE, threads=self._threads)
            readings |= zip(rest, read_at_once(model, question, [*rest.values()]), strict=True)
        return [readings[at] for at in range(len(exchanges))]


def _judged(model: OnnxModel, question: str, texts: Sequence[str]) -> list[float]:
    judged = list(dict.fromkeys(texts))  # a reply of one sentence comes as a whole too
    encodings = model.tokenizer.encode_batch([(question, text) for text in judged])
    scores = {judged[place]: float(output[0]) for place, output in model.run_all(encodings, lambda o: o)}
    return [scores[text] for text in texts]
