"""The writer that needs no model server: the sentences that answer, quoted, with who said them to whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.nonanswers import declines
from assistant.questions import Whose, asker_topic, asks_for_number, is_broad, whose
from assistant.reranker import CrossEncoder
from assistant.types import Marker, Outcome, Prompt, Usage
from store.lexical import is_latin
from store.types import Hit, Sentence

# Cross-encoder logits, chosen on the development questions (evals/NOTES.md, 2026-11).
_GATE = -2.5  # a reply, or one of its sentences, below this does not answer
_SAME_QUESTION = 3.0  # the reporter asked this very thing, so whatever was replied is the answer
_SAME_TOPIC = -1.0  # the reporter asked about this, which is enough for a broad question
_ALSO_ANSWERS = 3.0  # how well another exchange must fit to be quoted too
_ASKED_ONLY = 3.0  # how much less a fitting question is worth than a fitting reply
_NEAR_BEST = 4.0  # how far behind the best sentence another may be
_NOTHING = -20.0  # below any score
_SENTENCES, _BROAD_SENTENCES = 3, 5
_EXCHANGES = 3
_CANDIDATES = 5
_WORDS_OF_A_VIEW = 8  # a reply of fewer says nothing to a broad question
_WORDS_OF_A_REMARK = 5  # fewer are mostly "Okay." or "Thank you."
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A passage with the scores of its question and its answer, and its sentences that may be quoted."""

    number: int
    hit: Hit
    sentences: tuple[tuple[Marker, Sentence], ...]
    question_fit: float = _NOTHING
    answer_fit: float = _NOTHING

    def pool(self, *, asks: bool) -> list[tuple[Marker, Sentence]]:
        """The sentences of the question, or those of the reply."""
        return [(marker, s) for marker, s in self.sentences if (s.part == "question") == asks]


_Quotes = tuple[_Judged, list[tuple[Marker, Sentence]]]


class ExtractiveWriter:
    """Quotes instead of writing: every statement is a sentence of a transcript, word for word."""

    name = "extractive"
    budget = 1_000_000_000  # no model reads the prompt, so none can be too long

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder = encoder

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """The outcome, then a line for each quoted sentence, in the line protocol of `assistant.citations`."""
        asked = prompt.question.text
        passages = [
            _Judged(number, hit, tuple((m, s) for m, s in prompt.sentences.items() if m.passage == number))
            for number, hit in enumerate(prompt.hits, start=1)
        ]
        if topic := asker_topic(asked):
            outcome, quotes = self._asked(topic, self._judge(topic, passages))
        else:
            question, passages = _said_by(whose(asked), asked, passages)
            outcome, quotes = self._replied(question, self._judge(question, passages))
        yield f"{outcome.upper()}\n"
        for passage, sentences in quotes:
            yield from _lines(passage.hit, sentences)

    def _judge(self, question: str, passages: Sequence[_Judged]) -> list[_Judged]:
        """The first few passages with how well the reporter's question and the reply fit; best first."""
        passages = passages[:_CANDIDATES]
        texts = [" ".join(s.text for _, s in passage.pool(asks=asks)) for passage in passages for asks in (True, False)]
        scores = iter(self._scores(question, texts))
        judged = [replace(passage, question_fit=next(scores), answer_fit=next(scores)) for passage in passages]
        if is_broad(question):
            judged = [replace(p, question_fit=_NOTHING) if _says_nothing(p) else p for p in judged]
        return sorted(judged, key=lambda passage: -max(passage.question_fit - _ASKED_ONLY, passage.answer_fit))

    def _scores(self, question: str, texts: Sequence[str]) -> list[float]:
        scores = self._encoder.scores(question, texts)
        return [score if text else _NOTHING for score, text in zip(scores, texts, strict=True)]

    def _asked(self, topic: str, passages: Sequence[_Judged]) -> tuple[Outcome, list[_Quotes]]:
        """Who asked: the reporters' own words, the sentence that asks among them."""
        quotes: list[_Quotes] = []
        for passage in sorted(passages, key=lambda passage: -passage.question_fit)[:_EXCHANGES]:
            pool = passage.pool(asks=True)
            needed = _ALSO_ANSWERS if quotes else _GATE
            if pool and passage.question_fit >= needed:
                scores = self._scores(topic, [s.text for _, s in pool])
                telling = {max(range(len(pool)), key=lambda i: scores[i]), len(pool) - 1}
                quotes.append((passage, [pool[i] for i in sorted(telling)]))
        return ("answered" if quotes else "not_in_transcripts"), quotes

    def _replied(self, question: str, passages: Sequence[_Judged]) -> tuple[Outcome, list[_Quotes]]:
        """What was replied: a refusal if the best exchange holds no more, else the sentences that answer."""
        quotes: list[_Quotes] = []
        refused: list[_Quotes] = []
        same = _SAME_TOPIC if is_broad(question) else _SAME_QUESTION
        for passage in passages[:_EXCHANGES]:
            pool = passage.pool(asks=False)
            scores = self._scores(question, [s.text for _, s in pool])
            fit = max([passage.answer_fit, *scores])
            if refusal := _refusal(passage, pool, scores):
                refused.append((passage, refusal))
            elif (pool and passage is passages[0] and (fit >= _GATE or passage.question_fit >= same)) or (
                pool and fit >= _ALSO_ANSWERS
            ):
                quotes.append((passage, _best(question, passage, pool, scores)))
        if refused and not quotes:
            return "declined", refused[:1]
        if asks_for_number(question):
            quotes = [(passage, found) for passage, found in quotes if any(_NUMBER.search(s.text) for _, s in found)]
        return ("answered" if quotes else "not_in_transcripts"), quotes


