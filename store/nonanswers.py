"""Sentences, and whole replies, in which a speaker gives no information.

A reply gives none when something in it declines and what is left, without courtesies, generalities and positions
repeated, is next to nothing. What stands before the refusal, or is set against it with a "but", is an answer. Of
several who reply, each is judged by their own words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from store.refusal_patterns import ANSWERED, ASKS_BACK, DIRECT, EMPTY, PUTS_OFF, REFUSES
from store.reply_judge import odds_beside
from store.reply_scores import BROKEN_OFF, Clause, Kind, is_english, score

RULE = 6  # raised when replies would be judged differently, so that libraries are labelled anew

# Sizes in words, two characters of CJK to a word; chosen on labelled exchanges (evals/NOTES.md, 2026-11).
_BEFORE = 4  # what may be said before something is declined
_AFTER = 20  # and after
_OF_A_REFUSAL = 25  # what of a longer sentence that declines is beyond counts as said after
_BESIDE_ANSWERED = 6  # beside "I have answered that", where nothing is declined
_REPEATED = 60  # of courtesies, generalities and positions
_LONGEST = 200  # a reply of more is not looked into
_BROKEN_OFF = 4  # words of a reply that breaks off: it tells nothing, but refuses nothing either
OPEN = 2.0  # log odds by the weights within which the judge tells
_UNSAID = 1.0  # log odds from which a reply refuses in which no clause does
_REFUSING: tuple[Kind, ...] = ("declines", "answered")
_OF_A_CONTRAST = 4  # what is set against a refusal: fewer words are a scrap

Judge = Callable[[str, str, float], float]  # of a question, a reply and log odds that it tells nothing: better ones


def _compiled(*tables: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for table in tables for p in table.values()), re.VERBOSE | re.IGNORECASE)


def _compiled_at_words(*tables: Mapping[str, str]) -> re.Pattern[str]:
    """As above, but tried only where a word begins, where words have spaces between: twice as fast."""
    return _compiled(*({k: p if k == "zh" else rf"\b(?=\w)(?:{p})" for k, p in table.items()} for table in tables))


_REFUSES, _DECLINES = _compiled_at_words(REFUSES), _compiled_at_words(REFUSES, PUTS_OFF)
_ANSWERED, _ASKS_BACK = _compiled(ANSWERED), _compiled(ASKS_BACK)
_DIRECT, _EMPTY = _compiled(DIRECT), _compiled(EMPTY)
_CLAUSES = re.compile(
    r"(?<=:)\s+|[;；]|,?\s+(?=(?:but|except|pero|mais|aber)\s)|,\s+(?=and\s+(?:so\s+)?(?:I|we)\b)", re.I
)
_CONTRAST = re.compile(r"\W*(?:but|pero|mais|aber)\b", re.I)
_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\u3400-\u9fff]+(?:['’-]\w+)*")


def declines(sentence: str) -> bool:
    """Whether this sentence refuses, refers elsewhere or says that there is nothing to say."""
    return bool(_REFUSES.search(" ".join(sentence.split())))


def puts_off(sentence: str) -> bool:
    """Whether this sentence declines, or leaves it for later or to others."""
    return bool(_DECLINES.search(" ".join(sentence.split())))


def only_declines(sentence: str) -> bool:
    """Whether a sentence declines and says nothing besides, unlike `I won't speak for them, but we expect it`."""
    return declines(sentence) and not gives_information([sentence], "", by_weights)


def gives_information(reply: Sequence[str], question: str, judge: Judge = odds_beside) -> bool:
    """Whether the sentences of a reply, in order, tell anything of what was asked.

    An empty reply, a scrap, and a question back refuse nothing, and count as giving some. English is told by the
    fitted weights of `store.reply_scores`, of which the limits of words here are one feature, unless a yes or no comes
    first; what these leave open, by a judge that has read the reply beside the question, from its words and the log
    odds so far. The rest is told by the limits.
    """
    if sum(map(len, reply)) > 10 * _LONGEST or sum(map(_size, reply)) > _LONGEST:
        return True
    clauses = clauses_of(reply)
    declined = is_declined(clauses)
    if is_english(" ".join(reply)):
        if clauses[0].kind == "answers" or _refuses_nothing(clauses):
            return True
        odds = score(question, clauses, declined)
        if abs(odds) < OPEN:
            odds = judge(question, " ".join(reply), odds)
        return odds <= (0 if any(clause.kind in _REFUSING for clause in clauses) else _UNSAID)
    return not declined


def by_weights(_question: str, _reply: str, odds: float) -> float:
    """A judge of nothing but the words."""
    return odds


def any_informs(said: Iterable[tuple[str | None, str]], question: str, judge: Judge = odds_beside) -> bool:
    """Whether any of those who reply, of whom come the sentences in order, gives information as above.

    One may refuse what another tells. Beside a refusal, a scrap or a courtesy of another tells nothing.
    """
    replies: dict[str | None, list[str]] = {}
    for speaker, sentence in said:
        replies.setdefault(speaker, []).append(sentence)
    informing = [reply for reply in replies.values() if gives_information(reply, question, judge)]
    return any(len(informing) == len(replies) or _tells(reply) for reply in informing)


def _refuses_nothing(clauses: Sequence[Clause]) -> bool:
    """Whether a reply breaks off at once, or only asks back."""
    breaks_off = bool(BROKEN_OFF.search(clauses[-1].text)) and sum(clause.size for clause in clauses) <= _BROKEN_OFF
    return breaks_off or {clause.kind for clause in clauses} - {"empty"} == {"asks back"}


def _tells(reply: Sequence[str]) -> bool:
    clauses = clauses_of(reply)
    size = sum(clause.size for clause in clauses if clause.kind == "informs")
    return size > _BEFORE or any(clause.kind == "answers" for clause in clauses)


def clauses_of(reply: Sequence[str]) -> list[Clause]:
    """The clauses of a reply's sentences, each of its kind."""
    return [_read(clause, is_contrast=is_contrast) for clause, is_contrast in _clauses(reply)]


