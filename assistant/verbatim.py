"""Whether words stand in a text word for word: the one definition of verbatim. Pure functions."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.comparison import NEGATION, has_words, plain
from assistant.quote_ends import bare, closed, is_asked_alike, with_signs
from store.types import Extent

# Shown wherever a quote is checked.
WORD_FOR_WORD = (
    "the kind of quotation marks, dashes, spaces and ellipsis marks, the case of the first letter, and marks at either "
    "end of the quote, except a question mark and the sign of a number, are no changes. Any other is. An ellipsis "
    "joins parts of one turn in their order, of at least three words each, or one of them within a sentence; a bracket "
    "stands for the words that it replaces or explains. Neither may leave out a “not” or an “if”, and a bracket may "
    "put in none."
)
_OPEN, _WITHIN, _CLOSE = r"[\[(（［【]", r"[^\[\]()（）［］【】]", r"[\])）］】]"
_ELLIPSIS = re.compile(rf"\s*{_OPEN}?\s?\.\.\.\s?{_CLOSE}?\s*")
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(f"[{_CJK}]")
_LETTER = rf"[^\W_{_CJK}]"
_BRACKET = re.compile(
    rf"(?P<within>(?<={_LETTER}))?{_OPEN}(?P<words>{_WITHIN}{{1,80}}){_CLOSE}(?P<letter>(?={_LETTER}))?"
)
# Before and behind all that is quoted a bracket stands for nothing that is compared.
_OUTER = re.compile(
    rf"^\s*{_OPEN}(?P<first>{_WITHIN}{{2,80}}){_CLOSE}(?!{_LETTER})\s*"
    rf"|\s*(?<!{_LETTER}){_OPEN}(?P<last>{_WITHIN}{{1,80}}){_CLOSE}$"
)
_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|mis|non|anti)-?", re.IGNORECASE)
_HEAD, _TAIL = re.compile(rf"(?:{_LETTER}|')*\Z"), re.compile(rf"(?:{_LETTER}|')*")
# A word ends where no letter follows; "can" does not stand in "can't", nor 12 in 12,000.
_BEFORE = rf"(?<![^\W_{_CJK}])(?<!\d[.,])"
_AFTER = rf"(?![^\W_{_CJK}]|'[^\W\d_{_CJK}]|[.,]\d)"
# Patterns of their own for words as they stand: compiled into every quote's they take longer than all else.
_ANYTHING, _BEGINS, _ENDS = map(re.compile, ("", _BEFORE, _AFTER))
_ENDED = rf"(?P<replaced{{n}}>(?:{_LETTER}|')*)"
_REPLACED = r"\s?(?P<replaced{n}>[^.!?。！？]{{0,80}}?)\s?"
CONDITION = re.compile(
    r"\b(?:if|unless|except|only|provided|until|but|si|sauf|salvo|excepto|wenn|falls|sofern|если)\b"
    r"|如果|除非|只有|但是?|前提",
    re.IGNORECASE,
)
# How other languages say "not", beside what `NEGATION` knows.
NOT_ELSEWHERE = re.compile(
    r"\b(?:ni|nunca|jamás|tampoco|sin|ne|pas|jamais|aucune?|sans|nicht|kein\w*|niemals|ohne|não|не|нет|никогда)\b|\bn'(?=\w)"
    r"|未(?![来來])|[没沒]|ない|ません",
    re.IGNORECASE,
)
_LEAST = 3  # words on either side of an ellipsis, or on one within a sentence: fewer may stand together anywhere
_WORD = re.compile(rf"(?:{_LETTER}|')+")
_TORN_WORD = re.compile(rf"(?:{_LETTER}|')*\n(?:{_LETTER}|')*")  # by a bracket
_SENTENCE_END = re.compile(r"[.!?]'?(?=\s|\Z)|[。！？]'?|\.\.\. ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a text of one spelling, each part of them, in order."""

    parts: tuple[Extent, ...]

    @property
    def extent(self) -> Extent:
        """From the first part's first character to the last one's end."""
        return Extent(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True)
