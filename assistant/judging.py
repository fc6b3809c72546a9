"""How well passages and their sentences fit a question, by the built-in models."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.questions import wordings
from assistant.reading import Exchange
from assistant.reranker import CrossEncoder
from assistant.types import Marker
from store.lexical import is_latin
from store.types import Hit, Sentence
from store.variants import named_as_in

NOTHING = -20.0  # below any score


@dataclass(frozen=True, slots=True)
class Scale:
    """What scores mean: chosen on the questions that are not held out (evals/NOTES.md, 2026-11)."""

    answers: float  # an exchange below this does not answer
    same_question: float  # the reporter asked this, so a refusal is the answer
    also: float  # how well another exchange must fit to be quoted too, where several are asked for
    also_broad: float  # the same where they are not
    near_best: float  # how far behind the best sentence another may be
    gives_it: float  # a sentence that holds the kind of thing asked for, among others that do not
    refused_anyway: float  # how much better another sentence may fit than the one that declines
    as_well: float  # how far behind the best another exchange may be in which the reporter asked this and got no answer
    surely: float  # an exchange that answers as well as this is the answer, whoever else was asked this and declined
    refuses: float = 0.0  # log odds of declining from which the exchange that fits best is a refusal, if it says so
    answers_it: float = -3.0  # and those below which none is, whatever it says


LOG_ODDS = Scale(
    answers=-2.5,
    same_question=1.0,  # a logit of nearness
    also=-1.0,
    also_broad=1.0,
    near_best=4.0,
    gives_it=-2.0,
    refused_anyway=3.0,
    as_well=1.5,
    surely=1.5,
)
# Of a model that reads other scripts too; how near a question is to another is told by shared words there.
LOG_ODDS_ELSEWHERE = replace(LOG_ODDS, answers=0.0, same_question=-5.0, near_best=7.0)
SHARED_WORDS = Scale(
    answers=-5.0,
    same_question=-5.0,
    also=0.0,
    also_broad=3.0,
    near_best=6.0,
    gives_it=-1.0,
    refused_anyway=6.6,
    as_well=0.0,
    surely=20.0,  # shared words are never sure
)

_TIE = 0.05  # exchanges that the search scored as near as this are told apart by how they fit
_FITS_BETTER = 3.0  # and this much better
_TELLS = 0.0  # a sentence that answers by itself, by shared words
_NEAR, _A_PLACE = 0.15, 0.4  # what nearness, and a place further up in what was found, are worth in log odds
_CANDIDATES = 6  # exchanges that are looked at
_CLOSER = 2  # passages whose sentences are read one by one as well: others are seldom quoted
_NEAR_BY = 1200  # characters of an exchange that tell how near it is: more changed nothing
_SAYS_IT = 0.0  # an exchange that answers as well as this needs no other wording
# What is said between the answers: quoted, it says nothing.
_COURTESY = re.compile(
    r"\W*(?:hi|hello|hey|thanks|thank you|good (?:morning|afternoon|evening)|okay|all right|go ahead|please go ahead"
    r"|merci|gracias|谢谢)\b.{0,25}"
    r"|\W*(?:good (?:morning|afternoon|evening)\b.{0,30})?\bwelcome to\b.{0,100}"
    r"|(?!.*(?:\b(?:not|no|never)\b|n['’]t\b)).{0,30}\b(?:i|we|us|me|let|happy|glad)\b.{0,20}"
    r"\btake (?:a few |some |any |all |your |all of your )*questions\b.{0,25}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage: how near its question and all of it are, and whether all of it and each sentence of its reply answer.

    `value` is what tells whether the passage answers, and which one first; `declines` are the log odds that what it
    answers is a refusal, where a model tells.
    """

    number: int
    hit: Hit
    sentences: tuple[tuple[Marker, Sentence], ...]
    question_fit: float = NOTHING
    nearness: float = NOTHING
    fit: float = NOTHING
    scores: tuple[float, ...] = ()
    value: float = NOTHING
    declines: float | None = None

    def pool(self, *, asks: bool) -> list[tuple[Marker, Sentence]]:
        """The sentences of the question, or those of the reply but for mere courtesies."""
        return [
            (marker, s)
            for marker, s in self.sentences
            if (s.part == "question") == asks and (asks or not is_courtesy(s.text))
        ]


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence stands between the answers and says nothing: `Thank you`, `We'll take a few questions`."""
    return bool(_COURTESY.fullmatch(sentence))


Quotes = tuple[Judged, list[tuple[Marker, Sentence]]]


class Judge:
    """Scores by the built-in models; `scale_of` says what they mean."""

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder = encoder

    def load(self, question: str) -> None:
        """Load the models that a question like this needs."""
        self._encoder.scores(question, [question])
        self._encoder.read(question, [Exchange((), (question,))])

    def near(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """Those of the first few exchanges, in their order, with how near their questions and all of them are."""
        first = list(dict.fromkeys(passage.number for passage in passages))[:_CANDIDATES]
        candidates = [passage for passage in passages if passage.number in first]
        asked = [" ".join(s.text for _, s in passage.pool(asks=True)) for passage in candidates]
        near = self.nearness(question, [*asked, *(_whole(c)[:_NEAR_BY] for c in candidates)])
        return [
            replace(passage, question_fit=of_question, nearness=of_all)
            for passage, of_question, of_all in zip(
                candidates, near[: len(candidates)], near[len(candidates) :], strict=True
            )
        ]

    def passages(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """The passages that fit best, with how well they and their sentences answer; best first."""
        judged = self._worded(question, self.near(question, passages))
        scale = self.scale_of(question)
        if scale is SHARED_WORDS:
            return self._by_shared_words(judged)
        ranked = self._by_log_odds(judged)
        return [*self._closer(question, ranked[:_CLOSER]), *ranked[_CLOSER:]] if scale is LOG_ODDS else ranked

    def reporters(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """The passages with how well their reporters' own words, and each sentence of these, answer; best first."""
        asking = [p for p in self.near(question, passages) if p.pool(asks=True)]
        told = [Exchange((), _exchange(p).asked) for p in asking]
        readings = zip(asking, self._encoder.read(question, told), strict=True)
        judged = [replace(p, fit=reading.answers, scores=reading.sentences) for p, reading in readings]
        return self._by_log_odds(judged)

    def _closer(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """With each sentence read by itself too, behind the reporter's last one, and not only among its neighbours."""
        texts = [_exchange(p) for p in passages]
        alone = [Exchange(exchange.asked[-1:], (said,)) for exchange in texts for said in exchange.reply]
        readings = iter(self._encoder.read(question, alone))
        return [replace(p, scores=tuple((score + next(readings).answers) / 2 for score in p.scores)) for p in passages]

    def _worded(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """The passages that hold a reply, judged by the wording that one of them answers best.

        The last one calls things as the passages do.
        """
        replying = [p for p in passages if p.pool(asks=False)]
        best: list[Judged] = []
        declines: list[float | None] = []  # by the question itself: a topic asks nothing that can be declined
        said = " ".join(_whole(p) for p in replying)
        for wording in dict.fromkeys((*wordings(question), named_as_in(question, said))):
            readings = self._encoder.read(wording, [_exchange(p) for p in replying])
            declines = declines or [reading.declines for reading in readings]
            judged = [
                replace(p, fit=reading.answers, scores=reading.sentences, declines=refusal)
                for p, reading, refusal in zip(replying, readings, declines, strict=True)
            ]
            best = max(best, judged, key=_best_fit)
            if _best_fit(best) >= _SAYS_IT:
                break
        return best

    def _by_log_odds(self, judged: Sequence[Judged]) -> list[Judged]:
        """By whether all of it and its best sentence answer; nearness and the search's own order count a little."""
        valued = [
            replace(p, value=(p.fit + max(p.scores, default=NOTHING)) / 2 + _NEAR * p.nearness - _A_PLACE * at)
            for at, p in enumerate(judged)
        ]
        return sorted(valued, key=lambda p: -p.value)

    def _by_shared_words(self, judged: Sequence[Judged]) -> list[Judged]:
        """In the search's own order but for a near tie at its head, or where what came first is about something else.

        It knows no other order: words shared with a whole reply tell little of which one answers.
        """
        judged = [replace(p, value=max(p.fit, p.question_fit)) for p in judged]
        tied = [p for p in judged if p.hit.score >= judged[0].hit.score - _TIE]
        best = max(tied, key=lambda p: p.fit, default=None)
        if best and best.fit >= judged[0].fit + _FITS_BETTER:
            judged = [best, *(p for p in judged if p is not best)]
        if not judged or judged[0].value >= SHARED_WORDS.answers:
            return judged
        # A long reply fits badly as a whole, and yet a sentence of it may be what is asked for.
        telling = max(judged, key=lambda p: max(p.scores, default=NOTHING))
        if max(telling.scores, default=NOTHING) >= _TELLS:
            return [replace(telling, value=max(telling.scores)), *(p for p in judged if p is not telling)]
        fitting = sorted((p for p in judged if p.fit >= SHARED_WORDS.also_broad), key=lambda p: -p.fit)
        return [*fitting, *(p for p in judged if p not in fitting)]

    def scale_of(self, question: str) -> Scale:
        """What the scores of a question mean."""
        if is_latin(question):
            return LOG_ODDS
        return LOG_ODDS_ELSEWHERE if self._encoder.reads(question) else SHARED_WORDS

    def nearness(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near each text is to the question; NOTHING for an empty one."""
        return _each(self._encoder.scores, question, texts)


def _each(score: Callable[[str, Sequence[str]], list[float]], question: str, texts: Sequence[str]) -> list[float]:
    scores = iter(score(question, [text for text in texts if text]))
    return [next(scores) if text else NOTHING for text in texts]


def _best_fit(passages: Sequence[Judged]) -> float:
    return max((p.fit for p in passages), default=NOTHING)


def _whole(passage: Judged) -> str:
    return _exchange(passage).whole if passage.pool(asks=False) else ""


def _exchange(passage: Judged) -> Exchange:
    asked, reply = (tuple(s.text for _, s in passage.pool(asks=asks)) for asks in (True, False))
    return Exchange(asked, reply)