def is_declined(clauses: Sequence[Clause]) -> bool:
    """Whether something declines, and what is said before, after and beside it is within the limits."""
    sizes = dict.fromkeys(get_args(Kind), 0.0)
    before = 0.0
    for clause in clauses:
        sizes[clause.kind] += clause.size
        if clause.kind == "declines":
            sizes["informs"] += max(0.0, clause.size - _OF_A_REFUSAL)
        elif clause.kind == "informs" and not sizes["declines"]:
            before += clause.size
        if clause.kind == "answers" or before > _BEFORE:
            return False
    if not sizes["declines"]:
        return bool(sizes["answered"]) and sizes["empty"] + sizes["asks back"] <= _BESIDE_ANSWERED
    return sizes["informs"] - before <= _AFTER and sizes["empty"] <= _REPEATED


def _clauses(reply: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Sentences, taken apart where one may refuse and answer; and whether a part is set against the one before."""
    for sentence in reply:
        before = ""
        for clause in map(str.strip, _CLAUSES.split(" ".join(sentence.split()))):
            if clause:
                yield clause, before.endswith(":") or bool(_CONTRAST.match(clause))
            before = clause


def _read(clause: str, *, is_contrast: bool) -> Clause:
    kind, size = _kind(clause), _size(clause)
    if kind == "informs" and is_contrast:
        kind = "answers" if size >= _OF_A_CONTRAST else "empty"
    return Clause(clause, kind, size, kind == "declines" and bool(_REFUSES.search(clause)))


def _kind(clause: str) -> Kind:
    if _ASKS_BACK.search(clause):
        return "asks back"
    if _DECLINES.search(clause):
        return "declines"
    if _ANSWERED.search(clause):
        return "answered"
    if _EMPTY.fullmatch(clause):
        return "empty"
    if _DIRECT.search(clause):
        return "answers"
    return "informs"


def _size(text: str) -> float:
    return len(_WORD.findall(text)) + len(_CJK.findall(text)) / 2
