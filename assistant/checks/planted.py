"""What a reply may have been talked into: links, mark-up and look-alikes of the page's own numbers. Pure functions."""

import re

_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?[^\s()]+>?(?:\s+\"[^\"]*\")?\s*\)")
_LINK = re.compile(r"(?:\b[a-z][a-z+.-]{1,12}://|\bwww\.|\b(?:javascript|data|mailto):)[^\s<>\"'”’]+", re.IGNORECASE)
_MARK_UP = re.compile(r"</?[a-z!][^<>]*>|&lt;/?[a-z][^<>]*?&gt;", re.IGNORECASE)
_NUMBER = re.compile(r"[\[【［]\s*\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\]】］]")


def without_planted(text: str, sources: str) -> tuple[str, str | None]:
    """The text without links, tags and bracketed numbers that the cited words do not hold; and the first such link.

    A link's own words stay. Numbers in brackets would pass for this program's own, tags for its mark-up.
    """
    links: list[str] = []

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[0] in sources else " "

    def kept_link(match: re.Match[str]) -> str:
        if match[0] in sources:
            return match[0]
        links.append(match[0])
        return " "

    def bare(match: re.Match[str]) -> str:
        if match[0] in sources:
            return match[0]
        links.append(match[0])
        return f" {match[1]} "

    plain = _MARKDOWN_LINK.sub(bare, text)
    plain = _MARK_UP.sub(kept, _LINK.sub(kept_link, plain))
    plain = _NUMBER.sub(kept, plain)
    if plain == text:
        return text, None
    return re.sub(r"\s+(?=[.,;:!?](?:\s|$))", "", " ".join(plain.split())), (links[0] if links else None)
