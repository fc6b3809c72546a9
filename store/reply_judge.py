"""How much a reply in English sounds like no answer to the model that judges answers, which reads the question too.

It is asked only where the weights of `store.reply_scores` leave open what a reply is.
"""

from itertools import compress
from typing import Any

from store.builtin_models import ANSWER_JUDGE, loaded_model
from store.onnx_model import OnnxModel
from store.reply_scores import weights

_ASKED = 60  # words, the last of the question


def odds_beside(question: str, reply: str, odds: float) -> float:
    """Log odds that a reply gives no information, by its words beside the question and the `odds` of its clauses.

    The model's score is the mean of those of the reply's tokens; `python -m evals fit-nonanswers` fits what is added
    up here. Between turns of the question stands `//`. Raises LibraryError when the model's files are not there.
    """
    model = loaded_model(ANSWER_JUDGE)
    encoding = encoded(model, question, reply)
    scores = model.run(encoding)[1 + 2 * len(encoding.ids) :]
    of_reply = [*compress(scores.tolist(), encoding.type_ids)][:-1]  # the last one ends it
    return weights().beside_judge * odds + sum(of_reply) / len(of_reply) if of_reply else odds


def encoded(model: OnnxModel, question: str, reply: str) -> Any:
    """A reply behind the end of its question, as the model reads them."""
    return model.tokenizer.encode(last_words(question), " ".join(reply.split()))


def last_words(question: str) -> str:
    """The end of a question, which is what is answered."""
    return " ".join([word for word in question.split() if word != "//"][-_ASKED:])