class _Part:
    pattern: re.Pattern[str]
    brackets: tuple[str, ...]  # what stands in the brackets that replace words, in order; with the rest of its word
    before: re.Pattern[str] = _ANYTHING
    after: re.Pattern[str] = _ANYTHING
    is_negative: bool = False  # whether it begins with a number that has a minus
    outer: tuple[str, str] = ("", "")  # what stands in a bracket before all words, and behind them

    def found_in(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Every place from `start` on, in order, none of which overlap."""
        while match := self.pattern.search(text, start):
            is_apart = self.before.match(text, match.start()) and self.after.match(text, match.end())
            if is_apart:
                yield match
            start = match.end() if is_apart and match[0] else match.start() + 1


def places(words: str, text: str, *, fairly: bool = True) -> list[Place]:
    """Every place where `words` stand word for word in `text`, a text of one spelling (`comparison.plain`).

    Not `fairly`, ellipses and brackets may leave out anything: such a quote is none, but this is where it comes from.
    """
    literal, *newspaper = _readings(words)
    found = list(_in_order(literal, text, words if fairly else None))
    return found or [place for reading in newspaper for place in _in_order(reading, text, words if fairly else None)]


def is_edited(words: str) -> bool:
    """Whether a quote has ellipses or brackets within it."""
    return len(_readings(words)) > 1


def stands_in(words: str, text: str) -> bool:
    """Whether `words` stand word for word anywhere in `text`, a text of one spelling."""
    return bool(places(words, text))


def parts_of(words: str) -> list[str]:
    """What the ellipses of a quote join, each without the marks at its ends; in one spelling."""
    parts = (bare(part) for part in _ELLIPSIS.split(plain(words)))
    return [part for part in parts if part]


def bracketed_in(words: str) -> str:
    """What a quote's brackets hold."""
    return " ".join(match["words"] for match in _BRACKET.finditer(plain(words)))


def crosses_sentences(between: str) -> bool:
    """Whether a sentence ends in what stands from the last character of one part to the next part."""
    return bool(_SENTENCE_END.search(between))


def longest_literal(words: str) -> str:
    """The longest stretch of a quote without an ellipsis or a bracket: what any place of it holds.

    Of whole words, if there are any: "he" is none in `[T]he`, and `[T]he` is one word.
    """
    texts = [_BRACKET.sub(_one_letter, part) for part in parts_of(words)]
    whole = max((piece for text in texts for piece in _TORN_WORD.sub("\n", text).split("\n")), key=len, default="")
    return whole if has_words(whole) else max("\n".join(texts).split("\n"), key=len)


def _one_letter(bracket: re.Match[str]) -> str:
    """The letter of `[T]he`; nothing that stands there as it is of any other bracket."""
    return bracket["words"] if bracket["letter"] is not None and len(bracket["words"]) == 1 else "\n"


def drops_meaning(left_out: str, instead: str = "") -> bool:
    """Whether words that were left out hold a "not" or an "if" that stands nowhere in what came instead."""
    return any(told.search(left_out) and not told.search(instead) for told in (NEGATION, NOT_ELSEWHERE, CONDITION))


@lru_cache(maxsize=256)  # the same words are looked for in many texts
def _readings(words: str) -> tuple[tuple[_Part, ...], ...]:
    """The words as they stand, and with ellipses and brackets as newspapers use them, if there are any."""
    whole = bare(plain(words))
    literal = (_as_it_stands(whole),) if whole else ()
    parts = parts_of(words)
    if parts == [whole] and not _BRACKET.search(whole):
        return (literal,)
    return literal, tuple(_bracketed(part) for part in parts)


def _as_it_stands(words: str) -> _Part:
    """Words without brackets, beginning and ending where words do; Chinese ones may stand beside anything."""
    number = words.removeprefix("-")
    before = _ANYTHING if _UNSPACED.match(words) else _BEGINS
    after = _ANYTHING if _UNSPACED.match(words[-1:]) else _ENDS
    return _Part(re.compile(_literal(number)), (), before, after, is_negative=number != words)


def _compiled(pattern: str, words: str) -> re.Pattern[str]:
    """A pattern with brackets that begins and ends where words do."""
    before = "" if _UNSPACED.match(words) else _BEFORE
    after = "" if _UNSPACED.match(words[-1:]) else _AFTER
    return re.compile(f"{before}{pattern}{after}")


def _literal(words: str) -> str:
    """A pattern of these words; the case of the first letter is free."""
    if not words:
        return ""
    first = words[0]
    cases = "|".join(dict.fromkeys(re.escape(case) for case in (first, first.lower(), first.upper())))
    return f"(?:{cases}){re.escape(words[1:])}"


def _bracketed(part: str) -> _Part:
    """A part with its brackets: `[T]he`, `walk[ed]`, `[sic]`, or words that stand for others."""
    pattern, end = "", 0
    brackets: list[str] = []
    found = list(_OUTER.finditer(part))
    outer = ("".join(match["first"] or "" for match in found), "".join(match["last"] or "" for match in found))
    whole = bare(_OUTER.sub("", part)) or part
    if not _BRACKET.search(whole):
        return replace(_as_it_stands(whole), outer=outer)
    core = whole.removeprefix("-")
    for match in _BRACKET.finditer(core):
        before = core[end : match.start()]
        end = match.end()
        if match["letter"] is not None and len(match["words"]) == 1:
            pattern += (_literal(before) if not pattern else re.escape(before)) + _literal(match["words"])
            continue
        if match["within"] is not None:
            pattern += (_literal(before) if not pattern else re.escape(before)) + _ENDED.format(n=len(brackets))
        else:
            kept = before.strip()
            end += len(core[end:]) - len(core[end:].lstrip())
            pattern += (_literal(kept) if not pattern else re.escape(kept)) + _AFTER * kept[-1:].isalnum()
            pattern += _REPLACED.format(n=len(brackets)) + _BEFORE * core[end : end + 1].isalnum()
        words = "" if match["words"] == "sic" else match["words"]
        negates = match["letter"] is not None and _PREFIX.fullmatch(words)
        brackets.append("not" if negates else _whole(core, match.start(), match.end(), words))
    rest = core[end:]
    pattern += re.escape(rest) if pattern else _literal(rest)
    return _Part(_compiled(pattern, core), tuple(brackets), is_negative=core != whole, outer=outer)


def _whole(text: str, start: int, end: int, words: str) -> str:
    """Words that stand from `start` to `end`, with the letters that touch them there: the `can` of `can[not]`."""
    before, after = _HEAD.search(text[max(start - 40, 0) : start]), _TAIL.match(text, end)
    return f"{before[0] if before else ''}{words}{after[0] if after else ''}"


def _in_order(parts: Sequence[_Part], text: str, fairly: str | None) -> Iterator[Place]:
    """Each place of the first part from which the others follow in order; those that the quote `fairly` may mean."""
    if not parts:
        return
    for match in parts[0].found_in(text):
        found = [match]
        for part in parts[1:]:
            following = next(part.found_in(text, found[-1].end()), None)
            if not following:
                return
            found.append(following)
        whole = [with_signs(Extent(*one.span()), text) for one in found]
        if fairly is None or (_keep_signs(parts, found, whole) and _is_fair(fairly, parts, found, text)):
            yield Place(tuple(Extent(one.start, closed(one.end, text)) for one in whole))


def _is_fair(words: str, parts: Sequence[_Part], found: Sequence[re.Match[str]], text: str) -> bool:
    """Whether a quote drops nothing that matters of a place, and puts nothing in."""
    return (
        all(_replaces_fairly(part, one, text) for part, one in zip(parts, found, strict=True))
        and _joins_fairly(found, text)
        and is_asked_alike(words, text, found[-1].end())
    )


def _keep_signs(parts: Sequence[_Part], found: Sequence[re.Match[str]], whole: Sequence[Extent]) -> bool:
    """Whether each part has the signs of the numbers at its ends."""
    return all(
        (signed.start < one.start()) == part.is_negative and signed.end == one.end()
        for part, one, signed in zip(parts, found, whole, strict=True)
    )


def _replaces_fairly(part: _Part, match: re.Match[str], text: str) -> bool:
    """Whether no bracket leaves out or puts in a "not" or an "if"; one at an end may tell what its sentence says."""
    for n, instead in enumerate(part.brackets):
        start, end = match.span(f"replaced{n}")
        said = _whole(text, start, end, text[start:end])
        if drops_meaning(said, instead) or drops_meaning(instead, said):
            return False
    first, last = part.outer
    return not (first and drops_meaning(first, _SENTENCE_END.split(text[: match.start()])[-1])) and not (
        last and drops_meaning(last, _SENTENCE_END.split(text[match.end() :])[0])
    )


def _joins_fairly(found: Sequence[re.Match[str]], text: str) -> bool:
    for one, other in itertools.pairwise(found):
        gap = text[one.end() : other.start()]
        short, long = sorted((_size(one[0]), _size(other[0])))
        if (short if crosses_sentences(gap) else long) < _LEAST or drops_meaning(_torn(gap)):
            return False
    return True


def _size(words: str) -> int:
    """Words; four characters of Chinese are as much as three."""
    return len(_WORD.findall(words)) + 3 * len(_UNSPACED.findall(words)) // 4


def _torn(gap: str) -> str:
    """What an ellipsis leaves out of the sentences it joins; sentences that it leaves out whole do not count."""
    ends = list(_SENTENCE_END.finditer(gap))
    return f"{gap[: ends[0].start()]} {gap[ends[-1].end() :]}" if ends else gap
