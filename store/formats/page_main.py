"""Where the main text of a page is: the densest element, without what a page puts around its text.

trafilatura and readability were measured beside it: on saved press pages all three kept 99.5 % of the words
or more, but both lost a short last section, and readability a folded-up transcript. Here an element is left
out only for a reason, and never when it holds a large part of the words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p output q rp "
    "rt ruby s samp small span st1:place strike strong sub sup time tt u var wbr".split()
)
_NEVER_TEXT = frozenset(
    "script style template svg noscript iframe object embed audio video canvas select option button input "
    "textarea map math head".split()
)
# What surely stands around a text; kept only where it is most of the page.
_OUTER = frozenset("nav footer".split())
_OUTER_ROLES = frozenset("navigation contentinfo".split())
_OUTER_NAMES = frozenset(
    "share sharing sharebar addthis jiathis sharethis relnews breadcrumb breadcrumbs crumbs cookie cookies "
    "consent gdpr nav navbar navigation naver newsletter subscribe pagination pager footer copyright".split()
)
# What mostly does, and sometimes holds a transcript that unfolds.
_AROUND = frozenset("aside form dialog menu".split())
_AROUND_ROLES = frozenset("banner complementary search dialog alertdialog menu".split())
_AROUND_NAMES = frozenset(
    "social socials related recommended recommendations menu sidebar comments promo advert advertisement "
    "ads sponsor sponsored toolbar trending popular tags taglist appendix readmore".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABEL = re.compile(r"^\s*([^:：\n]{1,60})[:：]")
# Shorter runs of text are captions, buttons, dates; a Chinese character counts as three Latin letters.
_SHORTEST_SPEECH = 60
_LONGEST_OPENING = 120
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
# Parts of a text, which never hold all of it on purpose.
_PARTS = frozenset("p dt dd blockquote pre h1 h2 h3 h4 h5 h6".split())
# What a page puts around its text is small beside it: a larger part is kept whatever its name.
_LARGE_SHARE = 0.2
_LARGER_SHARE = 0.8
# Title, place and time above the speech; the time it ended below.
_LONGEST_HEAD = 300
_LONGEST_FOOT = 60
# The element that holds this share of the speech is the main one, if what is left out is of another kind.
_MAIN_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class _Read:
    """How far a page was read: labels, characters outside links and in links."""

    labels: int = 0
    spoken: int = 0
    linked: int = 0


_NOTHING = _Read()


@dataclass(slots=True)
class _Weight:
    """What one element holds. `speech`: characters in long runs outside links.

    `run` and `opening` are of the run of words being read. `first` and `last` are how much of the page
    came before the element and before its end.
    """

    speech: int = 0
    run: int = 0
    opening: str = ""
    first: _Read = _NOTHING
    last: _Read = _NOTHING

    @property
    def words(self) -> int:
        """Characters outside links, in runs of any length."""
        return self.last.spoken - self.first.spoken


def main_content(root: HtmlElement) -> HtmlElement:
    """The element that holds the page's main text; what does not belong to it is emptied."""
    body = root.find("body")
    top: HtmlElement = root if body is None else body
    _remove(element for element in top.iterdescendants(etree.Element) if element.tag in _NEVER_TEXT)
    weights = _weighed(top).weights
    words = weights[top].words
    _remove(
        element
        for element in top.iterdescendants(etree.Element)
        if (share := _droppable_share(element)) and weights[element].words <= share * words
    )
    scales = _weighed(top)
    return _with_head(_densest(top, scales), top, scales)


def _remove(elements: Iterable[HtmlElement]) -> None:
    """Emptied, not dropped: dropping joins the texts around it anew each time, which is quadratic."""
    for element in list(elements):
        element.clear(keep_tail=True)
        element.tag = "span"


def _droppable_share(element: HtmlElement) -> float:
    """Up to which share of the page's words an element is dropped; 0 where it is not for its name."""
    role, named = element.get("role", "").lower(), f"{element.get('class', '')} {element.get('id', '')}"
    names = _WORD.findall(_CAMEL.sub(" ", named[:500]).lower())
    if element.tag in _OUTER or role in _OUTER_ROLES or not _OUTER_NAMES.isdisjoint(names):
        return _LARGER_SHARE
    is_hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style", ""))
    if element.tag in _AROUND or role in _AROUND_ROLES or is_hidden or not _AROUND_NAMES.isdisjoint(names):
        return _LARGE_SHARE
    return 0.0


