"""How much a reply in English sounds like no answer to a model that was taught by such, and reads the question too.

It is asked only where the weights of `store.reply_scores` leave open what a reply is.
"""

from itertools import compress
from typing import TYPE_CHECKING, Any

from store.builtin_models import REPLY_JUDGE, builtin_model
from store.onnx_model import OnnxModel
from store.reply_scores import weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_ASKED = 60  # words, the last of the question


def odds_beside(question: str, reply: str, odds: float) -> float:
    """Log odds that a reply gives no information, by its words beside the question and the `odds` of its clauses.

    `python -m evals fit-nonanswers` fits how much either counts. Between turns of the question stands `//`. Raises
    LibraryError when the model's files are not there.
    """
    judged = odds_by_model(builtin_model(REPLY_JUDGE, threads=1), question, reply)
    by_words, by_model, bias = weights().beside_judge
    return odds if judged is None else by_words * odds + by_model * judged + bias


def odds_by_model(model: OnnxModel, question: str, reply: str) -> float | None:
    """What the model's score of the whole and the mean of those of the reply's tokens add up to; None without words."""
    encoding = encoded(model.tokenizer, question, reply)
    whole, *of_tokens = model.run(encoding).tolist()
    of_reply = [*compress(of_tokens, encoding.type_ids)][:-1]  # the last one ends it
    return whole + sum(of_reply) / len(of_reply) if of_reply else None


def encoded(tokenizer: "Tokenizer", question: str, reply: str) -> Any:
    """A reply behind the end of its question, as the model reads them."""
    return tokenizer.encode(last_words(question), " ".join(reply.split()))


def last_words(question: str) -> str:
    """The end of a question, which is what is answered."""
    return " ".join([word for word in question.split() if word != "//"][-_ASKED:])
