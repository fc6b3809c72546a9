"""One quote in the contract's JSON -> the words to print it with: who, to whom, when, where. Pure functions."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from assistant.render import day_text, web_address

Json = Mapping[str, Any]

ROLES = {"question": "asking", "answer": "answering", "opening": "opening remarks"}


def spoken(citation: Json) -> str:
    """The quote between quotation marks, on one line."""
    return f"“{' '.join(citation['quote'].split())}”"


def facts(citation: Json) -> str:
    """Speaker, role, asker, day, source: `Ana Vell, answering, asked by Harbour Times, 14 Mar 2025, Press briefing`."""
    return ", ".join(filter(None, (*_who(citation), _day(citation), citation["title"] or citation["file"])))


def plain(citation: Json) -> str:
    """The quote and its facts on one line."""
    return f"{spoken(citation)} — {facts(citation)}{_at(citation)}"


def markdown(citation: Json) -> str:
    """The quote as a Markdown block with its facts, the source linked where it is on the web."""
    title = inert(citation["title"] or citation["file"])
    url = web_address(citation["source_url"])
    source = f"[{title}](<{url}>)" if url and not re.search(r"[<>\s]", url) else title
    named = ", ".join(filter(None, (*map(inert, _who(citation)), _day(citation), source)))
    return f"> {inert(citation['quote'])}\n>\n> — {named}{_at(citation)}"


def reference(citation: Json) -> str:
    """An entry for a list of references: `Ana Vell (14 Mar 2025). Press briefing [answering]. march.txt, ….`."""
    who, *rest = _who(citation)
    title, url = citation["title"] or citation["file"], web_address(citation["source_url"])
    told = f" [{'; '.join(rest)}]" if rest else ""
    file = f" {citation['file']}, characters {citation['start']}–{citation['end']}."
    return f"{who} ({_day(citation) or 'n.d.'}). {title}{told}.{file}" + (f" {url}" if url else "")


def inert(text: str) -> str:
    """Text on one line as Markdown that shows the very words: no mark-up, entity or formula, no list begins with it."""
    line = " ".join(text.split())
    return re.sub(r"^(\d*)([-+=.)])|([\\`*_{}\[\]<>#|~&$])", lambda m: f"{m[1] or ''}\\{m[2] or m[3]}", line)


def time_code(seconds: float | None) -> str | None:
    """`4:05` or `1:04:05` from the start of a recording; None where there is no time."""
    if seconds is None:
        return None
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _who(citation: Json) -> list[str]:
    speaker, outlet, role = citation["speaker"], citation["outlet"], citation["role"]
    relayed = [f"passing on {citation['relays']}"] if citation.get("relays") else []
    if role == "question":
        named = ", ".join(dict.fromkeys(filter(None, (speaker, outlet))))
        return [named or "Reporter", "asking", *relayed]
    asked = [f"asked by {outlet}"] if outlet and role == "answer" else []
    return [speaker or "Speaker", ROLES[role], *asked, *relayed]


def _day(citation: Json) -> str:
    return day_text(dt.date.fromisoformat(citation["date"])) if citation["date"] else ""


def _at(citation: Json) -> str:
    code = time_code(citation["seconds"])
    return f", at {code}" if code else ""
