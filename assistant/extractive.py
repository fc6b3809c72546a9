"""The writer that needs no model server: the sentences that answer, quoted, with who said them to whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer_types import Wanted, gives, wanted
from assistant.finding import is_within, worth
from assistant.listing import listed
from assistant.position_changes import earliest_and_newest
from assistant.questions import Whose, asker_topic, asks_for_several, asks_who_said, is_broad, whose
from assistant.reranker import CrossEncoder
from assistant.types import Marker, Outcome, Prompt, Question, Usage
from store.lexical import is_latin
from store.nonanswers import declines, gives_information
from store.types import Hit, Sentence

# Cross-encoder logits, chosen on the questions that are not held out (evals/NOTES.md, 2026-11).
_GATE = -5.0  # an exchange, question and reply together, below this does not answer
_SAME_TOPIC = -1.0  # the reporter asked about this, which is enough for a broad question
_SAME_QUESTION = 1.0  # the reporter asked this, so a refusal is the answer
_REFUSED_ANYWAY = 6.6  # how much better another sentence may fit than the one that declines
_ALSO_ANSWERS = 0.0  # how well another exchange must fit to be quoted too, where several are asked for
_ALSO_BROAD = 3.0  # the same where they are not
_NEAR_BEST = 6.0  # how far behind the best sentence another may be
_GIVES_IT = -1.0  # a sentence that holds the kind of thing asked for, among others that do not
_NOTHING = -20.0  # below any score
_TIE = 0.05  # exchanges that the search scored as near as this are told apart by how they fit
_FITS_BETTER = 3.0  # and this much better
_SENTENCES, _BROAD_SENTENCES, _SENTENCES_OF_SEVERAL = 3, 5, 2
_EXCHANGES, _SEVERAL = 2, 4
_CANDIDATES = 6
_WORDS_OF_A_VIEW = 8  # a reply of fewer says nothing to a broad question
_WORDS_OF_A_REMARK = 5  # fewer are mostly "Okay." or "Thank you."
# What is said between the answers: quoted, it says nothing.
_COURTESY = re.compile(
    r"\W*(?:thanks|thank you|good (?:morning|afternoon|evening)|okay|all right|go ahead|merci|gracias|谢谢)\b.{0,25}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A passage, in the order found, with how well its question and all of it fit, and each sentence of its reply.

    A sentence is judged behind the reporter's last one: replies leave out what was asked.
    """

    number: int
    hit: Hit
    sentences: tuple[tuple[Marker, Sentence], ...]
    question_fit: float = _NOTHING
    fit: float = _NOTHING
    scores: tuple[float, ...] = ()

    def pool(self, *, asks: bool) -> list[tuple[Marker, Sentence]]:
        """The sentences of the question, or those of the reply but for mere courtesies."""
        return [
            (marker, s)
            for marker, s in self.sentences
            if (s.part == "question") == asks and (asks or not _COURTESY.fullmatch(s.text))
        ]


_Quotes = tuple[_Judged, list[tuple[Marker, Sentence]]]


