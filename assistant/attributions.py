"""Whom an article says its quotations are of: before, within and after the quoted words. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.quote_types import Quotation

TOLD_IN_FRENCH = (
    "dit|déclaré|affirmé|ajouté|répondu|expliqué|souligné|précisé|assuré|indiqué|lancé|estimé|confié|poursuivi"
)
_SAID = (
    r"said|says|told|tells|wrote|writes|swore|swears|(?:repl|testif)ie[ds]|admits|admitted|quips|quipped|"
    r"(?:acknowledge|allege|announce|argue|concede|conclude|continue|declare|emphasi[sz]e|joke|note|observe|pledge|promise|"
    r"reiterate|state|underline|underscore|urge)[ds]|"
    r"(?:add|answer|ask|assert|boast|caution|claim|comment|complain|confirm|contend|counter|explain|insist|lament|maintain|"
    r"predict|recall|remark|repeat|respond|stress|suggest|vow|warn)(?:s|ed|es)|"
    rf"a\s+(?:{TOLD_IN_FRENCH})|affirme|explique|dit|ajoute|"
    r"dijo|declaró|afirmó|añadió|respondió|explicó|señaló|aseguró|"
    r"sagte|erklärte|betonte|antwortete|fügte"
)
_CAPITAL = r"[A-ZÀ-ÝА-Я](?:[\w-]|\.(?=\w)|(?<=\b[A-Z])\.|['’](?!s\b))*"
_NAME = (
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Col|Capt|Lt|Rev|St|M|Mme|Sr|Sra)\.?[ \u00a0])?{_CAPITAL}"
    rf"(?:[ \u00a0](?:(?:de|del|la|van|von|da|of|the|du)[ \u00a0](?={_CAPITAL}))*{_CAPITAL}){{0,6}}"
)
_SPEAKER = rf"(?!The\b)(?P<name>(?>{_NAME}))(?!['’]s?(?!\w))"  # "Norlandia's spokeswoman" is not Norlandia
_FULL_NAME = rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL})+"
_PRONOUN = r"he|she|they|il|elle|él|ella|er|sie"
_OFFICE = r"\b(?:[Tt]he|[Aa]|[Hh]er|[Hh]is|[Ll]a|[Ll]e|[Ee]l|[Dd]er|[Dd]ie)\s+(?:[\w-]+\s+){0,4}?[\w-]+"
_WHO = rf"(?:{_SPEAKER}(?:,[^,“”\"«»]{{1,80}},)?|(?P<pronoun>\b(?:{_PRONOUN})\b)|(?P<office>{_OFFICE}))"
_NO_OFFICE = (
    "in|on|at|to|of|for|by|with|from|as|during|after|before|since|when|while|because|although|though|if|that|who|which|and|or|"
    f"but|then|yet|so|it|we|{_PRONOUN}|said|told|says|tells|added|en|de|dem|zu"
)
_WORD = rf"(?!(?:{_NO_OFFICE})\b)[a-zà-ÿ-]+[ \u00a0]"
_OFFICE_WORDS = (
    rf"(?!(?:the|an?|le|la|el|der|die)[ \u00a0]{_CAPITAL})(?:{_WORD}){{1,4}}"  # "the Foreign Ministry" is no person
)
_HOLDERS = (
    "spokes(?:person|man|woman)|minister|president|secretary|chief|director|leader|ambassador|envoy|official|officer|executive|"
    "governor|chair(?:man|woman|person)?|commissioner|adviser|advisor|negotiator|head|deputy|lawmaker|mayor"
)
_OFFICE_OF = (  # before a name: "Foreign Ministry spokesperson", "foreign minister", "Norlandia's foreign minister"
    rf"(?:(?:{_WORD}){{0,2}}(?:{_CAPITAL}[ \u00a0]){{1,4}}(?:{_WORD}){{0,3}}?(?:{_HOLDERS})[ \u00a0]"
    rf"|(?:(?:{_CAPITAL}[ \u00a0]){{0,3}}{_CAPITAL}['’]s?[ \u00a0])?{_OFFICE_WORDS})"
)
_CHINESE = (  # a name, and where or on which day of the month it was: 林海棠5日在例行记者会上
    r"(?P<name>[\u4e00-\u9fff·]{2,14}?)"
    r"(?:(?:\d+月)?\d+日[\u4e00-\u9fff]{0,24}?|[在就对向于][\u4e00-\u9fff]{1,20}?)?(?:[则还也又]|随后|再次)?"
)
_CREDIT_LINE = re.compile(rf"(?:[Tt]he\s+)?(?:{_OFFICE_OF})?{_SPEAKER}|(?P<name_zh>[\u4e00-\u9fff·]{{2,14}})")
_AFTER = (
    re.compile(rf"[^“”\"«»]{{0,60}},\s(?P<name>{_FULL_NAME}),\s+(?:{_SAID})\b"),
    re.compile(rf"[,.\s]*(?:{_SAID})\s+{_OFFICE_OF}{_SPEAKER}"),
    re.compile(rf"[,.\s]*{_WHO}\s+(?:\w+ly\s+)?(?:has\s+|had\s+|also\s+|later\s+|then\s+)*(?:{_SAID})\b", re.UNICODE),
    re.compile(rf"[,.\s]*{_OFFICE_OF}{_SPEAKER}\s+(?:{_SAID})\b"),
    re.compile(rf"[,.\s]*(?:{_SAID})\s+{_WHO}", re.UNICODE),
    re.compile(rf"[,.\s]*(?:according\s+to|selon|según|laut|so)\s+(?:{_OFFICE_OF})?{_WHO}", re.UNICODE),
    re.compile(r"[,.\s]*\w+-(?:t-)?(?P<pronoun>il|elle)\b"),
    re.compile(rf"[，,。\s]*{_CHINESE}(?:说|表示|称|指出|强调|回应|回答|问)"),
)
_BEFORE = (
    re.compile(rf",\s(?P<name>{_FULL_NAME}),\s+(?:{_SAID})\b[^.!?“”\"«»„]{{0,90}}[,:]?\s*$"),
    re.compile(rf"(?P<name>{_NAME})['’]s?\s+(?:reply|answer|response|words?|statement)\b[^.!?“”\"]{{0,60}}:\s*$"),
    re.compile(
        rf"{_WHO}\s+(?:also\s+|then\s+|later\s+|has\s+|had\s+)*(?:{_SAID})\b[^.!?“”\"«»„]{{0,90}}[,:]?\s*(?:that|que|dass)?"
        r"\s*$"
    ),
    re.compile(
        rf"\b(?!told|tells|ask|urge|warn)(?:{_SAID})\s+(?:{_OFFICE_OF})?{_WHO}[,:]\s*$"
    ),  # not "she told Lund: “"
    re.compile(
        rf"(?:[Aa]ccording\s+to|[Ss]elon|[Ss]egún|[Ll]aut)\s+(?:{_OFFICE_OF})?{_WHO}(?:[,:]?\s*|,\s[^.!?“”\"«»„]{{0,60}})$"
    ),
    re.compile(
        rf"(?P<name>{_FULL_NAME}),\s[^,“”\"«»]{{1,80}},\s+(?:was|is|sounded|seemed)\b[^.!?“”\"«»„]{{0,60}}:\s*$"
    ),
    re.compile(
        rf"{_WHO}\s+(?:call(?:s|ed)\b[^.!?“”\"«»„]{{0,60}}(?<!\bthat)"
        r"|(?:brand|condemn|denounce|describe|dismisse?|label|reject)(?:s|d|ed)\b[^.!?“”\"«»„]{0,60}\bas(?:\s+an?|\s+the)?)$"
    ),
    re.compile(rf"(?:^|[^\w\s]\s*)(?:{_OFFICE_OF})?(?P<name>{_NAME}):\s*$"),
    re.compile(
        rf"{_CHINESE}(?:说道?|表示|称(?:[其此这该之][\u4e00-\u9fff]{{0,8}})?|指出|强调|回应称?|回答说?|问道?)[，,:：]?\s*$"
    ),
)
_NAMED = re.compile(
    r"(?P<no>\b(?:in|at|near|of|from|told|[Tt]he)\s+)?(?P<name>[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+)+)"
)
_OPENERS = re.compile(
    r"^(?:But|And|So|On|In|At|When|While|As|After|Before|Asked|Yesterday|Today|Then|Later|Speaking|Earlier|Still|Yet|However)\s+"
)
_TITLE = re.compile(r"^(?:M|Mme|Sr|Sra|Herr|Frau)\.?[ \u00a0](?=\w)")
_NOBODY = frozenset("i we you it this that there who what".split())
_REACH = 220  # characters before or after a quotation in which its speaker is looked for
_LONGEST_WITHIN = 120
_SENTENCE_END = re.compile(r"(?<!\b[MDS][rst])(?<!\bMrs)[.!?]\s+\w")
_VERB = re.compile(rf"\b(?:{_SAID})\b|-(?:il|elle)\b|[说称]|表示")
_LEADS_TO_IT = re.compile(rf"[:：]$|\b(?:{_SAID})(?:\s+[^\s,]+){{0,3}},$|\b(?:{_SAID})(?:\s+that)?$")
_NEXT_SENTENCE = re.compile(r"[.\s]*[^\W\d_a-zà-ÿа-яё\u2e80-\u9fff]")  # a capital: Chinese credits follow a full stop
_ENDS_THERE = re.compile(r"\s*(?:[.;]|,(?!\W*$)|$)")  # a comma at the end leads to the next quotation


def named_in(credit: str) -> str | None:
    """The one whom a line of credit names: `Ana Vell, spokeswoman`, `Foreign Minister Ana Vell to Harbour Times`."""
    first = re.split(r"[,，;(（|]|\s(?:to|in|on|at|speaking)\s", credit.strip(" .*_"))[0].strip()
    found = _CREDIT_LINE.fullmatch(_TITLE.sub("", first))
    return (found["name"] or found["name_zh"]) if found else None


def attributed(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """The quotations with their speakers, as far as the text tells.

    A pronoun is whoever was named last; words on either side of "..., she said, ..." are one person's.
    """
    result: list[Quotation] = []
    last: str | None = None
    for position, quotation in enumerate(found):
        end = quotation.extents[-1].end
        stop = found[position + 1].extents[0].start if position + 1 < len(found) else len(text)
        begin = found[position - 1].extents[-1].end if position else -1
        after = _same_paragraph(text[end + 1 : min(stop, end + _REACH)])
        before = _lead(text[max(begin + 1, quotation.extents[0].start - _REACH) : quotation.extents[0].start - 1])
        last = _last_named(before) or last
        who = quotation.speaker or _credited(quotation.text, before, after, last)
        if not who and result and is_within(text[begin : quotation.extents[0].start]):
            who = result[-1].speaker
        result.append(replace(quotation, speaker=who))
        last = who or last
    return result


def _credited(quoted: str, before: str, after: str, last: str | None) -> str | None:
    """Whom the words around a quotation credit: those that lead to it first, unless its sentence goes on after it."""
    is_closed = (quoted.endswith(".") or after.startswith(".")) and bool(_NEXT_SENTENCE.match(after))
    if is_closed or (_LEADS_TO_IT.search(before) and not quoted.endswith((",", "，"))):
        return _before(before, last) or _after(after, last, is_closed=is_closed)
    return _after(after, last) or _before(before, last)


def _same_paragraph(after: str) -> str:
    """What follows in the same paragraph, if it does not lead to the next quotation: `Bo Lund said: “`."""
    same = after.split("\n\n")[0]
    return "" if same.rstrip(" “„«「『‘'\"")[-1:] in (":", "：") else same


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
    for pattern in _AFTER:
        found = pattern.match(text)
        if found and (not is_closed or _ENDS_THERE.match(text, found.end())) and (who := _who(found, last)):
            return who
    return None


def _before(text: str, last: str | None) -> str | None:
    for pattern in _BEFORE:
        found = list(pattern.finditer(text))
        if found and (who := _who(found[-1], last)):
            return who
    return None


def _who(found: re.Match[str] | None, last: str | None) -> str | None:
    if found is None:
        return None
    groups = found.groupdict()
    if groups.get("pronoun"):
        return last
    name = _TITLE.sub("", _OPENERS.sub("", (groups.get("name") or "").strip(" ,.")))
    if name.casefold() in _PRONOUN.split("|"):
        return last
    if not name or name.casefold() in _NOBODY:
        return None
    return name


def _last_named(text: str) -> str | None:
    """The last person named in full: no place, no office, nobody who was only told something."""
    names = [_OPENERS.sub("", found["name"]) for found in _NAMED.finditer(text) if not found["no"]]
    return next((name for name in reversed(names) if " " in name), None)
