"""Markdown with a YAML head -> Document."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any

import yaml

from store.formats.dates import find_date
from store.formats.document import Document
from store.types import Extent

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLES = ("title", "headline")
_DATES = ("date", "published", "published_time")
_URLS = ("source_url", "url", "source", "link", "canonical_url")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=\S)(?P<words>[^\n*_]{1,2000})(?P=mark)")
# One text is not set off a hundred thousand times.
_MOST_BOLD = 100_000
_NOTHING = frozenset({"", "~", "null", "None"})
_LONGEST_HEAD = 50_000
# Soft joiners and no-break spaces are typography of a page, not part of a title.
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]")


def read_markdown(text: str) -> Document:
    """A Document whose text is the whole file, head included, so that offsets fit the file as it is."""
    head = _HEAD.match(text)
    facts = _facts(head.group(1)) if head else {}
    body = head.end() if head else 0
    return Document(
        text,
        body=body,
        title=_text(facts, _TITLES),
        date=_date(facts),
        source_url=next((url for url in (_text(facts, (key,)) for key in _URLS) if url and _is_url(url)), None),
        bold=tuple(
            Extent(match.start("words"), match.end("words")) for match in islice(_BOLD.finditer(text, body), _MOST_BOLD)
        ),
    )


def _facts(head: str) -> Mapping[str, Any]:
    if len(head) > _LONGEST_HEAD:
        return {}
    try:
        # Every value stays text: a day that does not exist is no reason to refuse a file.
        facts = yaml.load(head, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    return {str(key).lower(): value for key, value in facts.items()} if isinstance(facts, dict) else {}


def _text(facts: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    texts = (facts.get(key) for key in keys)
    value = next((text for text in texts if isinstance(text, str) and text not in _NOTHING), None)
    return " ".join(_INVISIBLE.sub("", value).split()) or None if value else None


def _date(facts: Mapping[str, Any]) -> date | None:
    texts = (_text(facts, (key,)) for key in _DATES)
    return next((found for text in texts if text and (found := find_date(text))), None)


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))
