"""How much a reply in English sounds like no answer: a logistic regression whose weights are data. Pure functions.

Its features are what `store.nonanswers` makes of the clauses, how long they are and where they stand, a little of the
question, and general words in a row; `reply_weights.json` holds a weight for each, without names or topics. They were
fitted on labelled exchanges (`python -m evals fit-nonanswers`), so that about as many replies are called non-answers
in error as are missed.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

Kind = Literal["asks back", "declines", "answered", "empty", "answers", "informs"]

LONGEST_ROW = 4  # words in a row that are weighed together
_IN_ENGLISH = 0.35  # of a reply's words are general English ones, or it is not read as English
_TELLING: tuple[Kind, ...] = ("informs", "answers")
_SHORT = (8, 15, 30, 60, 100)
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[.?!]+(?=\s|$)|--|—|–")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MARKS = {"--": "--", "—": "--", "–": "--", "?": "?"}
BROKEN_OFF = re.compile(r"(?:--|—|–)\W*$")
_YES_OR_NO = re.compile(r"^\W*(?:(?:well|look|so|and|oh)\W+)*(?:yes|yeah|no|nope|correct|absolutely|right)\b", re.I)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_SUBJECT = 4  # letters: what is shorter is seldom what a question is about

QUESTION = {
    name: re.compile(pattern)
    for name, pattern in {
        "question: which": r"\b(?:what|when|how|who|why|which|where)\b",
        "question: whether": r"^(?:\W|\b(?:and|but|so|okay|well|then|just|also|or|now)\b)*(?:is|are|was|were|do|does"
        r"|did|has|have|had|will|would|can|could|should)\b",
        "question: to tell": r"\b(?:can|could|are) you\b|able to|do you have an?y?\b|\bany (?:update|reaction|comment"
        r"|response|readout|detail)|(?:give|tell) us|confirm",
        "question: to know": r"\bdo (?:you|we) know|are you aware|have you (?:seen|heard)|reaction|respon",
        "question: any": r"\bany\b",
        "question: to come": r"\b(?:will|going to|plans?|would|expect|when)\b",
        "question: marked": r"\?",
    }.items()
}


class Clause(NamedTuple):
    """A clause of a reply: its kind, its size in words, and whether it refuses even if quoted alone."""

    text: str
    kind: Kind
    size: float
    refuses: bool


class Weights(NamedTuple):
    """The general words, and a weight for each feature that counts; `bias` is that of every reply.

    `beside_judge` is what the log odds by these weigh beside those by the model of `store.reply_judge`, what the
    latter weigh, and a bias.
    """

    words: frozenset[str]
    bias: float
    by_name: Mapping[str, float]
    beside_judge: tuple[float, float, float]


@cache
def weights() -> Weights:
    """The fitted weights."""
    kept = json.loads(files("store").joinpath("reply_weights.json").read_text(encoding="utf-8"))
    return Weights(frozenset(kept["words"].split()), kept["bias"], kept["weights"], tuple(kept["beside_judge"]))


def is_english(text: str) -> bool:
    """Whether enough of the words are general English ones."""
    found = _WORD.findall(_plain(text))
    return bool(found) and sum(word in weights().words for word in found) >= _IN_ENGLISH * len(found)


def score(question: str, clauses: Sequence[Clause], declined: bool) -> float:
    """Log odds that a reply gives no information, above 0 where it more likely gives none."""
    bias, by_name = weights().bias, weights().by_name
    total = sum(by_name.get(name, 0.0) * value for name, value in features(question, clauses, declined).items())
    text = " ".join(clause.text for clause in clauses)
    return bias + total + sum(by_name.get(row, 0.0) for row in set(rows(text, weights().words)))


def features(question: str, clauses: Sequence[Clause], declined: bool) -> dict[str, float]:
    """Features by name, of about the same spread; between turns of the question stands `//`.

    `declined` is what limits of words alone say of the reply.
    """
    found = {"limits: no information": float(declined), **_of_clauses(clauses)}
    text = " ".join(clause.text for clause in clauses)
    asked = _plain(question.split("//")[-1])
    subjects, said = _subjects(question), _subjects(text)
    told = _subjects(" ".join(clause.text for clause in clauses if clause.kind in _TELLING))
    shared = len(subjects & said)
    found |= {
        "numbers": _log(len(re.findall(r"\d+", text))),
        "names": _log(len(_NAME.findall(text))),
        "breaks": _log(sum(text.count(mark) for mark in ("--", "—", "–"))),
        "breaks off": float(bool(BROKEN_OFF.search(text))),
        "ends in a question": float(text.endswith("?")),
        "told: subjects asked for": _log(len(subjects & told)),
        "subjects: new": _log(len(said) - shared),
        "subjects: of the reply, asked for": shared / (1 + len(said)),
        "subjects: of the question, named": shared / (1 + len(subjects)),
        "question: words": _log(len(_WORD.findall(_plain(question)))),
    }
    sentences = [sentence for sentence in re.split(r"(?<=[.?!])\s+", asked) if "?" in sentence]
    last = sentences[-1] if sentences else asked
    found |= {name: float(bool(pattern.search(last))) for name, pattern in QUESTION.items()}
    found["yes or no"] = float(bool(_YES_OR_NO.search(text)))
    found["yes or no to whether"] = found["yes or no"] * found["question: whether"] * (1 - found["question: to tell"])
    return found


def rows(text: str, words: frozenset[str]) -> Iterator[str]:
    """General words in a row, up to four: `^` is where the reply begins, `.` where a sentence ends."""
    row: list[str] = ["^"]
    for piece in _PIECE.findall(_plain(text)):
        mark = _MARKS.get(piece, "." if piece[0] in ".?!" else piece)
        if mark not in words and mark not in (".", "--", "?"):
            row = []
            continue
        row = [*row[1 - LONGEST_ROW :], mark]
        for start in range(len(row)):
            yield " ".join(row[start:])


def _of_clauses(clauses: Sequence[Clause]) -> dict[str, float]:
    """What kinds of clauses there are, how much of each, and what stands first and last."""
    words = sum(clause.size for clause in clauses)
    found = {f"words: at most {limit}": float(words <= limit) for limit in _SHORT}
    found |= {"words": _log(words), "clauses": _log(len(clauses))}
    for kind in get_args(Kind):
        own = [clause.size for clause in clauses if clause.kind == kind]
        found |= {f"{kind}: words": _log(sum(own)), f"{kind}: share": sum(own) / (1 + words)}
        found |= {f"{kind}: some": float(bool(own)), f"{kind}: several": float(len(own) > 1)}
    if clauses:
        found |= {f"{clauses[0].kind}: first": 1.0, f"{clauses[-1].kind}: last": 1.0}
    telling = [clause.size * (clause.kind in _TELLING) for clause in clauses]
    declining = [at for at, clause in enumerate(clauses) if clause.kind == "declines"]
    if declining:
        first, last = declining[0], declining[-1]
        before, after = sum(telling[:first]), sum(telling[last + 1 :])
        found |= {"before: words": _log(before), "between: words": _log(sum(telling[first:last]))}
        found |= {"after: words": _log(after), "before: none": float(not before), "after: none": float(not after)}
        found["declines: at most 15 words each"] = float(max(clauses[at].size for at in declining) <= 15)
    specific = [len(_subjects(clause.text)) if size else 0 for clause, size in zip(clauses, telling, strict=True)]
    answering = sum(n for n, clause in zip(specific, clauses, strict=True) if clause.kind == "answers")
    found |= {"answers: subjects": _log(answering), "answers: some subjects": float(answering > 1)}
    found |= {"told: subjects": _log(sum(specific)), "told: some subjects": float(sum(specific) > 1)}
    found["told: share of subjects"] = sum(specific) / (1 + sum(telling))
    if declining:
        found["before: subjects"] = _log(sum(specific[: declining[0]]))
        found["after: subjects"] = _log(sum(specific[declining[-1] + 1 :]))
    refusing = sum(clause.refuses for clause in clauses)
    return found | {"refuses alone": float(refusing > 0), "refuses alone, several": float(refusing > 1)}


def _subjects(text: str) -> set[str]:
    general = weights().words
    return {word for word in _WORD.findall(_plain(text)) if len(word) >= _SUBJECT and word not in general}


def _log(size: float) -> float:
    return math.log1p(size) / 4


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")
