"""Which passages and sentences are quoted, once it is known how well they fit. Pure functions."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer_types import Wanted, asks_for_another, gives
from assistant.finding import is_within, worth
from assistant.judging import NOTHING, Judged, Quotes, Scale
from assistant.listing import WORDS_OF_A_REMARK
from assistant.questions import Whose, is_broad
from assistant.timeframe import Order
from assistant.types import Marker, Question
from store.lexical import is_latin
from store.nonanswers import any_informs, declines, only_declines, puts_off
from store.replies import in_turns
from store.types import Sentence

# Cross-encoder logits, chosen on the questions that are not held out (evals/NOTES.md, 2026-11).
_ANSWERS_TOO = 5.0  # how far behind the best one may be that is newer, or older
_SAME_TOPIC = -1.0  # the reporter asked about this, which is enough for a broad question
SENTENCES_OF_SEVERAL = 2
_SENTENCES, _BROAD_SENTENCES = 3, 5
_WORDS_OF_A_VIEW = 8  # a reply of fewer says nothing to a broad question


def said_by(
    named: Whose | None, asked: str, passages: list[Judged], *, is_theirs: bool = False
) -> tuple[str, list[Judged]]:
    """The question to judge by, and the passages in which the one it names replies, if there are any.

    The cross-encoder looks for the name in the words, where speakers do not name themselves; so it is left
    out. If nobody of that name replies, all passages stay; but none if the name, of two words or more, is
    found in none of them: then it is a person who does not speak here, not a country or a ministry. Unless it
    `is_theirs`, what they said that is asked for, all stay too if somebody else names them in what was found first:
    `When did Ana Vell retire?`.
    """
    if named is None:
        return asked, passages
    theirs = [p for p in passages if any(named.is_of(s.speaker) for _, s in p.pool(asks=False))]
    if theirs and (is_theirs or passages[0] in theirs or not named.stands_in(passages[0].hit.text)):
        return named.without, theirs
    if theirs:
        return asked, passages
    words = " ".join(f"{p.hit.text} {p.hit.source.title or ''} {p.hit.source.file}" for p in passages).lower()
    is_here = len(named.name) == 1 or all(word in words for word in named.name)
    return asked, passages if is_here else []


def theirs_of(part: Question, passages: Sequence[Judged]) -> list[Judged]:
    """The passages that may answer a part, best first; of a speaker's part only what that one says in them."""
    speakers = part.filters.speakers
    mine = [p for p in passages if is_within(p.hit, replace(part.filters, speakers=()))]
    if speakers:
        mine = [
            replace(p, sentences=tuple(q for q in p.sentences if q[1].part == "question" or q[1].speaker in speakers))
            for p in mine
        ]
    return sorted((p for p in mine if p.pool(asks=False)), key=lambda p: -worth(p.hit, part))


def together(quotes: Sequence[Quotes]) -> list[Quotes]:
    """The quotes of one exchange in one place, each once."""
    merged: dict[int, Quotes] = {}
    for passage, sentences in quotes:
        before = merged[passage.number][1] if passage.number in merged else []
        merged[passage.number] = (passage, sorted({*before, *sentences}))
    return list(merged.values())


def in_order(order: Order | None, passages: Sequence[Judged], scale: Scale) -> list[Judged]:
    """Where the newest is asked for, or the oldest: first that of those that answer about as well as the best."""
    if not order or not passages:
        return list(passages)
    floor = max(scale.answers, passages[0].value - _ANSWERS_TOO)
    days = {p.number: p.hit.source.date for p in passages if p.value >= floor and p.pool(asks=False)}
    dated = [day for day in days.values() if day]
    wanted = (max if order == "latest" else min)(dated, default=None)
    return sorted(passages, key=lambda p: wanted is None or days.get(p.number) != wanted)


def says_nothing(passage: Judged) -> bool:
    """Whether the reply is a scrap such as "I just told you -": no refusal, and no view of anything."""
    reply = [s.text for _, s in passage.pool(asks=False)]
    is_short = is_latin(" ".join(reply)) and sum(len(text.split()) for text in reply) < _WORDS_OF_A_VIEW
    return is_short and not any(map(declines, reply))


def refusals(
    passage: Judged,
    scale: Scale,
    *,
    kind: Wanted | None = None,
    to_confirm: bool = False,
    broadly: bool = False,
    is_best: bool = False,
) -> list[tuple[Marker, Sentence]]:
    """The sentences that decline, if the reply declines what is asked: by rules, unless the model is sure otherwise.

    It is asked of the best passage, if that fits, whether it refuses; and of every one, whether it does not.
    """
    if passage.declines is not None and passage.declines <= scale.answers_it:
        return []
    if refused := _refused(passage, scale, kind=kind, to_confirm=to_confirm, broadly=broadly):
        return refused
    if passage.declines is None or passage.declines < scale.refuses or not is_best or passage.value < scale.answers:
        return []
    return [quote for quote in passage.pool(asks=False) if puts_off(quote[1].text)][:_SENTENCES]