class ExtractiveWriter:
    """Quotes instead of writing: every statement is a sentence of a transcript, word for word."""

    name = "extractive"
    budget = 1_000_000_000  # no model reads the prompt, so none can be too long

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder = encoder

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """The outcome, then a line for each quoted sentence, in the line protocol of `assistant.citations`."""
        passages = [
            _Judged(number, hit, tuple((m, s) for m, s in prompt.sentences.items() if m.passage == number))
            for number, hit in enumerate(prompt.hits, start=1)
        ]
        question = prompt.question
        outcome: Outcome
        if not (question.lists or question.parts) and (ends := earliest_and_newest(prompt)):
            outcome, quotes = "answered", [(passages[end[0][0].passage - 1], end) for end in ends]
        else:
            outcome, quotes = self._answer(question, passages)
        yield f"{outcome.upper()}\n"
        for passage, sentences in quotes:
            yield from _lines(passage.hit, sentences)

    def _answer(self, question: Question, passages: list[_Judged]) -> tuple[Outcome, list[_Quotes]]:
        if question.lists:
            found = listed(question.lists, [(p.hit, p.sentences) for p in passages])
            of_hit = {id(p.hit): p for p in passages}
            return ("answered" if found else "not_in_transcripts"), [(of_hit[id(hit)], list(s)) for hit, s in found]
        if question.parts and (quotes := self._parts(question.parts, passages)):
            is_whole = len(quotes) == len(question.parts)
            return ("answered" if is_whole else "partly"), _together(quotes)
        return self._one(question, passages)

    def _parts(self, parts: Sequence[Question], passages: Sequence[_Judged]) -> list[_Quotes]:
        """What answers each part, one exchange a part; a part that nothing answers has none."""
        found: list[_Quotes] = []
        for part in parts:
            of_part = _theirs(part, passages)
            if part.prefers:
                then = [p for p in of_part if worth(p.hit, part) > p.hit.score]
                of_part = [p for p in then or of_part if not any(p.number == other.number for other, _ in found)]
            if part.text != parts[0].text or parts[-1].text != part.text:
                of_part = self._fitting_first(part.text, of_part)
            _, quotes = self._one(part, of_part)
            found += [(passage, sentences[:_SENTENCES_OF_SEVERAL]) for passage, sentences in quotes[:1]]
        return found

    def _fitting_first(self, question: str, passages: Sequence[_Judged]) -> list[_Judged]:
        """In the order of how they fit: scores of the searches for different parts cannot be compared."""
        return sorted(self._judge(question, passages), key=lambda p: -max(p.fit, p.question_fit))

    def _one(self, question: Question, passages: list[_Judged]) -> tuple[Outcome, list[_Quotes]]:
        asked = question.text
        if any(name in asked for name in question.unheard):
            return "not_in_transcripts", []
        if topic := asker_topic(asked):
            return self._asked(topic, self._judge(topic, passages))
        if asks_who_said(asked):
            return self._who_said(asked, self._judge(asked, passages))
        kind = wanted(question.asked, asked)
        asked, passages = _said_by(whose(asked), asked, passages)
        return self._replied(asked, kind, self._judge(asked, passages))

    def _judge(self, question: str, passages: Sequence[_Judged]) -> list[_Judged]:
        """The first few passages with how well they fit; best first.

        The search's own order stands but for a near tie at its head: on questions held out it had the right
        exchange first more often than any order by the cross-encoder alone.
        """
        judged = []
        for passage in passages[:_CANDIDATES]:
            asked = " ".join(s.text for _, s in passage.pool(asks=True))
            last = next((s.text for _, s in reversed(passage.pool(asks=True))), "")
            reply = [s.text for _, s in passage.pool(asks=False)]
            texts = [asked, f"{asked} {' '.join(reply)}" if reply else "", *(f"{last} {text}" for text in reply)]
            question_fit, fit, *scores = self._scores(question, texts)
            judged.append(replace(passage, question_fit=question_fit, fit=fit, scores=tuple(scores)))
        tied = [p for p in judged if p.hit.score >= judged[0].hit.score - _TIE]
        best = max(tied, key=lambda p: p.fit, default=None)
        if best and best.fit >= judged[0].fit + _FITS_BETTER:
            judged = [best, *(p for p in judged if p is not best)]
        return judged

    def _scores(self, question: str, texts: Sequence[str]) -> list[float]:
        scores = self._encoder.scores(question, texts)
        return [score if text else _NOTHING for score, text in zip(scores, texts, strict=True)]

    def _asked(self, topic: str, passages: Sequence[_Judged]) -> tuple[Outcome, list[_Quotes]]:
        """Who asked: the reporters' own words, the sentence that asks among them."""
        quotes: list[_Quotes] = []
        for passage in sorted(passages, key=lambda passage: -passage.question_fit)[:_EXCHANGES]:
            pool = passage.pool(asks=True)
            needed = _ALSO_BROAD if quotes else _GATE
            if pool and passage.question_fit >= needed:
                scores = self._scores(topic, [s.text for _, s in pool])
                telling = {max(range(len(pool)), key=lambda i: scores[i]), len(pool) - 1}
                quotes.append((passage, [pool[i] for i in sorted(telling)]))
        return ("answered" if quotes else "not_in_transcripts"), quotes

    def _who_said(self, question: str, passages: Sequence[_Judged]) -> tuple[Outcome, list[_Quotes]]:
        """Who said something: the sentence that says it, whosever it is."""
        scored: list[tuple[float, _Judged, tuple[Marker, Sentence]]] = []
        for passage in passages:
            asked = passage.pool(asks=True)
            scores = self._scores(question, [s.text for _, s in asked])
            scored += [(score, passage, quote) for score, quote in zip(scores, asked, strict=True)]
            scored += [(s, passage, quote) for s, quote in zip(passage.scores, passage.pool(asks=False), strict=True)]
        best = max(scored, key=lambda one: one[0], default=None)
        if best is None or max(best[0], best[1].fit) < _GATE:
            return "not_in_transcripts", []
        return "answered", [(best[1], [best[2]])]

    def _replied(
        self, question: str, kind: Wanted | None, passages: Sequence[_Judged]
    ) -> tuple[Outcome, list[_Quotes]]:
        """What was replied: a refusal if the best exchange holds no more, else the sentences that answer."""
        passages = [p for p in passages if p.pool(asks=False) and not (is_broad(question) and _says_nothing(p))]
        if passages and max(passages[0].fit, passages[0].question_fit) < _GATE:
            # What was found first is about something else; another may still be the very thing.
            passages = sorted((p for p in passages if p.fit >= _ALSO_BROAD), key=lambda p: -p.fit)
        if not passages:
            return "not_in_transcripts", []
        if refusal := _refusal(passages[0], _SAME_QUESTION if is_latin(question) else _GATE):
            return "declined", [(passages[0], refusal)]
        several = asks_for_several(question)
        needed = _ALSO_ANSWERS if several else _ALSO_BROAD
        also = [p for p in passages[1:] if p.fit >= needed and (several or is_broad(question))]
        chosen = [passages[0], *also][: _SEVERAL if several else _EXCHANGES]
        quotes = [(p, _best(question, p, several=several)) for p in chosen]
        if kind:
            quotes = _of_kind(kind, quotes, passages)
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


