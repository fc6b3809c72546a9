"""The lines above the first turn: title, date, source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.formats.dates import find_date, without_dates
from store.formats.names import generic_role, is_office, is_person

_URL = re.compile(r"https?://[^\s<>\"')\]]+")
_SOURCE = re.compile(r"\b(?:distributed by|source|published by|provided by)\b|来源[:：]", re.I)
_EVENT = re.compile(
    r"press|briefing|conference|interview|transcript|remarks|statement|minutes|meeting|call|hearing|gaggle|presser|"
    r"questions|debate|speech|sitting|results|q&a|rueda|conferencia|entrevista|pressekonferenz|interpellation|"
    r"conférence|coletiva|konferenz|пресс|интервью|记者会|发布会|答记者问|采访|会見|회견",
    re.I,
)
_FACT = re.compile(
    r"^(?:date|place|time|location|venue|author|by|tags?|language|present|participants|fecha|lugar|hora|datum|ort|"
    r"main topics|topics|updated|published|时间|地点|作者|日期)\s*[:：]",
    re.I,
)
_NAMED_TITLE = re.compile(
    r"^(?:title|headline|título|titel|titre|titolo|заголовок|标题)\s*[:：]\s*(?P<title>\S.*)$", re.I
)
_MENU = re.compile(
    r"\s>\s|»|skip to|^home\b|contact us|sign in|log in|menu\b|search\b|^share\b|\d+ min(?:utes)?\b|cookie",
    re.I,
)
# Longer lines are prose, not titles.
_TITLE_CHARACTERS = 200
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>|^[#*_>\s]+|[*_\s]+$")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a transcript says about it; None where it is silent."""

    title: str | None
    date: date | None
    source_url: str | None
    source_line: str | None


def read_head(text: str, *, day_first: bool = False) -> Head:
    """Read the lines above the first turn. A line may hold several facts between bars (`|`)."""
    facts = [_bare(fact) for line in text.splitlines() for fact in line.split("|") if fact.strip()]
    url = _URL.search(text)
    title = _title(facts, day_first)
    return Head(
        title=title,
        date=(find_date(title, day_first=day_first) if title else None) or find_date(text, day_first=day_first),
        source_url=url.group().rstrip(".,;") if url else None,
        source_line=next((fact for fact in facts if _SOURCE.search(fact)), None),
    )


def is_event(words: str) -> bool:
    """Whether words tell of an event at which people speak: `Press briefing`, `Meeting of the board`."""
    return bool(_EVENT.search(words))


def _bare(fact: str) -> str:
    return " ".join(_MARKUP.sub("", _INVISIBLE.sub("", fact.strip())).split())


def _title(facts: Sequence[str], day_first: bool) -> str | None:
    """The first line that tells of an event; else the first that is no date, fact, menu or prose.

    A title that runs over two lines is put together.
    """
    named = next((found["title"] for fact in facts if (found := _NAMED_TITLE.match(fact))), None)
    if named and _is_title(named, day_first):
        return named
    lines = [(position, fact) for position, fact in enumerate(facts) if _is_title(fact, day_first)]
    if not lines:
        return None
    events = [line for line in lines if _EVENT.search(line[1])]
    position, title = next(
        (line for line in events if len(line[1].split()) > 3 or len(events) == 1), (events or lines)[0]
    )
    # A trail of links before the title, run together with it.
    title = next((line for _, line in lines if title != line and title.endswith(line) and len(line.split()) > 2), title)
    following = facts[position + 1] if position + 1 < len(facts) else ""
    goes_on = re.search(r"(?:\b(?:and|of|on|with|the|for|to|at|by|in|de|der|und)|[,:’'\"–-])$", title)
    return f"{title} {following}" if goes_on and _is_title(following, day_first) else title


def _names_somebody(fact: str) -> bool:
    """Whether a line says who holds which part: `Spokesperson: Ana Vell`."""
    part, _, name = fact.partition(":")
    return is_person(name) and (is_office(part) or generic_role(part) is not None)


def _is_title(fact: str, day_first: bool) -> bool:
    bare = re.sub(r"[\d\s/:.,-]|\b(?:am|pm|EST|EDT|GMT|UTC|[ap]\.m\.?)\b", "", fact, flags=re.I)
    left = without_dates(fact)
    is_only_date = left != fact and len(re.findall(r"[^\W\d_]", left)) < 10 and not _EVENT.search(left)
    is_sentence = len(fact.split()) > 12 and fact[-1:] in ".。"
    return (
        len(bare) > 1
        and not is_only_date
        and not is_sentence
        and len(fact) <= _TITLE_CHARACTERS
        and not _SOURCE.search(fact)
        and not _URL.match(fact)
        and not _FACT.match(fact)
        and not _MENU.search(fact)
        and not _names_somebody(fact)
    )
