"""Does this text answer this question? The built-in cross-encoder."""

from collections.abc import Sequence

from assistant.overlap import overlap_scores
from store.builtin_models import MS_MARCO_MINILM, builtin_model
from store.lexical import is_latin
from store.onnx_model import OnnxModel


class CrossEncoder:
    """ms-marco-MiniLM-L-12-v2 on the CPU; loads on first use. Safe to share between threads."""

    def __init__(self, *, threads: int) -> None:
        self._threads = threads

    @property
    def _model(self) -> OnnxModel:
        return builtin_model(MS_MARCO_MINILM, threads=self._threads)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text how well it answers: a logit, mostly between -11 (not at all) and 11.

        The model learnt from English; in another script shared words must tell.
        """
        if not is_latin(question):
            return overlap_scores(question, texts)
        judged = list(dict.fromkeys(texts))  # a reply of one sentence comes as a whole too
        encodings = self._model.tokenizer.encode_batch([(question, text) for text in judged])
        scores = {judged[place]: float(output[0]) for place, output in self._model.run_all(encodings, lambda o: o)}
        return [scores[text] for text in texts]
