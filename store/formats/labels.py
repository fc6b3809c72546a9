"""Where turns begin: everything that looks like a speaker's label, with what stands around it.

Nothing is decided here on a label alone; `evidence.py` weighs the candidates over the whole file.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from store.formats import words as w
from store.formats.names import generic_role, may_be_name

Shape = Literal["colon", "stop", "letter", "timed", "alone", "bracketed", "tag", "change", "inline"]

_BLANK = r"[ \t\u00a0\u3000\u200b]"
_LEAD = rf"^(?=[^\n]){_BLANK}*+(?:(?:>{{1,3}}|[-–—•])(?={_BLANK}){_BLANK}*)?(?:#{{1,6}}{_BLANK}+)?"
_MARK = r"(?:\*{1,3}|_{1,2}|<(?:b|strong|em|i)>)?"
_UNMARK = r"(?:\*{1,3}|_{1,2}|</(?:b|strong|em|i)>)?"
_TIME = r"[(\[]?(?P<time{n}>(?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}})(?:[.,]\d{{1,3}})?[)\]]?"

_CAPS = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]*[A-ZÀ-ÖØ-Þ]|(?:MR|MS|DR|Mr|Ms|Mrs|Dr)\.|[A-Z]\.)"
_CAPS_NAME = rf"{_CAPS}(?:[ \u00a0]{_CAPS}){{0,5}}"
_NAMED = r"[^\W\d_a-zß-ÿ][\w.'’&-]*"
# What a line may open with, the likelier reading first. Each has a group of its own name around it and
# bounded repetitions inside, so that a line costs a bounded time whatever it holds.
_SHAPES: dict[Shape, str] = {
    "letter": rf"{_MARK}(?P<label_letter>[QA]\d{{0,3}})"
    rf"(?!{_BLANK}\([^()\n:：]{{1,60}}\){_BLANK}?{_UNMARK}[:：]){_UNMARK}"
    rf"(?:[.．:：]{_UNMARK}(?=\s)|[:：]{_UNMARK}|{_UNMARK}(?=[ ]?[\u00a0\t]|  | (?=[A-Z\"“(‘\[—-])))",
    "timed": rf"{_MARK}(?P<label_timed>[^\W\d_][^\n:：()\[\]]{{0,60}}?){_UNMARK}{_BLANK}{{1,4}}"
    rf"{_TIME.format(n=1)}"
    rf"{_BLANK}*[:：]?{_UNMARK}(?={_BLANK}*$|{_BLANK})",
    "colon": rf"(?:{_TIME.format(n=2)}(?!{_BLANK}*[AaPp]\.?[Mm]\b){_BLANK}*[-–]?{_BLANK}*)?"
    rf"{_MARK}(?P<label_colon>[^\s:：*_<>][^\n:：]{{0,79}}?)"
    rf"{_BLANK}{{0,4}}{_UNMARK}{_BLANK}{{0,4}}[:：]{_BLANK}{{0,4}}{_UNMARK}(?:{_BLANK}*{_TIME.format(n=3)}(?=\s|$))?",
    "stop": rf"{_MARK}(?P<label_stop>{_CAPS_NAME})\.{_UNMARK}(?=\s)",
    "bracketed": rf"\[(?P<label_bracketed>[^\W\d_][^\n\[\]:：]{{0,60}})\]{_BLANK}*[:：]?{_BLANK}+(?=\S)",
    "alone": rf"(?P<open>\*\*|__|<(?:b|strong)>|\[)?"
    rf"(?P<label_alone>{_NAMED}(?:,?{_BLANK}(?:--?|–|—|&|{_NAMED}|"
    rf"{'|'.join(sorted(w.CONNECTORS))})){{0,9}})(?(open)(?:\*\*|__|</(?:b|strong)>|\])){_BLANK}*$",
    "change": r">>(?P<label_change>)(?=[^>])",
}
_EACH = {shape: re.compile(_LEAD + pattern, re.M) for shape, pattern in _SHAPES.items()}
_LINE = re.compile(
    _LEAD + "(?:" + "|".join(f"(?P<{shape}>{pattern})" for shape, pattern in _SHAPES.items()) + ")", re.M
)
# In the middle of a line: a tag, or a name in capitals between two full stops.
_TAG = re.compile(
    r"<(?P<tag>NAME|SPEAKER|speaker|name|who|"
    r"v)(?:\s[^<>\n]{0,60})?>(?P<label_tag>[^<>\n]{1,80})</(?P=tag)>[ \t]*[.:：]?"
)
_INLINE_COLON = re.compile(
    r"[.?!。？！…—)）\"”’」][ \t\u00a0\u3000]{0,4}(?P<label_inline>(?:(?:Mr|Mrs|Ms|Dr|MR|MRS|MS|DR)\. )?"
    r"[^\s:：.?!。？！…—)）\"”’」，,][^\n:：.?!。？！…]{0,59}?)[ \t]?(?:[:：]|(?<=[\s.?!\"”][QA])\.(?=\s))"
)
_INLINE_STOP = re.compile(rf"[.?!—)\"”’][ \u00a0]{{1,3}}(?P<label_stop>{_CAPS_NAME})\.(?=\s)")

_SPACE = re.compile(r"\s{0,400}")
_PHRASE = re.compile(r"[.!?;。！？；…]\s|[.!?;；。！？，、,…—]$|[，。！？；“”]|[<>{}=@|]|https?$")
_INITIAL = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{0,3}|MR|MRS|MS|DR|GEN|SEC|ST|JR|SR|LT|SGT|AMB)\.(?=[\s,]|$)")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_SAYING_CJK = re.compile(
    r"(?:表示|指出|强调|認為|认为|如下|说|称|问题|方面|一是|首先|第[一二三四五六七八九十]|其[一二三]|是|有|了|的|为|在|对|将|就|和)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as written: [start, end) of the text, `end` being where the words begin."""

    text: str
    start: int
    end: int
    shape: Shape = "colon"
    seconds: float | None = None


