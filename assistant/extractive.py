"""The writer that needs no model server: the sentences that answer, quoted, with who said them to whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answer_types import Wanted, wanted
from assistant.askers import asker_topic, told_by_reporter
from assistant.choosing import (
    best_of,
    best_sentences,
    in_order,
    of_kind,
    refusals,
    said_by,
    says_nothing,
    theirs_of,
    together,
    with_refusal,
)
from assistant.finding import worth
from assistant.introducing import lines
from assistant.judging import Judge, Judged, Quotes
from assistant.listing import listed, telling
from assistant.position_changes import statements_of_change
from assistant.put_at_once import to_the_one_meant
from assistant.questions import asks_for_several, asks_to_confirm, asks_who_said, is_broad, whose, without_days
from assistant.reranker import CrossEncoder
from assistant.types import Marker, Outcome, Prompt, Question, Usage
from store.lexical import is_latin
from store.nonanswers import only_declines
from store.types import Hit, Sentence

# How near a text is to a question, in logits of the cross-encoder as it is, chosen on the questions that are not held
# out (evals/NOTES.md, 2026-11).
_NEAR = -5.0  # below this it is about something else
_AS_NEAR = 3.0  # another exchange must be as near as this to be quoted too
_EXCHANGES, _SEVERAL = 2, 4


class _Verdict(NamedTuple):
    """What is answered. `confidence` is how well the best exchange fits; `threshold` is there where that decided."""

    outcome: Outcome
    quotes: list[Quotes]
    confidence: float | None = None
    threshold: float | None = None
    left: tuple[str, ...] = ()  # the parts that nothing answers


def _answered(quotes: list[Quotes], confidence: float | None = None, threshold: float | None = None) -> _Verdict:
    return _Verdict("answered" if quotes else "not_in_transcripts", quotes, confidence, threshold)


def _within_passages(prompt: Prompt) -> Prompt:
    """Without what stands around the passages: the thresholds of the judge were chosen on passages alone."""
    own = {
        marker: sentence
        for marker, sentence in prompt.sentences.items()
        if any(_holds(part, sentence) for part in prompt.hits[marker.passage - 1].parts)
    }
    return replace(prompt, sentences=own)


def _holds(part: Hit, sentence: Sentence) -> bool:
    return part.passage.span.start <= sentence.span.start and sentence.span.end <= part.passage.span.end


def _candidates(prompt: Prompt) -> list[Judged]:
    """The passages, with their sentences that the filters let pass; each before the further parts of its exchange."""
    admits = prompt.question.filters.admits_words
    meant = [quote for quote in prompt.sentences.items() if admits(quote[1])]
    return [
        Judged(number, part, tuple(q for q in meant if q[0].passage == number and _holds(part, q[1])))
        for number, hit in enumerate(prompt.hits, start=1)
        for part in ((hit,) if prompt.question.lists else hit.parts)
    ]


class ExtractiveWriter:
    """Quotes instead of writing: every statement is a sentence of a transcript, word for word."""

    name = "extractive"
    budget = 1_000_000_000  # no model reads the prompt, so none can be too long

    def __init__(self, encoder: CrossEncoder) -> None:
        self._judge = Judge(encoder)

    def prepare(self, titles: Iterable[str]) -> None:
        """Load the models that judge questions about transcripts of these titles, before somebody waits for them."""
        for title in {is_latin(title): title for title in ["Does it load?", *titles]}.values():
            self._judge.load(title)

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """The outcome, then a line for each quoted sentence, in the line protocol of `assistant.citations`."""
        prompt = _within_passages(prompt)
        question, passages = prompt.question, _candidates(prompt)
        if not (question.lists or question.parts) and (said := statements_of_change(prompt)):
            of_number = {p.number: p for p in reversed(passages)}
            verdict = _answered([(of_number[quotes[0][0].passage], quotes) for quotes in said])
        else:
            verdict = self._answer(question, passages)
        yield f"{verdict.outcome.upper()}\n"
        for passage, sentences in verdict.quotes:
            yield from lines(passage.hit, sentences)
        yield Usage(confidence=verdict.confidence, threshold=verdict.threshold, left=verdict.left)

    def _answer(self, question: Question, passages: list[Judged]) -> _Verdict:
        if question.lists:
            found = listed(question.lists, [(p.hit, p.sentences) for p in passages])
            of_hit = {id(p.hit): p for p in passages}
            verdict = _answered([(of_hit[id(hit)], list(s)) for hit, s in found])
            tells = question.lists != "said" or any(telling([s for _, s in p.sentences]) for p in passages)
            return verdict if tells or not found else verdict._replace(outcome="declined")
        quotes, left = self._parts(question.parts, passages)
        if quotes:
            return _Verdict("partly" if left else "answered", together(quotes), left=left)
        if any(part.filters.since for part in question.parts) and not question.filters.since:
            return _answered([])  # what was said on other days answers none
        return self._one(question, passages)

    def _parts(self, parts: Sequence[Question], passages: Sequence[Judged]) -> tuple[list[Quotes], tuple[str, ...]]:
        """What answers each part, one exchange a part; and the parts that nothing answers, as they are named."""
        found: list[Quotes] = []
        left: list[str] = []
        for part in parts:
            of_part = theirs_of(part, passages)
            if part.prefers:
                then = [p for p in of_part if worth(p.hit, part) > p.hit.score]
                of_part = [p for p in then or of_part if not any(p.number == other.number for other, _ in found)]
            if part.text != parts[0].text or parts[-1].text != part.text:
                of_part = self._fitting_first(part.sought, of_part)
            quotes = self._one(part, of_part).quotes
            if quotes:
                passage, sentences = quotes[0]
                chosen = best_of(passage, sentences)
                found.append((passage, chosen if wanted(part.asked, part.sought) else with_refusal(passage, chosen)))
            else:
                left.append(part.named)
        return found, tuple(left)

    def _fitting_first(self, question: str, passages: Sequence[Judged]) -> list[Judged]:
        """In the order of how they fit: scores of the searches for different parts cannot be compared."""
        return sorted(self._judge.passages(question, passages), key=lambda p: -p.value)

    def _one(self, question: Question, passages: list[Judged]) -> _Verdict:
        asked = question.sought
        if any(name in asked for name in question.unheard):
            return _answered([])
        if told := told_by_reporter(asked):
            return self._told_by_reporter(told, self._judge.reporters(told, passages))
        if topic := asker_topic(asked):
            return self._asked(topic, self._judge.near(topic, passages))
        if asks_who_said(asked):
            return self._who_said(asked, self._judge.near(asked, passages))
        kind = wanted(question.asked, asked)
        asked, passages = said_by(whose(asked), asked, passages, is_theirs=bool(question.filters.speakers))
        if is_broad(asked):  # before they are judged: a scrap that fits would keep other wordings from being tried
            passages = [p for p in passages if not says_nothing(p)]
        judged = self._judge.passages(asked, passages)
        if question.days_of_saying and not self._answers(asked, judged):
            # Few say what day it is, and all were said on these days.
            asked = without_days(asked, question.days_of_saying)
            judged = self._judge.passages(asked, passages)
        order = question.prefers.order if question.prefers else None
        return self._replied(asked, kind, in_order(order, judged, self._judge.scale_of(asked)))

    def _answers(self, asked: str, judged: Sequence[Judged]) -> bool:
        return bool(judged) and judged[0].value >= self._judge.scale_of(asked).answers

    def _asked(self, topic: str, passages: Sequence[Judged]) -> _Verdict:
        """Who asked: the reporters' own words, the sentence that asks among them."""
        quotes: list[Quotes] = []
        for passage in sorted(passages, key=lambda passage: -passage.question_fit)[:_EXCHANGES]:
            pool = passage.pool(asks=True)
            needed = _AS_NEAR if quotes else _NEAR
            if pool and passage.question_fit >= needed:
                scores = self._judge.nearness(topic, [s.text for _, s in pool])
                telling = {max(range(len(pool)), key=lambda i: scores[i]), len(pool) - 1}
                quotes.append((passage, [pool[i] for i in sorted(telling)]))
        return _answered(quotes, max((p.question_fit for p in passages), default=None), _NEAR)

    def _told_by_reporter(self, question: str, passages: Sequence[Judged]) -> _Verdict:
        """What a reporter told: the sentences that answer, or the nearest one."""
        scale = self._judge.scale_of(question)
        if not passages or passages[0].value < scale.answers:
            return _answered([], passages[0].value if passages else None, scale.answers)
        best = passages[0]
        scored = list(zip(best.pool(asks=True), best.scores, strict=True))
        needed = min(scale.answers, max(best.scores))
        return _answered([(best, [quote for quote, score in scored if score >= needed])], best.value, scale.answers)

    def _who_said(self, question: str, passages: Sequence[Judged]) -> _Verdict:
        """Who said something: the sentence that says it, whosever it is."""
        scored: list[tuple[float, Judged, tuple[Marker, Sentence]]] = []
        for passage in passages:
            quotes = [*passage.pool(asks=True), *passage.pool(asks=False)]
            scores = self._judge.nearness(question, [s.text for _, s in quotes])
            scored += [(score, passage, quote) for score, quote in zip(scores, quotes, strict=True)]
        best = max(scored, key=lambda one: one[0], default=None)
        if best is None:
            return _answered([])
        near = max(best[0], best[1].nearness)
        return _answered([(best[1], [best[2]])] if near >= _NEAR else [], near, _NEAR)

    def _replied(self, question: str, kind: Wanted | None, passages: Sequence[Judged]) -> _Verdict:
        """What was replied: a refusal if the best exchange holds no more, else the sentences that answer."""
        passages = [to_the_one_meant(question, p) for p in passages if p.pool(asks=False)]
        if not passages:
            return _answered([])
        scale, value = self._judge.scale_of(question), passages[0].value
        likely = passages[:1]
        if value < scale.surely:
            likely = [p for p in passages if p.value >= value - scale.as_well]
            likely.append(max(passages, key=lambda p: p.question_fit))
        to_confirm, broadly = asks_to_confirm(question), is_broad(question)
        for passage in likely:
            is_best = passage is passages[0]
            if declining := refusals(
                passage, scale, kind=kind, to_confirm=to_confirm, broadly=broadly, is_best=is_best
            ):
                return _Verdict("declined", [(passage, declining)], value)
        if value < scale.answers:
            return _answered([], value, scale.answers)
        several = asks_for_several(question)
        needed = scale.also if several else scale.also_broad
        also = [p for p in passages[1:] if p.fit >= needed and (several or broadly)]
        chosen = [passages[0], *also][: _SEVERAL if several else _EXCHANGES]
        quotes = [(p, best_sentences(question, p, scale, several=several)) for p in chosen]
        if kind and value < scale.surely:
            quotes = of_kind(kind, quotes, passages, scale)
        if quotes and all(only_declines(s.text) for _, sentences in quotes for _, s in sentences):
            return _Verdict("declined", quotes, value, scale.answers)
        return _answered(quotes, value, scale.answers)
