"""Whom an article says its quotations are of: before, within and after the quoted words. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.credits import (
    AFTER,
    BEFORE,
    CREDIT_LINE,
    IN_JAPANESE,
    JOINED_AFTER,
    JOINED_BEFORE,
    PRONOUN,
    SAID,
    UNNAMED,
)
from assistant.quote_types import Quotation

_NAMED = re.compile(
    r"(?P<no>\b(?:in|at|near|of|from|told|[Tt]he|by|for|with|to|against|von|mit|par|avec|por|con)\s+)?(?P<name>[A-ZÀ-Ý][\w-]+(?:\s+[A-ZÀ-Ý][\w-]+)*)"
)
_OPENERS = re.compile(
    r"^(?:But|And|Wie|Als|Am|Die|Der|Das|Comme|Pour|Cuando|Mais|Pero|Aber|So|On|In|At|When|While|As|After|Before|Asked|Yesterday|Today|Then|Later|Speaking|Earlier|Still|Yet|However)\s+"
)
_TITLE = re.compile(r"^(?:M|Mme|Sr|Sra|Herr|Frau)\.?[ \u00a0](?=\w)")
_SUBJECT_IN_GERMAN = re.compile(r"(?:^|[.!?]\s)D(?:ie|er|as)(?:\s[\w-]+){1,3}\s$")  # "Die Ministerin sagte Bo Lund"
_NOBODY = frozenset("i we you it this that there who what".split())
_REACH = 220  # characters before or after a quotation in which its speaker is looked for
_CLAUSE_END = re.compile(r"(?<!\b[MDS][rst])((?:[.;!?]|,(?=\s(?:while|whereas|but|and)\b))\s|[。！？；])")
_LONGEST_WITHIN = 120
_SENTENCE_END = re.compile(r"(?<!\b[MDS][rst])(?<!\bMrs)[.!?]\s+\w")
_VERB = re.compile(rf"\b(?:{SAID})\b|-(?:il|elle)\b|[说說称稱]|表示")
_LEADS_TO_IT = re.compile(rf"[:：]$|\b(?:{SAID})(?:\s+[^\s,]+){{0,3}},$|\b(?:{SAID})(?:\s+that)?$")
_NEXT_SENTENCE = re.compile(r"[.\s]*[^\W\d_a-zà-ÿа-яё\u2e80-\u9fff]")  # a capital: Chinese credits follow a full stop
_ENDS_THERE = re.compile(r"\s*(?:[.;]|,(?!\W*$)|$)")  # a comma at the end leads to the next quotation


def named_in(credit: str) -> str | None:
    """The one whom a line of credit names: `Ana Vell, spokeswoman`, `Foreign Minister Ana Vell to Harbour Times`."""
    first = re.split(r"[,，;(（|]|\s(?:to|in|on|at|speaking)\s", credit.strip(" .*_"))[0].strip()
    found = CREDIT_LINE.fullmatch(_TITLE.sub("", first))
    return (found["name"] or found["name_zh"]) if found else None


def attributed(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """The quotations with their speakers, as far as the text tells.

    A pronoun is whoever was named last; words on either side of "..., she said, ..." are one person's.
    """
    surnames = frozenset(full.split()[-1] for full in _people(text, frozenset()))
    result: list[Quotation] = []
    last: str | None = None
    for position, quotation in enumerate(found):
        end = quotation.extents[-1].end
        stop = found[position + 1].extents[0].start if position + 1 < len(found) else len(text)
        begin = found[position - 1].extents[-1].end if position else -1
        after = _same_paragraph(text[end + 1 : min(stop, end + _REACH)])
        before = _lead(text[max(begin + 1, quotation.extents[0].start - _REACH) : quotation.extents[0].start - 1])
        last = _meant(before, surnames, last, is_new="\n\n" in text[max(begin, 0) : quotation.extents[0].start])
        who = quotation.speaker or _credited(quotation.text, before, after, last)
        if not who and result and not UNNAMED.match(after) and is_within(text[begin : quotation.extents[0].start]):
            who = result[-1].speaker
        result.append(replace(quotation, speaker=who))
        last = None if quotation.text.endswith(("?", "？")) else who or last  # whoever asks is answered by another one
    return result


def _credited(quoted: str, before: str, after: str, last: str | None) -> str | None:
    """Whom the words around a quotation credit: those that lead to it first, unless its sentence goes on after it."""
    subject, told = IN_JAPANESE
    if told.match(after) and (found := subject.search(before)):
        return found["name"]
    is_closed = (quoted.endswith(".") or after.startswith(".")) and bool(_NEXT_SENTENCE.match(after))
    if is_closed or (_LEADS_TO_IT.search(before) and not quoted.endswith((",", "，"))):
        return _before(before, last) or _after(after, last, is_closed=is_closed)
    return _after(after, last) or _before(before, last)


def _same_paragraph(after: str) -> str:
    """What follows in the same paragraph, without what leads to the next quotation: `Bo Lund said: “`."""
    same = after.split("\n\n")[0]
    if same.rstrip(" “„«»「『‘‚›'\"")[-1:] not in (":", "："):
        return same
    *clauses, _ = _CLAUSE_END.split(same)
    return "".join(clauses)


def _lead(before: str) -> str:
    """What leads to a quotation: its paragraph so far, or a paragraph before it that ends with a colon."""
    lead = before.rstrip(" \t\n>“„«「『‘'\"")
    is_alone = "\n\n" in before[len(lead) :]
    return "" if is_alone and lead[-1:] not in ":：" else lead.split("\n\n")[-1]


def is_within(between: str) -> bool:
    """Whether the words between two quotations only say who speaks: `,” she said, “`."""
    is_short = len(between) <= _LONGEST_WITHIN and "\n\n" not in between
    return is_short and bool(_VERB.search(between)) and not _SENTENCE_END.search(between)


def _after(text: str, last: str | None, *, is_closed: bool = False) -> str | None:
    """Whom the words after a quotation credit; after a full stop only a credit that is all: `Ana Vell said.`"""
    for pattern in AFTER:
        found = pattern.match(text)
        if found and (not is_closed or _ENDS_THERE.match(text, found.end())) and (who := _who(found, last)):
            return who
    return None


def _before(text: str, last: str | None) -> str | None:
    for pattern in BEFORE:
        found = list(pattern.finditer(text))
        if found and (who := _who(found[-1], last)):
            return who
    return None


def _who(found: re.Match[str] | None, last: str | None) -> str | None:
    if found is None or _SUBJECT_IN_GERMAN.search(found.string[: found.start()]):
        return None
    groups = found.groupdict()
    told = "pronoun" if groups.get("pronoun") else "name"
    start, end = found.span(told) if groups.get(told) else found.span()
    if JOINED_BEFORE.search(found.string[:start]) or JOINED_AFTER.match(found.string, end):
        return None  # one of several
    if groups.get("pronoun"):
        return last
    name = _TITLE.sub("", _OPENERS.sub("", (groups.get("name") or "").strip(" ,.")))
    if name.casefold() in PRONOUN.split("|"):
        return last
    if not name or name.casefold() in _NOBODY:
        return None
    return name


def _meant(before: str, surnames: frozenset[str], last: str | None, *, is_new: bool) -> str | None:
    """Whom a pronoun means: who was named or credited last, if nobody else was named since; None where that is open."""
    named = _people(before, surnames)
    if last and not is_new:
        named.append(last)
    if len({name.split()[-1] for name in named}) > 1:
        return None
    return max(named, key=len) if named else last


def _people(text: str, surnames: frozenset[str]) -> list[str]:
    """Everybody named in full, or by a surname; no place, no office, nobody who was only told something."""
    named = [_OPENERS.sub("", found["name"]) for found in _NAMED.finditer(text) if not found["no"]]
    return [name for name in named if " " in name or name in surnames]