def candidates(text: str, start: int = 0) -> list[Label]:
    """Whatever may be a label from `start` on, in order and apart; one at most for each place."""
    found: list[Label] = []
    for match in _TAG.finditer(text, start):
        _keep(found, text, "tag", match)
    for match in _LINE.finditer(text, start):
        _keep_line(found, text, match)
    for match in _INLINE_STOP.finditer(text, start):
        _keep(found, text, "stop", match)
    for match in _INLINE_COLON.finditer(text, start):
        _keep(found, text, "inline", match)
    found.sort(key=lambda label: label.start)  # stable: what was found first wins a place
    apart: list[Label] = []
    for label in found:
        if not apart or label.start >= apart[-1].end:
            apart.append(label)
    return apart


def _keep_line(found: list[Label], text: str, match: re.Match[str]) -> None:
    """Keep the first reading of a line that bears looking at."""
    tried = False
    for shape, pattern in _EACH.items():
        tried = tried or shape == match.lastgroup
        if tried:
            reading = match if shape == match.lastgroup else pattern.match(text, match.start())
            if reading is not None and _keep(found, text, shape, reading):
                return


def _keep(found: list[Label], text: str, shape: Shape, match: re.Match[str]) -> bool:
    words = match["label_" + shape].strip(" \t\u00a0\u3000*_")
    if words[:1] in '"“' and words[-1:] in '"”':
        words = words.strip('"“”')
    if shape in ("colon", "timed", "alone", "bracketed", "inline") and not looks_like_label(words):
        return False
    begin, end = match.start(), match.end()
    if shape in ("colon", "inline") and text[end : end + 2] == "//":
        return False
    if shape in ("colon", "inline") and words[-1:].isdigit() and text[end : end + 1].isdigit():
        return False  # half of a time of day or of a verse
    if shape in ("stop", "inline"):
        begin = match.start("label_" + shape)
    found.append(Label(words, _skip_space(text, begin), _skip_space(text, end), shape, _seconds(shape, match)))
    return True


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _seconds(shape: Shape, match: re.Match[str]) -> float | None:
    """The time of day or of the recording that stands beside a label, in seconds."""
    if shape == "timed":
        time = match["time1"]
    elif shape == "colon":
        time = match["time2"] or match["time3"]
    else:
        return None
    if not time:
        return None
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return float(total)


@lru_cache(maxsize=50_000)
def looks_like_label(words: str) -> bool:
    """Whether words have the shape of a name, an office or a newsroom rather than that of a sentence."""
    if not words or len(words) > 80 or words.casefold().strip("#* ") in w.FACTS:
        return False
    if generic_role(words) and not words[:1].islower():
        return True
    if _CJK.search(words):
        return _looks_like_cjk(words)
    if _PHRASE.search(_INITIAL.sub("X", words).strip("\"'“”‘’«» ")):
        return False
    outside = words.split("(")[0].split(" - ")[0].split(" -- ")[0].split(" – ")[0].split(",")[0]
    parts = outside.split()
    if not parts or len(parts) > 8 or len(words.split()) > 16:
        return False
    if parts[0].casefold().strip(".,’'") in w.OPENERS and not may_be_name(parts):
        return False
    first = parts[0].lstrip("\"'“‘«(")[:1]
    if not first or not (
        first.isupper()
        or (first.isalpha() and not first.islower())
        or (len(parts) == 1 and first.isalpha() and parts[0].casefold() in w.ASKERS)
    ):
        return False
    return all(_is_name_word(part) for part in parts[1:])


def _looks_like_cjk(words: str) -> bool:
    bare = re.sub(r"[（(][^）)]*[）)]|《[^》]*》", "", words)
    if len(bare) > 24 or re.search(r"[“”！？。；…「」]|^[—-]", words):
        return False
    if re.search(r"(?:记者|記者|기자)(?:（[^）]*）)?(?:追问|提问|问及|问)?$", words):
        return True
    return len(bare) <= 14 and "，" not in bare and not _SAYING_CJK.search(re.sub(r"(?:宣布|表示)$", "", bare))


def _is_name_word(part: str) -> bool:
    first = part.lstrip("\"'“‘«(&-–—/")[:1]
    if not first or not first.islower():
        return True
    word = part.casefold().strip(',."”’')
    return word in w.CONNECTORS or word in w.REPORTING or word in w.OFFICES or word in ("times", "agency", "news")
