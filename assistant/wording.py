"""How the wording of a topic, a phrase or a sentence changed over time, and which lines a speaker repeats."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.recurring import ALIKE, Line, in_order, lines_of
from store.lexical import STOPWORDS, query_words
from store.sayings import Saying
from store.signatures import likeness, may_recur, words
from store.store import Store
from store.types import Filters, Scope, Sentence

# What is said between the answers, by every speaker.
_COURTESY = re.compile(
    r"""\W*(?:(?:well|and|so|okay|ok|yes|no|oh|but|with\ that)\W+)*
    (?:(?:I\s+(?:just\s+)?(?:want|wanted|would\ like)\s+to\s+)?thank(?:s|\ you)|good\ (?:morning|afternoon|evening)
    |go\ ahead|(?:great|nice|good)\ to\ (?:see|be)|(?:(?:I|we)['’]ll\ )?see\ you|welcome|all\ right|I\ appreciate
    |have\ a\ (?:good|great|nice)|(?:that|it)(?:['’]s|\ is)\ a\ (?:\w+\ )?(?:good|great|fair)\ question
    |merci|gracias|谢谢|感谢|大家好|下午好|欢迎).{0,60}""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# "I'll turn it over to Dr. Lund.", "Ana, why don't you kick us off?"
_HANDOVER = re.compile(r"\b(?:turn|hand) (?:\w+ ){1,2}(?:back )?over to\b|\bkick us off\b|\bgo ahead\b", re.I)
_MOST_WORDS = 2 / 3  # of a text, in a sentence that is nearly one which holds them all
_REPLIES_OF = 1000  # exchanges: of more, the replies that recur are those to any question
MOST_READ = 1500  # exchanges: who looks for a topic of more is served by a narrower one (evals/NOTES.md, 2026-11)
_AT_ONCE = 50  # exchanges that are read at once for the first time something was said
_SEEDS = 6  # times as many groups are looked at as lines are wanted: several may be of one line


@dataclass(frozen=True, slots=True)
class Wording:
    """What was said in the words of `text`, or nearly so, by those who answer.

    `sayings` is every such sentence, oldest first. `lines` are those that recur, the most frequent first; `once` are
    the newest of the others, oldest first. `replies` are lines without the words that recur in answers to questions
    which hold them, unless there are more than 1,000. `asked` is in how many exchanges reporters used the words.
    `exchanges` is how many hold the text; of a topic that is spoken of all the time the oldest are left `unread`, but
    for `first`: the first time, as far as days are known, that one who answers said it.
    """

    text: str
    first: Saying | None
    sayings: tuple[Saying, ...]
    lines: tuple[Line, ...]
    once: tuple[Saying, ...]
    replies: tuple[Line, ...]
    asked: int
    exchanges: int
    unread: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class StockPhrases:
    """The lines that recur within some filters: the most repeated, and those never said before `new_since`.

    A line holds what was said before the filters' first day, too; how often it was repeated counts from that day.
    """

    repeated: tuple[Line, ...]
    new: tuple[Line, ...]
    new_since: dt.date | None
    scope: Scope


def wording(
    store: Store, text: str, *, filters: Filters = Filters(), limit: int = 20, most_read: int = MOST_READ
) -> Wording:
    """Find every sentence that holds a phrase or the words of a topic, or is like a sentence, and group them.

    `limit` is for `lines`, `replies` and `once` each; at most `most_read` exchanges are read, the newest.
    """
    places = store.mentions.places(text, filters)
    said = list(store.mentions.sayings_in(places[:most_read]))
    asked = {
        saying.place[:2] for saying in said if saying.sentence.part == "question" and holds(text, saying.sentence.text)
    }
    theirs = [saying for saying in said if is_theirs(saying.sentence, filters)]
    holding = [saying for saying in theirs if holds(text, saying.sentence.text)]
    near = [saying for saying in _alike(store, text, filters) if is_theirs(saying.sentence, filters)]
    lines = _grown(store, text, lines_of([*holding, *near]), filters, limit)
    recurring = [line for line in lines if line.recurs]
    taken = {saying.place for line in lines for saying in line.sayings}
    replies = (s for s in theirs if s.place not in taken and s.place[:2] in asked and _is_telling(s))
    others = lines_of(replies) if len(asked) <= _REPLIES_OF else []
    once = [saying for line in lines if not line.recurs for saying in line.sayings]
    sayings = in_order(saying for line in lines for saying in line.sayings)
    earlier = _earliest(store, text, places[most_read:][-most_read:], filters)
    return Wording(
        text,
        next((saying for saying in in_order([*earlier, *sayings]) if saying.source.date), None),
        tuple(sayings),
        tuple(_by_count(recurring)[:limit]),
        tuple(in_order(once)[-limit:]),
        tuple(_by_count(line for line in others if line.recurs)[:limit]),
        len(asked),
        len(places),
        max(0, len(places) - most_read),
        store.scope(filters),
    )


def stock_phrases(store: Store, *, filters: Filters = Filters(), limit: int = 20) -> StockPhrases:
    """The lines that are repeated most within the filters, and those that are new in them.

    New is what was never said before the filters' first day, or, without one, before the last month there is.
    """
    scope = store.scope(filters)
    since = filters.since or (scope.last and scope.last.replace(day=1))
    ever = replace(filters, since=None)
    repeated = store.lines.most_repeated(filters, limit=_SEEDS * limit)
    new = store.lines.most_repeated(ever, limit=_SEEDS * limit, new_since=since)

    def times(line: Line) -> int:
        return len(
            {s.place for s in line.sayings if filters.since is None or (s.source.date or dt.date.max) >= filters.since}
        )

    return StockPhrases(
        tuple(sorted(_around(store, repeated, ever), key=lambda line: -times(line))[:limit]),
        tuple(_by_count(line for line in _around(store, new, ever) if since and line.first.day >= since)[:limit]),
        since,
        scope,
    )


def _around(store: Store, seeds: Sequence[Saying], filters: Filters) -> list[Line]:
    """The line of each seed, each line once; courtesies are none."""
    telling = in_order(seed for seed in seeds if _is_telling(seed))
    texts = list({" ".join(words(seed.sentence.text)): seed.sentence.text for seed in telling}.values())
    found = [
        s for text, near in zip(texts, store.lines.like(texts, filters), strict=True) for s in _verified(text, near)
    ]
    return [line for line in lines_of([*telling, *found]) if line.recurs and _is_telling(line.forms[0].last)]


def _grown(store: Store, text: str, lines: Sequence[Line], filters: Filters, limit: int) -> list[Line]:
    """The lines with the sentences that are like their commonest wording and hold most of the words looked for."""
    wanted = set(words(text))
    texts = [line.forms[0].last.sentence.text for line in _by_count(lines)[:limit]]
    near = store.lines.like(texts, filters)
    more = (saying for text, those in zip(texts, near, strict=True) for saying in _verified(text, those))
    holding = (s for s in more if len(wanted & set(words(s.sentence.text))) >= _MOST_WORDS * len(wanted))
    return lines_of([*(saying for line in lines for saying in line.sayings), *holding])


def _earliest(store: Store, text: str, places: Sequence[tuple[str, int]], filters: Filters) -> list[Saying]:
    """What was said first of a text in exchanges that are newest first: of the oldest few in which anything was."""
    for end in range(len(places), 0, -_AT_ONCE):
        said = store.mentions.sayings_in(places[max(0, end - _AT_ONCE) : end])
        theirs = (s for s in said if s.source.date and is_theirs(s.sentence, filters) and holds(text, s.sentence.text))
        if found := in_order(theirs):
            return found[:1]
    return []


def _alike(store: Store, text: str, filters: Filters) -> list[Saying]:
    """Sentences like a text that is long enough to be one."""
    return _verified(text, store.lines.like([text], filters)[0]) if may_recur(words(text)) else []


def _verified(text: str, near: Iterable[Saying]) -> list[Saying]:
    wanted = words(text)
    return [saying for saying in near if likeness(wanted, words(saying.sentence.text)) >= ALIKE]


def holds(text: str, sentence: str) -> bool:
    """Whether a sentence has the phrase, or every telling word of it in some form."""
    small = sentence.casefold()
    if not all(stem in small for stem in _stems(text)):  # most sentences: looked at no closer
        return False
    is_phrase = f" {' '.join(words(text))} " in f" {' '.join(words(sentence))} "
    return is_phrase or share_of_words(text, sentence) == 1


def share_of_words(text: str, sentence: str) -> float:
    """The share of a text's telling words that a sentence has in some form; 0 where none is telling."""
    said = words(sentence)
    line, known = f" {' '.join(said)} ", {_stem(word) for word in said}
    telling = [word for word in query_words(text) if word not in STOPWORDS]
    found = [f" {' '.join(words(word))} " in line or _stem(word) in known for word in telling]
    return sum(found) / len(found) if found else 0.0


@lru_cache(maxsize=64)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in query_words(text) if word not in STOPWORDS)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{3})(?:'s|ies|es|s|ed|ing|y)$", "", word)


def is_theirs(sentence: Sentence, filters: Filters) -> bool:
    """Whether it is said by one of those who answer, and by one of the filters' speakers."""
    name = (sentence.speaker or "").casefold()
    is_named = not filters.speakers or any(wanted.casefold() in name for wanted in filters.speakers)
    return sentence.part != "question" and is_named


def _is_telling(saying: Saying) -> bool:
    text = saying.sentence.text
    return may_recur(words(text)) and not _COURTESY.fullmatch(text) and not _HANDOVER.search(text)


def _by_count(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-len(line.sayings), line.first.day))