def _weighed(top: HtmlElement) -> "_Scales":
    """Weighed by its long runs of words, or by all of them on a page that has none."""
    scales = _Scales(top, _SHORTEST_SPEECH)
    return scales if scales.weights[top].speech else _Scales(top, 1)


class _Scales:
    """Weighs every element below `top` in one pass, without recursion: pages nest as deep as they like."""

    def __init__(self, top: HtmlElement, shortest: int) -> None:
        self._shortest = shortest
        self.labels: list[str] = []
        self.weights: dict[HtmlElement, _Weight] = defaultdict(_Weight)
        self._spoken = self._linked = 0
        links = 0
        for event, element in etree.iterwalk(top, events=("start", "end", "comment")):
            if event == "start":
                links += element.tag == "a"
                self.weights[element].first = self._read()
                self._add(element, element.text, links)
                continue
            if event == "end":
                links -= element.tag == "a"
                self._close(element, element.getparent() if element is not top else None)
            if element is not top:
                self._add(element.getparent(), element.tail, links)

    def _add(self, element: HtmlElement, text: str | None, links: int) -> None:
        if not text or not (words := text.strip()):
            return
        weight = self.weights[element]
        if len(weight.opening) < _LONGEST_OPENING:
            weight.opening += text[:_LONGEST_OPENING]
        if links:
            self._linked += len(words)
        else:
            self._spoken += len(words)
            weight.run += len(words) + 2 * len(_WIDE.findall(words))

    def _read(self) -> _Read:
        return _Read(len(self.labels), self._spoken, self._linked)

    def _close(self, element: HtmlElement, parent: HtmlElement | None) -> None:
        weight = self.weights[element]
        if element.tag not in INLINE:
            self._end_run(weight)
        weight.last = self._read()
        if parent is None:
            return
        above = self.weights[parent]
        if element.tag in INLINE:
            above.run += weight.run
            if len(above.opening) < _LONGEST_OPENING:
                above.opening += weight.opening
        else:
            self._end_run(above)
        above.speech += weight.speech

    def _end_run(self, weight: _Weight) -> None:
        if match := _LABEL.match(weight.opening):
            self.labels.append(" ".join(match.group(1).split()))
        if weight.run >= self._shortest:
            weight.speech += weight.run
        weight.run, weight.opening = 0, ""

    def labels_in(self, element: HtmlElement) -> set[str]:
        """What stands before a colon at the start of a run of words in the element."""
        weight = self.weights[element]
        return set(self.labels[weight.first.labels : weight.last.labels])


def _densest(top: HtmlElement, scales: _Scales) -> HtmlElement:
    main = top
    while True:
        children = list(main.iterchildren(etree.Element))
        best = max(children, key=lambda child: scales.weights[child].speech, default=None)
        if best is None or best.tag in INLINE or best.tag in _PARTS:
            return main
        if scales.weights[best].speech < max(_MAIN_SHARE * scales.weights[main].speech, 1):
            return main
        if _leaves_out_speech(best, [child for child in children if child is not best], scales):
            return main
        main = best


def _leaves_out_speech(best: HtmlElement, others: list[HtmlElement], scales: _Scales) -> bool:
    """Whether siblings of the densest element are more of the same: same kind of element, or same labels."""
    kind = (best.tag, best.get("class"))
    if best.get("class") and any(
        (other.tag, other.get("class")) == kind and scales.weights[other].speech for other in others
    ):
        return True
    elsewhere = {label for other in others for label in scales.labels_in(other)}
    return bool(elsewhere) and not elsewhere.isdisjoint(scales.labels_in(best))


def _with_head(main: HtmlElement, top: HtmlElement, scales: _Scales) -> HtmlElement:
    """The main element with the title, place and time above it, where they stand close around it."""
    inner = scales.weights[main]
    widest = main
    for outer in main.iterancestors():
        weight = scales.weights[outer]
        before = inner.first.spoken - weight.first.spoken
        after = weight.last.spoken - inner.last.spoken
        links = (weight.last.linked - weight.first.linked) - (inner.last.linked - inner.first.linked)
        if before > _LONGEST_HEAD or after > _LONGEST_FOOT or links > _LONGEST_HEAD:
            return widest
        widest = outer
        if outer is top:
            return widest
    return widest
