"""Where a turn's words end: before headings, closing notices and what a page adds at its foot."""

import re

from store.types import Extent

_CLOSING = re.compile(
    r"^[ \t\u00a0*_(]*(?:-{0,3}[ ]?(?:END|\[?End of (?:transcript|Q&A|recording|interview|call|"
    r"briefing)[^\n]{0,40}|\[?END\]?|###|-30-|FIN|ENDS)\b"
    r"[^\n]{0,60}|#{3,}|\d{1,2}:\d{2}[ \u00a0]*(?:[AaPp]\.?[Mm]\.?)[ \u00a0]*(?:\(?[A-Z]{2,5}\)?)?|"
    r"(?:The )?(?:press conference|briefing|meeting|interview|call|session|conference|sitting)(?: was)? "
    r"(?:ended|concluded|adjourned|closed|rose)[^\n]{0,60})[ \t*_.)\]]*$",
    re.M,
)
_FOOT = re.compile(
    r"^[ \t\u3000#*>•-]*(?:share(?: this)?\b|print\b|tweet|copyright|©|\(c\) |all rights reserved|"
    r"related (?:news|articles|stories|links|content)|"
    r"read more|tags?:|subscribe|sign up|follow us|next article|previous|back to (?:top|list|index)|"
    r"more from|"
    r"advertisement|privacy policy|terms of use|contact us|source:|suggest to a friend|disclaimer|editor:|"
    r"(?:to )?(?:view|watch|listen to) the|for (?:more|further|media) (?:information|inquiries|enquiries)|https?://|<https?://|"
    r"compartir|imprimir|etiquetas|责任编辑|编辑[:：]|分享|打印|推荐阅读|相关新闻|来源[:：]|版权|【|关闭窗口|扫一扫)",
    re.I,
)
_CAPTION = re.compile(r"[(\[（【]?(?:photo|image|picture|foto|图|图片|圖)[^\n]{0,3}[:：/]", re.I)
_ENDS_SPEECH = re.compile(r"[.?!。？！…—–\-\"”’」』»)）\]*_,:;；：~]\s*$|\.\s*[*_)]+$")
_NUMBERED = re.compile(r"^[ \t\u3000*#]*(?:\d{1,2}|[IVX]{1,5}|[A-Z]|[一二三四五六七八九十]{1,3})[.、)）][ \t]*\S")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_HEADING_CHARACTERS = 110
_LONGEST_TAIL = 6_000


def said(text: str, start: int, end: int, *, is_last: bool) -> Extent:
    """The words of a turn between its label and the next: text[start:end] without what was not said.

    `is_last` lets the foot of the page be cut off. Looks at a bounded stretch before `end`.
    """
    end = _trimmed(text, start, end)
    if is_last:
        end = _without_foot(text, start, end)
    closing = _last_closing(text, start, end)
    if closing is not None:
        end = _trimmed(text, start, closing)
    while (heading := _heading_before(text, start, end)) is not None:
        end = _trimmed(text, start, heading)
    return Extent(start, end)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _last_closing(text: str, start: int, end: int) -> int | None:
    """Where a closing notice begins, with nothing but notices after it."""
    found = None
    for match in _CLOSING.finditer(text, max(start, end - _LONGEST_TAIL), end):
        if match.start() > start:
            found = match.start() if found is None else found
        if found is not None and text[match.end() : end].strip() == "":
            return found
    # Prose after "END 2:15 P.M." would be a page's own words: nobody speaks after the end.
    return found if found is not None and len(text[found:end]) < 1_500 else None


def _heading_before(text: str, start: int, end: int) -> int | None:
    """Where the last line begins, if it is a heading of what follows and not the end of what was said."""
    line = max(text.rfind("\n", max(start, end - 400), end) + 1, start)
    if line <= start:
        return None
    words = text[line:end].strip()
    above = text[max(start, line - 200) : line]
    if not words or len(words) > _HEADING_CHARACTERS or not is_heading(words):
        return None
    blank = above.rstrip(" \t\u3000").endswith("\n\n") or bool(re.search(r"\n[ \t\u3000]*\n[ \t\u3000]*$", above))
    marked = words[0] in "#*_<" or bool(_NUMBERED.match(words))
    closed = bool(_ENDS_SPEECH.search(above.rstrip()))
    return line if closed and (blank or marked or _CJK.search(words)) else None


def is_heading(words: str) -> bool:
    """Whether a line that stands alone has the look of a heading: no end mark, and the case of a title."""
    bare = words.strip("*_# \t")
    if re.fullmatch(r"[*＊=_~·•\s-]{3,}", words.strip()) or _CAPTION.match(words):
        return True
    if words.startswith("#"):
        return True
    if not bare or _ENDS_SPEECH.search(bare):
        return False
    if _NUMBERED.match(words) or (words.strip().startswith("**") and len(bare) < _HEADING_CHARACTERS):
        return True
    if _CJK.search(bare):
        return len(bare) <= 30 and not re.search(r"[，。]", bare)
    long = [word for word in re.findall(r"[^\W\d_][\w'’-]*", bare) if len(word) > 3]
    return (
        bare[:1].isupper()
        and len(bare.split()) <= 14
        and bool(long)
        and sum(word[0].isupper() for word in long) >= 0.6 * len(long)
    )


def _without_foot(text: str, start: int, end: int) -> int:
    """The end of what was said on a page whose last lines are buttons, links and notices."""
    first_foot = end
    at = end
    while at > start and end - at < _LONGEST_TAIL:
        line = max(text.rfind("\n", start, at) + 1, start)
        words = text[line:at].strip()
        if line <= start:
            break
        if _FOOT.match(words) or (words and len(words) < 80 and not _ENDS_SPEECH.search(words)):
            first_foot = line
        elif words and not _is_foot_prose(words):
            break
        at = line - 1
    return _trimmed(text, start, first_foot)


def _is_foot_prose(words: str) -> bool:
    return bool(re.search(r"©|all rights reserved|copyright|subscribe|cookies|newsletter", words[:300], re.I))
