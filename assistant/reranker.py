"""Is this text about what the question asks, and does it answer? The built-in models that judge."""

from collections.abc import Sequence

from assistant.overlap import overlap_scores
from store.builtin_models import ANSWER_JUDGE, MS_MARCO_MINILM, ModelFiles, builtin_model
from store.lexical import is_latin


class CrossEncoder:
    """ms-marco-MiniLM-L-12-v2 on the CPU, as it is and as it was taught; loads on first use.

    Safe to share between threads. The models learnt from English; in another script shared words must tell.
    """

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text how near it is to the question: a logit, mostly between -11 (not at all) and 11."""
        return self._judged(MS_MARCO_MINILM, question, texts)

    def answering(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text whether it answers the question, and is not merely about the same: log odds.

        Mostly between -9 and 5; in a script that the model does not read, on the scale of `scores`.
        """
        return self._judged(ANSWER_JUDGE, question, texts)

    def _judged(self, files: ModelFiles, question: str, texts: Sequence[str]) -> list[float]:
        if not is_latin(question):
            return overlap_scores(question, texts)
        model = builtin_model(files, threads=self._threads)
        judged = list(dict.fromkeys(texts))  # a reply of one sentence comes as a whole too
        encodings = model.tokenizer.encode_batch([(question, text) for text in judged])
        scores = {judged[place]: float(output[0]) for place, output in model.run_all(encodings, lambda o: o)}
        return [scores[text] for text in texts]