def _theirs(part: Question, passages: Sequence[_Judged]) -> list[_Judged]:
    """The passages that may answer a part, best first; of a speaker's part only what that one says in them."""
    speakers = part.filters.speakers
    mine = [p for p in passages if is_within(p.hit, replace(part.filters, speakers=()))]
    if speakers:
        mine = [
            replace(p, sentences=tuple(q for q in p.sentences if q[1].part == "question" or q[1].speaker in speakers))
            for p in mine
        ]
    return sorted((p for p in mine if p.pool(asks=False)), key=lambda p: -worth(p.hit, part))


def _together(quotes: Sequence[_Quotes]) -> list[_Quotes]:
    """The quotes of one exchange in one place, each once."""
    merged: dict[int, _Quotes] = {}
    for passage, sentences in quotes:
        before = merged[passage.number][1] if passage.number in merged else []
        merged[passage.number] = (passage, sorted({*before, *sentences}))
    return list(merged.values())


def _says_nothing(passage: _Judged) -> bool:
    """Whether the reply is a scrap such as "I just told you -": no refusal, and no view of anything."""
    reply = [s.text for _, s in passage.pool(asks=False)]
    is_short = is_latin(" ".join(reply)) and sum(len(text.split()) for text in reply) < _WORDS_OF_A_VIEW
    return is_short and not any(map(declines, reply))


def _refusal(passage: _Judged, needed: float) -> list[tuple[Marker, Sentence]]:
    """The sentences that decline, if the reporter asked this and nothing else in the reply answers it much better.

    How well the reporter's question must fit, `needed`, is less where only shared words can tell.
    """
    scored = list(zip(passage.pool(asks=False), passage.scores, strict=True))
    tells = gives_information([quote[1].text for quote, _ in scored])
    refusals = [(quote, score) for quote, score in scored if declines(quote[1].text) or not tells]
    others = [score for quote, score in scored if tells and not declines(quote[1].text)]
    if not refusals or passage.question_fit < needed:
        return []
    best = max(score for _, score in refusals)
    is_refused = best + _REFUSED_ANYWAY >= max(others, default=_NOTHING)
    return [quote for quote, _ in refusals][:_SENTENCES] if is_refused else []


def _best(question: str, passage: _Judged, *, several: bool) -> list[tuple[Marker, Sentence]]:
    """The sentences to quote, in order.

    A broad question that the reporter put as well is answered by what stands first in the reply besides the
    sentences that fit by themselves, which often do not name their topic again.
    """
    pool, scores = passage.pool(asks=False), passage.scores
    ranked = sorted(range(len(pool)), key=lambda i: -scores[i])
    first = [i for i, (_, s) in enumerate(pool) if len(s.text.split()) >= _WORDS_OF_A_REMARK][:2]
    if is_broad(question) and not several and passage.question_fit >= _SAME_TOPIC:
        chosen = [*first, *(i for i in ranked if i not in first)][:_BROAD_SENTENCES]
    else:
        most = _SENTENCES_OF_SEVERAL if several else _SENTENCES
        chosen = [i for i in ranked[:most] if scores[i] >= scores[ranked[0]] - _NEAR_BEST]
    return [pool[i] for i in sorted(chosen)]


def _of_kind(kind: Wanted, quotes: Sequence[_Quotes], passages: Sequence[_Judged]) -> list[_Quotes]:
    """The quotes that give what is asked for; where none does, the best sentence found that does."""
    found = [(p, sentences) for p, sentences in quotes if any(gives(s.text, kind) for _, s in sentences)]
    if found:
        return found
    giving = [
        (score, passage, quote)
        for passage in passages
        for quote, score in zip(passage.pool(asks=False), passage.scores, strict=True)
        if score >= _GIVES_IT and gives(quote[1].text, kind)
    ]
    best = max(giving, key=lambda one: one[0], default=None)
    return [(best[1], [best[2]])] if best else []


def _lines(hit: Hit, sentences: Sequence[tuple[Marker, Sentence]]) -> Iterator[str]:
    """A line for each sentence; whoever has not just spoken is introduced."""
    before: Sentence | None = None
    for marker, sentence in sentences:
        who = (sentence.part == "question", sentence.speaker)
        introduction = ""
        if before is None:
            introduction = _introduction(hit, sentence)
        elif (before.part == "question", before.speaker) != who:
            introduction = f"{sentence.speaker or sentence.outlet or 'The speaker'}: "
        yield f"{marker} {introduction}{_quoted(sentence.text)}\n"
        before = sentence


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