def _said_by(named: Whose | None, asked: str, passages: list[_Judged]) -> tuple[str, list[_Judged]]:
    """The question to judge by, and the passages in which the one it names answers, if there are any.

    The cross-encoder looks for the name in the words, where speakers do not name themselves; so it is left
    out. If nobody of that name answers, all passages stay; but none if the name, of two words or more, is
    found in none of them: then it is a person who does not speak here, not a country or a ministry.
    """
    if named is None:
        return asked, passages
    theirs = [p for p in passages if named.name & frozenset((p.hit.speaker or "").lower().split())]
    if theirs:
        return named.without, theirs
    words = " ".join(f"{p.hit.text} {p.hit.source.title or ''} {p.hit.source.file}" for p in passages).lower()
    is_here = len(named.name) == 1 or all(word in words for word in named.name)
    return asked, passages if is_here else []


def _says_nothing(passage: _Judged) -> bool:
    """Whether the reply is a scrap such as "I just told you -": no refusal, and no view of anything."""
    reply = [s.text for _, s in passage.pool(asks=False)]
    is_short = is_latin(" ".join(reply)) and sum(len(text.split()) for text in reply) < _WORDS_OF_A_VIEW
    return is_short and not any(map(declines, reply))


def _refusal(
    passage: _Judged, pool: Sequence[tuple[Marker, Sentence]], scores: Sequence[float]
) -> list[tuple[Marker, Sentence]]:
    """The sentences that decline, if the reporter asked this and nothing else in the reply answers it better."""
    refusals = [(marker, s) for marker, s in pool if declines(s.text)]
    others = [score for (_, s), score in zip(pool, scores, strict=True) if not declines(s.text)]
    is_refused = passage.question_fit >= _SAME_QUESTION and passage.question_fit > max(others, default=_NOTHING)
    return refusals[:_SENTENCES] if is_refused else []


def _best(
    question: str, passage: _Judged, pool: Sequence[tuple[Marker, Sentence]], scores: Sequence[float]
) -> list[tuple[Marker, Sentence]]:
    """The sentences to quote, in order.

    A broad question, or one the reporter put as well, is answered by what stands first in the reply
    besides the sentences that fit by themselves, which often do not name their topic again.
    """
    ranked = sorted(range(len(pool)), key=lambda i: -scores[i])
    top = scores[ranked[0]]
    first = [i for i, (_, s) in enumerate(pool) if len(s.text.split()) >= _WORDS_OF_A_REMARK][:2]
    if is_broad(question) and passage.question_fit >= _SAME_TOPIC:
        chosen = [*first, *(i for i in ranked if i not in first)][:_BROAD_SENTENCES]
    else:
        chosen = [i for i in ranked[:_SENTENCES] if scores[i] >= top - _NEAR_BEST]
        if passage.question_fit >= _SAME_QUESTION and top < _GATE:
            chosen = list(range(min(_SENTENCES, len(pool))))
    return [pool[i] for i in sorted(chosen)]


def _lines(hit: Hit, sentences: Sequence[tuple[Marker, Sentence]]) -> Iterator[str]:
    for position, (marker, sentence) in enumerate(sentences):
        introduction = _introduction(hit, sentence) if position == 0 else ""
        yield f"{marker} {introduction}{_quoted(sentence.text)}\n"


def _introduction(hit: Hit, sentence: Sentence) -> str:
    """Who said it, asked by whom, when: `Ana Vell, asked by Radio Fjord on 4 March 2031: `."""
    day = f" on {hit.source.date.day} {hit.source.date:%B %Y}" if hit.source.date else ""
    if sentence.part == "question":
        return f"{sentence.outlet or sentence.speaker or 'A reporter'} asked{day}: "
    asker = f", asked by {hit.outlet}{day}: " if hit.outlet else f"{',' if day else ''}{day}: "
    return f"{sentence.speaker or 'The speaker'}{asker}"


def _quoted(text: str) -> str:
    """The sentence on one line, in quotation marks unless it holds some itself."""
    words = " ".join(text.split())
    return words if re.search("[“”„«»「」]", words) else f"“{words}”"