def _refused(
    passage: Judged, scale: Scale, *, kind: Wanted | None, to_confirm: bool, broadly: bool
) -> list[tuple[Marker, Sentence]]:
    """The sentences that decline, if the reporter asked this and nothing else in the reply answers it much better.

    A reporter who asked for something of another `kind` did not ask this, and one did whose question is near; or
    whose exchange seems to answer, if the reply tells nothing. Nothing is refused where a sentence surely gives
    something of the kind, or where something is told beside it and it is asked broadly what was said. Where it is asked
    whether something was confirmed, nothing beside a refusal answers.
    """
    asked = [s for _, s in passage.pool(asks=True)]
    if kind and asked and asks_for_another(kind, asked[-1].text):
        return []
    scored = list(zip(passage.pool(asks=False), passage.scores, strict=True))
    given = [score for (_, s), score in scored if kind and gives(s.text, kind) and not declines(s.text)]
    if not to_confirm and max(given, default=NOTHING) >= scale.surely:
        return []
    tells = any_informs(((s.speaker, s.text) for (_, s), _ in scored), in_turns(asked))
    if tells and broadly:
        return []
    declining = [(quote, score) for quote, score in scored if only_declines(quote[1].text)]
    if not (tells or declining):
        declining = scored
    others = [score for quote, score in scored if tells and not only_declines(quote[1].text)]
    asked_this = passage.question_fit >= scale.same_question or (not tells and passage.value >= scale.answers)
    if not (declining and asked_this):
        return []
    best = max(score for _, score in declining)
    is_refused = to_confirm or best + scale.refused_anyway >= max(others, default=NOTHING)
    return [quote for quote, _ in declining][:_SENTENCES] if is_refused else []


def best_sentences(question: str, passage: Judged, scale: Scale, *, several: bool) -> list[tuple[Marker, Sentence]]:
    """The sentences to quote, in order.

    A broad question that the reporter put as well is answered by what stands first in the reply besides the
    sentences that fit by themselves, which often do not name their topic again.
    """
    pool, scores = passage.pool(asks=False), passage.scores
    ranked = sorted(range(len(pool)), key=lambda i: -scores[i])
    first = [i for i, (_, s) in enumerate(pool) if len(s.text.split()) >= WORDS_OF_A_REMARK][:2]
    if is_broad(question) and not several and passage.question_fit >= _SAME_TOPIC:
        chosen = [*first, *(i for i in ranked if i not in first)][:_BROAD_SENTENCES]
    else:
        most = SENTENCES_OF_SEVERAL if several else _SENTENCES
        chosen = [i for i in ranked[:most] if scores[i] >= scores[ranked[0]] - scale.near_best]
    return [pool[i] for i in sorted(chosen)]


def best_of(passage: Judged, sentences: list[tuple[Marker, Sentence]]) -> list[tuple[Marker, Sentence]]:
    """Of some sentences of a passage those few that fit best, in order; the first few where none is judged."""
    scores = dict(zip((marker for marker, _ in passage.pool(asks=False)), passage.scores, strict=False))
    ranked = sorted(sentences, key=lambda quote: -scores.get(quote[0], NOTHING))
    return sorted(ranked[:SENTENCES_OF_SEVERAL])


def with_refusal(passage: Judged, sentences: list[tuple[Marker, Sentence]]) -> list[tuple[Marker, Sentence]]:
    """Some sentences of a passage, and the first that declines: beside another answer, what one leaves open tells."""
    declining = [quote for quote in passage.pool(asks=False) if declines(quote[1].text)]
    return sorted({*sentences, *declining[:1]})


def of_kind(kind: Wanted, quotes: Sequence[Quotes], passages: Sequence[Judged], scale: Scale) -> list[Quotes]:
    """The quotes that give what is asked for; where none does, the best sentence found that does."""
    found = [(p, sentences) for p, sentences in quotes if any(gives(s.text, kind) for _, s in sentences)]
    if found:
        return found
    giving = [
        (score, passage, quote)
        for passage in passages
        for quote, score in zip(passage.pool(asks=False), passage.scores, strict=True)
        if score >= scale.gives_it and gives(quote[1].text, kind)
    ]
    best = max(giving, key=lambda one: one[0], default=None)
    return [(best[1], [best[2]])] if best else []
