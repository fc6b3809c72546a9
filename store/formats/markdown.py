"""Markdown with a YAML head -> Document."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml

from store.formats.dates import find_date
from store.formats.document import Document

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLES = ("title", "headline")
_DATES = ("date", "published", "published_time")
_URLS = ("source_url", "url", "source", "link", "canonical_url")
# Soft joiners and no-break spaces are typography of a page, not part of a title.
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff]")


def read_markdown(text: str) -> Document:
    """A Document whose text is the whole file, head included, so that offsets fit the file as it is."""
    head = _HEAD.match(text)
    facts = _facts(head.group(1)) if head else {}
    return Document(
        text,
        body=head.end() if head else 0,
        title=_text(facts, _TITLES),
        date=_date(facts),
        source_url=next((url for url in (_text(facts, (key,)) for key in _URLS) if url and _is_url(url)), None),
    )


def _facts(head: str) -> Mapping[str, Any]:
    try:
        facts = yaml.safe_load(head)
    except yaml.YAMLError:
        return {}
    return {str(key).lower(): value for key, value in facts.items()} if isinstance(facts, dict) else {}


def _text(facts: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    value = next((facts[key] for key in keys if facts.get(key)), None)
    if not isinstance(value, str):
        return None
    return " ".join(_INVISIBLE.sub("", value).split()) or None


def _date(facts: Mapping[str, Any]) -> date | None:
    for key in _DATES:
        value = facts.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and (found := find_date(value)):
            return found
    return None


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))
