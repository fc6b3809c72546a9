"""Text -> sentence extents. Pure; knows abbreviations, initials, numbers, quotes and CJK marks."""

import re

from store.types import Extent

# Ends of a sentence: Latin marks need space after them, CJK marks do not.
_END = re.compile(
    r"""(?:[.!?؟۔।]+|\u2026)[\"'”’»)\]]*(?=\s|$)   # a mark, closing quotes, space
      | [。！？…]+[”’」』）》]*                       # CJK
      | \n[ \t\u00a0]*\n""",  # an empty line ends a sentence whatever it ends on
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt adm sen rep gov sec st jr sr no nos vs etc inc ltd co corp dept "
    "jan feb mar apr jun jul aug sep sept oct nov dec approx fig al ph rev hon pres amb supt cmdr maj "
    "e.g i.e a.m p.m u.s u.k u.n d.c ph.d".split()
)
# After these the next word may well be capitalised and the sentence still go on.
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt adm sen rep gov sec st rev hon pres amb no nos cmdr maj".split()
)
_LAST_WORD = re.compile(r"([\w.’'-]+)$")


def sentence_extents(text: str, start: int, end: int) -> list[Extent]:
    """The sentences of text[start:end], in order and apart; together they hold every word of it."""
    found: list[Extent] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group().startswith("\n") or _ends_sentence(text, begin, match, end):
            _append(found, text, begin, match.end())
            begin = match.end()
    _append(found, text, begin, end)
    return found


def _append(found: list[Extent], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin == end:
        return
    if found and not any(char.isalnum() for char in text[begin:end]):
        found[-1] = Extent(found[-1].start, end)
        return
    found.append(Extent(begin, end))


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if mark[0] not in ".\u2026":
        return True
    following = text[match.end() : min(match.end() + 40, end)].lstrip()
    if not following:
        return True
    lead = following.lstrip("\"'“‘«([")[:1]
    if lead.islower():
        return False
    if mark != ".":
        return True
    last = _LAST_WORD.search(text, max(begin, match.start() - 30), match.start())
    word = last.group(1).lower() if last else ""
    if word in _TITLES or re.fullmatch(r"[^\W\d_]", word):
        # "Mr. Vell", "J. Vell": an initial goes on, but "plan B. It" cannot be told from it.
        return False
    if word in _ABBREVIATIONS or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        # "the U.S. Senate" goes on; "in the U.S. We" ends where a pronoun or article follows.
        return bool(
            re.match(
                r"[\"'“‘]?(?:I|We|You|He|She|It|They|The|This|That|There|And|But|In|On|So|A|What|When|If|As|For)\b",
                following,
            )
        )
    return True
