"""What a page says about itself: title, date, address and language, from its head."""

import datetime as dt
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from store.formats.dates import find_date

_TITLES = ("og:title", "twitter:title", "articletitle", "dc.title", "dcterms.title", "headline", "title")
_DATES = (
    "article:published_time", "og:published_time", "pubdate", "publishdate", "publish_date", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "sailthru.date",
    "parsely-pub-date", "date",
)  # fmt: skip
_URLS = ("og:url", "url", "twitter:url", "dc.identifier")
# What separates a page's title from the site's name.
_SITE_NAME = re.compile(r"\s+(?:[|—–»·]|::|-)\s+[^|—–»·]{2,60}$")
_LONGEST_JSON = 1_000_000
# A title may name another day than that of the page; the day after, or before in another time zone, is meant.
_NEAR = dt.timedelta(days=10)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """None where the page is silent. English is what templates declare unasked: that says nothing."""

    title: str | None
    date: dt.date | None
    url: str | None
    language: str | None


def page_facts(root: HtmlElement) -> PageFacts:
    """Read before the main text is searched for: that takes the head's elements away."""
    meta = _meta(root)
    linked = _linked_data(root)
    title = _title(root, meta, linked)
    return PageFacts(
        title=title,
        date=_date(root, meta, linked, title),
        url=_url(root, meta, linked),
        language=language if (language := (root.get("lang") or "")[:2].lower()) not in ("", "en") else None,
    )


def _meta(root: HtmlElement) -> dict[str, str]:
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = _line(element.get("content"))
        if name and content:
            meta.setdefault(name.lower(), content)
    return meta


def _linked_data(root: HtmlElement) -> Mapping[str, Any]:
    """The first schema.org object (JSON-LD) that describes a text."""
    for element in root.iter("script"):
        source = element.text or ""
        if element.get("type") != "application/ld+json" or len(source) > _LONGEST_JSON:
            continue
        try:
            found = json.loads(source)
        except (ValueError, RecursionError):
            continue
        for item in _items(found):
            if item.get("headline") or item.get("datePublished"):
                return item
    return {}


def _items(found: object) -> Iterator[Mapping[str, Any]]:
    waiting = deque([found])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [item["@graph"]] if "@graph" in item else []


def _title(root: HtmlElement, meta: Mapping[str, str], linked: Mapping[str, Any]) -> str | None:
    headings = [line for element in root.iter("h1") if (line := _line(element.text_content()))]
    named = _line(next((element.text_content() for element in root.iterfind("head/title")), None))
    stated = _line(linked.get("headline")) or next((meta[name] for name in _TITLES if name in meta), None)
    title = stated or (headings[0] if len(headings) == 1 else None) or named or next(iter(headings), None)
    if title and title not in headings:
        title = _SITE_NAME.sub("", title) or title
    return title


def _date(root: HtmlElement, meta: Mapping[str, str], linked: Mapping[str, Any], title: str | None) -> dt.date | None:
    times = [element.get("datetime") or element.text_content() for element in root.iter("time")]
    stated = [_line(linked.get("datePublished")), *(meta.get(name) for name in _DATES), *times[:1]]
    published = next((found for text in stated if text and (found := find_date(text))), None)
    in_title = find_date(title) if title else None
    if in_title and (published is None or abs(in_title - published) <= _NEAR):
        return in_title
    return published


def _url(root: HtmlElement, meta: Mapping[str, str], linked: Mapping[str, Any]) -> str | None:
    canonical = [element.get("href") for element in root.iter("link") if element.get("rel", "").lower() == "canonical"]
    page = linked.get("mainEntityOfPage")
    stated = [
        *canonical,
        *(meta.get(name) for name in _URLS),
        linked.get("url"),
        page.get("@id") if isinstance(page, dict) else page,
    ]
    return next((url for url in stated if isinstance(url, str) and url.startswith(("http://", "https://"))), None)


def _line(text: object) -> str | None:
    return " ".join(text.split()) or None if isinstance(text, str) else None
